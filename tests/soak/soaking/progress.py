"""What a user's progress must be: stats and achievements, what the server has and what is local.

Tests, no room of the product. Imports `app`.
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from soaking.app import ACHIEVEMENTS, FLOATS, INTS, LIMIT, LIMITED

OK, INVALID_PARAM = 1, 8

T = TypeVar("T")


def as_float(value: float) -> float:
    """A number as Steam keeps it, in 32 bits."""
    kept: float = struct.unpack("f", struct.pack("f", value))[0]
    return kept


def initial() -> dict[str, float]:
    """The stats of a user who has never played."""
    return {**dict.fromkeys((*INTS, LIMITED), 0), **dict.fromkeys(FLOATS, 0.0)}


@dataclass
class Server:
    """What is stored of one user."""

    stats: dict[str, float] = field(default_factory=initial)
    unlocked: set[str] = field(default_factory=set)


class ProgressModel:
    """All users' progress, and the local changes of the current one."""

    def __init__(self, user: int) -> None:
        self.servers: dict[int, Server] = {}
        self.user = user
        self._stats: dict[str, float] = {}
        self._unlocks: set[str] = set()
        self.loaded: set[int] = set()
        """The other users whose progress can be read."""
        self.asked: Counter[int] = Counter()
        """The requests in flight of each user: Steam may have the answer before it tells."""
        self.dropped: Counter[int] = Counter()
        """How often each user was unloaded and nobody was told yet."""

    def server(self, user: int) -> Server:
        """What is stored of a user."""
        return self.servers.setdefault(user, Server())

    def become(self, user: int) -> None:
        """Another user plays: what was not stored is lost."""
        if user != self.user:
            self._stats.clear()
            self._unlocks.clear()
            self.loaded.discard(user)
            self.user = user

    def forget_local(self) -> None:
        """The connection ended: what was not stored is lost, and others are not loaded."""
        self._stats.clear()
        self._unlocks.clear()
        self.loaded.clear()
        self.asked.clear()
        self.dropped.clear()

    # --- reading --------------------------------------------------------------------------------

    def stat(self, name: str, user: int) -> list[float | None]:
        """What a stat may read; None while the user is not loaded."""
        if user == self.user:
            return [self._stats.get(name, self.server(user).stats[name])]
        return self._of_other(user, self.server(user).stats[name])

    def unlocked(self, name: str, user: int) -> list[bool | None]:
        """Whether an achievement may read as unlocked; None while the user is not loaded."""
        there = name in self.server(user).unlocked
        if user == self.user:
            return [there or name in self._unlocks]
        return self._of_other(user, there)

    def has(self, name: str) -> bool:
        """Whether the current user has an achievement."""
        return name in self._unlocks or name in self.server(self.user).unlocked

    def _of_other(self, user: int, value: T) -> list[T | None]:
        if user in self.loaded:
            return [value, None] if self.dropped[user] > 0 else [value]
        return [None, value] if self.asked[user] > 0 else [None]

    # --- changing -------------------------------------------------------------------------------

    def set_stat(self, name: str, value: float) -> None:
        """A stat was set."""
        self._stats[name] = value

    def unlock(self, name: str) -> None:
        """An achievement was unlocked."""
        if name not in self.server(self.user).unlocked:
            self._unlocks.add(name)

    def store(self, fault: int | None) -> tuple[int, list[str]]:
        """Stores, or fails as told; the result, and what was unlocked by it."""
        if fault is not None:
            if fault == INVALID_PARAM:
                self._stats.clear()
                self._unlocks.clear()
            return fault, []
        server = self.server(self.user)
        refused = [
            name
            for name, value in self._stats.items()
            if name == LIMITED and not 0 <= value <= LIMIT and value != server.stats[name]
        ]
        for name, value in self._stats.items():
            if name not in refused:
                server.stats[name] = value
        news = [name for name in ACHIEVEMENTS if name in self._unlocks]
        server.unlocked |= self._unlocks
        self._stats.clear()
        self._unlocks.clear()
        return (INVALID_PARAM if refused else OK), news

    def reset(self, achievements_too: bool, fault: int | None) -> None:
        """Everything to its default, stored at once; or nothing, as told."""
        if fault is not None:
            return
        server = self.server(self.user)
        server.stats = initial()
        self._stats.clear()
        if achievements_too:
            server.unlocked.clear()
            self._unlocks.clear()
