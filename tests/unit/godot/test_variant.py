"""What the engine is told about Python annotations."""

from __future__ import annotations

import collections.abc
import enum
import typing
from typing import Any

import pytest

from godot._ffi.generate_api import BUILTIN_KINDS
from godot.help_pages import type_name
from godot.variant import Kind, TypeRef, type_ref


class EngineNode:
    """Stands for a class of the engine."""

    __godot_class__: str | None = "Node"


class UnregisteredNode(EngineNode):
    """Stands for a class that is not registered yet."""

    __godot_class__ = None


class Face:
    """Stands for a face of a builtin type."""

    __variant_type__ = Kind.VECTOR2


class Mood(enum.IntEnum):
    """An enum."""

    CALM = 0


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        *((None, Kind.NIL), (type(None), Kind.NIL), (bool, Kind.BOOL), (int, Kind.INT)),
        *((float, Kind.FLOAT), (str, Kind.STRING), (bytes, Kind.PACKED_BYTE_ARRAY)),
        *((list, Kind.ARRAY), (list[int], Kind.ARRAY), (tuple[int, ...], Kind.ARRAY)),
        *((dict, Kind.DICTIONARY), (dict[str, Any], Kind.DICTIONARY), (Face, Kind.VECTOR2)),
        (collections.abc.Callable[[int], None], Kind.CALLABLE),
        *((Mood, Kind.INT), (enum.IntFlag, Kind.INT)),
        *((Any, Kind.VARIANT), (object, Kind.VARIANT), (int | str, Kind.VARIANT)),
        *((int | None, Kind.VARIANT), (typing.Optional[str], Kind.VARIANT)),  # noqa: UP045 - both ways are written
        *((complex, Kind.VARIANT), ("text", Kind.VARIANT), ([], Kind.VARIANT)),
    ],
)
def test_kinds(annotation: Any, kind: Kind) -> None:
    """Types that the engine has keep their type; everything else is a Variant."""
    assert type_ref(annotation) == TypeRef(kind)


@pytest.mark.parametrize(
    "annotation",
    [EngineNode, EngineNode | None, typing.Optional[EngineNode], UnregisteredNode],  # noqa: UP045
)
def test_classes(annotation: Any) -> None:
    """An object is of the nearest class that the engine knows, also when it may be None."""
    assert type_ref(annotation) == TypeRef(Kind.OBJECT, "Node")


def test_numbers_are_the_engine_s() -> None:
    """Kinds have the engine's numbers, and their names are those of the help pages."""
    for name, number in BUILTIN_KINDS.items():
        if name != "Nil":
            assert type_name(TypeRef(Kind(number))) == name
    assert type_name(TypeRef(Kind.NIL)) == "void"
    assert type_name(TypeRef(Kind.VARIANT)) == "Variant"
    assert type_name(TypeRef(Kind.OBJECT, "Node")) == "Node"


def test_variant_is_nil_in_property_information() -> None:
    """The engine writes Variant itself as nil."""
    assert Kind.VARIANT.variant_type == 0
    assert Kind.INT.variant_type == 2
