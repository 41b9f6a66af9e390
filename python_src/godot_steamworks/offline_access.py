"""Room D: whether this run may tell the offline runtime anything. May import: godot, steamworks.

A game that is out in the world has none; a game that talks to Valve's library is left alone.
"""

from __future__ import annotations

import os
from typing import Any

import godot
from godot_steamworks import connection, settings
from godot_steamworks.offline_control import OfflineControl
from godot_steamworks.offline_errors import OfflineError
from steamworks import Client, InitError

__all__ = ["offline_control"]

_control: OfflineControl | None = None


def offline_control() -> OfflineControl:
    """The control of the offline runtime, which is loaded if it is not yet.

    Raises:
        OfflineError: this run has nothing to do with it; the text says why.
    """
    global _control
    _refuse_other_runs()
    if _control is None:
        from godot_steamworks import offline  # a game without a test does not load it

        runtime = offline.OfflineRuntime(connection.offline_library())
        # Without a connection these decide whose store is meant; the connection will say the same.
        runtime.call("SetAppId", settings.configured_app() or 0)
        try:
            connection.choose_app()
        except InitError as error:
            raise OfflineError(str(error)) from error
        _control = OfflineControl(runtime)
    return _control


def _refuse_other_runs() -> None:
    system: Any = godot.OS
    if not system.is_debug_build():
        raise OfflineError("this is a release build, which has no offline runtime")
    library = connection.offline_library()
    client = Client.current()
    if client is not None and os.path.realpath(client.library_path) != os.path.realpath(library):
        raise OfflineError(
            f"the game is connected through {client.library_path}; to use the offline runtime, set "
            f"the project setting {settings.RUNTIME} to offline"
        )
    try:
        runtime = settings.read().runtime
    except ValueError as error:
        raise OfflineError(str(error)) from None
    if runtime is settings.Runtime.STEAM:
        raise OfflineError(
            f"the project setting {settings.RUNTIME} is steam; set it to auto or offline"
        )
    if not library.is_file():
        raise OfflineError(f"the addon has no offline runtime ({library} is missing)")
