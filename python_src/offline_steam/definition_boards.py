"""Room C, ``offline_steam``: the leaderboards of an app definition.

Imports the standard library, ``definition_tables``, ``leaderboard``, ``progress`` (number ranges)
and ``results``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offline_steam.definition_tables import Table, parse_steam_id
from offline_steam.leaderboard import (
    MOST_DETAILS,
    MOST_GENERATED,
    NAME_LIMIT,
    Entry,
    Generated,
    Leaderboard,
)
from offline_steam.progress import INT_MAX, INT_MIN
from offline_steam.results import DisplayType, SortMethod

SORTS: Mapping[str, SortMethod] = {
    "ascending": SortMethod.ASCENDING,
    "descending": SortMethod.DESCENDING,
}
"""The words for sort methods, in definitions, the control API and the command line."""
DISPLAYS: Mapping[str, DisplayType] = {
    "numeric": DisplayType.NUMERIC,
    "seconds": DisplayType.SECONDS,
    "milliseconds": DisplayType.MILLISECONDS,
}
"""The words for display types."""


def read_leaderboard(table: Table) -> Leaderboard:
    """One leaderboard with what it starts with."""
    sort: SortMethod = table.choice("sort", SORTS)
    board = Leaderboard(
        name=table.api_name(limit=NAME_LIMIT),
        sort=sort,
        display=table.choice("display", DISPLAYS, DisplayType.NUMERIC),
        entries=tuple(_entries(table)),
        generated=_generated(table.table("generated"), sort),
        defined=True,
    )
    table.finish()
    return board


def _entries(table: Table) -> list[Entry]:
    entries: list[Entry] = []
    users: set[int] = set()
    for name, value in table.pairs("entries").items():
        key = f"entries.{name}"
        steam_id = parse_steam_id(name)
        if steam_id is None:
            table.complain(key, value, "a key that is the Steam ID of a user")
        elif steam_id in users:
            table.complain(key, value, "one entry for each user")
        elif isinstance(value, dict):
            entry = Table(
                table.problems, f"{table.where}.{key}", value, (*table.path, "entries", name)
            )
            score = entry.whole("score", INT_MIN, INT_MAX)
            entries.append(Entry(steam_id, score, tuple(_details(entry))))
            entry.finish()
        elif _is_int32(value):
            entries.append(Entry(steam_id, value))
        else:
            table.complain(key, value, "a score of 32 bits or a table with score and details")
        users.update(() if steam_id is None else (steam_id,))
    return entries


def _details(table: Table) -> list[int]:
    values = table.items("details", "a list of integers of 32 bits")
    if len(values) > MOST_DETAILS:
        table.complain("details", values, f"a list of {MOST_DETAILS} integers at most")
        return []
    for index, value in enumerate(values):
        if not _is_int32(value):
            table.complain(f"details[{index}]", value, "an integer of 32 bits")
    return [value for value in values if _is_int32(value)]


def _is_int32(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and INT_MIN <= value <= INT_MAX


def _generated(table: Table | None, sort: SortMethod) -> Generated | None:
    if table is None:
        return None
    known = len(table.problems)
    generated = Generated(
        count=table.whole("count", 1, MOST_GENERATED),
        best=table.whole("best", INT_MIN, INT_MAX),
        worst=table.whole("worst", INT_MIN, INT_MAX),
        seed=table.whole("seed", 0, 2**32 - 1, 0),
    )
    problem = generated.problem(sort)
    if problem and len(table.problems) == known:
        table.complain("best", generated.best, problem)
    table.finish()
    return generated
