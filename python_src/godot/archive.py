"""Room A: many named pieces in one file, each read when it is wanted.

Pure Python; imports nothing of the room.

The build writes such files (``_ffi/generate_archive.py``): ``api.bin`` and ``docs.bin`` in
``_generated``. Layout: eight bytes with the length of the directory (little endian); the directory,
a line ``NAME<tab>OFFSET SIZE`` for each piece, with a line feed before each and after the last;
then the pieces, from which the offsets count. A piece is a value in :mod:`marshal`'s form.

Opening one reads nothing: the directory is searched where it lies, in the file's pages, so that
neither time nor memory grows with what is not used.
"""

from __future__ import annotations

import marshal
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["Archive", "Section"]


class Archive:
    """The pieces of one file, or of bytes in memory."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        self._start = 8 + int.from_bytes(data[:8], "little")

    @classmethod
    def open(cls, path: Path) -> Archive:
        """The pieces of a file. Raises ``OSError`` when it cannot be read."""
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def _find(self, name: str) -> int:
        return self._data.find(b"\n%s\t" % name.encode(), 8, self._start)

    def __contains__(self, name: str) -> bool:
        return self._find(name) >= 0

    def read(self, name: str) -> Any:
        """The value of a piece, new each time. Raises ``KeyError`` for an unknown name."""
        line = self._find(name)
        if line < 0:
            raise KeyError(name)
        begin = self._data.find(b"\t", line) + 1
        place = self._data[begin : self._data.find(b"\n", begin)]
        offset, size = map(int, place.split())
        offset += self._start
        return marshal.loads(self._data[offset : offset + size])

    def names(self, prefix: str = "") -> list[str]:
        """What follows the prefix in the names that begin with it, in the order of the file."""
        lines = self._data[8 : self._start].decode().split("\n")
        return [
            line.partition("\t")[0].removeprefix(prefix)
            for line in lines
            if line and line.startswith(prefix)
        ]


class Section(Mapping[str, Any]):
    """The pieces with one prefix as a mapping; each is read at its first use and kept."""

    def __init__(self, archive: Archive, prefix: str) -> None:
        self._archive = archive
        self._prefix = prefix
        self._kept: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._kept:
            try:
                self._kept[name] = self._archive.read(self._prefix + name)
            except KeyError:
                raise KeyError(name) from None
        return self._kept[name]

    def __contains__(self, name: object) -> bool:
        return name in self._kept or (
            isinstance(name, str) and self._prefix + name in self._archive
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.names(self._prefix))

    def __len__(self) -> int:
        return len(self._archive.names(self._prefix))
