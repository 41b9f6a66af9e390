"""Room D: which row of a form shows which kind of field. May import: ``fields``, and the rows."""

from __future__ import annotations

from collections.abc import Mapping

from godot_steamworks.editor.definition.choice_rows import ChoiceRow, FlagRow, IconRow
from godot_steamworks.editor.definition.fields import Field
from godot_steamworks.editor.definition.keyed_rows import TextsRow, ValuesRow
from godot_steamworks.editor.definition.line_rows import ColorRow, LineRow, NamesRow, NumberRow
from godot_steamworks.editor.definition.row import Owner, Row

__all__ = ["make_row"]

_KINDS: Mapping[str, type[Row]] = {
    "text": LineRow,
    "number": NumberRow,
    "names": NamesRow,
    "flag": FlagRow,
    "choice": ChoiceRow,
    "icon": IconRow,
    "color": ColorRow,
    "texts": TextsRow,
    "values": ValuesRow,
}


def make_row(owner: Owner, field: Field) -> Row:
    """The row of a field."""
    return _KINDS[field.kind](owner, field)
