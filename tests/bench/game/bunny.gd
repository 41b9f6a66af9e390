## A sprite that falls and bounces. Beside bunny.py, line for line.
extends Sprite2D

const GRAVITY := 500.0
const WIDTH := 1152.0
const HEIGHT := 648.0

var speed := Vector2(200.0, 50.0)


func _process(delta: float) -> void:
	var where := position
	where += speed * delta
	speed.y += GRAVITY * delta
	if where.x > WIDTH or where.x < 0.0:
		speed.x = -speed.x
	if where.y > HEIGHT:
		speed.y = -0.8 * speed.y
		where.y = HEIGHT
	position = where
