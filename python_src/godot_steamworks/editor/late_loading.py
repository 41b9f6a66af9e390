"""Room D: an editor without a window that meets the addon for the first time. May import: godot.

Such an editor, which only imports or exports, finds the extension while it scans the project, and
then has its help pages made once more. It has ended before they are, and the engine crashes over
them (godotengine/godot#111048). Nobody reads help there, so it is kept from making them.
"""

from __future__ import annotations

import godot

__all__ = ["keep_from_making_help"]

_SIGNAL = "extensions_reloaded"


def keep_from_making_help() -> None:
    """Takes the editor's own listener from the signal that follows. To be called at level EDITOR.

    An editor with a window keeps it, and one that knew the extension before has none there yet.
    """
    extensions = godot.GDExtensionManager
    for connection in extensions.get_signal_connection_list(_SIGNAL):
        # Asked here, because an editor that only starts has neither listener nor display yet.
        if godot.DisplayServer.get_name() == "headless":
            extensions.disconnect(_SIGNAL, connection["callable"])
