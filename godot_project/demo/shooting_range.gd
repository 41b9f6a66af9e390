class_name ShootingRange
extends Control
## A piece of sky with a ship and rocks to shoot at. It knows nothing of Steam.
##
## A click or [method fire] sends a bolt; it flies to the rock that is nearest to the mouse, or to the
## next one in turn, and always hits.

## A bolt was fired.
signal fired

const ROCKS := 11
const SEED := 480
const BOLT_SECONDS := 0.16
const BURST_SECONDS := 0.5
const SPARKS := 9
const ROCK := Color("4a5378")
const ROCK_EDGE := Color("7f8ab5")
const BOLT := Color("6ec5ff")
const SPARK := Color("f2c14e")
const PLANET := Color("1d2b5c")
const PLANET_EDGE := Color("4f74c9")
## The planet's centre and radius, in parts of the control's width and height.
const PLANET_PLACE := Vector2(0.5, 2.02)
const PLANET_RADIUS := 1.2
const PLANET_CORNERS := 180
const SHIP_PLACE := Vector2(0.5, 0.87)
const NOSE := 32.0
const SHIP := Color("f4f6ff")
const SHIP_SHADE := Color("c3cdf0")
const FLAME := Color("f2c14e")

## Places and speeds are in parts of the control's size, so that nothing jumps when it is resized.
class Rock:
	var place: Vector2
	var speed: Vector2
	var radius: float
	var turn: float
	var corners: PackedFloat32Array


var _random := RandomNumberGenerator.new()
var _rocks: Array[Rock] = []
## Bolts and bursts: where (in parts of the size), and how old in seconds.
var _bolts: Array[Array] = []
var _bursts: Array[Array] = []
var _aim := Vector2(0.5, 0.3)
var _next := 0


func _ready() -> void:
	_random.seed = SEED
	for index in ROCKS:
		_rocks.append(_new_rock((index + 0.5) / ROCKS))


func _process(delta: float) -> void:
	for rock in _rocks:
		rock.place += rock.speed * delta
		rock.place.x = wrapf(rock.place.x, -0.05, 1.05)
		rock.turn += rock.speed.x * 20.0 * delta
	for flying: Array in _bolts:
		flying[1] += delta
		if flying[1] >= BOLT_SECONDS:
			_bursts.append([flying[0], 0.0])
	for burst: Array in _bursts:
		burst[1] += delta
	_bolts = _bolts.filter(func(bolt: Array) -> bool: return bolt[1] < BOLT_SECONDS)
	_bursts = _bursts.filter(func(burst: Array) -> bool: return burst[1] < BURST_SECONDS)
	queue_redraw()


func _gui_input(event: InputEvent) -> void:
	var click := event as InputEventMouseButton
	if click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		accept_event()
		_shoot_at(_nearest_rock(click.position / size))


## Fires one bolt at the next rock.
func fire() -> void:
	_next = (_next + 1) % ROCKS
	_shoot_at(_next)


func _shoot_at(index: int) -> void:
	var place := _rocks[index].place
	_aim = place
	_bolts.append([place, 0.0])
	_rocks[index] = _new_rock(_random.randf())
	fired.emit()


func _nearest_rock(place: Vector2) -> int:
	var nearest := 0
	for index in ROCKS:
		if (
			_rocks[index].place.distance_squared_to(place)
			< _rocks[nearest].place.distance_squared_to(place)
		):
			nearest = index
	return nearest


func _new_rock(x: float) -> Rock:
	var rock := Rock.new()
	rock.place = Vector2(x, _random.randf_range(0.1, 0.56))
	rock.speed = Vector2(_random.randf_range(-0.05, 0.05), 0)
	rock.radius = _random.randf_range(15, 32)
	for _corner in 9:
		rock.corners.append(_random.randf_range(0.75, 1.1))
	return rock


func _draw() -> void:
	_draw_planet()
	for rock in _rocks:
		_draw_rock(rock)
	var ship := SHIP_PLACE * size
	var nose := ship + ship.direction_to(_aim * size) * NOSE
	for bolt: Array in _bolts:
		var target: Vector2 = bolt[0] * size
		var age: float = bolt[1] / BOLT_SECONDS
		draw_line(nose.lerp(target, age * 0.7), nose.lerp(target, age), BOLT, 4.0, true)
	for burst: Array in _bursts:
		_draw_burst(burst[0] * size, burst[1] / BURST_SECONDS)
	_draw_ship(ship)


func _draw_planet() -> void:
	var outline := PackedVector2Array()
	for index in PLANET_CORNERS + 1:
		var angle := PI + PI * index / PLANET_CORNERS
		outline.append(PLANET_PLACE * size + Vector2.from_angle(angle) * PLANET_RADIUS * size.y)
	draw_colored_polygon(outline, PLANET)
	draw_polyline(outline, PLANET_EDGE, 3.0, true)


func _draw_rock(rock: Rock) -> void:
	var outline := PackedVector2Array()
	for index in rock.corners.size():
		var angle := rock.turn + TAU * index / rock.corners.size()
		outline.append(rock.place * size + Vector2.from_angle(angle) * rock.radius * rock.corners[index])
	draw_colored_polygon(outline, ROCK)
	outline.append(outline[0])
	draw_polyline(outline, ROCK_EDGE, 2.0, true)


func _draw_burst(place: Vector2, age: float) -> void:
	var color := Color(SPARK, 1.0 - age)
	for index in SPARKS:
		var way := Vector2.from_angle(TAU * index / SPARKS) * (8.0 + 34.0 * age)
		draw_line(place + way * 0.7, place + way, color, 3.0, true)
	draw_circle(place, 10.0 * (1.0 - age), Color(BOLT, 0.6 * (1.0 - age)), true, -1, true)


func _draw_ship(place: Vector2) -> void:
	draw_set_transform(place, (_aim * size - place).angle() + PI / 2.0)
	draw_colored_polygon(PackedVector2Array([
		Vector2(-7, 16), Vector2(0, 34), Vector2(7, 16),
	]), FLAME)
	draw_colored_polygon(PackedVector2Array([
		Vector2(0, -NOSE), Vector2(22, 24), Vector2(0, 13), Vector2(-22, 24),
	]), SHIP)
	draw_colored_polygon(PackedVector2Array([
		Vector2(0, -NOSE), Vector2(0, 13), Vector2(-22, 24),
	]), SHIP_SHADE)
	draw_set_transform(Vector2.ZERO)
