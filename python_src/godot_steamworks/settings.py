"""Room D: the project settings. May import: godot, steamworks.

They are read when the connection is opened, so a change counts from the next start of the game.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import godot
from steamworks import parse_app
from steamworks.finding import library_in, library_name

__all__ = [
    "APP_DEFINITION",
    "APP_ID",
    "RESTART",
    "RUNTIME",
    "STEAM_LIBRARY",
    "Runtime",
    "Settings",
    "absolute",
    "app_definition",
    "configured_app",
    "define",
    "description",
    "force_offline",
    "missing_app",
    "problem",
    "read",
    "restarts_through_steam",
    "why_offline",
]

APP_ID = "steamworks/app_id"
APP_DEFINITION = "steamworks/app_definition"
RUNTIME = "steamworks/runtime"
STEAM_LIBRARY = "steamworks/steam_library"
RESTART = "steamworks/restart_through_steam"

_forced = ""
"""Why this run uses the offline runtime, whatever the project says; empty when it need not."""


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
    steam_library: Path | None = None
    """Where Valve's library, or its SDK, is on the machine that the game is made on."""


@dataclass(frozen=True, slots=True)
class _Definition:
    """How the editor shows a setting. `hint` is the engine's PropertyHint."""

    name: str
    default: str | bool
    hint: int
    hint_string: str
    description: str


_TYPE_BOOL, _TYPE_STRING = 1, 4
_PROPERTY_HINT_NONE = 0
_PROPERTY_HINT_ENUM = 2
_PROPERTY_HINT_FILE = 13
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
        APP_DEFINITION,
        "",
        _PROPERTY_HINT_FILE,
        "*.toml",
        "The app that the offline runtime simulates, with its achievements, stats, leaderboards "
        "and users: a TOML file, which the Steamworks screen of the editor makes and edits. Empty: "
        "Valve's test app Spacewar. OFFLINE_STEAM_APP in the environment comes first.",
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
    _Definition(
        STEAM_LIBRARY,
        "",
        _PROPERTY_HINT_PLACEHOLDER_TEXT,
        "the folder of Valve's SDK, or its library",
        "Where Valve's library is on the machine that the game is made on: the folder of its "
        "Steamworks SDK, or the library itself. It goes along with exported games. Empty: the "
        "addon's folder bin, or the folder that STEAMWORKS_SDK names in the environment.",
    ),
    _Definition(
        RESTART,
        False,
        _PROPERTY_HINT_NONE,
        "",
        "Whether a release build that was started otherwise than by Steam has Steam start it "
        "again, and ends.",
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
                "type": _TYPE_BOOL if isinstance(item.default, bool) else _TYPE_STRING,
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


def missing_app() -> str:
    """Why the project names no app, for people; empty when it names one."""
    value = _app_id()
    if value is None:
        return f"The project setting {APP_ID} is empty: Steam does not know which app this is."
    try:
        parse_app(value)
    except (TypeError, ValueError) as error:
        return f"The project setting {APP_ID} is wrong: {error}."
    return ""


def app_definition() -> str:
    """The path of the app definition; empty when the project names none."""
    project: Any = godot.ProjectSettings
    value: object = project.get_setting_with_override(APP_DEFINITION)
    return value.strip() if isinstance(value, str) else ""


def problem(name: str) -> str:
    """What is wrong with a setting, for people; empty when it is right, or not of this room."""
    if name == APP_ID:
        return missing_app() if _app_id() is not None else ""
    if name == RUNTIME:
        project: Any = godot.ProjectSettings
        runtime: object = project.get_setting_with_override(RUNTIME)
        words = [item.value for item in Runtime]
        return "" if runtime in words else f"{runtime!r} is wrong: expected {', '.join(words)}."
    if name == APP_DEFINITION and app_definition():
        files: Any = godot.FileAccess
        if not files.file_exists(app_definition()):
            return f"There is no file {app_definition()}. Choose another, or empty this."
    if name == STEAM_LIBRARY and (place := _steam_library()) and library_in(place) is None:
        return f"There is no {library_name()} at {place}, or in the SDK's folder there."
    return ""


def restarts_through_steam() -> bool:
    """Whether the project has release builds start again through Steam."""
    project: Any = godot.ProjectSettings
    return bool(project.get_setting_with_override(RESTART))


def _steam_library() -> Path | None:
    project: Any = godot.ProjectSettings
    value = str(project.get_setting_with_override(STEAM_LIBRARY) or "").strip()
    return absolute(value) if value else None


def absolute(place: str) -> Path:
    """A path as people write it into a setting: absolute, of the project, or relative to it."""
    project: Any = godot.ProjectSettings
    path = Path(place).expanduser()
    if path.is_absolute():
        return path
    return Path(project.globalize_path(place if "://" in place else f"res://{place}"))


def force_offline(why: str) -> None:
    """Has this run use the offline runtime, whatever the project says. For debug builds alone."""
    global _forced
    _forced = why


def why_offline() -> str:
    """Why this run uses the offline runtime, when `read` says so."""
    return _forced or f"the project setting {RUNTIME} is {Runtime.OFFLINE.value}"


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
    if _forced:
        runtime = Runtime.OFFLINE.value
    try:
        return Settings(app, Runtime(runtime), _steam_library())
    except ValueError:
        expected = ", ".join(item.value for item in Runtime)
        raise ValueError(
            f"the project setting {RUNTIME} is {runtime!r}; expected one of {expected}"
        ) from None
