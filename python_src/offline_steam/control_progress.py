"""Room C, ``offline_steam``: the control API's achievements and stats.

Imports of this package ``control_part``, ``faults`` and ``progress_editing``.
"""

from __future__ import annotations

from typing import Any

from offline_steam.control_part import ControlPart, identifier
from offline_steam.faults import CALLS
from offline_steam.progress_editing import ProgressEditing


class ProgressControl(ControlPart):
    """The part of ``control.Control`` for stored progress.

    A user is a Steam ID of the definition, or 0, the current one. A person may do what the game may
    not: lock again, and lower a stat that only grows. A connected game hears of a change of its
    own progress by 1101, and keeps what else it has set and not stored yet.
    """

    def calls(self) -> list[str]:
        """The calls that can be told to fail or to be late."""
        return list(CALLS)

    def users(self) -> list[dict[str, Any]]:
        """Who is in the definition: ``steam_id``, ``name``, ``unlocked``, ``current`` and more.

        Raises:
            StoreError: when progress cannot be read.
        """
        with self._session.lock:
            return self._progress.users()

    def progress(self, steam_id: int | str = 0) -> dict[str, Any]:
        """A user's stored ``achievements`` and ``stats``, with their titles.

        An achievement's ``unlock_time`` is in Unix seconds, 0 while it is locked.

        Raises:
            UnknownNameError: for a user who is not in the definition.
            StoreError: when it cannot be read.
        """
        with self._session.lock:
            return self._progress.report(identifier(steam_id))

    def set_achievement(self, name: str, unlocked: bool = True, steam_id: int | str = 0) -> None:
        """Unlocks or locks an achievement, and stores that.

        Raises:
            UnknownNameError: for an unknown user or achievement.
            StoreError: when it cannot be stored.
        """
        with self._session.lock:
            self._progress.set_achievement(identifier(steam_id), name, unlocked)

    def set_stat(self, name: str, value: float, steam_id: int | str = 0) -> None:
        """Sets a stat, and stores that.

        Raises:
            UnknownNameError: for an unknown user or stat.
            ValueError: for a value that does not fit its type, minimum or maximum.
            StoreError: when it cannot be stored.
        """
        with self._session.lock:
            self._progress.set_stat(identifier(steam_id), name, value)

    def reset_progress(self, achievements_too: bool = True, steam_id: int | str = 0) -> None:
        """Sets a user's stats to their defaults and, if asked, locks the achievements.

        Raises:
            UnknownNameError: for an unknown user.
            StoreError: when it cannot be stored.
        """
        with self._session.lock:
            self._progress.reset(identifier(steam_id), achievements_too)

    def achievement_icon(self, name: str, unlocked: bool = True) -> bytes:
        """The 64 by 64 pixels of an icon: red, green, blue, alpha by rows; empty without one.

        Raises:
            UnknownNameError: for an unknown achievement.
        """
        with self._session.lock:
            return self._progress.icon(name, unlocked)

    @property
    def _progress(self) -> ProgressEditing:
        return ProgressEditing(self._session)
