"""Which library a run takes: the project settings, what is there, and the kind of build."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_game import TIMEOUT, Game, engine_environment
from engine_log import Run

# Two nodes and a third one later; what of Steam is in the process; all on lines of their own.
REPORT = """
extends Node

func _ready() -> void:
	var nodes: Array[Steamworks] = []
	for index in 2:
		nodes.append(Steamworks.new())
		add_child(nodes[index])
	for frame in 8:
		await get_tree().process_frame
	print("state: ", nodes[0].isLoggedOn, " ", nodes[1].appId, " ", nodes[0].userSteamId)
	print("calls: ", nodes[0].setAchievementUnlocked("ACH_WIN_ONE_GAME"))
	print("names: ", nodes[0].getAchievementNames().size())
	for node in nodes:
		node.free()
	var third := Steamworks.new()
	add_child(third)
	print("later: ", third.isLoggedOn)
	var maps := FileAccess.open("/proc/self/maps", FileAccess.READ)
	var loaded := {}
	while not maps.eof_reached():
		var line := maps.get_line()
		if "steam_api" in line:
			loaded[line.get_slice("/addons/", 1) if "/addons/" in line else line.get_file()] = true
	for path: String in loaded:
		print("loaded: ", path)
	print("offline steam: ", OfflineSteam.is_available())
	print("debug build: ", OS.is_debug_build())
	print("[engine-test] done")
	get_tree().quit()
"""

SCENE = """[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://main.gd" id="1"]

[node name="Main" type="Node"]
script = ExtResource("1")
"""

ON = "state: true 480 76561202255232769\ncalls: true\nnames: 5\n"
OFF = "state: false 480 <null>\ncalls: false\nnames: 0\nlater: false\n"

SteamGame = Callable[..., Game]


def test_offline(steam_game: SteamGame) -> None:
    """The setting `offline` takes the offline runtime, and says so once."""
    game = steam_game(app_id='"480"', runtime='"offline"')
    game.write("main.gd", REPORT)
    log = game.run_script("main.gd").log
    assert ON in log
    assert "later: true" in log
    assert log.count("using the offline runtime") == 1
    assert "(the project setting steamworks/runtime is offline)" in log


def test_path_with_other_characters(tmp_path: Path) -> None:
    """A project in a folder with spaces and letters of other scripts is a project like others."""
    game = Game(tmp_path / "Mein Spiel 漢字 é" / "it's #1 [1]")
    game.write("main.gd", REPORT)
    assert ON in game.run_script("main.gd").log


def test_auto_without_library(steam_game: SteamGame) -> None:
    """`auto`, which is the default, steps back to the offline runtime, and says once why."""
    game = steam_game(app_id='"480"')
    game.write("main.gd", REPORT)
    log = game.run_script("main.gd").log
    assert ON in log
    assert log.count("using the offline runtime (Valve's library is not at") == 1


def test_steam_without_library(steam_game: SteamGame) -> None:
    """`steam` never takes the offline runtime: one error with its remedy, and the game goes on."""
    game = steam_game(app_id='"480"', runtime='"steam"')
    game.write("main.gd", REPORT)
    run = game.run_script("main.gd", expect=["Valve's library is not at"])
    assert OFF in run.log
    assert len(run.errors) == 1
    assert "Copy it from redistributable_bin" in run.errors[0]
    assert "loaded:" not in run.log


@pytest.mark.contract
def test_valve_library_without_steam(steam_game: SteamGame, valve_library: Path) -> None:
    """Valve's library with no Steam on the machine: its own text, once, with the remedy."""
    game = steam_game(app_id='"480"', runtime='"steam"')
    game.write("main.gd", REPORT)
    shutil.copy(valve_library, game.addon / "bin" / "libsteam_api.so")
    run = game.run_script("main.gd", expect=["Steamworks: Steam is not installed"])
    assert OFF in run.log
    assert len(run.errors) == 1
    assert "Failed to load module" in run.errors[0]
    assert "Install Steam" in run.errors[0]


@pytest.mark.contract
def test_auto_with_valve_library(steam_game: SteamGame, valve_library: Path) -> None:
    """`auto` asks Valve's library first, then steps back and says why, in Steam's words."""
    game = steam_game(app_id='"480"', runtime='"auto"')
    game.write("main.gd", REPORT)
    shutil.copy(valve_library, game.addon / "bin" / "libsteam_api.so")
    log = game.run_script("main.gd").log
    assert ON in log
    assert log.count("using the offline runtime (Steam is not installed") == 1
    assert "Failed to load module" in log
    assert "loaded: steamworks/bin/libsteam_api.so" in log


@pytest.mark.parametrize("damage", ["text", "truncated", "empty", "other machine"])
def test_damaged_library(steam_game: SteamGame, damage: str) -> None:
    """A library that is none is an error with its path; the game goes on."""
    game = steam_game(app_id='"480"', runtime='"steam"')
    game.write("main.gd", REPORT)
    library = next((game.packages / "offline_steam" / "lib").glob("*.so")).read_bytes()
    other = bytearray(library)
    other[18] = 0xB7  # e_machine: AArch64
    contents = {
        "text": b"this is no library\n",
        "truncated": library[:5000],
        "empty": b"",
        "other machine": bytes(other),
    }
    target = game.addon / "bin" / "libsteam_api.so"
    target.write_bytes(contents[damage])
    run = game.run_script("main.gd", expect=[str(target.name)])
    assert OFF in run.log
    assert len(run.errors) == 1
    assert ("was made for" in run.errors[0]) == (damage == "other machine")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"app_id": '"abc"'}, "the project setting steamworks/app_id: expected an app ID"),
        ({"app_id": '"-480"'}, "the project setting steamworks/app_id: expected an app ID"),
        ({"app_id": '"4294967296"'}, "from 1 to 4294967295, got '4294967296'"),
        ({"app_id": "480.5"}, "the project setting steamworks/app_id: expected an app ID"),
        ({"app_id": "true"}, "the project setting steamworks/app_id: expected an app ID"),
        ({"app_id": '["480"]'}, "the project setting steamworks/app_id: expected an app ID"),
        (
            {"app_id": '"480"', "runtime": '"Steam"'},
            "the project setting steamworks/runtime is 'Steam'; "
            "expected one of auto, steam, offline",
        ),
        ({"app_id": '"480"', "runtime": "1"}, "the project setting steamworks/runtime is 1"),
        ({"app_id": '"480"', "runtime": "[]"}, "the project setting steamworks/runtime is"),
    ],
)
def test_wrong_settings(steam_game: SteamGame, settings: dict[str, str], told: str) -> None:
    """A setting that cannot be is one error that names it; nothing is connected."""
    game = steam_game(**settings)
    game.write("main.gd", REPORT)
    run = game.run_script("main.gd", expect=[told])
    assert len(run.errors) == 1
    assert "state: false " in run.log
    assert "loaded:" not in run.log


def test_number_as_app_id(steam_game: SteamGame) -> None:
    """A whole number is an app ID as well: people write project.godot by hand."""
    game = steam_game(app_id="480", runtime='"offline"')
    game.write("main.gd", REPORT)
    assert ON in game.run_script("main.gd").log


def test_no_app_id(steam_game: SteamGame) -> None:
    """Without an app ID the offline runtime is the app that its definition says."""
    game = steam_game()
    game.write("main.gd", REPORT)
    assert ON in game.run_script("main.gd").log


def test_no_app_id_and_no_steam(steam_game: SteamGame) -> None:
    """Without an app ID and without Steam, the node has none."""
    game = steam_game(runtime='"steam"')
    game.write("main.gd", REPORT)
    run = game.run_script("main.gd", expect=["Valve's library is not at"])
    assert "state: false <null> <null>" in run.log


def test_broken_app_definition(steam_game: SteamGame) -> None:
    """An app definition that cannot be read is one error that says what is wrong where."""
    game = steam_game(app_id='"480"', runtime='"offline"')
    game.write("main.gd", REPORT)
    definition = game.write("app.toml", "app_id = 480\nname = 'Mine'\nnonsense = 1\n")
    game.environment["OFFLINE_STEAM_APP"] = str(definition)
    run = game.run_script("main.gd", expect=["nonsense"])
    assert OFF in run.log
    assert len(run.errors) == 1
    assert "Start Steam" not in run.errors[0]  # there is none to start


def test_app_definition_of_another_app(steam_game: SteamGame) -> None:
    """A definition for another app than the project's names both, and the project's setting."""
    game = steam_game(app_id='"480"')
    game.write("main.gd", REPORT)
    user = "[[user]]\nsteam_id = '76561202255232769'\nname = 'Me'\ncurrent = true\n"
    definition = game.write("app.toml", f"app_id = 77\nname = 'M'\n{user}")
    game.environment["OFFLINE_STEAM_APP"] = str(definition)
    run = game.run_script("main.gd", expect=["SteamAppId is 480"])
    assert OFF in run.log
    assert len(run.errors) == 1
    assert "defines app 77" in run.errors[0]
    assert "the project setting steamworks/app_id" in run.errors[0]
    assert "Valve's library is not at" in run.errors[0]


def test_settings_of_a_feature(steam_game: SteamGame) -> None:
    """A setting for a feature of the build wins, as for every setting of Godot."""
    game = steam_game(app_id='"480"', runtime='"steam"', **{"runtime.linux": '"offline"'})
    game.write("main.gd", REPORT)
    assert ON in game.run_script("main.gd").log


@pytest.fixture
def release_engine() -> Path:
    """Godot's template for release builds, which is fetched with the engine."""
    program = Path(engine_environment()["GODOT"])
    found = program.with_name("godot-template-release")
    if not found.is_file():
        pytest.skip(f"there is no release template beside {program}: an engine of your own is used")
    return found


@pytest.mark.parametrize("runtime", ["auto", "offline", "steam"])
@pytest.mark.parametrize("with_library", [False, True])
def test_release_build(
    steam_game: SteamGame, release_engine: Path, runtime: str, with_library: bool
) -> None:
    """A release build loads nothing but the library that lies in the addon, whatever is set."""
    game = steam_game(app_id='"480"', runtime=f'"{runtime}"')
    game.write("main.gd", REPORT)
    game.write("main.tscn", SCENE)
    offline = next((game.packages / "offline_steam" / "lib").glob("*.so"))
    # Where a debug build would find one: the SDK that the environment names.
    sdk = game.folder.parent / "sdk"
    (sdk / "redistributable_bin" / "linux64").mkdir(parents=True)
    shutil.copy(offline, sdk / "redistributable_bin" / "linux64" / "libsteam_api.so")
    if with_library:  # in Valve's place; that it is ours makes the way visible to its end
        shutil.copy(offline, game.addon / "bin" / "libsteam_api.so")
    game.write(".godot/global_script_class_cache.cfg", "list=[]\n")  # as an export writes it
    # A release build takes no project from the command line, only the one beside itself.
    program = shutil.copy(release_engine, game.folder / "game")
    finished = subprocess.run(
        [program, "--headless"],
        cwd=game.folder,
        env={
            **engine_environment(),
            "HOME": str(game.home),
            "XDG_DATA_HOME": str(game.home / "data"),
            "OFFLINE_STEAM_HOME": str(game.home / "offline-steam"),
            "STEAMWORKS_SDK": str(sdk),
            "GODOT_TESTING": "127.0.0.1:1:word",  # nobody is there: a debug build would say so
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    run = Run(finished.stdout, finished.returncode)
    assert "offline steam: false\ndebug build: false" in run.log
    loaded = [line for line in run.log.splitlines() if line.startswith("loaded: ")]
    if with_library and runtime != "offline":
        assert loaded == ["loaded: steamworks/bin/libsteam_api.so"]
        run.require()
    else:
        assert loaded == []
        assert OFF in run.log
        told = "a release build has no offline runtime" if runtime == "offline" else "is not at"
        run.require(expect=[told])
