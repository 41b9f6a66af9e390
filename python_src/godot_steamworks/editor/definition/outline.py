"""Room D: what a definition has, as a tree with a filter and buttons. May import: godot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import godot
from godot_steamworks.editor.definition.document import Document
from godot_steamworks.editor.definition.fields import LISTS, label_key
from godot_steamworks.editor.definition.rules import Problem, Rules
from godot_steamworks.editor.definition.theme import button_icon, error_color, texture

__all__ = ["Outline", "Place"]

Place = tuple[str, int]
"""What is selected: a list and the number in it, -1 for its heading; ``("app", 0)`` for the app."""

_WIDTH = 300
_ICON_WIDTH = 16


class Outline:
    """The tree.

    Args:
        panel: Whose it is; told what is selected, and what a button wants.
        rules: Draw the icons of achievements.

    Attributes:
        root: The control.
        selected: What is selected.
    """

    def __init__(self, panel: Any, rules: Rules) -> None:
        self._panel, self._rules = panel, rules
        self.selected: Place = ("app", 0)
        self.root = godot.VBoxContainer()
        self.root.custom_minimum_size = godot.Vector2(_WIDTH * panel.scale(), 0)
        self._filter = godot.LineEdit()
        self._filter.placeholder_text = "Filter"
        self._filter.clear_button_enabled = True
        self._filter.right_icon = button_icon("Search")
        self._filter.text_changed.connect(lambda _text: self._filtered())
        self.root.add_child(self._filter)
        self.tree = godot.Tree()
        self.tree.hide_root = True
        self.tree.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        self.tree.item_selected.connect(self._item_selected)
        self.root.add_child(self.tree)
        self.root.add_child(self._buttons())
        self._items: dict[Place, Any] = {}
        self._shown: Any = None
        self._counted: dict[Place, int] = {}
        self._textures: dict[tuple[str, str], Any] = {}

    def _buttons(self) -> Any:
        line = godot.HBoxContainer()
        self.add_button = godot.Button()
        self.add_button.icon = button_icon("Add")
        self.add_button.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self.add_button.pressed.connect(self._add)
        line.add_child(self.add_button)
        self._of_entries: list[Any] = []
        for icon, hint, action in (
            ("Duplicate", "Duplicate", lambda: self._panel.duplicate()),
            ("MoveUp", "Move up", lambda: self._panel.move(-1)),
            ("MoveDown", "Move down", lambda: self._panel.move(1)),
            ("Remove", "Remove", lambda: self._panel.remove()),
        ):
            button = godot.Button()
            button.icon = button_icon(icon)
            button.tooltip_text = hint
            button.pressed.connect(action)
            self._of_entries.append(button)
            line.add_child(button)
        return line

    def _add(self) -> None:
        kind = self.selected[0]
        self._panel.add(kind if kind in LISTS else "achievement")

    def select(self, place: Place) -> None:
        """Selects something, without a word to the panel."""
        self.selected = place

    def show(self, document: Document) -> None:
        """Shows the lists of a document."""
        wanted = {
            kind: [str(entry.get(label_key(kind), "")) for entry in document.items(kind)]
            for kind in LISTS
        }
        names = {
            kind: [str(entry.get("name", "")) for entry in document.items(kind)] for kind in LISTS
        }
        words = str(self._filter.text).casefold()
        icons = [_icon_of(entry) for entry in document.items("achievement")]
        shown = (wanted, names, words, icons)
        if shown != self._shown:
            self._shown = shown
            self._rebuild(wanted, names, words)
            self._draw(icons)
        self._mark()
        kind, index = self.selected
        if kind in LISTS and index >= len(wanted[kind]):
            self.selected = (kind, len(wanted[kind]) - 1)
        item = self._items.get(self.selected)
        if item is not None:
            self.tree.set_selected(item, 0)
            self.tree.scroll_to_item(item)
        self._enable()

    def _rebuild(self, keys: dict[str, list[str]], names: dict[str, list[str]], words: str) -> None:
        folded = {place for place, item in self._items.items() if place[1] == -1 and item.collapsed}
        self.tree.clear()
        root = self.tree.create_item()
        self._items = {}
        app = self.tree.create_item(root)
        app.set_text(0, "App")
        app.set_icon(0, button_icon("ProjectList"))
        self._items["app", 0] = app
        for kind, heading in LISTS.items():
            top = self.tree.create_item(root)
            top.set_text(0, f"{heading} ({len(keys[kind])})")
            top.collapsed = (kind, -1) in folded and not words
            self._items[kind, -1] = top
            for index, key in enumerate(keys[kind]):
                name = names[kind][index]
                if words and words not in f"{key} {name}".casefold():
                    continue
                item = self.tree.create_item(top)
                item.set_text(0, name or key or "(without a name)")
                item.set_tooltip_text(0, key)
                self._items[kind, index] = item

    def _draw(self, icons: Sequence[tuple[str, str]]) -> None:
        for index, icon in enumerate(icons):
            item = self._items.get(("achievement", index))
            if item is None or not icon[0]:
                continue
            if icon not in self._textures:
                pixels = self._rules.icon(*icon)
                self._textures[icon] = texture(pixels) if pixels else None
            item.set_icon(0, self._textures[icon])
            item.set_icon_max_width(0, round(_ICON_WIDTH * self._panel.scale()))

    def mark(self, problems: Sequence[Problem]) -> None:
        """Shows which entries have problems."""
        self._counted = {}
        for problem in problems:
            for place in _places(problem):
                self._counted[place] = self._counted.get(place, 0) + 1
        self._mark()

    def _mark(self) -> None:
        color = error_color(self.tree)
        for place, item in self._items.items():
            if place in self._counted:
                item.set_custom_color(0, color)
            else:
                item.clear_custom_color(0)

    def _filtered(self) -> None:
        self._panel.refresh()

    def _item_selected(self) -> None:
        chosen = self.tree.get_selected()
        for place, item in self._items.items():
            if item is chosen:
                if place != self.selected:
                    self.selected = place
                    self._panel.show_selected()
                break
        self._enable()

    def _enable(self) -> None:
        kind, index = self.selected
        word = LISTS.get(kind, LISTS["achievement"])
        singular = {"DLC": "DLC"}.get(word, word.removesuffix("s"))
        self.add_button.text = f"Add {singular}"
        for button in self._of_entries:
            button.disabled = kind not in LISTS or index < 0


def _icon_of(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Shape and colour of an achievement's icon; the empty shape for none."""
    icon = entry.get("icon")
    if not isinstance(icon, Mapping):
        return "", ""
    return str(icon.get("shape", "")), str(icon.get("color", "#c0c0c0"))


def _places(problem: Problem) -> list[Place]:
    """The entries that a problem belongs to: the entry, and the heading above it."""
    path = problem.path
    if path and path[0] in LISTS:
        heading: Place = (str(path[0]), -1)
        return (
            [heading, (heading[0], path[1])]
            if len(path) > 1 and isinstance(path[1], int)
            else [heading]
        )
    return [("app", 0)]
