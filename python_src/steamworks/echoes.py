"""Room B, `steamworks`: which callbacks only repeat an answer. May import: `dispatch`, `steam_id`.

Steam may report a request twice: as the result of the call, and as a plain callback with the same
content, in either order. The result is what is told; `Echoes` finds the callbacks that belong to
it, so that one request ends in one event.
"""

from __future__ import annotations

from collections import Counter

from .dispatch import Dispatcher
from .steam_id import SteamId


class Echoes:
    """Counts the requests of each user, those in flight and those just answered.

    A callback that comes while a request is in flight repeats it. Behind the answer there is room
    for one callback per request, in the same frame or the next: an echo comes at once, or not at
    all, and what comes later is news.
    """

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        self._in_flight: Counter[SteamId] = Counter()
        self._frame = 0
        self._answered: Counter[SteamId] = Counter()  # in the frame `_frame`
        self._answered_before: Counter[SteamId] = Counter()  # in the frame before it

    def asked(self, user: SteamId) -> None:
        """A request for this user was sent."""
        self._in_flight[user] += 1

    def answered(self, user: SteamId) -> None:
        """One of this user's requests has its answer."""
        self._in_flight[user] -= 1
        if not self._in_flight[user]:
            del self._in_flight[user]
        self._begin_frame()
        self._answered[user] += 1

    def is_echo(self, user: SteamId) -> bool:
        """Whether a callback for this user, which came just now, repeats an answer."""
        self._begin_frame()
        for answered in (self._answered_before, self._answered):
            if user in answered:
                answered[user] -= 1
                if not answered[user]:
                    del answered[user]
                return True
        return user in self._in_flight

    def _begin_frame(self) -> None:
        frame = self._dispatcher.frame
        if frame != self._frame:
            following = frame == self._frame + 1
            self._answered_before = self._answered if following else Counter()
            self._answered = Counter()
            self._frame = frame
