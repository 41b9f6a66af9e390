"""Room C, ``offline_steam``: the queue as the Python part sees it, and what is due at which frame.

Imports the standard library and ``results``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Protocol

from offline_steam.results import CallFailure

NEVER = 2**63 - 1


class Queue(Protocol):
    """Steam's side of manual dispatch; in the library the C part, in unit tests a list."""

    def post(self, callback: int, data: bytes) -> None:
        """Appends a callback."""

    def open_call(self) -> int:
        """A new API call handle."""

    def complete_call(self, call: int, callback: int, data: bytes, failure: CallFailure) -> None:
        """Makes the result of an API call fetchable."""

    def keep_entries(self, entries: bytes, count: int, details: bytes) -> int:
        """Keeps downloaded leaderboard entries until they are read; a handle, or ``MemoryError``.

        Args:
            entries: ``count`` times ``LeaderboardEntry_t``.
            count: how many.
            details: the details of all of them, 32 bits each.
        """

    def frame(self) -> int:
        """The number of frames run so far."""

    def wake_at(self, frame: int) -> None:
        """Asks for ``Schedule.run`` at that frame."""

    def counts(self) -> dict[str, int]:
        """Numbers for the state report, by name."""


class Schedule:
    """Actions by the frame at which they are due; the same frame keeps the order of asking."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._heap: list[tuple[int, int, Callable[[], None]]] = []
        self._count = 0

    def __len__(self) -> int:
        return len(self._heap)

    def after(self, frames: int, action: Callable[[], None]) -> None:
        """Runs ``action`` in the frame that is ``frames`` from now; at once for 0."""
        if frames <= 0:
            action()
            return
        self._count += 1
        heapq.heappush(self._heap, (self._queue.frame() + frames, self._count, action))
        self._queue.wake_at(self._heap[0][0])

    def run(self, frame: int) -> None:
        """Runs everything that is due at ``frame`` or before."""
        try:
            while self._heap and self._heap[0][0] <= frame:
                heapq.heappop(self._heap)[2]()
        finally:
            self._queue.wake_at(self._heap[0][0] if self._heap else NEVER)
