"""Room D: what an export preset says about Steam and Python. May import: nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

__all__ = ["OPTIONS", "Choices", "described", "read_choices"]

_TYPE_BOOL, _TYPE_STRING = 1, 4
_HINT_PLACEHOLDER = 20  # the engine's PROPERTY_HINT_PLACEHOLDER_TEXT
_SECTION = "steamworks/"


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of one preset, and what they are in a preset that does not have them yet."""

    include_steam_library: bool = True
    """Whether Valve's library goes along; without it nobody is ever logged on in the game."""
    steam_library: str = ""
    """Path of Valve's library, or of the SDK's folder; empty: as the project setting says."""
    restart_through_steam: bool = False
    """Whether the game has Steam start it again if it was started otherwise; release builds only.
    The project setting of that name does the same for all presets."""
    include_offline_runtime: bool = False
    """Whether a debug build takes the offline runtime along; a release build never does."""
    compile_python: bool = False
    """Whether scripts go into the pack as bytecode."""
    include_all_python: bool = False
    """Whether all Python files go along where scenes or resources were selected: those too that
    nothing imports by a statement."""


OPTIONS = tuple(_SECTION + field.name for field in fields(Choices))
"""The options' names in the engine."""


def described() -> list[dict[str, Any]]:
    """The options as the engine wants them.

    Source: ``EditorExportPlugin._get_export_options``.
    """
    found = []
    for field in fields(Choices):
        is_text = isinstance(field.default, str)
        option: dict[str, Any] = {
            "name": _SECTION + field.name,
            "type": _TYPE_STRING if is_text else _TYPE_BOOL,
        }
        if is_text:
            option["hint"] = _HINT_PLACEHOLDER
            option["hint_string"] = "as the project setting says"
        found.append({"option": option, "default_value": field.default})
    return found


def read_choices(get: Callable[[str], Any]) -> Choices:
    """The choices of a preset. ``get`` gives an option's value, or None if the preset has none."""
    values: dict[str, Any] = {}
    for field in fields(Choices):
        value = get(_SECTION + field.name)
        if value is not None:
            values[field.name] = str(value) if isinstance(field.default, str) else bool(value)
    return Choices(**values)
