"""Room A: the project's modules run again when their files have changed.

May import: modules, renewing, script_classes, sources.

The module object stays, its names are new; classes and functions are changed in place (see
``renewing``), so instances keep their attributes and have the new methods. Then the modules that
import it run again, in the order in which they import each other. A file that fails leaves
everything as it was: its last good version goes on, and the log says why, once.
"""

from __future__ import annotations

import dataclasses
import importlib
import sys
from types import ModuleType

from godot.scripting import modules, script_classes, sources
from godot.scripting.modules import BrokenModule, ModuleRecord, records
from godot.scripting.renewing import Renewal

__all__ = ["Reloaded", "changed_files", "move", "reload", "reload_changed"]

_STAYS = frozenset(
    ["__name__", "__file__", "__path__", "__spec__", "__loader__", "__package__", "__builtins__"]
)


@dataclasses.dataclass(frozen=True, slots=True)
class Reloaded:
    """What a reload has done."""

    renewed: tuple[str, ...] = ()
    """The files whose new version is in force, in the order in which they ran."""
    broken: tuple[str, ...] = ()
    """The files that failed. Those that were good before go on as they were."""


def reload(path: str, *, force: bool = False) -> Reloaded:
    """Takes over what a file says now, and has those that import it follow.

    Nothing happens when its text is what is in force already, unless ``force``. What fails is in
    the log afterwards; nothing is raised.
    """
    return _reload([path], force)


def reload_changed() -> Reloaded:
    """Takes over every file that has changed since it was loaded."""
    return _reload(changed_files(), force=False)


def changed_files() -> list[str]:
    """The loaded or broken files whose text is another now, in the order of their loading."""
    return [path for path, record in list(records.items()) if _has_changed(record)]


def _has_changed(record: ModuleRecord) -> bool:
    data = modules.read_bytes(record.path)
    return data is not None and data != record.tried


def _reload(paths: list[str], force: bool) -> Reloaded:
    wanted = [
        path
        for path in paths
        if force or path not in records or _has_changed(records[path])
    ]  # fmt: skip
    renewed: list[str] = []
    broken: list[str] = []
    imported = _graph(wanted)
    for path in _with_importers(wanted, imported):
        # An importer follows only if something that it imports has changed.
        if path in wanted or imported[path] & set(renewed):
            (renewed if _renew(path) else broken).append(path)
    return Reloaded(tuple(renewed), tuple(broken))


def _renew(path: str) -> bool:
    module = modules.module_of(path)
    if module is None:
        return _load(path)
    if modules.is_loading(path):
        return False  # its code runs now, and asks for itself
    record = records[path]
    good = record.source
    try:
        importlib.reload(module)  # under its import lock; our loader gives it to run_again()
    except BaseException as error:
        record.error = error
        modules.report(record, f"{path} could not be reloaded, its last good version goes on:")
        record.source = good
        _forget_lines(path)
        return False
    return True


def _forget_lines(path: str) -> None:
    """Has tracebacks ask for the text anew."""
    linecache = sys.modules.get("linecache")
    if linecache is not None:
        linecache.cache.pop(path, None)


def _load(path: str) -> bool:
    """A file that has no module yet: it was broken, or nobody has asked for it."""
    known = modules.problem(path)
    said = f"{type(known).__name__}: {known}"
    try:
        modules.load_module(path, again=True, quiet=said)
    except BrokenModule:
        return False
    return True


def run_again(module: ModuleType, record: ModuleRecord) -> None:
    """Runs a loaded module's new text. What it raises leaves the module as it was."""
    _forget_lines(record.path)
    code = sources.compile_source(record.tried, record.path)
    space = module.__dict__
    before = dict(space)
    with Renewal(module, before) as renewal:
        try:
            for name, value in before.items():
                if name not in _STAYS and sys.modules.get(f"{module.__name__}.{name}") is not value:
                    del space[name]
            script_class = script_classes.exposed_class(module, before)
            exec(code, space)
            renamed = script_classes.exposed_class(module)
            if script_class is not None and renamed not in (None, script_class):
                renewal.rename(script_class, renamed)
            script_classes.mark(module, record.path)
        except BaseException:
            space.clear()
            space.update(before)
            raise
        renewal.finish()
    if renewal.left:
        modules.warn(
            f"{record.path}: {', '.join(renewal.left)} cannot change so in place; objects that "
            "were made before go on as they were. Start the scene again."
        )


# ---- who imports whom ----------------------------------------------------------------------------

_imports: dict[str, tuple[bytes, frozenset[str]]] = {}


def _graph(paths: list[str]) -> dict[str, frozenset[str]]:
    """Which files these files and all that import them import, as their texts say it."""
    names = {path: record.name for path, record in list(records.items())}
    names |= {path: modules.module_name(path) for path in paths if path not in names}
    files = {name.removeprefix("godot.res."): path for path, name in names.items()}
    graph: dict[str, frozenset[str]] = {}
    reached = list(paths)
    for path in reached:  # it grows on the way
        for other in names:
            if other in graph or not _may_import(other, path, names[path]):
                continue
            wanted = {name.removeprefix("godot.res.") for name in _names(other)}
            graph[other] = frozenset(files[name] for name in wanted & set(files)) - {other}
        reached += [other for other in graph if path in graph[other] and other not in reached]
    return {path: graph.get(path, frozenset()) for path in names if path in reached}


def _may_import(importer: str, path: str, name: str) -> bool:
    """Whether it is worth reading the importer's text: a project has many files."""
    record = records.get(importer)
    if record is None or importer == path:
        return record is not None
    if path.endswith("/__init__.py"):  # a package is imported with whatever is in it
        name = name.rpartition(".")[2] if not importer.startswith(path[:-11]) else ""
    return name.rpartition(".")[2].encode() in record.tried


def _names(path: str) -> frozenset[str]:
    record = records.get(path)
    if record is None:
        return frozenset()
    known = _imports.get(path)
    if known is None or known[0] is not record.tried:
        package = record.name if path.endswith("/__init__.py") else record.name.rpartition(".")[0]
        names = sources.imported_names(record.tried, path, package)
        known = _imports[path] = (record.tried, frozenset(names))
    return known[1]


def _with_importers(paths: list[str], imported: dict[str, frozenset[str]]) -> list[str]:
    """These and all that import them, however indirectly, each after what it imports."""
    ordered: list[str] = []
    visited: set[str] = set()

    def visit(path: str) -> None:
        if path in visited:
            return  # placed, or a circle: then the order of loading decides
        visited.add(path)
        for other in imported:  # in the order of loading
            # Of a circle, what has changed comes first.
            if other in imported[path] and not (path in paths and _leads(other, path, imported)):
                visit(other)
        ordered.append(path)

    for path in [*paths, *imported]:
        visit(path)
    return ordered


def _leads(start: str, goal: str, imported: dict[str, frozenset[str]]) -> bool:
    """Whether ``start`` imports ``goal``, however indirectly."""
    seen, waiting = {start}, [start]
    while waiting:
        more = (imported[waiting.pop()] & set(imported)) - seen
        seen |= more
        waiting.extend(more)
    return goal in seen


# ---- moving --------------------------------------------------------------------------------------


def move(old: str, new: str) -> Reloaded:
    """A file has another path now, and so its module another name. Importers are told by errors.

    Those that import it by its old name fail, as they would at the next start.
    """
    record = records.get(old)
    module = modules.module_of(old)
    if record is None or old == new:
        return Reloaded()
    importers = [path for path, others in _graph([old]).items() if old in others]
    modules.forget(old)
    if module is not None:
        moved = modules.adopt(module, record, new)
        for cls in list(vars(module).values()):
            if isinstance(cls, type) and cls.__module__ == record.name:
                cls.__module__ = moved.name
    done = reload(new, force=True)
    rest = _reload([path for path in importers if path in records], force=True)
    return Reloaded(done.renewed + rest.renewed, done.broken + rest.broken)
