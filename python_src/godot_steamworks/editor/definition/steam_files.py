"""Room D: Steam's files, read and written.

May import: the ``vdf_*`` and ``schema_*`` modules, ``imported``, ``localisation``. What a
file is, its content says: names change on their way through downloads and mails.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from godot_steamworks.editor.definition import localisation, schema_reading, schema_writing
from godot_steamworks.editor.definition.imported import Imported
from godot_steamworks.editor.definition.vdf_binary import parse_binary
from godot_steamworks.editor.definition.vdf_text import decode, format_text, parse_text
from godot_steamworks.editor.definition.vdf_tree import VdfError

__all__ = ["read", "read_bytes", "schema_text", "texts_text"]


def read(path: Path) -> Imported:
    """Reads a schema, in binary or as text, or a file of achievement texts.

    Raises:
        VdfError: The file cannot be read or is none of these; names the place in it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise VdfError(str(path), "", f"it cannot be read ({error.strerror})") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, source: str) -> Imported:
    """As ``read``, from the bytes of a file; ``source`` is its name for messages."""
    if not data.strip():
        raise VdfError(source, "", "the file is empty")
    binary = data[0] == 0
    pairs = parse_binary(data, source) if binary else parse_text(decode(data, source), source)
    if schema_reading.is_schema(pairs):
        return schema_reading.read_schema(pairs, source)
    if localisation.is_texts(pairs):
        return localisation.read_texts(pairs, source)
    have = ", ".join(f'"{pair.key}"' for pair in pairs[:5]) or "nothing"
    raise VdfError(
        source,
        "",
        f'it has {have}; expected an app with "stats" (UserGameStatsSchema_*.bin, or the schema '
        'from the partner site) or "lang" (its achievement texts, *_loc_*.vdf)',
    )


def schema_text(definition: Mapping[str, Any]) -> str:
    """The tables of a definition as a schema in text."""
    return format_text(schema_writing.schema_pairs(definition))


def texts_text(definition: Mapping[str, Any]) -> str:
    """The texts of a definition's achievements, for the partner site."""
    return format_text(localisation.texts_pairs(definition))
