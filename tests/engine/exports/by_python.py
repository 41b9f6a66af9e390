"""The same exports as in by_gdscript.gd."""

import enum

from godot import (
    Array,
    Color,
    Control,
    Node2D,
    NodePath,
    PackedFloat32Array,
    StringName,
    Texture2D,
    Vector2,
    Vector3i,
    export,
    export_category,
    export_group,
    export_subgroup,
    exposed,
)


class Mood(enum.IntEnum):
    """An enum."""

    CALM = 1
    VERY_BUSY = 5


@exposed
class ByPython(Node2D):
    """A script with every kind of export."""

    first: int = export(1)
    export_category("Person")
    person: str = export("x")
    export_group("Look", "look_")
    look_mood: Mood = export(Mood.CALM)
    export_subgroup("Eyes", "look_eye_")
    look_eye_color = export(Color.BLUE)
    export_group("")
    whole: int = export(3, range=(0, 10))
    real: float = export(1, range=(0.5, 10, 0.5, "or_greater", "suffix:m"))
    choice: int = export(4, enum=("A", "B:4"))
    word: str = export("a", enum=("a", "b"))
    flags: int = export(1, flags=("A", "B:4"))
    physics: int = export(1, layers="2d_physics")
    avoided: int = export(1, layers="avoidance")
    file: str = export("", file=("*.png", "*.jpg"))
    plain_file: str = export("", file_path="*.png")
    global_file: str = export("", global_file="*.png")
    folder: str = export("", dir=True)
    global_folder: str = export("", global_dir=True)
    text: str = export("", multiline=True)
    asked: str = export("", placeholder="name?")
    color = export(Color.RED, no_alpha=True)
    easing: float = export(1.0, exp_easing="attenuation")
    path: NodePath = export(node_types=(Node2D, Control))
    stored: int = export(1, storage_only=True)
    untyped_array: Array = export()
    numbers: list[int] = export([])
    textures: list[Texture2D] = export([])
    nodes: Array[Node2D] = export()
    moods: list[Mood] = export([])
    nested: dict[str, Texture2D] = export({})
    texts: list[str] = export([], file="*.txt")
    powers: PackedFloat32Array = export(range=(0, 1))
    texture: Texture2D = export()
    target: Node2D | None = export(None)
    place = export(Vector2(1, 2))
    place_of_tiles = export(Vector3i)
    way = export(NodePath)
    unique: StringName = export("name")

    _age = 3

    @export(int, default=3)
    @property
    def age(self) -> int:
        """An exported property of Python."""
        return self._age

    @age.setter
    def age(self, value: int) -> None:
        self._age = max(value, 0)

    def __init__(self) -> None:
        self.seen: list[str] = []

    def _ready(self) -> None:
        self.seen = [type(self.look_mood).__name__, str(self.target.name), str(len(self.nodes))]

    def sum(self) -> int:
        """Of the numbers."""
        return sum(self.numbers)

    def start_again(self) -> None:
        """With an empty list of Python."""
        self.numbers = []

    def names_of_nodes(self) -> list[str]:
        """The names of the nodes that the scene has set."""
        return [str(node.name) for node in self.nodes]
