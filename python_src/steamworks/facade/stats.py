"""Room B, `steamworks.facade`: stats.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from typing import Any

from .. import arguments
from ..arguments import BadArgumentError, StatChange
from ..documented import documented
from ..errors import CallFailed
from ..steam_id import shown
from .base import Facade


class StatFunctions(Facade):
    """The documented functions of stats."""

    @documented
    def getUserStatValue(self, params: dict[str, Any]) -> int | float | None:
        """A user's stat."""
        query = arguments.stat_query("params", params)
        stats, user = self._connected.user_stats, self._other(query.user)
        value: int | float | None
        if query.type == arguments.INT:
            value = stats.stat_int(query.name, user)
        else:
            value = stats.stat_float(query.name, user)
        if value is None and user is None and self._connected.progress.loaded:
            self._warn(
                f"Steamworks.getUserStatValue: params: the app has no stat {shown(query.name)} of "
                f"type {query.type}"
            )
        return value

    @documented
    def setUserStatValues(self, arrayOfStatTables: list[dict[str, Any]]) -> bool:
        """Sets stats of the current user."""
        tables = arguments.stat_tables("arrayOfStatTables", arrayOfStatTables)
        any_set = False
        for index, table in enumerate(tables):
            where = f"arrayOfStatTables[{index}]"
            try:
                self._set_stat(arguments.stat_change(where, table))
            except BadArgumentError as error:
                self._log.error(f"Steamworks.setUserStatValues: {error}")
            except CallFailed as error:
                self._log.error(f"Steamworks.setUserStatValues: {where}: {error}")
            else:
                any_set = True
        if any_set:
            self._connected.progress.changed()
        return any_set

    def _set_stat(self, change: StatChange) -> None:
        stats = self._connected.user_stats
        if change.type == arguments.INT:
            stats.set_stat_int(change.name, int(change.value))
        elif change.type == arguments.FLOAT:
            stats.set_stat_float(change.name, change.value)
        else:
            stats.update_average_rate(change.name, change.value, change.session)

    @documented
    def resetUserStats(self) -> bool:
        """Puts all stats of the current user back."""
        self._connected.user_stats.reset()
        return True

    @documented
    def resetUserProgress(self) -> bool:
        """Puts all stats of the current user back and locks all achievements."""
        client = self._connected
        client.user_stats.reset(achievements_too=True)
        if client.icons.locked():
            client.progress.at_next_pump(client.icons.tell_locked)
        return True
