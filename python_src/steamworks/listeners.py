"""Room B, `steamworks`: the listeners of one façade. May import: `contract`.

What a listener is depends on who listens: Python has callables and objects with methods; the
engine has its own. `ListenerAdapter` is all that the façade needs to know about either.
"""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinMethodType, MethodType
from typing import Any, Protocol

from . import contract

_METHODS = (MethodType, BuiltinMethodType)

EventDict = dict[str, Any]
"""An event as listeners get it: the documented keys, `name` among them."""

_NESTED = frozenset(
    event.name
    for event in contract.EVENTS.values()
    if any(key.type.startswith("array") or key.type[0].isupper() for key in event.keys)
)
"""The events with dictionaries or arrays among their values."""


def copied(event: EventDict) -> EventDict:
    """An event for one listener alone, down to the dictionaries in it."""
    if event["name"] not in _NESTED:
        return dict(event)
    return {key: _own(value) for key, value in event.items()}


def _own(value: object) -> object:
    if isinstance(value, dict):
        return dict(value)
    return [_own(entry) for entry in value] if isinstance(value, list) else value


class ListenerAdapter(Protocol):
    """How to treat whatever somebody gave to `addEventListener`."""

    def bind(self, event_name: str, listener: object) -> Callable[[EventDict], object] | None:
        """What to call with an event.

        None when the listener is neither callable nor an object with a method named like the event.
        """

    def same(self, first: object, second: object) -> bool:
        """Whether the two are one listener, so that it can be removed by giving it again."""

    def alive(self, listener: object) -> bool:
        """False once the listener's object was freed; the listener is then dropped silently."""


class PythonListeners:
    """Python's callables, and objects that have a method named like the event."""

    def bind(self, event_name: str, listener: object) -> Callable[[EventDict], object] | None:
        """The callable itself, or a call of the method as it is when the event comes."""
        if callable(listener):
            return listener
        if not callable(getattr(listener, event_name, None)):
            return None

        def call_method(event: EventDict) -> object:
            return getattr(listener, event_name)(event)

        return call_method

    def same(self, first: object, second: object) -> bool:
        """The same object, or the same method of the same object."""
        if isinstance(first, _METHODS) and isinstance(second, _METHODS):
            # Python makes a bound method anew each time; two are equal when both parts are the same
            return first.__self__ is second.__self__ and first == second
        return first is second

    def alive(self, listener: object) -> bool:
        """Always: what Python can reach is alive."""
        return True


class Registration:
    """A listener that was added; no longer active once it was removed."""

    __slots__ = ("active", "call", "listener")

    def __init__(self, listener: object, call: Callable[[EventDict], object]) -> None:
        self.listener = listener
        self.call = call
        self.active = True


class Listeners:
    """Who listens to what, in the order of adding.

    Iterating gives a snapshot for free: the tuple of an event is replaced, never changed.
    """

    def __init__(self, adapter: ListenerAdapter) -> None:
        self._adapter = adapter
        self._by_event: dict[str, tuple[Registration, ...]] = {}

    def of(self, event_name: str) -> tuple[Registration, ...]:
        """The listeners of an event, as they are now."""
        return self._by_event.get(event_name, ())

    def add(self, event_name: str, listener: object) -> bool:
        """Adds a listener, once; False when it is none."""
        call = self._adapter.bind(event_name, listener)
        if call is None:
            return False
        if self._find(event_name, listener) is None:
            count = len(self.of(event_name))
            if count & (count - 1) == 0:
                self._drop_dead(event_name)
            self._by_event[event_name] = (*self.of(event_name), Registration(listener, call))
        return True

    def one(self, event_name: str, listener: object) -> Registration | None:
        """A listener for a single event, without adding it; None when it is none."""
        call = self._adapter.bind(event_name, listener)
        return None if call is None else Registration(listener, call)

    def is_turn_of(self, registration: Registration, own: Registration) -> bool:
        """Whether to call it where `own` comes first: not if it is that listener once more."""
        return registration is own or not self._adapter.same(registration.listener, own.listener)

    def remove(self, event_name: str, listener: object) -> bool:
        """Removes a listener; False when it was not there."""
        found = self._find(event_name, listener)
        if found is None:
            return False
        self._drop(event_name, found)
        return True

    def clear(self) -> None:
        """Removes all."""
        for registrations in self._by_event.values():
            for registration in registrations:
                registration.active = False
        self._by_event.clear()

    def usable(self, event_name: str, registration: Registration) -> bool:
        """Whether to call it: it was not removed meanwhile, and its object is alive."""
        if registration.active and not self._adapter.alive(registration.listener):
            self._drop(event_name, registration)
        return registration.active

    def _drop_dead(self, event_name: str) -> None:
        """Lets dead listeners go, which would stay for ever where their event never comes.

        Done whenever the number of listeners reaches a power of two, so seldom among many.
        """
        for registration in self.of(event_name):
            self.usable(event_name, registration)

    def _find(self, event_name: str, listener: object) -> Registration | None:
        for registration in self.of(event_name):
            if self._adapter.same(registration.listener, listener):
                return registration
        return None

    def _drop(self, event_name: str, gone: Registration) -> None:
        gone.active = False
        self._by_event[event_name] = tuple(
            registration for registration in self.of(event_name) if registration is not gone
        )
