"""Room D: the buttons above an app definition. May import: godot, ``dialogs``, ``theme``."""

from __future__ import annotations

from typing import Any

import godot
from godot_steamworks.editor.definition import dialogs
from godot_steamworks.editor.definition.theme import button_icon

__all__ = ["Toolbar"]

_TEXTS, _SCHEMA = 0, 1


class Toolbar:
    """New, open, save, import, export; the file, and how many problems it has.

    Args:
        panel: Whose it is.

    Attributes:
        root: The control.
    """

    def __init__(self, panel: Any) -> None:
        self._panel = panel
        self.root = godot.HBoxContainer()
        self._button("New", "New...", lambda: dialogs.choose_new(panel))
        self._button("Load", "Open...", lambda: dialogs.choose_definition(panel))
        self.save = self._button("Save", "Save", lambda: panel.save())
        self.root.add_child(godot.VSeparator())
        self._of_file = [
            self.save,
            self._button("AssetLib", "Import...", lambda: dialogs.choose_import(panel)),
        ]
        self._of_file[1].tooltip_text = (
            "Achievements and stats from Steam's files: UserGameStatsSchema_*.bin of the Steam "
            "client, or the schema and achievement texts (VDF) of the partner site"
        )
        menu = godot.MenuButton()
        menu.text = "Export"
        menu.flat = False
        popup = menu.get_popup()
        popup.add_item("Achievement Texts for the Partner Site (VDF)...", _TEXTS)
        popup.add_item("Schema of Achievements and Stats (VDF)...", _SCHEMA)
        popup.id_pressed.connect(self._export)
        self.root.add_child(menu)
        self._of_file.append(menu)
        self.file = godot.Label()
        self.file.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self.file.horizontal_alignment = godot.HORIZONTAL_ALIGNMENT_CENTER
        self.file.text_overrun_behavior = godot.TextServer.OVERRUN_TRIM_ELLIPSIS
        self.root.add_child(self.file)
        self.state = godot.Label()
        self.root.add_child(self.state)
        self._state_icon = godot.TextureRect()
        self._state_icon.stretch_mode = godot.TextureRect.STRETCH_KEEP_CENTERED
        self.root.add_child(self._state_icon)
        self.root.move_child(self._state_icon, self.state.get_index())

    def _button(self, icon: str, text: str, action: Any) -> Any:
        button = godot.Button()
        button.text = text
        button.icon = button_icon(icon)
        button.pressed.connect(action)
        self.root.add_child(button)
        return button

    def _export(self, number: int) -> None:
        dialogs.choose_export(self._panel, "texts" if number == _TEXTS else "schema")

    def show(self, file: str, changed: bool) -> None:
        """Shows which file it is, and whether it is saved."""
        self.file.text = f"{file} (*)" if changed else file
        self.save.disabled = not changed
        for control in self._of_file[1:]:
            control.disabled = not file
        self.state.visible = self._state_icon.visible = bool(file)

    def count(self, problems: int) -> None:
        """Shows how many problems there are."""
        self.state.text = {0: "No problems", 1: "1 problem"}.get(problems, f"{problems} problems")
        self._state_icon.texture = button_icon("StatusError" if problems else "StatusSuccess")

    def say(self, text: str) -> None:
        """Shows what was done, until something else is shown."""
        self.file.text = text
