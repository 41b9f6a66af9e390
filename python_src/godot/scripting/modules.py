"""Room A: ``.py`` files of the project as Python modules.

May import: files, script_classes, sources.

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

import dataclasses
import importlib
import importlib.util
import posixpath
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType
from typing import Any

from godot.scripting import script_classes, sources
from godot.scripting.files import ProjectFiles, child

__all__ = [
    "BrokenModule",
    "FolderFinder",
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

_ROOTS = {"godot.res": "res://", "godot.user": "user://"}
_FOLDERS = tuple(_ROOTS.values())
_FILES = "godot.files"
"""Above the modules that have no other name: the rest of the name is the path, escaped."""


class BrokenModule(ImportError):  # noqa: N818 - says what the file is
    """A file of the project that cannot be a module. The reason is its ``__cause__``."""


@dataclasses.dataclass(slots=True)
class ModuleRecord:
    """What is known of one file that was loaded, or could not be."""

    path: str
    name: str
    source: bytes = b""
    """What is in force. The file may have changed since."""
    tried: bytes = b""
    """What was tried last; another than ``source`` when it failed."""
    error: BaseException | None = None
    """Why that failed; None when it did not."""
    told: bool = False
    """Whether that is in the log."""
    is_running: bool = False
    """Whether its code runs now."""


records: dict[str, ModuleRecord] = {}
"""By path, in the order in which they were first loaded."""

listeners: list[Callable[[str, ModuleType], None]] = []
"""Called with path and module when a file has run, and on a reload before its importers do."""

_files: ProjectFiles | None = None
_report: Callable[[BaseException, str, str], None] | None = None
_warn: Callable[[str], None] | None = None
_taken: dict[str, bool] = {}


def install(
    files: ProjectFiles,
    report: Callable[[BaseException, str, str], None],
    warn: Callable[[str], None],
) -> None:
    """Lets ``import`` find the project's files.

    ``report`` writes an exception to the log, under a heading, with the file that it is about;
    ``warn`` a warning.
    """
    global _files, _report, _warn
    _files, _report, _warn = files, report, warn
    if _finder not in sys.meta_path:
        sys.meta_path.append(_finder)
        sys.path_hooks.append(FolderFinder)


def uninstall() -> None:
    """Forgets the project: its modules, and how to find them. The engine is leaving."""
    global _files, _report, _warn
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)
        sys.path_hooks.remove(FolderFinder)
        for path in [path for path in sys.path_importer_cache if path.startswith(_FOLDERS)]:
            del sys.path_importer_cache[path]
    for name, module in list(sys.modules.items()):
        if isinstance(getattr(module, "__loader__", None), ProjectLoader | _Folder):
            del sys.modules[name]
    records.clear()
    listeners.clear()
    _taken.clear()
    _files = _report = _warn = None


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
        if _files is not None and not _files.is_file(path):
            raise FileNotFoundError(f"there is no file {path}")
        return importlib.import_module(name)
    except BaseException as error:
        record = records.setdefault(path, ModuleRecord(path, name))
        record.error = error  # perhaps that of its package, or that there is no such file
        record.told = record.told or quiet == f"{type(error).__name__}: {error}"
        report(record, f"{path} could not be loaded:")
        raise _broken(record) from error


def report(record: ModuleRecord, heading: str) -> None:
    """Writes why a file failed to the log, if it is not there yet."""
    if record.error is not None and _report is not None and not record.told:
        record.told = True
        _report(record.error, heading, record.path)


def warn(text: str) -> None:
    """Writes a warning to the log."""
    if _warn is not None:
        _warn(text)


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


def is_project_finder(finder: object) -> bool:
    """Whether it is the entry of ``sys.meta_path`` that finds the project's files."""
    return finder is _finder


def read_source(path: str) -> str:
    """A file's text, decoded as Python would. Raises ``FileNotFoundError`` or ``SyntaxError``."""
    data = read_bytes(path)
    if data is None:
        raise FileNotFoundError(f"{path} is not there, or cannot be read")
    return sources.decode(data, path)


def module_name(path: str) -> str:
    """The name of a file's module: ``enemies.orc`` for ``res://enemies/orc.py``."""
    record = records.get(path)
    if record is not None:
        return record.name
    for root, folder in _ROOTS.items():
        if path.startswith(folder):
            return _name_below(path, root, folder)
    return f"{_FILES}.{_escape(path)}"


def _name_below(path: str, root: str, folder: str) -> str:
    parts = path.removeprefix(folder).removesuffix(".py").split("/")
    if parts[-1] == "__init__":
        parts.pop()
    if not parts or "" in parts or not path.endswith(".py"):
        return f"{_FILES}.{_escape(path)}"
    parents = [child(folder, "/".join(parts[:count])) for count in range(1, len(parts))]
    here = _locate_here(path, parts[-1])
    if any(_is_ignored(parent) for parent in parents) or here not in (path, None):
        return f"{_FILES}.{_escape(path)}"  # no import statement finds it
    name = ".".join(map(_escape, parts))
    return f"{root}.{name}" if root != "godot.res" or _is_taken(parts[0]) else name


def _locate_here(path: str, stem: str) -> str | None:
    folder = posixpath.dirname(path)
    if path.endswith("/__init__.py"):
        folder = posixpath.dirname(folder)
    return _locate(f"{folder}//" if folder.endswith(":") else folder, stem)[0]


def _escape(name: str) -> str:
    return name.replace("%", "%25").replace(".", "%2E")


def _unescape(name: str) -> str:
    return name.replace("%2E", ".").replace("%25", "%")


def _is_taken(name: str) -> bool:
    """Whether ``import name`` means something else than the project's file of that name."""
    found = _taken.get(name)
    if found is None:
        module = sys.modules.get(name)
        ours = isinstance(getattr(module, "__loader__", None), ProjectLoader | _Folder)
        found = name in sys.stdlib_module_names or (
            not ours and (module is not None or PathFinder.find_spec(name) is not None)
        )
        _taken[name] = found
    return found


# ---- files ---------------------------------------------------------------------------------------


def read_bytes(path: str) -> bytes | None:
    """A file's content; None when it is not there, or cannot be read."""
    return None if _files is None else _files.read(path)


def _is_ignored(folder: str) -> bool:
    return _files is not None and _files.is_file(child(folder, ".gdignore"))


def _locate(folder: str, stem: str) -> tuple[str | None, str | None]:
    """The file of a module, and the folder of its own modules; each may be missing."""
    if _files is None:
        return None, None
    below = child(folder, stem)
    within = below if _files.is_folder(below) and not _is_ignored(below) else None
    if within is not None and _files.is_file(f"{below}/__init__.py"):
        return f"{below}/__init__.py", within
    return (f"{below}.py" if _files.is_file(f"{below}.py") else None), within


# ---- importing -----------------------------------------------------------------------------------


class _Finder:
    """Finds what no other finder has found, in the project."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See ``importlib.abc.MetaPathFinder``."""
        if _files is None:
            return None
        if name in _ROOTS or name == _FILES:
            return _folder_spec(name, _ROOTS.get(name, "godot.files://"))
        parent, _, last = name.rpartition(".")
        if parent == _FILES:
            odd = _unescape(last)
            return _file_spec(name, odd, None) if _files.is_file(odd) else None
        if path is None and _is_taken(name):
            return None  # of a part of the standard library that this Python does not have
        for folder in ["res://"] if path is None else map(str, path):
            if not folder.startswith(_FOLDERS):
                continue
            file, within = _locate(folder, _unescape(last))
            if file is not None:
                return _file_spec(name, file, within)
            if within is not None:
                return _folder_spec(name, within)
        return None

    def invalidate_caches(self) -> None:
        """See ``importlib.invalidate_caches``."""
        _taken.clear()
        sources.forget_names()


_finder = _Finder()


class FolderFinder:
    """One folder, for what goes through folders: ``pkgutil.iter_modules(enemies.__path__)``."""

    def __init__(self, path: str) -> None:
        if not path.startswith(_FOLDERS):
            raise ImportError(f"{path} is no folder of the project", path=path)
        self._path = path

    def find_spec(self, name: str, target: ModuleType | None = None) -> ModuleSpec | None:
        """See ``importlib.abc.PathEntryFinder``."""
        return _finder.find_spec(name, [self._path], target)

    def iter_modules(self, prefix: str = "") -> Iterator[tuple[str, bool]]:
        """The names of the modules in it, and whether they are packages; see ``pkgutil``."""
        files, folders = ([], []) if _files is None else _files.names(self._path)
        for name in sorted({*(name[:-3] for name in files if name.endswith(".py")), *folders}):
            if name == "__init__" or not name.isidentifier() or _files is None:
                continue
            file, within = _locate(self._path, name)
            is_package = within is not None and _files.is_file(f"{within}/__init__.py")
            if file is not None:
                yield prefix + name, is_package


def _file_spec(name: str, file: str, within: str | None) -> ModuleSpec:
    # Python wants of a loader what ours have; its type also asks for what was dropped long ago.
    loader: Any = ProjectLoader(file, within)
    proper = module_name(file)
    if proper != name:
        loader = _Alias(proper)
        return ModuleSpec(name, loader, origin=file)
    return ModuleSpec(name, loader, origin=file, is_package=file.endswith("/__init__.py"))


def _folder_spec(name: str, folder: str) -> ModuleSpec:
    loader: Any = _Folder()
    spec = ModuleSpec(name, loader, is_package=True)
    spec.submodule_search_locations = [folder]
    return spec


class _Folder:
    """Makes the module of a folder that has no file of its own."""

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leaves it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


class _Alias:
    """A second name for a file: the module is the one of its proper name."""

    def __init__(self, proper: str) -> None:
        self._proper = proper
        self._spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Gives the module that there is."""
        module = importlib.import_module(self._proper)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It has run; the import system has given it another spec, though."""
        module.__spec__ = self._spec


class ProjectLoader:
    """Loads one file. It also tells ``linecache``, ``inspect`` and ``pkgutil`` what they ask."""

    def __init__(self, path: str, folder: str | None = None) -> None:
        self.path = path
        self._folder = folder

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leaves it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Runs the file. What it raises leaves no half-made module, or the one that there was."""
        again = "__file__" in module.__dict__
        module.__file__ = self.path
        if self._folder is not None:
            module.__path__ = [self._folder]
        record = records.setdefault(self.path, ModuleRecord(self.path, module.__name__))
        data = read_bytes(self.path)
        try:
            if data is None:
                raise FileNotFoundError(f"{self.path} cannot be read")
            if data != record.tried:
                record.told = False
            record.source = record.tried = data
            record.is_running = True
            if again:
                from godot.scripting import reloading  # here: a game needs it only while it is made

                reloading.run_again(module, record)
            else:
                exec(sources.compile_source(data, self.path), module.__dict__)
                script_classes.mark(module, self.path)
        except BaseException as error:
            record.error = error
            raise
        finally:
            record.is_running = False
        record.error, record.told = None, False
        for listener in list(listeners):
            listener(self.path, module)

    def get_code(self, name: str) -> CodeType:
        """The compiled file, as for a new import."""
        return sources.compile_source(self.get_data(self.path), self.path)

    def get_source(self, name: str) -> str | None:
        """The text that was compiled last, for tracebacks."""
        record = records.get(self.path)
        data = record.source if record is not None else read_bytes(self.path)
        try:
            return None if data is None else sources.decode(data, self.path)
        except SyntaxError as error:
            raise ImportError(str(error), name=name, path=self.path) from error

    def get_filename(self, name: str) -> str:
        """The file's path."""
        return self.path

    def is_package(self, name: str) -> bool:
        """Whether it is a folder's ``__init__.py``."""
        return self.path.endswith("/__init__.py")

    def get_data(self, path: str) -> bytes:
        """Any file of the project, also one beside the module: see ``pkgutil.get_data``."""
        if path.startswith("res:/") and not path.startswith("res://"):
            path = "res://" + path.removeprefix("res:/")  # os.path has put it together
        data = read_bytes(path)
        if data is None:
            raise FileNotFoundError(f"{path} is not there, or cannot be read")
        return data


# ---- explaining ----------------------------------------------------------------------------------


def explain(error: BaseException) -> str:
    """What to say of a module that was not found, for the log; "" if nothing."""
    if not isinstance(error, ModuleNotFoundError) or not error.name or _files is None:
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
    if _is_ignored(child(folder, stem)):
        return f"{child(folder, stem)} has a .gdignore in it: the engine leaves it out."
    from difflib import get_close_matches

    files, folders = _files.names(folder)
    names = [name.removesuffix(".py") for name in files if name.endswith(".py")]
    names += [name for name in folders if not name.startswith(".")]
    by_lower = {name.lower(): name for name in names}
    close = [by_lower[name] for name in get_close_matches(stem.lower(), by_lower, 3)]
    there = ", ".join(close or sorted(names)[:8]) or "no Python file"
    return f"There is no {stem}.py in {folder}; {'close to it' if close else 'there'}: {there}."
