"""Room A: reads the engine's description, piece by piece. Pure Python; imports nothing of the room.

The build writes ``_generated/api.bin`` (see ``_ffi/generate_api.py`` for its layout). Only the
index is read at start-up; a class is read when it is first used.
"""

from __future__ import annotations

import functools
import marshal
import mmap
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Api", "ClassData", "engine_api"]


class ClassData(NamedTuple):
    """What the engine says of one class."""

    base: str | None
    is_ref_counted: bool
    is_instantiable: bool
    methods: dict[str, tuple[int, int, int, int, tuple[Any, ...]]]
    properties: dict[str, tuple[str | None, str | None, int | None]]
    signals: dict[str, tuple[Any, ...]]
    constants: dict[str, int]
    virtuals: dict[str, tuple[tuple[int, ...], int, bool]]
    enums: dict[str, dict[str, int]]


class Api:
    """The engine's description in its compact form."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        size = int.from_bytes(data[:8], "little")
        index = marshal.loads(data[8 : 8 + size])
        self._data = data
        self._start = 8 + size
        self._places: dict[str, tuple[int, int]] = index["classes"]
        self.version: tuple[int, int, int] = index["version"]
        self.singletons: dict[str, str] = index["singletons"]
        self.utilities: dict[str, tuple[int, int, int, int, tuple[Any, ...]]] = index["utilities"]
        self.builtins: dict[str, tuple[Any, ...]] = index["builtins"]
        self.enums: dict[str, dict[str, int]] = index["enums"]
        self.constants: dict[str, int] = index["constants"]

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def class_names(self) -> list[str]:
        """All engine classes, in the engine's order."""
        return list(self._places)

    def read_class(self, name: str) -> ClassData:
        """One class. Raises ``KeyError`` for an unknown name."""
        offset, size = self._places[name]
        offset += self._start
        return ClassData(*marshal.loads(self._data[offset : offset + size]))

    def virtuals(self, name: str) -> dict[str, tuple[tuple[int, ...], int, bool]]:
        """The virtual methods of a class and its bases.

        Maps a name to the kinds of the arguments, the kind of the result, and whether that is a
        counted reference.
        """
        found: dict[str, tuple[tuple[int, ...], int, bool]] = {}
        current: str | None = name
        while current is not None:
            data = self.read_class(current)
            found = data.virtuals | found
            current = data.base
        return found


@functools.cache
def engine_api() -> Api:
    """The description that this build was made for."""
    path = Path(__file__).parent / "_generated" / "api.bin"
    try:
        with path.open("rb") as file:
            return Api(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError as error:
        raise ImportError(
            f"'{path}' is missing: the package was not built; run 'python3 dev.py build', "
            "or copy the addon whole"
        ) from error
