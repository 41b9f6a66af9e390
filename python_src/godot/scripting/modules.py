"""Room A: ``.py`` files of the project as Python modules.

May import: files, importing, known_modules, naming, sources.

``res://enemies/orc.py`` is the module ``enemies.orc``, for ``import`` and for ``load()`` alike: one
file is one module object. Folders are packages, with ``__init__.py`` or without; a folder with a
``.gdignore`` in it is none, because the engine does not export it. Beside ``player.py`` there may
be a folder ``player``, whose files are then modules below ``player``.

Python's own modules and the addon's packages come first. A file whose name one of them has goes by
a longer name, and can be imported with it: ``res://platform.py`` is ``godot.res.platform``.

Files are read through the engine, so from a pack as well, and on any thread. No compiled code is
written into the project.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType

from godot.scripting import known_modules, naming, sources
from godot.scripting.files import ProjectFiles, child
from godot.scripting.importing import FolderFinder, ProjectLoader, finder
from godot.scripting.known_modules import ModuleRecord, listeners, records, report, warn
from godot.scripting.naming import (
    FOLDERS,
    is_file,
    is_ignored,
    is_taken,
    locate,
    module_name,
    names_in,
    read_bytes,
)

__all__ = [
    "BrokenModule",
    "ModuleRecord",
    "ProjectLoader",
    "adopt",
    "explain",
    "forget",
    "install",
    "is_loading",
    "is_project_finder",
    "listeners",
    "load_module",
    "module_name",
    "module_of",
    "problem",
    "read_bytes",
    "read_source",
    "records",
    "report",
    "uninstall",
    "warn",
]


class BrokenModule(ImportError):  # noqa: N818 - says what the file is
    """A file of the project that cannot be a module. The reason is its ``__cause__``."""


def install(
    files: ProjectFiles,
    report: Callable[[BaseException, str, str], None],
    warn: Callable[[str], None],
) -> None:
    """Lets ``import`` find the project's files.

    ``report`` writes an exception to the log, under a heading, with the file that it is about;
    ``warn`` a warning.
    """
    naming.use(files)
    known_modules.use(report, warn)
    if finder not in sys.meta_path:
        sys.meta_path.append(finder)
        sys.path_hooks.append(FolderFinder)


def uninstall() -> None:
    """Forgets the project: its modules, and how to find them. The engine is leaving."""
    if finder in sys.meta_path:
        sys.meta_path.remove(finder)
        sys.path_hooks.remove(FolderFinder)
        for path in [path for path in sys.path_importer_cache if path.startswith(FOLDERS)]:
            del sys.path_importer_cache[path]
    for name, module in list(sys.modules.items()):
        if getattr(getattr(module, "__loader__", None), "is_of_the_project", False):
            del sys.modules[name]
    records.clear()
    listeners.clear()
    known_modules.use(None, None)
    naming.use(None)


# ---- what the script language asks ---------------------------------------------------------------


def load_module(path: str, *, again: bool = False, quiet: str = "") -> ModuleType:
    """The module of a file, imported now if it is not yet.

    Raises :class:`BrokenModule` when it cannot be imported. The reason is then in the log, once:
    the same file is not tried, or told, again until it has changed or :func:`forget` is called.
    ``again`` tries it all the same; a reason that reads like ``quiet`` is not told.
    """
    name = module_name(path)
    loaded = module_of(path)
    if loaded is not None:
        return loaded
    record = records.get(path)
    if record is not None and record.error is not None:
        if not again and record.tried == (read_bytes(path) or b""):
            raise _broken(record) from record.error
        record.told = False
    try:
        if not is_file(path):
            raise FileNotFoundError(f"there is no file {path}")
        return importlib.import_module(name)
    except BaseException as error:
        record = records.setdefault(path, ModuleRecord(path, name))
        record.error = error  # perhaps that of its package, or that there is no such file
        record.told = record.told or quiet == f"{type(error).__name__}: {error}"
        report(record, f"{path} could not be loaded:")
        raise _broken(record) from error


def _broken(record: ModuleRecord) -> BrokenModule:
    reason = f"{type(record.error).__name__}: {record.error}".removesuffix(": ")
    return BrokenModule(
        f"{record.path} could not be loaded: {reason}", name=record.name, path=record.path
    )


def module_of(path: str) -> ModuleType | None:
    """The module of a file if it is loaded, or being loaded by this thread; else None."""
    record = records.get(path)
    if record is None:
        return None
    module = sys.modules.get(record.name)
    return module if getattr(module, "__file__", None) == path else None


def is_loading(path: str) -> bool:
    """Whether the module's own code is running now, so that it is not whole yet."""
    record = records.get(path)
    return record is not None and record.is_running


def problem(path: str) -> BaseException | None:
    """Why the file could not be loaded when that was tried last; None if it could."""
    record = records.get(path)
    return None if record is None else record.error


def forget(path: str) -> None:
    """Takes a module away, as if it had never been loaded: its file has gone, or moved."""
    record = records.pop(path, None)
    if record is not None:
        module = sys.modules.get(record.name)
        if getattr(module, "__file__", None) == path:
            del sys.modules[record.name]
            parent, _, last = record.name.rpartition(".")
            vars(sys.modules.get(parent, module)).pop(last, None)
    importlib.invalidate_caches()


def adopt(module: ModuleType, record: ModuleRecord, path: str) -> ModuleRecord:
    """Gives a module that was forgotten another path, and so another name."""
    name = module_name(path)
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(importlib.import_module(parent), last, module)
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise FileNotFoundError(f"there is no file {path}")
    moved = ModuleRecord(path, name, record.source, record.tried, record.error, record.told)
    records[path] = moved
    module.__name__, module.__file__ = name, path
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    sys.modules[name] = module
    return moved


def is_project_finder(item: object) -> bool:
    """Whether it is the entry of ``sys.meta_path`` that finds the project's files."""
    return item is finder


def read_source(path: str) -> str:
    """A file's text, decoded as Python would. Raises ``FileNotFoundError`` or ``SyntaxError``."""
    data = read_bytes(path)
    if data is None:
        raise FileNotFoundError(f"{path} is not there, or cannot be read")
    return sources.decode(data, path)


# ---- explaining ----------------------------------------------------------------------------------


def explain(error: BaseException) -> str:
    """What to say of a module, or a name in it, that was not found, for the log; "" if nothing."""
    if not isinstance(error, ImportError) or not error.name:
        return ""
    head = error.name.partition(".")[0]
    if is_taken(head) and any(locate("res://", head)):
        return (
            f"Python has a module {head!r} of its own, which comes first: the project's is "
            f"{'.'.join(['godot.res', error.name])!r}."
        )
    if not isinstance(error, ModuleNotFoundError):
        return ""
    parent, _, stem = error.name.rpartition(".")
    folder = "res://"
    if parent:
        paths = getattr(sys.modules.get(parent), "__path__", None)
        if paths is None:
            file = getattr(sys.modules.get(parent), "__file__", None)
            if not isinstance(file, str) or not file.startswith("res://"):
                return ""
            return f"{file} is a file and has no folder of the same name beside it."
        folder = next((str(path) for path in paths if str(path).startswith("res://")), "")
        if not folder:
            return ""
    if is_ignored(child(folder, stem)):
        return f"{child(folder, stem)} has a .gdignore in it: the engine leaves it out."
    from difflib import get_close_matches

    files, folders = names_in(folder)
    names = [name.removesuffix(".py") for name in files if name.endswith(".py")]
    names += [name for name in folders if not name.startswith(".")]
    by_lower = {name.lower(): name for name in names}
    close = [by_lower[name] for name in get_close_matches(stem.lower(), by_lower, 3)]
    there = ", ".join(close or sorted(names)[:8]) or "no Python file"
    text = f"There is no {stem}.py in {folder}; {'close to it' if close else 'there'}: {there}."
    if not parent and not close:
        text += " Packages of others belong into the project or the addon's python/site-packages."
    return text
