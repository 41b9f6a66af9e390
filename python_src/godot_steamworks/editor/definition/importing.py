"""Room D: what was read from Steam's files, put into an app definition.

May import: ``document``, ``imported``, ``schema_writing``. What has the same API name is brought up
to date, what is new is added, and what the file does not have stays. Icons, users and leaderboards
are the definition's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from godot_steamworks.editor.definition.document import Document
from godot_steamworks.editor.definition.imported import Entry, Imported
from godot_steamworks.editor.definition.schema_writing import (
    Places,
    languages_of,
    steam_of,
    texts_of,
    tokens_of,
)

__all__ = ["Changes", "apply"]

_TEXT = re.compile(r"(?P<name>.+)_(?P<which>NAME|DESC)")
_KEYS = {"NAME": "title", "DESC": "description"}
# What only an import decides: a key that the file does not have is not there in Steam either.
_FROM_STEAM = {
    "achievement": ("hidden", "progress", "steam"),
    "stat": ("type", "default", "min", "max", "increment_only", "max_change", "window", "steam"),
}


@dataclass
class Changes:
    """What an import does.

    Attributes:
        document: The definition after it.
        added, changed, same, kept: Names, by what happens to them; ``kept`` are those that the file
            does not have.
        notes: What else a person should know, the worst first.
    """

    document: Document
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people: what happens, then the notes."""
        told = (("Added", self.added), ("Changed", self.changed), ("As before", self.same))
        lines = [f"{word}: {', '.join(names)}" for word, names in told if names]
        if self.kept:
            lines.append(f"Not in the file, and kept: {', '.join(self.kept)}")
        return [*lines, *self.notes]


def apply(document: Document, made: Imported) -> Changes:
    """The definition with what was read.

    Raises:
        DocumentError: The definition is written so that it cannot be edited.
    """
    changes = Changes(document, notes=made.report.lines())
    _head(changes, made)
    if made.texts:
        _texts(changes, made)
    else:
        _entries(changes, "stat", made.stats)
        _entries(changes, "achievement", made.achievements)
    return changes


def _head(changes: Changes, made: Imported) -> None:
    """App ID, name, languages, and what is kept of the app."""
    document = changes.document
    known = list(languages_of(document.data))
    more = [language for language in made.languages if language not in known]
    if more:
        document = document.set(("languages",), [*known, *more])
        changes.changed.append(f"languages ({', '.join(more)})")
    app_id = document.get(("app_id",))
    if made.app_id is not None and app_id != made.app_id:
        if app_id is None:
            document = document.set(("app_id",), made.app_id)
            changes.added.append(f"app ID {made.app_id}")
        else:
            changes.notes.insert(
                0, f"The file is of app {made.app_id}, the definition of app {app_id}, which stays."
            )
    if made.name and not document.get(("name",)):
        document = document.set(("name",), made.name)
        changes.added.append(f"the name {made.name}")
    if made.steam:
        document = document.set(("steam",), made.steam)
    changes.document = document


def _entries(changes: Changes, kind: str, entries: Sequence[Entry]) -> None:
    languages = languages_of(changes.document.data)
    known: dict[str, int] = {}
    for index, entry in enumerate(changes.document.items(kind)):
        known.setdefault(str(entry.get("name")), index)
    before = set(known)
    for entry in entries:
        name = str(entry["name"])
        if name not in known:
            known[name] = len(changes.document.items(kind))
            changes.document = changes.document.insert(kind, known[name], entry)
            changes.added.append(name)
        elif name not in before:
            changes.notes.insert(0, f"Not carried over: {kind} {name} a second time")
        else:
            before.discard(name)
            _update(changes, (kind, known[name]), entry, languages)
    changes.kept += [name for name in known if name in before]


def _update(
    changes: Changes, place: tuple[str, int], entry: Entry, languages: Sequence[str]
) -> None:
    document = changes.document
    here = document.get(place)
    for key in ("title", "description"):
        if key in entry:
            texts = {**texts_of(here.get(key, ""), languages), **entry[key]}
            if texts != texts_of(here.get(key, ""), languages):
                document = document.set((*place, key), texts)
    for key in _FROM_STEAM[place[0]]:
        document = document.set((*place, key), entry.get(key))
    (changes.same if document.text == changes.document.text else changes.changed).append(
        str(entry["name"])
    )
    changes.document = document


def _texts(changes: Changes, made: Imported) -> None:
    """Texts by token: to the achievements that have these tokens, or would have them."""
    document = changes.document
    achievements = document.items("achievement")
    languages = languages_of(document.data)
    targets: dict[str, tuple[int, str]] = {}
    for index, (entry, number) in enumerate(
        zip(achievements, Places(document.data).achievements, strict=True)
    ):
        name, description = tokens_of(entry, number)
        targets[name], targets[description] = (index, "title"), (index, "description")
    guessed = [entry for entry in achievements if "name_token" not in steam_of(entry)]
    touched: dict[int, Document] = {}
    new: dict[str, Entry] = {}
    for token, texts in made.texts.items():
        said = {language: written for language, written in texts.items() if written}
        if token in targets:
            index, key = targets[token]
            touched.setdefault(index, document)
            place = ("achievement", index, key)
            here = texts_of(document.get(place) or "", languages)
            if said and {**here, **said} != here:
                document = document.set(place, {**here, **said})
        else:
            _new_text(new, token, said, changes)
    for index, before in touched.items():
        name = str(achievements[index].get("name"))
        changed = _differs(before, document, index)
        (changes.changed if changed else changes.same).append(name)
    changes.document = document
    if guessed and touched:
        changes.notes.insert(
            0,
            "Guessed: texts belong to achievements in the definition's order, because it does not "
            "know their tokens. Import the app's schema first to be sure.",
        )
    _entries(changes, "achievement", list(new.values()))
    changes.kept = [
        str(entry.get("name"))
        for index, entry in enumerate(achievements)
        if index not in touched and entry.get("name") not in new
    ]
    if new:
        changes.notes.insert(
            0,
            "Guessed: the API names of the new achievements, which a file of texts does not have. "
            "They are called as their tokens are; give them their names.",
        )


def _differs(before: Document, after: Document, index: int) -> bool:
    place = ("achievement", index)
    return bool(before.get(place) != after.get(place))


def _new_text(new: dict[str, Entry], token: str, said: Mapping[str, str], changes: Changes) -> None:
    match = _TEXT.fullmatch(token)
    if match is None:
        changes.notes.append(f"Not carried over: the token {token} belongs to no achievement")
        return
    entry: dict[str, Any] = new.setdefault(match["name"], {"name": match["name"]})
    if said:
        entry[_KEYS[match["which"]]] = dict(said)
    word = "name_token" if match["which"] == "NAME" else "description_token"
    entry.setdefault("steam", {})[word] = token
