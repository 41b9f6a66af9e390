"""Room A: the class names that scripts give to the project. May import: outline, project, api.

The editor asks for them while it looks through the project's files, so a script is only read here
and never run. Source: ``ScriptLanguageExtension._get_global_class_name``.
"""

from __future__ import annotations

import dataclasses

from godot.scripting.editor.outline import ClassOutline, Outline, module_file, read
from godot.scripting.editor.project import Project

__all__ = [
    "Found",
    "GlobalClass",
    "base_of",
    "engine_base",
    "find_class",
    "global_class",
    "resolve",
]

_MANY_FILES = 64
"""A chain of bases longer than this goes in a circle."""


@dataclasses.dataclass(frozen=True, slots=True)
class GlobalClass:
    """What the engine's list of global classes holds of one."""

    name: str
    base_type: str
    icon_path: str
    is_tool: bool
    is_abstract: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A class in a file of the project."""

    path: str
    outline: Outline
    cls: ClassOutline


def global_class(path: str, project: Project) -> GlobalClass | None:
    """The global class of the script at ``path``; None when it gives itself no ``global_name``.

    A script that cannot be read has none either: validation says what is wrong with it.
    """
    found = _script(path, project)
    if found is None or not found.cls.options:
        return None
    name = found.cls.options.get("global_name")
    if not isinstance(name, str) or not name.isidentifier():
        return None
    icon = found.cls.options.get("icon")
    icon = icon if isinstance(icon, str) else ""
    if icon and "://" not in icon:
        icon = f"{path.rpartition('/')[0]}/{icon}"
    base = base_of(found, project)
    while isinstance(base, Found):
        options = base.cls.options or {}
        if base.cls.is_script and options.get("global_name"):
            base = str(options["global_name"])
        else:  # a script without a name: the engine knows only its base
            base = base_of(base, project)
    is_tool, is_abstract = (bool(found.cls.options.get(key)) for key in ("tool", "abstract"))
    return GlobalClass(name, base or "Object", icon, is_tool, is_abstract)


def engine_base(found: Found, project: Project) -> str:
    """The engine class that a class of a script derives from; empty when that can't be read."""
    base: Found | str = found
    for _ in range(_MANY_FILES):
        if isinstance(base, str):
            return base
        base = base_of(base, project)
    return ""


def base_of(found: Found, project: Project) -> Found | str:
    """The base that the engine knows of, or a class of the project; empty when there is none.

    Mixins, which derive from no class of the engine, are passed over.
    """
    return _base_of(found, project, _MANY_FILES)


def _base_of(found: Found, project: Project, depth: int) -> Found | str:
    for written in found.cls.bases:
        base = resolve(found, written, project)
        if isinstance(base, str):
            if base and project.is_engine_class(base):
                return base
        elif depth and _base_of(base, project, depth - 1):
            return base
    return ""


def resolve(found: Found, written: str, project: Project) -> Found | str:
    """A base as written: a class of the project, a name that ``godot`` should have, or empty."""
    module, name = found.outline.origin(written)
    if module == "godot":
        return name
    if not module:
        cls = found.outline.classes.get(name)
        if cls is None or cls is found.cls:
            return _from_stars(found, name, project)
        return Found(found.path, found.outline, cls)
    return find_class(module, name, project) or ""


def _from_stars(found: Found, name: str, project: Project) -> Found | str:
    for module in found.outline.stars:
        if module != "godot":
            other = find_class(module, name, project)
            if other is not None:
                return other
    return ""


def find_class(module: str, name: str, project: Project, depth: int = 8) -> Found | None:
    """A class by the module that it is imported from, also through modules that pass it on."""
    for path in module_file(module):
        source = project.source(path)
        if source is None:
            continue
        try:
            outline = read(source)
        except SyntaxError:
            return None
        cls = outline.classes.get(name)
        if cls is not None:
            return Found(path, outline, cls)
        if name in outline.imports and depth:
            inner_module, inner = outline.imports[name]
            if inner_module != "godot" and inner:
                return find_class(inner_module, inner, project, depth - 1)
        return None
    return None


def _script(path: str, project: Project) -> Found | None:
    source = project.source(path)
    if source is None or "exposed" not in source or "_BASE_" in source:  # or a template
        return None
    try:
        outline = read(source)
    except SyntaxError:
        return None
    cls = outline.script
    return None if cls is None else Found(path, outline, cls)
