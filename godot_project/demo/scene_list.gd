class_name SceneList
extends RefCounted
## The scenes of the demo, in the order of the menu.

## The languages of the scenes' scripts, by the names that the command line has for them.
const LANGUAGES: Dictionary[String, String] = {
	"gdscript": "GDScript",
	"python": "Python",
}

const _FOLDERS: Dictionary[String, String] = {
	"gdscript": "res://scenes/",
	"python": "res://in_python/scenes/",
}
const _SCENES: Dictionary[String, Dictionary] = {
	"overview": {
		"title": "Overview",
		"text": "Achievements, stats and every event on one screen.",
	},
	"achievements": {
		"title": "Trophy hall",
		"text": "Achievements with Steam's own pictures, which change when they are unlocked.",
	},
	"unlocking": {
		"title": "Firing range",
		"text": "Progress towards an achievement, and the notice in a corner of your choice.",
	},
	"friends": {
		"title": "Crew",
		"text": "Friends with names, avatars in three sizes, and the overlay's pages about them.",
	},
	"leaderboard": {
		"title": "High scores",
		"text": "A leaderboard page by page, around you or among friends. Beat it.",
	},
	"groups": {
		"title": "Hangar",
		"text": "Steam's pictures in rows, grids and groups that move as one.",
	},
}


## The names by which the command line knows the scenes.
static func names() -> PackedStringArray:
	return PackedStringArray(_SCENES.keys())


## Whether there is a scene of this name.
static func has_scene(scene_name: String) -> bool:
	return _SCENES.has(scene_name)


## What the menu calls a scene.
static func title(scene_name: String) -> String:
	return _SCENES[scene_name]["title"]


## What the menu says of a scene.
static func text(scene_name: String) -> String:
	return _SCENES[scene_name]["text"]


## The picture of a scene in the menu.
static func icon(scene_name: String) -> Texture2D:
	return load("res://icons/scene_%s.svg" % scene_name)


## A new instance of a scene, with its scripts in one of [constant LANGUAGES]. In GDScript it is a
## [DemoScene]; in Python its class is of that name, too, and has the same methods and signals.
static func open(scene_name: String, language := "gdscript") -> Control:
	var scene: PackedScene = load(_FOLDERS[language] + scene_name + ".tscn")
	return scene.instantiate()
