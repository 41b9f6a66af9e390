"""Room D: *Project > Tools > Steamworks*. May import: godot, ``autoload``, ``definition``."""

from __future__ import annotations

from typing import Any

import godot
from godot_steamworks.editor import autoload
from godot_steamworks.editor.parts import Part

__all__ = ["ToolsMenu"]

_TITLE = "Steamworks"
_DEFINITION, _AUTOLOAD, _HELP = range(3)
_PAGE = "class_name:Steamworks"


class ToolsMenu(Part):
    """The menu, as a part of the editor's plugin."""

    def __init__(self) -> None:
        self._plugin: Any = None
        self._menu: Any = None

    def add(self, plugin: Any) -> None:
        """Adds the menu."""
        self._plugin = plugin
        self._menu = menu = godot.PopupMenu()
        menu.add_item("App Definition", _DEFINITION)
        menu.add_check_item(f"Autoload {autoload.NAME}", _AUTOLOAD)
        menu.set_item_tooltip(
            menu.get_item_index(_AUTOLOAD),
            f"A Steamworks node that every scene and script finds as {autoload.NAME}, or "
            f"/root/{autoload.NAME}",
        )
        menu.add_separator()
        menu.add_item("Open Documentation", _HELP)
        menu.id_pressed.connect(self._pressed)
        menu.about_to_popup.connect(self._about_to_popup)
        plugin.add_tool_submenu_item(_TITLE, menu)

    def remove(self, plugin: Any) -> None:
        """Takes the menu away; the editor frees it."""
        plugin.remove_tool_menu_item(_TITLE)
        self._menu = self._plugin = None

    def _about_to_popup(self) -> None:
        self._menu.set_item_checked(self._menu.get_item_index(_AUTOLOAD), autoload.is_on())

    def _pressed(self, number: int) -> None:
        if number == _DEFINITION:
            godot.EditorInterface.set_main_screen_editor("Steamworks")
        elif number == _AUTOLOAD:
            tell(autoload.toggle(self._plugin, not autoload.is_on()))
        elif number == _HELP:
            open_documentation()


def open_documentation() -> None:
    """Opens the help page of the node, which the addon brings along."""
    godot.EditorInterface.set_main_screen_editor("Script")
    godot.EditorInterface.get_script_editor().goto_help(_PAGE)


def tell(reason: str) -> None:
    """Says in a dialog why something was not done; nothing, when it was."""
    if not reason:
        return
    dialog = godot.AcceptDialog()
    dialog.title = _TITLE
    dialog.dialog_text = reason
    dialog.dialog_autowrap = True
    dialog.visibility_changed.connect(lambda: None if dialog.visible else dialog.queue_free())
    godot.EditorInterface.popup_dialog_centered(dialog, godot.Vector2i(520, 0))
