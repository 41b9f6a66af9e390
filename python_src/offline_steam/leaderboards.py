"""Room C, ``offline_steam``: the leaderboards of ``ISteamUserStats``.

Imports the standard library and, of this package, ``board_store``, ``callbacks``, ``errors``,
``leaderboard``, ``people`` (flags), ``results`` and ``session`` (for types). Plain Python values in
and out: ``_shim`` turns them into C. Downloaded entries go to the C part, which hands them out one
by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from offline_steam.board_store import BoardStore, Page, Uploaded
from offline_steam.callbacks import LAYOUTS
from offline_steam.errors import StoreError
from offline_steam.leaderboard import MOST_DETAILS, NAME_LIMIT, Entry, Leaderboard
from offline_steam.people import FRIENDS
from offline_steam.results import (
    CallbackId,
    CallFailure,
    DataRequest,
    DisplayType,
    Result,
    SortMethod,
    UploadMethod,
)

if TYPE_CHECKING:
    from offline_steam.session import Session

MOST_USERS = 100
"""Users whose entries may be downloaded by one call."""
FIRST_HANDLE = 0x8B00000000000001
"""The handle of the leaderboard that is found first: it fits no signed or floating number."""

_Answer = TypeVar("_Answer")


class _Found:
    """A leaderboard that the game has found: what it knows of it.

    Attributes:
        board: name, sort method and display type; what is made when somebody deletes it.
        count: the entries that there were when it was last found, read or written.
    """

    def __init__(self, board: Leaderboard, count: int) -> None:
        self.board = board
        self.count = count


class Leaderboards:
    """The leaderboards of one simulated client.

    A name keeps its handle from one connection to the next, but has to be found in each.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers: dict[str, int] = {}
        self._found: dict[int, _Found] = {}

    def reset(self) -> None:
        """Forgets what the former connection found."""
        self._found = {}

    @property
    def _store(self) -> BoardStore:
        return self._session.board_store

    # ---- what is known of a board ----

    def name(self, handle: int) -> str:
        """``GetLeaderboardName``: empty for a handle that was not found."""
        found = self._found.get(handle)
        return found.board.name if found else ""

    def entry_count(self, handle: int) -> int:
        """``GetLeaderboardEntryCount``: as of the last time that Steam was asked."""
        found = self._found.get(handle)
        return found.count if found else 0

    def sort_method(self, handle: int) -> SortMethod:
        """``GetLeaderboardSortMethod``."""
        found = self._found.get(handle)
        return found.board.sort if found else SortMethod.NONE

    def display_type(self, handle: int) -> DisplayType:
        """``GetLeaderboardDisplayType``."""
        found = self._found.get(handle)
        return found.board.display if found else DisplayType.NONE

    def report(self) -> list[dict[str, object]]:
        """The boards that this connection has found, for the state report."""
        return [
            {"name": found.board.name, "handle": str(handle), "entries": found.count}
            for handle, found in self._found.items()
        ]

    # ---- finding ----

    def find(self, name: str) -> int:
        """``FindLeaderboard``: the API call; 0 for a name that no board can have."""
        return self._ask_for("FindLeaderboard", name, None)

    def find_or_create(self, name: str, sort: int, display: int) -> int:
        """``FindOrCreateLeaderboard``: as ``find``, making the board where it is missing.

        One that is to be made without a sort method or display type is not found.
        """
        wanted = None
        if sort in list(SortMethod)[1:] and display in list(DisplayType)[1:]:
            wanted = Leaderboard(name, SortMethod(sort), DisplayType(display))
        return self._ask_for("FindOrCreateLeaderboard", name, wanted)

    def _ask_for(self, call: str, name: str, wanted: Leaderboard | None) -> int:
        if not 0 < len(name.encode()) <= NAME_LIMIT:
            return 0
        wanted = self._session.app.leaderboard_by_name.get(name, wanted)
        return self._call(
            call,
            CallbackId.LEADERBOARD_FIND_RESULT,
            lambda: self._look_up(name, wanted),
            lambda _: LAYOUTS.leaderboard_find_result(0, False),
        )

    def _look_up(self, name: str, wanted: Leaderboard | None) -> bytes:
        stored = self._store.find(name, wanted)
        if stored is None:
            return LAYOUTS.leaderboard_find_result(0, False)
        handle = self._numbers.setdefault(name, FIRST_HANDLE + len(self._numbers))
        self._found[handle] = _Found(stored.board, stored.total)
        return LAYOUTS.leaderboard_find_result(handle, True)

    # ---- downloading ----

    def download(self, handle: int, request: int, start: int, end: int) -> int:
        """``DownloadLeaderboardEntries``: the API call; 0 for an unknown handle or request."""
        found = self._found.get(handle)
        if found is None or request not in list(DataRequest):
            return 0

        # Whoever asks, also when a test makes somebody else the current user before the answer.
        me = self._session.steam_id
        friends = self._session.people.listed(FRIENDS) if request == DataRequest.FRIENDS else []

        def read() -> Page:
            if request == DataRequest.GLOBAL:
                return self._store.page(found.board, start, end)
            if request == DataRequest.GLOBAL_AROUND_USER:
                return self._store.around(found.board, me, start, end)
            return self._store.of_users(found.board, [me, *friends])

        return self._download("DownloadLeaderboardEntries", handle, found, read)

    def download_for_users(self, handle: int, steam_ids: Sequence[int]) -> int:
        """``DownloadLeaderboardEntriesForUsers``: the API call; 0 for none or too many users."""
        found = self._found.get(handle)
        if found is None or not 0 < len(steam_ids) <= MOST_USERS:
            return 0
        return self._download(
            "DownloadLeaderboardEntriesForUsers",
            handle,
            found,
            lambda: self._store.of_users(found.board, steam_ids),
        )

    def _download(self, call: str, handle: int, found: _Found, read: Callable[[], Page]) -> int:
        def answer() -> bytes:
            page = read()
            found.count = page.total
            data = b"".join(
                LAYOUTS.leaderboard_entry(
                    entry.steam_id, entry.rank, entry.score, len(entry.details) // 4, entry.ugc
                )
                for entry in page.entries
            )
            details = b"".join(entry.details for entry in page.entries)
            entries = self._session.queue.keep_entries(data, len(page.entries), details)
            return LAYOUTS.leaderboard_scores_downloaded(handle, entries, len(page.entries))

        # 1105 has no result: whatever goes wrong, the call has failed.
        return self._call(call, CallbackId.LEADERBOARD_SCORES_DOWNLOADED, answer, None)

    # ---- uploading ----

    def upload(self, handle: int, method: int, score: int, details: Sequence[int]) -> int:
        """``UploadLeaderboardScore``: the API call; 0 for what Steam does not take.

        What is reported as uploaded is on disk, at once: a game that ends now has uploaded it.
        """
        found = self._found.get(handle)
        if found is None or method not in list(UploadMethod) or len(details) > MOST_DETAILS:
            return 0
        entry = Entry(self._session.steam_id, score, tuple(details))

        def report(uploaded: Uploaded) -> bytes:
            found.count = uploaded.total
            return LAYOUTS.leaderboard_score_uploaded(
                True, handle, score, uploaded.changed, uploaded.rank, uploaded.before
            )

        return self._call_now(
            "UploadLeaderboardScore",
            CallbackId.LEADERBOARD_SCORE_UPLOADED,
            lambda: self._store.upload(found.board, entry, method == UploadMethod.FORCE_UPDATE),
            report,
            lambda _: LAYOUTS.leaderboard_score_uploaded(False, handle, score, False, 0, 0),
        )

    def attach(self, handle: int, ugc: int) -> int:
        """``AttachLeaderboardUGC``: the API call; 0 for an unknown handle."""
        found = self._found.get(handle)
        if found is None:
            return 0
        return self._call_now(
            "AttachLeaderboardUGC",
            CallbackId.LEADERBOARD_UGC_SET,
            lambda: self._store.attach(found.board, self._session.steam_id, ugc),
            lambda done: LAYOUTS.leaderboard_ugc_set(Result.OK if done else Result.FAIL, handle),
            lambda result: LAYOUTS.leaderboard_ugc_set(result, handle),
        )

    # ---- calls ----

    def _call(
        self,
        call: str,
        callback: CallbackId,
        answer: Callable[[], bytes],
        refuse: Callable[[int], bytes] | None,
    ) -> int:
        """An API call whose answer is worked out when it is due.

        Args:
            call: one of ``faults.CALLS``.
            callback: of the answer.
            answer: works it out.
            refuse: the answer that carries a result other than success; None where none can.
        """
        fault, frames = self._session.faults.take(call)
        size = LAYOUTS.sizes()[callback]

        def due(handle: int) -> None:
            broken = fault is not None and (fault.io_failure or refuse is None)
            data = None
            if fault is not None and refuse is not None:
                data = refuse(fault.result)
            elif fault is None and self._session.online:
                data = self._try(answer)
            failed = broken or data is None
            failure = CallFailure.NETWORK_FAILURE if failed else CallFailure.NONE
            self._session.complete(handle, callback, data or bytes(size), failure)

        return self._session.answer_call(frames, callback, size, due)

    def _call_now(
        self,
        call: str,
        callback: CallbackId,
        store: Callable[[], _Answer],
        report: Callable[[_Answer], bytes],
        refuse: Callable[[int], bytes],
    ) -> int:
        """An API call that takes effect at once and is answered when it is due."""
        fault, frames = self._session.faults.take(call)
        size = LAYOUTS.sizes()[callback]
        data: bytes | None = None
        if fault is not None:
            data = None if fault.io_failure else refuse(fault.result)
        elif self._session.online:
            try:
                data = report(store())
            except StoreError as error:
                self._session.notify(f"the leaderboard was not changed: {error}")
                data = refuse(error.result)
        failure = CallFailure.NETWORK_FAILURE if data is None else CallFailure.NONE
        answer = partial(self._session.complete, callback=callback, failure=failure)
        return self._session.answer_call(
            frames, callback, size, lambda handle: answer(handle, data=data or bytes(size))
        )

    def _try(self, answer: Callable[[], bytes]) -> bytes | None:
        try:
            return answer()
        except StoreError as error:
            self._session.notify(f"the leaderboard cannot be read: {error}")
        except MemoryError:
            self._session.notify("the leaderboard cannot be read: too many entries for the memory")
        return None
