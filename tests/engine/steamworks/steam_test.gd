## What the tests of the Steamworks node share: a node that records its events.
extends "res://engine_test.gd"

const EVENTS: Array[String] = [
	"userProgressUpdate", "userProgressSave", "userProgressUnload", "achievementInfoUpdate",
	"achievementImageUpdate", "userInfoUpdate", "overlayStatus", "microtransactionAuthorization",
	"authSessionTicketResponse", "activePlayerCount", "leaderboardInfo", "leaderboardEntries", "setHighScore",
]
const ME := "76561202255232769"
const FRIEND := "76561202255232770"
const OTHER_FRIEND := "76561202255232771"
const LUKASZ := "76561202255232773"
const NOT_PICTURED := "76561202255232776"
const STRANGER := "76561202255232772"
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


## The events of one name, in their order.
func named(event_name: String) -> Array[Dictionary]:
	return events.filter(func(event: Dictionary) -> bool: return event.name == event_name)


## Does what causes an event, and gives that event. It has to come once, and later; to the node's signal, then to its
## listeners in their order, all in one frame; with just the documented keys.
func caused(steam: Steamworks, event_name: String, cause: Callable) -> Dictionary:
	var heard: Array[Array] = []
	var hear := func(who: String, event: Dictionary) -> void:
		heard.append([who, event, Engine.get_process_frames()])
	var by_signal := func(event: Dictionary) -> void: hear.call("signal", event)
	var first := func(event: Dictionary) -> void: hear.call("first", event)
	var second := func(event: Dictionary) -> void: hear.call("second", event)
	check(steam.addEventListener(event_name, first))
	check(steam.addEventListener(event_name, second))
	steam.connect(event_name, by_signal)
	cause.call()
	equal(heard.size(), 0, "nothing comes from inside the call")
	check(await happens(func() -> bool: return heard.size() >= 3), event_name + " comes")
	await frames(4)
	steam.disconnect(event_name, by_signal)
	check(steam.removeEventListener(event_name, first))
	check(steam.removeEventListener(event_name, second))
	equal(heard.map(func(row: Array) -> String: return row[0]), ["signal", "first", "second"])
	if heard.size() != 3:
		return {}
	for row in heard:
		equal(row[1], heard[0][1])
		equal(row[2], heard[0][2], "in one frame")
	equal(heard[0][1].keys(), control.keys_of(event_name))
	equal(heard[0][1].name, event_name)
	return heard[0][1]
