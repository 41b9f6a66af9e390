"""Room C, ``offline_steam``: where things are: the data folder, the definition, the built-in app.

Imports the standard library and ``errors``. The environment variables that are read are all named
here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from offline_steam.errors import StoreDeniedError

HOME_VARIABLE = "OFFLINE_STEAM_HOME"
"""Folder of the progress databases."""
APP_VARIABLE = "OFFLINE_STEAM_APP"
"""Path of the TOML app definition."""
USER_VARIABLE = "OFFLINE_STEAM_USER"
"""Steam ID of the current user, instead of the definition's."""
LANGUAGE_VARIABLE = "OFFLINE_STEAM_LANGUAGE"
"""Steam's name of the language of texts (``english``, ``german``, ...)."""
LATENCY_VARIABLE = "OFFLINE_STEAM_LATENCY"
"""Frames from a request to its answer, instead of the definition's."""
APP_ID_VARIABLE = "SteamAppId"
"""Steam's own variable: the ID of the app that starts."""

VARIABLES = (
    HOME_VARIABLE,
    APP_VARIABLE,
    USER_VARIABLE,
    LANGUAGE_VARIABLE,
    LATENCY_VARIABLE,
    APP_ID_VARIABLE,
    "XDG_DATA_HOME",
)
"""All that are read at init."""

BUILTIN_APP = Path(__file__).with_name("spacewar.toml")
"""The definition that is used when none is named."""


def parse_app_id(text: str) -> int | None:
    """The app ID, 1 to 2^32 - 1, in a string of digits; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    return int(text) if 0 < int(text) < 2**32 else None


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        # A user without a name and without HOME, as in some containers.
        raise StoreDeniedError(
            f"the home folder is not known; name a folder for the progress in {HOME_VARIABLE}"
        ) from error


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where progress is kept: ``OFFLINE_STEAM_HOME``, else the platform's folder for user data.

    Raises:
        StoreDeniedError: when there is none.
    """
    named = environment.get(HOME_VARIABLE)
    if named:
        return Path(named).absolute()
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA")
        return (Path(base) if base else _home() / "AppData" / "Local") / "offline-steam"
    if sys.platform == "darwin":
        return _home() / "Library" / "Application Support" / "offline-steam"
    base = environment.get("XDG_DATA_HOME")
    # The specification says that a relative path there is invalid and ignored.
    if base and Path(base).is_absolute():
        return Path(base) / "offline-steam"
    return _home() / ".local" / "share" / "offline-steam"


def definition_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The app definition: ``OFFLINE_STEAM_APP``, else the built-in one."""
    named = environment.get(APP_VARIABLE)
    return Path(named).absolute() if named else BUILTIN_APP
