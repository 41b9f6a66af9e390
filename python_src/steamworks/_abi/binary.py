"""Room B, `steamworks._abi`: judges a library's file before the system's loader sees it.

May import: `steamworks.errors`. The loader's own messages are terse, and it can die of a bus error
on a truncated file, because it maps segments that are not there.
"""

from __future__ import annotations

import platform
import struct
import sys
from pathlib import Path

from ..errors import LibraryDamaged, LibraryMissing, LibraryWrongArchitecture

_MACHINES = {
    3: ("32-bit x86", ("i386", "i686")),
    62: ("x86-64", ("x86_64", "amd64")),
    183: ("64-bit ARM", ("aarch64", "arm64")),
    40: ("32-bit ARM", ("armv7l", "armv8l")),
    243: ("RISC-V", ("riscv64",)),
}
_FOREIGN = {
    b"MZ": "Windows",
    b"\xcf\xfa\xed\xfe": "macOS",
    b"\xca\xfe\xba\xbe": "macOS",
}
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_LOADED = 1


def check_file(path: Path) -> None:
    """Raises the `LibraryError` that fits when `path` cannot be a library for this machine.

    Only ELF files (Linux) are judged in detail; elsewhere the loader has the word.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER.size)
            size = path.stat().st_size
            if not sys.platform.startswith("linux"):
                return
            _check_header(path, head)
            _check_segments(path, head, size, file.read(64 * 1024))
    except FileNotFoundError:
        raise LibraryMissing(f"There is no Steam library at {path}", path) from None
    except IsADirectoryError:
        raise LibraryMissing(f"{path} is a folder, not the Steam library itself", path) from None
    except OSError as error:
        raise LibraryMissing(
            f"The Steam library at {path} cannot be read ({error.strerror})",
            path,
            remedy="See to it that this user may read the file.",
        ) from error


def _check_header(path: Path, head: bytes) -> None:
    for magic, system in _FOREIGN.items():
        if head.startswith(magic):
            raise LibraryWrongArchitecture(
                f"{path} is a library for {system}, and this is {platform.system()}", path
            )
    if head[:4] != b"\x7fELF":
        if b"\x7fELF".startswith(head[:4]):
            raise LibraryDamaged(f"{path} is truncated: it has only {len(head)} bytes", path)
        raise LibraryDamaged(f"{path} is not a shared library", path)
    if len(head) < 20:
        raise LibraryDamaged(f"{path} is truncated: it has only {len(head)} bytes", path)
    machine = struct.unpack_from("<H", head, 18)[0]
    name, aliases = _MACHINES.get(machine, (f"processor type {machine}", ()))
    if platform.machine().lower() not in aliases:
        raise LibraryWrongArchitecture(
            f"{path} was made for {name}, and this machine is {platform.machine()}", path
        )
    bits = 64 if head[4] == 2 else 32
    if bits != struct.calcsize("P") * 8:
        raise LibraryWrongArchitecture(
            f"{path} is a {bits}-bit library, and this process is not", path
        )


def _check_segments(path: Path, head: bytes, size: int, more: bytes) -> None:
    """Every part that the loader maps must be in the file."""
    if len(head) < _HEADER.size:
        raise LibraryDamaged(f"{path} is truncated: it has only {len(head)} bytes", path)
    fields = _HEADER.unpack(head)
    table, entry_size, count = fields[5], fields[9], fields[10]
    start = head + more
    needed = table + entry_size * count
    if entry_size >= _SEGMENT.size and needed <= len(start):
        for index in range(count):
            kind, _, offset, _, _, length, _, _ = _SEGMENT.unpack_from(
                start, table + index * entry_size
            )
            if kind == _LOADED:
                needed = max(needed, offset + length)
    if needed > size:
        raise LibraryDamaged(f"{path} is truncated: it has {size} bytes of at least {needed}", path)
