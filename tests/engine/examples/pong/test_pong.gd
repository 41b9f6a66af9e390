extends "res://engine_test.gd"
## The example that godot-python shows: a game for two, in three scripts.

var _pong: Node2D


func _ready() -> void:
	get_window().size = Vector2i(640, 400)  # without a display it is smaller
	Engine.time_scale = 4.0
	_pong = preload("res://pong.tscn").instantiate()
	add_child(_pong)


func _exit_tree() -> void:
	Engine.time_scale = 1.0


## The ball is served to the right, meets the paddle there, and comes back faster.
func test_the_ball_bounces_off_a_paddle() -> void:
	var ball: Node2D = _pong.get_node("Ball")
	equal(ball.velocity, Vector2(220, 0))
	await _until(func() -> bool: return ball.velocity.x < 0.0)
	check(absf(ball.velocity.length() - 242.0) < 0.01, "faster by a tenth")


## The keys of a player move the paddle, as far as the edge of the field.
func test_a_player_moves_the_paddle() -> void:
	var left: Node2D = _pong.get_node("LeftPaddle")
	var right: Node2D = _pong.get_node("RightPaddle")
	Input.action_press("left_up")
	await _until(func() -> bool: return left.position.y == 0.0)
	Input.action_release("left_up")
	equal(right.position, Vector2(600, 200), "the other paddle")


## Whoever does not miss has a point; with the second the game is over.
func test_two_points_win() -> void:
	var ball: Node2D = _pong.get_node("Ball")
	var won: Array[bool] = []
	_pong.game_finished.connect(func(left_won: bool) -> void: won.append(left_won))
	for paddle: String in ["LeftPaddle", "RightPaddle"]:
		_pong.get_node(paddle).position.x = -1000.0
	ball.serve(true)
	await _until(func() -> bool: return _pong.get_node("RightScore").text == "1")
	ball.serve(true)
	await _until(func() -> bool: return not won.is_empty())
	equal(won, [false] as Array[bool])
	check(_pong.get_node("RightWins").visible, "it is said")
	check(not _pong.get_node("LeftWins").visible, "and nothing else")
	var place := ball.position
	await frames(3)
	equal(ball.position, place, "the ball rests")


func _until(condition: Callable) -> void:
	for _frame in 600:
		if condition.call():
			check(true)
			return
		await get_tree().physics_frame
	check(false, "it came in 600 steps")
