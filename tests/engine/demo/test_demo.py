"""The overview of the demo: achievements, stats and events on one screen, with a tour."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo_game import FRIEND, ME, NOBODY, Demo, events, info, save, update
from engine_game import ROOT

OVERVIEW = ("--", "--scene=overview")
DRIVER = Path(__file__).parent / "press_buttons.gd"
DEFINITION = ROOT / "python_src" / "offline_steam" / "spacewar.toml"
FAIL = 2  # Steam's EResult for an account that does not exist


def test_the_tour_shows_every_event_in_order(demo: Demo) -> None:
    """Start-up, stats, progress, an unlock, a friend, and a failing request with its code."""
    run = demo.run(*OVERVIEW)
    assert events(run) == [
        update(ME),
        *(save(ME), update(ME)),
        info("ACH_TRAVEL_FAR_SINGLE", {"currentProgress": 312, "maxProgress": 500}),
        *(save(ME), update(ME)),
        *(save(ME), update(ME)),
        info("ACH_WIN_ONE_GAME"),
        update(FRIEND),
        update(NOBODY, FAIL),
    ]
    assert "The tour is over." in run.log


def test_what_the_tour_did_is_stored(demo: Demo) -> None:
    """The next program finds the stats and the achievement that the events told of."""
    demo.run(*OVERVIEW)
    stored = demo.steam("list")
    assert stored["stats"] == {
        "NumGames": 1,
        "NumWins": 1,
        "NumLosses": 0,
        "FeetTraveled": 312.5,
        "MaxFeetTraveled": 312.5,
        "AverageSpeed": 12.5,
    }
    unlocked = [name for name, time in stored["achievements"].items() if time]
    assert unlocked == ["ACH_WIN_ONE_GAME"]


def test_the_second_run_goes_on_where_the_first_ended(demo: Demo) -> None:
    """Stats grow, and the next achievement is unlocked."""
    demo.run(*OVERVIEW)
    assert info("ACH_WIN_100_GAMES") in events(demo.run(*OVERVIEW))
    assert demo.steam("list")["stats"]["NumGames"] == 2


def test_a_player_who_has_everything_begins_again(demo: Demo) -> None:
    """With nothing left to unlock, the tour resets the progress first."""
    demo.steam("unlock", "--all")
    demo.steam("set", "NumWins", "100")
    run = demo.run(*OVERVIEW)
    assert events(run)[:2] == [update(ME), save(ME)]
    assert info("ACH_WIN_ONE_GAME") in events(run)
    assert demo.steam("list")["stats"]["NumWins"] == 1


def test_without_steam_it_says_so_and_fails(demo: Demo) -> None:
    """No event is shown, so the run must not count as good; the game itself does not stumble."""
    demo.replace("project.godot", 'app_id="480"', 'app_id="480"\nruntime="steam"')
    run = demo.run(*OVERVIEW, expect=("Valve's library is not at",), exit_code=1)
    assert events(run) == []
    assert "Steam is not available" in run.log
    assert "getAchievementNames() gives []" in run.log


def test_missing_events_fail_the_run(demo: Demo) -> None:
    """An answer that does not come in time is named, and the exit code is 1."""
    text = DEFINITION.read_text(encoding="utf-8")
    assert "latency = 3 " in text
    slow = demo.game.write("slow.toml", text.replace("latency = 3 ", "latency = 1000000 "))
    demo.game.environment["OFFLINE_STEAM_APP"] = str(slow)
    demo.replace(
        "scenes/overview.tscn",
        'steam = NodePath("../Steamworks")\ngame =',
        'steam = NodePath("../Steamworks")\npatience = 1.0\ngame =',
    )
    run = demo.run(*OVERVIEW, exit_code=1)
    assert "Within 1 s these did not come" in run.log
    assert "The tour has failed." in run.log


def test_leaving_in_the_middle_is_clean(demo: Demo) -> None:
    """A demo that is closed while the tour waits leaves nothing behind."""
    assert "The tour is over." not in demo.run("--quit-after", "8", *OVERVIEW).log


@pytest.mark.usefixtures("language")
def test_every_button_causes_its_events(demo: Demo) -> None:
    """Each button is pressed, and what it causes comes before the next one is."""
    demo.game.write("press_buttons.gd", DRIVER.read_text(encoding="utf-8"))
    run = demo.game.run_script("press_buttons.gd")
    pressed = [line for line in run.log.splitlines() if line.startswith("button ")]
    assert len(pressed) == 9
    stored = demo.steam("list")
    assert not any(stored["achievements"].values())  # the last button was Reset
