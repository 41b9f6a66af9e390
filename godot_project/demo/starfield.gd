extends Control
## The sky behind the demo: the same stars in every run, whatever the size of the window.

const STARS := 260
const SEED := 1981
const TOP := Color("0b1020")
const BOTTOM := Color("16204a")


func _ready() -> void:
	resized.connect(queue_redraw)


func _draw() -> void:
	var corners := PackedVector2Array([
		Vector2.ZERO, Vector2(size.x, 0), size, Vector2(0, size.y),
	])
	draw_polygon(corners, PackedColorArray([TOP, TOP, BOTTOM, BOTTOM]))
	var random := RandomNumberGenerator.new()
	random.seed = SEED
	for _star in STARS:
		var place := Vector2(random.randf(), random.randf()) * size
		var glow := random.randf()
		draw_circle(place, 0.5 + glow * glow, Color(0.8, 0.87, 1, 0.15 + 0.5 * glow), true, -1, true)
