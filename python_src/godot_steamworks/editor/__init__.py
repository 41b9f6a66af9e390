"""Room D, what only the editor has. May import: godot, steamworks, godot_steamworks.

Loaded at level EDITOR of an engine that edits: a game loads none of it, and an exported one does
not have it. Each part is a module or a package of its own and stands in :mod:`.plugin`.
"""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """Has the editor load its plugins. Called at level EDITOR."""
    from godot_steamworks.editor import plugin
    from godot_steamworks.editor.definition import plugin as definition

    plugin.register()
    definition.register()
