"""Room D: one app definition that is being edited: its file, its text, edits as people mean them.

May import: ``document``, ``fields``. Knows nothing of the engine: undo is the editor's, which keeps
the documents before and after.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from godot_steamworks.editor.definition.document import Document, DocumentError, Path
from godot_steamworks.editor.definition.fields import copied_label, label_key, new_entry

__all__ = ["Session", "add", "duplicate", "rename", "set_current_user", "with_text"]

_BOM = b"\xef\xbb\xbf"


@dataclass
class Session:
    """A file and what became of it.

    Attributes:
        file: Where it is.
        document: As it is edited.
        saved: The text that the file has.
    """

    file: File
    document: Document
    saved: str
    _stored: bytes = b""
    _mark: bytes = b""
    _line_end: str = "\n"

    @staticmethod
    def open(file: File) -> Session:
        """Reads a definition.

        Raises:
            DocumentError: It cannot be read, or is no TOML; names file and reason.
        """
        data = _bytes_of(file)
        mark = _BOM if data.startswith(_BOM) else b""
        try:
            text = data.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError as error:
            raise DocumentError(
                f"{file}: byte {error.start} is not UTF-8. Save the file as UTF-8."
            ) from error
        line_end = "\r\n" if "\r\n" in text else "\n"
        text = text.replace("\r\n", "\n")
        try:
            document = Document.read(text)
        except DocumentError as error:
            raise DocumentError(f"{file}: {error}") from error
        return Session(file, document, text, data, mark, line_end)

    @staticmethod
    def create(file: File, document: Document) -> Session:
        """Writes a new definition; what the file had before is gone.

        Raises:
            DocumentError: It cannot be written.
        """
        session = Session(file, document, "")
        session.save()
        return session

    @property
    def is_changed(self) -> bool:
        """Whether something was not saved."""
        return self.document.text != self.saved

    def changed_outside(self) -> bool:
        """Whether somebody else has written the file since it was read or saved; or removed it."""
        try:
            return _bytes_of(self.file) != self._stored
        except DocumentError:
            return True

    def save(self) -> None:
        """Writes the file, whole or not at all, with the line ends that it had.

        Raises:
            DocumentError: It cannot be written; names file and reason.
        """
        text = self.document.text
        data = self._mark + text.replace("\n", self._line_end).encode()
        target = self.file.resolve()
        draft = ""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            mode = target.stat().st_mode if target.exists() else 0o644
            File(draft).chmod(mode)
            File(draft).replace(target)
        except OSError as error:
            if draft:
                File(draft).unlink(missing_ok=True)
            raise DocumentError(f"{self.file} cannot be saved ({error.strerror}).") from error
        self.saved, self._stored = text, data


def _bytes_of(file: File) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DocumentError(f"{file} cannot be read ({error.strerror}).") from error


# ---- edits ----


def add(document: Document, kind: str, index: int | None = None) -> tuple[Document, int]:
    """A new entry behind another, or at the end; the document with it, and its number."""
    place = len(document.items(kind)) if index is None else index + 1
    return document.insert(kind, place, new_entry(kind, document.data)), place


def duplicate(document: Document, kind: str, index: int) -> Document:
    """A copy of an entry behind it, under another name."""
    entry = document.items(kind)[index]
    key = label_key(kind)
    changes: dict[str, Any] = {key: copied_label(kind, entry.get(key), document.data)}
    if kind == "user" and entry.get("current"):
        changes["current"] = None
    return document.duplicate(kind, index, changes)


def rename(document: Document, kind: str, index: int, new: object) -> Document:
    """An entry under another name, also where others speak of it."""
    key = label_key(kind)
    old = document.items(kind)[index].get(key)
    changed = document.set((kind, index, key), new)
    others = [entry.get(key) for entry in changed.items(kind)]
    if not isinstance(old, str) or not isinstance(new, str) or old in others or not new:
        return changed  # whoever speaks of it means the other of that name
    if kind == "stat":
        for number, entry in enumerate(changed.items("achievement")):
            progress = entry.get("progress")
            if isinstance(progress, Mapping) and progress.get("stat") == old:
                changed = changed.set(("achievement", number, "progress", "stat"), new)
    table = {
        "stat": ("user", "stats"),
        "achievement": ("user", "achievements"),
        "user": ("leaderboard", "entries"),
    }.get(kind)
    if table is not None:
        for number, entry in enumerate(changed.items(table[0])):
            values = entry.get(table[1])
            if isinstance(values, Mapping) and old in values:
                place: Path = (table[0], number, table[1])
                changed = changed.set((*place, new), values[old]).set((*place, old), None)
    return changed


def set_current_user(document: Document, index: int, current: bool) -> Document:
    """A user who plays, or no more; when one does, no other does."""
    for number, entry in enumerate(document.items("user")):
        if number != index and current and entry.get("current"):
            document = document.set(("user", number, "current"), None)
    return document.set(("user", index, "current"), True if current else None)


def with_text(
    value: object, languages: Sequence[str], language: str, text: str
) -> str | dict[str, str] | None:
    """A title or description with another text in one language; what has none at all is None.

    A single text stays one as long as only the first language has any.
    """
    first = languages[0] if languages else "english"
    if isinstance(value, Mapping):
        texts = {str(known): str(written) for known, written in value.items()}
        single = False
    else:
        texts = {first: str(value)} if value else {}
        single = True
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    if not texts:
        return None
    return texts[first] if single and set(texts) == {first} else texts
