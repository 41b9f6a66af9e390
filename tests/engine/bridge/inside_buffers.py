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


def test_a_buffer_in_pieces_is_refused(node: Any) -> None:
    """A buffer whose bytes do not lie in one piece says so, instead of giving other bytes."""
    try:
        node.set_meta("value", memoryview(b"abcdef")[::2])
    except BufferError as error:
        assert "contiguous" in str(error)
    else:
        raise AssertionError("it was taken")


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
        assert view.readonly
        assert view.contiguous
    assert bytes(PackedVector2Array([Vector2(1, 2)])) == struct.pack("ff", 1, 2)
    assert memoryview(PackedVector3Array()).tolist() == []


def test_a_buffer_stays_as_it_was(node: Any) -> None:
    """A buffer keeps its bytes though its array is changed, emptied, or gone."""
    value = PackedByteArray([1, 2, 3])
    view = memoryview(value)
    value[0] = 9
    value.append(4)
    assert bytes(view) == b"\x01\x02\x03"
    assert bytes(value) == b"\x09\x02\x03\x04"
    value.clear()
    del value
    gc.collect()
    assert bytes(view) == b"\x01\x02\x03"


def test_a_buffer_cannot_be_written(node: Any) -> None:
    """Who wants to write into an array through its buffer is told that it cannot."""
    value = PackedByteArray([1, 2, 3])
    try:
        ffi.from_buffer(value, require_writable=True)
    except BufferError as error:
        assert "PackedByteArray can be read through a buffer, not written to" in str(error)
    else:
        raise AssertionError("it can")
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
