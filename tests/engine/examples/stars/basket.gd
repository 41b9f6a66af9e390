extends Area2D
## Moves to the left and right.

@export_range(100, 1200) var speed := 600.0

func _process(delta: float) -> void:
	position.x += Input.get_axis("ui_left", "ui_right") * speed * delta
	position.x = clampf(position.x, 40, get_viewport_rect().size.x - 40)

func _draw() -> void:
	draw_rect(Rect2(-40, -12, 80, 24), Color("6ec5ff"))
