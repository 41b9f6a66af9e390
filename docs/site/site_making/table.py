"""The table of documented names, Steam's result codes and the project settings, without a build.

The packages themselves need what the build compiles, and the engine; the files that are read here
need neither. So the site can be made in a clone that was never built.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from enum import IntEnum
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

__all__ = ["ROOT", "Setting", "contract", "project_settings", "result_codes"]

ROOT = Path(__file__).resolve().parents[3]
_STEAMWORKS = ROOT / "python_src" / "steamworks"
_SETTINGS = ROOT / "python_src" / "godot_steamworks" / "settings.py"


def _load(name: str, path: Path) -> ModuleType:
    """A module or package from its file, under a name of its own."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


if TYPE_CHECKING:
    from steamworks import contract
else:
    contract = _load("documented_names", _STEAMWORKS / "contract" / "__init__.py")


class Setting(NamedTuple):
    """A project setting, as the editor shows it."""

    name: str
    default: object
    values: str
    description: str


def result_codes() -> type[IntEnum]:
    """Steam's result codes, by name."""
    codes: type[IntEnum] = _load("steam_enums", _STEAMWORKS / "enums.py").ResultCode
    return codes


def project_settings() -> list[Setting]:
    """The settings that the addon adds to a project, in their order.

    Runs what the file of the settings defines, without the engine that it imports.
    """
    tree = ast.parse(_SETTINGS.read_text(encoding="utf-8"))
    tree.body = [
        node
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.ClassDef))
        or (isinstance(node, (ast.Import, ast.ImportFrom)) and _is_standard(node))
    ]
    found: dict[str, Any] = {"__name__": "documented_settings"}
    sys.modules["documented_settings"] = ModuleType("documented_settings")  # dataclasses look there
    exec(compile(tree, _SETTINGS, "exec"), found)
    return [
        Setting(item.name, item.default, item.hint_string, item.description)
        for item in found["_DEFINITIONS"]
    ]


def _is_standard(node: ast.Import | ast.ImportFrom) -> bool:
    module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
    return (module or "").partition(".")[0] in sys.stdlib_module_names
