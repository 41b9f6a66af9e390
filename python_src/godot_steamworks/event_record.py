"""Room D: this run's documented events, for whoever asserts on them. May import: steamworks.

Whoever wants to hear what nodes emit puts a function into `hearers`; while nobody does, an event
costs no more than a look at an empty list.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from steamworks import EventDict
from steamworks.listeners import copied

__all__ = ["EventRecord", "Hearer", "hearers"]

Hearer = Callable[[Any, str, EventDict], None]
"""Is called with a node, the event's name and the event, just before the node emits it. It has to
leave the event as it is, and may not raise."""

hearers: list[Hearer] = []

MOST = 10_000
"""How many events a record keeps; then the oldest go."""


class _Recorded(NamedTuple):
    number: int
    frame: int
    event: EventDict
    nodes: set[int]


class EventRecord:
    """What the nodes have emitted, in order. Of several nodes that emit one event it counts once.

    Args:
        frame: tells the number of the frame.
    """

    def __init__(self, frame: Callable[[], int]) -> None:
        self._frame = frame
        self._kept: deque[_Recorded] = deque(maxlen=MOST)
        self._count = 0

    @property
    def count(self) -> int:
        """How many there have been."""
        return self._count

    def hear(self, node: Any, name: str, event: EventDict) -> None:
        """A `Hearer`."""
        frame, who = self._frame(), id(node)
        for known in reversed(self._kept):
            if known.frame != frame:
                break
            if who not in known.nodes and known.event == event:
                known.nodes.add(who)
                return
        self._count += 1
        self._kept.append(_Recorded(self._count, frame, copied(event), {who}))

    def events(self, name: str = "", after: int = 0) -> list[EventDict]:
        """The events that are kept.

        Args:
            name: of one kind; empty for all.
            after: leaves out this many from the beginning of the run.
        """
        return [
            copied(item.event)
            for item in self._kept
            if item.number > after and name in ("", item.event["name"])
        ]

    def clear(self) -> None:
        """Forgets them."""
        self._kept.clear()
