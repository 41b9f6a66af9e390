"""The engine's texts, as the build writes them and help() reads them."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from godot import docs
from godot._ffi import generate_docs
from godot._ffi.generate_archive import archive

API: dict[str, Any] = {
    "builtin_classes": [
        {
            "name": "Vector2",
            "brief_description": "A vector.",
            "description": "",
            "members": [{"name": "x", "description": "Right."}],
            "operators": [
                {"name": "*", "right_type": "int", "description": "Longer."},
                {"name": "unary-", "description": "Back."},
            ],
            "constructors": [
                {"description": "Zero."},
                {"arguments": [{"name": "x", "type": "float"}], "description": "One."},
            ],
        }
    ],
    "classes": [
        {
            "name": "Node",
            "brief_description": "A [b]node[/b].",
            "description": "More.",
            "methods": [{"name": "add", "description": "See [Node]."}, {"name": "bare"}],
            "properties": [{"name": "name", "description": "Its name."}],
            "signals": [{"name": "ready", "description": "Now."}],
            "enums": [
                {"name": "Mode", "values": [{"name": "MODE_ON", "value": 1, "description": "On."}]}
            ],
        },
        {"name": "Silent"},
        {"name": "Server", "brief_description": "Serves."},
    ],
    "utility_functions": [{"name": "lerp", "description": "Between."}],
    "global_constants": [],
    "global_enums": [
        {"name": "Error", "values": [{"name": "OK", "value": 0, "description": "Fine."}]}
    ],
    "singletons": [{"name": "TheServer", "type": "Server"}],
}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """These texts in place of the engine's."""
    (tmp_path / "_generated").mkdir()
    path = tmp_path / "_generated" / "docs.bin"
    path.write_bytes(archive(generate_docs.pieces(API)))
    monkeypatch.setattr(docs, "__file__", str(tmp_path / "docs.py"))
    docs._archive.cache_clear()
    docs._texts.cache_clear()
    yield
    docs._archive.cache_clear()
    docs._texts.cache_clear()


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("owner", "part", "text"),
    [
        ("Node", "", "A **node**.\n\nMore."),
        ("Node", "method/add", "See ``Node``."),
        ("Node", "property/name", "Its name."),
        ("Node", "signal/ready", "Now."),
        ("Node", "constant/MODE_ON", "On."),
        ("Vector2", "property/x", "Right."),
        ("Vector2", "operator/* int", "Longer."),
        ("Vector2", "operator/unary-", "Back."),
        ("Vector2", "constructor/", "Zero."),
        ("Vector2", "constructor/float", "One."),
        (docs.GLOBAL, "method/lerp", "Between."),
        (docs.GLOBAL, "constant/OK", "Fine."),
        ("TheServer", "", "Serves."),
        ("Node", "method/bare", None),
        ("Silent", "", None),
        ("Nobody", "method/add", None),
    ],
)
def test_texts(owner: str, part: str, text: str | None) -> None:
    """Every kind of thing has its text; what has none gives None."""
    assert docs.text(owner, part) == text


def test_games_without_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file is left out, nothing has a text."""
    monkeypatch.setattr(docs, "__file__", str(tmp_path / "docs.py"))
    docs._archive.cache_clear()
    docs._texts.cache_clear()
    assert docs.text("Node") is None
    docs._archive.cache_clear()


def test_pieces_are_small() -> None:
    """A piece is compressed, because all of them together are the engine's whole manual."""
    pieces = generate_docs.pieces(API)
    assert marshal.loads(zlib.decompress(pieces["Node"]))["method/add"] == "See [Node]."
    assert "Silent" not in pieces
