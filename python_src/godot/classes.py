"""Room A: the engine's classes. May import: _ffi, api, attributes, builtins, enums, variant.

A class is made when it is first used, from the engine's description; one that the description does
not have, from what the running engine says of it (:mod:`godot.unknown_classes`). Methods and
properties are compiled, and ask the engine for theirs at their first use.
"""

from __future__ import annotations

import sys
from typing import Any

from godot import attributes, builtins
from godot._ffi import core
from godot.api import ClassData, VirtualData, engine_api
from godot.enums import make_enum

__all__ = [
    "EngineClass",
    "SignalAttribute",
    "VirtualMethod",
    "class_for_name",
    "has_singleton",
    "implementation",
    "install",
    "is_engine_class",
    "make_class",
    "singleton",
    "utility",
]

EDITOR_ONLY = frozenset({"EditorInterface"})
"""Singletons that the engine gives nobody outside of the editor."""

_made: dict[str, type] = {}
_singletons: dict[str, Any] = {}


class EnumAttribute:
    """An enum of a class, until it is asked for: then it is made, and takes this one's place."""

    __slots__ = ("cls", "is_flag", "name", "values")

    def __init__(self, name: str, values: dict[str, int], is_flag: bool) -> None:
        self.name = name
        self.values = values
        self.is_flag = is_flag

    def __set_name__(self, cls: type, name: str) -> None:
        self.cls = cls

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        made = make_enum(self.name, self.values, self.is_flag, f"{self.cls.__name__}.{self.name}")
        setattr(self.cls, self.name, made)
        return made


class EngineClass(core.ObjectMeta, type):  # type: ignore[misc]  # the C base has no stub
    """The metaclass of engine classes: their texts are read when they are asked for."""

    def __getattr__(cls, name: str) -> Any:
        raise attributes.UnknownAttributeError(cls, name, "get")

    @property
    def __doc__(cls) -> str | None:
        """The text of the class; of an engine class, the engine's."""
        text: str | None = cls.__dict__.get("__doc__")
        if text is None and is_engine_class(cls):
            from godot.engine_help import class_text

            text = class_text(cls.__name__)
        return text

    @__doc__.setter
    def __doc__(cls, text: str | None) -> None:
        type.__dict__["__doc__"].__set__(cls, text)


class SignalAttribute(core.SignalDescriptor):  # type: ignore[misc]  # the C base has no stub
    """A signal as an attribute: on an object it is that object's :class:`godot.Signal`."""

    __slots__ = ("arguments", "owner")

    def __init__(self, name: str, owner: str = "", arguments: tuple[Any, ...] = ()) -> None:
        self.owner = owner
        self.arguments = arguments

    def __repr__(self) -> str:
        return f"<engine signal {self.owner}.{self.name}>"

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        """The engine's text."""
        from godot.engine_help import describe

        text: str | None = describe(self, "doc")
        return text


class VirtualMethod:
    """A method that the engine calls if a class has it; there is none in the engine's own class.

    It does nothing and gives the empty value of its type, so that ``super()._ready()`` is never an
    error.
    """

    __slots__ = ("__name__", "data", "owner")

    def __init__(self, owner: str, name: str, data: VirtualData) -> None:
        self.owner = owner
        self.__name__ = name
        self.data = data

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else _BoundVirtual(self, instance)

    def __call__(self, instance: Any, /, *args: Any) -> Any:
        """The empty value of the method's type. ``TypeError`` for a wrong number of arguments."""
        if len(args) != len(self.data.kinds):
            raise TypeError(
                f"{self.owner}.{self.__name__}() takes {len(self.data.kinds)} argument(s), "
                f"got {len(args)}"
            )
        return core.empty_value(self.data.result)

    def __repr__(self) -> str:
        return f"<virtual engine method {self.owner}.{self.__name__}>"

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        """The engine's text."""
        from godot.engine_help import describe

        text: str | None = describe(self, "doc")
        return text

    @property
    def __signature__(self) -> Any:
        """What :func:`inspect.signature` gives."""
        from godot.engine_help import describe

        return describe(self, "signature")


class _BoundVirtual:
    """A virtual method on one object."""

    __slots__ = ("__func__", "__self__")

    def __init__(self, function: VirtualMethod, instance: Any) -> None:
        self.__func__ = function
        self.__self__ = instance

    def __call__(self, *args: Any) -> Any:
        return self.__func__(self.__self__, *args)


def implementation(cls: type, name: str) -> Any:
    """What a class has of that name, or None; the engine's own virtual method is nothing."""
    found = getattr(cls, name, None)
    return None if isinstance(found, VirtualMethod) else found


def is_engine_class(cls: type) -> bool:
    """Whether it is the engine's class itself, and not one that somebody wrote on it."""
    return "__godot_is_engine__" in cls.__dict__


def make_class(
    name: str,
    base: type,
    data: ClassData,
    methods: dict[str, Any],
    virtuals: dict[str, VirtualData],
) -> type:
    """The Python class of an engine class that is described like that."""
    namespace: dict[str, Any] = {
        key: core.Property(name, key, *entry) for key, entry in data.properties.items()
    }
    namespace |= {key: VirtualMethod(name, key, entry) for key, entry in virtuals.items()}
    namespace |= {key: SignalAttribute(key, name, entry) for key, entry in data.signals.items()}
    namespace |= {
        key: EnumAttribute(key, values, key in data.bitfields) for key, values in data.enums.items()
    }
    namespace |= data.constants
    namespace |= methods
    for key in [*data.properties, *methods]:
        if key in attributes.KEYWORDS:  # it cannot be written as it is
            namespace[f"{key}_"] = namespace[key]
    namespace |= attributes.METHODS.get(name, {})
    namespace["__godot_class__"] = sys.intern(name)
    namespace["__godot_is_engine__"] = True
    namespace["__module__"] = "godot"
    if name == "Object":
        namespace["__init_subclass__"] = classmethod(_subclassed)
    return EngineClass(name, (base,), namespace)


def class_for_name(name: str) -> type:
    """The Python class of an engine class.

    One that neither the description nor the running engine knows is an ``Object``.
    """
    found = _made.get(name)
    if found is not None:
        return found
    api = engine_api()
    if name in api:
        data = api.read_class(name)
        base: type = class_for_name(data.base) if data.base else core.EngineObject
        methods = {key: core.MethodBind(name, key, *entry) for key, entry in data.methods.items()}
        made = make_class(name, base, data, methods, api.own_virtuals(name))
    else:
        from godot import unknown_classes

        class_db = singleton("ClassDB")
        asked = unknown_classes.ask_engine(class_db, name)
        if asked is None:
            return class_for_name("Object")
        base = class_for_name(asked.base or "Object")
        made = make_class(name, base, asked, unknown_classes.methods(class_db, name, asked), {})
    # Making it may have asked for it: the first one stays.
    return _made.setdefault(name, made)


def _subclassed(cls: type, /, **options: Any) -> None:
    """A class that a user writes is no engine class until it is registered."""
    if not is_engine_class(cls):
        attributes.own(cls)
        if "__godot_class__" not in cls.__dict__:
            cls.__godot_class__ = None  # type: ignore[attr-defined]


def remember(name: str, cls: type) -> None:
    """From now on objects of the engine's class ``name`` are of ``cls``, a native Python class."""
    _made[name] = cls
    attributes.shared(cls)
    core.forget_classes()


def forget(name: str) -> None:
    """Undoes :func:`remember`."""
    _made.pop(name, None)
    core.forget_classes()


def has_singleton(name: str) -> bool:
    """Whether the running engine has a singleton of that name."""
    if name == "Engine":
        return True
    engine = singleton("Engine")
    # An engine with an editor in it knows the editor's own, but gives them to the editor alone.
    is_hidden = name in EDITOR_ONLY and not engine.is_editor_hint()
    return not is_hidden and bool(engine.has_singleton(name))


def singleton(name: str) -> Any:
    """The engine's singleton of that name. Raises ``AttributeError`` when this engine has none."""
    found = _singletons.get(name)
    if found is None or not found:  # one that was freed is false
        if not has_singleton(name):
            where = "exists only in the editor" if name in EDITOR_ONLY else "is not there"
            raise AttributeError(
                f"the singleton {name!r} {where}: ask Engine.has_singleton({name!r}) before"
            )
        found = _singletons[name] = core.singleton(name)
    return found


def utility(name: str) -> Any:
    """A utility function of the engine, such as ``lerp``."""
    return core.MethodBind("@GlobalScope", name, *engine_api().utilities[name])


def _describe(described: Any, what: str) -> Any:
    from godot.engine_help import describe

    return describe(described, what)


def install() -> None:
    """Gives the C floor what it asks of this module."""
    core.set_hook("class_for_name", class_for_name)
    core.set_hook("resolve_default", lambda expression, kind: builtins.evaluate(expression))
    core.set_hook("describe", _describe)
    core.set_hook("unknown_attribute", attributes.UnknownAttributeError)


def uninstall() -> None:
    """Lets go of the singletons."""
    _singletons.clear()
