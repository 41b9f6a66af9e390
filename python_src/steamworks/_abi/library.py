"""Room B, `steamworks._abi`: an opened Steam library.

May import: `steamworks.errors` and the modules beside it. A library is opened once per path and
stays open until the process ends: Steam starts threads that run in it, so it is never unloaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..errors import (
    FunctionMissing,
    LibraryDamaged,
    LibraryDependencyMissing,
    LibraryError,
    LibraryMissing,
    LibraryWrongArchitecture,
)
from .binary import check_file
from .declarations import ACCESSORS, FUNCTIONS, MESSAGES_SIZE

try:
    from ._native import ffi as _ffi
    from ._native import lib as _lib
except ImportError as error:  # a source tree that nobody has built yet
    raise ImportError(
        "steamworks._abi._native is not built: run `python3 dev.py build`, "
        "or `python _abi/build_native.py --help`"
    ) from error

ffi: Any = _ffi
lib: Any = _lib

_INDEX = {function.name: index for index, function in enumerate(FUNCTIONS)}
_INTERFACES = {name: index for index, name in enumerate(ACCESSORS)}
_MESSAGE_SIZE = 1024  # SteamErrMsg in steam_api.h

_opened: dict[Path, Library] = {}


class Library:
    """One library with the flat API, its functions looked up, its interfaces when connected.

    `calls` holds the compiled wrappers under their flat names; each takes `pointer` first. One
    whose function or interface is absent returns zero, so ask `has` for the optional ones.
    """

    def __init__(self, path: Path, pointer: Any) -> None:
        self.path = path
        self.pointer = pointer
        self.calls = lib
        self.messages = ffi.buffer(lib.steam_library_messages(pointer), MESSAGES_SIZE)
        self.versions: dict[str, str] = {}

    def has(self, name: str) -> bool:
        """Whether the library exports this declared function."""
        return bool(lib.steam_library_has(self.pointer, _INDEX[name]))

    def require(self, name: str) -> None:
        """Raises `FunctionMissing` when the library does not export this declared function."""
        if not self.has(name):
            raise FunctionMissing(f"{self.path} has no function {name}", self.path)

    def init(self) -> tuple[int, str]:
        """Connects to Steam (`SteamAPI_InitFlat`): its result, and its text when that is not 0."""
        message = ffi.new("char[]", _MESSAGE_SIZE)
        result = int(lib.steam_library_init(self.pointer, message))
        return result, ffi.string(message).decode("utf-8", "replace")

    def find_interfaces(self) -> str | None:
        """Fetches every interface; the name of the first one that Steam would not give, or None.

        Raises:
            FunctionMissing: the library has no accessor that is known here.
        """
        for name, index in _INTERFACES.items():
            found = lib.steam_library_find_interface(self.pointer, index)
            if found == -1:
                raise FunctionMissing(
                    f"{self.path} offers no version of {name} that is known here "
                    f"({', '.join(ACCESSORS[name])})",
                    self.path,
                )
            if found < 0:
                return ACCESSORS[name][0].removeprefix("SteamAPI_")
            self.versions[name] = ACCESSORS[name][found]
        return None

    def start_dispatch(self) -> None:
        """Switches to manual dispatch; before this call nothing may run callbacks."""
        lib.steam_library_start_dispatch(self.pointer)

    def shutdown(self) -> None:
        """Closes the connection. Interfaces are forgotten first, so that no call can reach them."""
        self.versions = {}
        lib.steam_library_shutdown(self.pointer)


def open_library(path: str | os.PathLike[str]) -> Library:
    """Opens the library at this path, by its absolute path only.

    Raises:
        LibraryError: one of its kinds, for whatever is wrong with the file.
    """
    if "\0" in os.fspath(path):
        raise LibraryMissing(f"There is no Steam library at {os.fspath(path)!r}")
    absolute = Path(path).absolute()
    known = _opened.get(absolute)
    if known is not None:
        return known
    check_file(absolute)
    message = ffi.new("char[]", _MESSAGE_SIZE)
    pointer = lib.steam_library_open(os.fsencode(absolute), message, _MESSAGE_SIZE)
    if pointer == ffi.NULL:
        raise open_error(absolute, ffi.string(message).decode("utf-8", "replace"))
    library = Library(absolute, pointer)
    missing = [f.name for f in FUNCTIONS if f.required and not library.has(f.name)]
    if missing:
        raise FunctionMissing(_missing_text(absolute, missing), absolute)
    _opened[absolute] = library
    return library


def _missing_text(path: Path, missing: list[str]) -> str:
    required = sum(function.required for function in FUNCTIONS)
    if len(missing) == required:
        return f"{path} is not a Steam library: it has none of Steam's functions"
    named = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
    return f"{path} lacks {len(missing)} of the {required} functions that are needed: {named}"


def open_error(path: Path, text: str) -> LibraryError:
    """The error for what the system's loader said about a library.

    On Linux its text names the file that it could not use, then says why. On Windows it is a
    number: 193 for a file of another processor, 126 and 127 when the library needs another one, or
    something in it, that is not there.
    """
    if text == "Windows error 193":
        return LibraryWrongArchitecture(f"{path} was made for another processor ({text})", path)
    if text in ("Windows error 126", "Windows error 127"):
        return LibraryDependencyMissing(f"{path} needs another library ({text})", path)
    if "cannot open shared object file" in text and not text.startswith(f"{path}:"):
        return LibraryDependencyMissing(
            f"{path} needs another library that is not there ({text})", path
        )
    if "undefined symbol" in text or "version `" in text:
        return LibraryDependencyMissing(
            f"{path} needs something that this system's libraries do not have ({text})", path
        )
    return LibraryDamaged(f"{path} cannot be loaded ({text})", path)
