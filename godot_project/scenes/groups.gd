extends DemoScene
## Steam's pictures in the scene: newImageRect makes a control of each and puts it where it belongs.
## In a row or a grid the container arranges them; in a group of the scene's own they turn, fade and
## grow with it.

## Friends are those who have a score here.
const BOARD := "Feet Traveled"
const ROW_IMAGE := 76
const GRID_IMAGE := 76
const CENTRE_IMAGE := 132
const RING_IMAGE := 60
const RING_RADIUS := 136.0
const ORBIT := Color("6ec5ff", 0.25)
## The width and height of the group with everything in it, also when it has grown.
const RING_ROOM := 450.0
const SECONDS := 0.6
const FADED := 0.3
const GROWN := 1.25

var _friends: Array[String] = []
## The handle and the control of each picture in a group, by what it is of.
var _placed: Dictionary[Control, Dictionary] = {}
var _changes: Dictionary[String, Tween] = {}

@onready var _row: HFlowContainer = %Row
@onready var _grid: GridContainer = %Grid
@onready var _stage: Control = %Stage
@onready var _place_of_ring: Control = %PlaceOfRing
@onready var _ring: Control = %Ring
@onready var _toggles: Dictionary[String, Button] = {
	"turn": %TurnButton,
	"fade": %FadeButton,
	"grow": %GrowButton,
}
@onready var _fill_button: Button = %FillButton
@onready var _count: Label = %Count


func _start() -> void:
	_forget(_row)
	_forget(_grid)
	_forget(_ring)
	_stage.resized.connect(_fit)
	_fit()
	_ring.draw.connect(_draw_orbit)
	for what in _toggles:
		_toggles[what].toggled.connect(_change.bind(what))
	steam.requestLeaderboardEntries({
		"leaderboardName": BOARD,
		"playerScope": "FriendsOnly",
		"listener": _on_entries,
	})


func _hear(event: Dictionary) -> void:
	if event["name"] in ["userProgressUpdate", "userInfoUpdate", "achievementImageUpdate"]:
		_fill()


func _on_entries(event: Dictionary) -> void:
	for entry: Dictionary in event["entries"]:
		_friends.append(entry["userSteamId"])
	_fill()


## Places what Steam has by now. What it is still loading comes with the event that follows.
func _fill() -> void:
	for user in _friends:
		_place(_row, user, steam.getUserImageInfo("largeAvatar", user), ROW_IMAGE)
	if not _fill_button.button_pressed:
		_place_in_ring("me", steam.getUserImageInfo("largeAvatar"), CENTRE_IMAGE, Vector2.ZERO)
	var names: Array = steam.getAchievementNames()
	for index in names.size():
		var image: Variant = steam.getAchievementImageInfo(names[index])
		_place(_grid, names[index], image, GRID_IMAGE)
		if not _fill_button.button_pressed:
			var way := Vector2.from_angle(TAU * index / names.size() - PI / 2.0)
			_place_in_ring(names[index], image, RING_IMAGE, way * RING_RADIUS)
	_count.text = "%d pictures" % (_row.get_child_count() + _grid.get_child_count() + _ring.get_child_count())


## Makes a control for a picture in a group, unless that shows it already. Null when there is nothing
## to place.
func _place(group: Control, what: String, image: Variant, side: int) -> TextureRect:
	var old: Array = _placed[group].get(what, [0, null])
	if image == null or image["imageHandle"] == old[0]:
		return null
	var rect: TextureRect = steam.newImageRect(group, image["imageHandle"], side, side)
	if old[1] != null:
		# Another picture than before, such as that of an unlocked achievement: in the old one's place.
		group.move_child(rect, old[1].get_index())
		group.remove_child(old[1])
		old[1].queue_free()
	_placed[group][what] = [image["imageHandle"], rect]
	return rect


func _place_in_ring(what: String, image: Variant, side: int, place: Vector2) -> void:
	var rect := _place(_ring, what, image, side)
	if rect != null:
		rect.position = place - Vector2(side, side) / 2.0


func _forget(group: Control) -> void:
	_placed[group] = {}
	for child in group.get_children():
		group.remove_child(child)
		child.queue_free()


func _fit() -> void:
	_place_of_ring.position = _stage.size / 2.0
	_place_of_ring.scale = Vector2.ONE * _stage.size[_stage.size.min_axis_index()] / RING_ROOM


func _draw_orbit() -> void:
	_ring.draw_arc(Vector2.ZERO, RING_RADIUS, 0, TAU, 96, ORBIT, 2.0, true)


## Changes the whole group at once: its pictures go with it.
func _change(on: bool, what: String) -> void:
	if _changes.has(what):
		_changes[what].kill()
	var tween := create_tween().set_trans(Tween.TRANS_SINE)
	_changes[what] = tween
	match what:
		"turn":
			tween.tween_property(_ring, ^"rotation", TAU / 10.0 if on else 0.0, SECONDS)
		"fade":
			tween.tween_property(_ring, ^"modulate:a", FADED if on else 1.0, SECONDS)
		"grow":
			tween.tween_property(_ring, ^"scale", Vector2.ONE * (GROWN if on else 1.0), SECONDS)


## The pictures of a group go with their controls.
func _on_fill_toggled(emptied: bool) -> void:
	_fill_button.text = "Fill it again" if emptied else "Empty it"
	if emptied:
		_forget(_ring)
	_fill()


func _play() -> bool:
	if not await step(
		"Avatars and achievements become controls in a row, a grid and a group.",
		_set_emptied.bind(false),
		_is_full
	):
		return false
	for what: String in ["fade", "turn", "grow"]:
		say("The group as a whole: %s." % what)
		_toggles[what].button_pressed = true
		if not await wait.rest(rest):
			return false
	_toggles["fade"].button_pressed = false
	if not await step(
		"Emptied: the group's controls are freed, their pictures with them.",
		_set_emptied.bind(true),
		func() -> bool: return _ring.get_child_count() == 0
	):
		return false
	return await step("Filled again from the same handles.", _set_emptied.bind(false), _is_full)


func _set_emptied(emptied: bool) -> bool:
	_fill_button.button_pressed = emptied
	return true


func _is_full() -> bool:
	var achievements: int = steam.getAchievementNames().size()
	return (
		_row.get_child_count() > 0
		and _row.get_child_count() == _friends.filter(_has_avatar).size()
		and _grid.get_child_count() == achievements
		and _ring.get_child_count() == achievements + 1
	)


## Steam has the small avatars of friends at once; who has one, has a large one.
func _has_avatar(user: String) -> bool:
	return steam.getUserImageInfo("smallAvatar", user) != null


func _enable(enabled: bool) -> void:
	_fill_button.disabled = not enabled
	for button: Button in _toggles.values():
		button.disabled = not enabled
