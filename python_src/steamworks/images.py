"""Room B, `steamworks`: the pixels of Steam's images (ISteamUtils).

May import: `_abi`, `values`. Avatars and icons of achievements come as handles, which are valid
until the process ends. `Images` gives their size and their pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ._abi.library import Library, ffi
from .values import INT32_MAX, INT32_MIN, check_whole

_new_pixels = ffi.new_allocator(should_clear_after_alloc=False)  # Steam fills them all


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its size in pixels, and row by row the 4 bytes (red, green, blue, alpha) of each.

    `rgba` has `width * height * 4` bytes; alpha is not multiplied into the colours.
    """

    width: int
    height: int
    rgba: bytes = field(repr=False)


class Images:
    """The images of one connection, by their handles.

    Every method raises `NotConnected` after the connection was closed, `WrongThread` on another
    thread, and `TypeError` or `ValueError` for what cannot be a handle.
    """

    def __init__(self, library: Library, check: Callable[[], None]) -> None:
        self._calls = library.calls
        self._pointer = library.pointer
        self._check = check
        self._size = ffi.new("uint32_t[2]")

    def size(self, handle: int) -> tuple[int, int] | None:
        """Width and height in pixels; None for a handle that Steam does not know."""
        self._check()
        check_whole(handle, INT32_MIN, INT32_MAX, "image handle")
        size = self._size
        if handle <= 0 or not self._calls.SteamAPI_ISteamUtils_GetImageSize(
            self._pointer, handle, size, size + 1
        ):
            return None
        width, height = int(size[0]), int(size[1])
        return (width, height) if 0 < width * height * 4 <= INT32_MAX else None

    def image(self, handle: int) -> Image | None:
        """The image itself; None for a handle that Steam does not know."""
        size = self.size(handle)
        if size is None:
            return None
        width, height = size
        count = width * height * 4
        pixels = _new_pixels("uint8_t[]", count)
        if not self._calls.SteamAPI_ISteamUtils_GetImageRGBA(self._pointer, handle, pixels, count):
            return None
        return Image(width, height, ffi.buffer(pixels)[:])
