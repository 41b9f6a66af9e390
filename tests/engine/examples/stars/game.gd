extends Node2D
## A round of half a minute, in which stars fall.

signal star_caught
signal round_ended(score: int, missed: int)

@export var star_scene: PackedScene

var score := 0
var missed := 0

func _ready() -> void:
	start_round()

func start_round() -> void:
	get_tree().call_group("stars", "queue_free")
	score = 0
	missed = 0
	$Score.text = "Stars: 0"
	$Message.hide()
	$StarTimer.start()
	$RoundTimer.start()

func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed("ui_accept") and $RoundTimer.is_stopped():
		start_round()

func _on_star_timer_timeout() -> void:
	var star := star_scene.instantiate()
	star.position = Vector2(randf_range(40, get_viewport_rect().size.x - 40), -20)
	star.add_to_group("stars")
	star.caught.connect(_on_star_caught)
	star.missed.connect(_on_star_missed)
	add_child(star)

func _on_star_caught() -> void:
	score += 1
	$Score.text = "Stars: %d" % score
	star_caught.emit()

func _on_star_missed() -> void:
	missed += 1

func _on_round_timer_timeout() -> void:
	$StarTimer.stop()
	get_tree().call_group("stars", "set_process", false)
	$Message.text = "%d stars! Enter plays again." % score
	$Message.show()
	round_ended.emit(score, missed)
