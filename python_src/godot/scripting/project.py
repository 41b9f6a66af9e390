"""Room A: what static reading asks of the project and of the engine. May import: api, classes.

:class:`Project` is what it asks; :class:`EngineProject` answers from the running engine. Tests
answer from a dictionary.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from typing import Protocol

from godot.api import engine_api

__all__ = ["EngineProject", "Project", "godot_names"]


class Project(Protocol):
    """Files of the project and names of the engine."""

    def source(self, path: str) -> str | None:
        """The text of a ``res://`` file; None when there is none, or it is no text."""

    def is_folder(self, path: str) -> bool:
        """Whether there is such a folder in the project."""

    def has_module(self, name: str) -> bool:
        """Whether Python has a top-level module of that name outside of the project."""

    def is_engine_class(self, name: str) -> bool:
        """Whether the engine, or an extension, has a class of that name."""


@functools.cache
def godot_names() -> frozenset[str]:
    """All that ``from godot import ...`` can give."""
    import godot

    api = engine_api()
    values = (name for group in api.enums.values() for name in group)
    return frozenset(
        {
            *godot.__all__,
            *api.builtins,
            *api.class_names(),
            *api.singletons,
            *api.utilities,
            *api.enums,
            *api.constants,
            *values,
        }
    )


class EngineProject:
    """The project that is open, asked through the engine."""

    def source(self, path: str) -> str | None:
        """See :class:`Project`."""
        from godot.classes import class_for_name

        file_access = class_for_name("FileAccess")
        if not file_access.file_exists(path):  # type: ignore[attr-defined]
            return None
        data = bytes(file_access.get_file_as_bytes(path))  # type: ignore[attr-defined]
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    def is_folder(self, path: str) -> bool:
        """See :class:`Project`."""
        from godot.classes import class_for_name

        return bool(
            class_for_name("DirAccess").dir_exists_absolute(path)  # type: ignore[attr-defined]
        )

    def has_module(self, name: str) -> bool:
        """See :class:`Project`."""
        if name in sys.stdlib_module_names or name in sys.modules:
            return True
        try:
            return importlib.util.find_spec(name) is not None
        except (ImportError, ValueError):
            return False

    def is_engine_class(self, name: str) -> bool:
        """See :class:`Project`."""
        if name in engine_api():
            return True
        from godot.classes import singleton

        return bool(singleton("ClassDB").class_exists(name))
