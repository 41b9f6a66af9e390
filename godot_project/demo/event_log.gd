class_name EventLog
extends RichTextLabel
## What has come from Steam, and what was done for it: the newest line is at the bottom.

const LINES := 200
## Longer values, such as a page of a leaderboard, are cut off.
const LONGEST := 90

## The colours of the lines' parts; the theme has them for this class.
var _dim := Color.GRAY
var _good := Color.GREEN
var _bad := Color.RED
var _name := Color.WHITE
var _seconds := 0.0


func _ready() -> void:
	_dim = get_theme_color(&"dim", &"EventLog")
	_good = get_theme_color(&"good", &"EventLog")
	_bad = get_theme_color(&"bad", &"EventLog")
	_name = get_theme_color(&"name", &"EventLog")


func _process(delta: float) -> void:
	_seconds += delta


## Adds an event: its name, and everything in it.
func add_event(event: Dictionary) -> void:
	var is_error: bool = event.get("isError", false)
	_begin_line()
	_add(event["name"] as String, _bad if is_error else _name)
	for key: String in event:
		if key != "name":
			_add("  %s " % key, _dim)
			_add(_short(event[key]), _bad if is_error and key != "userSteamId" else _good)


## Adds a sentence.
func add_sentence(text: String) -> void:
	_begin_line()
	_add(text, _dim)


func _begin_line() -> void:
	if get_paragraph_count() > LINES:
		remove_paragraph(0)
	if not get_parsed_text().is_empty():
		newline()
	# Of the scene's own time, so that a filmed run says the same each time.
	_add("%5.1f s  " % _seconds, Color(_dim, 0.6))


func _add(text: String, color: Color) -> void:
	push_color(color)
	add_text(text)
	pop()


static func _short(value: Variant) -> String:
	var text := JSON.stringify(value)
	return text if text.length() <= LONGEST else text.left(LONGEST) + " …"
