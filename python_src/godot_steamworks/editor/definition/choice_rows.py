"""Room D: the rows of a form in which one chooses.

May import: godot, ``fields``, ``row``, ``theme``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import godot
from godot_steamworks.editor.definition.fields import LISTS
from godot_steamworks.editor.definition.row import Row
from godot_steamworks.editor.definition.theme import texture

__all__ = ["ChoiceRow", "FlagRow", "IconRow"]


class FlagRow(Row):
    """On or off."""

    def build(self) -> None:
        """See :class:`Row`."""
        self.check = godot.CheckBox()
        self.check.text = "On"
        self.check.tooltip_text = self.field.hint
        self.check.toggled.connect(self._toggled)
        self.put(self.check)
        self._default = self.field.default == "true"

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        self.check.set_pressed_no_signal(self._default if value is None else bool(value))

    def _toggled(self, on: bool) -> None:
        self.owner.change(self, None if on == self._default else on)


class ChoiceRow(Row):
    """One word of those that are allowed, or one name of those in the definition."""

    def build(self) -> None:
        """See :class:`Row`."""
        self.options = godot.OptionButton()
        self.options.tooltip_text = self.field.hint
        self.options.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self.options.item_selected.connect(self._selected)
        self.put(self.options)
        self._values: list[str | None] = []

    def choices(self) -> list[str]:
        """The words that may be chosen."""
        place = self.field.choices
        if place in LISTS:
            entries = self.owner.document().items(place)
            return [str(entry.get("name", "")) for entry in entries]
        return list(self.owner.rules.words.get(place, ()))

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        words = self.choices()
        values: list[str | None] = [*words]
        if self.field.default or value is None:
            values.insert(0, None)
        if value is not None and value not in words:
            values.append(str(value))
        if values != self._values:
            self._values = values
            self.options.clear()
            for word in values:
                self.options.add_item(self._label(word, words))
        self.options.select(values.index(None if value is None else str(value)))

    def _label(self, word: str | None, words: Sequence[str]) -> str:
        if word is None:
            return f"({self.field.default or 'choose one'})"
        return word.replace("_", " ") if word in words and "." in self.field.choices else word

    def _selected(self, index: int) -> None:
        self.owner.change(self, self._values[index])


class IconRow(ChoiceRow):
    """A shape, with the pictures that a game would get of it."""

    def build(self) -> None:
        """See :class:`Row`."""
        ChoiceRow.build(self)
        pictures = godot.HBoxContainer()
        self._pictures = [godot.TextureRect(), godot.TextureRect()]
        for picture, hint in zip(self._pictures, ("unlocked", "locked"), strict=True):
            picture.tooltip_text = hint
            pictures.add_child(picture)
        self.put(pictures)

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        ChoiceRow.show(self, value)
        color = self.owner.document().get((*self._here, "icon", "color"))
        shape = "" if value is None else str(value)
        for picture, unlocked in zip(self._pictures, (True, False), strict=True):
            pixels = self.owner.rules.icon(shape, str(color or "#c0c0c0"), unlocked)
            picture.texture = texture(pixels) if pixels else None
            picture.visible = bool(pixels)

    _here: tuple[str | int, ...] = ()

    def at(self, here: tuple[str | int, ...]) -> None:
        """Where the entry is, whose colour it takes."""
        self._here = here
