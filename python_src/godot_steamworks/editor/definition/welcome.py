"""Room D: what the screen shows while the project has no app definition. May import: godot, ..."""

from __future__ import annotations

from typing import Any

import godot
from godot_steamworks.editor.definition import dialogs

__all__ = ["Welcome"]

_WIDTH = 560
_NONE = (
    "This project has no app definition.\n\nWithout Steam, games of this project play Spacewar, "
    "Valve's test app. Describe your own app here, or import its achievements and stats from "
    "Steam's files: then the offline runtime simulates it."
)


class Welcome:
    """A text and the ways on.

    Args:
        panel: Whose it is.

    Attributes:
        root: The control.
    """

    def __init__(self, panel: Any) -> None:
        self.root = godot.CenterContainer()
        self.root.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        inside = godot.VBoxContainer()
        self.root.add_child(inside)
        self.text = godot.Label()
        self.text.autowrap_mode = godot.TextServer.AUTOWRAP_WORD_SMART
        self.text.horizontal_alignment = godot.HORIZONTAL_ALIGNMENT_CENTER
        self.text.custom_minimum_size = godot.Vector2(_WIDTH * panel.scale(), 0)
        inside.add_child(self.text)
        line = godot.HBoxContainer()
        line.alignment = godot.BoxContainer.ALIGNMENT_CENTER
        inside.add_child(line)
        for text, action in (
            ("Create App Definition...", lambda: dialogs.choose_new(panel)),
            ("Open...", lambda: dialogs.choose_definition(panel)),
        ):
            button = godot.Button()
            button.text = text
            button.pressed.connect(action)
            line.add_child(button)

    def show(self, path: str, reason: str) -> None:
        """Says why there is nothing to edit: no file is named, or it cannot be read."""
        self.text.text = reason or _NONE
        if path and not reason:
            self.text.text = ""
