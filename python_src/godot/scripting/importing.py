"""Room A: what Python's import asks of the project's files.

May import: known_modules, naming, reloading, script_classes, sources. See ``modules``.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from godot.scripting import script_classes, sources
from godot.scripting.known_modules import ModuleRecord, listeners, records
from godot.scripting.naming import (
    FILES,
    FOLDERS,
    ROOTS,
    forget_taken,
    is_file,
    is_taken,
    locate,
    module_name,
    names_in,
    read_bytes,
    unescape,
)

__all__ = ["FolderFinder", "ProjectFinder", "ProjectLoader", "finder"]


class ProjectFinder:
    """Finds what no other finder has found, in the project."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See ``importlib.abc.MetaPathFinder``."""
        if name in ROOTS or name == FILES:
            return _folder_spec(name, ROOTS.get(name, "godot.files://"))
        parent, _, last = name.rpartition(".")
        if parent == FILES:
            odd = unescape(last)
            return _file_spec(name, odd, None) if is_file(odd) else None
        if path is None and is_taken(name):
            return None  # of a part of the standard library that this Python does not have
        for folder in ["res://"] if path is None else map(str, path):
            if not folder.startswith(FOLDERS):
                continue
            file, within = locate(folder, unescape(last))
            if file is not None:
                return _file_spec(name, file, within)
            if within is not None:
                return _folder_spec(name, within)
        return None

    def invalidate_caches(self) -> None:
        """See ``importlib.invalidate_caches``."""
        forget_taken()
        sources.forget_names()


finder = ProjectFinder()


class FolderFinder:
    """One folder, for what goes through folders: ``pkgutil.iter_modules(enemies.__path__)``."""

    def __init__(self, path: str) -> None:
        if not path.startswith(FOLDERS):
            raise ImportError(f"{path} is no folder of the project", path=path)
        self._path = path

    def find_spec(self, name: str, target: ModuleType | None = None) -> ModuleSpec | None:
        """See ``importlib.abc.PathEntryFinder``."""
        return finder.find_spec(name, [self._path], target)

    def iter_modules(self, prefix: str = "") -> Iterator[tuple[str, bool]]:
        """The names of the modules in it, and whether they are packages; see ``pkgutil``."""
        files, folders = names_in(self._path)
        for name in sorted({*(name[:-3] for name in files if name.endswith(".py")), *folders}):
            if name == "__init__" or not name.isidentifier():
                continue
            file, within = locate(self._path, name)
            is_package = within is not None and is_file(f"{within}/__init__.py")
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

    is_of_the_project = True

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

    is_of_the_project = True

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
            if data is None or sources.is_compiled(data):
                return None
            return sources.decode(data, self.path)
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
