"""Room D, the editor's dock: what a game's Steam has said. May import: the standard library."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["KINDS", "Entry", "LogBook", "as_text", "in_full"]

KINDS = ("event", "callback", "result")
"""Documented events, Steam's callbacks, and Steam's answers to calls."""

_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Attributes:
        number: Counts from 1, without gaps, for one game.
        time: Unix seconds.
        kind: One of ``KINDS``.
        name: Of the event, or of Steam's struct.
        callback: Steam's number; 0 for an event.
        details: Its contents, as JSON.
        node: Which node emitted an event; empty otherwise.
    """

    number: int
    time: float
    kind: str
    name: str
    callback: int
    details: str
    node: str

    @property
    def clock(self) -> str:
        """The time of day, to the millisecond."""
        milliseconds = int(self.time * 1000 % 1000)
        return f"{time.strftime('%H:%M:%S', time.localtime(self.time))}.{milliseconds:03}"


class LogBook:
    """The newest entries of one game; of too many the oldest go."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._entries: deque[Entry] = deque(maxlen=limit)
        self._count = 0
        self.left_out = 0
        """Entries that the game had to drop, because there were too many at once."""

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def count(self) -> int:
        """The number of the newest entry."""
        return self._count

    def add(self, rows: Iterable[list[object]], left_out: int = 0) -> None:
        """Takes entries as the game sends them (see ``remote``)."""
        self.left_out += left_out
        for row in rows:
            moment, kind, name, callback, details, node = row
            self._count += 1
            self._entries.append(
                Entry(
                    self._count,
                    float(str(moment)),
                    str(kind),
                    str(name),
                    int(str(callback)),
                    str(details),
                    str(node),
                )
            )

    def clear(self) -> None:
        """Forgets all entries; the next one goes on counting."""
        self._entries.clear()
        self.left_out = 0

    def since(self, number: int, kind: str = "", words: str = "") -> Iterator[Entry]:
        """The entries after the one of this number, the oldest first.

        Args:
            number: 0 for all.
            kind: One of ``KINDS``; empty for all.
            words: Each has to be in the name or the contents, in any case.
        """
        sought = words.casefold().split()
        for entry in self._entries:
            if entry.number <= number or (kind and entry.kind != kind):
                continue
            if sought:
                text = f"{entry.name} {entry.callback or ''} {entry.details} {entry.node}"
                text = text.casefold()
                if not all(word in text for word in sought):
                    continue
            yield entry


def as_text(entries: Iterable[Entry]) -> str:
    """Entries as lines for a report or a search: time, kind, name, contents."""
    return "".join(
        f"{entry.clock} {entry.kind:<8} {entry.name}"
        f"{f' ({entry.callback})' if entry.callback else ''} {_compact(entry.details)}"
        f"{f' at {entry.node}' if entry.node else ''}\n"
        for entry in entries
    )


def in_full(entry: Entry) -> str:
    """One entry with a line for each of its contents."""
    number = f" ({entry.callback})" if entry.callback else ""
    node = f"\nemitted by {entry.node}" if entry.node else ""
    try:
        contents = json.dumps(json.loads(entry.details), indent=2, ensure_ascii=False)
    except ValueError:  # cut, because it was long
        contents = entry.details
    return f"{entry.clock} {entry.kind} {entry.name}{number}{node}\n{contents}"


def _compact(details: str) -> str:
    try:
        found = json.loads(details)
    except ValueError:  # cut, because it was long
        return details
    if not isinstance(found, dict):
        return details
    return " ".join(
        f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in found.items()
    )
