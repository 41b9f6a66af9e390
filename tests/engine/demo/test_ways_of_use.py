"""The scenes that show how to hear of events: each hears the same ones."""

from __future__ import annotations

import pytest
from demo_game import ME, Demo, events, save, update

IN_GDSCRIPT = ("connected_in_scene", "connected_in_script", "event_listeners")
PROGRESS = (
    *(f"ways_of_use/{scene}" for scene in IN_GDSCRIPT),
    "ways_of_use/python_node",
    *(f"in_python/ways_of_use/{scene}" for scene in IN_GDSCRIPT),
)
AWAITED = ("ways_of_use/awaited_requests", "in_python/ways_of_use/awaited_requests")
BOTH = "ways_of_use/both_languages"
SCENES = (*PROGRESS, *AWAITED, BOTH)


@pytest.mark.parametrize("scene", PROGRESS)
def test_a_scene_hears_its_events_and_ends(scene: str, demo: Demo) -> None:
    """Start-up, then the save and the update of the game that it wins; exit code 0."""
    run = demo.run(f"res://{scene}.tscn")
    assert events(run) == [update(ME), save(ME), update(ME)]
    assert demo.steam("list")["stats"]["NumWins"] == 1


@pytest.mark.parametrize("scene", AWAITED)
def test_awaited_requests_are_answered_one_after_the_other(scene: str, demo: Demo) -> None:
    """The board, then the new score in it, then the entries around that."""
    info, stored, around = events(demo.run(f"res://{scene}.tscn"))
    assert (info["name"], info["sortMethod"]) == ("leaderboardInfo", "descending")
    assert (stored["name"], stored["scoreChanged"]) == ("setHighScore", True)
    assert around["name"] == "leaderboardEntries"
    ranks = {entry["userSteamId"]: entry["globalRank"] for entry in around["entries"]}
    assert ranks[ME] == stored["currentGlobalRank"]
    assert len(ranks) == 3


def test_scripts_of_both_languages_use_each_other(demo: Demo) -> None:
    """GDScript makes an object of a script in Python, which makes one of a script in GDScript."""
    run = demo.run(f"res://{BOTH}.tscn")
    assert events(run) == [update(ME), save(ME)]
    said = [line for line in run.log.splitlines() if line.startswith(("heard", "awaited"))]
    assert said == ["heard: 1, of 1 counter", "awaited: 1"]
    stored = demo.steam("list")
    assert stored["stats"]["NumWins"] == 1
    assert stored["achievements"]["ACH_WIN_ONE_GAME"]


@pytest.mark.parametrize("scene", SCENES)
def test_without_steam_a_scene_fails_with_a_reason(scene: str, demo: Demo) -> None:
    """It says that Steam is not available, and ends with exit code 1."""
    demo.replace("project.godot", 'app_id="480"', 'app_id="480"\nruntime="steam"')
    run = demo.run(f"res://{scene}.tscn", expect=("Valve's library",), exit_code=1)
    assert "Steam is not available" in run.log


def test_every_scene_is_tested(demo: Demo) -> None:
    """A new scene has to be added to the list above."""
    folder = demo.game.folder
    found = [*folder.glob("ways_of_use/*.tscn"), *folder.glob("in_python/ways_of_use/*.tscn")]
    assert {str(path.relative_to(folder).with_suffix("")) for path in found} == set(SCENES)
