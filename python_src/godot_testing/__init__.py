"""Room E, ``godot_testing``: tests of Godot games, without Steam and without a window.

Plain Python: it imports none of the other rooms. Below `plugin`, which is for pytest, it needs the
standard library alone, so that any test runner can use it::

    from godot_testing import Engine, Game, Project

    project = Project("path/to/game")
    with Game(project, Engine.find(), folder) as game:
        game.steam.fail_next("StoreStats", 2)
        game.start("res://main.tscn")
        game.call("Shop", "buy", "sword")
        event = game.wait_for("userProgressSave")
        assert event["resultCode"] == 2
        game.finish()

See docs/testing-your-game.md.
"""

from __future__ import annotations

from godot_testing.engine import Engine
from godot_testing.errors import GameError, GameFailed
from godot_testing.game import Game
from godot_testing.project import Project
from godot_testing.values import Godot

__all__ = ["Engine", "Game", "GameError", "GameFailed", "Godot", "Project"]
