"""Room A: faces of the engine's builtin types.

May import: _ffi, api, arrays, containers, dictionaries, values, variant.

A face owns one Variant and asks the engine for everything else, so each type has exactly the
engine's constructors, members, methods, operators and constants. Text is different:
:class:`String`, :class:`StringName` and :class:`NodePath` are ``str``.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable as AnyCallable
from collections.abc import Generator, Iterator, Mapping
from typing import Any, ClassVar

from godot import arrays, containers, values
from godot._ffi import core
from godot.api import engine_api
from godot.arrays import Array
from godot.dictionaries import Dictionary
from godot.variant import Kind

__all__ = [
    "Array",
    "Callable",
    "Dictionary",
    "NodePath",
    "Signal",
    "String",
    "StringName",
    "faces",
    "install",
]


class _TextType(type):
    """The metaclass of texts: gives them the engine's static methods."""

    def __getattr__(cls, name: str) -> Any:
        method = _text_method(cls, name)
        if not isinstance(method, core.BuiltinStatic):
            raise AttributeError(f"{cls.__name__} has no attribute {name!r}")
        return method

    __variant_type__: int


@functools.cache
def _text_method(cls: type, name: str) -> Any:
    """The engine's method for texts of that class; None when there is none."""
    described = engine_api().read_builtin(cls.__name__).methods.get(name)
    kind = getattr(cls, "__variant_type__", Kind.NIL)
    return values.method_of(kind, name, described) if described else None


class _Text(str, metaclass=_TextType):
    """What the engine's texts share: they are ``str``, with the engine's methods beside.

    Where both have a name (``find``, ``split``, ``format`` ...), it is that of ``str``.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        method = None if name.startswith("_") else _text_method(type(self), name)
        if method is None:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        return method.__get__(self, type(self))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *engine_api().read_builtin(type(self).__name__).methods})


class String(_Text):
    """A text. Any ``str`` is one to the engine; this one has the engine's methods too.

    ``String("SomeName").to_snake_case()``, ``String.humanize_size(123456)``.
    """

    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.STRING


class StringName(_Text):
    """A unique name in the engine (``&"name"`` in GDScript).

    A ``str`` that travels as a StringName.
    """

    __module__ = "godot"
    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.STRING_NAME


class NodePath(_Text):
    """A path to a node or property (``^"path"`` in GDScript).

    A ``str`` that travels as a NodePath.
    """

    __module__ = "godot"
    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.NODE_PATH


class Callable(core.Value):  # type: ignore[misc]  # the C base has no stub
    """A function or method as the engine has it; calling it calls that.

    Python gets one for what GDScript or the engine passes. What was a function or method of Python
    comes back as itself, so it has none of these methods: ``Callable(function)`` makes one of it,
    and ``Callable(node, "method")`` one of any object's method. Every place that takes a Callable
    takes functions as they are.
    """

    __slots__ = ()
    __variant_type__ = Kind.CALLABLE

    def __new__(cls, *args: Any) -> Any:
        """``Callable(function)``, ``Callable(object, method name)`` or ``Callable()``, none."""
        if len(args) == 2:
            target, name = args
            if not isinstance(target, core.EngineObject) or not isinstance(name, str):
                raise TypeError(
                    f"Callable(object, method) takes an engine object and a str, got {args!r:.200}"
                )
            return core.wrap_callable(cls, target, name)
        if len(args) == 1 and not callable(args[0]):
            raise TypeError(f"Callable(function) takes what can be called, got {args[0]!r:.200}")
        return core.wrap(cls, args[0]) if args else core.construct(Kind.CALLABLE)

    def __call__(self, *args: Any) -> Any:
        """Calls it. ``RuntimeError`` when that fails; the log says why.

        What Python's own functions raise comes through.
        """
        target = core.copy(self)  # a function of Python comes back as itself
        if not isinstance(target, Callable):
            return target(*args)
        return core.call(self, "call", *args)

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Callable):
            if not callable(other):
                return NotImplemented
            other = core.wrap(Callable, other)
        return bool(core.Value.__eq__(self, other) is True)

    def __hash__(self) -> int:
        target = core.copy(self)  # equal to a function of Python, so with the same hash
        return hash(core.Value.__hash__(self) if isinstance(target, Callable) else target)

    def __bool__(self) -> bool:
        return not self.is_null()


class Signal(core.SignalValue):  # type: ignore[misc]  # the C base has no stub
    """A signal of one object: ``node.ready``, or ``Signal(node, "ready")``.

    Its methods raise ``ReferenceError`` when the object was freed. ``Signal[[int, Node]]`` says in
    an annotation what its handlers take.
    """

    __slots__ = ()
    __variant_type__ = Kind.SIGNAL
    __class_getitem__: ClassVar[Any] = classmethod(types.GenericAlias)

    def connect(
        self,
        callable: AnyCallable[..., Any],
        flags: int = 0,
        *,
        deferred: bool = False,
        persist: bool = False,
        one_shot: bool = False,
        reference_counted: bool = False,
    ) -> int:
        """Calls ``callable`` whenever the signal is emitted.

        ``flags`` are the engine's ``Object.CONNECT_`` constants, each of which is a keyword too:
        ``deferred`` calls it when the engine is at rest, ``one_shot`` only once; a connection with
        ``persist`` is saved with its scene; with ``reference_counted`` it may be connected several
        times, and is disconnected as often. Gives 0, or the engine's error code, such as
        ``ERR_INVALID_PARAMETER`` for what is connected already.
        """
        self._require_object()
        if not isinstance(flags, int):
            raise TypeError(
                f"connect(callable, flags): expected a number as flags, got {flags!r}; a method of "
                "an object is connected as such, without its name: signal.connect(object.method)"
            )
        flags |= deferred | 2 * persist | 4 * one_shot | 8 * reference_counted
        return int(self._connect(callable, flags))

    def disconnect(self, callable: AnyCallable[..., Any]) -> None:
        """Undoes :meth:`connect`; the engine logs an error when ``callable`` was not connected."""
        self._require_object()
        self._disconnect(callable)

    def is_connected(self, callable: AnyCallable[..., Any]) -> bool:
        """Whether ``callable`` is connected."""
        self._require_object()
        return bool(self._is_connected(callable))

    def __bool__(self) -> bool:
        return not self.is_null()

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self

    def __await__(self) -> Generator[Signal, Any, Any]:
        """Waits for the next emission: gives None, its one argument, or a tuple of several."""
        return (yield self)


_ENGINES_OWN = ("connect", "disconnect", "is_connected")
"""Methods of the engine's that :class:`Signal` calls under another name."""


_WRITTEN_HERE: dict[str, type] = {
    "String": String,
    "StringName": StringName,
    "NodePath": NodePath,
    "Callable": Callable,
    "Signal": Signal,
    "Dictionary": Dictionary,
    "Array": Array,
}
_PACKED = ("Byte", "Int32", "Int64", "Float32", "Float64", "String", "Vector2", "Vector3", "Color")
_KINDS = {
    **{name: Kind(face.__dict__["__variant_type__"]) for name, face in _WRITTEN_HERE.items()},
    **{
        f"Packed{item}Array": Kind[f"PACKED_{item.upper()}_ARRAY"] for item in (*_PACKED, "Vector4")
    },
}


class _Faces(Mapping[str, type]):
    """The Python class of each builtin type, by its Godot name; made when it is first used."""

    def __init__(self) -> None:
        self._made: dict[str, type] = {}

    def __getitem__(self, name: str) -> type:
        face = self._made.get(name)
        if face is None:
            kind = _KINDS[name]
            face = self._made.setdefault(name, _make(name, kind))  # two threads may have come
            if issubclass(face, core.Value):
                core.set_hook(int(kind), face)
        return face

    def __contains__(self, name: object) -> bool:
        return name in _KINDS

    def __iter__(self) -> Iterator[str]:
        return iter(_KINDS)

    def __len__(self) -> int:
        return len(_KINDS)


faces = _Faces()


def _make(name: str, kind: Kind) -> type:
    """A face with the engine's methods, which are those that Python's own type has not."""
    face = _WRITTEN_HERE.get(name)
    if face is None:
        namespace = {"__slots__": (), "__variant_type__": kind, "__module__": "godot"}
        face = type(name, (arrays.base_of(name),), namespace)
    if issubclass(face, core.Value):
        for method, described in engine_api().read_builtin(name).methods.items():
            if face is Signal and method in _ENGINES_OWN:
                setattr(face, f"_{method}", values.method_of(kind, method, described))
            elif not hasattr(face, method):
                is_container = issubclass(face, core.Sequence | core.Mapping)
                changes = is_container and containers.is_change(method)
                setattr(face, method, values.method_of(kind, method, described, changes))
    return face


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
    """Gives the C floor what it asks of this module."""
    names = {int(kind): name for name, kind in _KINDS.items()}
    core.set_hook("string_name", StringName)
    core.set_hook("node_path", NodePath)
    core.set_hook("face", lambda kind: faces[names[kind]])
    containers.install()
