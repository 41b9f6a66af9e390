extends Control
## The demo: a menu of scenes. Each shows one part of Steam with a Steamworks node of its own.
##
## There are two of each: one with its scripts in GDScript, one with them in Python. This script is
## in GDScript and uses both alike.
##
## In a window people choose a scene. Without a display, or with the argument `-- --auto`, the scenes
## play themselves one after the other, and the demo ends with exit code 0, or 1 when something did
## not come as expected. All arguments: [DemoArguments].

const SMALLEST_WINDOW := Vector2i(960, 620)

## Without a display nobody can press a button; then the scenes play themselves.
@export var plays_without_display := true
@export var card_scene: PackedScene

## A [DemoScene], or the same in Python.
var _scene: Control
var _language := "gdscript"
## Pairs of language and scene.
var _to_play: Array[Array] = []
var _failed := 0
var _overlay_is_shown := false

## This node stays while scenes come and go: the connection to Steam stays open with it.
@onready var _steam: Steamworks = $Steamworks
@onready var _menu: Control = %Menu
@onready var _cards: GridContainer = %Cards
@onready var _user: UserPill = %User
@onready var _players: Label = %Players
@onready var _languages: Dictionary[String, Button] = {
	"gdscript": %GDScriptTab,
	"python": %PythonTab,
}


func _ready() -> void:
	get_window().min_size = SMALLEST_WINDOW
	var arguments := DemoArguments.read()
	if arguments.language:
		_language = arguments.language
	if arguments.message:
		_end(arguments.message, arguments.exit_code)
	elif arguments.is_auto or (plays_without_display and DemoArguments.lacks_display()):
		_play_all(arguments.scene, arguments.language)
	else:
		_fill_menu()
		if arguments.scene or arguments.is_tour:
			var scene_name := arguments.scene if arguments.scene else SceneList.names()[0]
			_open(scene_name)
			if arguments.is_tour:
				_scene.call(&"play")


## Opens a scene in place of the menu.
func _open(scene_name: String) -> void:
	_scene = SceneList.open(scene_name, _language)
	_scene.connect(&"left", _close.bind(scene_name))
	_menu.hide()
	add_child(_scene)


func _close(scene_name: String) -> void:
	_scene.queue_free()
	_scene = null
	_menu.show()
	_cards.get_node(scene_name).grab_focus()


func _fill_menu() -> void:
	_user.show_user(_steam)
	_steam.userInfoUpdate.connect(func(event: Dictionary) -> void: _user.hear(_steam, event))
	for scene_name in SceneList.names():
		var card: MenuCard = card_scene.instantiate()
		card.name = scene_name
		_cards.add_child(card)
		card.pressed.connect(_open.bind(scene_name))
	for language in _languages:
		_languages[language].pressed.connect(_choose_language.bind(language))
	_choose_language(_language)
	(_cards.get_child(0) as Control).grab_focus()
	_steam.activePlayerCount.connect(_on_active_player_count)
	_steam.requestActivePlayerCount()


func _choose_language(language: String) -> void:
	_language = language
	_languages[language].button_pressed = true
	for card: MenuCard in _cards.get_children():
		card.show_scene(card.name, language)


func _on_active_player_count(event: Dictionary) -> void:
	if not event["isError"]:
		_players.text = "%s playing now" % ScoreRow.in_thousands(event["count"])


## Plays the scenes, and ends the game: the one that is named, or all; in the language that is named.
## All are played in each language if none is.
func _play_all(only: String, language: String) -> void:
	_menu.hide()
	_steam.overlayStatus.connect(_on_overlay_status)
	for each: String in SceneList.LANGUAGES if (only + language).is_empty() else [_language]:
		for scene_name in [only] if only else SceneList.names():
			_to_play.append([each, scene_name])
	_language = ""
	_play_next()


func _play_next() -> void:
	if _to_play.is_empty():
		get_tree().quit(1 if _failed else 0)
		return
	var next: Array = _to_play.front()
	if next[0] != _language and _overlay_is_shown:
		# Steam says nothing to a scene that shows it while it is shown already.
		_steam.overlayStatus.connect(_play_next.unbind(1), CONNECT_ONE_SHOT)
		return
	_to_play.pop_front()
	if next[0] != _language:
		_language = next[0]
		print("scenes in %s" % SceneList.LANGUAGES[_language])
	_open(next[1])
	# Not awaited: a function of a scene that is freed meanwhile would never come back.
	_scene.connect(&"played", _on_played)
	_scene.call(&"play")


func _on_overlay_status(event: Dictionary) -> void:
	_overlay_is_shown = event["phase"] == "shown"


func _on_played(done: bool) -> void:
	if not done:
		_failed += 1
	_scene.tree_exited.connect(_play_next, CONNECT_DEFERRED)
	_scene.queue_free()


func _end(text: String, exit_code: int) -> void:
	if exit_code:
		printerr(text)
	else:
		print(text)
	get_tree().quit(exit_code)
