"""Room B, `steamworks`: who hears the documented events of one connection.

May import: `listeners`. Whatever turns Steam's callbacks into documented events
(`progress` and its like) tells them here, and every façade on the connection hears them.
"""

from __future__ import annotations

from typing import Protocol

from .listeners import EventDict, copied


class Observer(Protocol):
    """Who hears the documented events of a connection: a façade."""

    def deliver(self, event: EventDict) -> None:
        """Hands one event to whoever listens. It never raises, and does nothing once closed."""

    def end(self) -> None:
        """The connection was closed; nothing comes any more. It never raises."""


class Observers:
    """The observers of one connection, in the order in which they came."""

    def __init__(self) -> None:
        # A dictionary as ordered set: a scene may make and free thousands of observers.
        self._observers: dict[Observer, None] = {}
        self._snapshot: tuple[Observer, ...] | None = ()

    def __len__(self) -> int:
        """How many hear the events."""
        return len(self._observers)

    def attach(self, observer: Observer) -> None:
        """From now on the observer hears every event, after those attached before."""
        self._observers[observer] = None
        self._snapshot = None

    def detach(self, observer: Observer) -> None:
        """From now on it is not told anything more."""
        self._observers.pop(observer, None)
        self._snapshot = None

    def tell_all(self, event: EventDict) -> None:
        """Hands an event to all of them, in order."""
        observers = self._snapshot
        if observers is None:
            observers = self._snapshot = tuple(self._observers)
        if len(observers) == 1:
            observers[0].deliver(event)
            return
        for observer in observers:
            observer.deliver(copied(event))

    def end(self) -> None:
        """Tells them that the connection was closed."""
        for observer in tuple(self._observers):
            observer.end()
