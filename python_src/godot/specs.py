"""Room A: what the engine is told of a class. Pure Python; may import: variant.

Made by :mod:`godot.exposing`, used by :mod:`godot.registry` and :mod:`godot.help_pages`.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
from typing import Any

from godot.variant import Kind, TypeRef

__all__ = [
    "REQUIRED",
    "ArgumentSpec",
    "ClassSpec",
    "ConstantSpec",
    "ExposingError",
    "Hint",
    "MethodSpec",
    "PropertySpec",
    "SignalSpec",
    "Usage",
]

REQUIRED: Any = inspect.Parameter.empty
"""The default of an argument that has none."""


class ExposingError(TypeError):
    """A decorated class says something that the engine has no way to show.

    Names the class, the place and the remedy.
    """


class Hint(enum.IntEnum):
    """How the inspector edits a property. Source: the engine's ``PropertyHint``."""

    NONE = 0
    RANGE = 1
    ENUM = 2
    FLAGS = 6
    FILE = 13
    DIR = 14
    RESOURCE_TYPE = 17
    MULTILINE_TEXT = 18
    NODE_TYPE = 34


class Usage(enum.IntFlag):
    """Where a property is used. Source: the engine's ``PropertyUsageFlags``."""

    NONE = 0
    STORAGE = 2
    EDITOR = 4
    DEFAULT = 6
    NIL_IS_VARIANT = 131072
    READ_ONLY = 268435456


@dataclasses.dataclass(frozen=True, slots=True)
class ArgumentSpec:
    """One argument of a method or signal."""

    name: str
    type: TypeRef = TypeRef(Kind.VARIANT)  # noqa: RUF009 - a NamedTuple is immutable
    default: Any = REQUIRED

    @property
    def is_required(self) -> bool:
        """Whether a call must give this argument."""
        return self.default is REQUIRED


@dataclasses.dataclass(frozen=True, slots=True)
class MethodSpec:
    """One method.

    With ``checks_itself`` arguments of any number and type reach the method, which answers for
    them.
    """

    name: str
    arguments: tuple[ArgumentSpec, ...] = ()
    result: TypeRef = TypeRef(Kind.VARIANT)  # noqa: RUF009
    doc: str = ""
    checks_itself: bool = False
    is_static: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class SignalSpec:
    """One signal."""

    name: str
    arguments: tuple[ArgumentSpec, ...] = ()
    doc: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PropertySpec:
    """One property. ``default`` is what the class gives before anything is set."""

    name: str
    type: TypeRef
    default: Any = None
    hint: int = Hint.NONE
    hint_string: str = ""
    usage: int = Usage.DEFAULT
    group: str = ""
    subgroup: str = ""
    read_only: bool = False
    doc: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ConstantSpec:
    """One integer constant, alone or as a value of an enum."""

    name: str
    value: int
    enum: str = ""
    is_bitfield: bool = False
    doc: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ClassSpec:
    """A decorated class, as both ways into the engine need it."""

    cls: type
    name: str
    base: str
    """The nearest class that the engine knows: an engine class or a registered Python class."""
    engine_base: str
    """The nearest class that is the engine's own."""
    native: bool
    tool: bool
    icon: str
    doc: str
    methods: tuple[MethodSpec, ...]
    properties: tuple[PropertySpec, ...]
    signals: tuple[SignalSpec, ...]
    constants: tuple[ConstantSpec, ...]
