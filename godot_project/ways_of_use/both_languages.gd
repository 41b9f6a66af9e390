extends Node
## GDScript and Python in one scene: each uses a script of the other as it uses its own. It makes
## objects of it, calls their functions, awaits them, hears their signals, and asks what they are.

## A script in Python. By its global name, WinCounter, it is known without this, too.
const Counter := preload("res://in_python/ways_of_use/win_counter.py")

@onready var _steam: Steamworks = $Steamworks


func _ready() -> void:
	if not _steam.isLoggedOn:
		printerr("Steam is not available; the log has said why.")
		get_tree().quit(1)
		return
	var counter: WinCounter = Counter.new()
	counter.steam = _steam
	counter.won.connect(_on_won)
	add_child(counter)
	print("awaited: %d" % await counter.win())
	get_tree().quit()


func _on_won(wins: int) -> void:
	var counters := get_children().filter(func(child: Node) -> bool: return child is WinCounter)
	print("heard: %d, of %d counter" % [wins, counters.size()])
