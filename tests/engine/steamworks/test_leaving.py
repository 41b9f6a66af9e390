"""Quitting and changing scenes at every moment: exit code 0, no leak report, no error."""

from __future__ import annotations

import pytest
from engine_game import Game

SCENE = """[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://{script}.gd" id="1"]

[node name="Root" type="Node"]
script = ExtResource("1")
"""
HEAD = 'extends "res://steam_test.gd"\n\n'

QUITTING = {
    "in flight": """
func _ready() -> void:
	super()
	var steam := add_steam()
	steam.requestUserProgress(FRIEND)
	steam.requestUserProgress()
	steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
	finish()
""",
    "in a handler": """
func _ready() -> void:
	super()
	var steam := add_steam()
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void:
		steam.requestUserProgress(FRIEND)
		finish())
""",
    "in a listener of Python": """
func _ready() -> void:
	super()
	var python := PythonListener.new()
	add_child(python)
	var steam := add_steam()
	python.listen(steam)
	python.connect_signal(steam)
	await happens(func() -> bool: return not events.is_empty())
	steam.requestUserProgress(FRIEND)
	finish()
""",
    "while Python awaits": """
func _ready() -> void:
	super()
	var steam := await started()
	var python := PythonAwaiter.new()
	add_child(python)
	python.forever(steam)
	python.signal_of(steam)
	python.loop(steam, 1000)
	await frames(1)
	finish()
""",
    "with boards in flight": """
func _ready() -> void:
	super()
	var steam := await started()
	for board: String in ["Feet Traveled", "Quickest Win"]:
		var params := {"leaderboardName": board, "listener": func(_event: Dictionary) -> void: pass}
		steam.requestLeaderboardInfo(params)
		steam.requestLeaderboardEntries(params)
		params.value = 5
		steam.requestSetHighScore(params)
	await frames(2)
	finish()
""",
    "with pictures on show": """
func _ready() -> void:
	super()
	var steam := await started()
	var handle: int = steam.getUserImageInfo("smallAvatar").imageHandle
	steam.newImageRect(self, handle, 10, 10)
	set_meta("texture", steam.newTexture(handle))
	steam.getUserImageInfo("largeAvatar")
	steam.getAchievementImageInfo("ACH_HEAVY_FIRE")
	finish()
""",
    "with the overlay and tickets open": """
func _ready() -> void:
	super()
	var steam := await started()
	steam.showGameOverlay("Friends")
	steam.getAuthSessionTicket()
	await frames(5)
	steam.getAuthSessionTicket()
	steam.getUserInfo("76561202255299998")
	finish()
""",
    "with a node outside the tree": """
func _ready() -> void:
	super()
	var steam := await started()
	steam.requestUserProgress(FRIEND)
	steam.addEventListener("userProgressUpdate", steam_listener)
	remove_child(steam)
	steam.queue_free()
	finish()

func steam_listener(_event: Dictionary) -> void:
	pass
""",
    "with many nodes": """
func _ready() -> void:
	super()
	await frames(1)
	for index in 200:
		add_steam(get_tree().root if index % 2 else self)
	await frames(2)
	finish()
""",
    "while the node enters": """
func _ready() -> void:
	super()
	var steam := Steamworks.new()
	steam.tree_entered.connect(finish)
	add_child(steam)
""",
    "paused": """
func _ready() -> void:
	super()
	get_tree().paused = true
	add_steam().requestUserProgress()
	finish()
""",
    "with its own tree_exiting": """
func _ready() -> void:
	super()
	var steam := await started()
	steam.tree_exiting.connect(func() -> void:
		print("said ", steam.isLoggedOn, steam.setAchievementUnlocked("ACH_HEAVY_FIRE")))
	finish()
""",
}


@pytest.mark.parametrize("when", QUITTING)
def test_quit(probe: Game, when: str) -> None:
    """Quitting is clean whatever is under way."""
    probe.write("main.gd", HEAD + QUITTING[when])
    run = probe.run_script("main.gd")
    if when == "with its own tree_exiting":
        assert "said truetrue" in run.log


def test_leaked_node(probe: Game) -> None:
    """A node that the game never frees is Godot's leak report, and no crash."""
    probe.write(
        "main.gd",
        HEAD
        + """
func _ready() -> void:
	super()
	var steam := await started()
	steam.addEventListener("userProgressUpdate", control.queue_free)
	remove_child(steam)
	Steamworks.new()
	finish()
""",
    )
    probe.write("main.tscn", SCENE.format(script="main"))
    run = probe.start("res://main.tscn")
    assert run.exit_code == 0
    assert "[engine-test] done" in run.log
    expected = ("Leaked instance", "Orphan StringName", "instances leaked", "still in use")
    assert [error for error in run.errors if not any(text in error for text in expected)] == []
    assert run.log.count("Leaked instance: :") == 2


def test_closed_from_outside(probe: Game) -> None:
    """A run that is ended by --quit-after while requests are in flight is clean."""
    probe.write(
        "main.gd",
        HEAD
        + """
func _ready() -> void:
	super()
	add_steam()

func _process(_delta: float) -> void:
	get_child(1).requestUserProgress(FRIEND)
	get_child(1).setUserStatValues([{"statName": "NumGames", "type": "int", "value": 1}])
	print(MARK, "done")
""",
    )
    probe.run_script("main.gd", "--quit-after", "20")


def test_scene_change(probe: Game) -> None:
    """Scenes change while requests are in flight; each scene hears its own events only."""
    probe.write(
        "scene.gd",
        HEAD
        + """
static var count := 0

func _ready() -> void:
	super()
	var steam: Steamworks = $Steamworks
	record(steam, events)
	count += 1
	if count < 6:
		steam.requestUserProgress(FRIEND)
		steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
		if count % 2:
			await get_tree().process_frame
		get_tree().change_scene_to_file("res://scene.tscn")
		return
	await settle()
	print("heard ", events)
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void:
		get_tree().change_scene_to_file.call_deferred("res://last.tscn"))
	steam.requestUserProgress(FRIEND)
""",
    )
    probe.write(
        "scene.tscn",
        "[gd_scene load_steps=2 format=3]\n"
        '[ext_resource type="Script" path="res://scene.gd" id="1"]\n'
        '[node name="Scene" type="Node"]\nscript = ExtResource("1")\n'
        '[node name="Steamworks" type="Steamworks" parent="."]\n',
    )
    probe.write(
        "last.gd",
        HEAD
        + """
func _ready() -> void:
	super()
	print("open ", control.is_connected_to_steam())
	await frames(2)
	finish()
""",
    )
    probe.write(
        "last.tscn",
        "[gd_scene load_steps=2 format=3]\n"
        '[ext_resource type="Script" path="res://last.gd" id="1"]\n'
        '[node name="Last" type="Node"]\nscript = ExtResource("1")\n',
    )
    run = probe.start("res://scene.tscn")
    run.require()
    assert (
        'heard [{ "name": "userProgressUpdate", "isError": false, "resultCode": 1, '
        '"userSteamId": "76561202255232769" }]' in run.log
    )
    assert "open false" in run.log


def test_autoload(probe: Game) -> None:
    """A node that is loaded with the game stays connected through every scene."""
    probe.write(
        "project.godot",
        'config_version=5\n\n[application]\nconfig/name="Autoload"\n\n'
        '[autoload]\nSteam="*res://steam.tscn"\n\n'
        '[steamworks]\napp_id="480"\nruntime="offline"\n',
    )
    probe.write("steam.tscn", '[gd_scene format=3]\n\n[node name="Steam" type="Steamworks"]\n')
    probe.write(
        "scene.gd",
        HEAD
        + """
static var count := 0
static var starts := 0

func _ready() -> void:
	super()
	print("in scene: ", Steam.isLoggedOn, " ", Steam.requestUserProgress(FRIEND))
	Steam.userProgressUpdate.connect(_on_update)
	count += 1

func _on_update(event: Dictionary) -> void:
	starts += int(event.userSteamId == ME)
	if event.userSteamId == FRIEND:
		if count < 4:
			get_tree().change_scene_to_file("res://scene.tscn")
		else:
			print("start-ups: ", starts)
			finish()
""",
    )
    probe.write("scene.tscn", SCENE.format(script="scene"))
    run = probe.start("res://scene.tscn")
    run.require()
    assert run.log.count("in scene: true true") == 4
    assert "start-ups: 1" in run.log
    assert run.log.count("using the offline runtime") == 1


def test_reload_scene(probe: Game) -> None:
    """Reloading the scene inside a handler goes on with a new connection."""
    probe.write(
        "scene.gd",
        HEAD
        + """
static var count := 0

func _ready() -> void:
	super()
	$Steamworks.addEventListener("userProgressUpdate", self)

func userProgressUpdate(event: Dictionary) -> void:
	count += 1
	print("start-up ", count, " ", event.userSteamId, " ", $Steamworks.isLoggedOn)
	if count == 4:
		finish()
	else:
		get_tree().reload_current_scene()
""",
    )
    probe.write(
        "scene.tscn",
        "[gd_scene load_steps=2 format=3]\n"
        '[ext_resource type="Script" path="res://scene.gd" id="1"]\n'
        '[node name="Scene" type="Node"]\nscript = ExtResource("1")\n'
        '[node name="Steamworks" type="Steamworks" parent="."]\n',
    )
    run = probe.start("res://scene.tscn")
    run.require()
    assert run.log.count("start-up ") == 4


def test_steam_goes(probe: Game) -> None:
    """When Steam ends, nobody is logged on any more, and no later node changes that."""
    probe.write(
        "main.gd",
        HEAD
        + """
func _ready() -> void:
	super()
	var steam := await started()
	control.post(704, PackedByteArray())
	await settle()
	print("logged on: ", steam.isLoggedOn, " ", steam.setAchievementUnlocked("ACH_HEAVY_FIRE"))
	steam.free()
	steam = add_steam()
	print("and later: ", steam.isLoggedOn, " ", steam.appId)
	await settle()
	finish()
""",
    )
    run = probe.run_script("main.gd", expect=["Steam has gone"])
    assert "logged on: false false" in run.log
    assert "and later: false 480" in run.log
