extends Control
## The demo: a menu of scenes. Each shows one part of Steam with a Steamworks node of its own.
##
## In a window people choose a scene. Without a display, or with the argument `-- --auto`, the scenes
## play themselves one after the other, and the demo ends with exit code 0, or 1 when something did
## not come as expected. All arguments: [DemoArguments].

const SMALLEST_WINDOW := Vector2i(960, 620)

## Without a display nobody can press a button; then the scenes play themselves.
@export var plays_without_display := true
@export var card_scene: PackedScene

var _scene: DemoScene

## This node stays while scenes come and go: the connection to Steam stays open with it.
@onready var _steam: Steamworks = $Steamworks
@onready var _wait: EventWait = $Wait
@onready var _menu: Control = %Menu
@onready var _cards: GridContainer = %Cards
@onready var _user: UserPill = %User
@onready var _players: Label = %Players


func _ready() -> void:
	get_window().min_size = SMALLEST_WINDOW
	var arguments := DemoArguments.read()
	if arguments.message:
		_end(arguments.message, arguments.exit_code)
	elif arguments.is_auto or (plays_without_display and DemoArguments.lacks_display()):
		_play_all(arguments)
	else:
		_fill_menu()
		if arguments.scene or arguments.is_tour:
			var scene_name := arguments.scene if arguments.scene else SceneList.names()[0]
			_open(scene_name)
			if arguments.is_tour:
				_scene.play()


## Opens a scene in place of the menu.
func _open(scene_name: String) -> void:
	_scene = SceneList.open(scene_name)
	_scene.left.connect(_close.bind(scene_name))
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
		card.show_scene(scene_name)
		card.pressed.connect(_open.bind(scene_name))
	(_cards.get_child(0) as Control).grab_focus()
	_steam.activePlayerCount.connect(_on_active_player_count)
	_steam.requestActivePlayerCount()


func _on_active_player_count(event: Dictionary) -> void:
	if not event["isError"]:
		_players.text = "%s playing now" % ScoreRow.in_thousands(event["count"])


## Plays the scenes, or the one that was named, and ends the game.
func _play_all(arguments: DemoArguments) -> void:
	_menu.hide()
	var failed := 0
	for scene_name in [arguments.scene] if arguments.scene else SceneList.names():
		_open(scene_name)
		if not await _scene.play():
			failed += 1
		if _scene.wait.is_broken_off:  # the game was closed meanwhile
			return
		_scene.queue_free()
		if not await _wait.until(func() -> bool: return not is_instance_valid(_scene)):
			return
	get_tree().quit(1 if failed else 0)


func _end(text: String, exit_code: int) -> void:
	if exit_code:
		printerr(text)
	else:
		print(text)
	get_tree().quit(exit_code)
