"""Room A: what is done in the text that the editor shows. May import: classes, dropped, editing.

The editor appends a signal's handler to the end of a file, which is right for GDScript; in Python
it belongs into the class. So a moment later, when the editor is done, it is moved there, in one
step that can be undone.
"""

from __future__ import annotations

from typing import Any

from godot import classes
from godot.scripting.editor import dropped, editing

__all__ = ["settle", "settle_ignores", "settle_nodes"]


def settle(function: str) -> None:
    """Moves a method that the editor has appended in the script that is shown."""
    text_edit = _shown()
    if text_edit is None:
        return
    before = str(text_edit.get_text())
    settled = editing.settle_function(before, function)
    if settled is None:
        return
    replace_text(text_edit, before, settled.code)
    text_edit.set_caret_line(settled.line)
    text_edit.set_caret_column(settled.column)


def settle_ignores() -> None:
    """Turns what the panel of warnings has inserted into Python's way of saying it."""
    text_edit = _shown()
    if text_edit is None:
        return
    before = str(text_edit.get_text())
    after = editing.settle_ignores(before)
    if after != before:
        line, column = text_edit.get_caret_line(), text_edit.get_caret_column()
        replace_text(text_edit, before, after)
        text_edit.set_caret_line(line)
        text_edit.set_caret_column(column)


def settle_nodes(text_edit: Any, lines: list[int]) -> None:
    """Says in Python what nodes were dropped into those lines of a text."""
    text_edit.begin_complex_operation()
    for line in lines:
        if line < text_edit.get_line_count():
            text_edit.set_line(line, dropped.settle_nodes(str(text_edit.get_line(line))))
    text_edit.end_complex_operation()


def _shown() -> Any:
    script_editor = classes.singleton("EditorInterface").get_script_editor()
    current = None if script_editor is None else script_editor.get_current_editor()
    return None if current is None else current.get_base_editor()


def replace_text(text_edit: Any, before: str, after: str) -> None:
    """Makes ``before`` into ``after``, line by line, so that marks and folds elsewhere stay."""
    old, new = before.split("\n"), after.split("\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    text_edit.begin_complex_operation()
    # One line more on either side, so that there is always a line to end in.
    first = max(start - 1, 0)
    last = len(old) - end
    text = "\n".join(new[first : len(new) - end])
    if last < len(old):
        text_edit.remove_text(first, 0, last, 0)
        text_edit.insert_text(text + "\n", first, 0)
    else:
        text_edit.remove_text(first, 0, len(old) - 1, len(old[-1]))
        text_edit.insert_text(text, first, 0)
    text_edit.end_complex_operation()
