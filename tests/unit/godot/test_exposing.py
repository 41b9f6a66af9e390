"""Decorated classes become class specs, or an error that says what the engine cannot show."""

from __future__ import annotations

import enum
from typing import Any

import pytest

from godot.exposing import (
    ArgumentSpec,
    ClassSpec,
    ExposingError,
    Hint,
    MethodSpec,
    Usage,
    class_spec,
    constant,
    export,
    exposed,
    method,
    signal,
)
from godot.variant import Kind, TypeRef


class Node:
    """Stands for a class of the engine."""

    __godot_class__: str | None = "Node"

    def __init_subclass__(cls) -> None:
        """As in the room: what a user writes is no engine class until it is registered."""
        if "__godot_class__" not in cls.__dict__:
            cls.__godot_class__ = None


class Resource:
    """Another one."""

    __godot_class__ = "Resource"


def spec_of(cls: type) -> ClassSpec:
    """The spec of a class that is decorated here."""
    return class_spec(exposed(native=True)(cls))


def test_name_base_and_text() -> None:
    """Name, base, text and options of the class."""

    class Player(Node):
        """A player.

        More of it.
        """

    spec = class_spec(exposed(native=True, tool=True, icon="res://i.svg")(Player))
    assert (spec.name, spec.base, spec.engine_base) == ("Player", "Node", "Node")
    assert spec.doc == "A player.\n\nMore of it."
    assert (spec.native, spec.tool, spec.icon) == (True, True, "res://i.svg")


def test_decorator_without_brackets() -> None:
    """@exposed and @exposed() are the same."""

    @exposed
    class Player(Node):
        pass

    assert class_spec(Player).native is False


def test_methods() -> None:
    """Public methods with their arguments, defaults, result and text; others are not shown."""

    class Player(Node):
        def hit(self, damage: int, kind: str = "fire", *, loud: bool = False) -> float:
            """Hurts."""
            return 0.0

        def anything(self, value):  # type: ignore[no-untyped-def]
            pass

        def _private(self) -> None:
            pass

        def _ready(self) -> None:
            pass

        @staticmethod
        def count(kind: str) -> int:
            """How many."""
            return 0

        @classmethod
        def best(cls) -> str:
            return ""

        @staticmethod
        def _helper() -> None:
            pass

    hit, anything, count, best = spec_of(Player).methods
    assert count == MethodSpec(
        "count",
        (ArgumentSpec("kind", TypeRef(Kind.STRING)),),
        TypeRef(Kind.INT),
        "How many.",
        is_static=True,
        line=count.line,
    )
    assert best.is_static and best.arguments == ()
    assert hit == MethodSpec(
        "hit",
        (
            ArgumentSpec("damage", TypeRef(Kind.INT)),
            ArgumentSpec("kind", TypeRef(Kind.STRING), "fire"),
        ),
        TypeRef(Kind.FLOAT),
        "Hurts.",
        line=Player.hit.__code__.co_firstlineno,
    )
    assert anything.arguments == (ArgumentSpec("value"),)
    assert anything.result == TypeRef(Kind.VARIANT)
    assert [argument.is_required for argument in hit.arguments] == [True, False]


def test_method_says_more() -> None:
    """method() overrides what annotations say."""

    class Player(Node):
        @method(
            arguments=[ArgumentSpec("id")], result=TypeRef(Kind.BOOL), doc="x", checks_itself=True
        )
        def _documented(self, *args: Any) -> Any:
            pass

    (shown,) = spec_of(Player).methods
    assert shown == MethodSpec(
        "_documented", (ArgumentSpec("id"),), TypeRef(Kind.BOOL), "x", True, line=shown.line
    )


def test_keyword_argument_without_default() -> None:
    """The engine has no keyword arguments: one that is required cannot be given."""

    class Player(Node):
        def hit(self, *, damage: int) -> None:
            pass

    with pytest.raises(ExposingError, match=r"Player\.hit\(\).*'damage' needs a default"):
        spec_of(Player)


@pytest.mark.parametrize("native", [False, True])
def test_async_start(native: bool) -> None:
    """An object is made at once, so that its `__init__` cannot be async, nor an inherited one."""

    class Beginning(Node):
        async def __init__(self) -> None:
            """Waits for nothing."""

    class Player(Beginning):
        pass

    with pytest.raises(ExposingError, match=r"Player\.__init__\(\) is async.*have _ready\(\)"):
        class_spec(exposed(native=native)(Player))


def test_annotations_for_the_type_checker_only() -> None:
    """A name that does not exist at run time is a Variant; the others still count."""

    class Player(Node):
        def hit(self, other: Missing, damage: int) -> None:  # type: ignore[name-defined]  # noqa: F821
            pass

    assert spec_of(Player).methods[0].arguments[0].type == TypeRef(Kind.VARIANT)


def test_signals() -> None:
    """Signals with names, types and argument specs."""

    class Player(Node):
        died = signal(
            "reason", ("place", int), ArgumentSpec("last", TypeRef(Kind.BOOL)), doc="Dead."
        )

    (died,) = spec_of(Player).signals
    assert died.name == "died"
    assert [argument.name for argument in died.arguments] == ["reason", "place", "last"]
    assert [argument.type.kind for argument in died.arguments] == [
        Kind.VARIANT,
        Kind.INT,
        Kind.BOOL,
    ]
    assert died.doc == "Dead."


@pytest.mark.parametrize("argument", [7, ("name",), (1, int), ("a", int, 3)])
def test_wrong_signal_arguments(argument: Any) -> None:
    """What is no name and no pair is refused where it is written."""
    with pytest.raises(ExposingError, match="a name, or a pair"):
        signal(argument)


def test_constants_and_enums() -> None:
    """Constants, enums and flags; in Python they stay plain."""

    class Player(Node):
        class Mood(enum.IntEnum):
            CALM = 1

        class Team(enum.IntFlag):
            RED = 2

        LIMIT = constant(9, "The limit.")

    constants = {item.name: item for item in spec_of(Player).constants}
    assert (constants["LIMIT"].value, constants["LIMIT"].doc) == (9, "The limit.")
    assert (constants["CALM"].enum, constants["CALM"].is_bitfield) == ("Mood", False)
    assert (constants["RED"].enum, constants["RED"].is_bitfield) == ("Team", True)
    assert Player.LIMIT == Player().LIMIT == 9


def test_constant_that_is_no_whole_number() -> None:
    """The engine's constants are whole numbers."""
    with pytest.raises(ExposingError, match="whole numbers"):
        constant(1.5)  # type: ignore[arg-type]


def properties_of(cls: type) -> dict[str, Any]:
    """The properties of a class by name."""
    return {item.name: item for item in spec_of(cls).properties}


def test_types_of_properties() -> None:
    """A property's type is its annotation, the given type, or the default's."""

    class Player(Node):
        a: int = export(1)
        b = export(2.5)
        c = export(int, default=3)
        d: float = export(4)
        e = export()
        f: list[int] = export()
        g = export(Resource)
        h = export(Node)
        i: str = export()

    found = properties_of(Player)
    kinds = {name: item.type.kind for name, item in found.items()}
    assert kinds == {
        "a": Kind.INT,
        "b": Kind.FLOAT,
        "c": Kind.INT,
        "d": Kind.FLOAT,
        "e": Kind.VARIANT,
        "f": Kind.ARRAY,
        "g": Kind.OBJECT,
        "h": Kind.OBJECT,
        "i": Kind.STRING,
    }
    assert found["d"].default == 4.0 and isinstance(found["d"].default, float)
    assert found["e"].usage & Usage.NIL_IS_VARIANT
    assert (found["g"].hint, found["g"].hint_string) == (Hint.RESOURCE_TYPE, "Resource")
    assert (found["h"].hint, found["h"].hint_string) == (Hint.NODE_TYPE, "Node")
    player = Player()
    assert (player.a, player.c, player.e, player.f, player.i) == (1, 3, None, [], "")


@pytest.mark.parametrize(
    ("options", "hint", "text"),
    [
        ({"range": (0, 10)}, Hint.RANGE, "0,10"),
        ({"range": (0, 12345678, 0.25)}, Hint.RANGE, "0,12345678,0.25"),
        ({"enum": ["a", "b"]}, Hint.ENUM, "a,b"),
        ({"flags": ["a", "b"]}, Hint.FLAGS, "a,b"),
        ({"file": True}, Hint.FILE, ""),
        ({"file": "*.png"}, Hint.FILE, "*.png"),
        ({"dir": True}, Hint.DIR, ""),
        ({"multiline": True}, Hint.MULTILINE_TEXT, ""),
        ({"hint": 21, "hint_string": "x"}, 21, "x"),
    ],
)
def test_hints(options: dict[str, Any], hint: int, text: str) -> None:
    """Hints with their texts, as the engine's inspector reads them."""

    class Player(Node):
        value: Any = export(1 if {"range", "flags"} & set(options) else "", **options)

    found = properties_of(Player)["value"]
    assert (found.hint, found.hint_string) == (hint, text)


def test_enum_hint_of_an_enum() -> None:
    """An IntEnum gives names with values."""

    class Mood(enum.IntEnum):
        CALM = 1
        VERY_BUSY = 5

    class Player(Node):
        mood: int = export(1, enum=Mood)

    assert properties_of(Player)["mood"].hint_string == "Calm:1,Very Busy:5"


def test_two_hints() -> None:
    """Two hints contradict each other."""
    with pytest.raises(ExposingError, match="one hint, not 2"):
        export(1, range=(0, 1), enum=["a"])


@pytest.mark.parametrize("wrong", [(1,), (1, 2, 3, 4), ()])
def test_wrong_range(wrong: tuple[float, ...]) -> None:
    """A range has two or three numbers."""
    with pytest.raises(ExposingError, match=r"expected \(minimum, maximum\)"):
        export(1, range=wrong)


@pytest.mark.parametrize(("annotation", "default"), [(int, "x"), (str, 1), (bool, 2.5), (list, {})])
def test_default_that_does_not_fit(annotation: type, default: Any) -> None:
    """A default of another type is refused, with both in the message."""

    class Player(Node):
        value = export(annotation, default=default)

    with pytest.raises(ExposingError, match=r"Player\.value: the default .* is no "):
        spec_of(Player)


def test_mutable_defaults_are_not_shared() -> None:
    """Each object has a default of its own, in depth."""

    class Player(Node):
        items: list[Any] = export([[1]])

    spec_of(Player)
    first, second = Player(), Player()
    first.items[0].append(2)
    assert (first.items, second.items) == ([[1, 2]], [[1]])


def test_python_properties() -> None:
    """A property of Python is one of the engine; without a setter it is not stored."""

    class Player(Node):
        @property
        def twice(self) -> int:
            """Double."""
            return 2

        @property
        def free(self) -> Any:
            return None

        @free.setter
        def free(self, value: Any) -> None:
            pass

        @property
        def _hidden(self) -> int:
            return 1

    found = properties_of(Player)
    assert set(found) == {"twice", "free"}
    assert found["twice"].read_only and not found["twice"].usage & Usage.STORAGE
    assert found["twice"].doc == "Double."
    assert not found["free"].read_only and found["free"].usage & Usage.STORAGE


def test_read_only_export() -> None:
    """A read-only export is shown, not stored."""

    class Player(Node):
        value: int = export(1, read_only=True, group="G", subgroup="S")

    found = properties_of(Player)["value"]
    assert found.usage & Usage.READ_ONLY and not found.usage & Usage.STORAGE
    assert (found.group, found.subgroup) == ("G", "S")


def test_mixins() -> None:
    """What plain Python bases define belongs to the class."""

    class Mixin:
        def shared(self) -> int:
            return 1

    class Player(Mixin, Node):
        def own(self) -> int:
            return 2

    assert {item.name for item in spec_of(Player).methods} == {"shared", "own"}


def test_derived_from_a_native_class() -> None:
    """A derived class names its base, shows what is its own, and is made of the engine's class."""

    class Base(Node):
        def inherited(self) -> None:
            pass

    spec_of(Base)
    Base.__godot_class__ = "Base"  # as the registry does

    class Derived(Base):
        def own(self) -> None:
            pass

    spec = spec_of(Derived)
    assert (spec.base, spec.engine_base) == ("Base", "Node")
    assert [item.name for item in spec.methods] == ["own"]


def test_base_that_is_not_registered() -> None:
    """A base has to be registered first."""

    @exposed(native=True)
    class Base(Node):
        pass

    class Derived(Base):
        pass

    with pytest.raises(ExposingError, match="register the base first"):
        spec_of(Derived)


def test_class_without_an_engine_class() -> None:
    """A class has to derive from one of the engine."""
    with pytest.raises(ExposingError, match="derive it from a class of the engine"):

        @exposed
        class Player:
            pass


def test_class_without_the_decorator() -> None:
    """A class that is not decorated, or whose base alone is, cannot be read."""

    @exposed
    class Base(Node):
        pass

    class Player(Base):
        pass

    with pytest.raises(ExposingError, match="Player is not decorated"):
        class_spec(Player)


def test_coroutines() -> None:
    """The result of an async method may come later, so its type is not promised to the engine."""

    class Player(Node):
        async def celebrate(self, seconds: float) -> bool:
            """Waits."""
            return True

    (celebrate,) = spec_of(Player).methods
    assert celebrate.result == TypeRef(Kind.VARIANT)
    assert celebrate.arguments == (ArgumentSpec("seconds", TypeRef(Kind.FLOAT)),)
    assert celebrate.doc == "Waits."
