"""Room A: the engine's C functions as Python sees them. May import: _ffi.

Everything here runs a few times, at registration; what runs per frame is in the C floor.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, NewType

from godot._ffi import ffi, lib

__all__ = [
    "Scratch",
    "StringNamePtr",
    "StringPtr",
    "print_error",
    "print_warning",
]

StringNamePtr = NewType("StringNamePtr", object)
StringPtr = NewType("StringPtr", object)

_STRING, _STRING_NAME = 4, 21
_packages: Path | None = None


def set_packages_folder(folder: Path) -> None:
    """Remembers where the addon's Python packages are; ``boot.py`` is told by the C entry."""
    global _packages
    _packages = folder


def packages_folder() -> Path:
    """The addon's folder of Python packages, absolute."""
    if _packages is None:
        raise RuntimeError("the extension has not started")
    return _packages


def _c_text(text: str) -> bytes:
    """Any text as C takes it: what it cannot hold is shown as an escape."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace")


def print_error(
    message: str, function: str, file: str, line: int, *, script: bool = False, details: str = ""
) -> None:
    """Writes an error to Godot's log, and to the editor's debugger; it alone has ``details``."""
    write = lib.gd_print_script_error_with_message if script else lib.gd_print_error_with_message
    text = _c_text(message)
    more = _c_text(details) if details else text
    write(more, text, _c_text(function), _c_text(file), line, 1)


def print_warning(message: str, function: str, file: str, line: int) -> None:
    """Writes a warning to Godot's log, and to the editor's debugger."""
    text = _c_text(message)
    lib.gd_print_warning_with_message(text, text, _c_text(function), _c_text(file), line, 1)


class Scratch:
    """Strings and structures that live while the engine reads them; it copies what it keeps.

    Use it as a context manager around one registration: leaving it releases every string.
    """

    def __init__(self) -> None:
        self._strings: list[Any] = []
        self._string_names: list[Any] = []
        self._kept: list[Any] = []

    def __enter__(self) -> Scratch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for type_number, boxes in ((_STRING, self._strings), (_STRING_NAME, self._string_names)):
            release = lib.gd_variant_get_ptr_destructor(type_number)
            for box in boxes:
                release(box)
        self._strings.clear()
        self._string_names.clear()
        self._kept.clear()

    def string_name(self, text: str) -> Any:
        """A StringName of the engine."""
        box = ffi.new("uint64_t[1]")
        lib.gd_string_name_new_with_utf8_chars(box, text.encode())
        self._string_names.append(box)
        return box

    def string(self, text: str) -> Any:
        """A String of the engine."""
        box = ffi.new("uint64_t[1]")
        data = text.encode()
        lib.gd_string_new_with_utf8_chars_and_len(box, data, len(data))
        self._strings.append(box)
        return box

    def keep(self, value: Any) -> None:
        """Keeps any Python object alive as long as this scratch."""
        self._kept.append(value)

    def new(self, c_type: str, init: Any = None) -> Any:
        """A C object that lives as long as this scratch."""
        value = ffi.new(c_type) if init is None else ffi.new(c_type, init)
        self._kept.append(value)
        return value
