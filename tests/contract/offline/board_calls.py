"""The leaderboard functions of a library in this process, a call and its answer at a time."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from ctypes import byref, c_bool, c_int32, c_uint64
from typing import Any, NamedTuple

BEST = 1
"""``k_ELeaderboardUploadScoreMethodKeepBest``."""


class LeaderboardEntry(ctypes.Structure):
    """``LeaderboardEntry_t``."""

    _pack_ = 4
    _fields_ = (
        ("user", c_uint64),
        ("rank", c_int32),
        ("score", c_int32),
        ("details", c_int32),
        ("content", c_uint64),
    )


class Uploaded(NamedTuple):
    """``LeaderboardScoreUploaded_t``."""

    success: bool
    board: int
    score: int
    changed: bool
    rank: int
    before: int


class Boards:
    """The leaderboards of one library, a call at a time."""

    def __init__(self, steam: Any) -> None:
        self.steam = steam

    def answer(self, call: int, callback: int, size: int) -> bytes | None:
        """Pumps until a call is answered; None when it failed."""
        assert call != 0
        assert [message.callback for message in self.steam.pump()] == [703]
        answered, failed, data = self.steam.fetch(call, callback, size)
        assert answered
        return None if failed else data

    def find(self, name: bytes) -> int | None:
        """The handle, 0 when there is none, None when the call failed."""
        data = self.answer(self.steam.stats("FindLeaderboard", c_uint64, name), 1104, 12)
        return None if data is None else self._found(data)

    def create(self, name: bytes, sort: int = 2, display: int = 1) -> int | None:
        """As ``find``, making the board."""
        call = self.steam.stats("FindOrCreateLeaderboard", c_uint64, name, sort, display)
        data = self.answer(call, 1104, 12)
        return None if data is None else self._found(data)

    @staticmethod
    def _found(data: bytes) -> int:
        handle, found = struct.unpack("<QB3x", data)
        assert found == (handle != 0)
        return int(handle)

    def upload(
        self, board: int, score: int, method: int = BEST, details: Sequence[int] = ()
    ) -> Uploaded | None:
        """What 1106 says, or None when the call failed."""
        numbers = (c_int32 * len(details))(*details)
        call = self.steam.stats(
            "UploadLeaderboardScore", c_uint64, c_uint64(board), method, score, numbers,
            len(details),
        )  # fmt: skip
        data = self.answer(call, 1106, 28)
        return None if data is None else Uploaded(*struct.unpack("<?3xQi?3xii", data))

    def download(self, board: int, request: int, start: int = 0, end: int = 0) -> int | None:
        """The handle of the entries, with their number in ``count``; None when the call failed."""
        call = self.steam.stats(
            "DownloadLeaderboardEntries", c_uint64, c_uint64(board), request, start, end
        )
        return self.downloaded(board, self.answer(call, 1105, 20))

    def download_users(self, board: int, users: Sequence[int]) -> int | None:
        """As ``download``, for given users."""
        call = self.steam.stats(
            "DownloadLeaderboardEntriesForUsers", c_uint64, c_uint64(board),
            (c_uint64 * len(users))(*users), len(users),
        )  # fmt: skip
        return self.downloaded(board, self.answer(call, 1105, 20))

    def downloaded(self, board: int, data: bytes | None) -> int | None:
        """What 1105 says; None for a call that failed."""
        if data is None:
            return None
        told, handle, self.count = struct.unpack("<QQi", data)
        assert told == board and handle != 0
        return int(handle)

    def read(
        self, entries: int | None, index: int, most: int = 64
    ) -> tuple[LeaderboardEntry, list[int]] | None:
        """One entry with its details."""
        entry, details = LeaderboardEntry(), (c_int32 * 64)(*[77] * 64)
        there = self.steam.stats(
            "GetDownloadedLeaderboardEntry", c_bool, c_uint64(entries or 0), index, byref(entry),
            details, most,
        )  # fmt: skip
        return (entry, list(details)) if there else None

    def entries(self, handle: int | None) -> list[tuple[int, int, int]]:
        """All entries of a download: rank, user and score."""
        found = [self.read(handle, index) for index in range(self.count)]
        return [(entry.rank, entry.user, entry.score) for entry, _ in filter(None, found)]
