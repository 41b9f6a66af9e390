"""Room D: the form of one entry of a definition, or of the app itself.

May import: godot, ``fields``, ``row``, ``rows``, ``rules``, ``session``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import godot
from godot_steamworks.editor.definition.document import Document, Path
from godot_steamworks.editor.definition.fields import fields_of, label_key
from godot_steamworks.editor.definition.row import Row
from godot_steamworks.editor.definition.rows import make_row
from godot_steamworks.editor.definition.rules import Problem, Rules
from godot_steamworks.editor.definition.session import rename, set_current_user

__all__ = ["Form"]

Change = Callable[[str, Callable[[Document], Document]], None]
"""Makes an edit: what it is called in the editor's history, and how."""


class Form:
    """The rows of what is selected.

    Args:
        rules: Of definitions.
        document: Gives what is edited.
        change: Makes an edit.

    Attributes:
        root: The control.
    """

    def __init__(self, rules: Rules, document: Callable[[], Document], change: Change) -> None:
        self.rules, self.document, self._change = rules, document, change
        self.root = godot.VBoxContainer()
        self.root.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self._here: Path = ()
        self._kind = ""
        self._rows: list[Row] = []

    def scale(self) -> float:
        """See ``row.Owner``."""
        return float(godot.EditorInterface.get_editor_scale())

    def select(self, kind: str, here: Path) -> None:
        """Shows an entry; ``app`` with an empty path is the app itself."""
        self.flush()
        if here != self._here:
            for row in self._rows:
                row.forget()
        self._here = here
        if kind != self._kind:
            self._kind = kind
            self._build()
        self.refresh()

    def _build(self) -> None:
        for child in self.root.get_children():
            child.queue_free()
        self._rows = []
        for field in fields_of(self._kind) if self._kind else ():
            if field.heading:
                self.root.add_child(_heading(field.heading))
            row = make_row(self, field)
            self._rows.append(row)
            self.root.add_child(row.root)

    def refresh(self) -> None:
        """Shows what the document says now."""
        document = self.document()
        for row in self._rows:
            at: Any = getattr(row, "at", None)
            if at is not None:
                at(self._here)
            value = document.get((*self._here, *row.field.path))
            row.show(value)
            only = row.field.only
            row.root.visible = (
                only is None or value is not None or document.get((*self._here, only[0])) == only[1]
            )

    def flush(self) -> None:
        """Takes what was typed and not confirmed yet."""
        for row in self._rows:
            row.flush()

    def complain(self, problems: Sequence[Problem]) -> None:
        """Shows the problems of the entry, each below its row."""
        for row in self._rows:
            place = (*self._here, *row.field.path)
            row.complain(
                [problem.text for problem in problems if _concerns(problem, place, row, self._here)]
            )

    def change(self, row: Row, value: Any, deeper: tuple[str, ...] = ()) -> None:
        """See ``row.Owner``."""
        row.forget()
        here, kind = self._here, self._kind
        path: Path = (*here, *row.field.path, *deeper)
        if value is None and row.field.is_whole:
            path = path[:-1]
        name = f"Set {kind} {row.field.label}"
        if here and row.field.path == (label_key(kind),) and not deeper:
            index = int(here[1])
            self._change(name, lambda document: rename(document, kind, index, value))
        elif row.field.path == ("current",):
            index = int(here[1])
            self._change(
                name, lambda document: set_current_user(document, index, value is not None)
            )
        else:
            self._change(name, lambda document: document.set(path, value))


def _concerns(problem: Problem, place: Path, row: Row, here: Path) -> bool:
    """Whether a problem is shown below a row."""
    if problem.path[: len(place)] == place:
        return True
    # Of the whole entry, such as its name that another has: below the first row. Of a part that has
    # more than one row, such as a missing key of progress: below the first of them.
    if not here:
        return False
    if problem.path == here:
        return row.field.path == (label_key(str(here[0])),)
    return False


def _heading(text: str) -> Any:
    label = godot.Label()
    label.text = text
    label.theme_type_variation = "HeaderSmall"
    return label
