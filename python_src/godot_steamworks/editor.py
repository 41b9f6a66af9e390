"""Room D: the project settings' descriptions, in the editor. May import: godot.

The engine's editor has help texts for its own project settings only: an extension cannot add any
(its help of ``ProjectSettings`` would replace the engine's). So the descriptions are shown as text
above the settings, by an inspector plugin. Loaded by the editor alone: a game has none of these
classes. (Their names begin with Editor, which keeps them out of the editor's Create dialog.)
"""

from __future__ import annotations

from typing import Any

import godot
from godot import EditorInspectorPlugin, EditorPlugin, exposed, registry
from godot_steamworks import help_again, settings

__all__ = ["EditorSteamworks", "EditorSteamworksSettings", "register"]

_SETTINGS_DIALOG = "SectionedInspectorFilter"
"""The class through which the project settings dialog gives one section to the inspector."""


@exposed(native=True, tool=True)
class EditorSteamworksSettings(EditorInspectorPlugin):  # type: ignore[misc]  # made at run time
    """Shows what the project settings of Steam mean, in the project settings dialog."""

    def _can_handle(self, object: Any) -> bool:
        return object is not None and object.get_class() == _SETTINGS_DIALOG

    def _parse_property(
        self,
        object: Any,
        type: int,
        name: str,
        hint_type: int,
        hint_string: str,
        usage_flags: int,
        wide: bool,
    ) -> bool:
        description = settings.description(name, hint_string)
        if description:
            text = godot.Label()
            text.text = description
            text.autowrap_mode = godot.TextServer.AUTOWRAP_WORD_SMART
            text.modulate = godot.Color(1, 1, 1, 0.6)
            self.add_custom_control(text)
        return False  # the engine's own editor of the property follows


@exposed(native=True, tool=True)
class EditorSteamworks(EditorPlugin):  # type: ignore[misc]  # made at run time
    """Adds to the editor what belongs to Steam."""

    help_is_forgotten = help_again.forgotten()

    def __init__(self) -> None:
        """Nothing is added before the editor takes the plugin in."""
        self._text = EditorSteamworksSettings()

    async def _enter_tree(self) -> None:
        self.add_inspector_plugin(self._text)
        if self.help_is_forgotten:
            await help_again.load(self)

    def _exit_tree(self) -> None:
        self.remove_inspector_plugin(self._text)


def register() -> None:
    """Registers the classes and has the editor load the plugin. Called at level EDITOR."""
    registry.register(EditorSteamworksSettings)
    registry.register_editor_plugin(EditorSteamworks)
