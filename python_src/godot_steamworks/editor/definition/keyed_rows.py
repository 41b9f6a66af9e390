"""Room D: the rows of a form that have a line for each key: texts by language, tables of values.

May import: godot, ``fields``, ``session``, ``row``, ``theme``.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit

import godot
from godot_steamworks.editor.definition.fields import label_key
from godot_steamworks.editor.definition.row import Row
from godot_steamworks.editor.definition.session import with_text
from godot_steamworks.editor.definition.theme import button_icon

__all__ = ["TextsRow", "ValuesRow"]

_LANGUAGE_WIDTH = 90


class _LinesRow(Row):
    """Several lines to type in, each with a key."""

    def build(self) -> None:
        """See :class:`Row`."""
        self._lines: dict[str, Any] = {}

    def clear(self) -> None:
        """Takes all lines away, with what stands beside them."""
        for line in self._lines.values():
            line.get_parent().queue_free()
        self._lines = {}

    def new_line(self) -> Any:
        """A line whose text is taken as that of one line is."""
        line = godot.LineEdit()
        line.tooltip_text = self.field.hint
        line.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        line.text_submitted.connect(lambda _text: self.flush())
        line.focus_exited.connect(self.flush)
        return line


class TextsRow(_LinesRow):
    """A text for each language of the app."""

    def build(self) -> None:
        """See :class:`Row`."""
        _LinesRow.build(self)
        self._value: Any = None

    def _languages(self) -> list[str]:
        languages = self.owner.document().get(("languages",))
        known = [str(language) for language in languages] if isinstance(languages, list) else []
        known = known or ["english"]
        others = self._value if isinstance(self._value, Mapping) else {}
        return [*known, *(language for language in others if language not in known)]

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        self._value = value
        languages = self._languages()
        if languages != list(self._lines):
            self._rebuild(languages)
        texts = value if isinstance(value, Mapping) else {languages[0]: value}
        for language, line in self._lines.items():
            written = str(texts.get(language) or "")
            if line.text != written:
                line.text = written

    def _rebuild(self, languages: list[str]) -> None:
        self.clear()
        for language in languages:
            both = godot.HBoxContainer()
            label = godot.Label()
            label.text = language
            label.modulate = godot.Color(1, 1, 1, 0.6)
            label.custom_minimum_size = godot.Vector2(_LANGUAGE_WIDTH * self.owner.scale(), 0)
            both.add_child(label)
            line = self.new_line()
            both.add_child(line)
            self.put(both)
            self._lines[language] = line

    def flush(self) -> None:
        """See :class:`Row`."""
        value = self._value
        languages = list(self._lines)
        for language, line in self._lines.items():
            texts = value if isinstance(value, Mapping) else {languages[0]: value}
            if str(line.text) != str(texts.get(language) or ""):
                value = with_text(value, languages, language, str(line.text))
        if value != self._value:
            self._value = value
            self.owner.change(self, value)


class ValuesRow(_LinesRow):
    """A table with keys of the definition: a line for each, and a list to add from."""

    def build(self) -> None:
        """See :class:`Row`."""
        _LinesRow.build(self)
        self._value: Mapping[str, Any] = {}
        self._add = godot.OptionButton()
        self._add.tooltip_text = self.field.hint
        self._add.item_selected.connect(self._added)
        self.put(self._add)
        self._free: list[str] = []

    def _keys(self) -> dict[str, str]:
        """The keys that there may be, with their labels."""
        kind = self.field.choices
        found: dict[str, str] = {}
        for entry in self.owner.document().items(kind):
            key = str(entry.get(label_key(kind), ""))
            found[key] = f"{entry.get('name')} ({key})" if kind == "user" else key
        return found

    def show(self, value: Any) -> None:
        """See :class:`Row`."""
        self._value = value if isinstance(value, Mapping) else {}
        known = self._keys()
        if list(self._value) != list(self._lines):
            self._rebuild(known)
        for key, line in self._lines.items():
            written = _as_toml(self._value[key])
            if line.text != written:
                line.text = written
        free = [key for key in known if key not in self._value]
        self._free = free
        self._add.clear()
        self._add.add_item("Add...")
        for key in free:
            self._add.add_item(known[key])
        self._add.disabled = not free

    def _rebuild(self, known: Mapping[str, str]) -> None:
        self.clear()
        for key in self._value:
            all_three = godot.HBoxContainer()
            label = godot.Label()
            label.text = known.get(key, key)
            label.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
            label.text_overrun_behavior = godot.TextServer.OVERRUN_TRIM_ELLIPSIS
            all_three.add_child(label)
            line = self.new_line()
            all_three.add_child(line)
            button = godot.Button()
            button.icon = button_icon("Remove")
            button.tooltip_text = "Remove"
            button.flat = True
            button.pressed.connect(lambda key=key: self.owner.change(self, None, (key,)))
            all_three.add_child(button)
            self.put(all_three)
            self.box.move_child(self._add, self.box.get_child_count() - 2)
            self._lines[key] = line

    def _added(self, index: int) -> None:
        if index == 0:
            return
        start = int(time.time()) if self.field.choices == "achievement" else 0
        self.owner.change(self, start, (self._free[index - 1],))

    def flush(self) -> None:
        """See :class:`Row`."""
        for key, line in list(self._lines.items()):
            typed = str(line.text)
            if key not in self._value or typed == _as_toml(self._value[key]):
                continue
            try:
                value = tomllib.loads(f"value = {typed}")["value"]
            except tomllib.TOMLDecodeError:
                self.refuse(f"{key} = {typed}: a number is expected")
                continue
            self.owner.change(self, value, (key,))


def _as_toml(value: Any) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_as_toml(entry)}" for key, entry in value.items())
        return f"{{ {inside} }}"
    return str(tomlkit.item(value).as_string())
