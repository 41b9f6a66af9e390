"""Exported properties of scripts: what the inspector shows, and what objects begin with."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import pytest

from godot.exposing import (
    ClassSpec,
    ExposingError,
    Hint,
    PropertySpec,
    Usage,
    class_spec,
    export,
    export_category,
    export_group,
    export_subgroup,
    export_tool_button,
    exposed,
    signal,
)
from godot.specs import with_headings
from godot.variant import Kind, TypeRef

if TYPE_CHECKING:
    Unknown = int


class Node:
    """Stands for a class of the engine."""

    __godot_class__: str | None = "Node"
    position = 1

    def __init_subclass__(cls) -> None:
        """As in the room: what a user writes is no engine class until it is registered."""
        if "__godot_class__" not in cls.__dict__:
            cls.__godot_class__ = None


class RefCounted:
    """A class that the inspector cannot edit."""

    __godot_class__ = "RefCounted"


class Vector2:
    """Stands for a mutable value of the engine."""

    __variant_type__ = Kind.VECTOR2

    def __init__(self, x: float = 0) -> None:
        self.x = x

    def __deepcopy__(self, memo: object) -> Vector2:
        return Vector2(self.x)


class Mood(enum.IntEnum):
    """An enum."""

    CALM = 0
    BUSY = 5


class Word(enum.StrEnum):
    """Another one."""

    YES = "yes"
    NO = "no"


class Team(enum.IntFlag):
    """Flags."""

    RED = 1
    BLUE = 2


@exposed
class Friend(Node):
    """Another script."""


def spec_of(cls: type) -> ClassSpec:
    """The spec of a script that is decorated here."""
    return class_spec(exposed(cls))


def properties_of(cls: type) -> dict[str, PropertySpec]:
    """The properties of a class by name."""
    return {item.name: item for item in spec_of(cls).properties}


def test_contract_example() -> None:
    """The three ways to say a type and a default, with what the inspector is told."""

    class Player(Node):
        health: int = export(100, range=(0, 200))
        speed: float = 4.0
        spawn = export(Vector2, default=Vector2(7))

    found = properties_of(Player)
    assert list(found) == ["health", "spawn"]
    health = found["health"]
    assert (health.type, health.default) == (TypeRef(Kind.INT), 100)
    assert (health.hint, health.hint_string) == (Hint.RANGE, "0,200")
    assert health.usage == Usage.DEFAULT | Usage.SCRIPT_VARIABLE
    assert found["spawn"].type.kind is Kind.VECTOR2
    first, second = Player(), Player()
    first.spawn.x = 9
    assert (first.health, first.spawn.x, second.spawn.x) == (100, 9, 7)


def test_elements_have_the_hint() -> None:
    """Options of an array are those of its elements."""

    class Player(Node):
        files: list[str] = export(file="*.txt")
        powers: list[float] = export([1.0], range=(0, 10))

    found = properties_of(Player)
    assert (found["files"].hint, found["files"].hint_string) == (Hint.TYPE_STRING, "4/13:*.txt")
    assert found["powers"].hint_string == "3/1:0,10"


def test_enum_types() -> None:
    """A property of an enum's type needs no more; what the engine sets becomes a member."""

    class Player(Node):
        mood: Mood = export(Mood.BUSY)
        word = export(Word)
        team = export(Team.RED | Team.BLUE)
        plain: int = export(5, enum=Mood)

    found = properties_of(Player)
    assert (found["mood"].hint, found["mood"].hint_string) == (Hint.ENUM, "Calm:0,Busy:5")
    assert (found["word"].type.kind, found["word"].hint_string) == (Kind.STRING, "yes,no")
    assert (found["team"].hint, found["team"].hint_string) == (Hint.FLAGS, "Red:1,Blue:2")
    player: Any = Player()
    assert (player.mood, player.word, player.team) == (Mood.BUSY, Word.YES, Team.RED | Team.BLUE)
    player.mood, player.word, player.plain = 0, "no", 0
    assert player.mood is Mood.CALM and player.word is Word.NO and type(player.plain) is int
    player.mood = 77
    assert player.mood == 77 and Player().mood is Mood.BUSY


def test_other_scripts() -> None:
    """A node of another script: the inspector is told of the class that the engine knows."""

    class Player(Node):
        friend: Friend = export()
        maybe: Friend | None = export(None)
        all: list[Friend] = export([])

    found = properties_of(Player)
    assert found["friend"].type == found["maybe"].type == TypeRef(Kind.OBJECT, "Node")
    assert (found["friend"].hint, found["friend"].hint_string) == (Hint.NODE_TYPE, "Node")
    assert found["all"].hint_string == "24/34:Node"
    assert found["friend"].default is None


def test_groups_as_markers() -> None:
    """Headings in the body hold until the next one, and leave nothing in the class."""

    class Player(Node):
        first: int = export(1)
        export_category("Person")
        second: int = export(1)
        export_group("Look", "look_")
        look_hair: str = export("brown")
        export_subgroup("Eyes")
        look_eyes: str = export("blue")
        export_group("")
        last: int = export(1)

    spec = spec_of(Player)
    shown = [
        (item.name, item.usage & 448, item.hint_string) for item in with_headings(spec.properties)
    ]
    assert shown == [
        ("first", 0, ""),
        ("Person", Usage.CATEGORY, ""),
        ("second", 0, ""),
        ("Look", Usage.GROUP, "look_"),
        ("look_hair", 0, ""),
        ("Eyes", Usage.SUBGROUP, ""),
        ("look_eyes", 0, ""),
        ("", Usage.GROUP, ""),
        ("last", 0, ""),
    ]
    assert not [name for name in vars(Player) if "group" in name]


def test_group_of_one_export() -> None:
    """A group said at an export holds for that one."""

    class Player(Node):
        first: int = export(1, group="G", subgroup="S")
        second: int = export(1)

    found = properties_of(Player)
    assert (found["first"].group, found["first"].subgroup, found["second"].group) == ("G", "S", "")


def test_subgroup_without_a_group() -> None:
    """The inspector has subgroups in groups only."""

    class Player(Node):
        first: int = export(1, subgroup="S")

    with pytest.raises(ExposingError, match=r"Player\.first: the subgroup 'S' is in no group"):
        spec_of(Player)


def test_group_outside_of_a_class() -> None:
    """A marker anywhere else would be lost without a word."""
    with pytest.raises(ExposingError, match="in the body of a class"):
        export_group("Look")


def test_exported_property() -> None:
    """@export above a property: the inspector uses what the user wrote."""

    class Player(Node):
        _age = 3

        @export(int, default=3, range=(0, 99))
        @property
        def age(self) -> int:
            """In years."""
            return self._age

        @age.setter
        def age(self, value: int) -> None:
            self._age = max(value, 0)

        @export()
        @property
        def seen(self) -> float:
            return 1.0

    found = properties_of(Player)
    age = found["age"]
    assert (age.type.kind, age.default, age.hint_string) == (Kind.INT, 3, "0,99")
    assert (age.doc, age.read_only, age.line > 0) == ("In years.", False, True)
    assert found["seen"].type.kind is Kind.FLOAT and found["seen"].read_only
    assert not found["seen"].usage & Usage.STORAGE
    player = Player()
    player.age = -5
    assert player.age == 0


def test_export_above_a_plain_method() -> None:
    """It has to be a property."""
    with pytest.raises(ExposingError, match="put @property between"):

        class Player(Node):
            @export(int)
            def age(self) -> int:
                return 1


def test_where_it_is_stored_and_shown() -> None:
    """storage_only is not shown, read_only is not stored."""

    class Player(Node):
        kept: int = export(1, storage_only=True)
        shown: int = export(1, read_only=True)

    found = properties_of(Player)
    assert found["kept"].usage == Usage.STORAGE | Usage.SCRIPT_VARIABLE
    assert found["shown"].read_only and not found["shown"].usage & Usage.STORAGE


def test_mutable_values_of_the_class() -> None:
    """A value of the engine in the class's body is each object's own, exported or not."""

    class Player(Node):
        velocity = Vector2(1)

    spec_of(Player)
    first, second = Player(), Player()
    first.velocity.x = 5
    assert (first.velocity.x, second.velocity.x, Player().velocity.x) == (5, 1, 1)


def test_default_of_a_derived_script() -> None:
    """A plain value in a derived script is another default of the inherited export."""

    @exposed
    class Enemy(Node):
        health: int = export(100, range=(0, 500))

    class Boss(Enemy):
        health = 400

    (health,) = spec_of(Boss).properties
    assert (health.default, health.hint_string, Boss().health) == (400, "0,500", 400)
    assert Enemy().health == 100


def test_derived_script_with_a_default_that_does_not_fit() -> None:
    """That default has to be of the export's type."""

    @exposed
    class Enemy(Node):
        health: int = export(100)

    class Boss(Enemy):
        health = "many"  # type: ignore[assignment]

    with pytest.raises(ExposingError, match=r"Boss\.health: the default 'many' is no INT"):
        spec_of(Boss)


def test_base_scripts_are_read_first() -> None:
    """A base whose file was only imported works as if it had been loaded."""

    @exposed
    class Enemy(Node):
        health: int = export(100)

    class Boss(Enemy):
        pass

    spec = spec_of(Boss)
    assert (spec.script_base, spec.base, spec.properties) == (Enemy, "Node", ())
    assert Boss().health == 100


def test_native_class_derived_from_a_script() -> None:
    """Native classes are there before scripts are."""

    class Player(Friend):
        pass

    with pytest.raises(ExposingError, match="Player is native and derives from Friend"):
        class_spec(exposed(native=True)(Player))


@pytest.mark.parametrize("what", [export(1), signal()])
def test_name_that_the_engine_has(what: Any) -> None:
    """A name of the engine's class would hide what is there."""
    player = type("Player", (Node,), {"position": what, "__module__": __name__})
    with pytest.raises(ExposingError, match=r"Player\.position: .* Node has 'position' already"):
        spec_of(player)


def test_decorator_that_is_not_called() -> None:
    """`health = export` is a slip that would show nothing."""

    class Player(Node):
        health = export

    with pytest.raises(ExposingError, match=r"Player\.health: export is not called; write export"):
        spec_of(Player)


def test_option_that_goes_with_another_type() -> None:
    """A range of a text: the message names property, option and what it goes with."""

    class Player(Node):
        name: str = export("", range=(0, 1))

    with pytest.raises(ExposingError, match=r"Player\.name: range= goes with FLOAT, INT.*STRING"):
        spec_of(Player)


def test_type_that_only_a_checker_knows() -> None:
    """An export whose type cannot be found when the script is loaded says what to do."""

    class Player(Node):
        target: Unknown = export()
        fine: Unknown = export(1)

    with pytest.raises(ExposingError, match=r"Player\.target: .*'Unknown'.*import"):
        spec_of(Player)


def test_object_that_the_inspector_cannot_edit() -> None:
    """Only nodes and resources can be chosen."""

    class Player(Node):
        thing = export(RefCounted)

    with pytest.raises(ExposingError, match=r"Player\.thing: .* RefCounted is neither"):
        spec_of(Player)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((1,), {"default": 2}, "one default"),
        ((1,), {"read_only": True, "storage_only": True}, "nothing would be left"),
        ((1,), {"hint_string": "x"}, "hint="),
        ((1,), {"range": (0, 1), "hint": 3}, "one hint, not 2"),
    ],
)
def test_contradictions(arguments: tuple[Any, ...], options: dict[str, Any], message: str) -> None:
    """What contradicts itself is refused where it is written."""
    with pytest.raises(ExposingError, match=message):
        export(*arguments, **options)


def test_lines() -> None:
    """The editor can go to where a member is written."""

    @exposed
    class Player(Node):
        health = export(1)
        died = signal()

        def hit(self) -> None:
            pass

    spec = class_spec(Player)
    start = spec.line
    assert start > 0
    assert [item.line - start for item in (*spec.properties, *spec.signals, *spec.methods)] == [
        2,
        3,
        5,
    ]


class StringName(str):
    """Stands for the engine's type of text."""

    __variant_type__ = Kind.STRING_NAME


class PackedInt32Array(list):  # type: ignore[type-arg]
    """Stands for one of the engine's arrays of numbers."""

    __variant_type__ = Kind.PACKED_INT32_ARRAY


def test_defaults_of_the_engine_s_types() -> None:
    """Where the type is the engine's, a text or list of Python becomes one of that type."""

    class Player(Node):
        unique: StringName = export("name")
        numbers: PackedInt32Array = export([1, 2])

    found = properties_of(Player)
    assert type(found["unique"].default) is StringName and found["unique"].default == "name"
    assert type(found["numbers"].default) is PackedInt32Array
    assert (found["numbers"].annotation, found["unique"].type.kind) == (
        PackedInt32Array,
        Kind.STRING_NAME,
    )


def test_buttons() -> None:
    """A button of a tool script calls its method."""

    @exposed(tool=True)
    class Player(Node):
        count = 0

        @export_tool_button("Bake", "Reload")
        def bake(self) -> None:
            """Bakes."""
            self.count += 1

    spec = class_spec(Player)
    (button,) = spec.properties
    assert (button.name, button.type.kind, button.doc) == ("bake_button", Kind.CALLABLE, "Bakes.")
    assert (button.hint, button.hint_string) == (Hint.TOOL_BUTTON, "Bake,Reload")
    assert not button.usage & Usage.STORAGE
    player: Any = Player()
    player.bake_button()
    assert player.count == 1
    assert [item.name for item in spec.methods] == ["bake"]


def test_wrong_buttons() -> None:
    """Only tool scripts have buttons, and a button has a text."""

    class Player(Node):
        @export_tool_button("Bake")
        def bake(self) -> None:
            pass

    with pytest.raises(ExposingError, match=r"Player\.bake: .* @exposed\(tool=True\)"):
        spec_of(Player)
    with pytest.raises(ExposingError, match="expected a text"):
        export_tool_button("")
    with pytest.raises(ExposingError, match="stands above a method"):
        export_tool_button("Bake")(3)  # type: ignore[type-var]
