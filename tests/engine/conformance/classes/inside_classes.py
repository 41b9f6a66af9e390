"""Every class of the engine: what it has, and that it works from Python.

What there is comes from the running engine (``ClassDB``), so nothing is forgotten, and it is asked
for apart from the description that the classes are made of. What is left out stands in
``left_out.txt`` with its reason. Each test says how much of the whole it has seen
(``pytest -rP`` shows it).

A method is called if that is safe whatever the class: it is const by the engine's own word, it has
to be given nothing, and its object is fresh.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from inside_runner import expect_error, say

import godot
from godot import builtins, classes
from godot._ffi import core
from godot.api import engine_api

METHOD_CONST, METHOD_VIRTUAL, METHOD_VARARG, METHOD_STATIC = 4, 8, 16, 32
# What the inspector shows and scripts cannot name: headings, lists with a number of entries.
USAGE_NOT_NAMED = 64 | 128 | 256 | 262144
USAGE_INTERNAL = 8


@functools.cache
def left_out() -> dict[str, str]:
    """What is left out, with its reason."""
    text = godot.FileAccess.get_file_as_string("res://left_out.txt")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return {name: reason for name, reason in (line.split("\t") for line in lines)}


def described() -> list[str]:
    """The classes of the description, the bases before what inherits from them."""
    return engine_api().class_names()


def report(what: str, seen: int, whole: int) -> None:
    """Says how much of the whole was seen."""
    say(f"{what}: {seen} of {whole}")


def same(value: Any, other: Any) -> bool:
    """Whether two values are the same to the engine; nothing equals itself less than NaN does."""
    return bool(value == other) or godot.var_to_str(value) == godot.var_to_str(other)


# ---- what a class has ----


def engine_methods(name: str) -> dict[str, Any]:
    """The methods that a class itself has, as the running engine lists them."""
    listed = godot.ClassDB.class_get_method_list(name, True)
    return {
        str(entry["name"]): entry
        for entry in listed
        if not int(entry["flags"]) & METHOD_VIRTUAL and not str(entry["name"]).startswith("_")
    }


def shown_arguments(entry: Any) -> list[tuple[int, bool]]:
    """The kind of each argument of the engine's list, and whether it has a default."""
    arguments = list(entry["args"])
    required = len(arguments) - len(entry["default_args"])
    return [(int(argument["type"]), index >= required) for index, argument in enumerate(arguments)]


def own_arguments(bind: Any) -> list[tuple[int, bool]]:
    """The same of a method in Python: Variant and pointers are no types of the engine's list."""
    return [
        (0 if kind == 40 else 2 if kind == 41 else kind, len(rest) > 0)
        for _, kind, _, *rest in bind.arguments
    ]


def wrong_methods(name: str) -> Iterator[str]:
    """What is wrong with the methods of a class."""
    own = vars(classes.class_for_name(name))
    for method, entry in engine_methods(name).items():
        if method == "free":  # of every object, see objects.c
            continue
        bind = own.get(method)
        if not isinstance(bind, core.MethodBind):
            yield f"{name}.{method}() is missing"
            continue
        flags = int(entry["flags"])
        if not bind.is_there():
            yield f"{name}.{method}() is not in the engine"
        if bool(flags & METHOD_STATIC) != (bind.call == 1):
            yield f"{name}.{method}() is static on one side"
        if bool(flags & METHOD_VARARG) != bool(bind.flags & 1):
            yield f"{name}.{method}() takes any number of arguments on one side"
        if own_arguments(bind) != shown_arguments(entry):
            yield f"{name}.{method}() takes {own_arguments(bind)}, not {shown_arguments(entry)}"
        yield from wrong_defaults(f"{name}.{method}", bind, entry)


def wrong_defaults(shown: str, bind: Any, entry: Any) -> Iterator[str]:
    """What is wrong with the defaults of a method."""
    defaults = [rest[0] for _, _, _, *rest in bind.arguments if rest]
    for own, engines in zip(defaults, entry["default_args"], strict=True):
        value = builtins.evaluate(own[0]) if isinstance(own, tuple) else own
        if not same(value, engines):
            yield f"{shown}() has the default {value!r}, not {engines!r}"


def test_methods(node: Any) -> None:
    """Every method of every class is in the engine, with these arguments and defaults."""
    wrong: list[str] = []
    count = 0
    for name in described():
        wrong += wrong_methods(name)
        count += len(engine_methods(name))
    report("methods", count - len(wrong), count)
    assert not wrong, "\n".join(wrong)


def test_signals_and_constants(node: Any) -> None:
    """Every signal, constant and enum of every class."""
    wrong: list[str] = []
    count = 0
    class_db = godot.ClassDB
    for name in described():
        own = vars(classes.class_for_name(name))
        for entry in class_db.class_get_signal_list(name, True):
            if str(entry["name"]).startswith("_"):
                continue
            count += 1
            found = own.get(str(entry["name"]))
            if not isinstance(found, classes.SignalAttribute):
                wrong.append(f"{name}.{entry['name']} is no signal")
            elif [argument[0].rstrip("_") for argument in found.arguments] != [
                str(argument["name"]) for argument in entry["args"]
            ]:
                wrong.append(f"{name}.{entry['name']} has other arguments")
        for constant in class_db.class_get_integer_constant_list(name, True):
            count += 1
            if own.get(str(constant)) != class_db.class_get_integer_constant(name, constant):
                wrong.append(f"{name}.{constant} is {own.get(str(constant))!r}")
        for enum in class_db.class_get_enum_list(name, True):
            count += 1
            made = getattr(classes.class_for_name(name), str(enum))
            if {member.name for member in made.__members__.values()} - set(
                map(str, class_db.class_get_enum_constants(name, enum, True))
            ):
                wrong.append(f"{name}.{enum} has other members")
    report("signals, constants and enums", count - len(wrong), count)
    assert not wrong, "\n".join(wrong)


def test_properties_are_there(node: Any) -> None:
    """Every property of every class that scripts can name."""
    wrong: list[str] = []
    count = 0
    for name in described():
        own = vars(classes.class_for_name(name))
        for info in godot.ClassDB.class_get_property_list(name, True):
            key, usage = str(info["name"]), int(info["usage"])
            if usage & (USAGE_NOT_NAMED | USAGE_INTERNAL) or not key.isidentifier():
                continue
            count += 1
            if not isinstance(own.get(key), core.Property):
                wrong.append(f"{name}.{key}")
    report("properties", count - len(wrong), count)
    assert not wrong, "\n".join(wrong)


# ---- objects ----


def is_of_singleton(cls: type) -> bool:
    """Whether making an object would put it in the place of one of the engine's singletons."""
    singletons = engine_api().singletons
    return any(base.__name__ in {*singletons, *singletons.values()} for base in cls.__mro__)


def can_make(name: str) -> bool:
    """Whether an object of the class can be made in a game, and does no harm."""
    is_single = is_of_singleton(classes.class_for_name(name))
    return not is_single and bool(godot.ClassDB.can_instantiate(name))


def properties_of(cls: type) -> dict[str, Any]:
    """All properties, those of bases too, by name."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        for key, value in vars(base).items():
            shown = f"{base.__name__}.{key}"
            is_one = isinstance(value, core.Property) and value.__name__ == key  # from, not from_
            if is_one and shown not in left_out():
                found[key] = value
    return found


def read_and_write_back(made: Any, cls: type, wrong: list[str]) -> int:
    """Reads every property, writes what was read, and reads it again; gives their number."""
    properties = properties_of(cls)
    for key, described_property in properties.items():
        try:
            value = getattr(made, key)
            if described_property.setter is not None:
                setattr(made, key, value)
            if not same(getattr(made, key), value):
                wrong.append(f"{cls.__name__}.{key}: {getattr(made, key)!r} after {value!r}")
        except Exception as error:
            wrong.append(f"{cls.__name__}.{key}: {error!r}")
    return len(properties)


def newest() -> int:
    """The number of an object that is made now: whatever has a greater one is made later."""
    marker = godot.Object()
    number = int(marker.instance_id)
    marker.free()
    return number


def call_const_methods(made: Any, cls: type, called: set[str], wrong: list[str]) -> None:
    """Calls what is safe to call and was not called yet."""
    for base in cls.__mro__:
        if base is core.EngineObject:
            break
        for method, entry in engine_methods(base.__name__).items():
            shown = f"{base.__name__}.{method}()"
            flags = int(entry["flags"])
            if flags & METHOD_STATIC or not flags & METHOD_CONST or shown in called:
                continue
            if len(entry["args"]) > len(entry["default_args"]) or shown in left_out():
                continue
            called.add(shown)
            before = newest()
            try:
                result = getattr(made, method)()
            except Exception as error:
                wrong.append(f"{shown}: {error!r}")
                continue
            if isinstance(result, godot.Node) and result.instance_id > before:
                result.free()  # a copy, or what else it makes


def expect_complaints(*folders: str) -> None:
    """Fresh objects lack what some accessors need: the engine's own code says so in the log."""
    for folder in folders:
        expect_error(f"({folder}/")


def test_objects(node: Any) -> None:
    """Every class that can be made is made, its properties read and written back; it is freed."""
    expect_complaints("scene", "core", "servers", "modules", "drivers", ".")
    wrong: list[str] = []
    called: set[str] = set()
    made_classes = properties = 0
    for name in described():
        if not can_make(name):
            continue
        cls = classes.class_for_name(name)
        made = cls()
        made_classes += 1
        if not isinstance(made, cls) or not made.is_class(type(made).__name__):
            wrong.append(f"{name} gave a {made!r} of the class {made.get_class()}")
        if isinstance(made, godot.Node):
            made.name = "Swept"
        properties += read_and_write_back(made, cls, wrong)
        call_const_methods(made, cls, called, wrong)
        if isinstance(made, godot.RefCounted):
            if made.get_reference_count() != 1:
                wrong.append(f"{name} has {made.get_reference_count()} references")
        else:
            made.free()
    report("classes made and freed", made_classes, len(described()))
    report("properties read and written back", properties - len(wrong), properties)
    report("const methods called", len(called), len(called))
    assert not wrong, "\n".join(wrong)


NOT_CHANGED = {
    "resource_path",  # no two resources can have the same
    "VisualShader.code",  # the shader writes it anew from its nodes
}


def changed(value: Any) -> Any:
    """Another value of that type; None for those types that have no simple one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value + 0.25
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, godot.Vector2 | godot.Vector3 | godot.Vector4):
        return value + type(value)(*[0.5] * len(value))
    if isinstance(value, godot.Vector2i | godot.Vector3i):
        return value + type(value)(*[1] * len(value))
    if isinstance(value, godot.Color):
        return godot.Color(0.25, 0.5, 0.75, 0.5)
    if isinstance(value, godot.Rect2):
        return godot.Rect2(1, 2, 3, 4)
    return None


def test_changed_values(node: Any) -> None:
    """A value set through a property in Python is what the engine itself makes of it."""
    expect_complaints("scene", "core", "servers", "modules")
    wrong: list[str] = []
    count = 0
    for name in described():
        if not can_make(name):
            continue
        cls = classes.class_for_name(name)
        one, other = cls(), cls()
        for key, described_property in properties_of(cls).items():
            new = changed(getattr(one, key))
            if (
                new is None
                or described_property.setter is None
                or {key, f"{name}.{key}"} & NOT_CHANGED
            ):
                continue
            count += 1
            setattr(one, key, new)
            other.set(key, new)
            got = getattr(one, key)
            if not same(got, one.get(key)) or not same(got, other.get(key)):
                wrong.append(f"{name}.{key}: {got!r}, {one.get(key)!r}, {other.get(key)!r}")
        for made in (one, other):
            if not isinstance(made, godot.RefCounted):
                made.free()
    report("properties changed", count - len(wrong), count)
    assert not wrong, "\n".join(wrong)


def test_left_out(node: Any) -> None:
    """The list is as the engine is: no class is on it that can be made, and none is missing."""
    for name, reason in left_out().items():
        cls, _, member = name.removesuffix("()").partition(".")
        assert cls in engine_api() and reason, name
        assert hasattr(classes.class_for_name(cls), member or "get_class"), name
    not_made = {name for name in described() if not can_make(name)}
    listed = {name for name in left_out() if "." not in name}
    assert not_made == listed, not_made ^ listed


def test_singletons(node: Any) -> None:
    """Every singleton is there, and its properties are read and written back."""
    wrong: list[str] = []
    count = 0
    names = [name for name in engine_api().singletons if name not in classes.EDITOR_ONLY]
    for name in names:
        single = getattr(godot, name)
        count += read_and_write_back(single, type(single), wrong)
    report("singletons", len(names), len(engine_api().singletons))
    assert not wrong, "\n".join(wrong)
