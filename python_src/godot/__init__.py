"""Room A: the engine in Python. Knows nothing of Steam.

Everything of the running engine is here under its Godot name: classes (``Node``), singletons
(``Input``), builtin types (``Vector2``), utility functions (``lerp``), global enums (``Error``) and
their constants (``OK``). Names are looked up at first use. Beside them stand the decorators of this
room: :func:`exposed`, :func:`export`, :func:`signal`, ...
"""

from __future__ import annotations

import enum
from typing import Any

from godot.exposing import (
    constant,
    export,
    export_category,
    export_group,
    export_subgroup,
    exposed,
    method,
    rpc,
    signal,
)

__all__ = [
    "constant",
    "export",
    "export_category",
    "export_group",
    "export_subgroup",
    "exposed",
    "is_instance_valid",
    "load",
    "method",
    "rpc",
    "signal",
]


def is_instance_valid(value: Any) -> bool:
    """Whether ``value`` is an engine object that has not been freed."""
    from godot._ffi import core

    return bool(core.is_instance_valid(value))


def load(path: str) -> Any:
    """The resource at ``path``, such as ``"res://player.tscn"``: GDScript's ``load``.

    None when there is none that can be loaded; the engine's log says why.
    """
    import godot.classes as classes

    return classes.singleton("ResourceLoader").load(path)


def _look_up(name: str) -> Any:
    # Not `from godot import ...`: that would ask this very function first.
    import godot.builtins as builtins
    import godot.classes as classes
    import godot.values as values
    from godot._ffi import core
    from godot.api import engine_api

    api = engine_api()
    if name in values.KINDS:
        return values.face(name)
    if name in builtins.faces:
        return builtins.faces[name]
    if name in api.singletons:
        return classes.singleton(name)
    if name in api:
        return classes.class_for_name(name)
    if name == "instance_from_id":  # the object itself, not an untyped result
        return core.instance_from_id
    if name in api.utilities:
        return classes.utility(name)
    if name in api.enums:
        return enum.IntEnum(name, api.enums[name], module="godot")
    if name in api.constants:
        return api.constants[name]
    raise AttributeError(f"neither this package nor the engine has {name!r}")


_MODULES = frozenset(
    [
        "api",
        "arrays",
        "archive",
        "builtins",
        "classes",
        "containers",
        "coroutines",
        "defaults",
        "dictionaries",
        "descriptions",
        "errors",
        "exports",
        "exposing",
        "help_pages",
        "hints",
        "interface",
        "lifecycle",
        "marks",
        "output",
        "reading",
        "registry",
        "scripting",
        "specs",
        "values",
        "variant",
    ]
)


def __getattr__(name: str) -> Any:
    # `from godot import registry` asks here before it looks for the module.
    if name.startswith("_") or name in _MODULES:
        raise AttributeError(f"module 'godot' has no attribute {name!r}")
    value = _look_up(name)
    from godot.api import engine_api

    if name not in engine_api().singletons:  # a singleton may come and go
        globals()[name] = value
    return value


def __dir__() -> list[str]:
    import godot.builtins as builtins
    import godot.values as values
    from godot.api import engine_api

    api = engine_api()
    return sorted(
        {
            *__all__,
            *builtins.faces,
            *values.KINDS,
            *api.class_names(),
            *api.singletons,
            *api.utilities,
            *api.enums,
            *api.constants,
        }
    )
