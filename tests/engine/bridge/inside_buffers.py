"""Bytes to the engine and back: packed arrays as buffers, and pictures made of them."""

from __future__ import annotations

import array
import gc
import struct
from typing import Any

from godot import (
    Color,
    Image,
    ImageTexture,
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
    Performance,
    Vector2,
    Vector3,
    Vector4,
    is_instance_valid,
)
from godot._ffi import core, ffi

PIXELS = bytes(index % 251 for index in range(184 * 184 * 4))


def through_engine(node: Any, value: Any) -> Any:
    """What the engine has of a value."""
    node.set_meta("value", value)
    return node.get_meta("value")


def test_every_buffer_becomes_bytes(node: Any) -> None:
    """Whatever gives its bytes in one piece becomes a PackedByteArray, all bytes unchanged."""
    data = bytes(range(256))
    for given in (
        data,
        bytearray(data),
        memoryview(data),
        memoryview(b"--" + data)[2:],
        array.array("B", data),
        ffi.buffer(ffi.new("unsigned char[]", data), len(data)),
    ):
        got = through_engine(node, given)
        assert type(got) is PackedByteArray
        assert bytes(got) == data
    assert bytes(through_engine(node, b"")) == b""
    assert bytes(PackedByteArray()) == b""


def test_a_buffer_in_pieces(node: Any) -> None:
    """Of a buffer whose bytes do not lie in one piece, the bytes that are in it are taken."""
    assert bytes(through_engine(node, memoryview(b"abcdef")[::2])) == b"ace"
    assert bytes(through_engine(node, memoryview(b"abc")[::-1])) == b"cba"


def test_formats(node: Any) -> None:
    """A memoryview knows what the numbers of an array are, and its shape."""
    expected: list[tuple[Any, str, Any]] = [
        (PackedByteArray([1, 255]), "B", [1, 255]),
        (PackedInt32Array([-(2**31), 7]), "i", [-(2**31), 7]),
        (PackedInt64Array([-(2**63), 7]), "q", [-(2**63), 7]),
        (PackedFloat32Array([0.5, -2.0]), "f", [0.5, -2.0]),
        (PackedFloat64Array([0.1, -2.0]), "d", [0.1, -2.0]),
        (PackedVector2Array([Vector2(1, 2), Vector2(3, 4)]), "f", [[1, 2], [3, 4]]),
        (PackedVector3Array([Vector3(1, 2, 3)]), "f", [[1, 2, 3]]),
        (PackedVector4Array([Vector4(1, 2, 3, 4)]), "f", [[1, 2, 3, 4]]),
        (PackedColorArray([Color(1, 0.5, 0, 1)]), "f", [[1, 0.5, 0, 1]]),
    ]
    for value, form, numbers in expected:
        view = memoryview(value)
        assert (view.format, view.tolist()) == (form, numbers), type(value)
        assert not view.readonly
        assert view.contiguous
    assert bytes(PackedVector2Array([Vector2(1, 2)])) == struct.pack("ff", 1, 2)
    assert memoryview(PackedVector3Array()).tolist() == []


def test_a_buffer_is_the_array(node: Any) -> None:
    """What is written through a buffer is in the array, and the other way round."""
    value = PackedByteArray([1, 2, 3])
    view = memoryview(value)
    view[0] = 9
    value[1] = 8
    assert list(value) == [9, 8, 3] == view.tolist()
    points = PackedVector2Array([(0, 0), (1, 2)])
    with memoryview(points) as rows:
        rows[1, 0] = 7.5
    assert points[1] == Vector2(7.5, 2)
    struct.pack_into("<i", value := PackedByteArray(bytes(4)), 0, 258)
    assert list(value) == [2, 1, 0, 0]


def test_the_size_stays_while_a_buffer_is_there(node: Any) -> None:
    """A change of size is a BufferError that says why; afterwards it is possible again."""
    value = PackedByteArray([1, 2, 3])
    view = memoryview(value)
    for change in (
        lambda: value.append(4),
        lambda: value.extend([4]),
        lambda: value.pop(),
        lambda: value.__delitem__(slice(0, 2)),
        lambda: value.__setitem__(slice(0, 2), [1]),
        lambda: value.clear(),
        lambda: value.resize(9),
        lambda: value.encode_u8(0, 3),
        lambda: value.sort(),
    ):
        try:
            change()
        except BufferError as error:
            assert "release the buffer" in str(error)
        else:
            raise AssertionError("it was changed")
    value[:] = [3, 2, 1]
    value.reverse()
    assert view.tolist() == [1, 2, 3]
    view.release()
    value.append(4)
    assert list(value) == [1, 2, 3, 4]


def test_what_the_engine_has_is_not_written_to(node: Any) -> None:
    """A buffer writes into the array alone, not into what the engine has a share of."""
    line = Line2D()
    points = PackedVector2Array([(1, 1), (2, 2)])
    line.points = points
    view = memoryview(points)
    view[0, 0] = 5.0
    assert line.points[0] == Vector2(1, 1)
    line.points = points
    kept = through_engine(node, points)
    view[0, 0] = 6.0
    assert line.points[0] == kept[0] == Vector2(5, 1)
    assert points[0] == Vector2(6, 1)
    line.free()


def test_a_buffer_outlives_its_array(node: Any) -> None:
    """A buffer keeps its memory though the engine changes the array, or it is gone."""
    value = PackedByteArray([1, 2, 3])
    node.set_meta("value", value)
    view = memoryview(value)
    other = node.get_meta("value")  # another face of the same array, as a script would have it
    other.append(4)
    other[0] = 9
    assert bytes(view) == b"\x01\x02\x03"
    del value, other
    node.set_meta("value", None)
    gc.collect()
    view[0] = 7
    assert bytes(view) == b"\x07\x02\x03"


def test_what_has_no_buffer(node: Any) -> None:
    """Texts and single values say that they are no buffers."""
    for other in (PackedStringArray(["a"]), Vector2(1, 2)):
        try:
            memoryview(other)
        except TypeError as error:
            assert "bytes-like" in str(error)
        else:
            raise AssertionError(f"{other!r} has a buffer")


def test_pixels_become_a_picture(node: Any) -> None:
    """An Image of pixels has these very pixels, and so has a texture of it."""
    image = Image.create_from_data(184, 184, False, Image.FORMAT_RGBA8, PIXELS)
    assert (image.get_width(), image.get_height()) == (184, 184)
    assert bytes(image.get_data()) == PIXELS
    texture = ImageTexture.create_from_image(image)
    assert type(texture) is ImageTexture
    assert bytes(texture.get_image().get_data()) == PIXELS


def test_pictures_leave_nothing(node: Any) -> None:
    """Pictures and buffers that nobody has any more are gone: results of static methods too."""
    gc.collect()
    before = (Performance.get_monitor(Performance.OBJECT_COUNT), core.live_objects())
    for _ in range(100):
        image = Image.create_from_data(8, 8, False, Image.FORMAT_RGBA8, PIXELS[:256])
        texture = ImageTexture.create_from_image(image)
        memoryview(image.get_data()).tobytes()
        assert is_instance_valid(texture)
    del image, texture
    gc.collect()
    node.set_meta("value", None)  # the engine's references are looked at when Python is left
    assert (Performance.get_monitor(Performance.OBJECT_COUNT), core.live_objects()) == before
