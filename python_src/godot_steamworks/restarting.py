"""Room D: a release build that has Steam start it again. May import: godot, steamworks.

A game that was started otherwise than by Steam (by its file, say) has neither the overlay nor, with
some users, an app ID. Steam can be asked to start it, and then this process ends.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import godot
from godot_steamworks import connection, settings
from godot_steamworks.log import GodotLog
from steamworks import LibraryError, restart_app_if_necessary
from steamworks.finding import library_name

__all__ = ["FEATURE", "leave_to_steam"]

FEATURE = "steamworks_restart_through_steam"
"""The feature that an export preset gives a game, instead of the project setting."""

_log = GodotLog()


def leave_to_steam() -> None:
    """Ends the process with 0 if Steam starts the game again; only where that was asked for.

    Nothing happens in debug builds and in the editor. What keeps Steam from being asked is logged,
    and the game goes on.

    Source: ``SteamAPI_RestartAppIfNecessary``.
    """
    system: Any = godot.OS
    if system.is_debug_build() or not system.has_feature("template"):
        return
    if not (settings.restarts_through_steam() or system.has_feature(FEATURE)):
        return
    app = settings.configured_app()
    library = connection.steam_folder() / library_name()
    if app is None or not library.is_file():  # which is told when a node connects
        return
    try:
        restarts = restart_app_if_necessary(library, app)
    except LibraryError as error:
        _log.error(f"Steamworks: the game cannot be started again through Steam. {error}")
        return
    if restarts:
        _log.information("Steamworks: Steam starts the game again.")
        sys.stdout.flush()
        # As Valve asks, at once: the engine has no main loop yet that could be told to end.
        os._exit(0)
