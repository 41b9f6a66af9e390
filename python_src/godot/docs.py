"""Room A: the engine's own texts. May import: archive, bbcode.

The build writes ``_generated/docs.bin`` (``_ffi/generate_docs.py`` says what is in it). It is read
when somebody asks for help. A game may leave it out; then there is no text.
"""

from __future__ import annotations

import functools
import marshal
import zlib
from pathlib import Path

from godot.archive import Archive
from godot.bbcode import plain

__all__ = ["GLOBAL", "text"]

GLOBAL = "@GlobalScope"
"""The owner of what belongs to no class: utility functions, global constants and enums."""


@functools.cache
def _archive() -> Archive | None:
    try:
        return Archive.open(Path(__file__).parent / "_generated" / "docs.bin")
    except FileNotFoundError:
        return None


@functools.lru_cache(maxsize=8)  # help() of one thing asks for many texts of a few
def _texts(owner: str) -> dict[str, str]:
    archive = _archive()
    if archive is None or owner not in archive:
        return {}
    texts: dict[str, str] = marshal.loads(zlib.decompress(archive.read(owner)))
    return texts


def text(owner: str, part: str = "") -> str | None:
    """What the engine says of a class or builtin type, or of a part of it; None if nothing.

    ``part`` is ``KIND/NAME``, such as ``method/add_child``: see ``_ffi/generate_docs.py``.
    """
    found = _texts(owner).get(part)
    return plain(found) if found else None
