"""What the runs of the Steamworks node share: projects, libraries, and what a run printed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_game import Game

HERE = Path(__file__).parent
PROJECT = """config_version=5

[application]

config/name="Steam tests"
run/main_scene="res://main.tscn"

[steamworks]

"""


@pytest.fixture
def steam_game(game: Game) -> Callable[..., Game]:
    """Makes the project have these settings below ``steamworks/``, written as in project.godot."""

    def prepare(**settings: str) -> Game:
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        game.write("project.godot", PROJECT + lines)
        return game

    return prepare


@pytest.fixture
def probe(game: Game) -> Game:
    """The project with the tests' native classes and scripts."""
    for path in HERE.iterdir():
        if path.suffix in {".gd", ".tscn"} and not path.name.startswith("test_"):
            shutil.copy(path, game.folder)
    game.add_package("steam_probe", HERE / "packages" / "steam_probe")
    return game


@pytest.fixture(params=["STEAM_API_165", "STEAM_API_OLD"])
def valve_library(request: pytest.FixtureRequest) -> Path:
    """Each of Valve's libraries."""
    variable: str = request.param
    path = os.environ.get(variable)
    if not path:
        reason = os.environ.get(f"{variable}_REASON", "`python3 dev.py test` fetches it")
        pytest.skip(f"Valve's library {variable} is not there: {reason}")
    return Path(path)
