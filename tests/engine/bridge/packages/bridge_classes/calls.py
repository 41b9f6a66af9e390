"""Methods to call from GDScript."""

from __future__ import annotations

from typing import Any

import godot
from bridge_classes.lifetime import Cell
from godot import Array, Color, Node, Object, RefCounted, Vector2, exposed, method
from godot.specs import ArgumentSpec


class Untrue:
    """Cannot say whether it is true."""

    def __bool__(self) -> bool:
        raise ArithmeticError("neither true nor false")


@exposed(native=True)
class Calls(Node):
    """Gives back what it gets."""

    def give(self, value: Any) -> Any:
        """Gives back the value."""
        return value

    @staticmethod
    def add(first: int, second: int = 10) -> int:
        """Needs no object."""
        return first + second

    @classmethod
    def named(cls, node: Node | None) -> str:
        """Gets the class."""
        return f"{cls.__name__} {node.name if node else None}"

    @staticmethod
    def fail_without_object() -> int:
        """Raises."""
        raise ValueError("nobody to ask")

    def give_int(self, value: int) -> int:
        """An int."""
        return value

    def give_float(self, value: float) -> float:
        """A float."""
        return value

    def give_bool(self, value: bool) -> bool:
        """A bool."""
        return value

    def give_text(self, value: str) -> str:
        """A str."""
        return value

    def give_vector(self, value: Vector2) -> Vector2:
        """A builtin value."""
        return value

    def give_color(self, value: Color) -> Color:
        """Another builtin value."""
        return value

    def give_list(self, value: list[Any]) -> list[Any]:
        """A list made from an Array."""
        return list(value)

    def give_array(self, value: Array) -> Array:
        """The very Array."""
        return value

    def give_dict(self, value: dict[str, Any]) -> dict[str, Any]:
        """A dict."""
        return {**value, "added": [1, (2, 3)]}

    def give_node(self, value: Node) -> Node:
        """A node."""
        return value

    def give_object(self, value: Object) -> Object:
        """Any object, counted or not."""
        return value

    def give_counted(self, value: RefCounted) -> RefCounted:
        """A counted object."""
        return value

    def make_cell(self) -> Cell:
        """A counted object of a native class, that nobody else has."""
        cell = Cell()
        cell.value = 11
        return cell

    def make_object(self) -> Object:
        """The same, declared as Object."""
        return self.make_cell()

    def about(self, values: Any) -> list[Any]:
        """What Python has of the values in an Array: how they look, and whether they live."""
        return [[repr(value), value is None, godot.is_instance_valid(value)] for value in values]

    def truth(self, of: str) -> bool:
        """The truth of something that is no bool."""
        values = {"list": [0], "empty": {}, "object": object(), "broken": Untrue()}
        return values[of]  # type: ignore[return-value]  # the point of it

    def with_defaults(self, first: int, second: str = "two", third: Any = None) -> list[Any]:
        """Arguments with defaults."""
        return [first, second, third]

    def nothing(self) -> None:
        """No result."""

    def wrong_result(self) -> int:
        """Says int and gives something else."""
        return "no int"  # type: ignore[return-value]

    def unusable_result(self) -> Any:
        """Gives what the engine has no counterpart of."""
        return {1, 2}

    def fail(self) -> None:
        """Raises."""
        raise ValueError("failed on purpose")

    def fail_with_int(self) -> int:
        """Raises, and declares a result."""
        raise ValueError("failed on purpose")

    def fail_with_surrogate(self) -> None:
        """Raises with a text that no String can hold."""
        raise ValueError("failed \ud800 on \0 purpose")

    def recurse(self) -> None:
        """Never returns."""
        self.recurse()

    def free_self(self) -> None:
        """Frees its own object while its method runs."""
        self.free()

    @method(checks_itself=True, arguments=[ArgumentSpec("value")])
    def anything(self, *args: Any) -> str:
        """Takes whatever comes."""
        return f"{len(args)} {args!r}"

    def call_with_list(self, callable_: Any) -> Any:
        """Passes fresh containers to GDScript."""
        return callable_.call([1, "two", None, {"three": 3.5}], {"key": (1, 2)}, b"\x01\x02")
