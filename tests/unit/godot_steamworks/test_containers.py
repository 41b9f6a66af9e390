"""Engine containers as the façade takes them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from godot.variant import Kind
from godot_steamworks.containers import plain


class EngineArray(list[Any]):
    """Stands for the engine's Array."""

    __variant_type__ = Kind.ARRAY
    __hash__ = None  # as the engine's


class EngineDictionary(dict[Any, Any]):
    """Stands for the engine's Dictionary, whose keys may be what no dict takes."""

    __variant_type__ = Kind.DICTIONARY

    def __init__(self, *pairs: tuple[Any, Any]) -> None:
        self._pairs = list(pairs)

    def items(self) -> Any:
        """The pairs."""
        return self._pairs

    def __len__(self) -> int:
        return len(self._pairs)


def test_two_levels() -> None:
    """An Array of Dictionaries becomes a list of dicts; a Dictionary a dict."""
    tables = plain(EngineArray([EngineDictionary(("statName", "a"), ("value", 1))]))
    assert tables == [{"statName": "a", "value": 1}]
    assert type(tables) is list
    assert type(tables[0]) is dict
    assert type(plain(EngineDictionary())) is dict


def test_others() -> None:
    """Everything else stays the very same."""
    for value in (None, 1, 1.5, "text", b"bytes", object(), [1], {"a": 1}):
        assert plain(value) is value


def test_nested() -> None:
    """What is deeper shows its type and size, wherever it is."""
    inside = EngineArray([1, 2, 3])
    assert repr(plain(EngineArray([inside]))) == "[EngineArray of size 3]"
    assert repr(plain(EngineDictionary(("a", inside)))) == "{'a': EngineArray of size 3}"
    table = EngineDictionary((1, 2))
    assert repr(plain(EngineArray([EngineDictionary(("a", table))]))) == (
        "[{'a': EngineDictionary of size 1}]"
    )


def test_key_without_hash() -> None:
    """A container as a key, which only the engine allows, becomes a key that shows it."""
    found = plain(EngineDictionary((EngineArray([1]), 2), (EngineDictionary(), 3)))
    assert repr(found) == "{EngineArray of size 1: 2, EngineDictionary of size 0: 3}"


def test_in_itself() -> None:
    """A container in itself is no deeper than others."""
    array = EngineArray()
    array.append(array)
    assert repr(plain(array)) == "[EngineArray of size 1]"


nested = st.recursive(
    st.one_of(st.none(), st.integers(), st.text()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(EngineArray),
        st.lists(st.tuples(inner, inner), max_size=3).map(lambda pairs: EngineDictionary(*pairs)),
    ),
)


@given(nested)
def test_any(value: object) -> None:
    """Whatever it is, the result is Python's, can be shown, and has as many entries."""
    result = plain(value)
    repr(result)
    if isinstance(value, EngineArray):
        assert type(result) is list
        assert len(result) == len(value)
    elif isinstance(value, EngineDictionary):
        assert type(result) is dict
