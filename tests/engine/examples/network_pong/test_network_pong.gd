extends "res://engine_test.gd"
## godot-python's game over a network: the methods of a script that other players may call. Host and
## guest are two branches of one tree, which talk through the system's own network.

const Ball := preload("res://ball.py")

var _balls: Array[Node2D] = []
var _apis: Dictionary[NodePath, SceneMultiplayer] = {}


func _ready() -> void:
	var host := ENetMultiplayerPeer.new()
	host.set_bind_ip("127.0.0.1")
	equal(host.create_server(0), OK, "any port that is free")
	var guest := ENetMultiplayerPeer.new()
	guest.create_client("127.0.0.1", host.host.get_local_port())
	for peer: ENetMultiplayerPeer in [host, guest]:
		var side := Node.new()
		add_child(side)
		var api := SceneMultiplayer.new()
		api.multiplayer_peer = peer
		get_tree().set_multiplayer(api, side.get_path())
		_apis[side.get_path()] = api
		var ball: Node2D = Ball.new()
		ball.name = "Ball"
		side.add_child(ball)
		ball.set_process(false)
		_balls.append(ball)


func _exit_tree() -> void:
	for side in _apis:
		_apis[side].multiplayer_peer.close()
		get_tree().set_multiplayer(null, side)


## Whoever calls it, both players' balls do it.
func test_a_call_reaches_both() -> void:
	await _connected()
	_balls[1].rpc("bounce", false, 0.0)
	await _until(func() -> bool: return _balls[0].velocity.x < 0.0)
	equal(_balls[1].velocity, _balls[0].velocity)
	_balls[0].rpc("bounce", true, 1.0)
	await _until(func() -> bool: return _balls[1].velocity.x > 0.0)
	equal(_balls[1].velocity, _balls[0].velocity)


## Each side says when the ball has left there.
func test_who_misses_serves() -> void:
	await _connected()
	var said: Array[bool] = []
	_balls[0].missed.connect(func(by_left: bool) -> void: said.append(by_left))
	for index: int in [1, 0]:
		_balls[index].position.x = -10.0 if index == 0 else 650.0
		_balls[index].set_process(true)
		await _until(func() -> bool: return said.size() == 2 - index)
		_balls[index].set_process(false)
	equal(said, [false, true] as Array[bool])


## What is for the host alone is refused when the guest calls it, and not done at home when not asked.
func test_only_the_host_stops_the_game() -> void:
	await _connected()
	expect_error("is not allowed on node")
	_balls[1].rpc("stop")
	_balls[1].rpc("bounce", false, 0.0)  # comes after it
	await _until(func() -> bool: return _balls[0].velocity.x < 0.0)
	_balls[0].rpc("stop")
	await _until(func() -> bool: return _balls[1].velocity == Vector2.ZERO)
	check(_balls[0].velocity != Vector2.ZERO, "call_remote")


func _connected() -> void:
	await _until(func() -> bool:
		return not (_balls[1].multiplayer as MultiplayerAPI).get_peers().is_empty())


func _until(condition: Callable) -> void:
	for _frame in 600:
		if condition.call():
			check(true)
			return
		await frames()
	check(false, "it came in 600 frames")
