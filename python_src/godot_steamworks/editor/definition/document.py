"""Room D: an app definition that is edited: its text with all comments, and what it says.

May import: ``segments``, tomlkit. A document does not change; an edit gives another one, so an undo
is the one before. What is right and wrong in it, the offline runtime alone knows.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from godot_steamworks.editor.definition.segments import Segment, cut

__all__ = ["KINDS", "Document", "DocumentError", "Path"]

KINDS = ("achievement", "stat", "leaderboard", "user", "dlc")
"""The lists of tables of a definition, in the order in which a new file has them."""

Path = tuple[str | int, ...]
"""Where a value is: keys, and numbers of tables in a list, from 0: ``("stat", 2, "max")``."""

_LOCKED = (
    "The file does not have each {kind} as a table of its own, [[{kind}]] with all that belongs to "
    "it below. Write it so in a text editor to edit it here."
)
_TEMPLATE = """\
# What Steam's offline runtime simulates of this app, for development and tests. Edited on the
# Steamworks screen of Godot's editor; comments stay.

app_id = {app_id}
name = {name}
languages = ["english"]

[[user]]
steam_id = "76561202255232769"
name = "Player"
current = true
"""


class DocumentError(Exception):
    """A text that is no TOML, or an edit that cannot be made; says why and what to do."""


@dataclass(frozen=True)
class Document:
    """One text.

    Attributes:
        segments: Its pieces.
        locked: Which lists are written so that they cannot be edited here, and why.
    """

    segments: tuple[Segment, ...]
    locked: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def read(text: str) -> Document:
        """The document of a text.

        Raises:
            DocumentError: It is no TOML; names the line and column.
        """
        data = _load(text)
        segments = cut(text)
        written = [segment.kind for segment in segments if segment.is_item]
        tables = {kind: written.count(kind) for kind in KINDS if kind in data}
        if _composed(segments) == data and all(
            isinstance(data[kind], list) and 0 < count == len(data[kind])
            for kind, count in tables.items()
        ):
            return Document(segments)
        return Document(segments, {kind: _LOCKED.format(kind=kind) for kind in KINDS})

    @staticmethod
    def new(app_id: int, name: str) -> Document:
        """A sound definition with one user and nothing else."""
        return Document.read(_TEMPLATE.format(app_id=app_id, name=tomlkit.item(name).as_string()))

    @cached_property
    def text(self) -> str:
        """All of it."""
        return "".join(segment.text for segment in self.segments)

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What it says, as the offline runtime reads it."""
        # What is edited is read again table by table, of which only few are new.
        return _load(self.text) if self.locked else _composed(self.segments)

    def items(self, kind: str) -> Sequence[Mapping[str, Any]]:
        """The tables of one list."""
        found = self.data.get(kind, ())
        return [entry for entry in found if isinstance(entry, dict)] if _is_list(found) else []

    def get(self, path: Path) -> Any:
        """The value at a path; None where there is none."""
        value: Any = self.data
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    # ---- edits ----

    def set(self, path: Path, value: Any) -> Document:
        """The document with another value at a path; ``None`` takes the key away.

        Tables on the way that are missing are made; one that has become empty goes as well.

        Raises:
            DocumentError: It cannot be done without losing something.
        """
        if not self.segments or self.segments[0].kind:  # it begins with a table
            return self._of([Segment(""), *self.segments]).set(path, value)
        number, inner = self._segment_of(path)
        segment = self.segments[number]
        changed = replace(segment, text=_edited(segment.text, inner, value))
        return self._with({number: changed})

    def insert(
        self, kind: str, index: int, entry: Mapping[str, Any], comment: str = ""
    ) -> Document:
        """The document with one more table in a list, before the one that has this number now."""
        return self._insert_text(kind, index, _table_text(kind, entry, comment))

    def duplicate(self, kind: str, index: int, changes: Mapping[str, Any]) -> Document:
        """The document with a copy of a table behind it, with its comments and some other values.

        The copy has no place in Steam's schema yet.
        """
        self._check(kind)
        text = self.segments[self._slots(kind)[index]].text
        for key, value in changes.items():
            text = _edited(text, (kind, 0, key), value)
        for key in ("stat", "bit", "name_token", "description_token"):
            text = _edited(text, (kind, 0, "steam", key), None)
        return self._insert_text(kind, index + 1, text)

    def remove(self, kind: str, index: int) -> Document:
        """The document without a table and the comment directly above it."""
        self._check(kind)
        number = self._slots(kind)[index]
        segments = list(self.segments)
        del segments[number]
        for gap in (number - 1, number):  # the blank lines before it, or behind it
            if 0 <= gap < len(segments) and not (segments[gap].kind or segments[gap].text.strip()):
                del segments[gap]
                break
        return self._of(segments)

    def move(self, kind: str, index: int, to: int) -> Document:
        """The document with a table at another place of its list."""
        self._check(kind)
        slots = self._slots(kind)
        order = list(range(len(slots)))
        order.insert(to, order.pop(index))
        moved = [self.segments[slots[place]] for place in order]
        ended = [replace(part, text=_ended(part.text)) for part in moved]
        return self._with(dict(zip(slots, ended, strict=True)))

    # ---- how ----

    def _slots(self, kind: str) -> list[int]:
        return [
            number
            for number, segment in enumerate(self.segments)
            if segment.kind == kind and segment.is_item
        ]

    def _check(self, kind: str) -> None:
        if kind in self.locked:
            raise DocumentError(self.locked[kind])

    def _segment_of(self, path: Path) -> tuple[int, Path]:
        """The number of the segment that has a path, and the path in that segment's own text."""
        kind = str(path[0])
        if len(path) > 2 and isinstance(path[1], int):
            self._check(kind)
            return self._slots(kind)[path[1]], (kind, 0, *path[2:])
        for number, segment in enumerate(self.segments):
            if segment.kind == kind and not segment.is_item and len(path) > 1:
                return number, path
        return 0, path

    def _with(self, changes: Mapping[int, Segment]) -> Document:
        return self._of(
            [changes.get(number, segment) for number, segment in enumerate(self.segments)]
        )

    def _of(self, segments: Sequence[Segment]) -> Document:
        return replace(self, segments=tuple(segments))

    def _insert_text(self, kind: str, index: int, text: str) -> Document:
        self._check(kind)
        slots = self._slots(kind)
        segments = list(self.segments)
        if slots and index < len(slots):
            place = slots[index]
            new = [Segment(_ended(text), kind, True), Segment("\n")]
        elif slots:
            place = slots[-1] + 1
            new = [Segment("\n"), Segment(_ended(text), kind, True)]
        else:
            place = len(segments)
            new = [Segment("\n"), Segment(_ended(text), kind, True)]
        if place and place <= len(segments):
            before = segments[place - 1]
            segments[place - 1] = replace(before, text=_ended(before.text))
        segments[place:place] = new
        return self._of(segments)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _ended(text: str) -> str:
    """A text that ends with the end of a line, if it has anything."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def _load(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"The file is not valid TOML: {error}") from error
    except (RecursionError, ValueError) as error:
        raise DocumentError(f"The file cannot be read as TOML: {error}") from error


_load_part = lru_cache(maxsize=1 << 15)(_load)
"""As ``_load``, for the text of one table, most of which are the same after an edit."""


def _composed(segments: Sequence[Segment]) -> dict[str, Any]:
    """What segments say, one by one; for some ways to write a file that is not what it says."""
    data: dict[str, Any] = {}
    try:
        for segment in segments:
            part = _load_part(segment.text)
            if segment.is_item:
                data.setdefault(segment.kind, []).extend(part[segment.kind])
            else:
                data.update(part)
    except (DocumentError, AttributeError):
        return {}
    return data


def _table_text(kind: str, entry: Mapping[str, Any], comment: str) -> str:
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines.append(f"[[{kind}]]")
    for key, value in entry.items():
        if value is not None:
            made = tomlkit.document()
            made.add(key, _item(value))
            lines.append(made.as_string().rstrip("\n"))
    return "\n".join([*lines, ""])


def _item(value: Any) -> Any:
    """A value as tomlkit writes it: tables and lists in one line."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, inside in value.items():
            table.append(key, _item(inside))
        return _spaced(table)
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        array.extend(_item(inside) for inside in value)
        return array
    return tomlkit.item(value)


def _spaced(table: InlineTable) -> Any:
    """``{ a = 1 }``, as people write it, for ``{a = 1}``."""
    written = table.as_string()
    if len(table) == 0:
        return table
    return tomlkit.parse(f"a = {{ {written[1:-1]} }}")["a"]


def _edited(text: str, path: Path, value: Any) -> str:
    """A segment's text with another value at a path.

    Raises:
        DocumentError: What was written says something else than what was wanted.
    """
    said = _load_part(text)
    wanted: object = None
    try:
        wanted = _changed(said, path, value)
        if wanted == said:
            return text
        document = tomlkit.parse(_ended(text))
        _put(document, path, value)
        written = _ended(document.as_string())
        made: object = tomllib.loads(written)
    except (TOMLKitError, ValueError, TypeError, AttributeError, LookupError) as error:
        made, reason = None, f" ({error})"
    else:
        reason = ""
    if made is None or made != wanted:
        raise DocumentError(
            f"{'.'.join(map(str, path))} cannot be changed without changing what stands around "
            f"it{reason}. Change it in a text editor."
        )
    return written


def _changed(data: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """What a text should say after an edit."""
    wanted = copy.deepcopy(dict(data))
    table: Any = wanted
    way: list[tuple[Any, Any]] = []
    for key in path[:-1]:
        if isinstance(key, str) and not isinstance(table.get(key), dict | list):
            if value is None:
                return wanted
            table[key] = {}
        way.append((table, key))
        table = table[key]
    if value is not None:
        table[path[-1]] = _plain(value)
        return wanted
    table.pop(path[-1], None)
    for outer, key in reversed(way):
        if outer[key] == {} and isinstance(key, str):
            del outer[key]
        else:
            break
    return wanted


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inside) for key, inside in value.items()}
    return [_plain(inside) for inside in value] if isinstance(value, list | tuple) else value


def _put(document: Any, path: Path, value: Any) -> None:
    """Makes the change in tomlkit's document."""
    way: list[tuple[Any, Any]] = []
    table = document
    for number, key in enumerate(path[:-1]):
        inside = table.get(key) if isinstance(key, str) else table[key]
        if not isinstance(inside, Mapping | list):
            rest: Any = value
            for deeper in reversed(path[number + 1 :]):
                rest = {deeper: rest}
            table[key] = _item(rest)
            return
        way.append((table, key))
        table = inside
    last = path[-1]
    if value is not None:
        if last in table and not isinstance(value, Mapping | list | tuple):
            table[last] = value  # keeps the comment behind it
        else:
            table[last] = _item(value)
        return
    table.remove(last)
    for outer, key in reversed(way):
        if isinstance(key, str) and isinstance(outer[key], Mapping) and not outer[key]:
            outer.remove(key)
        else:
            break
