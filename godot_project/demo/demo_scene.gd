class_name DemoScene
extends Control
## What every scene of the demo has: a Steamworks node, a header, a log of events, and a way to play
## itself.
##
## [method play] does by itself what a person would do with the buttons, and waits for what Steam
## says to it. The menu calls it in a run without display; a scene that is started on its own (F6 in
## the editor) does so by itself. Each event is printed: see [EventLine].

## The player wants to go back to the menu.
signal left
## The scene has played itself; whether everything came as expected.
signal played(done: bool)

## For people who watch a scene play itself, in seconds.
const REST_BETWEEN_STEPS := 0.7
## Steam IDs from here on are the offline runtime's players: Valve has given none of them to anybody.
const FIRST_OFFLINE_STEAM_ID := 76561202255232768
## How long a question waits for its answer, in seconds.
const A_DAY := 86400.0
## Signals of the Steamworks node, one for each event.
const EVENTS: Array[StringName] = [
	&"userProgressUpdate",
	&"userProgressSave",
	&"userProgressUnload",
	&"achievementInfoUpdate",
	&"achievementImageUpdate",
	&"userInfoUpdate",
	&"overlayStatus",
	&"microtransactionAuthorization",
	&"authSessionTicketResponse",
	&"activePlayerCount",
	&"leaderboardInfo",
	&"leaderboardEntries",
	&"setHighScore",
]

@export var title := ""
@export var subtitle := ""
## What [method play] changes of the player's account, such as "unlocks an achievement".
@export var changes := ""

## A rest between two steps of [method play], in seconds.
var rest := 0.0
## Whether somebody is there who can answer a question.
var can_ask := true

var _is_playing := false
var _failure := ""

@onready var steam: Steamworks = $Steamworks
@onready var wait: EventWait = $Wait
@onready var header: SceneHeader = %Header
@onready var event_log: EventLog = %Log
@onready var _body: Control = %Body
@onready var _absence: Control = %Absence
@onready var _question: ConfirmationDialog = $ResetQuestion


func _ready() -> void:
	for event_name in EVENTS:
		steam.connect(event_name, _on_steam_event)
	rest = 0.0 if DemoArguments.lacks_display() else REST_BETWEEN_STEPS
	can_ask = not (DemoArguments.lacks_display() or DemoArguments.read().is_auto)
	header.entitle(title, subtitle)
	header.warn_of(changes)
	header.back_pressed.connect(left.emit)
	header.play_pressed.connect(play)
	header.show_user(steam)
	_body.visible = steam.isLoggedOn
	_absence.visible = not steam.isLoggedOn
	if steam.isLoggedOn:
		_start()
	else:
		_explain_absence()
	if get_tree().current_scene == self:
		_run_alone()


## Plays the scene. Gives whether everything came as expected; what did not is said then.
func play() -> bool:
	if _is_playing:
		return false
	_failure = "" if steam.isLoggedOn else "Steam is not available."
	_set_playing(true)
	var done := steam.isLoggedOn and await _play()
	if wait.is_broken_off:
		return false
	_set_playing(false)
	if done:
		print("scene %s passed" % scene_name())
	else:
		say(_failure)
		print("scene %s failed" % scene_name())
	played.emit(done)
	return done


## The name by which the command line knows the scene.
func scene_name() -> String:
	return scene_file_path.get_file().get_basename()


## Says something in the log on the screen and in the one of Godot.
func say(text: String) -> void:
	print(text)
	event_log.add_sentence(text)


## What the scene does as soon as it is there. Only when a user is logged on.
func _start() -> void:
	pass


## What the scene does with an event. When it comes, the new values can be read already.
func _hear(_event: Dictionary) -> void:
	pass


## The scene's own tour, made of calls of [method step]. Gives whether everything came.
func _play() -> bool:
	return true


## What else is to be pressed or not, beside the header's buttons.
func _enable(_enabled: bool) -> void:
	pass


## One step of a tour: says what happens, does it, and waits until it shows.
##
## [param send] gives false when Steam did not take it. [param is_shown] gives true when everything
## is there; it is asked in every frame.
func step(text: String, send: Callable, is_shown: Callable) -> bool:
	if not await wait.rest(rest):
		return false
	say(text)
	if send.is_valid() and send.call() == false:
		_failure = "Steam did not take this; what it said is in the log."
		return false
	if await wait.until(is_shown):
		return true
	_failure = "Nothing came of this within %d s: %s" % [wait.patience, text]
	return false


## Whether a tour may reset the player's progress. The offline runtime's player is there for that;
## with Valve's Steam it is somebody's own progress, which is not touched unless they say so.
func may_reset() -> bool:
	if steam.userSteamId.to_int() >= FIRST_OFFLINE_STEAM_ID:
		return true
	if not can_ask:
		return fail("To go on, all progress would have to be reset. Nobody can be asked, so it stays.")
	var answer := {}
	var confirmed := func() -> void: answer["yes"] = true
	var canceled := func() -> void: answer["yes"] = false
	_question.confirmed.connect(confirmed)
	_question.canceled.connect(canceled)
	ask(_question)
	await wait.until(func() -> bool: return not answer.is_empty(), A_DAY)
	_question.confirmed.disconnect(confirmed)
	_question.canceled.disconnect(canceled)
	return answer.get("yes", false) or fail("Nothing was reset, so there is nothing more to show.")


## Opens a dialog about something that cannot be undone: a stray key means no.
func ask(dialog: ConfirmationDialog) -> void:
	dialog.popup_centered()
	dialog.get_cancel_button().grab_focus()


## Ends a tour that cannot go on; gives false.
func fail(reason: String) -> bool:
	_failure = reason
	return false


func _on_steam_event(event: Dictionary) -> void:
	EventLine.write(event)
	event_log.add_event(event)
	header.hear(steam, event)
	_hear(event)


func _set_playing(is_playing: bool) -> void:
	_is_playing = is_playing
	header.is_busy = is_playing or not steam.isLoggedOn
	_enable(not header.is_busy)


func _explain_absence() -> void:
	header.is_busy = true
	say("Steam is not available; the log has said why. Every call gives its failure value:")
	say("getAchievementNames() gives %s" % JSON.stringify(steam.getAchievementNames()))
	say("setAchievementUnlocked(\"ACH_WIN_ONE_GAME\") gives %s"
			% JSON.stringify(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")))
	say("The game goes on without it. This scene has nothing to show then.")


## A scene that was started without the menu.
func _run_alone() -> void:
	header.has_menu = false
	var arguments := DemoArguments.read()
	if arguments.is_auto or DemoArguments.lacks_display():
		var done := await play()
		if not wait.is_broken_off:
			get_tree().quit(0 if done else 1)
	elif arguments.is_tour:
		play()
