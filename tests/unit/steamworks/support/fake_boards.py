"""The leaderboards of the fake library, from the side of a test."""

from __future__ import annotations

import ctypes
import struct
from typing import Any

BOARD = 0xFEDC_BA98_7654_3210
"""A handle that needs all 64 bits."""


class _Call(ctypes.Structure):
    _fields_ = (
        ("call", ctypes.c_uint64),
        ("board", ctypes.c_uint64),
        ("kind", ctypes.c_int32),
        ("start", ctypes.c_int32),
        ("end", ctypes.c_int32),
        ("score", ctypes.c_int32),
        ("what", ctypes.c_char * 16),
        ("name", ctypes.c_char * 160),
    )


class Boards:
    """Looks at the calls that were made, and answers them."""

    def __init__(self, steam: Any) -> None:
        self.steam = steam
        self.dll = steam.dll
        self.dll.fake_board_call.restype = ctypes.POINTER(_Call)
        self.dll.fake_board.argtypes = (ctypes.c_int, ctypes.c_uint64, *[ctypes.c_int] * 3)
        self.dll.fake_board(0, BOARD, 3, 2, 1)

    @property
    def calls(self) -> list[_Call]:
        """Every call so far."""
        count = self.dll.fake_board_call_count()
        return [self.dll.fake_board_call(index).contents for index in range(count)]

    @property
    def made(self) -> list[str]:
        """What was called, in order: find, download, upload, players."""
        return [call.what.decode() for call in self.calls]

    def last(self, what: str) -> _Call:
        """The last call of a kind."""
        return next(call for call in reversed(self.calls) if call.what.decode() == what)

    def found(self, board: int = BOARD, found: bool = True, *, call: int = 0) -> None:
        """Answers a search."""
        self._answer("find", 1104, struct.pack("<Q?3x", board, found), call)

    def downloaded(
        self,
        rows: list[tuple[int, int, int]],
        *,
        claimed: int | None = None,
        board: int = BOARD,
        call: int = 0,
    ) -> None:
        """Answers a download with rows of (user, rank, score), of which each has two details."""
        data = b"".join(struct.pack("<QiiiQ", *row, 2, 2**64 - 1) for row in rows)
        self.dll.fake_rows(data, len(rows))
        count = len(rows) if claimed is None else claimed
        self._answer("download", 1105, struct.pack("<QQi", board, 7, count), call)

    def uploaded(
        self,
        changed: bool,
        rank: int = 0,
        previous: int = 0,
        *,
        success: bool = True,
        call: int = 0,
    ) -> None:
        """Answers an upload."""
        data = struct.pack("<?3xQi?3xii", success, BOARD, 5, changed, rank, previous)
        self._answer("upload", 1106, data, call)

    def counted(self, players: int, success: bool = True, *, call: int = 0) -> None:
        """Answers a request for the number of players."""
        self._answer("players", 1107, struct.pack("<?3xi", success, players), call)

    def fail(self, what: str, *, call: int = 0) -> None:
        """Answers with an I/O failure."""
        callback, size = {
            "find": (1104, 12),
            "download": (1105, 20),
            "upload": (1106, 28),
            "players": (1107, 8),
        }[what]
        self._answer(what, callback, bytes(size), call, failed=True)

    def _answer(
        self, what: str, callback: int, data: bytes, call: int, *, failed: bool = False
    ) -> None:
        handle = call or self.last(what).call
        self.steam.answer(data, call=handle, callback=callback, failed=failed)
