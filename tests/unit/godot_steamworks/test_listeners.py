"""What counts as a listener in the engine, and when two are one."""

from __future__ import annotations

from typing import Any

import pytest

import godot
from godot.variant import Kind
from godot_steamworks.listeners import GodotListeners

pytestmark = pytest.mark.usefixtures("engine_objects")

EVENT = {"name": "userProgressUpdate"}


class EngineObject:
    """Stands for an object of the engine with methods."""

    def __init__(self, *methods: str) -> None:
        self.methods = methods
        self.called: list[tuple[Any, ...]] = []
        self.freed = False

    def has_method(self, name: str) -> bool:
        """Whether it has the method."""
        return name in self.methods

    def call(self, *args: Any) -> None:
        """Calls a method by its name."""
        self.called.append(args)


class EngineCallable:
    """Stands for a Callable; equal when object and method are, whatever is bound."""

    __variant_type__ = Kind.CALLABLE

    def __init__(self, target: EngineObject, method: str, *bound: Any) -> None:
        self.target, self.method, self.bound = target, method, bound

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EngineCallable) and (self.target, self.method) == (
            other.target,
            other.method,
        )

    __hash__ = None  # type: ignore[assignment]

    def is_valid(self) -> bool:
        """Whether it can be called."""
        return not self.target.freed and self.target.has_method(self.method)

    def get_bound_arguments(self) -> list[Any]:
        """What is bound."""
        return list(self.bound)

    def call(self, *args: Any) -> None:
        """Calls it."""
        self.target.call(self.method, *args, *self.bound)


@pytest.fixture
def engine_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the engine's objects be those of this file."""
    monkeypatch.setitem(vars(godot), "Object", EngineObject)
    monkeypatch.setattr(
        godot,
        "is_instance_valid",
        lambda value: isinstance(value, EngineObject) and not value.freed,
    )


def test_callable() -> None:
    """A Callable is called with the event; one that cannot be called is no listener."""
    target = EngineObject("heard")
    call = GodotListeners().bind("userProgressUpdate", EngineCallable(target, "heard"))
    assert call is not None
    call(EVENT)
    assert target.called == [("heard", EVENT)]
    assert GodotListeners().bind("userProgressUpdate", EngineCallable(target, "nothing")) is None
    target.freed = True
    assert GodotListeners().bind("userProgressUpdate", EngineCallable(target, "heard")) is None


def test_object() -> None:
    """An object listens by its method of the event's name; without one it is no listener."""
    target = EngineObject("userProgressUpdate")
    call = GodotListeners().bind("userProgressUpdate", target)
    assert call is not None
    call(EVENT)
    assert target.called == [("userProgressUpdate", EVENT)]
    assert GodotListeners().bind("userProgressSave", target) is None


def test_freed_object() -> None:
    """A freed object is no listener, and one that was freed later is not alive."""
    listeners = GodotListeners()
    target = EngineObject("userProgressUpdate")
    assert listeners.alive(target)
    assert listeners.alive(target.call)
    assert listeners.alive(EngineCallable(target, "userProgressUpdate"))
    target.freed = True
    assert listeners.bind("userProgressUpdate", target) is None
    assert not listeners.alive(target)
    assert not listeners.alive(target.call), "its methods neither"
    assert not listeners.alive(EngineCallable(target, "userProgressUpdate"))


def test_method_of_python() -> None:
    """An engine object whose method only Python knows listens by it."""

    class Script(EngineObject):
        heard: Any = None

        def userProgressUpdate(self, event: object) -> None:  # noqa: N802 - the event's name
            self.heard = event

    script = Script()
    call = GodotListeners().bind("userProgressUpdate", script)
    assert call is not None
    call(EVENT)
    assert script.heard == EVENT


def test_python_callable() -> None:
    """Python's callables listen; what is neither is no listener."""
    listeners = GodotListeners()
    heard: list[object] = []
    assert listeners.bind("userProgressUpdate", heard.append) is not None
    assert listeners.alive(heard.append)
    for nothing in (None, 5, "text", [], {}, object()):
        assert listeners.bind("userProgressUpdate", nothing) is None


def test_same() -> None:
    """Equal Callables are one listener, unless other values are bound; objects only themselves."""
    listeners = GodotListeners()
    target, other = EngineObject("heard"), EngineObject("heard")
    assert listeners.same(EngineCallable(target, "heard"), EngineCallable(target, "heard"))
    assert listeners.same(EngineCallable(target, "heard", 1), EngineCallable(target, "heard", 1))
    assert not listeners.same(EngineCallable(target, "heard"), EngineCallable(other, "heard"))
    assert not listeners.same(
        EngineCallable(target, "heard", 1), EngineCallable(target, "heard", 2)
    )
    assert not listeners.same(EngineCallable(target, "heard"), EngineCallable(target, "heard", 1))
    assert listeners.same(target, target)
    assert not listeners.same(target, other)
    assert not listeners.same(target, EngineCallable(target, "heard"))
    assert listeners.same(target.call, target.call)
