"""The demo project as tests run it."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo_game import Demo
from engine_game import Game


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    """The demo of a player who has never played."""
    return Demo(Game(tmp_path / "project"))
