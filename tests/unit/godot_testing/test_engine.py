"""The Godot that is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from godot_testing import Engine, GameError


def program(folder: Path, name: str, said: str, code: int = 0) -> Path:
    """A program that says something."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{said}'\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_order(tmp_path: Path) -> None:
    """The one that is named, the variable's, and the one on PATH."""
    path = {"PATH": f"{tmp_path / 'a'}:/bin:/usr/bin"}
    named = program(tmp_path / "b", "mine", "4.6.1.stable.official.abc")
    other = program(tmp_path / "b", "other", "4.7.0.dev.custom")
    program(tmp_path / "a", "godot4", "warning\n4.6.3.stable.official")
    assert Engine.find(named, path).version == "4.6.1.stable.official.abc"
    assert Engine.find(None, {**path, "GODOT": str(other)}).program == other
    assert Engine.find(None, path).program == tmp_path / "a" / "godot4"


def test_none(tmp_path: Path) -> None:
    """It says what to do."""
    with pytest.raises(GameError, match="--godot-executable"):
        Engine.find(None, {"PATH": str(tmp_path)})
    with pytest.raises(GameError, match="there is no program 'nowhere/godot'"):
        Engine.find("nowhere/godot", {"PATH": ""})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("4.5.1.stable.official", "4.6 or newer"),
        ("3.6.stable.official", "4.6 or newer"),
        ("hello", r"is no Godot: --version said \['hello'\]"),
    ],
)
def test_wrong_ones(tmp_path: Path, said: str, told: str) -> None:
    """Too old, or no Godot."""
    with pytest.raises(GameError, match=told):
        Engine.find(program(tmp_path, "godot", said))


def test_what_cannot_be_started(tmp_path: Path) -> None:
    """The system's reason is told."""
    path = tmp_path / "godot"
    path.write_bytes(b"\x7fELF")
    path.chmod(0o755)
    with pytest.raises(GameError, match="--version"):
        Engine.find(path)
