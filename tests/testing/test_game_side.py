"""The game's side of a test: what a game does that a test runs, seen without pytest's plugin."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_game import engine_environment

from godot_testing import Engine, Game, GameError, Godot, Project

pytestmark = pytest.mark.engine


@pytest.fixture
def game(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Game]:
    """The example's game, not started."""
    for name, value in engine_environment().items():
        monkeypatch.setenv(name, value)
    project = Project(example)
    (example / ".godot").mkdir(exist_ok=True)  # nothing in this project needs an import
    (example / ".godot" / "extension_list.cfg").write_text(
        "res://addons/steamworks/steamworks.gdextension\n", encoding="utf-8"
    )
    with Game(project, Engine.find(), tmp_path / "home") as game:
        yield game


def test_values(game: Game) -> None:
    """Values of all kinds come and go, containers in containers, and what cannot is said."""
    game.start()
    shown = {
        "[1, 2.5, true, null, 'é']": [1, 2.5, True, None, "é"],
        "{'a': [Vector2(1, 2), {'b': StringName('name')}]}": {
            "a": ["Vector2(1, 2)", {"b": "name"}]
        },
        "PackedInt32Array([1, 2])": [1, 2],
        "PackedVector2Array([Vector2(1, 2)])": ["Vector2(1, 2)"],
        "NodePath('a/b')": "a/b",
        "9223372036854775807": 2**63 - 1,
        "INF": float("inf"),
        "{1: 2}": {"1": 2},
        "Color(1, 0, 0)": "Color(1, 0, 0, 1)",
    }
    for expression, value in shown.items():
        assert game.evaluate(expression) == value, expression
    assert game.evaluate("self").startswith("<Node#")
    game.set("", "message", "漢")
    assert game.get("", "message") == "漢"
    game.call(
        "", "set_meta", "place", [Godot("Vector2(3, 4)"), {"deep": Godot("Color(1, 0, 0, 1)")}]
    )
    assert game.call("", "get_meta", "place") == ["Vector2(3, 4)", {"deep": "Color(1, 0, 0, 1)"}]
    refused = {
        "no value in Godot's notation": lambda: game.set("", "message", Godot("Vector9(")),
        "no node 'Nobody' in the scene res://main.tscn; directly in it are: Steamworks": (
            lambda: game.get("Nobody", "name")
        ),
        "has no property 'nothing'": lambda: game.set("", "nothing", 1),
        "there is no scene res://no.tscn": lambda: game.change_scene("res://no.tscn"),
        "the project has no input action 'jump'": lambda: game.press("jump"),
        "no call 'Nonsense'; one of": lambda: game.steam.fail_next("Nonsense"),
    }
    for words, ask in refused.items():
        with pytest.raises(GameError) as caught:
            ask()
        assert words in str(caught.value)
    with pytest.raises(GameError, match="nothing_such"):
        game.evaluate("nothing_such + 1")
    game.change_scene("res://main.tscn")
    assert game.get("", "message") == ""
    game.finish()


def test_a_game_whose_test_has_gone(game: Game) -> None:
    """It ends by itself, also while it runs without an end: nobody else would end it."""
    game.start()
    assert game._link is not None and game._process is not None
    game._link.say({"do": "run", "frames": -1, "until": []})
    assert game._link._connection is not None
    game._link._connection.close()
    end = time.monotonic() + 30
    while game._process.exit_code is None and time.monotonic() < end:
        time.sleep(0.05)
    assert game._process.exit_code == 1
