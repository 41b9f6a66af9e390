"""The documented table as the engine's descriptions."""

from __future__ import annotations

import enum
from typing import Any

import pytest

import steamworks
from godot.variant import Kind
from godot_steamworks import describe, texts
from steamworks import contract


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("bool", Kind.BOOL),
        ("int", Kind.INT),
        ("string", Kind.STRING),
        ("dictionary", Kind.DICTIONARY),
        ("array[string]", Kind.ARRAY),
        ("string?", Kind.VARIANT),
        ("dictionary?", Kind.VARIANT),
        ("number?", Kind.VARIANT),
        ("listener", Kind.VARIANT),
        ("ImageInfo?", Kind.VARIANT),
        ("array[LeaderboardEntry]", Kind.ARRAY),
        ("texture?", Kind.OBJECT),
        ("imageRect?", Kind.OBJECT),
    ],
)
def test_type(word: str, kind: Kind) -> None:
    """A type of the contract has the engine's; what may be null or several types is a Variant."""
    assert describe.type_ref(word).kind is kind


@pytest.mark.parametrize("row", contract.FUNCTIONS.values(), ids=lambda row: row.name)
def test_method(row: contract.Function) -> None:
    """A method has every parameter with its default, its text, and the type of its result."""

    def call(self: Any) -> None:
        """Nothing."""

    marked: Any = describe.as_method(row)(call)
    arguments, result, doc, checks_itself = marked.__godot_method__
    required = [argument.is_required for argument in arguments]
    assert required == sorted(required, reverse=True), "the engine leaves out last arguments only"
    assert [argument.name for argument in arguments] == [item.name for item in row.parameters]
    assert doc == texts.function_page(row)
    for argument, parameter in zip(arguments, row.parameters, strict=True):
        if row.leading is None:
            assert argument.is_required == (parameter.default is contract.REQUIRED)
    assert result == describe.type_ref(row.returns)
    assert checks_itself


@pytest.mark.parametrize("event", contract.EVENTS.values(), ids=lambda event: event.name)
def test_signal(event: contract.Event) -> None:
    """A signal has the one argument `event`, and its text."""
    declared = describe.as_signal(event)
    (argument,) = declared.spec.arguments
    assert argument.name == "event"
    assert argument.type.kind is Kind.DICTIONARY
    assert declared.spec.doc == texts.event_page(event)


@pytest.mark.parametrize("row", contract.PROPERTIES.values(), ids=lambda row: row.name)
def test_property(row: contract.Property) -> None:
    """A property reads by its name, cannot be written, and has its text."""
    made = describe.as_property(row, lambda node, name: (node, name))
    assert made.fset is None
    assert made.fget is not None
    assert made.fget("node") == ("node", row.name)
    assert made.__doc__ == texts.property_page(row)


def test_enum() -> None:
    """Every code is there under its name with the prefix, and says what it is."""
    made = describe.as_enum(steamworks.ResultCode, "RESULT", contract.RESULTS)
    assert issubclass(made, enum.IntEnum)
    assert made["RESULT_OK"] == 1
    assert {f"RESULT_{code.name}": int(code) for code in steamworks.ResultCode} == {
        name: int(member) for name, member in made.__members__.items()
    }
    assert made["RESULT_INVALID_PARAM"].__doc__ == contract.RESULTS["INVALID_PARAM"]
