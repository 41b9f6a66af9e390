"""Values in Python: faces of the engine's builtin types, and what converts to what."""

from __future__ import annotations

import math
from typing import Any

from inside_runner import raised

import godot
from godot import (
    Array,
    Callable,
    Color,
    Dictionary,
    NodePath,
    PackedByteArray,
    PackedInt32Array,
    PackedStringArray,
    Signal,
    StringName,
    Transform3D,
    Vector2,
    Vector2i,
    Vector3,
)


def test_members(node: Any) -> None:
    """Members are read and set; one that does not exist is an AttributeError."""
    vector = Vector2(1, 2)
    assert (vector.x, vector.y) == (1.0, 2.0)
    vector.x = 5
    assert vector == Vector2(5, 2)
    raised(AttributeError, lambda: vector.z)
    assert Transform3D().basis.x == Vector3(1, 0, 0)
    raised(TypeError, setattr, vector, "x", "long")


def test_constructors(node: Any) -> None:
    """Every constructor of the engine works; arguments that fit none are a TypeError."""
    assert Vector2() == Vector2(0, 0)
    assert Vector2(Vector2i(3, 4)) == Vector2(3, 4)
    assert Color("red") == Color(1, 0, 0, 1)
    assert "'x', 'y'" in raised(TypeError, Vector2, "x", "y")


def test_operators(node: Any) -> None:
    """Operators are the engine's, with operands on either side."""
    assert Vector2(1, 2) + Vector2(3, 4) == Vector2(4, 6)
    assert Vector2(1, 2) * 2 == Vector2(2, 4)
    assert 2 * Vector2(1, 2) == Vector2(2, 4)
    assert -Vector2(1, 2) == Vector2(-1, -2)
    assert Vector2i(7, 7) % 4 == Vector2i(3, 3)
    assert Vector2(1, 2) < Vector2(2, 0)
    assert Vector2(1, 2) != Vector2(1, 3)
    raised(TypeError, lambda: Vector2(1, 2) + "x")
    raised(ZeroDivisionError, lambda: Vector2i(1, 2) / Vector2i(0, 0))


def test_methods_and_constants(node: Any) -> None:
    """Methods, static methods, constants and enums of builtin types."""
    assert Vector2(3, 4).length() == 5.0
    assert Vector2.from_angle(0.0) == Vector2(1, 0)
    assert Vector2(0, 0) == Vector2.ZERO
    assert Vector3.AXIS_Z == 2
    assert math.isinf(Vector2.INF.x)
    assert "argument 1" in raised(TypeError, Vector2(1, 1).dot, "x")
    raised(TypeError, Vector2(1, 1).dot)
    raised(AttributeError, lambda: Vector2(1, 1).no_such_method)


def test_constants_are_fresh(node: Any) -> None:
    """A constant cannot be changed for everybody."""
    zero = Vector2.ZERO
    zero.x = 9
    assert Vector2.ZERO.x == 0


def test_equal_values_have_equal_hashes(node: Any) -> None:
    """Values that do not change in place are keys of a dict."""
    assert hash(Vector2(1, 2)) == hash(Vector2(1, 2))
    assert {Vector2i(1, 2): "a"}[Vector2i(1, 2)] == "a"
    raised(TypeError, hash, Array())


def test_array_is_a_list_that_is_shared(node: Any) -> None:
    """An Array behaves like a list; a change is seen through every face of it."""
    array = Array([1, "two", None])
    node.set_meta("array", array)
    same = node.get_meta("array")
    array.append(4)
    same[0] = 10
    assert list(array) == [10, "two", None, 4] == same
    assert array[-1] == 4
    assert array[1:3] == ["two", None]
    assert "two" in array
    assert list(reversed(array)) == [4, None, "two", 10]
    del array[0]
    assert same.pop() == 4
    array.extend([7, 8])
    assert len(same) == 4
    assert "out of range" in raised(IndexError, lambda: array[99])
    assert not Array()


def test_dictionary_is_a_dict_that_is_shared(node: Any) -> None:
    """A Dictionary behaves like a dict; a change is seen through every face of it."""
    table = Dictionary({"a": 1, 2: [3]})
    node.set_meta("table", table)
    node.get_meta("table")["b"] = Vector2(1, 1)
    assert table["b"] == Vector2(1, 1)
    assert list(table) == ["a", 2, "b"]
    assert dict(table.items())["a"] == 1
    assert table.get("none", 5) == 5
    assert 2 in table
    del table["a"]
    raised(KeyError, lambda: table["a"])
    raised(KeyError, table.__delitem__, "a")
    assert table == {2: [3], "b": Vector2(1, 1)}
    assert table.to_dict()[2] == [3]


def test_packed_arrays(node: Any) -> None:
    """Packed arrays are made from lists and behave like them."""
    numbers = PackedInt32Array([1, 2, 3])
    assert list(numbers) == [1, 2, 3]
    numbers[0] = 7
    assert numbers[0] == 7
    numbers.append(9)
    assert list(numbers) == [7, 2, 3, 9]
    assert list(PackedStringArray(["é", "🎮"])) == ["é", "🎮"]
    assert list(PackedByteArray(b"\x00\xff")) == [0, 255]


def test_text_types_are_str(node: Any) -> None:
    """StringName and NodePath are str in Python and keep their type in the engine."""
    assert isinstance(StringName("x"), str)
    node.set_meta("name", StringName("x"))
    node.set_meta("path", NodePath("a/b:c"))
    assert type(node.get_meta("name")) is StringName
    assert type(node.get_meta("path")) is NodePath
    assert node.get_meta("path") == "a/b:c"
    assert godot.typeof(StringName("x")) == 21


def test_text_that_a_string_cannot_hold(node: Any) -> None:
    """NUL and lone surrogates are a ValueError that shows where, nothing is cut off silently."""
    assert "position 1" in raised(ValueError, node.set_name, "a\0b")
    assert "position 2" in raised(ValueError, node.set_meta, "x", "é漢\0")
    assert "surrogate" in raised(ValueError, node.set_meta, "x", "\ud800")
    node.set_meta("long", "é🎮" * 50_000)
    assert node.get_meta("long") == "é🎮" * 50_000
    node.name = "n" * 10_000
    assert node.name == "n" * 10_000


def test_numbers_that_do_not_fit(node: Any) -> None:
    """Integers beyond 64 bits are an OverflowError with the value; the borders fit."""
    for number in (2**63 - 1, -(2**63)):
        node.set_meta("number", number)
        assert node.get_meta("number") == number
    assert str(2**63) in raised(OverflowError, node.set_meta, "number", 2**63)
    assert "argument 1" in raised(OverflowError, node.get_child, 2**70)
    for number in (math.inf, -math.inf, 5e-324, -0.0):
        node.set_meta("number", number)
        assert math.copysign(1, node.get_meta("number")) == math.copysign(1, number)
    node.set_meta("number", math.nan)
    assert math.isnan(node.get_meta("number"))


def test_what_has_no_counterpart(node: Any) -> None:
    """A Python object that the engine cannot hold is a TypeError that names it, however deep."""
    assert "complex" in raised(TypeError, node.set_meta, "x", 1j)
    assert "set" in raised(TypeError, node.set_meta, "x", [1, {"a": {1, 2}}])
    assert "complex" in raised(TypeError, node.set_meta, "x", {1j: 1})


def test_containers_that_contain_themselves(node: Any) -> None:
    """A list or dict within itself is an error, not a crash."""
    loop: list[Any] = [1]
    loop.append(loop)
    raised(RecursionError, node.set_meta, "x", loop)
    table: dict[str, Any] = {}
    table["self"] = [table]
    raised(RecursionError, node.set_meta, "x", table)
    deep: list[Any] = []
    for _ in range(200):
        deep = [deep]
    node.set_meta("deep", deep)
    assert node.get_meta("deep") == deep


def test_keys_of_every_kind(node: Any) -> None:
    """Keys that Python tells apart and the engine does not, and keys of any type, do no harm."""
    node.set_meta("x", {1: "int", 1.5: "float", "1": "str", None: "none", (1, 2): "tuple", b"b": 0})
    found = node.get_meta("x")
    assert found[1] == "int" and found["1"] == "str" and found[None] == "none"
    assert len(found) == 6
    node.set_meta("x", {"a": 1, StringName("a"): 2})
    assert len(node.get_meta("x")) == 1


def test_bytes(node: Any) -> None:
    """Everything with a buffer becomes a PackedByteArray."""
    for data in (b"", b"\x00\x01", bytearray(b"xy"), memoryview(b"view")):
        node.set_meta("data", data)
        assert bytes(list(node.get_meta("data"))) == bytes(data)
    node.set_meta("data", memoryview(b"abcd")[::2])
    assert bytes(node.get_meta("data")) == b"ac"
    node.set_meta("data", bytes(5_000_000))
    assert len(node.get_meta("data")) == 5_000_000


def test_callables_come_back(node: Any) -> None:
    """A Python callable comes back as the same object, a bound method as an equal one."""

    def function() -> int:
        return 7

    node.set_meta("f", function)
    assert node.get_meta("f") is function
    node.set_meta("f", node.get_child_count)
    assert node.get_meta("f")() == 0
    node.set_meta("f", node.run)
    assert node.get_meta("f") == node.run
    callable_ = Callable(node, "get_child_count")
    assert callable_.call() == 0


def test_signal_values(node: Any) -> None:
    """A Signal is made from object and name, and is equal to the attribute."""
    assert Signal(node, "ready") == node.ready
    assert node.ready.get_name() == "ready"
    assert node.ready.get_object() is node


def test_repr(node: Any) -> None:
    """Values and objects show themselves."""
    assert repr(Vector2(1, 2)) == "Vector2(1, 2)"
    assert str(Vector2(1, 2)) == "(1.0, 2.0)"
    assert "InsideRunner#" in repr(node)


def test_rid(node: Any) -> None:
    """A RID travels; it is equal to itself only."""
    canvas = godot.RenderingServer.canvas_create()
    node.set_meta("rid", canvas)
    assert node.get_meta("rid") == canvas
    assert canvas.is_valid()
    assert godot.RID() != canvas
    godot.RenderingServer.free_rid(canvas)
