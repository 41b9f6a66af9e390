"""Room D: what a file of Steam's says of an app, in the words of an app definition.

May import: nothing. A definition's keys are those of docs/offline-runtime.md.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["DESCRIPTION", "NAME", "Entry", "Imported", "Report", "token"]

Entry = dict[str, Any]
"""A table of a definition: an ``[[achievement]]``, a ``[[stat]]``, ..."""

NAME, DESCRIPTION = "NAME", "DESC"
"""How the tokens of an achievement's texts end."""

TOKEN = re.compile(r"NEW_ACHIEVEMENT_(\d+)_(\d+)_(NAME|DESC)")
"""The tokens that Steam makes: stat, bit and which text."""


def token(stat: str | int, bit: str | int, which: str) -> str:
    """The token that Steam makes for a text of the achievement in this bit of this stat."""
    return f"NEW_ACHIEVEMENT_{stat}_{bit}_{which}"


@dataclass
class Report:
    """What of a file a definition has no words for.

    Attributes:
        kept: Kept for the export in ``steam`` tables and not simulated: how often, by what it is.
        lost: Could not be kept: one sentence each, with its place in the file.
        guessed: Was decided without the file saying so: one sentence each.
    """

    kept: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people: the worst first."""
        kept = [
            f"Kept for the export, but not simulated: {what}"
            + (f" ({times} times)" if times > 1 else "")
            for what, times in sorted(self.kept.items())
        ]
        return [
            *(f"Not carried over: {text}" for text in self.lost),
            *(f"Guessed: {text}" for text in self.guessed),
            *kept,
        ]


@dataclass
class Imported:
    """What was read.

    Attributes:
        source: The file.
        app_id: If the file says so.
        name: The app's; empty if the file does not say.
        languages: Of all texts, in the file's order.
        achievements: In Steam's order.
        stats: In Steam's order.
        steam: What belongs to the whole app and is kept for the export.
        texts: From a file of texts alone: for each token its text by language.
        report: What could not be said in a definition.
    """

    source: str
    app_id: int | None = None
    name: str = ""
    languages: list[str] = field(default_factory=list)
    achievements: list[Entry] = field(default_factory=list)
    stats: list[Entry] = field(default_factory=list)
    steam: Entry = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
