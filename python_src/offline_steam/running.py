"""Room C, ``offline_steam``: the libraries that are loaded in this process.

Imports the standard library, ``errors`` and ``session``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline_steam.errors import NotLoadedError
from offline_steam.session import Session


@dataclass(frozen=True)
class Running:
    """One loaded library.

    Attributes:
        path: what it was loaded from.
        session: its state.
        lib: its C functions, as cffi offers them to Python.
    """

    path: str
    session: Session
    lib: Any


_LIBRARIES: list[Running] = []


def add(library: Running) -> None:
    """Notes a library that has just started its Python part."""
    _LIBRARIES.append(library)


def find(path: Path | None = None) -> Running:
    """The library at a path, or the one that started last.

    Raises:
        NotLoadedError: when there is none.
    """
    for library in reversed(_LIBRARIES):
        if path is None or Path(library.path).resolve() == path.resolve():
            return library
    wanted = f" from {path}" if path else ""
    raise NotLoadedError(
        f"no offline libsteam_api{wanted} has been started in this process: load it and call its "
        "init first, or use offline_steam.control.load(path)"
    )
