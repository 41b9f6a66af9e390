"""Values of the engine in a test, and what a test may tell the runtime."""

from __future__ import annotations

import inspect
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot_steamworks.offline_control import OfflineControl
from godot_testing import Godot
from godot_testing.steam import Steam
from godot_testing.values import from_game, to_game

KEYS = st.text().filter(lambda key: key != "godot")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(PLAIN)
def test_round_trip(value: Any) -> None:
    """What JSON has comes back as it went, through JSON's text."""
    assert from_game(json.loads(json.dumps(to_game(value)))) == value


@given(st.text())
def test_godot_values(text: str) -> None:
    """A value of Godot stays one, and equals its text."""
    value = from_game(json.loads(json.dumps(to_game({"a": [Godot(text)]}))))["a"][0]
    assert isinstance(value, Godot) and value == text and repr(value) == f"Godot({text!r})"


def test_infinity_and_nan() -> None:
    """Floats that JSON proper has not."""
    assert math.isnan(from_game(json.loads(json.dumps(to_game(math.nan)))))
    assert from_game(json.loads(json.dumps(to_game(-math.inf)))) == -math.inf


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j])
def test_what_no_game_has(value: object) -> None:
    """It is named, with what is possible."""
    with pytest.raises(TypeError, match="cannot go to the game"):
        to_game([value])


def methods(cls: type) -> dict[str, inspect.Signature]:
    """The public methods of a class."""
    return {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(cls, inspect.isfunction)
        if not name.startswith("_")
    }


def test_steam_is_the_control_api() -> None:
    """A test can tell the runtime what the game itself can, by the same names and arguments."""
    assert methods(Steam) == methods(OfflineControl)


def test_each_method_calls_its_own() -> None:
    """Every method of Steam calls the function of its name, with its arguments in order."""
    called: list[tuple[str, tuple[Any, ...]]] = []

    def note(name: str, arguments: tuple[Any, ...]) -> Any:
        called.append((name, arguments))
        return []

    steam = Steam(note, note)
    for name, signature in methods(Steam).items():
        given = list(range(len(signature.parameters) - 1))
        getattr(steam, name)(*given)
        assert called[-1] == (name, tuple(given))
