"""Room A: loading resources. May import: classes."""

from __future__ import annotations

from typing import Any

from godot import classes

__all__ = ["load_resource"]


def load_resource(path: str, type_hint: str = "") -> Any:
    """See :func:`godot.load`."""
    loader = classes.singleton("ResourceLoader")
    if not loader.exists(path, type_hint):
        raise FileNotFoundError(
            f"there is no resource {path!r}: a path begins with res://, user:// or uid://"
        )
    resource = loader.load(path, type_hint)
    if resource is None:
        raise OSError(f"the resource {path!r} could not be loaded; the log says why")
    return resource
