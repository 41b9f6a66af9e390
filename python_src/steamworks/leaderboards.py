"""Room B, `steamworks`: leaderboards (the part of ISteamUserStats that is about them).

May import: `_abi`, `dispatch`, `enums`, `errors`, `events`, `steam_id`, `values`. A leaderboard is
found by its name, once, and used by its handle from then on. Every answer comes later, from the
pump, to the handler that was given with the call: exactly once, as what was asked for or as the
`CallError` in its place. Any number of calls may be in flight, also to one leaderboard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, NewType

from ._abi.layouts import LEADERBOARD_ENTRY
from ._abi.library import Library, ffi
from .dispatch import CallResult, Dispatcher
from .enums import (
    LeaderboardDataRequest,
    LeaderboardDisplayType,
    LeaderboardSortMethod,
    LeaderboardUploadScoreMethod,
)
from .errors import CallError, CallFailed, IOFailure, LeaderboardNotFound
from .events import LeaderboardFound, LeaderboardScoresDownloaded, LeaderboardScoreUploaded
from .steam_id import SteamId, shown
from .values import INT32_MAX, INT32_MIN, check_whole, encode_name, text

LeaderboardHandle = NewType("LeaderboardHandle", int)
"""Steam's number for a leaderboard, valid in this run only (SteamLeaderboard_t)."""

NAME_LIMIT = 128  # k_cchLeaderboardNameMax
"""How many bytes of UTF-8 the name of a leaderboard has at most."""

_ROW = LEADERBOARD_ENTRY.packed()
_SORT_METHODS = {int(member): member for member in LeaderboardSortMethod}
_DISPLAY_TYPES = {int(member): member for member in LeaderboardDisplayType}


@dataclass(frozen=True, slots=True)
class LeaderboardInfo:
    """What Steam knows of a leaderboard. A method or type that is new to this package is None."""

    handle: LeaderboardHandle
    name: str
    entry_count: int
    sort_method: LeaderboardSortMethod | None
    display_type: LeaderboardDisplayType | None


class LeaderboardEntry(NamedTuple):
    """A row of a leaderboard: whose, at which place (1 is the best), with how many points."""

    user: SteamId
    rank: int
    score: int


class Leaderboards:
    """The leaderboards of one connection.

    Every method raises `NotConnected` after the connection was closed, `WrongThread` on another
    thread, and `TypeError` or `ValueError` for arguments that can never be right.
    """

    def __init__(self, library: Library, dispatcher: Dispatcher, check: Callable[[], None]) -> None:
        self._calls = library.calls
        self._pointer = library.pointer
        self._dispatcher = dispatcher
        self._check = check
        self._handles: dict[str, LeaderboardHandle] = {}
        self._names: dict[LeaderboardHandle, str] = {}  # of those, for messages
        self._finding: dict[str, list[Callable[[LeaderboardHandle | CallError], None]]] = {}

    def known(self, name: str) -> LeaderboardHandle | None:
        """The handle of a leaderboard that was found before; None for any other."""
        return self._handles.get(name)

    def find(self, name: str, handler: Callable[[LeaderboardHandle | CallError], None]) -> None:
        """Asks Steam for the handle of a leaderboard; `handler` gets it, or the error.

        The error is `LeaderboardNotFound` when the app has none of that name, of at most 128 bytes
        of UTF-8. While Steam looks for a name, whoever asks for the same waits for the same answer.

        Raises:
            CallFailed: Steam did not take the request.
        """
        self._check()
        encoded = encode_name(name, "leaderboard name", NAME_LIMIT)
        _check_handler(handler)
        waiting = self._finding.get(name)
        if waiting is not None:
            waiting.append(handler)
            return
        what = f"the search for the leaderboard {shown(name)}"
        call = self._calls.SteamAPI_ISteamUserStats_FindLeaderboard(self._pointer, encoded)
        self._dispatcher.expect(
            call, LeaderboardFound, lambda outcome: self._on_found(name, outcome), what
        )
        self._finding[name] = [handler]

    def _on_found(self, name: str, outcome: LeaderboardFound | IOFailure) -> None:
        found: LeaderboardHandle | CallError
        if isinstance(outcome, IOFailure):
            found = outcome
        elif outcome.found and outcome.leaderboard:
            found = self._handles[name] = LeaderboardHandle(outcome.leaderboard)
            self._names[found] = name
        else:
            found = LeaderboardNotFound(f"The app has no leaderboard {shown(name)}")
        for handler in self._finding.pop(name):
            self._dispatcher.hand(handler, found)

    def called(self, board: LeaderboardHandle) -> str:
        """What messages call a leaderboard: its name, or its handle if it was not found here."""
        name = self._names.get(board)
        return f"the leaderboard {board if name is None else shown(name)}"

    def info(self, board: LeaderboardHandle) -> LeaderboardInfo:
        """What Steam knows of a leaderboard now.

        The number of entries is the one when it was last found, downloaded from, or uploaded to.
        """
        self._check()
        handle, calls, pointer = _handle(board), self._calls, self._pointer
        sort_method = calls.SteamAPI_ISteamUserStats_GetLeaderboardSortMethod(pointer, handle)
        display_type = calls.SteamAPI_ISteamUserStats_GetLeaderboardDisplayType(pointer, handle)
        return LeaderboardInfo(
            board,
            text(calls.SteamAPI_ISteamUserStats_GetLeaderboardName(pointer, handle)),
            calls.SteamAPI_ISteamUserStats_GetLeaderboardEntryCount(pointer, handle),
            _SORT_METHODS.get(sort_method),
            _DISPLAY_TYPES.get(display_type),
        )

    def download(
        self,
        board: LeaderboardHandle,
        request: LeaderboardDataRequest,
        start: int,
        end: int,
        handler: Callable[[list[LeaderboardEntry] | CallError], None],
    ) -> CallResult[LeaderboardScoresDownloaded]:
        """Asks for the entries from `start` to `end`, both included; `handler` gets them, by rank.

        For GLOBAL the first entry is 1. For GLOBAL_AROUND_USER the current user is 0, better ones
        are negative; Steam gives as many entries when there are fewer on one side, and none for a
        user who has no score. For FRIENDS the range is ignored; the current user is among them.

        Raises:
            CallFailed: Steam did not take the request.
        """
        self._check()
        handle = _handle(board)
        kinds = LeaderboardDataRequest
        if request not in (kinds.GLOBAL, kinds.GLOBAL_AROUND_USER, kinds.FRIENDS):
            raise ValueError(
                f"expected GLOBAL, GLOBAL_AROUND_USER or FRIENDS, got {shown(request)}"
            )
        check_whole(start, INT32_MIN, INT32_MAX, "start")
        check_whole(end, INT32_MIN, INT32_MAX, "end")
        _check_handler(handler)
        call = self._calls.SteamAPI_ISteamUserStats_DownloadLeaderboardEntries(
            self._pointer, handle, request, start, end
        )
        return self._dispatcher.expect(
            call,
            LeaderboardScoresDownloaded,
            lambda outcome: handler(self._entries(outcome)),
            f"the request for entries of {self.called(board)}",
        )

    def _entries(
        self, outcome: LeaderboardScoresDownloaded | IOFailure
    ) -> list[LeaderboardEntry] | CallError:
        """The rows; Steam forgets them when the callback has been handled, so they are read now."""
        if isinstance(outcome, IOFailure):
            return outcome
        try:
            rows = bytearray(max(outcome.count, 0) * _ROW.size)
        except MemoryError:
            return CallFailed(f"Steam told of {outcome.count} entries, more than there is room for")
        read: int = self._calls.steam_library_read_entries(
            self._pointer, outcome.entries, outcome.count, ffi.from_buffer(rows), _ROW.size
        )
        if read < outcome.count:
            return CallFailed(
                f"Steam gave {read} of {outcome.count} entries of "
                f"{self.called(LeaderboardHandle(outcome.leaderboard))}"
            )
        make = LeaderboardEntry._make
        return [make(row[:3]) for row in _ROW.decoder.iter_unpack(rows)]

    def upload(
        self,
        board: LeaderboardHandle,
        score: int,
        handler: Callable[[LeaderboardScoreUploaded | CallError], None],
        method: LeaderboardUploadScoreMethod = LeaderboardUploadScoreMethod.KEEP_BEST,
    ) -> CallResult[LeaderboardScoreUploaded]:
        """Sends a score of the current user, from -2**31 to 2**31 - 1.

        With KEEP_BEST it counts only when it is better, by the leaderboard's sort method, than the
        one that the user has. Steam takes ten scores within ten minutes, and one at a time.

        Raises:
            CallFailed: Steam did not take the request.
        """
        self._check()
        handle = _handle(board)
        check_whole(score, INT32_MIN, INT32_MAX, "score")
        methods = LeaderboardUploadScoreMethod
        if method not in (methods.KEEP_BEST, methods.FORCE_UPDATE):
            raise ValueError(f"expected KEEP_BEST or FORCE_UPDATE, got {shown(method)}")
        _check_handler(handler)

        def on_answer(outcome: LeaderboardScoreUploaded | IOFailure) -> None:
            if isinstance(outcome, IOFailure) or outcome.success:
                handler(outcome)
            else:
                what = f"the score {score} for {self.called(board)}"
                handler(CallFailed(f"Steam did not take {what}"))

        call = self._calls.SteamAPI_ISteamUserStats_UploadLeaderboardScore(
            self._pointer, handle, method, score, ffi.NULL, 0
        )
        return self._dispatcher.expect(
            call, LeaderboardScoreUploaded, on_answer, f"the score for {self.called(board)}"
        )


def _handle(board: object) -> int:
    check_whole(board, 1, (1 << 64) - 1, "leaderboard handle")
    return board  # type: ignore[return-value]  # checked above


def _check_handler(handler: Any) -> None:
    if not callable(handler):
        raise TypeError(f"expected a callable as the handler, got {shown(handler)}")
