extends Area2D
## Falls, until it is caught or lies on the ground.

signal caught
signal missed

@export_range(50, 600) var speed := 220.0

func _process(delta: float) -> void:
	position.y += speed * delta
	if position.y > get_viewport_rect().size.y:
		missed.emit()
		queue_free()

func _draw() -> void:
	draw_circle(Vector2.ZERO, 14, Color("f2c14e"))

# Connected in the editor, to the star's own signal.
func _on_area_entered(area: Area2D) -> void:
	if area.name == "Basket":
		caught.emit()
		queue_free()
