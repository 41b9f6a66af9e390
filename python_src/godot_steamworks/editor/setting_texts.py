"""Room D: what the project settings of Steam mean, and what is wrong with them. May import: godot.

The engine's editor has help texts for its own project settings only: an extension cannot add any
(its help of ``ProjectSettings`` would replace the engine's). So the descriptions are shown as text
above the settings, by an inspector plugin; below them in red what is wrong, at once.
"""

from __future__ import annotations

from typing import Any

import godot
from godot import EditorInspectorPlugin, exposed
from godot_steamworks import settings
from godot_steamworks.editor import autoload, tools_menu
from godot_steamworks.editor.parts import Part

__all__ = ["EditorSteamworksSettings", "SettingTexts"]

_SETTINGS_DIALOG = "SectionedInspectorFilter"
"""The class through which the project settings dialog gives one section to the inspector."""


@exposed(native=True, tool=True)
class EditorSteamworksSettings(EditorInspectorPlugin):  # type: ignore[misc]  # made at run time
    """Shows what the project settings of Steam mean, in the project settings dialog."""

    plugin: Any = None

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
        if not description:
            return False
        setting = f"steamworks/{name.rpartition('/')[2]}"
        if setting == settings.APP_ID:
            self.add_custom_control(self._head())
        text = _label(description)
        text.modulate = godot.Color(1, 1, 1, 0.6)
        self.add_custom_control(text)
        self.add_custom_control(_problem(setting))
        return False  # the engine's own editor of the property follows

    def _head(self) -> Any:
        """What belongs to Steam and is no setting of its own."""
        line = godot.HBoxContainer()
        check = godot.CheckBox()
        check.text = f"Autoload {autoload.NAME}"
        check.tooltip_text = (
            "Whether every scene and script finds a Steamworks node as "
            f"{autoload.NAME}, or /root/{autoload.NAME}."
        )
        check.button_pressed = autoload.is_on()
        check.toggled.connect(self._toggled)
        line.add_child(check)
        button = godot.Button()
        button.text = "Open Documentation"
        button.pressed.connect(tools_menu.open_documentation)
        button.size_flags_horizontal = godot.Control.SIZE_EXPAND | godot.Control.SIZE_SHRINK_END
        line.add_child(button)
        return line

    def _toggled(self, on: bool) -> None:
        tools_menu.tell(autoload.toggle(self.plugin, on))


def _label(text: str) -> Any:
    label = godot.Label()
    label.text = text
    label.autowrap_mode = godot.TextServer.AUTOWRAP_WORD_SMART
    return label


def _problem(setting: str) -> Any:
    """What is wrong with a setting; looks again at each change, for as long as it is shown."""
    label = _label("")
    project: Any = godot.ProjectSettings

    def look() -> None:
        label.text = settings.problem(setting)
        label.visible = bool(label.text)

    def enter() -> None:
        color = label.get_theme_color("error_color", "Editor")
        label.add_theme_color_override("font_color", color)
        project.settings_changed.connect(look)
        look()

    def leave() -> None:
        project.settings_changed.disconnect(look)

    label.tree_entered.connect(enter)
    label.tree_exiting.connect(leave)
    return label


class SettingTexts(Part):
    """The texts, as a part of the editor's plugin."""

    classes = (EditorSteamworksSettings,)

    def __init__(self) -> None:
        self._texts = EditorSteamworksSettings()

    def add(self, plugin: Any) -> None:
        """Has the inspector ask for them."""
        self._texts.plugin = plugin
        plugin.add_inspector_plugin(self._texts)

    def remove(self, plugin: Any) -> None:
        """The inspector asks no more."""
        plugin.remove_inspector_plugin(self._texts)
        self._texts.plugin = None
