## What the tests of the Steamworks node share: a node that records its events.
extends "res://engine_test.gd"

const EVENTS: Array[String] = [
	"userProgressUpdate", "userProgressSave", "userProgressUnload", "achievementInfoUpdate",
]
const ME := "76561202255232769"
const FRIEND := "76561202255232770"
const OTHER_FRIEND := "76561202255232771"
const NOBODY := "76561202255299999"

## The events of every node made by `add_steam`, in the order of their signals.
var events: Array[Dictionary] = []
var control := OfflineControl.new()


func _ready() -> void:
	add_child(control)


## A node in the tree that records its events.
func add_steam(parent: Node = self) -> Steamworks:
	var steam := Steamworks.new()
	record(steam, events)
	parent.add_child(steam)
	return steam


## A node whose start-up event is over, with nothing reached and nothing recorded.
func started() -> Steamworks:
	var steam := add_steam()
	check(await happens(func() -> bool: return not events.is_empty()), "the start-up event comes")
	steam.resetUserProgress()
	steam.requestUserProgress()
	await happens(func() -> bool: return events.size() >= 2)
	events.clear()
	return steam


func record(steam: Steamworks, into: Array[Dictionary]) -> void:
	for event_name in EVENTS:
		steam.connect(event_name, func(event: Dictionary) -> void: into.append(event))


## Waits until it is so; false when it is not after many frames.
func happens(condition: Callable) -> bool:
	for _frame in 200:
		if condition.call():
			return true
		await get_tree().process_frame
	return false


## Waits long enough for everything that is under way.
func settle() -> void:
	await frames(12)


func names() -> Array:
	return events.map(func(event: Dictionary) -> String: return event.name)
