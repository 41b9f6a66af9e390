"""The direction of imports, read from the sources: which room may use which, and in which order.

A new module has to be placed in the order of its room below; the test says so when it is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "python_src"

# What each room may import of the others.
ALLOWED = {
    "godot": frozenset[str](),
    "steamworks": frozenset[str](),
    "offline_steam": frozenset[str](),
    "godot_steamworks": frozenset({"godot", "steamworks"}),
    "godot_testing": frozenset[str](),
}

# From the ground up: a module imports from its own floor and from those before it. (So nothing of a
# game imports what is in the editor alone.)
FLOORS = {
    "godot": (
        ("_ffi",),
        ("interface", "archive", "bbcode", "enums", "output", "renamed", "stack"),
        ("api", "attributes", "docs"),
        ("errors",),
        ("variant",),
        ("values",),
        ("containers",),
        ("arrays", "dictionaries"),
        ("builtins",),
        ("unknown_classes",),
        ("classes", "engine_help"),
        ("loading", "coroutines"),
        ("together",),
        ("names",),
        ("specs",),
        ("hints", "marks", "defaults", "signatures"),
        ("exports",),
        ("reading",),
        ("exposing",),
        ("descriptions",),
        ("registry", "help_pages"),
        ("scripting",),
        ("lifecycle",),
    ),
    "steamworks": (
        ("contract",),
        ("shapes", "enums", "log", "listeners", "asyncio_loop"),
        ("errors", "observers"),
        ("request", "async_listeners"),
        ("steam_id",),
        ("_abi", "finding"),
        ("values",),
        ("events", "messages"),
        ("dispatch",),
        ("connecting", "echoes", "user_stats", "leaderboards", "friends", "images", "overlay"),
        ("apps", "auth", "pictures"),
        ("progress", "answers", "profiles", "icons", "notices"),
        ("client",),
        ("arguments",),
        ("board_arguments",),
        ("documented",),
        ("facade",),
        ("api",),
    ),
    "godot_steamworks": (
        ("containers", "describe", "event_record", "texts", "listeners", "log", "offline_errors"),
        ("offline", "pictures", "settings", "watching"),
        ("connection", "offline_control"),
        ("node", "offline_access", "remote", "restarting"),
        ("offline_class", "told_values"),
        ("in_test",),
        ("under_test",),
        ("editor",),
    ),
    "godot_testing": (
        ("errors", "log", "process", "steam", "turns", "values"),
        ("engine", "link"),
        ("project",),
        ("game",),
        ("plugin",),
    ),
}

MADE_BY_THE_BUILD = {"shapes"}

# Called from C when the interpreter is up: it stands on the lowest floor and starts the rest.
WAYS_IN = ("godot/_ffi/boot.py",)

# The only folders that may import cffi: there the foreign interface ends.
FOREIGN_INTERFACE = ("godot/_ffi", "steamworks/_abi", "offline_steam/_shim")


@dataclass(frozen=True)
class Import:
    """One import in one file.

    Attributes:
        file: The importing file, relative to ``python_src``.
        line: Where.
        module: The imported module, absolute.
        types_only: Whether it stands under ``if TYPE_CHECKING``.
    """

    file: Path
    line: int
    module: str
    types_only: bool = False

    def __str__(self) -> str:
        return f"python_src/{self.file}:{self.line} imports {self.module}"


def _modules(node: ast.AST, package: str) -> Iterator[str]:
    """The absolute names that one statement or call imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parents = package.split(".")
        base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
        module = ".".join(part for part in (base, node.module) if part)
        # `from steamworks import api` imports the module api, not only the package.
        yield from (f"{module}.{alias.name}" for alias in node.names)
    elif (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("import_module", "importlib.import_module", "__import__")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ):
        yield str(node.args[0].value)


def _walk(node: ast.AST, types_only: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    yield node, types_only
    guarded = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, types_only or guarded)


def imports_of(path: Path, root: Path) -> list[Import]:
    """All imports in one file, also those within functions."""
    relative = path.relative_to(root)
    package = ".".join(relative.parent.parts)
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return [
        Import(relative, getattr(node, "lineno", 0), module, types_only)
        for node, types_only in _walk(tree)
        for module in _modules(node, package)
    ]


def _room_imports(room: str) -> list[Import]:
    files = sorted((SOURCE / room).rglob("*.py"))
    assert files, f"there are no sources of {room} in {SOURCE}"
    return [found for path in files for found in imports_of(path, SOURCE)]


def _floor(module: str) -> int | None:
    """The floor of a module of a room; None for a package's own ``__init__``."""
    room, _, rest = module.partition(".")
    name = rest.split(".")[0]
    for number, floor in enumerate(FLOORS[room]):
        if name in floor:
            return number
    return None


@pytest.mark.parametrize("room", ALLOWED)
def test_room_imports_only_what_it_may(room: str) -> None:
    """A and B know nothing of each other, D uses both, and nobody imports C."""
    forbidden = set(ALLOWED) - ALLOWED[room] - {room}
    wrong = [str(found) for found in _room_imports(room) if found.module.split(".")[0] in forbidden]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", FLOORS)
def test_every_module_has_its_floor(room: str) -> None:
    """A module that stands nowhere in the order could import anything unseen."""
    names = {
        path.stem if path.suffix == ".py" else path.name
        for path in (SOURCE / room).iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
    }
    placed = {name for floor in FLOORS[room] for name in floor}
    missing = sorted(names - placed - {"__init__", "__main__"})
    assert not missing, f"say in FLOORS on which floor of {room} these stand: {missing}"
    gone = sorted(placed - names - MADE_BY_THE_BUILD)
    assert not gone, f"take out of FLOORS what {room} has no more: {gone}"


@pytest.mark.parametrize("room", FLOORS)
def test_modules_import_downwards(room: str) -> None:
    """Within a room a module imports only from its own floor and from those below it."""
    wrong = []
    for found in _room_imports(room):
        importer = _floor(".".join(found.file.with_suffix("").parts))
        if (
            found.types_only
            or found.file.as_posix() in WAYS_IN
            or importer is None
            or found.module.split(".")[0] != room
        ):
            continue
        imported = _floor(found.module)
        if imported is not None and imported > importer:
            wrong.append(str(found))
    assert not wrong, "\n".join(wrong)


def test_cffi_stays_at_the_boundary() -> None:
    """Only the folders of the foreign interface import cffi."""
    wrong = [
        str(found)
        for room in ALLOWED
        for found in _room_imports(room)
        if found.module.split(".")[0] in ("cffi", "_cffi_backend")
        and not found.file.as_posix().startswith(FOREIGN_INTERFACE)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("import steamworks.api", "steamworks.api"),
        ("from steamworks import api", "steamworks.api"),
        ("from . import api", "godot.deep.api"),
        ("from ..other import name", "godot.other.name"),
        ("def f():\n    import offline_steam", "offline_steam"),
        ("import importlib\nimportlib.import_module('offline_steam')", "offline_steam"),
    ],
)
def test_reader_sees_every_form_of_import(text: str, module: str, tmp_path: Path) -> None:
    """The rules above hold only if no form of import is overlooked."""
    path = tmp_path / "godot" / "deep" / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert module in [found.module for found in imports_of(path, tmp_path)]
