"""Room D: the project settings. May import: godot, steamworks.

They are read when the connection is opened, so a change counts from the next start of the game.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

import godot
from steamworks import parse_app

__all__ = [
    "APP_ID",
    "RUNTIME",
    "Runtime",
    "Settings",
    "configured_app",
    "define",
    "description",
    "read",
]

APP_ID = "steamworks/app_id"
RUNTIME = "steamworks/runtime"


class Runtime(enum.Enum):
    """Which library the game talks to."""

    AUTO = "auto"
    """Valve's library if it is there and Steam accepts; else, in debug builds, the offline one."""
    STEAM = "steam"
    """Valve's library only."""
    OFFLINE = "offline"
    """The offline runtime; in a release build there is none, so nobody is logged on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project says, checked."""

    app_id: str | None
    """A decimal string; None while it is empty."""
    runtime: Runtime


@dataclass(frozen=True, slots=True)
class _Definition:
    """How the editor shows a setting. `hint` is the engine's PropertyHint."""

    name: str
    default: str
    hint: int
    hint_string: str
    description: str


_TYPE_STRING = 4
_PROPERTY_HINT_ENUM = 2
_PROPERTY_HINT_PLACEHOLDER_TEXT = 20
_ORDER = 100_000  # behind the engine's own

_DEFINITIONS = (
    _Definition(
        APP_ID,
        "",
        _PROPERTY_HINT_PLACEHOLDER_TEXT,
        "for example 480",
        "The game's app ID on Steam, in digits. 480 is Valve's public test app.",
    ),
    _Definition(
        RUNTIME,
        Runtime.AUTO.value,
        _PROPERTY_HINT_ENUM,
        ",".join(item.value for item in Runtime),
        "Which Steam library is used. auto: Valve's, if it is there and Steam accepts; otherwise "
        "the offline runtime, in debug builds only. steam: Valve's only. offline: the offline "
        "runtime, in debug builds only; a release build then has no Steam.",
    ),
)


def description(name: str, hint_string: str) -> str:
    """What a setting means; empty for one that is not of this room.

    The editor may give only the last part of its name, so its hint has to be the same as well.
    """
    for item in _DEFINITIONS:
        if item.hint_string == hint_string and item.name in (name, f"steamworks/{name}"):
            return item.description
    return ""


def define() -> None:
    """Makes the settings known to the engine, so that the editor shows them."""
    project: Any = godot.ProjectSettings
    for order, item in enumerate(_DEFINITIONS):
        if not project.has_setting(item.name):
            project.set_setting(item.name, item.default)
        project.set_initial_value(item.name, item.default)
        project.set_as_basic(item.name, True)
        project.set_order(item.name, _ORDER + order)
        project.add_property_info(
            {
                "name": item.name,
                "type": _TYPE_STRING,
                "hint": item.hint,
                "hint_string": item.hint_string,
            }
        )


def _app_id() -> object:
    """The app ID as the project has it; None while it is empty."""
    project: Any = godot.ProjectSettings
    value: object = project.get_setting_with_override(APP_ID)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return str(value).strip() if isinstance(value, str) else value


def configured_app() -> str | None:
    """The app ID of the project; None while it has no valid one."""
    value = _app_id()
    try:
        return None if value is None else str(parse_app(value))
    except (TypeError, ValueError):
        return None


def read() -> Settings:
    """The settings of this run.

    Raises:
        ValueError: one is wrong; names the setting, its value and what is expected.
    """
    app_id = _app_id()
    try:
        app = None if app_id is None else str(parse_app(app_id))
    except (TypeError, ValueError) as error:
        raise ValueError(f"the project setting {APP_ID}: {error}") from None
    project: Any = godot.ProjectSettings
    runtime: object = project.get_setting_with_override(RUNTIME)
    try:
        return Settings(app, Runtime(runtime))
    except ValueError:
        expected = ", ".join(item.value for item in Runtime)
        raise ValueError(
            f"the project setting {RUNTIME} is {runtime!r}; expected one of {expected}"
        ) from None
