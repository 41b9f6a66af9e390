"""Room D: the rows of a form: one control, or a few, for one field of a definition.

May import: godot, ``fields``, ``rules``, ``session``. A row shows what the document says and tells
the form what a person wants instead; it keeps nothing of its own.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import tomlkit

import godot
from godot_steamworks.editor.definition.document import Document
from godot_steamworks.editor.definition.fields import LISTS, Field, label_key
from godot_steamworks.editor.definition.rules import Rules
from godot_steamworks.editor.definition.session import with_text

__all__ = ["Owner", "Row", "button_icon", "error_color", "make_row", "texture"]

_LABEL_WIDTH, _LINE_HEIGHT = 145, 30
_LANGUAGE_WIDTH = 90
_ICON_SIZE = 64


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


def error_color(control: Any) -> Any:
    """The editor's colour of errors."""
    return control.get_theme_color("error_color", "Editor")


class _Line(Row):
    """A text in one line. It is taken with Enter, or when another control gets the focus."""

    def build(self) -> None:
        self.line = godot.LineEdit()
        self.line.placeholder_text = self.field.default
        self.line.tooltip_text = self.field.hint
        self.line.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self.line.text_submitted.connect(self._submitted)
        self.line.focus_exited.connect(self.flush)
        self.put(self.line)
        self._shown = ""

    def show(self, value: Any) -> None:
        shown = self.written(value)
        if self._refused and shown == self._shown:
            return
        self._shown = shown
        if self.line.text != shown:
            self.line.text = shown

    def _submitted(self, _text: str) -> None:
        self.flush()

    def flush(self) -> None:
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


class _Number(_Line):
    def written(self, value: Any) -> str:
        if value is None:
            return ""
        return (
            str(tomlkit.item(value).as_string()) if isinstance(value, int | float) else str(value)
        )

    def value(self, typed: str) -> Any:
        typed = typed.strip()
        if not typed:
            return None
        for read in (int, float):
            try:
                return read(typed)
            except ValueError:
                continue
        raise ValueError("a number is expected")


class _Names(_Line):
    def written(self, value: Any) -> str:
        return ", ".join(map(str, value)) if isinstance(value, list) else _Line.written(self, value)

    def value(self, typed: str) -> Any:
        return [name.strip() for name in typed.split(",") if name.strip()] or None


class _Flag(Row):
    def build(self) -> None:
        self.check = godot.CheckBox()
        self.check.text = "On"
        self.check.tooltip_text = self.field.hint
        self.check.toggled.connect(self._toggled)
        self.put(self.check)
        self._default = self.field.default == "true"

    def show(self, value: Any) -> None:
        self.check.set_pressed_no_signal(self._default if value is None else bool(value))

    def _toggled(self, on: bool) -> None:
        self.owner.change(self, None if on == self._default else on)


class _Choice(Row):
    def build(self) -> None:
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


class _Icon(_Choice):
    """A shape, with the pictures that a game would get of it."""

    def build(self) -> None:
        _Choice.build(self)
        pictures = godot.HBoxContainer()
        self._pictures = [godot.TextureRect(), godot.TextureRect()]
        for picture, hint in zip(self._pictures, ("unlocked", "locked"), strict=True):
            picture.tooltip_text = hint
            pictures.add_child(picture)
        self.put(pictures)

    def show(self, value: Any) -> None:
        _Choice.show(self, value)
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


def texture(pixels: bytes) -> Any:
    """The pixels of an icon as a texture."""
    image = godot.Image.create_from_data(
        _ICON_SIZE, _ICON_SIZE, False, godot.Image.FORMAT_RGBA8, godot.PackedByteArray(pixels)
    )
    return godot.ImageTexture.create_from_image(image)


class _Color(_Line):
    """A colour as text, and to pick."""

    def build(self) -> None:
        _Line.build(self)
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
        _Line.show(self, value)
        shown = str(value) if value else self.field.default
        known = godot.Color.html_is_valid(shown)
        self._button.color = godot.Color(shown if known else "#00000000")

    def _picked(self) -> None:
        picked = f"#{self._button.color.to_html(False)}"
        if picked != self._shown and (self._shown or picked != self.field.default):
            self.owner.change(self, picked)


class _Texts(Row):
    """A text for each language of the app."""

    def build(self) -> None:
        self._lines: dict[str, Any] = {}
        self._value: Any = None

    def _languages(self) -> list[str]:
        languages = self.owner.document().get(("languages",))
        known = [str(language) for language in languages] if isinstance(languages, list) else []
        known = known or ["english"]
        others = self._value if isinstance(self._value, Mapping) else {}
        return [*known, *(language for language in others if language not in known)]

    def show(self, value: Any) -> None:
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
        for line in self._lines.values():
            line.get_parent().queue_free()
        self._lines = {}
        for language in languages:
            both = godot.HBoxContainer()
            label = godot.Label()
            label.text = language
            label.modulate = godot.Color(1, 1, 1, 0.6)
            label.custom_minimum_size = godot.Vector2(_LANGUAGE_WIDTH * self.owner.scale(), 0)
            both.add_child(label)
            line = godot.LineEdit()
            line.tooltip_text = self.field.hint
            line.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
            line.text_submitted.connect(lambda _text: self.flush())
            line.focus_exited.connect(self.flush)
            both.add_child(line)
            self.put(both)
            self._lines[language] = line

    def flush(self) -> None:
        value = self._value
        languages = list(self._lines)
        for language, line in self._lines.items():
            texts = value if isinstance(value, Mapping) else {languages[0]: value}
            if str(line.text) != str(texts.get(language) or ""):
                value = with_text(value, languages, language, str(line.text))
        if value != self._value:
            self._value = value
            self.owner.change(self, value)


class _Values(Row):
    """A table with keys of the definition: a line for each, and a list to add from."""

    def build(self) -> None:
        self._lines: dict[str, Any] = {}
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
        for line in self._lines.values():
            line.get_parent().queue_free()
        self._lines = {}
        for key in self._value:
            all_three = godot.HBoxContainer()
            label = godot.Label()
            label.text = known.get(key, key)
            label.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
            label.text_overrun_behavior = godot.TextServer.OVERRUN_TRIM_ELLIPSIS
            all_three.add_child(label)
            line = godot.LineEdit()
            line.tooltip_text = self.field.hint
            line.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
            line.text_submitted.connect(lambda _text: self.flush())
            line.focus_exited.connect(self.flush)
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


def button_icon(name: str) -> Any:
    """An icon of the editor's theme."""
    return godot.EditorInterface.get_editor_theme().get_icon(name, "EditorIcons")


_KINDS: Mapping[str, type[Row]] = {
    "text": _Line,
    "number": _Number,
    "names": _Names,
    "flag": _Flag,
    "choice": _Choice,
    "icon": _Icon,
    "color": _Color,
    "texts": _Texts,
    "values": _Values,
}


def make_row(owner: Owner, field: Field) -> Row:
    """The row of a field."""
    return _KINDS[field.kind](owner, field)
