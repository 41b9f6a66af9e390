"""Room A: faces of the engine's builtin types.

May import: _ffi, api, arrays, containers, dictionaries, values, variant.

A face owns one Variant and asks the engine for everything else, so each type has exactly the
engine's constructors, members, methods, operators and constants. Text is different:
:class:`StringName` and :class:`NodePath` are ``str``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, ClassVar

from godot import arrays, containers, values
from godot._ffi import core
from godot.api import engine_api
from godot.arrays import Array
from godot.dictionaries import Dictionary
from godot.variant import Kind, Operator

__all__ = ["Array", "Builtin", "Dictionary", "NodePath", "Signal", "StringName", "faces", "install"]


class StringName(str):
    """A unique name in the engine (``&"name"`` in GDScript).

    A ``str`` that travels as a StringName.
    """

    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.STRING_NAME


class NodePath(str):
    """A path to a node or property (``^"path"`` in GDScript).

    A ``str`` that travels as a NodePath.
    """

    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.NODE_PATH


def _binary(operator: Operator) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    def forward(self: Any, other: Any) -> Any:
        return core.evaluate(operator, self, other)

    def reflected(self: Any, other: Any) -> Any:
        return core.evaluate(operator, other, self)

    return forward, reflected


class Builtin(core.Value):  # type: ignore[misc]  # the C base has no stub
    """What all faces share. Arguments are those of the type's constructors in the engine."""

    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.NIL

    def __new__(cls, *args: Any) -> Any:
        """A new value, by the engine's constructor for ``args``; ``TypeError`` if there is none."""
        return core.construct(cls.__variant_type__, *args)

    __add__, __radd__ = _binary(Operator.ADD)
    __sub__, __rsub__ = _binary(Operator.SUBTRACT)
    __mul__, __rmul__ = _binary(Operator.MULTIPLY)
    __truediv__, __rtruediv__ = _binary(Operator.DIVIDE)
    __mod__, __rmod__ = _binary(Operator.MODULE)
    __pow__, __rpow__ = _binary(Operator.POWER)
    __lt__, _ = _binary(Operator.LESS)
    __le__, _ = _binary(Operator.LESS_EQUAL)
    __gt__, _ = _binary(Operator.GREATER)
    __ge__, _ = _binary(Operator.GREATER_EQUAL)

    def __neg__(self) -> Any:
        return core.evaluate(Operator.NEGATE, self, None)

    def __pos__(self) -> Any:
        return core.copy(self)

    def __copy__(self) -> Any:
        return core.copy(self)

    def __getitem__(self, key: Any) -> Any:
        return core.get_item(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        core.set_item(self, key, value)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return core.copy(self)


class Signal(Builtin):
    """A signal of one object: ``node.ready``, or ``Signal(node, "ready")``."""

    __slots__ = ()
    __variant_type__ = Kind.SIGNAL

    def connect(self, callable: Callable[..., Any], flags: int = 0) -> int:
        """Calls ``callable`` whenever the signal is emitted.

        Gives 0, or the engine's error code.
        """
        self._require_object()
        return int(core.call(self, "connect", callable, flags))

    def disconnect(self, callable: Callable[..., Any]) -> None:
        """Undoes :meth:`connect`; the engine logs an error when ``callable`` was not connected."""
        core.call(self, "disconnect", callable)

    def is_connected(self, callable: Callable[..., Any]) -> bool:
        """Whether ``callable`` is connected."""
        return bool(core.call(self, "is_connected", callable))

    def emit(self, *args: Any) -> None:
        """Calls everything that is connected, now."""
        self._require_object()
        core.call(self, "emit", *args)

    def __await__(self) -> Generator[Signal, Any, Any]:
        """Waits for the next emission: gives None, its one argument, or a tuple of several."""
        return (yield self)

    def _require_object(self) -> None:
        # The engine takes a signal whose object is gone without a word.
        if core.call(self, "get_object") is None:
            name = core.call(self, "get_name")
            raise ReferenceError(f"the object of the signal '{name}' was freed, or there is none")


faces: dict[str, type] = {}
"""The Python class of each builtin type, by its Godot name."""


_OTHERS = frozenset({"Nil", "bool", "int", "float", "String", "StringName", "NodePath"})
"""Types that are Python's own, or whose class is written here."""

_KIND_NAMES = {
    "bool": "BOOL",
    "int": "INT",
    "float": "FLOAT",
}


def _kind_name(name: str) -> str:
    if name in _KIND_NAMES:
        return _KIND_NAMES[name]
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name).strip("_")
    return words.upper().replace("2_D", "2D").replace("3_D", "3D")


def evaluate(expression: str) -> Any:
    """The value of an expression as the engine writes values, such as ``Vector2(0, 1)``."""
    made_empty = expression.removesuffix("()")
    if made_empty in faces and expression.endswith("()"):
        return faces[made_empty]()
    if made_empty in values.KINDS and expression.endswith("()"):
        return values.face(made_empty)()
    if expression.startswith("Array["):  # a typed array's default is empty
        return core.construct(Kind.ARRAY)
    entry = engine_api().utilities["str_to_var"]
    return core.MethodBind("@GlobalScope", "str_to_var", *entry[:5])(expression)


def install() -> None:
    """Makes the faces from the engine's description and gives them to the C floor."""
    own: dict[str, type] = {"Array": Array, "Dictionary": Dictionary, "Signal": Signal}
    core.set_hook("string_name", StringName)
    core.set_hook("node_path", NodePath)
    faces.update(StringName=StringName, NodePath=NodePath)
    containers.install()
    for name in engine_api().builtins:
        if name in _OTHERS or name in values.KINDS:
            continue
        kind = Kind[_kind_name(name)]
        namespace: dict[str, Any] = {
            "__slots__": (),
            "__variant_type__": kind,
            "__module__": "godot",
        }
        base = own.get(name) or (arrays.base_of(name) if name.startswith("Packed") else Builtin)
        for method, described in engine_api().read_builtin(name).methods.items():
            if not hasattr(base, method):
                made = values.method_of(kind, method, described)
                if issubclass(base, core.Sequence | core.Mapping) and containers.is_change(method):
                    made = containers.guarded(method, made)
                namespace[method] = made
        if name in own:
            face = own[name]
            for key, value in namespace.items():
                if not key.startswith("__"):
                    setattr(face, key, value)
        else:
            face = type(name, (base,), namespace)
        faces[name] = face
        core.set_hook(int(kind), face)
