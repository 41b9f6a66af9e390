"""Pieces in one file, as the build writes them and the room reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot._ffi.generate_archive import archive
from godot.archive import Archive, Section

NAMES = st.text(min_size=1).filter(lambda name: not set(name) & set("\t\n\ud800"))
VALUES = st.recursive(
    st.none() | st.integers() | st.text() | st.binary(),
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(NAMES, VALUES))
def test_round_trip(pieces: dict[str, object]) -> None:
    """Whatever is written is read, and nothing else is there."""
    made = Archive(archive(pieces))
    assert made.names() == list(pieces)
    assert {name: made.read(name) for name in pieces} == pieces
    assert "no such name" not in made


def test_names_that_begin_alike() -> None:
    """A name is found as a whole, and never inside of another."""
    made = Archive(archive({"a/bc": 1, "a/b": 2, "b": 3, "xa/b": 4}))
    assert made.read("a/b") == 2 and made.read("b") == 3
    assert made.names("a/") == ["bc", "b"]
    assert "a/" not in made and "" not in made
    with pytest.raises(KeyError, match="a/c"):
        made.read("a/c")


@pytest.mark.parametrize("name", ["", "a\tb", "a\nb"])
def test_names_that_cannot_be(name: str) -> None:
    """A name that the directory cannot hold ends the build."""
    with pytest.raises(ValueError, match="cannot name a piece"):
        archive({name: 1})


def test_section() -> None:
    """The pieces with one prefix are a mapping; each is read once."""
    section = Section(Archive(archive({"a/x": [1], "b/y": 2, "a/z": 3})), "a/")
    assert dict(section) == {"x": [1], "z": 3} and len(section) == 2
    assert section["x"] is section["x"]
    assert "x" in section and "y" not in section and 7 not in section
    with pytest.raises(KeyError, match="'y'"):
        section["y"]


def test_file(tmp_path: Path) -> None:
    """An archive in a file; a missing one is an OSError."""
    path = tmp_path / "some.bin"
    path.write_bytes(archive({"a": {"b": 1}}))
    assert Archive.open(path).read("a") == {"b": 1}
    with pytest.raises(FileNotFoundError):
        Archive.open(tmp_path / "none.bin")
