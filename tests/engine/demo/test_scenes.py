"""The scenes of the demo, which play themselves without a display, and the menu that opens them."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from demo_game import FRIEND, ME, PROJECT, Demo, Event, events
from engine_game import ROOT, TIMEOUT, Game

from workbench.engine import find_engine
from workbench.errors import SetupError
from workbench.places import locate
from workbench.screen import find_server

DRIVER = Path(__file__).parent / "use_scenes.gd"
DEFINITION = ROOT / "python_src" / "offline_steam" / "spacewar.toml"
QUESTIONS = Path(__file__).parent / "answer_questions.gd"
# An account such as Valve gives them.
SOMEBODY = "76561197960287930"


# What each scene causes, at the least.
SCENES = {
    "overview": {"userProgressUpdate", "userProgressSave", "achievementInfoUpdate"},
    "achievements": {"achievementImageUpdate", "achievementInfoUpdate"},
    "unlocking": {"achievementInfoUpdate", "achievementImageUpdate"},
    "friends": {"leaderboardEntries", "userInfoUpdate", "overlayStatus"},
    "leaderboard": {"leaderboardInfo", "leaderboardEntries", "setHighScore", "userInfoUpdate"},
    "groups": {"leaderboardEntries", "achievementImageUpdate", "userInfoUpdate"},
}


FOLDERS = {"gdscript": "scenes", "python": "in_python/scenes"}
NAMES = {"gdscript": "GDScript", "python": "Python"}


def named(found: list[Event], name: str) -> list[Event]:
    """The events of one name."""
    return [event for event in found if event["name"] == name]


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_plays_itself_and_ends(scene: str, demo: Demo) -> None:
    """Named on the command line, it does its work without a person; nothing leaks."""
    run = demo.run("--", f"--scene={scene}")
    assert f"scene {scene} passed" in run.log
    assert {event["name"] for event in events(run)} >= SCENES[scene]


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_runs_without_the_menu(scene: str, language: str, demo: Demo) -> None:
    """As the editor starts it."""
    run = demo.run(f"res://{FOLDERS[language]}/{scene}.tscn")
    assert f"scene {scene} passed" in run.log


@pytest.mark.parametrize("scene", SCENES)
def test_without_steam_a_scene_says_so_and_fails(scene: str, demo: Demo) -> None:
    """Nobody is logged on: no event, no stumble, exit code 1."""
    demo.replace("project.godot", 'app_id="480"', 'app_id="480"\nruntime="steam"')
    run = demo.run("--", f"--scene={scene}", expect=("Valve's library is not at",), exit_code=1)
    assert events(run) == []
    assert "Steam is not available" in run.log
    assert f"scene {scene} failed" in run.log


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_closed_in_the_middle_leaves_nothing(scene: str, language: str, demo: Demo) -> None:
    """Requests are under way and a tour waits: nothing is reported as leaked."""
    run = demo.run("--quit-after", "4", "--", f"--scene={scene}", f"--language={language}")
    assert f"scene {scene} passed" not in run.log


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_every_scene_is_tested(folder: str) -> None:
    """A new scene has to be added to the table above, and has to be there in each language."""
    assert {path.stem for path in (PROJECT / folder).glob("*.tscn")} == set(SCENES)


def test_without_words_all_scenes_are_played_in_order(demo: Demo) -> None:
    """The overview comes first, each language has its turn, and the exit code speaks for all."""
    run = demo.run()
    passed = [line.split()[1] for line in run.log.splitlines() if line.startswith("scene ")]
    assert passed == [*SCENES, *SCENES]
    assert run.log.index("scenes in GDScript") < run.log.index("scenes in Python")


def test_the_scenes_do_the_same_in_each_language(tmp_path: Path) -> None:
    """What is said, every event with all that is in it, and the order of them."""
    told: list[list[str]] = []
    for language in FOLDERS:
        run = Demo(Game(tmp_path / language)).run("--", f"--language={language}")
        lines = run.log.splitlines()
        start, end = (
            lines.index(line) for line in (f"scenes in {NAMES[language]}", "scene groups passed")
        )
        told.append([line for line in lines[start + 1 : end] if "Loading resource" not in line])
    assert told[0] == told[1]


@pytest.mark.parametrize("folder", ["demo", "scenes", "ways_of_use"])
def test_a_scene_in_python_has_the_same_nodes(folder: str) -> None:
    """Its file differs from the one in GDScript by nothing but the paths of scripts and scenes."""
    for path in (PROJECT / "in_python" / folder).glob("*.tscn"):
        original = (PROJECT / folder / path.name).read_text(encoding="utf-8")
        path_in_python = r"res://in_python/\1"
        expected = re.sub(
            r"res://((?:demo|scenes|ways_of_use)/\w+\.tscn)", path_in_python, original
        )
        expected = re.sub(r"res://(\w+/\w+)\.gd", path_in_python + ".py", expected)
        assert path.read_text(encoding="utf-8") == expected, path.name


def test_a_mistake_in_a_scene_is_no_endless_wait(demo: Demo) -> None:
    """An exception in a scene in Python fails that scene; the log has it, with its line."""
    demo.replace("in_python/scenes/groups.py", "self._ring.get_child_count() == 0", "1 / 0")
    run = demo.run(
        "--", "--scene=groups", "--language=python", expect=("ZeroDivisionError",), exit_code=1
    )
    assert "res://in_python/scenes/groups.py" in run.log
    assert "scene groups failed" in run.log


def test_one_failing_scene_fails_the_run(language: str, demo: Demo) -> None:
    """The others are played all the same."""
    if language == "python":
        demo.replace("in_python/scenes/friends.py", 'BOARD = "Feet Traveled"', 'BOARD = "Nothing"')
        demo.replace("in_python/demo/event_wait.py", "export(30.0", "export(1.0")
    else:
        demo.replace("scenes/friends.gd", 'BOARD := "Feet Traveled"', 'BOARD := "Nothing"')
        demo.replace("demo/event_wait.gd", "var patience := 30.0", "var patience := 1.0")
    run = demo.run(
        "--", f"--language={language}", expect=("has no leaderboard 'Nothing'",), exit_code=1
    )
    assert "Nothing came of this within 1 s" in run.log
    assert "scene friends failed" in run.log
    assert "scene groups passed" in run.log


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("--scene=nowhere", "There is no scene 'nowhere'."),
        ("--scene=", "There is no scene ''."),
        ("--scne=friends", "'--scne=friends' is no word that the demo knows."),
        ("--scene", "There is no scene named behind --scene."),
        ("--language=perl", "There is no language 'perl'."),
        ("--language", "There is no language named behind --language."),
        ("--scene nowhere", "There is no scene 'nowhere'."),
        ("--wrong --worse", "'--wrong' is no word that the demo knows."),
        ("--wrong --help", "'--wrong' is no word that the demo knows."),
    ],
)
def test_a_wrong_word_is_refused_with_all_that_there_are(
    word: str, reason: str, demo: Demo
) -> None:
    """The demo says what it was first given and lists the scenes; exit code 2."""
    run = demo.run("--", *word.split(), exit_code=2)
    assert reason in run.log
    assert ", ".join(SCENES) in run.log
    assert events(run) == []


def test_a_name_may_stand_behind_its_word(demo: Demo) -> None:
    """`--scene NAME`, as dev.py takes it, is understood, too."""
    run = demo.run("--", "--scene", "groups", "--language", "python")
    assert "scenes in Python" in run.log
    assert "scene groups passed" in run.log


def test_without_steam_the_scenes_in_python_say_so_and_fail(demo: Demo) -> None:
    """Each of them, as those in GDScript do."""
    demo.replace("project.godot", 'app_id="480"', 'app_id="480"\nruntime="steam"')
    run = demo.run("--", "--language=python", expect=("Valve's library is not at",), exit_code=1)
    assert events(run) == []
    failed = [line.split()[1] for line in run.log.splitlines() if line.endswith(" failed")]
    assert failed == list(SCENES)


def test_help_lists_the_words(demo: Demo) -> None:
    """And does nothing else."""
    run = demo.run("--", "--help")
    for word in ("--scene=NAME", "--language=NAME", "--auto", "--tour", ", ".join(SCENES)):
        assert word in run.log
    assert events(run) == []


@pytest.mark.usefixtures("language")
def test_people_can_use_every_scene_from_the_menu(demo: Demo) -> None:
    """Each card opens its scene; what is pressed in it has its effect; the way back is clean."""
    demo.game.write("use_scenes.gd", DRIVER.read_text(encoding="utf-8"))
    run = demo.game.run_script("use_scenes.gd")
    opened = [line.split()[1] for line in run.log.splitlines() if line.startswith("open ")]
    assert opened == list(SCENES)


def test_an_unlock_brings_the_picture_of_the_new_state(demo: Demo) -> None:
    """Another handle than that of the locked picture, and the event says that it is unlocked."""
    updates = named(events(demo.run("--", "--scene=achievements")), "achievementImageUpdate")
    states: dict[str, list[tuple[bool, int]]] = {}
    for event in updates:
        state = (event["unlocked"], event["imageInfo"]["imageHandle"])
        states.setdefault(event["achievementName"], []).append(state)
    changed = [pictures for pictures in states.values() if len(pictures) == 2]
    assert len(states) == 5
    assert len(changed) == 3
    for (first_unlocked, first), (second_unlocked, second) in changed:
        assert (first_unlocked, second_unlocked) == (False, True)
        assert first != second


def _somebody_with_everything(demo: Demo) -> tuple[str, ...]:
    """Logs on an account of the real Steam that has all achievements; gives words for the shell."""
    theirs = DEFINITION.read_text(encoding="utf-8").replace(ME, SOMEBODY)
    app = str(demo.game.write("theirs.toml", theirs))
    demo.game.environment["OFFLINE_STEAM_APP"] = app
    demo.steam("--app", app, "unlock", "--all")
    return ("--app", app, "list")


@pytest.mark.parametrize("scene", ["overview", "achievements", "unlocking"])
def test_nobody_loses_progress_unasked(scene: str, demo: Demo) -> None:
    """Where nobody can be asked, a real account stays as it is, and the scene says so."""
    words = _somebody_with_everything(demo)
    run = demo.run("--", f"--scene={scene}", exit_code=1)
    assert "Nobody can be asked, so it stays." in run.log
    assert all(demo.steam(*words)["achievements"].values())


@pytest.mark.usefixtures("language")
def test_people_are_asked_before_their_progress_is_reset(demo: Demo) -> None:
    """No leaves everything, yes plays on; each scene that has to reset asks."""
    _somebody_with_everything(demo)
    demo.game.write("answer_questions.gd", QUESTIONS.read_text(encoding="utf-8"))
    run = demo.game.run_script("answer_questions.gd")
    assert run.log.count("Nothing was reset, so there is nothing more to show.") == 3


def test_progress_is_shown_on_the_way_to_the_unlock(demo: Demo) -> None:
    """Three times, and at the end the achievement is unlocked."""
    shown = named(events(demo.run("--", "--scene=unlocking")), "achievementInfoUpdate")
    assert [event["currentProgress"] for event in shown] == [25, 50, 75, None]
    assert demo.steam("list")["achievements"]["ACH_HEAVY_FIRE"]


def test_friends_are_those_of_the_leaderboard(demo: Demo) -> None:
    """The player and friends, no stranger; the overlay is shown for one of them."""
    found = events(demo.run("--", "--scene=friends"))
    (entries,) = named(found, "leaderboardEntries")
    users = {entry["userSteamId"] for entry in entries["entries"]}
    assert {ME, FRIEND} <= users
    assert named(found, "overlayStatus")[0]["phase"] == "shown"


def test_a_better_score_is_kept_and_a_worse_one_is_not(demo: Demo) -> None:
    """The ranks are there only when the score has changed."""
    better, worse = named(events(demo.run("--", "--scene=leaderboard")), "setHighScore")
    assert better["scoreChanged"]
    assert better["currentGlobalRank"] <= better["previousGlobalRank"]
    assert not worse["scoreChanged"]
    assert worse["currentGlobalRank"] is None


def test_a_leaderboard_that_fails_is_said_and_not_waited_for_ever(demo: Demo) -> None:
    """A board that the app does not have: an event with an error, and the scene goes on."""
    demo.replace("scenes/leaderboard.gd", '["Feet Traveled", "Quickest Win"]', '["Nothing"]')
    demo.replace("demo/event_wait.gd", "var patience := 30.0", "var patience := 1.0")
    run = demo.run(
        "--", "--scene=leaderboard", expect=("has no leaderboard 'Nothing'",), exit_code=1
    )
    found = events(run)
    assert [event["isError"] for event in named(found, "leaderboardInfo")] == [True, True]


def test_the_scene_can_be_named_to_the_verb_that_runs_the_demo(tmp_path: Path) -> None:
    """What stands behind --scene reaches the game, beside the engine's own words."""
    done = subprocess.run(
        [
            *(sys.executable, ROOT / "dev.py", "demo", "--headless"),
            *("--language", "python", "--scene", "nowhere"),
        ],
        env={**os.environ, "OFFLINE_STEAM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "There is no scene 'nowhere'." in done.stdout + done.stderr


def test_without_a_display_the_verb_says_why_no_window_opens(tmp_path: Path) -> None:
    """One sentence, before the scenes play themselves."""
    displays = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: text for name, text in os.environ.items() if name not in displays}
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "demo", "--scene", "nowhere"],
        env={**environment, "OFFLINE_STEAM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
    assert "There is no display: the scenes play themselves" in done.stdout + done.stderr


def test_pictures_are_taken_without_a_display(tmp_path: Path) -> None:
    """One of them, of the size of the game's window."""
    engine, _ = find_engine(locate(None))
    assert engine is not None
    try:
        find_server(engine)
    except SetupError as error:
        pytest.skip(f"there is no virtual screen on this machine: {error.remedy}")
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "shots", "menu", "--out", tmp_path],
        env={**os.environ, "OFFLINE_STEAM_HOME": str(tmp_path / "theirs")},
        capture_output=True,
        text=True,
        check=False,
        timeout=3 * TIMEOUT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    header = (tmp_path / "menu.png").read_bytes()[:24]
    assert struct.unpack(">II", header[16:]) == (1280, 720)
    assert not (tmp_path / "theirs").exists()
