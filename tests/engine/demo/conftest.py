"""The demo project as tests run it."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo_game import Demo
from engine_game import Game


@pytest.fixture(params=["gdscript", "python"])
def language(request: pytest.FixtureRequest, demo: Demo) -> str:
    """In which language the scenes are that a test uses; the drivers in GDScript know it, too."""
    name: str = request.param
    demo.game.environment["DEMO_LANGUAGE"] = name
    return name


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    """The demo of a player who has never played."""
    return Demo(Game(tmp_path / "project"))
