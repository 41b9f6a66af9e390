"""Room B, `steamworks.facade`: leaderboards, and how many people play.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from typing import Any

from .. import board_arguments
from ..documented import requesting
from ..listeners import EventDict
from ..request import Request
from .base import Facade


class LeaderboardFunctions(Facade):
    """The documented functions of leaderboards and the number of players.

    Each answers with one event, to this façade alone.
    """

    @requesting
    def requestActivePlayerCount(self, listener: object = None) -> Request[EventDict]:
        """Asks how many people play the app now."""
        return self._request(
            "requestActivePlayerCount",
            "activePlayerCount",
            ("listener", listener),
            self._connected.answers.player_count,
        )

    @requesting
    def requestLeaderboardInfo(self, params: dict[str, Any]) -> Request[EventDict]:
        """Asks what Steam knows of a leaderboard."""
        query = board_arguments.board_query("params", params)
        answers = self._connected.answers
        return self._request(
            "requestLeaderboardInfo",
            "leaderboardInfo",
            ("params.listener", query.listener),
            lambda then: answers.leaderboard_info(query.name, then),
        )

    @requesting
    def requestLeaderboardEntries(self, params: dict[str, Any]) -> Request[EventDict]:
        """Asks for a part of a leaderboard."""
        query = board_arguments.entries_query("params", params)
        answers = self._connected.answers
        return self._request(
            "requestLeaderboardEntries",
            "leaderboardEntries",
            ("params.listener", query.listener),
            lambda then: answers.leaderboard_entries(
                query.name, query.request, query.start, query.end, then
            ),
        )

    @requesting
    def requestSetHighScore(self, params: dict[str, Any]) -> Request[EventDict]:
        """Sends a score of the current user to a leaderboard."""
        score = board_arguments.high_score("params", params)
        answers = self._connected.answers
        return self._request(
            "requestSetHighScore",
            "setHighScore",
            ("params.listener", score.listener),
            lambda then: answers.set_high_score(score.name, score.value, then),
        )
