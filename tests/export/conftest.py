"""Exports of real games, with the self-contained addon, and runs of what came out.

An export takes the engine a few seconds, so each file of tests makes one or two and asks them many
things. What needs no engine is in tests/unit/godot_steamworks/exporting.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_game import Game


@pytest.fixture
def game(tmp_path: Path) -> Game:
    """A new project with the addon as the build has linked it."""
    return Game(tmp_path / "linked")
