"""Valve's KeyValues, in text and in binary: what is read, written, and refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from godot_steamworks.editor.definition.vdf_binary import format_binary, parse_binary
from godot_steamworks.editor.definition.vdf_text import decode, format_text, parse_text
from godot_steamworks.editor.definition.vdf_tree import Kind, Pair, VdfError, find, number, text

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
TEXTS = st.builds(Pair, WORDS, WORDS)


def trees(leaves: st.SearchStrategy[Pair]) -> st.SearchStrategy[tuple[Pair, ...]]:
    """Lists of pairs, some with pairs in them."""
    inside = st.recursive(
        st.lists(leaves, max_size=3),
        lambda lists: st.lists(
            st.builds(lambda key, pairs: Pair(key, tuple(pairs), Kind.PAIRS), WORDS, lists),
            max_size=3,
        ),
        max_leaves=8,
    )
    return inside.map(tuple)


NUMBERS = st.one_of(
    st.builds(Pair, WORDS, st.integers(-(2**31), 2**31 - 1), st.just(Kind.INT32)),
    st.builds(Pair, WORDS, st.floats(width=32, allow_nan=False), st.just(Kind.FLOAT32)),
    st.builds(Pair, WORDS, st.integers(0, 2**64 - 1), st.just(Kind.UINT64)),
    st.builds(Pair, WORDS, st.integers(-(2**63), 2**63 - 1), st.just(Kind.INT64)),
    st.builds(Pair, WORDS, st.integers(0, 2**32 - 1), st.just(Kind.COLOR)),
)


@settings(deadline=None)
@given(trees(TEXTS))
def test_text_there_and_back(pairs: tuple[Pair, ...]) -> None:
    """What was written in text is read as it was, whatever stands in it."""
    assert parse_text(format_text(pairs), "x.vdf") == pairs


@settings(deadline=None)
@given(trees(TEXTS | NUMBERS))
def test_binary_there_and_back(pairs: tuple[Pair, ...]) -> None:
    """What was written in binary is read as it was, with the kinds of its numbers."""
    data = format_binary(pairs)
    assert parse_binary(data, "x.bin") == pairs
    assert format_binary(parse_binary(data, "x.bin")) == data


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes(data: bytes) -> None:
    """Bytes are either read whole or refused with their place."""
    try:
        pairs = parse_binary(data, "x.bin")
    except VdfError as error:
        assert str(error).startswith("x.bin, offset ")
    else:
        assert data.rstrip(b"\x08\x0b") in format_binary(pairs) or b"\x0b" in data or has_nan(pairs)


def has_nan(pairs: tuple[Pair, ...]) -> bool:
    """Whether a number in it is none: its bits need not survive."""
    return any(pair.value != pair.value or has_nan(pair.pairs) for pair in pairs)


@settings(deadline=None)
@given(st.text('"{}[]\\/ \nab', max_size=30))
def test_any_text(content: str) -> None:
    """A text is either read, and then the same once more, or refused with line and column."""
    try:
        pairs = parse_text(content, "x.vdf")
    except VdfError as error:
        assert str(error).startswith("x.vdf, line ")
        assert "column" in str(error)
    else:
        assert parse_text(format_text(pairs), "again") == pairs


def test_text_as_steam_writes_it() -> None:
    """Tabs, braces on lines of their own, escapes; comments and conditions are understood."""
    content = (
        '\ufeff// from the partner site\n"lang"\n{\n\t"english"\n\t{\n\t\t"Tokens"\n\t\t{\n'
        '\t\t\t"A_NAME"\t"Say \\"hi\\"\\\\\\n" // twice\n\t\t\tbare word [$WIN32]\n\t\t}\n\t}\n}\n'
    )
    pairs = parse_text(content, "loc.vdf")
    tokens = find(pairs, "LANG", "English", "tokens")
    assert tokens is not None
    assert tokens.place == "line 6, column 3"
    assert [(pair.key, pair.value, pair.condition) for pair in tokens.pairs] == [
        ("A_NAME", 'Say "hi"\\\n', ""),
        ("bare", "word", "$WIN32"),
    ]
    assert format_text(pairs) == (
        '"lang"\n{\n\t"english"\n\t{\n\t\t"Tokens"\n\t\t{\n'
        '\t\t\t"A_NAME"\t"Say \\"hi\\"\\\\\\n"\n\t\t\t"bare"\t"word"\t[$WIN32]\n\t\t}\n\t}\n}\n'
    )


def test_binary_as_steam_writes_it() -> None:
    """Tags, NUL-terminated keys, little-endian numbers, an 8 at each end."""
    data = (
        b"\x00480\0"
        b"\x01gamename\0Spacewar\0"
        b"\x02version\0\x0d\0\0\0"
        b"\x00stats\0\x08"
        b"\x03f\0" + struct.pack("<f", 1.5) + b"\x07u\0" + b"\xff" * 8 + b"\x08\x08"
    )
    (app,) = parse_binary(data, "x.bin")
    assert app.key == "480"
    assert [(pair.key, pair.value, pair.kind) for pair in app.pairs] == [
        ("gamename", "Spacewar", Kind.TEXT),
        ("version", 13, Kind.INT32),
        ("stats", (), Kind.PAIRS),
        ("f", 1.5, Kind.FLOAT32),
        ("u", 2**64 - 1, Kind.UINT64),
    ]
    assert app.pairs[1].place == "offset 24"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('"a"\n{\n\t"b" "c', 'line 3, column 6: a text begins with " here and never ends'),
        ('"a"', 'line 1, column 1: the name "a" has no value before the end of the file'),
        ('"a" { "b" }', 'line 1, column 7: the name "b" has no value before the }'),
        ('"a" "b"\n}', "line 2, column 1: a } without its {"),
        ("{ }", "line 1, column 1: a { without a name before it"),
        ('"a"\n {', 'line 1, column 1: the { of "a" has no }'),
        ('"a" [$X] "b"', "line 1, column 5: a condition [$X] after no value"),
        ('"a" "\0"', "line 1, column 5: a NUL character; is this a binary file?"),
        ('"a" {' * 70, "more than 64 levels"),
    ],
)
def test_broken_text(content: str, expected: str) -> None:
    """A mistake is named with its line and column."""
    with pytest.raises(VdfError) as caught:
        parse_text(content, "x.vdf")
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x00a\0", 'offset 3: the file ends within "a", which began at offset 0'),
        (b"\x02a\0\x01\0", 'offset 3: the file ends within the 4 bytes of "a"'),
        (b"\x01a\0b", "offset 3: a text begins here and has no NUL"),
        (b"\x01a", "offset 1: a text begins here and has no NUL"),
        (b"\x09a\0", "offset 0: the type tag 9 is unknown"),
        (b"\x05a\0", "offset 0: a text in UTF-16"),
        (b"\x08more", "offset 1: 4 bytes follow after the end"),
        (b"\x00a\0" * 70, "more than 64 levels"),
    ],
)
def test_broken_binary(data: bytes, expected: str) -> None:
    """A mistake is named with its offset."""
    with pytest.raises(VdfError) as caught:
        parse_binary(data, "x.bin")
    assert expected in str(caught.value)


def test_bytes_that_are_no_text() -> None:
    """In binary they are kept; a file in text is refused with their offset."""
    data = b"\x01a\0\xff\xfe\0\x08"
    assert format_binary(parse_binary(data, "x.bin")) == data
    with pytest.raises(VdfError, match=r"x.vdf, offset 4: the byte 0xfc is no text"):
        decode(b'"a" \xfc', "x.vdf")
    assert decode('"ä"'.encode("utf-16"), "x.vdf") == '"ä"'


def test_what_binary_cannot_hold() -> None:
    """A number that does not fit and a NUL are errors that name the key."""
    with pytest.raises(ValueError, match='"a" = 4294967296: a INT32 is expected'):
        format_binary([Pair("a", 2**32, Kind.INT32)])
    with pytest.raises(ValueError, match="without NUL"):
        format_binary([Pair("a", "b\0c")])


def test_values() -> None:
    """Numbers may be written as text; what is none is none."""
    assert [number(Pair("a", value)) for value in ("7", " 1.5 ", "x", 3)] == [7, 1.5, None, 3]
    assert text(Pair("a", 7, Kind.INT32)) == "7"
    assert text(None, "none") == "none"
