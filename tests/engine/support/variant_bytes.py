"""Values of the engine as bytes that its ``bytes_to_var`` reads, exact unlike their text.

Source: the engine's documentation of the binary serialization format.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

_WIDE = 1 << 16  # flag: 64 bits

Encoded = tuple[Any, bytes]
"""A value as Python has it (None where Python has no such type of its own) and its bytes."""

INTS = st.integers(-(2**63), 2**63 - 1)
INT32 = st.integers(-(2**31), 2**31 - 1)
FLOATS = st.floats(allow_nan=False)
FLOAT32 = st.floats(width=32, allow_nan=False)
# What a String of the engine can hold: no NUL, no surrogates. And no byte order mark, which the
# engine drops when it reads the bytes that a text is compared with.
TEXT = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), max_size=40)
NAMES = st.text(
    st.characters(exclude_characters='\0\ufeff:/@%".', exclude_categories=["Cs"]),
    min_size=1,
    max_size=8,
)


def _padded(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data + bytes(-len(data) % 4)


def _text(kind: int) -> Callable[[str], bytes]:
    return lambda value: struct.pack("<I", kind) + _padded(value.encode())


def _numbers(kind: int, code: str) -> Callable[[Sequence[float]], bytes]:
    return lambda values: struct.pack(f"<I{len(values)}{code}", kind, *values)


def _packed(kind: int, code: str, each: int = 1) -> Callable[[Sequence[float]], bytes]:
    def encode(values: Sequence[float]) -> bytes:
        return struct.pack(f"<II{len(values)}{code}", kind, len(values) // each, *values)

    return encode


def _array(values: Sequence[Encoded]) -> Encoded:
    data = struct.pack("<II", 28, len(values)) + b"".join(encoded for _, encoded in values)
    return [value for value, _ in values], data


def _dictionary(pairs: Sequence[tuple[str, Encoded]]) -> Encoded:
    data = b"".join(_text(4)(key) + encoded for key, (_, encoded) in pairs)
    return {key: value for key, (value, _) in pairs}, struct.pack("<II", 27, len(pairs)) + data


def _node_path(parts: tuple[bool, Sequence[str], Sequence[str]]) -> bytes:
    absolute, names, subnames = parts
    header = struct.pack("<IIII", 22, 0x80000000 | len(names), len(subnames), int(absolute))
    return header + b"".join(_padded(text.encode()) for text in (*names, *subnames))


def _strings(values: Sequence[str]) -> bytes:
    # Each with the zero that ends it in the engine.
    return struct.pack("<II", 34, len(values)) + b"".join(
        _padded(text.encode() + b"\0") for text in values
    )


def _lists(values: st.SearchStrategy[Any], size: int) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=size, max_size=size)


def _rows(each: int) -> st.SearchStrategy[Any]:
    return st.integers(0, 4).flatmap(lambda count: _lists(FLOAT32, count * each))


PLAIN: st.SearchStrategy[Encoded] = st.one_of(
    st.just((None, struct.pack("<I", 0))),
    st.booleans().map(lambda value: (value, struct.pack("<II", 1, value))),
    INTS.map(lambda value: (value, struct.pack("<Iq", 2 | _WIDE, value))),
    FLOATS.map(lambda value: (value, struct.pack("<Id", 3 | _WIDE, value))),
    TEXT.map(lambda value: (value, _text(4)(value))),
    st.binary(max_size=50).map(lambda value: (value, struct.pack("<I", 29) + _padded(value))),
)
"""Values that Python has types of its own for."""

NESTED: st.SearchStrategy[Encoded] = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(_array),
        st.lists(st.tuples(TEXT, inner), max_size=5, unique_by=lambda pair: pair[0]).map(
            _dictionary
        ),
    ),
    max_leaves=20,
)
"""The same in lists and dictionaries."""

_FLOAT_TYPES = {5: 2, 7: 4, 9: 3, 11: 6, 12: 4, 14: 4, 15: 4, 16: 6, 17: 9, 18: 12, 19: 16, 20: 4}
_INT_TYPES = {6: 2, 8: 4, 10: 3, 13: 4}
_FLOAT_ARRAYS = {35: 2, 36: 3, 37: 4, 38: 4}

EVERY_TYPE: st.SearchStrategy[bytes] = st.one_of(
    PLAIN.map(lambda pair: pair[1]),
    NESTED.map(lambda pair: pair[1]),
    *(_lists(FLOAT32, size).map(_numbers(kind, "f")) for kind, size in _FLOAT_TYPES.items()),
    *(_lists(INT32, size).map(_numbers(kind, "i")) for kind, size in _INT_TYPES.items()),
    TEXT.map(_text(21)),
    st.tuples(
        st.booleans(), st.lists(NAMES, min_size=1, max_size=3), st.lists(NAMES, max_size=2)
    ).map(_node_path),
    st.lists(INT32, max_size=9).map(_packed(30, "i")),
    st.lists(INTS, max_size=9).map(_packed(31, "q")),
    st.lists(FLOAT32, max_size=9).map(_packed(32, "f")),
    st.lists(FLOATS, max_size=9).map(_packed(33, "d")),
    st.lists(TEXT, max_size=5).map(_strings),
    *(_rows(each).map(_packed(kind, "f", each)) for kind, each in _FLOAT_ARRAYS.items()),
)
"""Values of every type that has bytes: all but RID, Object, Callable and Signal."""
