"""Room D: Steam in the engine. May import: godot, steamworks; it is the only room with both.

The engine loads this package at start-up and calls :func:`register`.
"""

from __future__ import annotations

import os
import sys

__all__ = ["register", "register_editor", "unregister"]


def register() -> None:
    """Defines settings and registers the classes. Called by the bridge at level SCENE.

    A release build that Steam is to start again ends here.
    """
    import godot
    from godot import registry
    from godot_steamworks import restarting, settings
    from godot_steamworks.node import Steamworks
    from godot_steamworks.offline_class import OfflineSteam
    from godot_steamworks.watching import is_watched

    settings.define()
    restarting.leave_to_steam()
    registry.register(Steamworks)
    registry.register(OfflineSteam)
    if is_watched():
        from godot_steamworks import remote  # here, because a game that ships has no use for it

        remote.begin()
    if "GODOT_TESTING" in os.environ and godot.OS.is_debug_build():
        from godot_steamworks import under_test  # what only a game in a test needs

        under_test.begin()


def register_editor() -> None:
    """Adds what only the editor has. Called by the bridge at level EDITOR."""
    from godot_steamworks import editor

    editor.register()


def unregister() -> None:
    """Closes the connection if a node has left it open. Called before the engine goes."""
    from godot_steamworks import connection, node, offline_class

    remote = sys.modules.get("godot_steamworks.remote")
    if remote is not None:
        remote.end()
    connection.close()
    node.release()
    offline_class.release()
    if under_test := sys.modules.get("godot_steamworks.under_test"):
        under_test.end()
