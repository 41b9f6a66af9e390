"""Room C, ``offline_steam``: one user's progress: the server's values, the local cache, the rules.

Imports the standard library and ``definition``. Nothing here stores or posts: ``Progress`` is what
``SetStat`` and ``SetAchievement`` change, ``judge`` is the server that accepts or refuses.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from offline_steam.definition import AppDefinition, Stat, StatKind, StatValue, User

INT_MIN, INT_MAX = -(2**31), 2**31 - 1

NO_STATS: Mapping[str, StatValue] = {}
NO_ACHIEVEMENTS: Mapping[str, int] = {}


@dataclass(frozen=True)
class Snapshot:
    """What is stored for one user.

    Attributes:
        stats: values by stat.
        achievements: unlock time in Unix seconds by achievement; 0 for one that was locked again.
    """

    stats: Mapping[str, StatValue] = field(default_factory=dict)
    achievements: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What the server makes of a store.

    Attributes:
        accepted: the values to write, with what they unlocked.
        refused: the stats that broke a constraint.
        unlocked: the achievements that are newly unlocked, in the app's order.
        server: the values after the store.
    """

    accepted: Snapshot
    refused: tuple[str, ...]
    unlocked: tuple[str, ...]
    server: Snapshot


def to_float32(value: float) -> float | None:
    """The nearest float of 32 bits; None for NaN, infinities and what does not fit."""
    if not math.isfinite(value):
        return None
    try:
        rounded: float = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return None
    return rounded


def server_snapshot(app: AppDefinition, user: User | None, stored: Snapshot) -> Snapshot:
    """The server's values of a user: what is stored, else what the definition gives, else defaults.

    A stored value of a stat that changed its kind is converted; one without a definition is left
    out (and stays in the store).
    """
    stats: dict[str, StatValue] = {}
    given = user.stats if user else NO_STATS
    for stat in app.stats:
        value = stored.stats.get(stat.name) or given.get(stat.name) or stat.initial
        if stat.kind is StatKind.INT:
            number = max(INT_MIN, min(INT_MAX, int(value.value)))
            stats[stat.name] = StatValue(number)
        else:
            stats[stat.name] = StatValue(to_float32(value.value) or 0.0, value.seconds)
    started = user.achievements if user else NO_ACHIEVEMENTS
    achievements = {
        achievement.name: stored.achievements.get(
            achievement.name, started.get(achievement.name, 0)
        )
        for achievement in app.achievements
    }
    return Snapshot(stats, achievements)


def breaks_constraint(stat: Stat, server: StatValue, wanted: StatValue) -> bool:
    """Whether the server refuses to change a stat from one value to another."""
    if stat.minimum is not None and wanted.value < stat.minimum:
        return True
    if stat.maximum is not None and wanted.value > stat.maximum:
        return True
    if stat.increment_only and wanted.value < server.value:
        return True
    return stat.max_change is not None and abs(wanted.value - server.value) > stat.max_change


def judge(app: AppDefinition, server: Snapshot, changes: Snapshot, now: int) -> Verdict:
    """What the server makes of the changes that a client wants to store.

    Args:
        app: the definition with the constraints.
        server: the server's values, complete.
        changes: the client's local changes.
        now: Unix seconds, the unlock time of achievements that a stat unlocks.
    """
    stats = dict(server.stats)
    refused: list[str] = []
    accepted: dict[str, StatValue] = {}
    for name, wanted in changes.stats.items():
        if breaks_constraint(app.stat_by_name[name], server.stats[name], wanted):
            refused.append(name)
        else:
            stats[name] = accepted[name] = wanted
    achievements = dict(server.achievements)
    granted = dict(changes.achievements)
    for achievement in app.achievements:
        progress = achievement.progress
        if progress and progress.stat in accepted and not granted.get(achievement.name):
            reached = stats[progress.stat].value >= progress.maximum
            if reached and not server.achievements[achievement.name]:
                granted[achievement.name] = now
    achievements.update(granted)
    unlocked = tuple(
        achievement.name
        for achievement in app.achievements
        if achievements[achievement.name] and not server.achievements[achievement.name]
    )
    return Verdict(
        Snapshot(accepted, granted), tuple(refused), unlocked, Snapshot(stats, achievements)
    )


def average_rate(stat: Stat, old: StatValue, count: float, seconds: float) -> StatValue | None:
    """An average rate after a session; None when the numbers make no sense.

    Args:
        stat: its window, in seconds, bounds how far the average looks back.
        old: the average so far.
        count: what was counted in the session.
        seconds: the session's length, greater than 0.
    """
    if not (math.isfinite(count) and math.isfinite(seconds)) or seconds <= 0:
        return None
    window = stat.window
    if seconds >= window:
        value, covered = count / seconds, window
    else:
        before = min(old.seconds, window - seconds)
        covered = before + seconds
        value = (old.value * before + count) / covered
    rounded = to_float32(value)
    return None if rounded is None else StatValue(rounded, covered)


class Progress:
    """One user's progress in this process: what the server has, and the changes on top.

    Args:
        app: the definition.
        server: the server's values, complete (see ``server_snapshot``).
        changed: called after whatever may have locked or unlocked an achievement.
    """

    def __init__(
        self, app: AppDefinition, server: Snapshot, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._app = app
        self._changed = changed
        self.server = server
        self._stats: dict[str, StatValue] = {}
        self._achievements: dict[str, int] = {}

    @property
    def changes(self) -> Snapshot:
        """What was set since the last store."""
        return Snapshot(dict(self._stats), dict(self._achievements))

    def stat(self, name: str, *kinds: StatKind) -> StatValue | None:
        """The value of a stat; None when there is none of that name and kind."""
        definition = self._app.stat_by_name.get(name)
        if definition is None or definition.kind not in kinds:
            return None
        return self._stats.get(name) or self.server.stats[name]

    def set_int(self, name: str, value: int) -> bool:
        """Sets an int stat in the cache; false for another name, kind or range."""
        if self.stat(name, StatKind.INT) is None or not INT_MIN <= value <= INT_MAX:
            return False
        self._set(name, StatValue(value))
        return True

    def set_float(self, name: str, value: float) -> bool:
        """Sets a float stat in the cache; false for another name or kind, NaN or infinity."""
        rounded = to_float32(value)
        if self.stat(name, StatKind.FLOAT) is None or rounded is None:
            return False
        self._set(name, StatValue(rounded))
        return True

    def update_average_rate(self, name: str, count: float, seconds: float) -> bool:
        """Adds a session to an average rate; false for another name or kind or bad numbers."""
        old = self.stat(name, StatKind.AVERAGE_RATE)
        if old is None:
            return False
        value = average_rate(self._app.stat_by_name[name], old, count, seconds)
        if value is None:
            return False
        self._set(name, value)
        return True

    def _set(self, name: str, value: StatValue) -> None:
        if value == self.server.stats[name]:
            self._stats.pop(name, None)
        else:
            self._stats[name] = value

    def unlock_time(self, name: str) -> int | None:
        """Unix seconds; 0 while locked; None for an unknown achievement."""
        if name in self._achievements:
            return self._achievements[name]
        return self.server.achievements.get(name)

    def unlock(self, name: str, now: int) -> bool:
        """Unlocks an achievement in the cache; false for an unknown one."""
        time = self.unlock_time(name)
        if time is None:
            return False
        if not time:
            # An achievement that was cleared and set again before a store keeps its time.
            stored = self.server.achievements[name]
            if stored:
                del self._achievements[name]
            else:
                self._achievements[name] = now
            self._changed()
        return True

    def lock(self, name: str) -> bool:
        """Locks an achievement in the cache; false for an unknown one."""
        if self.unlock_time(name) is None:
            return False
        if self.server.achievements[name]:
            self._achievements[name] = 0
        else:
            self._achievements.pop(name, None)
        self._changed()
        return True

    def stored(self, server: Snapshot, sent: Snapshot) -> None:
        """Takes the server's values after a store; what was set since it was sent stays."""
        self.server = server
        for name, value in sent.stats.items():
            if self._stats.get(name) == value:
                del self._stats[name]
        for name, time in sent.achievements.items():
            if self._achievements.get(name) == time:
                del self._achievements[name]
        self._changed()

    def refresh(self, server: Snapshot) -> None:
        """Takes newer values of the server; local changes stay."""
        self.server = server
        self._changed()

    def forget_changes(self, names: Iterable[str] | None = None) -> None:
        """Drops the local changes of these names; None: all."""
        for name in [*self._stats, *self._achievements] if names is None else names:
            self._stats.pop(name, None)
            self._achievements.pop(name, None)
        self._changed()
