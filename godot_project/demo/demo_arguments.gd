class_name DemoArguments
extends RefCounted
## The words behind `--` on Godot's command line.

const USAGE := """Words for the demo, behind --:
  --scene=NAME  opens this scene: %s
  --auto        plays the scenes (all, or the one named) and quits: exit code 0, or 1 when
                something did not come; without a display that happens anyway
  --tour        plays the scene (the first, or the one named) and stays
  --help        says this"""
const _SCENE := "--scene"

## The scene that was named; empty when none was.
var scene := ""
var is_tour := false
## What is to be said instead of running the demo; empty when nothing is.
var message := ""
## With which exit code: 0, or 2 when the words were wrong.
var exit_code := 0
var is_auto := false


## Reads the command line that the engine was started with.
static func read() -> DemoArguments:
	return parse(OS.get_cmdline_user_args())


## Reads a command line.
static func parse(words: PackedStringArray) -> DemoArguments:
	var arguments := DemoArguments.new()
	var is_name := false
	for word in words:
		if is_name:
			arguments._take_scene(word)
			is_name = false
		elif word == _SCENE:
			is_name = true
		elif word.begins_with(_SCENE + "="):
			arguments._take_scene(word.trim_prefix(_SCENE + "="))
		elif word == "--auto":
			arguments.is_auto = true
		elif word == "--tour":
			arguments.is_tour = true
		elif word == "--help":
			arguments._say(_usage())
		else:
			arguments._refuse("'%s' is no word that the demo knows." % word)
	if is_name:
		arguments._refuse("There is no scene named behind %s." % _SCENE)
	return arguments


## Whether nobody can press a button: the engine has no display.
static func lacks_display() -> bool:
	return DisplayServer.get_name() == "headless"


func _take_scene(scene_name: String) -> void:
	if SceneList.has_scene(scene_name):
		scene = scene_name
	else:
		_refuse("There is no scene '%s'." % scene_name)


func _refuse(reason: String) -> void:
	_say("%s\n\n%s" % [reason, _usage()], 2)


## The first wrong word is the one that matters.
func _say(text: String, code := 0) -> void:
	if exit_code == 0:
		message = text
		exit_code = code


static func _usage() -> String:
	return USAGE % ", ".join(SceneList.names())
