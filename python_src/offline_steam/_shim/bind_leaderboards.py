"""Room C, ``offline_steam._shim``: the handlers of the leaderboards of ``ISteamUserStats``.

Imports the standard library and, of this package, ``leaderboard``, ``leaderboards`` (limits),
``session`` and ``texts``.
``GetDownloadedLeaderboardEntry`` is answered in C alone (``c/downloads.h``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.leaderboard import MOST_DETAILS
from offline_steam.leaderboards import MOST_USERS
from offline_steam.session import Session


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    null = ffi.NULL
    boards = session.leaderboards

    def named(name: Any) -> str:
        """The name, or one that no board can have."""
        return texts.read(name) or ""

    def download_for_users(board: int, users: Any, count: int) -> int:
        if users == null or not 0 < count <= MOST_USERS:
            return 0
        # A CSteamID aligns to 1: these may lie anywhere.
        data = bytes(ffi.buffer(ffi.cast("char *", users), count * 8))
        return boards.download_for_users(
            board,
            [int.from_bytes(data[at : at + 8], "little") for at in range(0, len(data), 8)],
        )

    def upload(board: int, method: int, score: int, details: Any, count: int) -> int:
        if count > MOST_DETAILS:
            return 0
        given = () if details == null or count < 1 else ffi.unpack(details, count)
        return boards.upload(board, method, score, given)

    table: dict[str, Callable[..., Any]] = {
        "FindOrCreateLeaderboard": lambda name, sort, display: boards.find_or_create(
            named(name), sort, display
        ),
        "FindLeaderboard": lambda name: boards.find(named(name)),
        "GetLeaderboardName": lambda board: texts.keep(boards.name(board)),
        "GetLeaderboardEntryCount": boards.entry_count,
        "GetLeaderboardSortMethod": boards.sort_method,
        "GetLeaderboardDisplayType": boards.display_type,
        "DownloadLeaderboardEntries": boards.download,
        "DownloadLeaderboardEntriesForUsers": download_for_users,
        "UploadLeaderboardScore": upload,
        "AttachLeaderboardUGC": boards.attach,
    }
    return {"ISteamUserStats_" + name: handler for name, handler in table.items()}
