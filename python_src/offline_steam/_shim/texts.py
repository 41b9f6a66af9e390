"""Room C, ``offline_steam._shim``: texts that cross the C boundary. Standard library only."""

from __future__ import annotations

from typing import Any


class Texts:
    """Texts given to C, which may keep the pointer for as long as the process lives.

    Equal texts share one pointer, so what is kept is bounded: by the texts of the app's definition,
    the few thousand names of strangers, and what a game or a test names boards and people.
    """

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi
        self._kept: dict[str, Any] = {}

    def keep(self, text: str) -> Any:
        """A ``const char *`` in UTF-8 that stays valid."""
        pointer = self._kept.get(text)
        if pointer is None:
            pointer = self._ffi.new("char[]", text.encode("utf-8", "replace"))
            self._kept[text] = pointer
        return pointer

    def read(self, pointer: Any) -> str | None:
        """The text behind a pointer; None for NULL and for what is not UTF-8."""
        if pointer == self._ffi.NULL:
            return None
        try:
            text: str = self._ffi.string(pointer).decode("utf-8")
        except UnicodeDecodeError:
            return None
        return text
