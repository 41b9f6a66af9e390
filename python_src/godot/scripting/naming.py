"""Room A: which file is which module. May import: files, known_modules.

See ``modules`` for what the names are.
"""

from __future__ import annotations

import posixpath
import sys
from importlib.machinery import PathFinder

from godot.scripting.files import ProjectFiles, child
from godot.scripting.known_modules import records

__all__ = [
    "FILES",
    "FOLDERS",
    "ROOTS",
    "escape",
    "forget_taken",
    "is_file",
    "is_ignored",
    "is_taken",
    "locate",
    "module_name",
    "names_in",
    "read_bytes",
    "unescape",
    "use",
]

ROOTS = {"godot.res": "res://", "godot.user": "user://"}
FOLDERS = tuple(ROOTS.values())
FILES = "godot.files"
"""Above the modules that have no other name: the rest of the name is the path, escaped."""

_files: ProjectFiles | None = None
_taken: dict[str, bool] = {}


def use(files: ProjectFiles | None) -> None:
    """Says where the files are; None: nowhere."""
    global _files
    _files = files
    _taken.clear()


def is_file(path: str) -> bool:
    """Whether there is a file of exactly this name."""
    return _files is not None and _files.is_file(path)


def names_in(folder: str) -> tuple[list[str], list[str]]:
    """The names of the files and of the folders in it."""
    return ([], []) if _files is None else _files.names(folder)


def forget_taken() -> None:
    """There may be other modules of other origin now."""
    _taken.clear()


def read_bytes(path: str) -> bytes | None:
    """A file's content; None when it is not there, or cannot be read."""
    return None if _files is None else _files.read(path)


def is_ignored(folder: str) -> bool:
    """Whether the engine leaves the folder out."""
    return _files is not None and _files.is_file(child(folder, ".gdignore"))


def locate(folder: str, stem: str) -> tuple[str | None, str | None]:
    """The file of a module, and the folder of its own modules; each may be missing."""
    if _files is None:
        return None, None
    below = child(folder, stem)
    within = below if _files.is_folder(below) and not is_ignored(below) else None
    if within is not None and _files.is_file(f"{below}/__init__.py"):
        return f"{below}/__init__.py", within
    return (f"{below}.py" if _files.is_file(f"{below}.py") else None), within


def module_name(path: str) -> str:
    """The name of a file's module: ``enemies.orc`` for ``res://enemies/orc.py``."""
    record = records.get(path)
    if record is not None:
        return record.name
    for root, folder in ROOTS.items():
        if path.startswith(folder):
            return _name_below(path, root, folder)
    return f"{FILES}.{escape(path)}"


def _name_below(path: str, root: str, folder: str) -> str:
    parts = path.removeprefix(folder).removesuffix(".py").split("/")
    if parts[-1] == "__init__":
        parts.pop()
    if not parts or "" in parts or not path.endswith(".py"):
        return f"{FILES}.{escape(path)}"
    parents = [child(folder, "/".join(parts[:count])) for count in range(1, len(parts))]
    here = _locate_here(path, parts[-1])
    if any(is_ignored(parent) for parent in parents) or here not in (path, None):
        return f"{FILES}.{escape(path)}"  # no import statement finds it
    name = ".".join(map(escape, parts))
    return f"{root}.{name}" if root != "godot.res" or is_taken(parts[0]) else name


def _locate_here(path: str, stem: str) -> str | None:
    folder = posixpath.dirname(path)
    if path.endswith("/__init__.py"):
        folder = posixpath.dirname(folder)
    return locate(f"{folder}//" if folder.endswith(":") else folder, stem)[0]


def escape(name: str) -> str:
    """Part of a path as a part of a module's name, which has dots between parts alone."""
    return name.replace("%", "%25").replace(".", "%2E")


def unescape(name: str) -> str:
    """Undoes :func:`escape`."""
    return name.replace("%2E", ".").replace("%25", "%")


def is_taken(name: str) -> bool:
    """Whether ``import name`` means something else than the project's file of that name."""
    found = _taken.get(name)
    if found is None:
        module = sys.modules.get(name)
        ours = getattr(getattr(module, "__loader__", None), "is_of_the_project", False)
        found = name in sys.stdlib_module_names or (
            not ours and (module is not None or PathFinder.find_spec(name) is not None)
        )
        _taken[name] = found
    return found
