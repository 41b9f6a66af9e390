"""Room D: the rows of a form that are one line of text. May import: godot, ``row``."""

from __future__ import annotations

from typing import Any

import tomlkit

import godot
from godot_steamworks.editor.definition.row import Row

__all__ = ["ColorRow", "LineRow", "NamesRow", "NumberRow"]


class LineRow(Row):
    """A text in one line. It is taken with Enter, or when another control gets the focus."""

    def build(self) -> None:
        """See :class:`Row`."""
        self.line = godot.LineEdit()
        self.line.placeholder_text = self.field.default
        self.line.tooltip_text = self.field.hint
        self.line.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self.line.text_submitted.connect(self._submitted)
        self.line.focus_exited.connect(self.flush)
        self.put(self.line)
        self._shown = ""

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        shown = self.written(value)
        if self._refused and shown == self._shown:
            return
        self._shown = shown
        if self.line.text != shown:
            self.line.text = shown

    def _submitted(self, _text: str) -> None:
        self.flush()

    def flush(self) -> None:
        """See :class:`Row`."""
        typed = str(self.line.text)
        if typed == self._shown:
            if self._refused:
                self.refuse("")
            return
        try:
            value = self.value(typed)
        except ValueError as error:
            self.refuse(f"{typed!r}: {error}")
            return
        self._shown = typed
        self.owner.change(self, value)

    def written(self, value: Any) -> str:
        """A value as text."""
        return "" if value is None else str(value)

    def value(self, typed: str) -> Any:
        """The value of a text; a ``ValueError`` says what is expected."""
        return typed or None


class NumberRow(LineRow):
    """A number as text; whole numbers stay whole."""

    def written(self, value: Any) -> str:
        """See :class:`LineRow`."""
        if value is None:
            return ""
        return (
            str(tomlkit.item(value).as_string()) if isinstance(value, int | float) else str(value)
        )

    def value(self, typed: str) -> Any:
        """See :class:`LineRow`."""
        typed = typed.strip()
        if not typed:
            return None
        for read in (int, float):
            try:
                return read(typed)
            except ValueError:
                continue
        raise ValueError("a number is expected")


class NamesRow(LineRow):
    """Names in one line, with commas between them."""

    def written(self, value: Any) -> str:
        """See :class:`LineRow`."""
        return (
            ", ".join(map(str, value)) if isinstance(value, list) else LineRow.written(self, value)
        )

    def value(self, typed: str) -> Any:
        """See :class:`LineRow`."""
        return [name.strip() for name in typed.split(",") if name.strip()] or None


class ColorRow(LineRow):
    """A colour as text, and to pick."""

    def build(self) -> None:
        """See :class:`Row`."""
        LineRow.build(self)
        self.box.remove_child(self.line)
        both = godot.HBoxContainer()
        self._button = godot.ColorPickerButton()
        self._button.edit_alpha = False
        self._button.custom_minimum_size = godot.Vector2(48 * self.owner.scale(), 0)
        self._button.popup_closed.connect(self._picked)
        both.add_child(self._button)
        both.add_child(self.line)
        self.put(both)

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        LineRow.show(self, value)
        shown = str(value) if value else self.field.default
        known = godot.Color.html_is_valid(shown)
        self._button.color = godot.Color(shown if known else "#00000000")

    def _picked(self) -> None:
        picked = f"#{self._button.color.to_html(False)}"
        if picked != self._shown and (self._shown or picked != self.field.default):
            self.owner.change(self, picked)
