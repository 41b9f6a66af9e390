"""Packed arrays: made of lists and buffers, and used as both."""

from __future__ import annotations

import array
import collections.abc
import copy
import ctypes
import gc
import io
import math
import pickle
import random
import struct
from typing import Any

from inside_runner import raised

from godot import (
    Array,
    Color,
    Line2D,
    PackedByteArray,
    PackedColorArray,
    PackedFloat32Array,
    PackedFloat64Array,
    PackedInt32Array,
    PackedInt64Array,
    PackedStringArray,
    PackedVector2Array,
    PackedVector3Array,
    PackedVector4Array,
    Polygon2D,
    Transform2D,
    Vector2,
    Vector2i,
    Vector3,
    Vector4,
)

NUMBERS = {"b": 8, "B": 8, "h": 16, "H": 16, "i": 32, "I": 32, "q": 64, "Q": 64}


def test_numbers_of_every_kind(node: Any) -> None:
    """Lists become arrays with the same numbers; one that does not fit says which and why."""
    for face, low, high in (
        (PackedByteArray, 0, 255),
        (PackedInt32Array, -(2**31), 2**31 - 1),
        (PackedInt64Array, -(2**63), 2**63 - 1),
    ):
        assert list(face([low, 0, True, high])) == [low, 0, 1, high]
        for wrong in (low - 1, high + 1):
            assert "element 1" in raised(OverflowError, face, [0, wrong]), face
        assert "element 2: expected int, got 1.5 (float)" in raised(TypeError, face, [0, 1, 1.5])
        numbers = face([1])
        raised(OverflowError, numbers.append, high + 1)
        raised(TypeError, numbers.__setitem__, 0, "x")
        assert numbers == [1]
    for face in (PackedFloat32Array, PackedFloat64Array):
        assert list(face([1, 0.5, True, -2])) == [1.0, 0.5, 1.0, -2.0]
        assert math.isnan(face([math.nan])[0]) and face([math.inf])[0] == math.inf
        assert "expected float, got None" in raised(TypeError, face, [None])


def test_what_is_like_a_number(node: Any) -> None:
    """Whatever Python takes for a number is one, as the scalars of NumPy are."""

    class Whole:
        def __index__(self) -> int:
            return 7

    class Real:
        def __float__(self) -> float:
            return 2.5

    assert list(PackedInt32Array([Whole()])) == [7]
    assert list(PackedFloat32Array([Real(), Whole()])) == [2.5, 7.0]
    raised(TypeError, PackedInt32Array, [Real()])
    node.set_meta("whole", Whole())
    assert node.get_meta("whole") == 7
    node.set_meta("real", Real())
    assert node.get_meta("real") == 2.5
    node.set_meta("single", memoryview(struct.pack("?", True)).cast("?", ()))
    assert node.get_meta("single") is True
    raised(ZeroDivisionError, PackedInt32Array, [type("X", (), {"__index__": lambda s: 1 // 0})()])


def test_texts_and_vectors(node: Any) -> None:
    """Texts and vectors; a tuple of numbers is a vector."""
    texts = PackedStringArray(["a", "é🎮", ""])
    texts.append("x")
    texts.insert(0, "first")
    assert texts.pop(1) == "a" and list(texts) == ["first", "é🎮", "", "x"]
    assert "expected String" in raised(TypeError, texts.append, 5)
    assert "expected a list" in raised(TypeError, PackedStringArray, "abc")
    points = PackedVector2Array([(0, 1), Vector2(2, 3), [4, 5.5]])
    assert list(points) == [Vector2(0, 1), Vector2(2, 3), Vector2(4, 5.5)]
    points[0].x = 9
    assert points[0] == Vector2(9, 1)
    points[0] = (1, 1)
    assert (
        points[0] == Vector2(1, 1)
        and Vector2(1, 1) in points
        and points.index((2, 3) and points[1]) == 1
    )
    for wrong in ((1,), (1, 2, 3), ("a", "b"), 5, None, Vector3()):
        assert "Vector2" in raised(TypeError, points.append, wrong) or "float" in raised(
            TypeError, points.append, wrong
        )
    assert PackedVector3Array([(1, 2, 3)])[0] == Vector3(1, 2, 3)
    assert PackedVector4Array([(1, 2, 3, 4)])[0] == Vector4(1, 2, 3, 4)
    assert PackedColorArray([(1, 0, 0, 1), Color("blue")])[1] == Color(0, 0, 1)
    moved = Transform2D(0, Vector2(10, 0)) * PackedVector2Array([(1, 1)])
    assert moved == [Vector2(11, 1)] and moved * Transform2D(0, Vector2(10, 0)) == [Vector2(1, 1)]
    assert moved * 2 == [Vector2(11, 1)] * 2 == 2 * moved
    assert PackedVector2Array([Vector2i(1, 2)])[0] == Vector2(1, 2)


def test_as_python_s_own(node: Any) -> None:
    """A packed array is a sequence; it shows itself, is copied, pickled and compared."""
    for made in (
        PackedByteArray([1, 2]),
        PackedFloat32Array([0.5]),
        PackedStringArray(["a"]),
        PackedVector2Array([(1, 2)]),
    ):
        assert isinstance(made, collections.abc.MutableSequence)
        assert made == list(made) == copy.copy(made) == copy.deepcopy(made) == made.to_list()
        assert pickle.loads(pickle.dumps(made)) == made
        other = made.copy()
        other.append(made[0])
        assert other != made and len(other) == len(made) + 1 and made < other
        assert made == Array(list(made))
    assert repr(PackedInt32Array([1, 2])) == "PackedInt32Array([1, 2])"
    assert PackedInt32Array([1]) + [2] + (3,) == [1, 2, 3]
    assert [1] + PackedInt32Array([2]) == [1, 2]  # noqa: RUF005 - this is what is tested
    assert PackedInt32Array(range(3)) == PackedInt32Array(n for n in range(3)) == [0, 1, 2]
    assert PackedInt32Array({1}) == [1] and PackedInt32Array(Array([1])) == [1]
    match PackedByteArray([1, 2]):
        case [1, second]:
            assert second == 2
        case _:
            raise AssertionError("no sequence")


def test_methods_of_the_engine(node: Any) -> None:
    """The engine's methods are there beside those of list."""
    data = PackedByteArray(b"hello")
    assert data.get_string_from_utf8() == "hello" and data.hex_encode() == "68656c6c6f"
    assert data.decode_u16(0) == struct.unpack("<H", b"he")[0]
    data.encode_u8(0, 74)
    assert bytes(data) == b"Jello" and data.slice(1, 3) == list(b"el")
    assert data.compress().decompress(5) == data
    assert PackedFloat32Array([1.0]).to_byte_array() == list(struct.pack("f", 1.0))
    numbers = PackedInt64Array([3, 1, 2])
    numbers.sort()
    assert numbers == [1, 2, 3] and numbers.bsearch(2) == 1 and numbers.find(9) == -1
    numbers.sort(key=lambda number: -number)
    assert numbers == [3, 2, 1]
    numbers.sort(reverse=True)
    assert numbers == [3, 2, 1] and numbers.has(2) and numbers.count(2) == 1
    numbers.fill(7)
    numbers.resize(4)
    assert numbers[:3] == [7, 7, 7] and numbers.size() == 4
    assert numbers.erase(7) and numbers.append_array([1]) is None and numbers.duplicate() == numbers


def test_buffers_of_every_format(node: Any) -> None:
    """Whatever has numbers in a buffer becomes an array of them, or says which does not fit."""
    chance = random.Random(1)
    for code, bits in NUMBERS.items():
        low, high = (
            (0, 2**bits - 1) if code.isupper() else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        )
        numbers = [low, high, 0, 1, *(chance.randint(0, high) for _ in range(20))]
        given = array.array(code, numbers)
        assert list(PackedFloat64Array(given)) == [float(number) for number in numbers], code
        for face, size in ((PackedInt32Array, 32), (PackedInt64Array, 64)):
            if -(2 ** (size - 1)) <= low and high < 2 ** (size - 1):
                assert list(face(given)) == numbers, (code, face)
            else:
                assert "element" in raised(OverflowError, face, given), (code, face)
        assert bytes(PackedByteArray(given)) == given.tobytes()
    for code in "fd":
        given = array.array(code, [0.5, -2.25, math.inf])
        assert list(PackedFloat32Array(given)) == list(PackedFloat64Array(given)) == list(given)
        assert "round" in raised(TypeError, PackedInt32Array, given)
    assert list(PackedInt32Array((ctypes.c_int32 * 3)(1, 2, 3))) == [1, 2, 3]
    assert list(PackedInt32Array(b"\x01\xff")) == [1, 255]
    assert list(PackedFloat32Array(memoryview(bytes(8)).cast("?"))) == [0.0] * 8
    backwards = struct.pack(">2i", 1, 2)
    big_endian = (ctypes.c_int32.__ctype_be__ * 2).from_buffer_copy(backwards)
    assert "format" in raised(TypeError, PackedInt32Array, big_endian)


def test_buffers_with_rows(node: Any) -> None:
    """Rows become vectors, also of a part of a table that does not lie in one piece."""
    flat = array.array("f", range(12))
    rows = memoryview(flat).cast("B").cast("f", (6, 2))
    expected = [Vector2(n, n + 1) for n in range(0, 12, 2)]
    assert list(PackedVector2Array(rows)) == expected == list(PackedVector2Array(flat))
    assert list(PackedVector2Array(rows[::2])) == expected[::2]
    assert list(PackedVector2Array(rows[::-1])) == expected[::-1]
    assert list(PackedFloat32Array(memoryview(flat)[::3])) == [0, 3, 6, 9]
    doubles = memoryview(array.array("d", range(6))).cast("B").cast("d", (2, 3))
    assert list(PackedVector3Array(doubles)) == [Vector3(0, 1, 2), Vector3(3, 4, 5)]
    assert "shape (n, 3)" in raised(TypeError, PackedVector3Array, rows)
    assert "shape (n, 3)" in raised(TypeError, PackedVector3Array, array.array("f", range(4)))
    assert "dimension" in raised(TypeError, PackedFloat32Array, rows)
    assert list(PackedVector2Array(memoryview(PackedVector2Array(expected)))) == expected
    assert list(PackedVector2Array(array.array("f"))) == []


def test_buffers_through_the_engine(node: Any) -> None:
    """Where the engine takes anything, the numbers say which array a buffer becomes."""
    for given, face in (
        (b"ab", PackedByteArray),
        (array.array("B", [1]), PackedByteArray),
        (array.array("i", [1]), PackedInt32Array),
        (array.array("h", [1]), PackedInt32Array),
        (array.array("I", [1]), PackedInt64Array),
        (array.array("q", [1]), PackedInt64Array),
        (array.array("f", [1]), PackedFloat32Array),
        (array.array("d", [1]), PackedFloat64Array),
        (memoryview(bytes(16)).cast("f", (2, 2)), PackedVector2Array),
        (memoryview(bytes(24)).cast("f", (2, 3)), PackedVector3Array),
        (memoryview(bytes(32)).cast("f", (2, 4)), PackedVector4Array),
    ):
        node.set_meta("given", given)
        assert type(node.get_meta("given")) is face, given


def test_reading_and_writing_through_files(node: Any) -> None:
    """Files, struct and copies between buffers read and write arrays in place."""
    data = PackedByteArray(bytes(4))
    assert io.BytesIO(b"abcdef").readinto(data) == 4 and bytes(data) == b"abcd"
    target = io.BytesIO()
    target.write(data)
    assert target.getvalue() == b"abcd" and b"".join([data, data]) == b"abcdabcd"
    assert struct.unpack_from("<H", data) == struct.unpack_from("<H", b"abcd")
    numbers = PackedFloat32Array([1, 2, 3])
    memoryview(numbers)[:] = array.array("f", [4, 5, 6])
    assert list(numbers) == [4, 5, 6]
    assert data == PackedByteArray(bytearray(data)) and bytearray(data) == b"abcd"


def test_many(node: Any) -> None:
    """Large arrays keep every number on every way."""
    numbers = [float(number) for number in range(100_000)]
    packed = PackedFloat32Array(numbers)
    assert list(packed) == numbers == memoryview(packed).tolist()
    assert PackedFloat32Array(array.array("d", numbers)) == packed
    packed[10:-10] = []
    assert len(packed) == 20 and packed[-1] == 99_999
    del packed
    gc.collect()


def test_changing_an_array_of_a_property(node: Any) -> None:
    """A change of a property's array reaches the object; what is kept in a variable is a copy."""
    line = Line2D()
    line.points = [(0, 0), (1, 1)]
    line.points[0] = (5, 5)
    line.points[1].x = 7
    assert line.points == [Vector2(5, 5), Vector2(7, 1)]
    line.points.append((2, 2))
    line.points.insert(0, (3, 3))
    line.points.push_back(Vector2(4, 4))
    assert len(line.points) == 5 and line.points.pop() == Vector2(4, 4) and len(line.points) == 4
    del line.points[0]
    line.points[1:] = []
    line.points += [(9, 9)]
    line.points.extend([(8, 8)])
    line.points.reverse()
    assert line.points == [Vector2(8, 8), Vector2(9, 9), Vector2(5, 5)]
    kept = line.points
    kept[0] = (0, 0)
    kept.append((0, 0))
    assert len(line.points) == 3 and line.points[0] == Vector2(8, 8)
    line.points.clear()
    assert line.points == []
    shape = Polygon2D()
    shape.polygons = [[0, 1]]
    shape.polygons[0] = [1, 2, 3]
    assert shape.polygons == [[1, 2, 3]]
    line.points = [(1, 1)]
    with memoryview(line.points) as rows:
        rows[0, 0] = 5.0
    assert line.points[0] == Vector2(1, 1)  # the buffer was that of a copy
    line.free()
    shape.free()
