class_name EventLog
extends RichTextLabel
## What has come from Steam, and what was done for it: the newest line is at the bottom.

const LINES := 200

## The colours of the lines' parts; the theme has them for this class.
var _dim := Color.GRAY
var _good := Color.GREEN
var _bad := Color.RED
var _name := Color.WHITE


func _ready() -> void:
	_dim = get_theme_color(&"dim", &"EventLog")
	_good = get_theme_color(&"good", &"EventLog")
	_bad = get_theme_color(&"bad", &"EventLog")
	_name = get_theme_color(&"name", &"EventLog")


## Adds an event: its name, and everything in it.
func add_event(event: Dictionary) -> void:
	var is_error: bool = event.get("isError", false)
	_begin_line()
	_add(event["name"] as String, _bad if is_error else _name)
	for key: String in event:
		if key != "name":
			_add("  %s " % key, _dim)
			_add(JSON.stringify(event[key]), _bad if is_error and key != "userSteamId" else _good)


## Adds a sentence.
func add_sentence(text: String) -> void:
	_begin_line()
	_add(text, _dim)


func _begin_line() -> void:
	if get_paragraph_count() > LINES:
		remove_paragraph(0)
	if not get_parsed_text().is_empty():
		newline()
	_add("%s  " % Time.get_time_string_from_system(), Color(_dim, 0.6))


func _add(text: String, color: Color) -> void:
	push_color(color)
	add_text(text)
	pop()
