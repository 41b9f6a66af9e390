"""The bench's nodes in Python."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from time import thread_time_ns

from godot import Node, exposed

_USER_STATS_RECEIVED = 1101
_PAYLOAD = struct.Struct("<QiQ")  # game, result, user
_APP = 480
_OTHER_USER = 76561197960287930


@exposed(native=True)
class IdleNode(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """A node whose ``_process`` does nothing."""

    def _process(self, delta: float) -> None:
        pass


@exposed(native=True)
class BenchTools(Node):  # type: ignore[misc]  # as above
    """What a measurement in GDScript cannot do itself."""

    def time_child_count(self, times: int) -> float:
        """Microseconds of one ``get_child_count()`` in a loop of so many."""
        calls = range(times)
        started = thread_time_ns()
        for _ in calls:
            self.get_child_count()
        return (thread_time_ns() - started) / 1000 / times

    def post_updates(self, count: int) -> None:
        """Puts callbacks about another user's progress into the offline library's queue."""
        from offline_steam import control

        payload = _PAYLOAD.pack(_APP, 1, _OTHER_USER)
        control.attach().post_callback(_USER_STATS_RECEIVED, payload, count)

    def resident(self) -> int:
        """The process's resident memory in bytes."""
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
