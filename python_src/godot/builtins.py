"""Room A: faces of the engine's builtin types. May import: _ffi, api, values, variant.

A face owns one Variant and asks the engine for everything else, so each type has exactly the
engine's constructors, members, methods, operators and constants. Text is different:
:class:`StringName` and :class:`NodePath` are ``str``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, ItemsView, Iterator, KeysView, ValuesView
from typing import Any, ClassVar

from godot import values
from godot._ffi import core
from godot.api import engine_api
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


class Sequence(Builtin):
    """What arrays share: they behave like a ``list`` and refer to the engine's array."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # mutable

    def __copy__(self) -> Any:
        return core.call(self, "duplicate")

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return (
            core.call(self, "duplicate")
            if self.variant_type != Kind.ARRAY
            else core.call(self, "duplicate", True)
        )

    def __len__(self) -> int:
        return int(core.call(self, "size"))

    def __bool__(self) -> bool:
        return len(self) > 0

    def _index(self, index: int) -> int:
        size = len(self)
        if not -size <= index < size:
            raise IndexError(
                f"index {index} is out of range for {type(self).__name__} of size {size}"
            )
        return index % size

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [core.get_item(self, position) for position in range(*index.indices(len(self)))]
        return core.get_item(self, self._index(index))

    def __setitem__(self, index: Any, value: Any) -> None:
        core.set_item(self, self._index(index), value)

    def __delitem__(self, index: int) -> None:
        core.call(self, "remove_at", self._index(index))

    def __iter__(self) -> Iterator[Any]:
        position = 0
        while position < len(self):
            yield core.get_item(self, position)
            position += 1

    def __reversed__(self) -> Iterator[Any]:
        for position in range(len(self) - 1, -1, -1):
            yield core.get_item(self, position)

    def __contains__(self, value: object) -> bool:
        return any(item == value for item in self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, list | tuple):
            return len(self) == len(other) and all(
                mine == theirs for mine, theirs in zip(self, other, strict=True)
            )
        return bool(core.Value.__eq__(self, other) is True)

    def extend(self, values: Any) -> None:
        """Appends every value, like ``list.extend``."""
        for value in list(values):
            core.call(self, "append", value)

    def pop(self, index: int = -1) -> Any:
        """Removes and gives the value at ``index``; ``IndexError`` when there is none."""
        value = self[index]
        del self[index]
        return value


class Packed(Sequence, core.PackedValue):  # type: ignore[misc]  # the C base has no stub
    """What packed arrays of numbers share: Python reads them through a buffer, without a copy.

    ``bytes(array)``, ``memoryview(array)``, and whatever takes a buffer. It shows the array as it
    was when it was asked for, and cannot be written to.
    """

    __slots__ = ()


class Array(Sequence):
    """The engine's Array, shared with it: a change is seen on both sides."""

    __slots__ = ()
    __variant_type__ = Kind.ARRAY


class Dictionary(Builtin):
    """The engine's Dictionary, shared with it: behaves like a ``dict``."""

    __slots__ = ()
    __variant_type__ = Kind.DICTIONARY
    __hash__ = None  # type: ignore[assignment]  # mutable

    def __copy__(self) -> Any:
        return core.call(self, "duplicate")

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return core.call(self, "duplicate", True)

    def __len__(self) -> int:
        return int(core.call(self, "size"))

    def __bool__(self) -> bool:
        return len(self) > 0

    def __iter__(self) -> Iterator[Any]:
        return iter(list(core.call(self, "keys")))

    def __contains__(self, key: object) -> bool:
        return bool(core.call(self, "has", key))

    def __getitem__(self, key: Any) -> Any:
        if key not in self:
            raise KeyError(key)
        return core.get_item(self, key)

    def __delitem__(self, key: Any) -> None:
        if not core.call(self, "erase", key):
            raise KeyError(key)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, dict):
            return len(self) == len(other) and all(
                key in self and self[key] == other[key] for key in other
            )
        return bool(core.Value.__eq__(self, other) is True)

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of ``key``, or ``default``."""
        return core.get_item(self, key) if key in self else default

    def keys(self) -> KeysView[Any]:
        """The keys, in the order in which they were added."""
        return KeysView(self)

    def values(self) -> ValuesView[Any]:
        """The values, in the order of the keys."""
        return ValuesView(self)

    def items(self) -> ItemsView[Any, Any]:
        """Pairs of key and value."""
        return ItemsView(self)

    def to_dict(self) -> dict[Any, Any]:
        """A plain ``dict`` with the same entries."""
        return {key: self[key] for key in self}


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


def _method(name: str, kind: int, is_static: bool) -> Any:
    if is_static:

        def static(*args: Any) -> Any:
            return core.call_static(kind, name, *args)

        static.__name__ = name
        return staticmethod(static)

    def method(self: Any, *args: Any) -> Any:
        return core.call(self, name, *args)

    method.__name__ = name
    return method


_STATIC = 8
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


def _base_of(name: str) -> type:
    if not name.startswith("Packed"):
        return Builtin
    return Sequence if name == "PackedStringArray" else Packed


def install() -> None:
    """Makes the faces from the engine's description and gives them to the C floor."""
    own: dict[str, type] = {"Array": Array, "Dictionary": Dictionary, "Signal": Signal}
    core.set_hook("string_name", StringName)
    core.set_hook("node_path", NodePath)
    faces.update(StringName=StringName, NodePath=NodePath)
    for name in engine_api().builtins:
        if name in _OTHERS or name in values.KINDS:
            continue
        kind = Kind[_kind_name(name)]
        namespace: dict[str, Any] = {
            "__slots__": (),
            "__variant_type__": kind,
            "__module__": "godot",
        }
        base = own.get(name) or _base_of(name)
        namespace.update(
            (method, _method(method, kind, bool(flags & _STATIC)))
            for method, (_, flags, *_) in engine_api().read_builtin(name).methods.items()
            if not hasattr(base, method)
        )
        if name in own:
            face = own[name]
            for key, value in namespace.items():
                if not key.startswith("__"):
                    setattr(face, key, value)
        else:
            face = type(name, (base,), namespace)
        faces[name] = face
        core.set_hook(int(kind), face)
