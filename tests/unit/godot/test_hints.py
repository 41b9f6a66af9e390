"""Hint strings: what an author says becomes what the engine's inspector reads.

The expected texts are those that GDScript's own annotations give for the same property.
"""

from __future__ import annotations

import enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.hints import NO_HINT, hint_of_option, hint_of_type
from godot.specs import ExposingError, Hint
from godot.variant import Kind


class Node:
    """Stands for a class of the engine."""

    __godot_class__: str | None = "Node"


class Node2D(Node):
    """Another one."""

    __godot_class__ = "Node2D"


class Texture2D:
    """Stands for a resource."""

    __godot_class__ = "Texture2D"


class Resource:
    """The base of resources."""

    __godot_class__ = "Resource"


class Image(Resource):
    """A resource of the engine."""

    __godot_class__ = "Image"


class Named(Node2D):
    """Stands for a script with a global name."""

    __godot_class__ = None
    __godot_global_name__ = "Hero"


class Unnamed(Named):
    """Stands for one without."""

    __godot_global_name__ = ""
    __godot_class__ = None


class Mood(enum.IntEnum):
    """An enum of numbers."""

    CALM = 1
    VERY_BUSY = 5


class Team(enum.IntFlag):
    """Flags."""

    NONE = 0
    RED = 1
    BLUE = 4


class Word(enum.StrEnum):
    """An enum of texts."""

    YES = "yes"
    NO = "no"


@pytest.mark.parametrize(
    ("annotation", "hint", "text"),
    [
        (int, *NO_HINT),
        (Any, *NO_HINT),
        (list, *NO_HINT),
        (list[Any], *NO_HINT),
        (list[int], Hint.TYPE_STRING, "2:"),
        (list[str], Hint.TYPE_STRING, "4:"),
        (list[list[int]], Hint.TYPE_STRING, "28:2:"),
        (list[dict[str, int]], Hint.TYPE_STRING, "27:"),
        (list[Image], Hint.TYPE_STRING, "24/17:Image"),
        (list[Node2D], Hint.TYPE_STRING, "24/34:Node2D"),
        (list[list[Image]], Hint.TYPE_STRING, "28:24/17:Image"),
        (list[Mood], Hint.TYPE_STRING, "2/2:Calm:1,Very Busy:5"),
        (tuple[float, ...], Hint.TYPE_STRING, "3:"),
        (tuple[int, str], *NO_HINT),
        (dict[str, Any], Hint.TYPE_STRING, "4:;0:"),
        (dict[str, int], Hint.TYPE_STRING, "4:;2:"),
        (dict[str, Image], Hint.TYPE_STRING, "4:;24/17:Image"),
        (dict[int, Mood], Hint.TYPE_STRING, "2:;2/2:Calm:1,Very Busy:5"),
        (dict, *NO_HINT),
        (Image, Hint.RESOURCE_TYPE, "Image"),
        (Image | None, Hint.RESOURCE_TYPE, "Image"),
        (Node2D, Hint.NODE_TYPE, "Node2D"),
        (Named, Hint.NODE_TYPE, "Hero"),
        (Mood, Hint.ENUM, "Calm:1,Very Busy:5"),
        (Word, Hint.ENUM, "yes,no"),
        (Team, Hint.FLAGS, "Red:1,Blue:4"),
    ],
)
def test_hint_of_a_type(annotation: Any, hint: int, text: str) -> None:
    """A type alone brings its hint along."""
    assert hint_of_type(annotation) == (hint, text)


def test_script_without_a_global_name() -> None:
    """The inspector is told of the nearest class that it knows."""
    assert hint_of_type(Unnamed) == (Hint.NODE_TYPE, "Hero")


@pytest.mark.parametrize(
    ("option", "value", "hint", "text"),
    [
        ("range", (0, 10), Hint.RANGE, "0,10"),
        (
            "range",
            (0, 10, 0.5, "or_greater", "suffix:m"),
            Hint.RANGE,
            "0,10,0.5,or_greater,suffix:m",
        ),
        ("range", (-1.5, 1.5, "degrees"), Hint.RANGE, "-1.5,1.5,degrees"),
        ("enum", ("a", "b"), Hint.ENUM, "a,b"),
        ("enum", ("a", "b:4"), Hint.ENUM, "a,b:4"),
        ("enum", {"a": 1, "b": 4}, Hint.ENUM, "a:1,b:4"),
        ("enum", Mood, Hint.ENUM, "Calm:1,Very Busy:5"),
        ("enum", Word, Hint.ENUM, "yes,no"),
        ("suggestions", ("a", "b"), Hint.ENUM_SUGGESTION, "a,b"),
        ("flags", Team, Hint.FLAGS, "Red:1,Blue:4"),
        ("flags", {"a": 4}, Hint.FLAGS, "a:4"),
        ("file", True, Hint.FILE, ""),
        ("file", "*.png", Hint.FILE, "*.png"),
        ("file", ("*.png", "*.jpg"), Hint.FILE, "*.png,*.jpg"),
        ("save_file", "*.txt", Hint.SAVE_FILE, "*.txt"),
        ("global_file", "*.txt", Hint.GLOBAL_FILE, "*.txt"),
        ("dir", True, Hint.DIR, ""),
        ("global_dir", True, Hint.GLOBAL_DIR, ""),
        ("multiline", True, Hint.MULTILINE_TEXT, ""),
        ("placeholder", "hi", Hint.PLACEHOLDER_TEXT, "hi"),
        ("password", True, Hint.PASSWORD, ""),
        ("no_alpha", True, Hint.COLOR_NO_ALPHA, ""),
        ("exp_easing", True, Hint.EXP_EASING, ""),
        ("exp_easing", "attenuation", Hint.EXP_EASING, "attenuation"),
        ("layers", "2d_physics", Hint.LAYERS_2D_PHYSICS, ""),
        ("layers", "avoidance", Hint.LAYERS_AVOIDANCE, ""),
        ("node_types", (Node2D, Named), Hint.NODE_PATH_VALID_TYPES, "Node2D,Hero"),
        ("node_types", Node2D, Hint.NODE_PATH_VALID_TYPES, "Node2D"),
    ],
)
def test_hint_of_an_option(option: str, value: Any, hint: int, text: str) -> None:
    """An option of export() becomes its hint."""
    assert hint_of_option(option, value)[:2] == (hint, text)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("range", (10, 0), "the minimum is above the maximum"),
        ("range", (0, 1, 0), "the step has to be above 0"),
        ("range", (0, float("inf")), "expected"),
        ("range", (0, True), "expected"),
        ("range", (0, 1, "or_more"), "or_greater"),
        ("range", ("or_less", 0, 1), "expected"),
        ("range", 5, "expected"),
        ("enum", "abc", "expected names"),
        ("enum", (), "at least one name"),
        ("enum", ("a,b",), "without commas"),
        ("enum", enum.Enum("Plain", ["A"]), "IntEnum"),
        ("flags", Word, "IntFlag"),
        ("file", 5, "a filter"),
        ("exp_easing", "fast", "positive_only"),
        ("layers", "4d", "2d_render"),
        ("node_types", (int,), "classes of nodes"),
    ],
)
def test_option_that_cannot_be_shown(option: str, value: Any, message: str) -> None:
    """The error names the option, and says what would do."""
    with pytest.raises(ExposingError, match=message) as caught:
        hint_of_option(option, value)
    assert option in str(caught.value) or "name" in str(caught.value)


NUMBERS = st.integers(-(2**31), 2**31) | st.floats(-1e9, 1e9)


@given(st.tuples(NUMBERS, NUMBERS).map(sorted), st.none() | st.floats(0.001, 100), st.booleans())
def test_ranges_read_back(limits: list[float], step: float | None, more: bool) -> None:
    """Every number of a range can be read back from its text, in order."""
    given_step = () if step is None else (step,)
    words = ("or_greater",) if more else ()
    hint, text, kinds = hint_of_option("range", (*limits, *given_step, *words))
    parts = text.split(",")
    assert hint == Hint.RANGE and {Kind.INT, Kind.FLOAT} <= kinds
    assert [float(part) for part in parts[: 2 + len(given_step)]] == [*limits, *given_step]
    assert parts[2 + len(given_step) :] == list(words)


@given(st.lists(st.text(st.characters(exclude_characters=",")), min_size=1).filter(all))
def test_names_read_back(names: list[str]) -> None:
    """Names keep their text and order; none gets lost."""
    assert hint_of_option("enum", names)[1].split(",") == names


TYPES = st.recursive(
    st.sampled_from([int, float, str, bool, Image, Node2D, Mood]),
    lambda inner: inner.map(lambda one: list[one]),  # type: ignore[valid-type]
)


@given(TYPES)
def test_nested_arrays(annotation: Any) -> None:
    """Each level of arrays is one step of the text, and the innermost type ends it."""
    depth, inner = 0, annotation
    while hasattr(inner, "__args__"):
        depth, inner = depth + 1, inner.__args__[0]
    hint, text = hint_of_type(annotation)
    if depth:
        assert hint == Hint.TYPE_STRING
        assert text.startswith("28:" * (depth - 1)) and not text.startswith("28:" * depth)
        inner_hint, inner_text = hint_of_type(inner)
        assert text.endswith(f":{inner_text}") and (not inner_hint or f"/{inner_hint}:" in text)
