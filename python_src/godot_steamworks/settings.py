"""Room D: the project settings. May import: godot.

They are read when a node enters the tree, so a change counts from the next start of the game.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

import godot

__all__ = ["APP_ID", "RUNTIME", "Runtime", "Settings", "define", "read"]

APP_ID = "steamworks/app_id"
RUNTIME = "steamworks/runtime"


class Runtime(enum.Enum):
    """Which library the game talks to."""

    AUTO = "auto"
    """Valve's library if it is there and Steam accepts; else, in debug builds, the offline runtime."""
    STEAM = "steam"
    """Valve's library only."""
    OFFLINE = "offline"
    """The offline runtime; in a release build there is none, so nobody is logged on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project says, checked."""

    app_id: str | None
    """None while it is empty."""
    runtime: Runtime


_DEFINITIONS: tuple[tuple[str, str, int, str], ...] = (
    # name, default, hint (the engine's PropertyHint), hint string
    (APP_ID, "", 20, "480 is Valve's public test app"),  # PROPERTY_HINT_PLACEHOLDER_TEXT
    (
        RUNTIME,
        Runtime.AUTO.value,
        2,
        ",".join(item.value for item in Runtime),
    ),  # PROPERTY_HINT_ENUM
)

DESCRIPTIONS: dict[str, str] = {
    APP_ID: "The app ID of the game on Steam, in digits. 480 is Valve's public test app.",
    RUNTIME: (
        "[b]auto[/b]: Valve's library if it is there and Steam accepts; otherwise the offline runtime, in debug builds "
        "only. [b]steam[/b]: Valve's library only. [b]offline[/b]: the offline runtime, in debug builds only."
    ),
}


def define() -> None:
    """Makes the settings known to the engine, so that the editor shows them."""
    project: Any = godot.ProjectSettings
    for order, (name, default, hint, hint_string) in enumerate(_DEFINITIONS):
        if not project.has_setting(name):
            project.set_setting(name, default)
        project.set_initial_value(name, default)
        project.set_as_basic(name, True)
        project.set_order(name, 100_000 + order)
        project.add_property_info(
            {"name": name, "type": 4, "hint": hint, "hint_string": hint_string}  # TYPE_STRING
        )


def read() -> Settings:
    """The settings of this run. Raises ``ValueError`` that names the setting, its value and what is expected."""
    project: Any = godot.ProjectSettings
    app_id = project.get_setting_with_override(APP_ID)
    runtime = project.get_setting_with_override(RUNTIME)
    text = str(app_id).strip() if app_id is not None else ""
    try:
        chosen = Runtime(runtime)
    except ValueError:
        expected = ", ".join(item.value for item in Runtime)
        raise ValueError(
            f"the project setting {RUNTIME} is {runtime!r}; expected one of {expected}"
        ) from None
    return Settings(text or None, chosen)
