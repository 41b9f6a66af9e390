"""Room A, build time: writes what ``godot/archive.py`` reads. Standard library only."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from typing import Any


def archive(pieces: Mapping[str, Any]) -> bytes:
    """The bytes of an archive. A value is anything that :mod:`marshal` takes.

    Raises ``ValueError`` for a name that the directory cannot hold, or for such a value.
    """
    lines, blobs, offset = [""], [], 0
    for name, value in pieces.items():
        if not name or "\t" in name or "\n" in name:
            raise ValueError(f"{name!r} cannot name a piece: it is empty or has a tab or line feed")
        blob = marshal.dumps(value)
        lines.append(f"{name}\t{offset} {len(blob)}")
        blobs.append(blob)
        offset += len(blob)
    directory = "\n".join([*lines, ""]).encode()
    return b"".join([len(directory).to_bytes(8, "little"), directory, *blobs])
