"""Room D: the editor's screen *Steamworks*, which edits the app definition. May import: godot.

An editor plugin of its own, because a plugin can have one screen, and is asked by the editor what
is not saved. The screen itself, and all that it needs, is loaded when somebody opens it.
"""

from __future__ import annotations

from typing import Any

import godot
from godot import EditorPlugin, exposed, registry

__all__ = ["EditorSteamworksScreen", "register"]

NAME = "Steamworks"
_ICON = "res://addons/steamworks/icons/steamworks.svg"


@exposed(native=True, tool=True)
class EditorSteamworksScreen(EditorPlugin):  # type: ignore[misc]  # made at run time
    """Brings the screen to the editor."""

    def __init__(self) -> None:
        """Nothing is made before it is opened."""
        self._panel: Any = None

    def _has_main_screen(self) -> bool:
        return True

    def _get_plugin_name(self) -> str:
        return NAME

    def _get_plugin_icon(self) -> Any:
        return godot.load(_ICON)

    def _make_visible(self, visible: bool) -> None:
        if visible and self._panel is None:
            self._panel = _make_panel()
            godot.EditorInterface.get_editor_main_screen().add_child(self._panel)
            self._panel.start()
        if self._panel is not None:
            self._panel.visible = visible

    def _exit_tree(self) -> None:
        if self._panel is not None:
            self._panel.stop()
            self._panel.queue_free()
            self._panel = None

    def _get_unsaved_status(self, for_scene: str) -> str:
        if for_scene or self._panel is None or not self._panel.is_changed():
            return ""
        return f"Save changes of the app definition {self._panel.file_name()} before closing?"

    def _apply_changes(self) -> None:
        if self._panel is not None:
            self._panel.form.flush()

    def _save_external_data(self) -> None:
        if self._panel is not None:
            self._panel.save()

    def _build(self) -> bool:
        # The game that is about to start reads the file.
        if self._panel is not None:
            self._panel.save()
        return True


def _make_panel() -> Any:
    from godot_steamworks.editor.definition.panel import EditorSteamworksDefinition

    if EditorSteamworksDefinition.__name__ not in {spec.name for spec in registry.registered()}:
        registry.register(EditorSteamworksDefinition)
    return EditorSteamworksDefinition()


def register() -> None:
    """Has the editor load the plugin. Called at level EDITOR."""
    registry.register_editor_plugin(EditorSteamworksScreen)
