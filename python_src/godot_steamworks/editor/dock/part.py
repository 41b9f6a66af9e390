"""Room D, the editor's dock: as a part of the plugin. May import: godot, godot_steamworks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import godot
from godot_steamworks import connection, settings
from godot_steamworks.editor.dock.desk import Desk
from godot_steamworks.editor.dock.link import EditorSteamworksDebugger
from godot_steamworks.editor.dock.sources import StoreSource
from godot_steamworks.editor.parts import Part
from godot_steamworks.offline import OfflineRuntime

__all__ = ["Dock"]

_SECONDS_BETWEEN_ANSWERS = 0.05
_TICKS_TO_BE_SEEN = 4
_DEFINITION_VARIABLE = "OFFLINE_STEAM_APP"


class Dock(Part):
    """The dock, as a part of the editor's plugin."""

    classes = (EditorSteamworksDebugger,)

    def __init__(self) -> None:
        self._library = connection.offline_library()
        self._app_id, self._definition = _project()
        self._desk = Desk(StoreSource(self._prepare))
        self._debugger = EditorSteamworksDebugger()
        self._debugger.on_message = self._desk.hear
        self._debugger.on_stopped = self._desk.stop
        self._debugger.on_paused = self._desk.pause
        self._panel: Any = None
        self._seen_for = 0
        self._dock: Any = godot.EditorDock()
        self._dock.title, self._dock.layout_key = "Steamworks", "Steamworks"
        self._dock.default_slot = godot.EditorDock.DOCK_SLOT_RIGHT_UL
        self._dock.available_layouts = (  # all but the bottom, which is not high enough
            godot.EditorDock.DOCK_LAYOUT_VERTICAL | godot.EditorDock.DOCK_LAYOUT_FLOATING
        )
        self._dock.dock_icon = _icon()
        timer = godot.Timer()
        timer.wait_time, timer.autostart = _SECONDS_BETWEEN_ANSWERS, True
        timer.timeout.connect(self._tick)
        self._dock.add_child(timer)

    def add(self, plugin: Any) -> None:
        """Puts it beside the inspector."""
        plugin.add_debugger_plugin(self._debugger)
        plugin.add_dock(self._dock)
        godot.ProjectSettings.settings_changed.connect(self._settings_changed)

    def remove(self, plugin: Any) -> None:
        """Takes it away, and ends the thread of the store."""
        godot.ProjectSettings.settings_changed.disconnect(self._settings_changed)
        plugin.remove_dock(self._dock)
        plugin.remove_debugger_plugin(self._debugger)
        self._desk.store.end()
        self._dock.free()

    def _tick(self) -> None:
        if self._panel is not None:
            self._desk.store.frame()
            return
        # While the editor starts, docks show for moments until it has put them in their places.
        scanning = godot.EditorInterface.get_resource_filesystem().is_scanning()
        seen = bool(self._dock.is_visible_in_tree()) and not scanning
        self._seen_for = self._seen_for + 1 if seen else 0
        if self._seen_for >= _TICKS_TO_BE_SEEN:
            self._fill()

    def _fill(self) -> None:
        """Puts into the dock what belongs there, once somebody looks."""
        from godot_steamworks.editor.dock.panel import Panel  # an editor starts quicker without

        self._panel = Panel(self._desk, lambda: self._app_id)
        self._dock.add_child(self._panel.root)
        self._panel.refresh()

    def _settings_changed(self) -> None:
        if (self._app_id, self._definition) != _project():
            self._app_id, self._definition = _project()
            self._desk.store.renew()

    def _prepare(self) -> OfflineRuntime:
        runtime = OfflineRuntime(self._library)
        runtime.call("SetApp", self._definition)
        runtime.call("SetAppId", int(self._app_id or 0))
        return runtime


def _project() -> tuple[str, str]:
    """The project's app ID and the path of its definition, each empty when there is none."""
    definition = settings.app_definition()
    if not definition or os.environ.get(_DEFINITION_VARIABLE):  # that comes first, as in the game
        return settings.configured_app() or "", ""
    return settings.configured_app() or "", str(godot.ProjectSettings.globalize_path(definition))


def _icon() -> Any:
    """The addon's icon, drawn for the editor's scale; it need not be imported for that."""
    text = Path(connection.addon_folder(), "icons", "steamworks.svg").read_text(encoding="utf-8")
    image = godot.Image()
    image.load_svg_from_string(text, float(godot.EditorInterface.get_editor_scale()))
    return godot.ImageTexture.create_from_image(image)
