"""Value types (Vector2 to Color, RID) as Python values: what Python adds to the engine's own."""

from __future__ import annotations

import copy
import gc
import inspect
import math
import pickle
import pydoc
import struct
import sys
from typing import Any

from inside_runner import raised

import godot
from godot import (
    AABB,
    RID,
    Basis,
    Color,
    Plane,
    Projection,
    Quaternion,
    Rect2,
    Rect2i,
    Transform2D,
    Transform3D,
    Vector2,
    Vector2i,
    Vector3,
    Vector3i,
    Vector4,
    Vector4i,
    values,
)

EVERY = (
    Vector2(1.5, -2),
    Vector2i(1, -2),
    Rect2(1, 2, 3, 4.5),
    Rect2i(1, 2, 3, 4),
    Vector3(1, 2, 0.1),
    Vector3i(1, 2, 3),
    Transform2D(0.5, Vector2(1, 2)),
    Vector4(1, 2, 3, 4e10),
    Vector4i(1, 2, 3, 4),
    Plane(Vector3(0, 1, 0), 2.5),
    Quaternion(0, 0.6, 0, 0.8),
    AABB(Vector3(1, 2, 3), Vector3(4, 5, 6)),
    Basis(Vector3(0, 1, 0), 0.25),
    Transform3D(Basis(Vector3(0, 1, 0), 0.25), Vector3(1, 2, 3)),
    Projection(Vector4(1, 2, 3, 4), Vector4(), Vector4(), Vector4(5, 6, 7, 8)),
    Color(1, 0.5, 0.25, 0.75),
)


def test_repr_makes_the_value_again(node: Any) -> None:
    """repr() is an expression, with the fewest digits that give the number back."""
    for value in EVERY:
        assert eval(repr(value), vars(godot) | {type(value).__name__: type(value)}) == value
    assert repr(Vector3(0.1, 1, -0.0)) == "Vector3(0.1, 1, -0)"
    assert repr(Rect2(1, 2, 3, 4)) == "Rect2(1, 2, 3, 4)"
    assert repr(AABB()) == "AABB(Vector3(0, 0, 0), Vector3(0, 0, 0))"
    assert repr(Vector2(math.inf, math.nan)) == "Vector2(inf, nan)"
    assert repr(RID()) == "RID(0)"


def test_str_and_format(node: Any) -> None:
    """str() is what print() of GDScript writes; a format is for each number."""
    for value in EVERY:
        assert str(value) == f"{value}" == godot.str(value), value
    assert f"{Vector2(1, 2):.2f}" == "(1.00, 2.00)"
    assert f"{Rect2(1, 2, 3, 4):.1f}" == "((1.0, 2.0), (3.0, 4.0))"
    raised(ValueError, format, Vector2(), "d")
    raised(TypeError, format, RID(), ".1f")


def test_copies(node: Any) -> None:
    """copy, deepcopy and pickle give an equal value that is another object; a RID is no file's."""
    for value in EVERY:
        for again in (copy.copy(value), copy.deepcopy(value)):
            assert again == value and again is not value
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(value, protocol)) == value
    assert copy.deepcopy({"a": [EVERY[0]]}) == {"a": [EVERY[0]]}
    assert "RID" in raised(TypeError, pickle.dumps, RID())


def test_equal_values_have_equal_hashes(node: Any) -> None:
    """Values are keys by what they are; zero has two signs."""
    for value in EVERY:
        assert hash(value) == hash(copy.copy(value))
        assert {value: 1}[copy.copy(value)] == 1
    assert hash(Vector2(0.0, -0.0)) == hash(Vector2())
    assert len({hash(Vector2i(x, y)) for x in range(50) for y in range(50)}) == 2500
    assert Vector2(1, 2) != Vector2i(1, 2) and Vector2() != None  # noqa: E711
    nan = Vector2(math.nan, 0)
    assert nan != nan


def test_items(node: Any) -> None:
    """What has an index in the engine is a sequence; the others are not."""
    x, y = Vector2(1, 2)
    assert (x, y) == (1.0, 2.0) and list(Vector3i(1, 2, 3)) == [1, 2, 3]
    vector = Vector4(1, 2, 3, 4)
    assert (vector[0], vector[-1], vector["z"], vector[1:3], len(vector)) == (1, 4, 3, (2, 3), 4)
    vector[-1] = 9
    vector["x"] = 8
    assert vector == Vector4(8, 2, 3, 9) and 9.0 in vector
    assert Basis()[1] == Vector3(0, 1, 0) and list(Transform2D())[2] == Vector2()
    assert "out of range" in raised(IndexError, vector.__getitem__, 4)
    assert "out of range" in raised(IndexError, vector.__setitem__, -5, 1)
    raised(TypeError, vector.__getitem__, 1.5)
    raised(TypeError, vector.__delitem__, 0)
    raised(TypeError, lambda: Rect2()[0])
    raised(TypeError, iter, AABB())


def test_patterns(node: Any) -> None:
    """Values match by position, by name, and as sequences."""
    match Rect2(1, 2, 3, 4):
        case Rect2(Vector2(x, y), size=Vector2(width, 4.0)):
            assert (x, y, width) == (1, 2, 3)
        case _:
            raise AssertionError("no match")
    match Vector2i(5, 6):
        case [5, other]:
            assert other == 6
        case _:
            raise AssertionError("no match")


def test_arguments_by_name(node: Any) -> None:
    """Constructors and methods take keywords; what does not fit is named."""
    assert Vector2(x=1, y=2) == Vector2(1, y=2) == Vector2(1, 2)
    assert Color(from_=Color(1, 0, 0), alpha=0.5) == Color(1, 0, 0, 0.5)
    assert Vector2(2, 0).lerp(Vector2(), weight=0.5) == Vector2(1, 0)
    assert Vector2(2, 0).dot(with_=Vector2(3, 1)) == 6
    assert "x: float, y: float" in raised(TypeError, Vector2, 1, z=2)
    assert "'with_'" in raised(TypeError, Vector2().dot)
    assert "lerp(to: Vector2, weight: float) -> Vector2" in raised(
        TypeError, Vector2().lerp, Vector2(), wait=1
    )
    assert "twice" in raised(TypeError, Vector2().lerp, Vector2(), 1, to=Vector2())
    assert "at most 1" in raised(TypeError, Vector2().dot, Vector2(), 1)
    assert "expected Vector2, got 'x'" in raised(TypeError, Vector2().dot, "x")
    assert "needs a Vector2" in raised(TypeError, Vector2.dot, Vector3(), Vector2())
    raised(TypeError, Vector2.length)


def test_what_converts(node: Any) -> None:
    """Numbers of Python and of other libraries, and values as the engine converts them."""

    class Number:
        def __float__(self) -> float:
            return 2.5

        def __index__(self) -> int:
            return 7

    assert Vector2(True, Number()) == Vector2(1, 2.5)
    assert Vector2i(Number(), 1) == Vector2i(7, 1)
    assert Rect2(Vector2i(1, 2), Vector2(3, 4)) == Rect2(1, 2, 3, 4)
    assert Vector2(1, 2).dot(Vector2i(3, 4)) == 11
    assert Vector2(3, 4) * Number() == Vector2(21, 28)
    assert Color("red") == Color("#ff0000") == Color("f00") == Color(1, 0, 0)
    assert "no color" in raised(ValueError, Color, "reddish")
    assert "expected float, got 'a'" in raised(TypeError, setattr, Vector2(), "x", "a")
    for unlike in (lambda: Transform3D(Transform2D()), lambda: Transform2D().scaled(Vector3())):
        raised(TypeError, unlike)  # the engine calls them convertible, and has no constructor
    for wrong in ("1", None, [1], 1j):
        raised(TypeError, Vector2, wrong, 1)
    raised(TypeError, Vector2i, 1.5, 2)
    raised(TypeError, setattr, Vector2i(), "x", 1.0)


def test_integers_that_do_not_fit(node: Any) -> None:
    """Nothing is cut to 32 bits in silence, and nothing divides by zero."""
    assert Vector2i(2**31 - 1, -(2**31)) == Vector2i(Vector2i.MAX.x, Vector2i.MIN.x)
    for call in (
        lambda: Vector2i(2**31, 0),
        lambda: Vector2i(0, 2**80),
        lambda: setattr(Vector2i(), "x", -(2**31) - 1),
        lambda: Vector2i().__setitem__(0, 2**40),
        lambda: Vector2i(1, 1).clampi(0, 2**40),
        lambda: Rect2i(0, 0, 2**32, 1),
        lambda: Vector2i(1, 1) * 2**40,
        lambda: 2**40 * Vector2i(1, 1),
        lambda: Vector2i(1, 1) / 2**32,
        lambda: Vector3i(1, -(2**31), 1) / -1,
        lambda: Vector3i(1, -(2**31), 1) % Vector3i(1, -1, 1),
        lambda: Vector2(1, 1) * 2**64,
    ):
        raised(OverflowError, call)
    for divide in (
        lambda: Vector2i(1, 2) / 0,
        lambda: Vector2i(1, 2) % 0,
        lambda: Vector3i(1, 2, 3) / Vector3i(1, 0, 1),
        lambda: Vector4i(1, 2, 3, 4) % Vector4i(1, 1, 1, 0),
    ):
        raised(ZeroDivisionError, divide)
    assert Vector2(1, -1) / 0 == Vector2(math.inf, -math.inf)
    assert (Vector2i(3, 4) * 0.5) == Vector2(1.5, 2) and (Vector2i(3, 4) / 2) == Vector2i(1, 2)


def test_operators_that_are_not_there(node: Any) -> None:
    """What the engine has no operator for is Python's TypeError."""
    for call in (
        lambda: Vector2() + 1,
        lambda: 1 + Vector2(),
        lambda: Vector2() ** 2,
        lambda: Vector2() // 2,
        lambda: Color() < Color(),
        lambda: Vector2() < Vector2i(),
        lambda: -Rect2(),
        lambda: abs(Color()),
        lambda: Vector2() * "x",
        lambda: Vector2() * None,
    ):
        raised(TypeError, call)
    assert abs(Vector2(-1, 2)) == Vector2(1, 2) and +Vector2(1, 2) == Vector2(1, 2)
    assert not Vector2() and Vector2(0, 0.1) and not RID() and Rect2(0, 0, 0, 1)
    vector = same = Vector2(1, 1)
    vector += Vector2(1, 0)
    assert (vector, same) == (Vector2(2, 1), Vector2(1, 1))


def test_attributes_that_are_not_there(node: Any) -> None:
    """The error says what fits; members cannot be deleted, methods not be set."""
    assert "did you mean 'length'" in raised(AttributeError, lambda: Vector2().lenght)
    assert "made of x, y" in raised(AttributeError, lambda: Vector2().z)
    assert "made of x, y" in raised(AttributeError, setattr, Vector2(), "z", 1)
    assert "did you mean 'ZERO'" in raised(AttributeError, lambda: Vector2.ZERRO)
    assert "deleted" in raised(AttributeError, delattr, Vector2(), "x")
    assert "read-only" in raised(AttributeError, setattr, Vector2(), "length", 1)
    raised(TypeError, setattr, Vector2, "x", 1)
    raised(TypeError, type, "Mine", (Vector2,), {})


def test_the_class(node: Any) -> None:
    """A face is a class: instances, enums, names, methods without and with a value."""
    assert isinstance(Vector2(), Vector2) and not isinstance(Vector2(), Vector2i)
    assert (Vector2.__name__, Vector2.__module__) == ("Vector2", "godot")
    assert Vector3.Axis.AXIS_Y == Vector3.AXIS_Y == 1 and Vector3.Axis is Vector3.Axis
    assert "length" in dir(Vector2) and "ZERO" in dir(Vector2)
    assert Vector2.length(Vector2(3, 4)) == 5
    assert Vector2().from_angle(0) == Vector2.from_angle(0) == Vector2.RIGHT
    give = Vector2().from_angle  # no method: it needs no value
    assert give is Vector2.from_angle and give(0) == Vector2.RIGHT
    assert Vector2.length.__name__ == "length" and Vector2.length.__owner__ == "Vector2"
    assert Vector2.__new__(Vector2, 1, y=2) == Vector2(1, 2)


def test_help(node: Any) -> None:
    """Types, members and methods have the engine's texts, methods their signature."""
    assert "2D vector" in (Vector2.__doc__ or "") and "2D vector" in (Vector2().__doc__ or "")
    assert "(float)" in (Vector2.x.__doc__ or "")
    assert "dot product" in (Vector2.dot.__doc__ or "")
    assert str(inspect.signature(Vector2.lerp)) == (
        "(self, /, to: godot.Vector2, weight: float) -> godot.Vector2"
    )
    assert str(inspect.signature(Color.from_hsv)).startswith("(h: float, s: float, v: float, alpha")
    assert str(inspect.signature(Vector2i.clampi)).endswith("min: int, max: int) -> godot.Vector2i")
    assert "lerp(self, /, to" in pydoc.plain(pydoc.render_doc(Vector2))
    assert not hasattr(Vector2(), "__no_such__") and not hasattr(Vector2(), "no_such")


def test_a_member_of_a_member(node: Any) -> None:
    """What is set on a member's member reaches the value; what is in a variable is a copy."""
    rect = Rect2(1, 2, 3, 4)
    rect.position.x = 9
    rect.end.y += 1
    rect.size *= 2
    assert rect == Rect2(9, 2, 6, 10)
    position = rect.position
    position.x = 5
    assert (rect.position.x, position.x) == (9, 5)
    transform = Transform3D()
    transform.basis.x.y = 5
    transform.basis[1][2] = 6
    transform.basis.z *= 3
    transform.origin += Vector3(1, 1, 1)
    assert transform == Transform3D(
        Vector3(1, 5, 0), Vector3(0, 1, 6), Vector3(0, 0, 3), Vector3(1, 1, 1)
    )
    color = Color("black")
    color.v = color.s = 1
    assert color == Color("red")

    def change(value: Any) -> None:
        value.x = 1

    change(rect.position)
    assert rect.position.x == 9
    for value in [rect.position]:
        value.x = 1
    assert rect.position.x == 9
    parts = [rect.position]
    parts[0].x = 4
    assert (rect.position.x, parts[0].x) == (9, 4)
    [value.__setattr__("x", 3) for value in (rect.position,)]
    assert rect.position.x == 9


def test_a_member_of_a_property(node: Any) -> None:
    """What is set on a property's value reaches the object; what is in a variable is a copy."""
    sprite = godot.Sprite2D()
    sprite.position.x += 1
    sprite.position["y"] = 2
    sprite.position[0] *= 3
    assert sprite.position == Vector2(3, 2)
    sprite.transform.origin.y = 7
    sprite.transform[0].x = 2
    assert (sprite.position, sprite.scale.x) == (Vector2(3, 7), 2)
    sprite.region_rect.position.x = 4
    sprite.region_rect.end.y = 5
    sprite.modulate.r8 = 51
    assert sprite.region_rect == Rect2(4, 0, 0, 5) and sprite.modulate.r8 == 51
    sprite.position += Vector2(1, 1)
    assert sprite.position == Vector2(4, 8)

    place = sprite.position
    place.x = 100
    whole = sprite.transform
    whole.origin.x = 100

    def change(value: Any) -> None:
        value.x = 100

    def give() -> Any:
        yield sprite.position

    change(sprite.position)
    for value in give():
        value.x = 100
    held = [sprite.position]
    held[0].x = 100
    holder = type("Holder", (), {})()
    holder.place = sprite.position
    holder.place.x = 100
    cell = sprite.position

    def closed() -> None:
        cell.x = 100

    closed()
    assert [value.__setitem__(0, 100) for value in [sprite.position]] == [None]
    assert (place.x, whole.origin.x, held[0].x, holder.place.x, cell.x) == (100,) * 5
    assert sprite.position == Vector2(4, 8)
    origin = sprite.get_position()
    assert (sprite.get_position().x, origin.x) == (4, 4)
    sprite.get_position().x = 50  # what a method gives is a copy too
    assert sprite.position == Vector2(4, 8)
    sprite.free()
    place.x = 1
    assert "freed" in raised(ReferenceError, lambda: sprite.position)


def test_a_value_of_the_engine_is_the_same(node: Any) -> None:
    """Through a property, a method, an untyped place and a container, to the bit."""
    for value in EVERY:
        node.set_meta("value", value)
        assert type(node.get_meta("value")) is type(value) and node.get_meta("value") == value
        assert godot.str_to_var(godot.var_to_str(value)) == value
        assert list(godot.Array([value])) == [value]
    bits = struct.unpack("<f", struct.pack("<I", 0x7FC12345))[0]
    node.set_meta("value", Vector2(bits, -0.0))
    assert math.isnan(node.get_meta("value").x)
    assert math.copysign(1, node.get_meta("value").y) == -1


def test_help_is_not_read_before_it_is_asked_for(node: Any) -> None:
    """Making a class of value types reads none of the engine's texts."""
    help_of = {"godot.docs", "godot.engine_help"}
    kept = {name: sys.modules.pop(name) for name in help_of & sys.modules.keys()}
    try:
        values._made.clear()  # describes each again; the classes stay those that there are
        assert [values.face(name) is getattr(godot, name) for name in values.KINDS].count(
            True
        ) == 17
        assert not help_of & sys.modules.keys()
    finally:
        sys.modules.update(kept)


def test_values_are_let_go_of(node: Any) -> None:
    """Values, their members and what a failed call leaves behind hold nothing."""
    counted = [Vector2, Vector2.length, node]
    gc.collect()
    before = [sys.getrefcount(item) for item in counted]
    blocks = sys.getallocatedblocks()
    for _ in range(2000):
        rect = Rect2(1, 2, 3, 4)
        rect.position.x = 1
        rect.end.lerp(Vector2i(1, 2), weight=0.5)
        Transform3D().basis[1].x = 2
        list(Vector3(1, 2, 3))
        pickle.loads(pickle.dumps(rect))
        raised(TypeError, Vector2, "x", 1)
        raised(TypeError, rect.position.dot, None)
        raised(AttributeError, getattr, rect, "z")
    del rect
    gc.collect()
    assert [sys.getrefcount(item) for item in counted] == before
    assert sys.getallocatedblocks() - blocks < 500
