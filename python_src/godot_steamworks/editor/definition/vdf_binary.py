"""Room D: Valve's KeyValues in binary (``UserGameStatsSchema_*.bin``). May import: ``vdf_tree``.

Each pair is a type tag of one byte, the key up to a NUL, and the value; numbers are little-endian.
The tag 8 ends a list of pairs, the outermost too.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from godot_steamworks.editor.definition.vdf_tree import DEEPEST, LARGEST, Kind, Pair, VdfError

__all__ = ["format_binary", "parse_binary"]

_END, _OTHER_END = 8, 11
_WIDE_TEXT = 5
_FORMATS = {
    Kind.INT32: struct.Struct("<i"),
    Kind.FLOAT32: struct.Struct("<f"),
    Kind.POINTER: struct.Struct("<I"),
    Kind.COLOR: struct.Struct("<I"),
    Kind.UINT64: struct.Struct("<Q"),
    Kind.INT64: struct.Struct("<q"),
}
_KINDS = {int(kind): kind for kind in Kind}


def parse_binary(data: bytes, source: str) -> tuple[Pair, ...]:
    """Reads a file's bytes. Bytes that are not UTF-8 become surrogates, so that none is lost.

    Args:
        data: The bytes.
        source: Its name, for messages.

    Raises:
        VdfError: It is not in the format, or ends too early; names the offset.
    """
    if len(data) > LARGEST:
        raise VdfError(source, "", f"{len(data)} bytes are too many for a file of Steam's")
    open_lists: list[list[Pair]] = [[]]
    owners: list[tuple[str, str]] = []
    position = 0
    while position < len(data):
        place = f"offset {position}"
        tag = data[position]
        position += 1
        if tag in (_END, _OTHER_END):
            if not owners:
                if position < len(data):
                    more = len(data) - position
                    raise VdfError(
                        source, f"offset {position}", f"{more} bytes follow after the end"
                    )
                return tuple(open_lists[0])
            inside = tuple(open_lists.pop())
            key, where = owners.pop()
            open_lists[-1].append(Pair(key, inside, Kind.PAIRS, where))
            continue
        kind = _KINDS.get(tag)
        if kind is None:
            what = (
                "a text in UTF-16, which Steam's schemas do not have" if tag == _WIDE_TEXT else ""
            )
            known = ", ".join(str(int(known)) for known in Kind)
            what = what or f"the type tag {tag} is unknown; expected one of {known}"
            raise VdfError(source, place, what)
        key, position = _text(data, position, source)
        if kind is Kind.PAIRS:
            if len(open_lists) >= DEEPEST:
                raise VdfError(source, place, f"more than {DEEPEST} levels")
            owners.append((key, place))
            open_lists.append([])
        elif kind is Kind.TEXT:
            value, position = _text(data, position, source)
            open_lists[-1].append(Pair(key, value, kind, place))
        else:
            layout = _FORMATS[kind]
            if position + layout.size > len(data):
                raise VdfError(
                    source,
                    f"offset {position}",
                    f'the file ends within the {layout.size} bytes of "{key}"',
                )
            (number,) = layout.unpack_from(data, position)
            position += layout.size
            open_lists[-1].append(Pair(key, number, kind, place))
    if owners:
        key, where = owners[-1]
        raise VdfError(
            source, f"offset {len(data)}", f'the file ends within "{key}", which began at {where}'
        )
    return tuple(open_lists[0])


def _text(data: bytes, position: int, source: str) -> tuple[str, int]:
    end = data.find(0, position)
    if end < 0:
        raise VdfError(source, f"offset {position}", "a text begins here and has no NUL at its end")
    return data[position:end].decode("utf-8", "surrogateescape"), end + 1


def format_binary(pairs: Sequence[Pair]) -> bytes:
    """The pairs in binary.

    Raises:
        ValueError: A key or text has a NUL, or a number does not fit its kind; names the key.
    """
    out = bytearray()
    _write(pairs, out)
    return bytes(out)


def _write(pairs: Sequence[Pair], out: bytearray) -> None:
    for pair in pairs:
        out.append(pair.kind)
        out += _terminated(pair.key, pair.key)
        if isinstance(pair.value, tuple):
            _write(pair.value, out)
        elif isinstance(pair.value, str):
            out += _terminated(pair.value, pair.key)
        else:
            try:
                out += _FORMATS[pair.kind].pack(pair.value)
            except (KeyError, struct.error, OverflowError) as error:
                raise ValueError(
                    f'"{pair.key}" = {pair.value!r}: a {pair.kind.name} is expected'
                ) from error
    out.append(_END)


def _terminated(value: str, key: str) -> bytes:
    if "\0" in value:
        raise ValueError(f"{key!r}: a text without NUL is expected")
    return value.encode("utf-8", "surrogateescape") + b"\0"
