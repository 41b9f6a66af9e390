"""Room B, `steamworks`: how a connection to Steam begins, and why it may not.

May import: `_abi`, `enums`, `errors`, `steam_id`.
"""

from __future__ import annotations

import os
import re

from ._abi.library import Library, open_library
from .enums import InitResult
from .errors import (
    AppIdMissing,
    ClientTooOld,
    FunctionMissing,
    InitError,
    NotLoggedIn,
    SteamNotInstalled,
    SteamNotRunning,
    VersionMismatch,
)
from .steam_id import AppId, parse_app

APP_VARIABLES = ("SteamAppId", "SteamGameId")
"""The environment variables in which Steam's library looks for the app ID."""

# Steam's text decides, because the number is the same for different causes.
_CAUSES: tuple[tuple[re.Pattern[str], type[InitError], str], ...] = (
    (
        # The second is what the libraries for Windows and macOS say.
        re.compile(r"Failed to load module|client install directory|steamclient"),
        SteamNotInstalled,
        "Steam is not installed",
    ),
    (re.compile(r"IPC pipe|not running"), SteamNotRunning, "Steam is not running"),
    (re.compile(r"ConnectToGlobalUser"), NotLoggedIn, "Nobody is logged in to Steam"),
    (re.compile(r"No appID", re.IGNORECASE), AppIdMissing, "Steam does not know the app ID"),
    (
        re.compile(r"\bNo (Steam|STEAM)\w*\d{2,}"),
        ClientTooOld,
        "The Steam client is too old for this library",
    ),
)
_BY_RESULT: dict[int, tuple[type[InitError], str]] = {
    InitResult.NO_STEAM_CLIENT: (SteamNotRunning, "Steam is not running"),
    InitResult.VERSION_MISMATCH: (VersionMismatch, "Steam and this library do not fit together"),
}


def init_error(result: int, text: str) -> InitError:
    """The error for a result of `SteamAPI_InitFlat` that is not 0, and the text beside it."""
    for pattern, kind, message in _CAUSES:
        if pattern.search(text):
            return kind(message, result, steam_text=text)
    kind, message = _BY_RESULT.get(result, (InitError, "Steam refused the connection"))
    return kind(message, result, steam_text=text)


def restart_app_if_necessary(path: str | os.PathLike[str], app: object) -> bool:
    """Whether Steam is starting the app again, because it was started otherwise.

    The process has to end then. To be asked before `connect`, and in shipped builds only: on a
    machine without a `steam_appid.txt` in the working directory it starts Steam. Steam's library
    says no where the app was started by Steam.

    Args:
        path: Valve's library.
        app: The app ID, as an int or in digits.

    Raises:
        LibraryError: the library cannot be used, or lacks the function.
        TypeError, ValueError: that is no app ID.

    Source: `SteamAPI_RestartAppIfNecessary` in steam_api.h.
    """
    library = open_library(path)
    library.require("SteamAPI_RestartAppIfNecessary")
    return bool(library.calls.SteamAPI_RestartAppIfNecessary(library.pointer, int(parse_app(app))))


def connect(library: Library, app: AppId | None) -> None:
    """Connects the library to Steam, ready for manual dispatch, or raises and leaves it closed.

    The app ID goes into the environment first, where Steam's library (and its overlay) reads it;
    None leaves the environment, or a `steam_appid.txt`, to say which app this is.

    Raises:
        InitError: one of its kinds.
        FunctionMissing: the library has no interface in a version that is known here.
    """
    if app is not None:
        for variable in APP_VARIABLES:
            os.environ[variable] = str(app)
    result, text = library.init()
    if result != InitResult.OK:
        raise init_error(result, text)
    try:
        library.start_dispatch()
        refused = library.find_interfaces()
    except FunctionMissing:
        library.shutdown()
        raise
    if refused is not None:
        library.shutdown()
        raise ClientTooOld(
            f"The Steam client does not offer {refused}",
            InitResult.VERSION_MISMATCH,
        )
