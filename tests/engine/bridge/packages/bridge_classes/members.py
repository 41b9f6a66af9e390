"""Properties, signals, constants and enums."""

from __future__ import annotations

import enum
from typing import Any

from godot import Color, Node, NodePath, Resource, Vector2, constant, export, exposed, signal


@exposed(native=True, icon="res://icon.svg")
class Members(Node):
    """A class with members of every kind.

    Its second paragraph has [b]markup[/b] and <angle> & "quotes".
    """

    class Mood(enum.IntEnum):
        """An enum."""

        CALM = 0
        BUSY = 5

    class Flag(enum.IntFlag):
        """A bit field."""

        ONE = 1
        TWO = 2

    ANSWER = constant(42, "The answer.")

    plain = signal()
    typed = signal(("count", int), ("where", Vector2), "anything", doc="Has arguments.")

    health: int = export(100, range=(0, 200, 5), group="Body", doc="How well it is.")
    speed: float = export(1.5, range=(0.0, 9.0), group="Body", subgroup="Legs")
    title: str = export("a title", multiline=True)
    mood: int = export(0, enum=Mood)
    kind: str = export("b", enum=["a", "b"])
    parts: int = export(0, flags=["Arm", "Leg"])
    picture: str = export("", file="*.png")
    folder: str = export("", dir=True)
    spawn = export(Vector2, default=Vector2(1, 2))
    tint = export(Color, default=Color(1, 0, 0, 1))
    target = export(NodePath)
    items: list[Any] = export([1, 2])
    table: dict[str, Any] = export({"a": 1})
    skin = export(Resource)
    friend = export(Node)
    anything = export(doc="Any value.")
    hinted: str = export("x", hint=20, hint_string="placeholder")

    @property
    def twice(self) -> int:
        """Read-only: twice the health."""
        return self.health * 2

    @property
    def clamped(self) -> int:
        """A property with a setter of its own."""
        return getattr(self, "_clamped", 0)

    @clamped.setter
    def clamped(self, value: int) -> None:
        if value < 0:
            raise ValueError("clamped cannot be negative on purpose")
        self._clamped = min(value, 10)

    def emit_all(self) -> None:
        """Emits the signals."""
        self.plain.emit()
        self.typed.emit(3, Vector2(1, 1), {"a": [1]})
