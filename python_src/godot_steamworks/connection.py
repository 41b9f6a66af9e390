"""Room D: which library the game talks to, and the one connection that all nodes share. May import: godot, steamworks.

In a release build nothing but Valve's library is ever loaded, and only from the addon's own folder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import godot
from godot import interface
from godot_steamworks.log import GodotLog
from godot_steamworks.settings import Runtime, Settings, read
from steamworks import Client, LibraryMissing, SteamError, find_library

__all__ = ["addon_folder", "close", "offline_library", "open_client"]

_log = GodotLog()
_failed = False
"""Once nobody could be logged on, nobody is until the game ends: `isLoggedOn` never becomes true later."""
_told_offline = False


def addon_folder() -> Path:
    """The folder ``addons/steamworks`` that this extension was loaded from."""
    return interface.packages_folder().parent.parent


def offline_library() -> Path:
    """Where the offline runtime's library is in the addon."""
    name = {"win32": "steam_api64.dll", "darwin": "libsteam_api.dylib"}.get(
        sys.platform, "libsteam_api.so"
    )
    return interface.packages_folder() / "offline_steam" / "lib" / name


def open_client() -> Client | None:
    """The connection, opened now if there is none; None when there is none to be had, which is logged once.

    Raises nothing: a game goes on without Steam.
    """
    global _failed
    if _failed:
        return None
    try:
        settings = read()
        return _open(settings)
    except (SteamError, ValueError, TypeError) as error:
        _failed = True
        _log.error(f"Steamworks: {error}")
        return None


def _is_debug_build() -> bool:
    system: Any = godot.OS
    return bool(system.is_debug_build())


def _open(settings: Settings) -> Client:
    debug = _is_debug_build()
    if settings.runtime is Runtime.OFFLINE and debug:
        return _open_offline(settings, "the project setting steamworks/runtime is offline")
    if settings.runtime is Runtime.OFFLINE:
        raise LibraryMissing(
            "the project setting steamworks/runtime is offline, and a release build has no offline runtime: "
            "set it to auto or steam before exporting"
        )
    try:
        return _open_steam(settings, debug)
    except SteamError as error:
        if settings.runtime is Runtime.STEAM or not debug or not offline_library().is_file():
            raise
        return _open_offline(settings, str(error))


def _open_steam(settings: Settings, debug: bool) -> Client:
    addon_bin = addon_folder() / "bin"
    if debug:
        library = find_library(addon_bin=addon_bin)
    else:  # not from where an environment variable points
        library = addon_bin / _library_name()
        if not library.is_file():
            raise LibraryMissing(f"Valve's library is not at {library}")
    return Client.shared(settings.app_id, library, _log)


def _library_name() -> str:
    from steamworks.finding import library_name

    return library_name()


def _open_offline(settings: Settings, why: str) -> Client:
    global _told_offline
    client = Client.shared(settings.app_id, offline_library(), _log)
    if not _told_offline:
        _told_offline = True
        _log.information(f"Steamworks: using the offline runtime ({why})")
    return client


def close() -> None:
    """Closes the connection if it is still open: the engine is leaving."""
    client = Client.current()
    if client is not None and client.on_own_thread:
        client.close()
