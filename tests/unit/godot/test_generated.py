"""What the build makes of the engine's descriptions, and what the room reads of it."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot._ffi import generate_api, generate_archive, generate_interface
from godot.api import Api
from godot.archive import Archive


def described_method(name: str, result: str = "", **options: Any) -> dict[str, Any]:
    """A method as the engine describes it."""
    described: dict[str, Any] = {
        "name": name,
        "hash": 99,
        "is_const": False,
        "is_vararg": False,
        "is_static": False,
        "is_virtual": False,
        **options,
    }
    if result:
        described["return_value"] = {"type": result}
    return described


def described_class(name: str, base: str | None = None, **options: Any) -> dict[str, Any]:
    """A class as the engine describes it."""
    described = {"name": name, "is_refcounted": False, "is_instantiable": True, **options}
    if base:
        described["inherits"] = base
    return described


API: dict[str, Any] = {
    "header": {"version_major": 4, "version_minor": 6, "version_patch": 3},
    "classes": [
        described_class(
            "Object",
            methods=[
                described_method("get", "Variant", is_const=True),
                described_method("count", "int", is_const=True),
                described_method("emit", "enum::Error", is_vararg=True),
                described_method("is_connected", "bool", is_const=True),
                described_method("list", "typedarray::24/17:Node", is_const=True),
                described_method("_get_text", "String", is_virtual=True),
            ],
            enums=[{"name": "Flags", "values": [{"name": "DEFERRED", "value": 1}]}],
            constants=[{"name": "NOTIFICATION", "value": 0}],
            signals=[{"name": "changed"}],
        ),
        described_class("RefCounted", "Object", is_refcounted=True),
        described_class(
            "Server",
            "Object",
            is_instantiable=False,
            methods=[
                described_method("wait", "int", is_const=True),
                described_method("make", "RefCounted", is_static=True),
            ],
        ),
        described_class(
            "Node",
            "Object",
            methods=[
                described_method(
                    "add",
                    arguments=[
                        {"name": "node", "type": "Node"},
                        {"name": "deep", "type": "bool", "default_value": "false"},
                        {"name": "where", "type": "Vector2", "default_value": "Vector2(0, 0)"},
                        {
                            "name": "tags",
                            "type": "typedarray::int",
                            "default_value": "Array[int]([])",
                        },
                        {"name": "raw", "type": "const uint8_t*"},
                    ],
                ),
                described_method("_make", "RefCounted", is_virtual=True),
            ],
            properties=[
                {"name": "name", "type": "String", "getter": "get_name", "setter": "set_name"}
            ],
        ),
    ],
    "builtin_classes": [
        {
            "name": "Vector2",
            "has_destructor": False,
            "indexing_return_type": "float",
            "members": [{"name": "x", "type": "float"}],
            "constructors": [
                {"index": 0},
                {"index": 1, "arguments": [{"name": "from", "type": "Vector2"}]},
            ],
            "operators": [
                {"name": "unary-", "return_type": "Vector2"},
                {"name": "in", "right_type": "Array", "return_type": "bool"},
                {"name": "==", "right_type": "Variant", "return_type": "bool"},
            ],
            "methods": [
                {
                    "name": "dot",
                    "hash": 5,
                    "is_static": False,
                    "return_type": "float",
                    "arguments": [{"name": "with", "type": "Vector2"}],
                }
            ],
            "constants": [
                {"name": "INF", "type": "Vector2", "value": "Vector2(inf, -1)"},
                {"name": "COUNT", "type": "int", "value": "3"},
            ],
            "enums": [{"name": "Axis", "values": [{"name": "AXIS_X", "value": 0}]}],
        },
        {
            "name": "Vector2i",
            "methods": [
                {
                    "name": "make",
                    "is_static": True,
                    "arguments": [{"name": "x", "type": "int"}],
                }
            ],
        },
        {
            "name": "float",
            "operators": [
                {"name": "*", "right_type": "Vector2", "return_type": "Vector2"},
                {"name": "*", "right_type": "int", "return_type": "float"},
            ],
        },
        {
            "name": "Array",
            "methods": [
                {
                    "name": "map",
                    "is_static": False,
                    "return_type": "Array",
                    "arguments": [{"name": "method", "type": "Callable"}],
                }
            ],
        },
    ],
    "builtin_class_sizes": [
        {
            "build_configuration": "float_64",
            "sizes": [{"name": "Vector2", "size": 8}, {"name": "Vector2i", "size": 8}],
        }
    ],
    "builtin_class_member_offsets": [
        {
            "build_configuration": "float_64",
            "classes": [
                {
                    "name": "Vector2",
                    "members": [
                        {"member": "x", "offset": 0, "meta": "float"},
                        {"member": "y", "offset": 4, "meta": "float"},
                    ],
                },
                {
                    "name": "Vector2i",
                    "members": [{"member": "x", "offset": 0, "meta": "int32"}],
                },
            ],
        }
    ],
    "singletons": [{"name": "Server", "type": "Server"}],
    "utility_functions": [
        {
            "name": "sin",
            "hash": 1,
            "is_vararg": False,
            "return_type": "float",
            "arguments": [{"name": "x", "type": "float"}],
        },
        {
            "name": "print",
            "hash": 2,
            "is_vararg": True,
            "arguments": [{"name": "arg", "type": "Variant"}],
        },
    ],
    "global_enums": [{"name": "Error", "values": [{"name": "OK", "value": 0}]}],
    "global_constants": [{"name": "BIG", "value": 7}],
}


@pytest.fixture
def api() -> Api:
    """The small description, written and read."""
    return Api(Archive(generate_archive.archive(generate_api.pieces(API))))


def test_index(api: Api) -> None:
    """Version, classes, singletons, utility functions, enums and constants."""
    assert api.version == (4, 6, 3)
    assert api.class_names() == ["Object", "RefCounted", "Server", "Node"]
    assert "Node" in api and "Other" not in api
    assert api.singletons == {"Server": "Server"}
    assert api.enums == {"Error": {"OK": 0}} and api.constants == {"BIG": 7, "OK": 0}
    assert api.utilities["sin"] == (1, 2, 0, 3, (("x", 3, None),), None)
    assert api.utilities["print"] == (2, 2, generate_api.FLAG_VARARG, 0, (), None)
    assert list(api.builtins) == ["Vector2", "Vector2i", "float", "Array"]
    with pytest.raises(KeyError):
        api.read_class("Other")


def test_class(api: Api) -> None:
    """Base, methods, properties, signals, constants and enums of one class."""
    node, base = api.read_class("Node"), api.read_class("Object")
    assert (node.base, base.base) == ("Object", None)
    assert node.methods["add"][4] == (
        ("node", 24, "Node"),
        ("deep", 1, None, False),
        ("where", 5, None, ("Vector2(0, 0)",)),
        ("tags", 28, "int", []),
        ("raw", 41, "const uint8_t*"),
    )
    assert node.properties == {"name": ("get_name", "set_name", None, 4, None)}
    assert base.constants == {"NOTIFICATION": 0, "DEFERRED": 1}
    assert base.enums == {"Flags": {"DEFERRED": 1}}
    assert base.signals == {"changed": ()}


def test_value_type(api: Api) -> None:
    """Memory, members, constructors, operators, methods, constants and enums of a value type."""
    vector = api.read_builtin("Vector2")
    assert (vector.size, vector.component, vector.fields) == (8, "f", ("x", "y"))
    assert vector.members == (("x", 3),) and vector.items == (3, 2)
    assert vector.constructors == ((0, ()), (1, (("from_", 5),)))
    assert vector.operators == ((10, 5, 0, 5), (8, 3, 5, 5))
    assert vector.methods == {
        "dot": (5, generate_api.FLAG_HOLD_GIL, 3, (("with_", 5, None),), None)
    }
    assert vector.constants == {"INF": struct.pack("<2f", math.inf, -1), "COUNT": 3}
    assert vector.enums == {"Axis": {"AXIS_X": 0}}


def test_other_builtin_types(api: Api) -> None:
    """Integers of a type of 32-bit ones are such; what calls back lets go of the GIL."""
    made, called = (api.read_builtin(name).methods for name in ("Vector2i", "Array"))
    assert made["make"][3] == (("x", generate_api.KIND_INT32, None),)
    assert made["make"][1] & generate_api.FLAG_STATIC
    assert not called["map"][1] & generate_api.FLAG_HOLD_GIL
    assert (api.read_builtin("Array").component, api.read_builtin("Array").operators) == ("", ())


def test_flags(api: Api) -> None:
    """Which calls keep the GIL, take any number of arguments, give a counted reference."""
    base, server = api.read_class("Object").methods, api.read_class("Server").methods
    assert base["count"][2] == generate_api.FLAG_HOLD_GIL
    assert base["get"][2] == 0, "a script may do anything for it"
    assert base["emit"][2] == generate_api.FLAG_VARARG
    assert server["wait"][2] == 0, "a singleton's method may wait"
    assert base["list"][2] == 0, "a container takes long to make"
    assert base["is_connected"][2] == 0, "it waits for who is connecting"
    assert server["make"][1:3] == (generate_api.CALL_STATIC, generate_api.FLAG_REFERENCE)


def test_virtuals(api: Api) -> None:
    """Virtual methods are no methods; a class has those of its bases."""
    assert api.virtuals("Node") == {"_get_text": ((), 4, False), "_make": ((), 24, True)}
    assert "_make" not in api.read_class("Node").methods
    assert api.all_virtuals("Node")["_make"].exact == "RefCounted"
    assert api.own_virtuals("Server") == {}


def test_names_of_python(api: Api) -> None:
    """A name that is a keyword of Python gets an underscore."""
    assert generate_api.python_name("from") == "from_"
    assert generate_api.python_name("form") == "form"


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [
        ("enum::Node.ProcessMode", (2, "Node.ProcessMode")),
        ("bitfield::Mesh.ArrayFormat", (2, "Mesh.ArrayFormat")),
        ("typedarray::24/17:Node", (28, "Node")),
        ("typeddictionary::int;String", (27, "int;String")),
        ("Node", (24, "Node")),
    ],
)
def test_exact_types(type_name: str, kind: tuple[int, str]) -> None:
    """What a type is more exactly than its kind."""
    assert generate_api.kind_of(type_name) == kind


def test_too_many_arguments() -> None:
    """More arguments than the C floor has room for end the build with the place to change."""
    arguments = [{"name": f"a{index}", "type": "int"} for index in range(17)]
    api = {
        **API,
        "classes": [
            described_class("Object", methods=[described_method("f", arguments=arguments)])
        ],
    }
    with pytest.raises(SystemExit, match="MAX_ARGUMENTS"):
        generate_api.pieces(api)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("true", True), ("null", None), ("-7", -7), ("1.5", 1.5), ("1e-05", 1e-05)),
        *(('""', ""), ('"a b"', "a b"), ('&"name"', "name"), ("[]", []), ("{}", {})),
        *(("Array[RID]([])", []), ("Vector2(1, 2)", ("Vector2(1, 2)",)), ('"\\n"', ('"\\n"',))),
    ],
)
def test_defaults(text: str, value: Any) -> None:
    """A default is a Python value, or left as an expression."""
    assert generate_api.default_value(text) == value
    assert type(generate_api.default_value(text)) is type(value)


@given(st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1)))
def test_plain_defaults(value: bool | int) -> None:
    """Booleans and integers, as the engine writes them, are themselves."""
    text = str(value).lower()
    assert generate_api.default_value(text) == value


INTERFACE = {
    "interface": [
        {
            "name": "object_destroy",
            "since": "4.1",
            "arguments": [{"name": "p_o", "type": "GDExtensionObjectPtr"}],
        },
        {
            "name": "get_newer",
            "since": "4.9",
            "return_value": {"type": "const char *"},
            "arguments": [{"type": "int"}],
        },
    ]
}


def test_interface_table() -> None:
    """Every function is in the table; only those of the oldest engine are required."""
    text = generate_interface.interface_table(INTERFACE)
    assert "void (*object_destroy)(GDExtensionObjectPtr p_o);" in text
    assert "const char * (*get_newer)(int argument_0);" in text
    assert '{"object_destroy", offsetof(struct interface_table, object_destroy), 1}' in text
    assert '{"get_newer", offsetof(struct interface_table, get_newer), 0}' in text


def test_wrappers() -> None:
    """Cffi gets one plain function for each function of the interface."""
    declarations, sources = generate_interface.wrappers(INTERFACE)
    assert declarations.splitlines()[0] == "void gd_object_destroy(GDExtensionObjectPtr p_o);"
    assert "{ gd.object_destroy(p_o); }" in sources
    assert "{ return gd.get_newer(argument_0); }" in sources


def test_missing_constructor() -> None:
    """An engine without a constructor that the C floor needs ends the build with its name."""
    api = {
        "header": {"precision": "single"},
        "builtin_class_sizes": [
            {"build_configuration": "float_64", "sizes": [{"name": "Variant", "size": 24}]}
        ],
        "builtin_classes": [{"name": "String", "constructors": []}],
        "classes": [],
    }
    with pytest.raises(SystemExit, match=r"String\(StringName\)"):
        generate_interface.engine_constants(api)


def test_declarations(tmp_path: Path) -> None:
    """The header is read without the system's headers."""
    header = tmp_path / "x.h"
    header.write_text("#include <stddef.h>\n#define N 3\ntypedef struct { int a[N]; } T;\n")
    assert "int a[3];" in generate_interface.declarations(header)


def test_read(tmp_path: Path) -> None:
    """A dump is read as JSON."""
    path = tmp_path / "dump.json"
    path.write_text(json.dumps(INTERFACE), encoding="utf-8")
    assert generate_interface.read(path) == INTERFACE
