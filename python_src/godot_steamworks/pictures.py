"""Room D: Steam's images as textures and controls. May import: godot, steamworks."""

from __future__ import annotations

from typing import Any

import godot
from steamworks.arguments import BadArgumentError
from steamworks.images import Image

__all__ = ["GodotPictures"]


class GodotPictures:
    """The client's ``Pictures``: an ``ImageTexture``, and a ``TextureRect`` of the size asked for.

    Pixels reach the engine in one copy, however many they are.
    """

    parents = "a Node that has not been freed, or null"

    def is_parent(self, value: object) -> bool:
        """Whether it is a node, in a tree or not."""
        return godot.is_instance_valid(value) and isinstance(value, godot.Node)

    def texture(self, image: Image) -> Any:
        """A texture with the image's very pixels."""
        pixels = godot.Image.create_from_data(
            image.width, image.height, False, godot.Image.FORMAT_RGBA8, image.rgba
        )
        return godot.ImageTexture.create_from_image(pixels)

    def rect(self, parent: Any, image: Image, width: float, height: float) -> Any:
        """A control that shows the image; a container gives it no less than its size.

        Raises:
            BadArgumentError: the parent takes no children now.
        """
        texture = self.texture(image)
        size = godot.Vector2(width, height)
        rect = godot.TextureRect()
        rect.expand_mode = (
            godot.TextureRect.EXPAND_IGNORE_SIZE
        )  # else the image's size is the least
        rect.texture = texture
        rect.custom_minimum_size = size
        rect.size = size
        if parent is not None:
            parent.add_child(rect)
            if rect.get_parent() is None:
                rect.free()
                raise BadArgumentError(
                    "parent",
                    f"{parent!r} is busy with its children, as it is while they get ready, so it "
                    "takes no other; use newImageRect.call_deferred(), or add the control later",
                )
        return rect
