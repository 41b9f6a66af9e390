## The same exports as in by_python.py, whose descriptions are held against these.
extends Node2D

enum Mood {CALM = 1, VERY_BUSY = 5}

@export var first := 1
@export_category("Person")
@export var person: String = "x"
@export_group("Look", "look_")
@export var look_mood: Mood = Mood.CALM
@export_subgroup("Eyes", "look_eye_")
@export var look_eye_color := Color.BLUE
@export_group("")
@export_range(0, 10) var whole: int = 3
@export_range(0.5, 10, 0.5, "or_greater", "suffix:m") var real: float = 1.0
@export_enum("A", "B:4") var choice: int = 4
@export_enum("a", "b") var word: String = "a"
@export_flags("A", "B:4") var flags: int = 1
@export_flags_2d_physics var physics: int = 1
@export_flags_avoidance var avoided: int = 1
@export_file("*.png", "*.jpg") var file: String = ""
@export_file_path("*.png") var plain_file: String = ""
@export_global_file("*.png") var global_file: String = ""
@export_dir var folder: String = ""
@export_global_dir var global_folder: String = ""
@export_multiline var text: String = ""
@export_placeholder("name?") var asked: String = ""
@export_color_no_alpha var color := Color.RED
@export_exp_easing("attenuation") var easing: float = 1.0
@export_node_path("Node2D", "Control") var path: NodePath
@export_storage var stored: int = 1
@export var untyped_array: Array = []
@export var numbers: Array[int] = []
@export var textures: Array[Texture2D] = []
@export var nodes: Array[Node2D] = []
@export var moods: Array[Mood] = []
@export var nested: Dictionary[String, Texture2D] = {}
@export_file("*.txt") var texts: Array[String] = []
@export_range(0, 1) var powers: PackedFloat32Array = []
@export var texture: Texture2D
@export var target: Node2D
@export var place := Vector2(1, 2)
@export var place_of_tiles: Vector3i
@export var way: NodePath
@export var unique := &"name"
