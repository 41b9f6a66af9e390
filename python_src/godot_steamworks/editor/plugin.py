"""Room D: the editor's plugin, which adds the parts below. May import: godot, and the parts.

It is always on where the addon is, also in an editor without a window that only exports.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from godot import EditorPlugin, errors, exposed, registry
from godot_steamworks.editor.dock.part import Dock
from godot_steamworks.editor.exporting.plugin import Exporting
from godot_steamworks.editor.help_again import HelpAgain
from godot_steamworks.editor.late_loading import keep_from_making_help
from godot_steamworks.editor.parts import Part
from godot_steamworks.editor.setting_texts import SettingTexts
from godot_steamworks.editor.tools_menu import ToolsMenu

__all__ = ["PARTS", "EditorSteamworksPlugin", "register"]

PARTS: tuple[type[Part], ...] = (
    HelpAgain,
    SettingTexts,
    ToolsMenu,
    Exporting,
    Dock,
)


@exposed(native=True, tool=True)
class EditorSteamworksPlugin(EditorPlugin):  # type: ignore[misc]  # made at run time
    """Adds to the editor what belongs to Steam."""

    def __init__(self) -> None:
        """Nothing is added before the editor takes the plugin in."""
        self._added: list[Part] = []

    def _get_plugin_name(self) -> str:
        return "Steamworks"

    def _enter_tree(self) -> None:
        for make in PARTS:
            with _reported():
                part = make()
                part.add(self)
                self._added.append(part)

    def _exit_tree(self) -> None:
        while self._added:
            with _reported():
                self._added.pop().remove(self)


@contextlib.contextmanager
def _reported() -> Iterator[None]:
    """One part that raises must not keep the others from being added or removed."""
    try:
        yield
    except Exception as error:
        errors.report(error)


def register() -> None:
    """Registers the parts' classes and has the editor load the plugin. Called at level EDITOR."""
    keep_from_making_help()
    for part in PARTS:
        for cls in part.classes:
            registry.register(cls)
    registry.register_editor_plugin(EditorSteamworksPlugin)
