extends "res://engine_test.gd"
## The first game of the documentation.

var _game: Node2D
var _player: CharacterBody2D


func _ready() -> void:
	get_window().size = Vector2i(960, 540)  # without a display it is smaller
	Engine.time_scale = 4.0
	_game = preload("res://game.tscn").instantiate()
	_player = _game.get_node("Player")
	add_child(_game)


func _exit_tree() -> void:
	Engine.time_scale = 1.0


## The arrow keys move the player, as fast as the inspector says.
func test_the_player_moves() -> void:
	equal(_player.speed, 260.0)
	Input.action_press("ui_left")
	await _until(func() -> bool: return _player.position.x < 400.0)
	equal(_player.velocity, Vector2(-260, 0))
	Input.action_release("ui_left")
	await _until(func() -> bool: return _player.velocity == Vector2.ZERO)


## Each coin counts once; after the last one a message is shown for a while, then there are new ones.
func test_coins_are_collected() -> void:
	var score: Label = _game.get_node("Score")
	var message: Label = _game.get_node("Message")
	equal(_coins().size(), 6)
	while not _coins().is_empty():
		var before := score.text
		_player.position = _coins()[0].position
		await _until(func() -> bool: return score.text != before)
		await frames()
	_player.position = Vector2(-500, -500)  # where no coin will be
	equal(score.text, "Coins: 6")
	check(message.visible, "it is said")
	await _until(func() -> bool: return _coins().size() == 6)
	check(not message.visible, "and not for ever")
	equal(score.text, "Coins: 6", "the score stays")


func _coins() -> Array[Node]:
	return _game.get_children().filter(
		func(child: Node) -> bool: return child is Area2D and not child.is_queued_for_deletion())


func _until(condition: Callable) -> void:
	for _frame in 600:
		if condition.call():
			check(true)
			return
		await get_tree().physics_frame
	check(false, "it came in 600 steps")
