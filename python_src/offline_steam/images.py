"""Room C, ``offline_steam``: image handles, valid for one run. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Image:
    """A picture that can be drawn again at any time: thousands of them need no memory.

    Attributes:
        width: in pixels.
        height: in pixels.
        draw: gives the pixels, row by row, 4 bytes each (red, green, blue, alpha), always the same.
    """

    width: int
    height: int
    draw: Callable[[], bytes]

    @property
    def rgba(self) -> bytes:
        """The pixels."""
        return self.draw()


class Images:
    """All images of one run; the same image keeps its handle."""

    def __init__(self) -> None:
        self._handles: dict[Hashable, int] = {}
        self._images: dict[int, Image] = {}

    def handle(self, key: Hashable) -> int:
        """The handle of a loaded image, 0 while there is none."""
        return self._handles.get(key, 0)

    def add(self, key: Hashable, image: Image) -> int:
        """The handle of an image, from now on known by ``key``."""
        if key not in self._handles:
            self._handles[key] = len(self._images) + 1
            self._images[self._handles[key]] = image
        return self._handles[key]

    def get(self, handle: int) -> Image | None:
        """The image behind a handle, None for a handle that was never given."""
        return self._images.get(handle)
