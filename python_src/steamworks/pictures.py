"""Room B, `steamworks`: what an image becomes for scenes and scripts. May import: `images`.

Python has bytes, an engine has textures and controls. `Pictures` is all that the façade needs to
know about either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from .images import Image, Images


def image_info(images: Images, handle: int) -> dict[str, Any] | None:
    """The documented ImageInfo of a handle; None for one that stands for no image."""
    size = images.size(handle)
    if size is None:
        return None
    return {"imageHandle": handle, "pixelWidth": size[0], "pixelHeight": size[1]}


class Pictures(Protocol):
    """How the host of a façade shows images."""

    parents: str
    """What `is_parent` accepts, for people: "an object with a method add_child"."""

    def is_parent(self, value: object) -> bool:
        """Whether a picture can be put into this."""

    def texture(self, image: Image) -> object:
        """What `newTexture` returns: something to draw the image with."""

    def rect(self, parent: object | None, image: Image, width: float, height: float) -> object:
        """What `newImageRect` returns: the image in this size, a child of `parent` if given."""


@dataclass(eq=False, slots=True)
class ImageRect:
    """An image in a size of its own, and what was put into it. Plain Python draws neither."""

    image: Image
    width: float
    height: float
    children: list[object] = field(default_factory=list)

    def add_child(self, child: object) -> None:
        """Puts another picture into this one."""
        self.children.append(child)


class PythonPictures:
    """Pictures for plain Python: the image as it is, and an `ImageRect`."""

    parents = "an object with a method add_child"

    def is_parent(self, value: object) -> bool:
        """Whether it has a method `add_child`."""
        return callable(getattr(value, "add_child", None))

    def texture(self, image: Image) -> Image:
        """The image itself."""
        return image

    def rect(self, parent: object | None, image: Image, width: float, height: float) -> ImageRect:
        """An `ImageRect`, given to the parent's `add_child`."""
        made = ImageRect(image, width, height)
        if parent is not None:
            parent.add_child(made)  # type: ignore[attr-defined]  # is_parent has found it
        return made
