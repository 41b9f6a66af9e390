"""Room A: the engine in Python. Knows nothing of Steam.

Everything of the running engine is here under its Godot name: classes (``Node``), singletons
(``Input``), builtin types (``Vector2``), utility functions (``lerp``), global enums (``Error``) and
their constants (``OK``, ``KEY_A``). Names are looked up at first use, and ``help(godot.Node)``
shows the engine's own texts. Beside them stand the decorators of this room: :func:`exposed`,
:func:`export`, :func:`signal`, ...

A name or argument that is a keyword of Python has an underscore behind it: ``from_``. What the
engine counts by an enum is an ``int`` that equals the enum's member.
"""

from __future__ import annotations

import os
from typing import Any

from godot.exposing import (
    constant,
    export,
    export_category,
    export_group,
    export_subgroup,
    export_tool_button,
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
    "export_tool_button",
    "exposed",
    "is_instance_valid",
    "load",
    "method",
    "preload",
    "rpc",
    "signal",
]

# Names of the engine end up among these globals, `print`, `str` and `max` too: no function here may
# use a builtin of such a name.


def is_instance_valid(value: Any) -> bool:
    """Whether ``value`` is an engine object that has not been freed."""
    from godot._ffi import core

    return core.is_instance_valid(value) is True


def load(path: Any, type_hint: Any = "") -> Any:
    """The resource at a path such as ``"res://enemy.tscn"``; one that is loaded already is shared.

    Raises ``FileNotFoundError`` when there is none, and ``OSError`` when it cannot be loaded, for
    which the log has the reason. Source: ``ResourceLoader.load``.
    """
    from godot.loading import load_resource

    return load_resource(path, type_hint)


preload = load
"""The same as :func:`load`, for those who come from GDScript: Python loads when it runs."""

_MODULES = frozenset(entry.name.partition(".")[0] for entry in os.scandir(__path__[0]))


def __getattr__(name: str) -> Any:
    # `from godot import registry` asks here before it looks for the module.
    if name.startswith("_") or name in _MODULES:
        raise AttributeError(f"module 'godot' has no attribute {name!r}")
    from godot.names import is_from_import, look_up

    try:
        value, is_for_good = look_up(name)
    except AttributeError as error:
        if is_from_import(1):
            raise ImportError(f"{error}", name=name) from None
        raise
    if is_for_good:
        globals()[name] = value
    return value


def __dir__() -> list[str]:
    from godot.names import all_names

    return [*__all__, *all_names()]
