"""Room B, `steamworks`: documented events that answer one asker: player count and leaderboards.

May import: `contract`, `enums`, `errors`, `events`, `leaderboards`, `listeners`, `user_stats`. One
`Answers` belongs to one connection and serves all façades on it. Each function either raises at
once, and then nothing follows, or has `then` called once, later, with the documented event and with
what went wrong, if anything did.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from . import contract
from .enums import (
    LeaderboardDataRequest,
    LeaderboardDisplayType,
    LeaderboardSortMethod,
)
from .errors import CallError, IOFailure, SteamError
from .events import LeaderboardScoreUploaded
from .leaderboards import LeaderboardEntry, LeaderboardHandle, LeaderboardInfo, Leaderboards
from .listeners import EventDict
from .user_stats import UserStats

Then = Callable[[EventDict, SteamError | None], None]
"""Gets the event, and the error that it tells of."""

T = TypeVar("T")

_ASCENDING, _DESCENDING, _NOT_SORTED, _SORTED_OTHERWISE = contract.SORT_METHODS
_NUMERIC, _SECONDS, _MILLISECONDS, _NOT_SHOWN, _SHOWN_OTHERWISE = contract.DISPLAY_TYPES

_SORT_METHODS: dict[LeaderboardSortMethod | None, str] = {
    LeaderboardSortMethod.NONE: _NOT_SORTED,
    LeaderboardSortMethod.ASCENDING: _ASCENDING,
    LeaderboardSortMethod.DESCENDING: _DESCENDING,
}
_DISPLAY_TYPES: dict[LeaderboardDisplayType | None, str] = {
    LeaderboardDisplayType.NONE: _NOT_SHOWN,
    LeaderboardDisplayType.NUMERIC: _NUMERIC,
    LeaderboardDisplayType.TIME_SECONDS: _SECONDS,
    LeaderboardDisplayType.TIME_MILLI_SECONDS: _MILLISECONDS,
}


class _Upload(NamedTuple):
    """A score to be sent, and who is told what came of it."""

    board: LeaderboardHandle
    score: int
    tell: Callable[[LeaderboardScoreUploaded], None]
    fail: Callable[[SteamError], None]


class Answers:
    """Asks Steam for one asker at a time.

    Args:
        user_stats: Counts players.
        leaderboards: The leaderboards of the connection.
        logged_on: Whether Steam is still there.
    """

    def __init__(
        self, user_stats: UserStats, leaderboards: Leaderboards, logged_on: Callable[[], bool]
    ) -> None:
        self._stats = user_stats
        self._boards = leaderboards
        self._logged_on = logged_on
        self._uploading = False
        self._uploads: deque[_Upload] = deque()

    # --- players --------------------------------------------------------------------------------

    def player_count(self, then: Then) -> None:
        """`activePlayerCount`: how many play the app now.

        Raises:
            CallFailed: Steam did not take the request.
        """

        def on_count(count: int | CallError) -> None:
            error = count if isinstance(count, CallError) else None
            event = {
                "name": "activePlayerCount",
                "isError": error is not None,
                "count": count if error is None else None,
            }
            then(event, error)

        self._stats.request_player_count(on_count)

    # --- leaderboards ---------------------------------------------------------------------------

    def leaderboard_info(self, name: str, then: Then) -> None:
        """`leaderboardInfo`: what Steam knows of a leaderboard.

        Raises:
            CallFailed: Steam did not take the request.
        """

        def fail(error: SteamError) -> None:
            then(_no_info(name), error)

        def tell(board: LeaderboardHandle) -> None:
            then(_info(name, self._boards.info(board)), None)

        board = self._boards.known(name)
        if board is None:  # what is found now is up to date
            self._boards.find(name, lambda found: _go_on(found, tell, fail))
            return

        def on_entries(entries: list[LeaderboardEntry] | CallError) -> None:
            _go_on(entries, lambda _: tell(board), fail)

        # Steam brings the number of entries up to date with every download.
        self._boards.download(board, LeaderboardDataRequest.GLOBAL, 1, 1, on_entries)

    def leaderboard_entries(
        self, name: str, request: LeaderboardDataRequest, start: int, end: int, then: Then
    ) -> None:
        """`leaderboardEntries`: a part of a leaderboard, with ranges as for the typed `download`.

        Raises:
            CallFailed: Steam did not take the request.
        """

        def fail(error: SteamError) -> None:
            then(_entries(name, 0, [], failed=True), error)

        def tell(board: LeaderboardHandle, entries: list[LeaderboardEntry]) -> None:
            then(_entries(name, board, entries, failed=False), None)

        def ask(board: LeaderboardHandle) -> None:
            def on_entries(entries: list[LeaderboardEntry] | CallError) -> None:
                _go_on(entries, lambda found: tell(board, found), fail)

            self._boards.download(board, request, start, end, on_entries)

        self._with_board(name, ask, fail)

    def set_high_score(self, name: str, value: int, then: Then) -> None:
        """`setHighScore`: sends a score of the current user, kept when it is better.

        Raises:
            CallFailed: Steam did not take the request.
        """

        def ask(board: LeaderboardHandle) -> None:
            def tell(uploaded: LeaderboardScoreUploaded) -> None:
                then(_high_score(name, board, uploaded), None)

            self._upload(_Upload(board, value, tell, fail))

        def fail(error: SteamError) -> None:
            then(_high_score(name, 0, None), error)

        self._with_board(name, ask, fail)

    def _with_board(
        self,
        name: str,
        use: Callable[[LeaderboardHandle], None],
        fail: Callable[[SteamError], None],
    ) -> None:
        board = self._boards.known(name)
        if board is None:
            self._boards.find(name, lambda found: _go_on(found, use, fail))
        else:
            use(board)

    # --- one upload after the other, because Steam allows no second one in flight ---------------

    def _upload(self, upload: _Upload) -> None:
        if self._uploading:
            self._uploads.append(upload)
        else:
            self._send(upload)

    def _send(self, upload: _Upload) -> None:
        def on_answer(outcome: LeaderboardScoreUploaded | CallError) -> None:
            try:
                _go_on(outcome, upload.tell, upload.fail)
            finally:
                self._send_next()

        self._boards.upload(upload.board, upload.score, on_answer)
        self._uploading = True

    def _send_next(self) -> None:
        while self._uploads:
            upload = self._uploads.popleft()
            if not self._logged_on():
                board = self._boards.called(upload.board)
                upload.fail(IOFailure(f"the score for {board} was not sent"))
                continue
            try:
                self._send(upload)
            except SteamError as error:
                upload.fail(error)
            else:
                return
        self._uploading = False


def _go_on(
    outcome: T | CallError, use: Callable[[T], None], fail: Callable[[SteamError], None]
) -> None:
    """The next step with what came; any error ends in `fail`."""
    if isinstance(outcome, CallError):
        fail(outcome)
        return
    try:
        use(outcome)
    except SteamError as error:
        fail(error)


# --- the dictionaries ---------------------------------------------------------------------------


def _info(name: str, info: LeaderboardInfo) -> EventDict:
    return {
        "name": "leaderboardInfo",
        "isError": False,
        "leaderboardName": name,
        "leaderboardHandle": str(info.handle),
        "entryCount": info.entry_count,
        "sortMethod": _SORT_METHODS.get(info.sort_method, _SORTED_OTHERWISE),
        "displayType": _DISPLAY_TYPES.get(info.display_type, _SHOWN_OTHERWISE),
    }


def _no_info(name: str) -> EventDict:
    return {
        "name": "leaderboardInfo",
        "isError": True,
        "leaderboardName": name,
        "leaderboardHandle": None,
        "entryCount": None,
        "sortMethod": None,
        "displayType": None,
    }


def _entries(name: str, board: int, entries: list[LeaderboardEntry], *, failed: bool) -> EventDict:
    return {
        "name": "leaderboardEntries",
        "isError": failed,
        "leaderboardName": name,
        "leaderboardHandle": str(board),
        "entries": [
            {"userSteamId": str(user), "globalRank": rank, "score": score}
            for user, rank, score in entries
        ],
    }


def _high_score(name: str, board: int, uploaded: LeaderboardScoreUploaded | None) -> EventDict:
    event: EventDict = {
        "name": "setHighScore",
        "isError": uploaded is None,
        "leaderboardName": name,
        "leaderboardHandle": str(board),
        "scoreChanged": False,
        "currentGlobalRank": None,
        "previousGlobalRank": None,
    }
    if uploaded is not None and uploaded.score_changed:
        event["scoreChanged"] = True
        event["currentGlobalRank"] = uploaded.rank
        event["previousGlobalRank"] = uploaded.previous_rank
    return event
