"""What of Python the engine takes for its values."""

from __future__ import annotations

import collections
import enum
import types
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from inside_runner import raised

from godot import (
    RID,
    Array,
    Dictionary,
    FileAccess,
    Line2D,
    PackedByteArray,
    PackedInt32Array,
    PhysicsRayQueryParameters2D,
    Polygon2D,
    Vector2,
    str_to_var,
)


class Strength(enum.IntEnum):
    """A number with a name."""

    ORC = 5


class Colour(str, enum.Enum):  # noqa: UP042 - as older code has it
    """A text with a name."""

    RED = "red"


class Plain(enum.Enum):
    """No number and no text."""

    ONE = 1


def test_containers_of_every_class(node: Any) -> None:
    """Sequences become Arrays and mappings Dictionaries, whatever their class."""
    for given, expected in (
        ([1], [1]),
        ((1, 2), [1, 2]),
        (range(3), [0, 1, 2]),
        (collections.deque([1]), [1]),
        (collections.UserList([1]), [1]),
        ({"a": 1}.keys(), ["a"]),
        ({"a": 1}.values(), [1]),
        ({"a": 1}.items(), [["a", 1]]),
        (Dictionary(a=1).keys(), ["a"]),
        (Dictionary(a=1).items(), [["a", 1]]),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.defaultdict(int, a=1), {"a": 1}),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (collections.ChainMap({"a": 1}), {"a": 1}),
        (types.MappingProxyType({"a": 1}), {"a": 1}),
        (collections.namedtuple("Point", "x y")(1, 2), [1, 2]),
    ):
        node.set_meta("given", given)
        got = node.get_meta("given")
        assert got == expected and isinstance(got, Array | Dictionary), given
        node.set_meta("given", [given])
        assert node.get_meta("given") == [expected]


def test_numbers_texts_and_paths(node: Any) -> None:
    """Enums are what they derive from, paths are text."""
    for given, expected in (
        (Strength.ORC, 5),
        (Colour.RED, "red"),
        (Decimal("2.5"), 2.5),
        (PurePosixPath("a/b"), "a/b"),
        (True, True),
    ):
        node.set_meta("given", given)
        assert node.get_meta("given") == expected, given
    node.name = Colour.RED
    assert node.name == "red"
    node.process_priority = Strength.ORC
    assert node.process_priority == 5
    assert FileAccess.file_exists(Path("no such file")) is False
    assert node.get_node(PurePosixPath("..")) == node.get_parent()


def test_what_is_refused(node: Any) -> None:
    """What has no order, can be read once, or has no counterpart says so."""
    assert "no order" in raised(TypeError, node.set_meta, "x", {1})
    assert "no order" in raised(TypeError, node.set_meta, "x", frozenset({1}))
    assert "only once" in raised(TypeError, node.set_meta, "x", iter([1]))
    assert "only once" in raised(TypeError, node.set_meta, "x", (n for n in [1]))
    assert ".value" in raised(TypeError, node.set_meta, "x", Plain.ONE)
    assert "no Godot counterpart" in raised(TypeError, node.set_meta, "x", object())
    assert "complex" in raised(TypeError, node.set_meta, "x", [{"a": (1j,)}])
    cube = memoryview(bytes(32)).cast("f", (2, 2, 2))
    assert "PackedByteArray" in raised(TypeError, node.set_meta, "x", cube)
    assert len(PackedByteArray(cube)) == 32


def test_containers_that_contain_themselves(node: Any) -> None:
    """A cycle is an error that says so, not a crash."""
    loop: list[Any] = []
    loop.append(loop)
    table: dict[str, Any] = {}
    table["self"] = collections.UserList([table])
    for given in (loop, table, collections.deque([loop]), types.MappingProxyType(table)):
        raised(RecursionError, node.set_meta, "x", given)
        raised(RecursionError, Array, [given])


def test_typed_arguments(node: Any) -> None:
    """Arguments of a type take what becomes it, and say which element does not."""
    line = Line2D()
    line.points = [(0, 0), Vector2(1, 2)]
    assert line.points == [Vector2(0, 0), Vector2(1, 2)]
    line.points = ((3, 4),)
    assert line.points == [Vector2(3, 4)]
    assert "element 1" in raised(TypeError, setattr, line, "points", [Vector2(), "x"])
    shape = Polygon2D()
    shape.polygons = [[0, 1, 2], PackedInt32Array([1, 2])]
    assert shape.polygons == [[0, 1, 2], [1, 2]]
    line.free()
    shape.free()
    node.set_meta("text", str_to_var("Array[int]([1, 2])"))
    typed = node.get_meta("text")
    query = PhysicsRayQueryParameters2D()
    query.exclude = [RID()]
    assert len(query.exclude) == 1 and query.exclude.is_typed()
    for wrong in ([RID(), "x"], Array([RID(), "x"]), ("x",)):
        assert "expected RID" in raised(TypeError, setattr, query, "exclude", wrong)
    query.exclude = Array([RID()])
    assert len(query.exclude) == 1
    assert typed.is_typed() and "expected int" in raised(TypeError, typed.append, "x")
