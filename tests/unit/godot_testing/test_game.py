"""A game under a test's control, with a program in the engine's place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from godot_testing import Engine, Game, GameError, GameFailed, Godot, Project
from godot_testing.process import surroundings

Start = Callable[..., Game]


def test_what_is_told_before_the_start(game: Game) -> None:
    """It is kept and told first, in order; questions have to wait; what is refused is raised."""
    game.steam.set_online(False)
    game.steam.fail_next("X")
    with pytest.raises(GameError, match="call start"):
        game.steam.state()
    with pytest.raises(GameError, match="no call 'X'"):
        game.start()


def test_requests(started: Start) -> None:
    """What is asked for reaches the game, with values of Godot in its notation."""
    game = started()
    asked = game.call("Player", "hit", 3, Godot("Vector2(1, 2)"), [Godot("1"), None])
    assert asked["node"] == "Player" and asked["method"] == "hit"
    assert asked["arguments"] == [3, "Vector2(1, 2)", ["1", None]]
    assert isinstance(asked["arguments"][1], Godot)
    assert game.get("Player", "position:x")["do"] == "get"
    game.set("Player", "position", {"x": 1})
    assert game.evaluate("1 + 1")["text"] == "1 + 1"
    assert game.has_node("Player") is True
    assert game.steam.state()["name"] == "state"
    game.press("jump")
    game.release("jump")
    game.change_scene("res://other.tscn")
    with pytest.raises(TypeError, match="cannot go to the game"):
        game.call("Player", "hit", object())


def test_frames_and_events(started: Start) -> None:
    """It runs for as long as it is told, no longer; an event ends the wait in its frame."""
    game = started()
    assert game.frame == 0
    game.frames(5)
    game.frames(0)
    assert game.frame == 5
    for at, value in ((8, 1), (9, 2)):
        game.call("", "emit_at", at, "saved", value)
    game.call("", "emit_at", 12, "loaded", 3)
    assert game.wait_for("saved", value=2)["at"] == 9
    assert game.frame == 9
    assert game.wait_for("loaded", frames=3)["value"] == 3
    assert [event["value"] for event in game.events()] == [1, 2, 3]
    assert game.events("saved", value=1) == game.events("saved")[:1]


def test_an_event_that_does_not_come(started: Start) -> None:
    """The failure says which came instead, and the log is in it; the game has ended then."""
    game = started()
    game.call("", "emit_at", 2, "loaded", 3)
    with pytest.raises(GameFailed, match=r"no event 'saved' within 10 frames") as caught:
        game.wait_for("saved", frames=10)
    assert "Events of this run: loaded" in str(caught.value)
    assert "fake Godot runs" in str(caught.value)
    assert game.over


def test_events_are_given_once(started: Start) -> None:
    """A second wait is for the next one; one that has come before is passed over."""
    game = started()
    for at in (1, 2):
        game.call("", "emit_at", at, "saved", at)
    game.frames(5)
    assert [game.wait_for("saved")["at"] for _ in range(2)] == [1, 2]
    with pytest.raises(GameFailed):
        game.wait_for("saved", frames=2)


def test_until_something_is_so(started: Start) -> None:
    """The value is given; one that never becomes true ends the wait."""
    game = started()
    assert game.wait_until("get_child_count()")["text"] == "get_child_count()"


def test_running_to_its_end(started: Start) -> None:
    """The exit code is told; when it was, it is no failure."""
    game = started("three")
    assert game.run() == 3
    game.finish()
    assert game.over


def test_finishing(started: Start) -> None:
    """It is quit and judged once; a warning alone is no failure."""
    game = started()
    game.call("", "say", "WARNING: nothing\n   at: a (b.cpp:1)")
    game.finish()
    game.finish()
    with pytest.raises(GameFailed, match="has ended"):
        game.frames(1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ERROR: no such thing\n   at: a (b.cpp:1)", "ERROR: no such thing"),
        ("SCRIPT ERROR: bad\n   at: a (b.gd:1)", "SCRIPT ERROR: bad"),
        ("Leaked instance: Node:1", "Leaked instance: Node:1"),
    ],
)
def test_errors_in_the_log(started: Start, text: str, told: str) -> None:
    """They fail the run, and are shown."""
    game = started()
    game.call("", "say", text)
    with pytest.raises(GameFailed, match="not as it should be") as caught:
        game.finish()
    assert f"- {told}" in str(caught.value)


def test_leaks_and_exit_codes(started: Start) -> None:
    """The engine's warning of leaks, and an exit code that nobody has asked for."""
    with pytest.raises(GameFailed, match="leaked at exit"):
        started("untidy").finish()


def test_an_exit_code_that_nobody_asked_for(started: Start) -> None:
    """It fails the run."""
    with pytest.raises(GameFailed, match="exit code 3"):
        started("three").finish()


def test_expected_errors(started: Start) -> None:
    """They have to be there; allowed ones may."""
    game = started()
    game.expect_error("no such")
    game.allow_error("bad luck")
    game.call("", "say", "ERROR: no such thing\n   at: a (b.cpp:1)")
    game.call("", "say", "ERROR: bad luck\n   at: a (b.cpp:1)")
    game.finish()


def test_expected_errors_that_are_not_there(started: Start) -> None:
    """They fail the run as well."""
    game = started()
    game.expect_error("no such thing")
    with pytest.raises(GameFailed, match="expected but not in the log: no such thing"):
        game.finish()


def test_crash(started: Start) -> None:
    """The failure says so, with what the game has printed."""
    game = started("crashes")
    with pytest.raises(GameFailed, match=r"ended while .* \(exit code -11\)") as caught:
        game.frames(1)
    assert "fake Godot runs" in str(caught.value)
    game.close()


def test_hanging(started: Start) -> None:
    """A game that does not answer in time is ended."""
    game = started("hangs")
    game.timeout = 0.2
    with pytest.raises(GameFailed, match=r"did not answer within 0\.2 s"):
        game.frames(1)
    assert game.over


def test_never_connecting(project: Project, engine: Engine, tmp_path: Path) -> None:
    """A program that never connects, as a release build: said, and ended."""
    with (
        Game(project, engine, tmp_path / "home", timeout=0.5) as game,
        pytest.raises(GameFailed, match="debug build of Godot"),
    ):
        game.start("res://never.tscn")


def test_dying_at_the_start(game: Game) -> None:
    """A program that ends before it connects is not waited for."""
    with pytest.raises(GameFailed, match="did not come to its start"):
        game.start("res://dies.tscn")


def test_an_addon_that_cannot_be_loaded(game: Game) -> None:
    """The game runs on without it, and never connects: said as soon as the log tells."""
    with pytest.raises(GameFailed, match="could not load the project's addon") as caught:
        game.start("res://incomplete.tscn")
    assert "Error loading extension" in str(caught.value)
    assert game.over


def test_strangers_are_sent_away(started: Start) -> None:
    """Only who knows the word is the game."""
    game = started("strayed")
    game.frames(1)
    assert game.frame == 1


def test_another_version_of_the_protocol(game: Game) -> None:
    """The addon and this package have to come from one release."""
    with pytest.raises(GameError, match="take both from one release"):
        game.start("res://newer.tscn")


def test_starting_twice(started: Start) -> None:
    """A game is one run."""
    with pytest.raises(GameError, match="started already"):
        started().start()


def test_surroundings(
    started: Start, game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the machine's user or of another Steam has a part in it."""
    monkeypatch.setenv("SteamAppId", "1")
    monkeypatch.setenv("OFFLINE_STEAM_APP", "/my.toml")
    found = surroundings(tmp_path / "home")
    assert "SteamAppId" not in found and "OFFLINE_STEAM_APP" not in found
    assert Path(found["OFFLINE_STEAM_HOME"]).is_relative_to(tmp_path)
    assert Path(found["XDG_DATA_HOME"]).is_dir() and Path(found["HOME"]) == tmp_path / "home"


def test_definitions(game: Game, tmp_path: Path) -> None:
    """A text becomes a file; a relative path is one of the project."""
    game.define('app_id = 7\nname = "Seven"\n')
    assert "Seven" in (tmp_path / "home" / "app.toml").read_text(encoding="utf-8")
    game.define("steam/app.toml")
    assert game._queued[-1]["arguments"] == [str(game.project.folder / "steam" / "app.toml")]
