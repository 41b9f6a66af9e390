"""Room A: the engine's classes. May import: _ffi, api, builtins, variant.

A class is made when it is first used, from the engine's description. Its methods are compiled
binds; its properties go through the getter and setter that the engine names; its enums become
:class:`enum.IntEnum` at first use.
"""

from __future__ import annotations

import enum
from typing import Any

from godot import builtins
from godot._ffi import core
from godot.api import engine_api

__all__ = ["EngineClass", "SignalAttribute", "class_for_name", "install", "singleton", "utility"]

_int_enum: Any = enum.IntEnum
"""Makes an enum from names that are known at run time only, which type checkers do not follow."""

_made: dict[str, type] = {}
_singletons: dict[str, Any] = {}


class EngineClass(type):
    """The metaclass of engine classes: makes enums when they are asked for."""

    def __getattr__(cls, name: str) -> Any:
        for base in cls.__mro__:
            values = base.__dict__.get("__godot_enums__", {}).get(name)
            if values is not None:
                qualified = f"{base.__name__}.{name}"
                made: Any = _int_enum(name, values, module="godot", qualname=qualified)
                setattr(base, name, made)
                return made
        raise AttributeError(f"the engine's class {cls.__name__} has no attribute {name!r}")


class SignalAttribute:
    """A signal as an attribute: on an object it is that object's :class:`godot.Signal`."""

    def __init__(self, name: str) -> None:
        self.name = builtins.StringName(name)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return builtins.Signal(instance, self.name)


def _find_bind(base: type, namespace: dict[str, Any], name: str | None) -> Any:
    if not name:
        return None
    return namespace.get(name) or getattr(base, name, None)


def _property(name: str, getter: Any, setter: Any, index: int | None, read_only: bool) -> property:
    """A property by its accessors.

    Some are not exposed as methods: those go by the engine's by-name access.
    """
    if index is not None and index >= 0:
        read = (lambda self: getter(self, index)) if getter else None
        write = (lambda self, value: setter(self, index, value)) if setter else None
    else:
        read, write = getter, setter
    read = read or (lambda self: self.get(name))
    write = write or (lambda self, value: self.set(name, value))
    return property(read, None if read_only else write, doc=name)


def class_for_name(name: str) -> type:
    """The Python class of an engine class.

    A class that the description does not know gets its base's methods.
    """
    found = _made.get(name)
    if found is not None:
        return found
    api = engine_api()
    if name not in api:
        return _unknown_class(name)
    data = api.read_class(name)
    base: type = class_for_name(data.base) if data.base else core.EngineObject
    namespace: dict[str, Any] = {
        method: core.MethodBind(name, method, *entry[:5]) for method, entry in data.methods.items()
    }
    for key, (getter, setter, index, *_) in data.properties.items():
        if key.isidentifier():
            read, write = _find_bind(base, namespace, getter), _find_bind(base, namespace, setter)
            namespace[key] = _property(key, read, write, index, read_only=not setter)
    namespace.update((signal, SignalAttribute(signal)) for signal in data.signals)
    namespace.update(data.constants)
    namespace.update(__godot_class__=name, __godot_enums__=data.enums, __module__="godot")
    if name == "Object":
        namespace["free"] = lambda self: core.free(self)
        namespace["__init_subclass__"] = classmethod(_subclassed)
    _made[name] = EngineClass(name, (base,), namespace)
    return _made[name]


def _subclassed(cls: type, /, **options: Any) -> None:
    """A class that a user writes is no engine class until it is registered."""
    if "__godot_class__" not in cls.__dict__:
        cls.__godot_class__ = None  # type: ignore[attr-defined]


def _unknown_class(name: str) -> type:
    class_db = singleton("ClassDB")
    parent = str(class_db.get_parent_class(name)) if class_db.class_exists(name) else ""
    return class_for_name(parent or "Object")


def remember(name: str, cls: type) -> None:
    """From now on objects of the engine's class ``name`` are of ``cls``, a native Python class."""
    _made[name] = cls
    core.forget_classes()


def forget(name: str) -> None:
    """Undoes :func:`remember`."""
    _made.pop(name, None)
    core.forget_classes()


def singleton(name: str) -> Any:
    """The engine's singleton of that name. Raises ``AttributeError`` when this engine has none."""
    found = _singletons.get(name)
    if found is None or not core.is_instance_valid(found):
        found = core.singleton(name)
        if found is None:
            raise AttributeError(
                f"this engine has no singleton {name!r} (some exist only in the editor)"
            )
        _singletons[name] = found
    return found


def utility(name: str) -> Any:
    """A utility function of the engine, such as ``lerp``."""
    return core.MethodBind("@GlobalScope", name, *engine_api().utilities[name][:5])


def install() -> None:
    """Gives the C floor what it asks of this module."""
    core.set_hook("class_for_name", class_for_name)
    core.set_hook("resolve_default", lambda expression, kind: builtins.evaluate(expression))


def uninstall() -> None:
    """Lets go of the singletons."""
    _singletons.clear()
