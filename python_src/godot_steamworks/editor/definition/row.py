"""Room D: what all rows of a form have in common: the label, and what is wrong.

May import: godot, ``document``, ``fields``, ``rules``, ``theme``.

A row shows what the document says and tells the form what a person wants instead; it keeps nothing
of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import godot
from godot_steamworks.editor.definition.document import Document
from godot_steamworks.editor.definition.fields import Field
from godot_steamworks.editor.definition.rules import Rules
from godot_steamworks.editor.definition.theme import error_color

__all__ = ["Owner", "Row"]

_LABEL_WIDTH, _LINE_HEIGHT = 145, 30


class Owner(Protocol):
    """Whom a row belongs to."""

    rules: Rules

    def document(self) -> Document:
        """What is edited."""

    def change(self, row: Row, value: Any, deeper: tuple[str, ...] = ()) -> None:
        """Sets the row's value, or one in it; None takes it away."""

    def scale(self) -> float:
        """How much larger the editor's screen is than one pixel for a pixel."""


class Row:
    """One field: its label, its controls, and what is wrong with it.

    Attributes:
        field: What is shown.
        root: The control that stands in the form.
    """

    def __init__(self, owner: Owner, field: Field) -> None:
        self.owner, self.field = owner, field
        self.root = godot.VBoxContainer()
        line = godot.HBoxContainer()
        self.root.add_child(line)
        label = godot.Label()
        label.text = field.label
        label.tooltip_text = field.hint
        label.mouse_filter = godot.Control.MOUSE_FILTER_STOP
        label.vertical_alignment = godot.VERTICAL_ALIGNMENT_CENTER
        label.size_flags_vertical = godot.Control.SIZE_SHRINK_BEGIN
        label.custom_minimum_size = godot.Vector2(_LABEL_WIDTH, _LINE_HEIGHT) * owner.scale()
        line.add_child(label)
        self.box = godot.VBoxContainer()
        self.box.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        line.add_child(self.box)
        self._problem = godot.Label()
        self._problem.autowrap_mode = godot.TextServer.AUTOWRAP_WORD_SMART
        self._problem.visible = False
        self.box.add_child(self._problem)
        self._wrong: Sequence[str] = ()
        self._refused = ""
        self.build()

    def build(self) -> None:
        """Makes the controls, in ``box``."""
        raise NotImplementedError

    def show(self, value: Any) -> None:
        """Shows the document's value; None where it has none."""
        raise NotImplementedError

    def flush(self) -> None:
        """Hands over what was typed and not yet taken."""

    def put(self, control: Any) -> None:
        """Puts a control into the row, above what is wrong."""
        self.box.add_child(control)
        self.box.move_child(control, self.box.get_child_count() - 2)

    def complain(self, texts: Sequence[str]) -> None:
        """Shows what is wrong with the document's value; nothing, when nothing is."""
        self._wrong = texts
        shown = [self._refused, *texts] if self._refused else list(texts)
        self._problem.text = "\n".join(shown)
        self._problem.visible = bool(shown)
        self._problem.add_theme_color_override("font_color", error_color(self._problem))

    def refuse(self, text: str) -> None:
        """Says why what was typed is not taken; it stays where it is, to be mended."""
        self._refused = text
        self.complain(self._wrong)

    def forget(self) -> None:
        """Nothing is refused, and nothing wrong any more: another value is shown."""
        self._refused = ""
        self.complain([])
