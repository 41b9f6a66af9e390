"""Room A: what the engine is told of a class. Pure Python; may import: variant.

Made by :mod:`godot.reading`; used by :mod:`godot.registry` for native classes, by the scripts, and
by :mod:`godot.help_pages`. Tuples with names and not dataclasses, which would cost a start four
times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

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
    "RpcSpec",
    "SignalSpec",
    "Usage",
    "with_headings",
]


class _Required:
    """The type of :data:`REQUIRED`."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Any = _Required()
"""The default of an argument that has none."""


class ExposingError(TypeError):
    """A decorated class says something that the engine has no way to show.

    Names the class, the place and the remedy.
    """


class Hint:
    """How the inspector edits a property. Source: the engine's ``PropertyHint``."""

    NONE: Final = 0
    RANGE: Final = 1
    ENUM: Final = 2
    ENUM_SUGGESTION: Final = 3
    EXP_EASING: Final = 4
    FLAGS: Final = 6
    LAYERS_2D_RENDER: Final = 7
    LAYERS_2D_PHYSICS: Final = 8
    LAYERS_2D_NAVIGATION: Final = 9
    LAYERS_3D_RENDER: Final = 10
    LAYERS_3D_PHYSICS: Final = 11
    LAYERS_3D_NAVIGATION: Final = 12
    FILE: Final = 13
    DIR: Final = 14
    GLOBAL_FILE: Final = 15
    GLOBAL_DIR: Final = 16
    RESOURCE_TYPE: Final = 17
    MULTILINE_TEXT: Final = 18
    PLACEHOLDER_TEXT: Final = 20
    COLOR_NO_ALPHA: Final = 21
    TYPE_STRING: Final = 23
    NODE_PATH_VALID_TYPES: Final = 26
    SAVE_FILE: Final = 27
    GLOBAL_SAVE_FILE: Final = 28
    ARRAY_TYPE: Final = 31
    NODE_TYPE: Final = 34
    PASSWORD: Final = 36
    LAYERS_AVOIDANCE: Final = 37
    DICTIONARY_TYPE: Final = 38
    TOOL_BUTTON: Final = 39
    INPUT_NAME: Final = 43
    FILE_PATH: Final = 44


class Usage:
    """Where a property is used; to be combined. Source: the engine's ``PropertyUsageFlags``."""

    NONE: Final = 0
    STORAGE: Final = 2
    EDITOR: Final = 4
    DEFAULT: Final = 6
    GROUP: Final = 64
    CATEGORY: Final = 128
    SUBGROUP: Final = 256
    SCRIPT_VARIABLE: Final = 4096
    CLASS_IS_ENUM: Final = 65536
    NIL_IS_VARIANT: Final = 131072
    READ_ONLY: Final = 268435456


class ArgumentSpec(NamedTuple):
    """One argument of a method or signal."""

    name: str
    type: TypeRef = TypeRef(Kind.VARIANT)
    default: Any = REQUIRED

    @property
    def is_required(self) -> bool:
        """Whether a call must give this argument."""
        return self.default is REQUIRED


class RpcSpec(NamedTuple):
    """How other players may call a method.

    ``mode`` is a value of the engine's ``MultiplayerAPI.RPCMode``, ``transfer_mode`` one of
    ``MultiplayerPeer.TransferMode``; None leaves it to the engine.
    """

    mode: int = 2
    call_local: bool = False
    transfer_mode: int | None = None
    channel: int = 0

    def config(self) -> dict[str, Any]:
        """As ``Node.rpc_config()`` takes it."""
        told: dict[str, Any] = {"rpc_mode": self.mode, "call_local": self.call_local}
        if self.transfer_mode is not None:
            told["transfer_mode"] = self.transfer_mode
        return {**told, "channel": self.channel}


class MethodSpec(NamedTuple):
    """One method.

    With ``checks_itself`` arguments of any number and type reach the method, which answers for
    them. ``line`` is where it begins in its file, with its decorators; 0 when that is not known.
    """

    name: str
    arguments: tuple[ArgumentSpec, ...] = ()
    result: TypeRef = TypeRef(Kind.VARIANT)
    doc: str = ""
    checks_itself: bool = False
    is_static: bool = False
    is_vararg: bool = False
    is_async: bool = False
    rpc: RpcSpec | None = None
    line: int = 0

    @property
    def flags(self) -> int:
        """Source: the engine's ``MethodFlags``."""
        return 1 | 16 * self.is_vararg | 32 * self.is_static


class SignalSpec(NamedTuple):
    """One signal."""

    name: str
    arguments: tuple[ArgumentSpec, ...] = ()
    doc: str = ""
    line: int = 0


class PropertySpec(NamedTuple):
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
    category: str = ""
    group_prefix: str = ""
    subgroup_prefix: str = ""
    line: int = 0
    annotation: Any = None
    """The type as Python has it, resolved; None when nothing says it."""


class ConstantSpec(NamedTuple):
    """One constant, alone or as a value of an enum.

    Of native classes it is a whole number, of scripts any value.
    """

    name: str
    value: Any
    enum: str = ""
    is_bitfield: bool = False
    doc: str = ""
    line: int = 0


class ClassSpec(NamedTuple):
    """A decorated class, as both ways into the engine need it. Members of bases are not in it."""

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
    """Of native classes the public ones, of scripts all but ``__dunder__`` ones."""
    properties: tuple[PropertySpec, ...]
    """Exported; of native classes Python's properties besides."""
    signals: tuple[SignalSpec, ...]
    constants: tuple[ConstantSpec, ...]
    global_name: str = ""
    """The name under which the whole project knows the class; empty if it was not asked for."""
    is_abstract: bool = False
    """Whether the editor offers to make one, and whether the engine may."""
    script_base: type | None = None
    """The nearest base that is a script itself."""
    variables: tuple[PropertySpec, ...] = ()
    """Of scripts: public attributes that are not exported. Neither stored nor in the inspector."""
    line: int = 0
    """Where the class begins in its file, with its decorators; 0 when that is not known."""


def with_headings(properties: Iterable[PropertySpec]) -> Iterator[PropertySpec]:
    """Properties as the inspector wants them: each category, group and subgroup comes first."""
    category = group = subgroup = ""
    for item in properties:
        if item.category != category:
            category, group, subgroup = item.category, "", ""
            if category:
                yield _heading(category, Usage.CATEGORY, "")
        if item.group != group:
            group, subgroup = item.group, ""
            yield _heading(group, Usage.GROUP, item.group_prefix)
        if item.subgroup != subgroup:
            subgroup = item.subgroup
            yield _heading(subgroup, Usage.SUBGROUP, item.subgroup_prefix)
        yield item


def _heading(name: str, usage: int, prefix: str) -> PropertySpec:
    return PropertySpec(name, TypeRef(Kind.NIL), hint_string=prefix, usage=usage)
