"""The app that is soaked: its users, achievements, stats, boards and DLC, as the models know them.

Tests, no room of the product. Standard library only.
"""

from __future__ import annotations

import json
from typing import NamedTuple

FIRST = 76561202255232769
"""The Steam ID of the first user."""


class Person(NamedTuple):
    """A user of the app definition."""

    steam_id: int
    name: str
    nickname: str
    relationship: str  # as the definition spells it
    level: int


PEOPLE = (
    Person(FIRST, "Ich é漢🎮", "", "friend", 7),
    Person(FIRST + 1, "Zoë Ångström", "Zoë 🎮", "friend", 23),
    Person(FIRST + 2, "星野 ひかり", "", "friend", 3),
    Person(FIRST + 3, "Stranger", "", "none", 0),
    Person(FIRST + 4, "Блок", "", "blocked", 1),
    Person(FIRST + 5, "שירה", "", "none", 44),
)
FRIENDS = frozenset(person.steam_id for person in PEOPLE if person.relationship == "friend")
PLAYERS = tuple(person.steam_id for person in PEOPLE[:3])
"""Those who take turns as the current user."""

UNKNOWN_USERS = (76561197960287930, 76561197960287931)
"""Users whom the definition does not have."""

ACHIEVEMENTS = tuple(f"ACH_{letter}" for letter in ("ONE", "TWO", "é漢🎮", "FOUR", "FIVE", "SIX"))
INTS = ("Games", "Wins")
LIMITED = "Limited"
LIMIT = 1000
"""The maximum of the stat `LIMITED`; Steam refuses more."""
FLOATS = ("Feet",)
RATE = "Speed"


class Board(NamedTuple):
    """A leaderboard, with what it starts with: (Steam ID, score)."""

    name: str
    ascending: bool
    display: str  # as the definition spells it
    entries: tuple[tuple[int, int], ...]


def _crowd(count: int, spread: int) -> tuple[tuple[int, int], ...]:
    """Strangers whose scores are often equal."""
    return tuple((FIRST + 1000 + n, (n * 7919) % spread) for n in range(count))


BOARDS = (
    Board(
        "Punkte é漢🎮",
        False,
        "numeric",
        (*_crowd(40, 23), (FIRST, 9), (FIRST + 1, 11), (FIRST + 4, 5)),
    ),
    Board("Quickest Win", True, "seconds", (*_crowd(60, 31), (FIRST, 25), (FIRST + 2, 12))),
    Board("Empty", False, "milliseconds", ()),
)
MISSING_BOARDS = ("No such board", "Punkte")

DLC = (481, 482)
DLC_INSTALLED = frozenset({481})


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def definition() -> str:
    """The app definition, as TOML."""
    parts = [
        'app_id = 480\nname = "Soak"\nlanguages = ["english"]\n'
        "[simulation]\nlatency = 2\noverlay_frames = 20\n"
    ]
    parts += [f'[[stat]]\nname = "{name}"\ntype = "int"\n' for name in INTS]
    parts.append(f'[[stat]]\nname = "{LIMITED}"\ntype = "int"\nmin = 0\nmax = {LIMIT}\n')
    parts += [f'[[stat]]\nname = "{name}"\ntype = "float"\n' for name in FLOATS]
    parts.append(f'[[stat]]\nname = "{RATE}"\ntype = "average_rate"\nwindow = 100.0\n')
    parts += [
        f"[[achievement]]\nname = {_text(name)}\ntitle = {_text('Title of ' + name)}\n"
        f"description = {_text('é漢🎮 ' + name)}\n"
        'icon = { shape = "star", color = "#f2c14e" }\n'
        for name in ACHIEVEMENTS
    ]
    for number, person in enumerate(PEOPLE):
        lines = [
            f'[[user]]\nsteam_id = "{person.steam_id}"\nname = {_text(person.name)}\n'
            f'relationship = "{person.relationship}"\nlevel = {person.level}\n'
        ]
        if person.nickname:
            lines.append(f"nickname = {_text(person.nickname)}\n")
        if number == 0:
            lines.append("current = true\n")
        parts.append("".join(lines))
    for board in BOARDS:
        sort = "ascending" if board.ascending else "descending"
        entries = ", ".join(f'"{steam_id}" = {score}' for steam_id, score in board.entries)
        parts.append(
            f'[[leaderboard]]\nname = {_text(board.name)}\nsort = "{sort}"\n'
            f'display = "{board.display}"\nentries = {{ {entries} }}\n'
        )
    parts += [
        f'[[dlc]]\napp_id = {dlc}\nname = "DLC {dlc}"\n'
        f"installed = {str(dlc in DLC_INSTALLED).lower()}\n"
        for dlc in DLC
    ]
    return "\n".join(parts)
