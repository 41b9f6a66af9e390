"""Room A: which class of a module is its script's. Pure Python.

May import: api, exposing, variant.
"""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from godot.api import engine_api
from godot.exposing import ClassSpec, ExposingError, class_spec
from godot.variant import Kind

__all__ = ["exposed_class", "mark"]


def exposed_class(module: ModuleType, space: dict[str, Any] | None = None) -> type | None:
    """The module's own ``@exposed`` class, if it has one. Raises ``ExposingError`` for several.

    ``space`` is what the module held at another time.
    """
    found = {
        value
        for value in (vars(module) if space is None else space).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and "__godot_options__" in value.__dict__
        and not value.__godot_options__.native  # type: ignore[attr-defined]
    }
    if len(found) > 1:
        names = ", ".join(sorted(cls.__name__ for cls in found))
        raise ExposingError(
            f"a script has one @exposed class, and this one has {names}: move the others into "
            "files of their own"
        )
    return found.pop() if found else None


def mark(module: ModuleType, path: str) -> None:
    """Says of the module's class whose script it is; done when the module has run.

    Raises ``ExposingError`` for a class that cannot be shown to the engine: then the file is as
    good as broken.
    """
    cls = exposed_class(module)
    if cls is not None:
        cls.__godot_script__ = path  # type: ignore[attr-defined]
        _refuse_async(cls, class_spec(cls))


def _refuse_async(cls: type, spec: ClassSpec) -> None:
    """For methods with which the engine cannot wait."""
    waiting = [
        item.name
        for item in spec.methods
        if item.name.startswith("_") and inspect.iscoroutinefunction(getattr(cls, item.name, None))
    ]
    virtuals = engine_api().virtuals(spec.engine_base) if waiting else {}
    for name in waiting:
        if name in virtuals and virtuals[name][1] != Kind.NIL:
            raise ExposingError(
                f"{cls.__name__}.{name}() is async, but the engine needs its result when it "
                "returns: make it an ordinary method, and have it start an async one"
            )
