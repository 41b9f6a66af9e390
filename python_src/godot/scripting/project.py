"""Room A: what static reading asks of the project and of the engine.

May import: api, classes, files, modules, outline, sources.

:class:`Project` is what it asks; :class:`EngineProject` answers from the running engine. Tests
answer from a dictionary.
"""

from __future__ import annotations

import functools
import sys
from typing import Protocol

from godot.api import engine_api
from godot.scripting import modules, sources
from godot.scripting.files import EngineFiles
from godot.scripting.outline import read

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


_files = EngineFiles()


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
        data = _files.read(path) if _files.is_file(path) else None
        try:
            return None if data is None else sources.decode(data, path)
        except SyntaxError:
            return None

    def is_folder(self, path: str) -> bool:
        """See :class:`Project`."""
        return _files.is_folder(path)

    def has_module(self, name: str) -> bool:
        """See :class:`Project`."""
        if name in sys.stdlib_module_names:
            return True
        try:
            return any(
                finder.find_spec(name, None) is not None
                for finder in sys.meta_path
                if not modules.is_project_finder(finder)
            )
        except (ImportError, ValueError):
            return False

    def is_engine_class(self, name: str) -> bool:
        """See :class:`Project`."""
        if name in engine_api():
            return True
        from godot.classes import singleton

        return bool(singleton("ClassDB").class_exists(name))

    def python_class(self, script: str) -> tuple[str, str] | None:
        """The module of a script, by its path or global name, and the name of its class."""
        path = script if "://" in script else self._global_classes().get(script, ("", ""))[0]
        if not path.endswith(".py"):
            return None
        try:
            found = read(self.source(path) or "").script
        except SyntaxError:
            return None
        return None if found is None else (modules.module_name(path), found.name)

    def possible_base(self, name: str) -> str:
        """The class itself, or for a script in another language the engine's class that it has."""
        known = self._global_classes()
        for _ in known:
            path, base = known.get(name, ("", ""))
            if not path or path.endswith(".py"):
                break
            name = base
        return name

    def _global_classes(self) -> dict[str, tuple[str, str]]:
        from godot.classes import singleton

        return {
            str(entry["class"]): (str(entry["path"]), str(entry["base"]))
            for entry in singleton("ProjectSettings").get_global_class_list()
        }
