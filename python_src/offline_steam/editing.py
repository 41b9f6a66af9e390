"""Room C, ``offline_steam``: changes of stored progress by people, without a running game.

Imports the standard library and, of this package, ``definition``, ``errors``, ``progress`` and
``store``. A person may do what the game may not: lower a stat that only grows, lock again. Minimum,
maximum and type hold for people too.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable, Mapping

from offline_steam.definition import AppDefinition, Stat, StatKind, StatValue
from offline_steam.errors import DefinitionError, UnknownNameError
from offline_steam.progress import (
    INT_MAX,
    INT_MIN,
    Snapshot,
    Verdict,
    server_snapshot,
    to_float32,
)
from offline_steam.store import Store


class Editor:
    """Edits the progress of one user.

    Args:
        app: the definition.
        store: where progress is.
        steam_id: whose.
    """

    def __init__(self, app: AppDefinition, store: Store, steam_id: int) -> None:
        self._app = app
        self._store = store
        self.steam_id = steam_id

    def read(self) -> Snapshot:
        """The user's progress, complete.

        Raises:
            StoreError: when it cannot be read.
        """
        return self._complete(self._store.load(self.steam_id))

    def _complete(self, stored: Snapshot) -> Snapshot:
        return server_snapshot(self._app, self._app.user_by_id.get(self.steam_id), stored)

    def write(self, values: Snapshot) -> Snapshot:
        """Stores these values; returns the progress after it.

        Raises:
            StoreError: when it cannot be stored; nothing changed.
        """

        def decide(stored: Snapshot) -> Verdict:
            server = self._complete(stored)
            after = Snapshot(
                {**server.stats, **values.stats}, {**server.achievements, **values.achievements}
            )
            return Verdict(values, (), (), after)

        return self._store.save(self.steam_id, decide).server

    def unlock(self, names: Iterable[str]) -> Snapshot:
        """Unlocks achievements now; those that are unlocked keep their time.

        Raises:
            UnknownNameError: for an unknown one; nothing changed.
            StoreError: as ``write``.
        """
        checked = [self.achievement(name) for name in names]
        before = self.read().achievements
        now = int(time.time())
        return self.write(Snapshot({}, {name: before[name] or now for name in checked}))

    def lock(self, names: Iterable[str]) -> Snapshot:
        """Locks achievements.

        Raises:
            UnknownNameError: for an unknown one; nothing changed.
            StoreError: as ``write``.
        """
        return self.write(Snapshot({}, {self.achievement(name): 0 for name in names}))

    def set_stat(self, name: str, text: str) -> Snapshot:
        """Sets a stat to what a person wrote.

        Raises:
            UnknownNameError: for an unknown stat.
            ValueError: for a value that does not fit; the text says why.
            StoreError: as ``write``.
        """
        stat = self.stat(name)
        number: int | float
        try:
            number = int(text) if stat.kind is StatKind.INT else float(text)
        except ValueError:
            raise ValueError(f"{name} = {text!r}: {expected(stat)} is expected") from None
        return self.write(Snapshot({name: check(stat, number)}, {}))

    def reset(self, achievements_too: bool) -> Snapshot:
        """Sets all stats to their defaults and, if asked, locks all achievements.

        Raises:
            StoreError: as ``write``.
        """
        stats = {stat.name: stat.initial for stat in self._app.stats}
        locked = {item.name: 0 for item in self._app.achievements} if achievements_too else {}
        return self.write(Snapshot(stats, locked))

    def achievement(self, name: str) -> str:
        """The name of a defined achievement.

        Raises:
            UnknownNameError: when there is none.
        """
        if name not in self._app.achievement_by_name:
            raise _unknown("achievement", name, self._app.achievement_by_name)
        return name

    def stat(self, name: str) -> Stat:
        """A stat's definition.

        Raises:
            UnknownNameError: when there is none.
        """
        if name not in self._app.stat_by_name:
            raise _unknown("stat", name, self._app.stat_by_name)
        return self._app.stat_by_name[name]

    # ---- as text, for an editor ----

    def to_text(self) -> str:
        """The user's progress as TOML that a person can edit."""
        progress = self.read()
        user = self._app.user_by_id.get(self.steam_id)
        lines = [
            f"# {self._app.name}: progress of {user.name if user else ''} ({self.steam_id}).",
            "# Save and close the editor to store what you changed. An achievement is false",
            "# (locked), true (unlocked) or the time of its unlocking in Unix seconds.",
            "",
            "[stats]",
        ]
        lines += [f"{_quoted(name)} = {value.value!r}" for name, value in progress.stats.items()]
        lines += ["", "[achievements]"]
        for name, unlocked in progress.achievements.items():
            lines.append(f"{_quoted(name)} = {unlocked or 'false'}")
        return "\n".join(lines) + "\n"

    def apply_text(self, text: str) -> list[str]:
        """Stores what is different in an edited text; returns the names that changed.

        Raises:
            DefinitionError: when anything in the text is wrong; nothing changed.
            StoreError: as ``write``.
        """
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise DefinitionError("the edited progress", [f"not valid TOML: {error}"]) from error
        except (ValueError, RecursionError) as error:
            # Numbers of thousands of digits, brackets in brackets in brackets.
            raise DefinitionError("the edited progress", [f"not usable: {error}"]) from error
        problems = [
            f"{key}: only [stats] and [achievements] are expected"
            for key, value in tables.items()
            if key not in ("stats", "achievements") or not isinstance(value, dict)
        ]
        before = self.read()
        stats: dict[str, StatValue] = {}
        achievements: dict[str, int] = {}
        if not problems:
            for name, value in tables.get("stats", {}).items():
                try:
                    checked = check(self.stat(name), value)
                except (UnknownNameError, ValueError) as error:
                    problems.append(str(error))
                    continue
                if checked.value != before.stats[name].value:
                    stats[name] = checked
            for name, value in tables.get("achievements", {}).items():
                try:
                    unlocked = self._edited_unlock(name, value, before.achievements)
                except (UnknownNameError, ValueError) as error:
                    problems.append(str(error))
                    continue
                if unlocked != before.achievements[name]:
                    achievements[name] = unlocked
        if problems:
            raise DefinitionError("the edited progress", problems)
        if stats or achievements:
            self.write(Snapshot(stats, achievements))
        return [*stats, *achievements]

    def _edited_unlock(self, name: str, value: object, before: Mapping[str, int]) -> int:
        self.achievement(name)
        if value is True:
            return before[name] or int(time.time())
        if value is False:
            return 0
        if not isinstance(value, int) or not 0 < value < 2**32:
            raise ValueError(
                f"{name} = {value!r}: true, false or the unlock time in Unix seconds is expected"
            )
        return value


def expected(stat: Stat) -> str:
    """What values a stat takes, in words."""
    words = "an integer" if stat.kind is StatKind.INT else "a finite number"
    low, high = stat.minimum, stat.maximum
    if stat.kind is StatKind.INT:
        low, high = (INT_MIN if low is None else low), (INT_MAX if high is None else high)
    if low is not None:
        words += f" from {low:g}" if isinstance(low, float) else f" from {low}"
    if high is not None:
        words += f" up to {high:g}" if isinstance(high, float) else f" up to {high}"
    return words


def check(stat: Stat, value: object) -> StatValue:
    """The value as a stat's, when it fits the stat's type, minimum and maximum.

    Raises:
        ValueError: otherwise; the text says what is expected.
    """
    fits = not isinstance(value, bool) and isinstance(value, int | float)
    number: int | float | None = None
    if fits and stat.kind is StatKind.INT:
        number = value if isinstance(value, int) and INT_MIN <= value <= INT_MAX else None
    elif isinstance(value, int | float) and fits:
        try:
            number = to_float32(float(value))
        except OverflowError:
            number = None
    if (
        number is None
        or (stat.minimum is not None and number < stat.minimum)
        or (stat.maximum is not None and number > stat.maximum)
    ):
        raise ValueError(f"{stat.name} = {value!r}: {expected(stat)} is expected")
    return StatValue(number, stat.window)


def _unknown(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    return UnknownNameError(f"no {kind} {name!r}; the app has: {', '.join(known) or 'none'}")


def _quoted(name: str) -> str:
    """A TOML key, quoted where it has to be."""
    if name.isascii() and name.replace("_", "").replace("-", "").isalnum():
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(
            character if character.isprintable() else f"\\u{ord(character):04x}"
            for character in escaped
        )
        + '"'
    )
