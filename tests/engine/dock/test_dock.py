"""The dock in the real editor: what it shows of the offline store and of games that run.

One start of the editor, on a virtual screen where there is one, does what a person would
(``project/driver.gd``), runs two games at once, and tells what came of it.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from engine_game import ROOT, Game
from engine_log import MARK, Run

from workbench.engine import find_engine
from workbench.errors import SetupError
from workbench.places import locate
from workbench.screen import virtual_screen

HERE = Path(__file__).parent
DOCK = ROOT / "python_src" / "godot_steamworks" / "editor" / "dock"
SIZE = (1280, 800)
WINDOW = (
    *("--rendering-driver", "opengl3", "--audio-driver", "Dummy", "--single-window"),
    *("--resolution", f"{SIZE[0]}x{SIZE[1]}", "--position", "0,0"),
)
# The editor asks for Vulkan, too, to know what it could offer; and a desktop for its colours.
BARE_MACHINE = (
    "ERROR: Required extension VK_KHR_surface not found.",
    'ERROR: Condition "err != OK" is true. Returning: err',
    "WARNING: Could not set V-Sync mode",
    "ERROR: Error opening D-Bus connection",
)
TWO_GAMES = """[debug_options]

multiple_instances_enabled=true
run_instance_count=2
run_instances_config=[{}, {}]
"""
# The editor itself keeps the names of the plugins of extensions to its end.
NOISE = ("Orphan StringName", *BARE_MACHINE)
TITLES = ["First Light", "Fleet Admiral", "Thunderstorm", "Wanderer", "Orbiter"]


def _icons() -> list[str]:
    """The names in the dock's sources that may be those of the editor's icons."""
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(DOCK.glob("*.py"))
        if path.stem != "desk"
    )
    named = re.findall(
        r'(?:button\(\s*|icon\(|Headline\(\s*|icon=|"\w+": |right_icon, )"([A-Z]\w+)"', text
    )
    return sorted(set(named))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The start of the editor."""
    game = Game(tmp_path_factory.mktemp("dock") / "project")
    shutil.copytree(HERE / "project", game.folder, dirs_exist_ok=True)
    shutil.copy(HERE.parent / "editor" / "project" / "hands.gd", game.folder)
    game.write("icons.txt", "\n".join(_icons()))
    game.write(".godot/editor/project_metadata.cfg", TWO_GAMES)
    engine, _ = find_engine(locate(None))
    assert engine is not None
    try:
        with virtual_screen(engine, *SIZE) as screen:
            game.environment.update(screen)
            game.display = WINDOW
            return game.start("--editor", "res://main.tscn", timeout=240)
    except SetupError:  # this system's own engine, and no virtual screen
        game.display = ("--headless",)
        return game.start("--editor", "res://main.tscn", timeout=240)


@pytest.fixture(scope="module")
def seen(run: Run) -> dict[str, Any]:
    """What the driver told of it."""
    lines = [line.removeprefix("[editor] ") for line in run.log.splitlines()]
    marked = [line for line in run.log.splitlines() if line.startswith("[editor] ")]
    assert f"{MARK} done" in lines, run.log[-6000:]
    told = dict(json.loads(line.removeprefix("[editor] ")) for line in marked)
    assert "waited in vain" not in told, (told["waited in vain"], marked[-3:])
    return told


def test_no_error(run: Run) -> None:
    """Nothing in the log, and a clean exit."""
    assert [error for error in run.errors if not error.startswith(NOISE)] == []
    assert run.exit_code == 0


def test_icons(seen: dict[str, Any]) -> None:
    """Every icon that the dock names is the editor's."""
    assert len(_icons()) > 10
    assert seen["icons missing"] == []


def test_start(seen: dict[str, Any]) -> None:
    """The editor starts without what nobody looks at yet."""
    assert seen["empty until it is seen"] is True


def test_store(seen: dict[str, Any]) -> None:
    """Without a game it shows the offline store of the project's app, and edits that."""
    title, text, achievements = seen["store"]
    assert title == "Offline store: Spacewar (480)"
    assert text.startswith("No game is running.")
    assert achievements == TITLES
    assert seen["picture"] is True
    assert seen["unlocked"] == [True, False, "1 of 5 unlocked"]
    assert seen["only unlocked"] == ["First Light"]
    assert seen["nothing found"].startswith("No achievement matches.")


def test_stats(seen: dict[str, Any]) -> None:
    """A value is edited in its place; what is no number is refused in words."""
    assert seen["refused"] == "NumGames: a number is expected, not 'seven'."
    assert seen["stat"] == "7"


def test_leaderboards(seen: dict[str, Any]) -> None:
    """A board comes page by page."""
    ranks, on_page, summary = seen["board"]
    assert (ranks, on_page) == (["1", "2"], 50)
    assert summary.startswith("1 to 50 of ")
    assert seen["next page"][0] == "51"
    assert seen["own score"] == "Offline Player"
    assert seen["board is back"] == "Feet Traveled was reset."


def test_reset(seen: dict[str, Any]) -> None:
    """The menu of an achievement, and the way back to the beginning, which asks first."""
    assert seen["menu"] == ["Unlock", "Copy Name"]
    assert seen["reset"] == "Progress was reset."


def test_without_a_game(seen: dict[str, Any]) -> None:
    """What needs a game says so, and what to do."""
    assert seen["no game"].startswith("Run the project")
    assert seen["no log"].startswith("Run the project")


def test_game(seen: dict[str, Any]) -> None:
    """A game that the editor runs is shown live, with the reason for its runtime, and edited."""
    title, text = seen["game"]
    assert title == "Offline runtime: app 480, Offline Player"
    assert text == "Used because: the project setting steamworks/runtime is offline"
    assert seen["live"] == [True, False, False, False, False]
    assert seen["locked"] == "0 of 5 unlocked"
    assert seen["follows the game"] is True


def test_log(seen: dict[str, Any]) -> None:
    """Callbacks and events are listed as they come, filtered, shown in full, copied, forgotten."""
    assert {"UserStatsReceived_t", "UserStatsStored_t", "callback 103", "userProgressSave"} <= set(
        seen["log"]
    )
    assert set(seen["events"]) == {"userProgressUpdate", "userProgressSave"}
    assert "emitted by /root/Game/Steamworks" in seen["entry"]
    assert seen["copied"].startswith("Copied: ")
    assert seen["cleared"] is True


def test_two_games(seen: dict[str, Any]) -> None:
    """Games that run at once are told apart, each with its own log; the second may be chosen."""
    store, first, second = seen["choices"]
    assert store == "Offline store"
    assert first.startswith("Game 1, process ") and second.startswith("Game 2, process ")
    assert first[6:] != second[6:]
    assert seen["second"] == ["Offline runtime: app 480, Offline Player", True]


def test_picture(seen: dict[str, Any]) -> None:
    """On a screen the dock is drawn: it has many colours."""
    if seen["picture of the dock"] is None:
        pytest.skip("there is no virtual screen: sudo apt-get install xvfb")
    assert seen["picture of the dock"] > 20


def test_end_of_the_game(seen: dict[str, Any]) -> None:
    """When the game ends the store is shown again; its log stays, and its status can be chosen."""
    assert seen["ended"] is True
    assert seen["log stays"] is True
    title, notice = seen["of the end"]
    assert title == "The game has ended"
    assert notice.startswith("The game has ended. Choose the offline store")
