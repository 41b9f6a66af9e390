"""Room C, ``offline_steam``: what a leaderboard is made of, and entries that are made up.

Imports the standard library and ``results``. Values only: ``board_store`` keeps them.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from offline_steam.results import DisplayType, SortMethod

NAME_LIMIT = 128
"""``k_cchLeaderboardNameMax``: bytes of a leaderboard's name at most, without its final NUL."""
MOST_DETAILS = 64
"""``k_cLeaderboardDetailsMax``: numbers of 32 bits that an entry may carry."""
MOST_GENERATED = 10_000_000
"""Entries that may be made up for one leaderboard."""
FIRST_STRANGER = 0x01100001C0000000
"""The Steam ID of the first made-up user. Steam has given out about half of the accounts below."""

_GROUP = 1024


class Entry(NamedTuple):
    """A score of one user.

    Attributes:
        steam_id: whose.
        score: 32 bits, signed.
        details: up to ``MOST_DETAILS`` numbers of 32 bits that the game gave along.
    """

    steam_id: int
    score: int
    details: tuple[int, ...] = ()


@dataclass(frozen=True)
class Generated:
    """Entries of strangers that are made up; the same in every run and on every machine.

    Attributes:
        count: how many.
        best: the score of rank 1, about.
        worst: the score of the last.
        seed: another one gives other scores and another order of the strangers.
    """

    count: int
    best: int
    worst: int
    seed: int = 0

    def problem(self, sort: SortMethod) -> str | None:
        """What would be expected of ``best``; None when it is better than ``worst``, or as good."""
        if sort is SortMethod.DESCENDING and self.best < self.worst:
            return f"a score not below worst = {self.worst}"
        if sort is SortMethod.ASCENDING and self.best > self.worst:
            return f"a score not above worst = {self.worst}"
        return None

    def entries(self) -> Iterator[tuple[int, int]]:
        """Steam IDs and scores, from the best to the worst: few are very good, most mediocre."""
        first, span, count = self.best, self.worst - self.best, self.count
        # A square root is the same on every machine, as other powers need not be.
        root = math.sqrt
        salt = self.seed * 0x9E3779B1
        for place, stranger in enumerate(_shuffled(count, self.seed)):
            share = (place + (((place + salt) * 0x45D9F3B & 0xFFFFFFFF) >> 16) / 65536) / count
            yield FIRST_STRANGER + stranger, first + round(span * root(share))


@dataclass(frozen=True)
class Leaderboard:
    """One leaderboard, and what it starts with.

    Attributes:
        name: the API name.
        sort: ascending (the least score is best) or descending.
        display: how a score is meant.
        entries: scores of users.
        generated: scores of strangers, or None.
        defined: whether the app's definition has it, and not only a game has asked for it.
    """

    name: str
    sort: SortMethod
    display: DisplayType
    entries: tuple[Entry, ...] = ()
    generated: Generated | None = None
    defined: bool = False

    @property
    def start_count(self) -> int:
        """How many entries it starts with, at most."""
        return len(self.entries) + (self.generated.count if self.generated else 0)

    @property
    def fingerprint(self) -> int:
        """A number that is another one when anything of the definition has changed."""
        return zlib.crc32(repr(self).encode())


def _shuffled(count: int, seed: int) -> Iterator[int]:
    """The numbers below ``count``, mixed in groups that stay together.

    An index by user then grows in a few places only, and not everywhere at once.
    """
    for group in _stepped(-(-count // _GROUP), seed):
        first = group * _GROUP
        for number in _stepped(min(_GROUP, count - first), seed + group):
            yield first + number


def _stepped(count: int, seed: int) -> Iterator[int]:
    """The numbers below ``count`` in steps that have no common divisor with it."""
    step = max(1, int(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    number = seed % max(count, 1)
    for _ in range(count):
        yield number
        number = (number + step) % count
