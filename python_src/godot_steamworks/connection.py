"""Room D: the one connection that all nodes share. May import: godot, steamworks.

It decides which library the game talks to. In a release build nothing but Valve's library is ever
loaded, and only from the addon's own folder; in an exported game, only from the game's.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import godot
from godot import interface
from godot_steamworks.log import GodotLog
from godot_steamworks.settings import (
    APP_DEFINITION,
    APP_ID,
    RUNTIME,
    STEAM_LIBRARY,
    Runtime,
    Settings,
    app_definition,
    configured_app,
    read,
    why_offline,
)
from steamworks import (
    AppIdMissing,
    Client,
    InitError,
    IPCFailed,
    LibraryMissing,
    SteamError,
    SteamShutdown,
    find_library,
)
from steamworks.finding import library_in, library_name

__all__ = [
    "Report",
    "addon_folder",
    "close",
    "offline_library",
    "open_client",
    "report",
    "steam_folder",
]

_log = GodotLog()
_opened = False
_over = False
"""Nobody could be logged on, or Steam has gone: `isLoggedOn` never becomes true after that."""
_told_offline = _app_chosen = False
_failure: Exception | None = None
"""Why there is no connection."""
_reason: Exception | str = ""
"""Why it is the offline runtime that is used."""


@dataclass(frozen=True, slots=True)
class Report:
    """How the game stands with Steam, for tools.

    Attributes:
        state: ``waiting`` (no node has asked yet), ``connected``, ``lost`` (Steam has gone),
            ``failed``, or ``closed`` (the last node has left).
        runtime: ``offline`` or ``steam``; empty while there is none.
        library: The path of Steam's library.
        app_id: In digits; as configured while not connected.
        user: The Steam ID of the current user, in digits.
        user_name: That user's name.
        cause: The kind of the error that led here, such as ``SteamNotRunning``.
        why: The same in words: why there is no connection, or why it is the offline runtime.
    """

    state: str
    runtime: str = ""
    library: str = ""
    app_id: str = ""
    user: str = ""
    user_name: str = ""
    cause: str = ""
    why: str = ""


def report() -> Report:
    """How things stand now. Raises nothing, connects nothing."""
    client = Client.current()
    if client is None or not client.on_own_thread:
        state = "closed" if _opened else "waiting"
        if _failure is not None:
            state = "failed"
        cause, why = _cause(_failure or "")
        return Report(state, app_id=configured_app() or "", cause=cause, why=why)
    path = client.library_path
    offline = Path(path) == offline_library().absolute()
    cause, why = _cause(_reason if offline else "")
    return Report(
        "connected" if client.logged_on else "lost",
        "offline" if offline else "steam",
        path,
        str(client.app_id),
        str(client.user),
        client.friends.name() if client.logged_on else "",
        cause,
        why,
    )


def _cause(error: Exception | str) -> tuple[str, str]:
    if isinstance(error, str):
        return "", error
    return type(error).__name__, str(error)


def addon_folder() -> Path:
    """The folder ``addons/steamworks`` that this extension was loaded from."""
    return interface.packages_folder().parent.parent


def is_exported() -> bool:
    """Whether this is an exported game: it has the addon's packages in a folder of its own."""
    return interface.packages_folder().parent.name == "steamworks"


def steam_folder() -> Path:
    """The addon's, or the game's, own folder for Valve's library."""
    home = interface.packages_folder().parent
    return home if is_exported() else home.parent / "bin"


def offline_library() -> Path:
    """Where the offline runtime's library is in the addon."""
    return interface.packages_folder() / "offline_steam" / "lib" / library_name()


def open_client() -> Client | None:
    """The connection, opened now if there is none; None when there is none to be had.

    Why there is none is logged once. Raises nothing: a game goes on without Steam.
    """
    global _over, _failure, _opened
    live = Client.current()
    if live is not None and live.on_own_thread:
        return live
    if _over:
        return None
    try:
        client = _open(read())
    except (SteamError, ValueError) as error:
        _over, _failure = True, error
        _log.error(_text(error))
        return None
    except Exception as error:  # a fault of ours must not be told again by every node
        _over, _failure = True, error
        _log.exception("Steamworks: the connection cannot be opened.", error)
        return None
    _opened = True
    client.subscribe(IPCFailed, _on_lost)
    client.subscribe(SteamShutdown, _on_lost)
    return client


def _on_lost(_: object) -> None:
    global _over
    _over = True


def _text(error: Exception) -> str:
    if isinstance(error, AppIdMissing):
        return f"Steamworks: {error} In Godot, set the project setting {APP_ID}."
    return f"Steamworks: {error}"


def _is_debug_build() -> bool:
    system: Any = godot.OS
    return bool(system.is_debug_build())


def _open(settings: Settings) -> Client:
    debug = _is_debug_build()
    if settings.runtime is Runtime.OFFLINE:
        if debug:
            return _open_offline(settings, why_offline())
        raise LibraryMissing(
            f"The project setting {RUNTIME} is offline, and a release build has no offline runtime",
            remedy="Set it to auto or steam before exporting.",
        )
    try:
        return _open_steam(settings, debug)
    except SteamError as error:
        if settings.runtime is Runtime.STEAM or not debug or not offline_library().is_file():
            raise
        return _open_offline(settings, error)


def _open_steam(settings: Settings, debug: bool) -> Client:
    if debug and not is_exported():
        library = find_library(_named_library(settings), addon_bin=steam_folder())
    else:  # not from where a setting or an environment variable points
        library = steam_folder() / library_name()
        if not library.is_file():
            raise LibraryMissing(
                f"Valve's library is not at {library}",
                remedy="Export the game again with Valve's library: see the export preset's "
                f"options, or the project setting {STEAM_LIBRARY}.",
            )
    return Client.shared(settings.app_id, library, _log)


def _named_library(settings: Settings) -> Path | None:
    named = settings.steam_library
    if named is None:
        return None
    library = library_in(named)
    if library is None:
        raise LibraryMissing(
            f"The project setting {STEAM_LIBRARY} names {named}, and {library_name()} is not there",
            remedy="Name that file, or the folder of Valve's Steamworks SDK.",
        )
    return library


def _open_offline(settings: Settings, why: Exception | str) -> Client:
    global _told_offline, _reason
    _reason = why
    choose_app()
    try:
        client = Client.shared(settings.app_id, offline_library(), _log)
    except InitError as error:  # its remedy speaks of a Steam to start; here there is none
        raise InitError(
            f"The offline runtime did not start (it was tried because: {str(why).rstrip('.')})",
            error.result,
            steam_text=error.steam_text,
            remedy=f"Its SteamAppId is the project setting {APP_ID}.",
        ) from error
    if not _told_offline:
        _told_offline = True
        _log.information(f"Steamworks: using the offline runtime ({why})")
    return client


def choose_app() -> None:
    """Has the offline runtime simulate the project's app, unless the environment names another.

    Once in a run, so that a test may choose another one after it.

    Raises:
        InitError: the definition cannot be used.
    """
    global _app_chosen
    definition = app_definition()
    if _app_chosen or not definition or os.environ.get("OFFLINE_STEAM_APP"):
        return
    if not offline_library().is_file():  # the connection says it better
        return
    from godot_steamworks import offline  # what only a debug build with a definition needs

    try:
        offline.OfflineRuntime(offline_library()).call("SetApp", str(_on_disk(definition)))
    except (offline.OfflineError, OSError) as error:
        raise InitError(
            f"The offline runtime cannot simulate the app of {definition}: {error}",
            1,
            remedy=f"Correct it on the Steamworks screen of the editor, or empty {APP_DEFINITION} "
            "for the app that comes along.",
        ) from error
    _app_chosen = True


def _on_disk(path: str) -> Path:
    """A file of the project as one that other programs can read: of a pack it is a copy."""
    settings: Any = godot.ProjectSettings
    found = Path(settings.globalize_path(path))
    if found.is_file() or not path.startswith("res://"):
        return found
    files: Any = godot.FileAccess
    if not files.file_exists(path):
        raise FileNotFoundError(f"there is no such file; set {APP_DEFINITION} to one that exists")
    system: Any = godot.OS
    copy = Path(system.get_user_data_dir()) / "steamworks_app.toml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(bytes(files.get_file_as_bytes(path)))
    return copy


def close() -> None:
    """Closes the connection if it is still open: the engine is leaving."""
    client = Client.current()
    if client is not None and client.on_own_thread:
        client.close()
