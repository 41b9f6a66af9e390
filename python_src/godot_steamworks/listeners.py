"""Room D: what counts as a listener in the engine. May import: godot, steamworks."""

from __future__ import annotations

from collections.abc import Callable
from types import CoroutineType, MethodType
from typing import Any

import godot
from godot.variant import Kind
from steamworks import EventDict, PythonListeners

__all__ = ["GodotListeners"]


def _is_engine_callable(value: object) -> bool:
    return getattr(type(value), "__variant_type__", None) == Kind.CALLABLE


def _is_object(value: object) -> bool:
    return isinstance(value, godot.Object)


def _driven(call: Callable[[EventDict], object], listener: object) -> Callable[[EventDict], object]:
    """Has coroutines run: a listener in Python may be an ``async def``."""
    owner = getattr(listener, "__self__", None) if isinstance(listener, MethodType) else None

    def run(event: EventDict) -> object:
        result = call(event)
        if isinstance(result, CoroutineType):
            from godot import coroutines  # needs the engine; what has no coroutines does not

            coroutines.start(result, owner if _is_object(owner) else None)
        return result

    return run


class GodotListeners:
    """The client's ``ListenerAdapter``: Python's listeners, Callables, and engine objects."""

    def __init__(self) -> None:
        self._python = PythonListeners()

    def bind(self, event_name: str, listener: Any) -> Callable[[EventDict], object] | None:
        """What to call with an event; None when it is no listener."""
        if _is_engine_callable(listener):
            call: Callable[[EventDict], object] = listener.call
            return call if listener.is_valid() else None
        if _is_object(listener) and not godot.is_instance_valid(listener):
            return None
        if _is_object(listener) and listener.has_method(event_name):
            return lambda event: listener.call(event_name, event)
        bound = self._python.bind(event_name, listener)
        return None if bound is None else _driven(bound, listener)

    def same(self, first: Any, second: Any) -> bool:
        """Whether the two are one listener."""
        if _is_engine_callable(first) and _is_engine_callable(second):
            # The engine takes Callables for equal that differ in the values bound to them.
            return bool(
                first == second and first.get_bound_arguments() == second.get_bound_arguments()
            )
        return self._python.same(first, second)

    def alive(self, listener: Any) -> bool:
        """False once the listener's object was freed."""
        if _is_engine_callable(listener):
            return bool(listener.is_valid())
        if isinstance(listener, MethodType):
            listener = listener.__self__
        return not _is_object(listener) or godot.is_instance_valid(listener)
