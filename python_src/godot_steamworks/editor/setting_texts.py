"""Room D: the project settings' descriptions, in the editor. May import: godot.

The engine's editor has help texts for its own project settings only: an extension cannot add any
(its help of ``ProjectSettings`` would replace the engine's). So the descriptions are shown as text
above the settings, by an inspector plugin.
"""

from __future__ import annotations

from typing import Any

import godot
from godot import EditorInspectorPlugin, exposed
from godot_steamworks import settings
from godot_steamworks.editor.parts import Part

__all__ = ["EditorSteamworksSettings", "SettingTexts"]

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


class SettingTexts(Part):
    """The texts, as a part of the editor's plugin."""

    classes = (EditorSteamworksSettings,)

    def __init__(self) -> None:
        self._texts = EditorSteamworksSettings()

    def add(self, plugin: Any) -> None:
        """Has the inspector ask for them."""
        plugin.add_inspector_plugin(self._texts)

    def remove(self, plugin: Any) -> None:
        """The inspector asks no more."""
        plugin.remove_inspector_plugin(self._texts)
