"""In the real editor: an app definition is made, edited, checked, undone, imported and exported.

One start of the editor does what a person would (``project/driver.gd``) and tells what came of it.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from engine_game import Game
from engine_log import MARK, Run
from steam_schema import BINARY

PROJECT = Path(__file__).parent / "project"
HANDS = Path(__file__).parents[1] / "editor" / "project" / "hands.gd"
# The editor itself keeps the names of the plugins of extensions to its end.
NOISE = "Orphan StringName"


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Game:
    """The project, with a schema of Steam's."""
    made = Game(tmp_path_factory.mktemp("definition") / "project")
    shutil.copytree(PROJECT, made.folder, dirs_exist_ok=True)
    shutil.copy(HANDS, made.folder)
    (made.folder / "schema.bin").write_bytes(BINARY)
    return made


@pytest.fixture(scope="module")
def run(game: Game) -> Run:
    """The start of the editor."""
    return game.start("--editor", "res://main.tscn", timeout=120)


@pytest.fixture(scope="module")
def seen(run: Run) -> dict[str, Any]:
    """What the driver told, by its name."""
    assert f"{MARK} done" in run.log.splitlines(), run.log[-6000:]
    marked = [line for line in run.log.splitlines() if line.startswith("[editor] ")]
    return dict(json.loads(line.removeprefix("[editor] ")) for line in marked)


def entry(text: str, kind: str, index: int = 0) -> dict[str, Any]:
    """An entry of a definition."""
    found: dict[str, Any] = tomllib.loads(text)[kind][index]
    return found


def test_no_error(run: Run) -> None:
    """Nothing in the log, and a clean exit."""
    assert [error for error in run.errors if not error.startswith(NOISE)] == []
    assert run.exit_code == 0


def test_warning_of_the_node(seen: dict[str, Any]) -> None:
    """A node without an app ID says so in the scene tree, and no more when the setting is made."""
    before, right, wrong, empty, after = seen["warnings"]
    assert len(before) == len(wrong) == len(empty) == 1
    assert "steamworks/app_id is empty" in before[0] and "Project Settings" in before[0]
    assert "'x'" in wrong[0]
    assert empty == before
    assert right == after == []


def test_first_look(seen: dict[str, Any]) -> None:
    """A project without a definition is offered one."""
    assert seen["first look"] == ["Create App Definition..."]


def test_create(seen: dict[str, Any]) -> None:
    """A new definition is sound, is named in the project settings, and has its name and app ID."""
    assert seen["created"] == ["res://steam_app.toml", "No problems", True, True]


def test_achievement(seen: dict[str, Any]) -> None:
    """Fields of every kind set what they show; nothing is written before it is saved."""
    assert seen["unsaved"] == [True, False]
    assert seen["saved"] == [False, True]
    assert entry(seen["achievement"], "achievement") == {
        "name": "WIN",
        "title": {"english": "New achievement", "german": "Sieg"},
        "description": "Win the game.",
        "icon": {"shape": "bolt"},
        "hidden": True,
    }


def test_problems(seen: dict[str, Any]) -> None:
    """What is wrong is said below the field, in the list and in a count, by the runtime's rules."""
    assert seen["wrong number"] == [
        "stat 'Wins'.default = 0: a number from min to max is expected",
        "'low': a number is expected",
    ]
    state, below, listed = seen["problems"]
    assert state == "2 problems"
    assert sorted(below) == sorted(listed)
    assert listed[0] == "stat 'Wins'.max = 1.5: an integer of 32 bits is expected"
    assert "default = 0: a number from min to max is expected" in listed[1]
    assert seen["mended"] == ["No problems", []]


def test_rename(seen: dict[str, Any]) -> None:
    """Whoever speaks of a stat speaks of it under its new name."""
    text, state = seen["renamed"]
    assert entry(text, "achievement")["progress"] == {"stat": "Victories", "max": 50}
    assert state == "No problems"


def test_lists(seen: dict[str, Any]) -> None:
    """Entries are copied, moved and removed."""
    assert seen["moved"] == ["WIN_2", "WIN"]
    assert seen["removed"] == ["WIN"]
    assert entry(seen["leaderboard"], "leaderboard") == {
        "name": "New leaderboard",
        "sort": "descending",
        "display": "seconds",
        "entries": {"76561202255232769": {"score": 12, "details": [1]}},
    }
    assert entry(seen["dlc"], "dlc") == {
        "app_id": 123457,
        "name": "New DLC",
        "installed": False,
    }


def test_users(seen: dict[str, Any]) -> None:
    """Exactly one user plays; a new one has an ID that nobody has."""
    text, state = seen["users"]
    assert entry(text, "user") == {"steam_id": "76561202255232769", "name": "Player"}
    assert entry(text, "user", 1) == {
        "steam_id": "76561202255232770",
        "name": "Zoë",
        "stats": {"Victories": 7},
        "current": True,
    }
    assert state == "No problems"


def test_undo(seen: dict[str, Any]) -> None:
    """The editor's undo goes back to the beginning, and its redo to the end, to the byte."""
    assert seen["undone"] == [True, False, True]


def test_import(seen: dict[str, Any]) -> None:
    """The preview says what happens; then it does, and the runtime takes the result."""
    assert seen["preview"][0] == "Added: Wins, Distance, Speed, WIN_ONE, WIN_100"
    assert "Not in the file, and kept: Victories, WIN" in seen["preview"]
    assert seen["imported"] == [
        ["WIN", "WIN_ONE", "WIN_100"],
        ["Victories", "Wins", "Distance", "Speed"],
        "No problems",
    ]
    assert "main.tscn" in seen["refused"] and "line 1" in seen["refused"]


def test_export(seen: dict[str, Any], game: Game) -> None:
    """Texts and schema are written as the partner site has them."""
    texts = (game.folder / "texts.vdf").read_text("utf-8")
    assert '"NEW_ACHIEVEMENT_1_0_NAME"\t"First Light"' in texts
    assert texts.startswith('"lang"\n{\n\t"english"\n')
    schema = (game.folder / "schema.vdf").read_text("utf-8")
    assert '"icon_gray"\t"bbbb.jpg"' in schema and '"operand1"\t"Victories"' in schema


def test_unsaved_changes(seen: dict[str, Any]) -> None:
    """The editor asks before it closes, and saves the definition with everything else."""
    asked, changed, written = seen["kept"]
    # It asks of its own history's changes first, then plugins of theirs.
    assert asked in (
        "Save modified resources before closing?",
        "Save changes of the app definition res://steam_app.toml before closing?",
    )
    assert not changed and written


def test_menu(seen: dict[str, Any]) -> None:
    """Project > Tools > Steamworks opens the screen and the help, and toggles the autoload."""
    items, opened, states, helped = seen["menu"]
    assert items == ["App Definition", "Autoload Steam", "", "Open Documentation"]
    assert opened and helped
    assert [checked for checked, _ in states] == [False, True, False]
    assert [path for _, path in states] == ["", "*res://addons/steamworks/autoload.tscn", ""]


def test_project_settings(seen: dict[str, Any]) -> None:
    """Each setting has its description, and in red what is wrong with it, at once."""
    labels, checks = seen["project settings"]
    text = "\n".join(labels)
    for words in ("in digits", "offline runtime simulates", "Which Steam library", "Where Valve's"):
        assert words in text
    assert "steamworks/app_id is wrong: expected an app ID" in text and "'4.8e2'" in text
    assert "Autoload Steam" in checks


def test_a_game_with_all_that(seen: dict[str, Any], game: Game) -> None:
    """A script finds the autoload by its name, and the game has the project's own achievements."""
    assert seen
    game.write(
        "main.gd",
        """extends "res://engine_test.gd"

func _ready() -> void:
	equal(Steam, get_node("/root/Steam"))
	equal(Steam.get_class(), "Steamworks")
	await Steam.userProgressUpdate
	equal(Steam.getAchievementNames(), ["WIN", "WIN_ONE", "WIN_100"])
	equal(Steam.getAchievementInfo("WIN").localizedName, "New achievement")
	equal(Steam.appId, "123456")
	finish()
""",
    )
    (game.folder / "steam_app.toml").write_text(seen["final"], "utf-8")
    game.run_script("main.gd")


def test_other_programs(seen: dict[str, Any]) -> None:
    """What another program writes is read again, or asked about when something would be lost."""
    assert seen["read again"]
    said, theirs, mine = seen["asked"]
    assert "steam_app.toml was changed by another program" in said
    assert theirs and not mine
    assert any("steam_app.toml" in text and "line 1" in text for text in seen["broken"])
