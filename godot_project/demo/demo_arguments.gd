class_name DemoArguments
extends RefCounted
## The words behind `--` on Godot's command line.

const USAGE := """Words for the demo, behind --:
  --scene=NAME     opens this scene: %s
  --language=NAME  those with scripts in this language: %s
  --auto           plays the scenes (all, or the one named) and quits: exit code 0, or 1 when
                   something did not come; without a display that happens anyway
  --tour           plays the scene (the first, or the one named) and stays
  --help           says this"""
## Words with a name behind them: as one word with =, or as the next one.
const _NAMED: Array[String] = ["--scene", "--language"]

## The scene that was named; empty when none was.
var scene := ""
## The language that was named, one of [constant SceneList.LANGUAGES]; empty when none was.
var language := ""
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
	var named := ""
	for word in words:
		if named:
			arguments._take(named, word)
			named = ""
		elif word in _NAMED:
			named = word
		elif word.get_slice("=", 0) in _NAMED:
			arguments._take(word.get_slice("=", 0), word.substr(word.find("=") + 1))
		elif word == "--auto":
			arguments.is_auto = true
		elif word == "--tour":
			arguments.is_tour = true
		elif word == "--help":
			arguments._say(_usage())
		else:
			arguments._refuse("'%s' is no word that the demo knows." % word)
	if named:
		arguments._refuse("There is no %s named behind %s." % [named.trim_prefix("--"), named])
	return arguments


## Whether nobody can press a button: the engine has no display.
static func lacks_display() -> bool:
	return DisplayServer.get_name() == "headless"


func _take(word: String, chosen: String) -> void:
	if word == "--language" and SceneList.LANGUAGES.has(chosen):
		language = chosen
	elif word == "--scene" and SceneList.has_scene(chosen):
		scene = chosen
	else:
		_refuse("There is no %s '%s'." % [word.trim_prefix("--"), chosen])


func _refuse(reason: String) -> void:
	_say("%s\n\n%s" % [reason, _usage()], 2)


## The first wrong word is the one that matters.
func _say(text: String, code := 0) -> void:
	if exit_code == 0:
		message = text
		exit_code = code


static func _usage() -> String:
	return USAGE % [", ".join(SceneList.names()), ", ".join(SceneList.LANGUAGES.keys())]
