"""Wrong uses of the engine's API: mypy and pyright refuse each line that is marked, and no other.

It is checked and never run.
"""

from __future__ import annotations

import godot
from godot import (
    Array,
    Button,
    CharacterBody2D,
    Color,
    Dictionary,
    Engine,
    Input,
    Label,
    Node,
    Node2D,
    PackedByteArray,
    Sprite2D,
    Texture2D,
    Timer,
    Vector2,
    Vector3,
    export,
    export_group,
    exposed,
    randi_range,
    rpc,
    signal,
)


@exposed(tools=True)  # error: no option of that name
class Player(CharacterBody2D):
    """A script."""

    hurt = signal(("amount", int))
    odd = signal(3)  # error: a name is a text
    health: int = export("many")  # error: not an int
    speed: float = export(1.0, rnage=(0, 1))  # error: misspelled option
    spawn: Vector2 = export(Vector2, default=Vector3())  # error: another type
    level: int = export(1, range="0,5")  # error: numbers, not a text
    place: Vector2 = export(Vector3)  # error: another type
    export_group(3)  # error: a name is a text

    def _process(self, delta: str) -> None:  # error: the engine gives a float
        pass

    def _input(self) -> None:  # error: the engine gives an event
        pass

    @rpc("anybody")  # error: no word of that name
    def shout(self) -> None:
        """A remote call."""

    def members(self) -> None:
        """Attributes and methods that are not there, and of other types."""
        self.move_and_slyde()  # error: misspelled method
        self.get_window().titel = "x"  # error: misspelled property
        Sprite2D().textrue = None  # error: misspelled property
        self.velocity = 3  # error: not a vector
        self.velocity = Vector3()  # error: another vector
        self.name = 5  # error: not a text
        self.get_viewport().physics_object_pickng = True  # error: misspelled property
        self.get_tree = 1  # error: a method
        self.get_index().foo()  # error: an int has none
        print(self.is_on_floor)  # a method that is not called is no wrong type
        Input.is_action_presed("jump")  # error: misspelled method of a singleton
        Engine.time_scale = "fast"  # error: not a number
        print(godot.NoSuchClass)  # error: no class of that name
        print(Node.PROCESS_MODE_SOMETIMES)  # error: no constant of that name
        print(Vector2.SIDEWAYS)  # error: no constant of that name

    def arguments(self) -> None:
        """Missing, wrong, and too many arguments."""
        self.add_child()  # error: missing
        self.add_child("Sprite")  # error: not a node
        self.add_child(None)  # error: a node is required
        self.add_child(Node(), True, 0, 4)  # error: too many
        self.add_child(Node(), readable=True)  # error: no argument of that name
        self.get_node(3)  # error: not a path
        self.set_process("yes")  # error: not a bool
        Vector2("1", "2")  # error: not numbers
        Vector2(1)  # error: missing
        Vector2(1, 2) + Vector3(1, 2, 3)  # error: do not add up
        Vector2(1, 2) * "2"  # error: not a number
        Vector2(1, 2).dot(3)  # error: not a vector
        Color(1, 2, 3, 4, 5)  # error: too many
        randi_range("1", 6)  # error: not an int
        self.create_tween().tween_property(self, 3, Vector2(), 1)  # error: not a path

    def signals(self) -> None:
        """Handlers and arguments that do not fit."""
        self.hurt.connect(self.on_text)  # error: takes a text
        self.hurt.connect(self.signals)  # error: takes nothing
        self.hurt.emit("much")  # error: not an int
        self.hurt.emit()  # error: missing
        self.redy.connect(self.signals)  # error: no signal of that name
        Timer().timeout.connect(self.on_text)  # error: gives nothing
        Button().toggled.connect(self.on_text)  # error: gives a bool
        self.ready.connect(3)  # error: cannot be called
        self.ready.conect(self.signals)  # error: misspelled method

    def on_text(self, text: str) -> None:
        """Hears something."""

    def results(self) -> None:
        """Results of other types."""
        count: str = self.get_child_count()  # error: an int
        texture: Texture2D = self.get_window()  # error: a window
        numbers = Array[int](["a"])  # error: not ints
        Array[int]([1]).append("a")  # error: not an int
        counts = Dictionary[str, int]({"a": 1})
        counts["a"] = "b"  # error: not an int
        counts[1] = 1  # error: not a text
        PackedByteArray(["a"])  # error: not ints
        sprite = Sprite2D()
        sprite.texture = Node2D()  # error: not a texture
        Label().text = 3  # error: not a text
        Node().free(1)  # error: too many
        Node("x")  # error: too many
        print(count, texture, numbers)
