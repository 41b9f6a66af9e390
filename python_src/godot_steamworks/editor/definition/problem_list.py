"""Room D: what is wrong with the definition, as a list below it. May import: godot, ``rules``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import godot
from godot_steamworks.editor.definition.fields import LISTS
from godot_steamworks.editor.definition.rules import Problem
from godot_steamworks.editor.definition.theme import button_icon, error_color

__all__ = ["ProblemList"]

_HEIGHT = 90


class ProblemList:
    """The list; a click on a problem selects where it is.

    Args:
        panel: Whose it is.

    Attributes:
        root: The control; hidden while nothing is wrong.
        found: What is shown.
    """

    def __init__(self, panel: Any) -> None:
        self._panel = panel
        self.found: Sequence[Problem] = ()
        self.root = godot.ItemList()
        self.root.custom_minimum_size = godot.Vector2(0, _HEIGHT * panel.scale())
        self.root.visible = False
        self.root.item_selected.connect(self._selected)

    def own(self, text: str, path: tuple[str | int, ...]) -> Problem:
        """A problem that the editor has found itself."""
        return Problem(text, path)

    def show(self, found: Sequence[Problem]) -> None:
        """Shows problems, here and below the rows of the form."""
        if list(found) != list(self.found):
            self.found = list(found)
            self.root.clear()
            for problem in found:
                self.root.add_item(problem.text, button_icon("StatusError"))
                number = self.root.item_count - 1
                self.root.set_item_tooltip(number, problem.text)
                self.root.set_item_custom_fg_color(number, error_color(self.root))
            self.root.visible = bool(found)
        self._panel.toolbar.count(len(found))
        self.show_inline()

    def show_inline(self) -> None:
        """Shows in the form what concerns it."""
        self._panel.form.complain(self.found)

    def _selected(self, number: int) -> None:
        path = self.found[number].path
        if path and path[0] in LISTS:
            index = path[1] if len(path) > 1 and isinstance(path[1], int) else -1
            self._panel.outline.select((str(path[0]), index))
        else:
            self._panel.outline.select(("app", 0))
        self._panel.outline.show(self._panel.document())
        self._panel.show_selected()
