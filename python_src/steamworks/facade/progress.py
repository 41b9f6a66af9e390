"""Room B, `steamworks.facade`: achievements, and the progress of users.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from typing import Any

from .. import arguments
from ..arguments import BadArgumentError
from ..documented import documented, requesting
from ..errors import CallFailed
from ..listeners import EventDict
from ..request import Request
from ..steam_id import shown
from .base import Facade


class ProgressFunctions(Facade):
    """The documented functions of achievements and progress."""

    @requesting
    def requestUserProgress(self, userSteamId: str | None = None) -> Request[EventDict]:
        """Asks Steam for a user's achievements and stats."""
        client = self._connected
        user = arguments.user("userSteamId", userSteamId)
        request = self._new_request("requestUserProgress")
        client.progress.request(
            client.user if user is None else user, lambda event: self._answered(request, event)
        )
        self._requests[request] = None
        return request

    @documented
    def getAchievementNames(self) -> list[str]:
        """The API names of all achievements."""
        return list(self._connected.user_stats.achievement_names())

    @documented
    def getAchievementInfo(
        self, achievementName: str, userSteamId: str | None = None
    ) -> dict[str, Any] | None:
        """What a user has of an achievement."""
        user = self._other(arguments.user("userSteamId", userSteamId))
        try:  # games read whole lists of achievements in one frame: the name is checked once
            found = self._connected.user_stats.achievement(achievementName, user)
        except (TypeError, ValueError) as error:
            raise BadArgumentError("achievementName", str(error)) from None
        if found is None:
            try:
                self._check_achievement(achievementName)
            except BadArgumentError as error:
                self._warn(f"Steamworks.getAchievementInfo: {error}")
            return None
        _, localized_name, description, hidden, unlocked, unlock_time = found
        return {
            "localizedName": localized_name,
            "localizedDescription": description,
            "hidden": hidden,
            "unlocked": unlocked,
            "unlockTime": unlock_time,
        }

    @documented
    def setAchievementUnlocked(self, achievementName: str) -> bool:
        """Unlocks an achievement."""
        self._unlock(arguments.name("achievementName", achievementName, "achievement name"))
        return True

    @documented
    def setAchievementProgress(self, achievementName: str, value: int, maxValue: int) -> bool:
        """Shows progress towards an achievement, or unlocks it."""
        name = arguments.name("achievementName", achievementName, "achievement name")
        current = arguments.progress("value", value)
        maximum = arguments.progress("maxValue", maxValue)
        if current >= maximum:
            self._unlock(name)
            return True
        client = self._connected
        try:
            client.user_stats.indicate_progress(name, current, maximum)
        except CallFailed:
            if client.user_stats.is_unlocked(name):
                return False  # there is no more progress to show, which is no mistake
            self._check_achievement(name)
            raise
        client.progress.changed()
        return True

    def _unlock(self, name: str) -> None:
        client = self._connected
        try:
            client.user_stats.unlock(name)
        except CallFailed:
            self._check_achievement(name)
            raise
        client.progress.changed()

    def _check_achievement(self, name: str) -> None:
        """Raises when the name is to blame; without any names, Steam has not fetched them yet."""
        known = self._connected.user_stats.achievement_names()
        if known and name not in known:
            raise BadArgumentError(
                "achievementName",
                f"the app has no achievement {shown(name)}; getAchievementNames() lists them",
            )
