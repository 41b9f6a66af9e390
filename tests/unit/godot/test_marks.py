"""Decorators of classes, methods and signals: what is told to the engine, and what is refused."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from godot.exposing import (
    ClassSpec,
    ExposingError,
    MethodSpec,
    RpcSpec,
    class_spec,
    constant,
    exposed,
    rpc,
    signal,
)
from godot.specs import Usage
from godot.variant import Kind, TypeRef, type_ref


class Node:
    """Stands for a class of the engine."""

    __godot_class__: str | None = "Node"

    def __init_subclass__(cls) -> None:
        """As in the room: what a user writes is no engine class until it is registered."""
        if "__godot_class__" not in cls.__dict__:
            cls.__godot_class__ = None


def spec_of(cls: type) -> ClassSpec:
    """The spec of a script that is decorated here."""
    return class_spec(exposed(cls))


def methods_of(cls: type) -> dict[str, MethodSpec]:
    """Its methods by name."""
    return {item.name: item for item in spec_of(cls).methods}


def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator as people write them."""

    @functools.wraps(function)
    def inner(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return inner


def test_methods_of_a_script() -> None:
    """Scenes and GDScript may call everything but what Python alone uses."""

    class Player(Node):
        def __init__(self) -> None:
            pass

        def _on_button_pressed(self) -> None:
            pass

        @staticmethod
        def make(count: int = 1) -> int:
            return count

        @classmethod
        def among(cls, names: list[str]) -> None:
            pass

        def some(self, first: int, *rest: Any, loud: bool) -> None:
            pass

        @wrapped
        def decorated(self, damage: int) -> float:
            """Kept."""
            return 0.0

        async def celebrate(self) -> int:
            return 1

        def no_method() -> None:  # type: ignore[misc]
            pass

    found = methods_of(Player)
    assert set(found) == {
        *("_on_button_pressed", "make", "among", "some", "decorated", "celebrate"),
    }
    assert found["make"].is_static and found["among"].is_static
    assert [one.name for one in found["make"].arguments] == ["count"]
    assert [one.name for one in found["among"].arguments] == ["names"]
    assert found["some"].is_vararg and found["some"].flags == 17
    assert [one.name for one in found["some"].arguments] == ["first"]
    assert found["decorated"].arguments[0].type == TypeRef(Kind.INT)
    assert (found["decorated"].result, found["decorated"].doc) == (TypeRef(Kind.FLOAT), "Kept.")
    assert found["celebrate"].is_async and found["celebrate"].result.kind is Kind.VARIANT
    assert found["make"].flags == 33 and found["_on_button_pressed"].flags == 1


def test_variables_and_constants() -> None:
    """GDScript may read what is public; constants are written in capitals."""

    class Player(Node):
        LIMIT = 5
        NAMES = ("a", "b")
        SPECIAL = constant(7)
        speed: float = 4.0
        title = "x"
        later: int
        _hidden = 1

        @property
        def twice(self) -> int:
            return 2

    spec = spec_of(Player)
    assert {item.name: item.value for item in spec.constants} == {
        "LIMIT": 5,
        "NAMES": ("a", "b"),
        "SPECIAL": 7,
    }
    kinds = {item.name: item.type.kind for item in spec.variables}
    assert kinds == {
        "speed": Kind.FLOAT,
        "title": Kind.STRING,
        "twice": Kind.INT,
        "later": Kind.INT,
    }
    assert all(item.usage & Usage.SCRIPT_VARIABLE for item in spec.variables)
    assert not any(item.usage & (Usage.STORAGE | Usage.EDITOR) for item in spec.variables)
    assert [item.name for item in spec.variables if item.read_only] == ["twice"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), RpcSpec()),
        (("any_peer",), RpcSpec(mode=1)),
        (("authority", "call_remote"), RpcSpec(mode=2)),
        (("call_local", "reliable"), RpcSpec(call_local=True, transfer_mode=2)),
        (("unreliable", 3), RpcSpec(transfer_mode=0, channel=3)),
        (
            ("any_peer", "call_local", "unreliable_ordered", 1),
            RpcSpec(1, True, 1, 1),
        ),
    ],
)
def test_remote_calls(words: tuple[Any, ...], expected: RpcSpec) -> None:
    """The words are GDScript's, in any order."""

    class Player(Node):
        @rpc(*words)
        def shout(self) -> None:
            pass

        @rpc
        def plain(self) -> None:
            pass

    found = methods_of(Player)
    assert found["shout"].rpc == expected
    assert found["plain"].rpc == RpcSpec()
    assert RpcSpec().config() == {"rpc_mode": 2, "call_local": False, "channel": 0}
    assert RpcSpec(transfer_mode=2).config()["transfer_mode"] == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("anybody",), "any_peer, authority, call_local"),
        (("any_peer", "authority"), "contradicts"),
        ((1, 2), "contradicts"),
        ((-1,), "from 0 up"),
        ((None,), "expected any of"),
    ],
)
def test_wrong_remote_calls(words: tuple[Any, ...], message: str) -> None:
    """Each mistake says what would do."""
    with pytest.raises(ExposingError, match=message):
        rpc(*words)


def test_remote_calls_of_native_classes() -> None:
    """Only scripts are asked for them."""

    class Player(Node):
        @rpc
        def shout(self) -> None:
            pass

    with pytest.raises(ExposingError, match=r"Player\.shout: @rpc is for scripts"):
        class_spec(exposed(native=True)(Player))


def test_options_of_a_class() -> None:
    """Global name, icon and abstractness."""

    class Player(Node):
        pass

    given = exposed(global_name="Hero", icon="res://hero.svg", abstract=True)(Player)
    spec = class_spec(given)
    assert (spec.name, spec.global_name, spec.icon, spec.is_abstract) == (
        "Hero",
        "Hero",
        "res://hero.svg",
        True,
    )
    assert type_ref(Player) == TypeRef(Kind.OBJECT, "Hero")


def test_class_of_a_class_without_a_name() -> None:
    """The engine knows a script without a global name by the class that it is based on."""

    class Player(Node):
        def meet(self, other: Player) -> None:
            pass

    (meet,) = spec_of(Player).methods
    assert meet.arguments[0].type == TypeRef(Kind.OBJECT, "Node")
    assert spec_of(Player).global_name == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"global_name": "my hero"}, "letters, digits"),
        ({"global_name": 5}, "letters, digits"),
        ({"icon": "hero.svg"}, "res://player.svg"),
    ],
)
def test_wrong_options(options: dict[str, Any], message: str) -> None:
    """A name or picture that the editor could not use."""
    with pytest.raises(ExposingError, match=message):
        exposed(**options)


def test_exposed_above_something_else() -> None:
    """Only classes are shown."""
    with pytest.raises(ExposingError, match="stands above a class"):
        exposed(tool=True)(lambda: None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("the reason",), "letters, digits"),
        (("a", "a"), "two arguments are named 'a'"),
        ((3,), "a name, or a pair"),
        ((("a", int, 3),), "a name, or a pair"),
    ],
)
def test_wrong_signals(arguments: tuple[Any, ...], message: str) -> None:
    """Arguments that the Node dock could not show."""
    with pytest.raises(ExposingError, match=message):
        signal(*arguments)


def test_read_once() -> None:
    """A second call gives the same spec, although the marks are gone."""

    @exposed
    class Player(Node):
        pass

    assert class_spec(Player) is class_spec(Player)
