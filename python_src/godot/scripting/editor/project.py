"""Room A: what static reading asks of the project and of the engine.

May import: api, classes, files, modules, outline, sources, specs, variant.

:class:`Project` is what it asks; :class:`EngineProject` answers from the running engine. Tests
answer from a dictionary.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from godot.api import engine_api
from godot.scripting import modules, sources
from godot.scripting.editor.outline import read
from godot.scripting.files import EngineFiles
from godot.specs import Usage
from godot.variant import Kind, TypeRef

__all__ = ["Described", "EngineProject", "Project", "godot_names"]


class Described(NamedTuple):
    """A member of an extension's class; ``kind`` is ``method property signal constant``."""

    kind: str
    name: str
    type: TypeRef
    arguments: tuple[tuple[str, TypeRef], ...] = ()


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

    def members(self, name: str) -> list[Described]:
        """What an extension's class has; empty when there is none of that name."""


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

    def members(self, name: str) -> list[Described]:
        """See :class:`Project`."""
        from godot.classes import singleton

        class_db = singleton("ClassDB")
        if not class_db.class_exists(name):
            return []
        found = [
            Described("property", str(item["name"]), _type(item))
            for item in class_db.class_get_property_list(name)
            if str(item["name"]).isidentifier() and item["usage"] & _SHOWN
        ]
        found += _with_arguments("method", class_db.class_get_method_list(name))
        found += _with_arguments("signal", class_db.class_get_signal_list(name))
        constants = class_db.class_get_integer_constant_list(name)
        return found + [Described("constant", str(item), TypeRef(Kind.INT)) for item in constants]

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


_SHOWN = 2 | 4 | 4096  # PropertyUsageFlags: stored, in the inspector, or a script's


def _type(item: Any) -> TypeRef:
    kind = Kind(int(item["type"]))
    if kind is Kind.NIL and int(item["usage"]) & Usage.NIL_IS_VARIANT:
        kind = Kind.VARIANT
    return TypeRef(kind, str(item["class_name"]))


def _with_arguments(kind: str, items: Iterable[Any]) -> list[Described]:
    return [
        Described(
            kind,
            str(item["name"]),
            _type(item["return"]) if "return" in item else TypeRef(Kind.NIL),
            tuple((str(argument["name"]), _type(argument)) for argument in item["args"]),
        )
        for item in items
    ]
