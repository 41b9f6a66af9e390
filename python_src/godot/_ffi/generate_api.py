"""Room A, build time: the engine's description in a compact form. Standard library only.

``api.bin`` is an archive (``generate_archive.py``) of these pieces: ``version``; ``singletons``, a
name with its class; ``constants``, those that belong to no class, with the values of global enums;
``enum/NAME``, a global enum, and ``bitfields``, the names of those that are; ``utility/NAME`` and
``builtin/NAME``; ``class/NAME``, what ``api.ClassData`` says; ``base/NAME``, the name of its base
alone; ``virtual/NAME``, its virtual methods, if it has any.

A name that is a keyword of Python gets an underscore: ``from_``.
"""

from __future__ import annotations

import keyword
import re
import struct
from typing import Any

_BUILTINS = """
Nil bool int float String Vector2 Vector2i Rect2 Rect2i Vector3 Vector3i Transform2D Vector4
Vector4i Plane Quaternion AABB Basis Transform3D Projection Color StringName NodePath RID Object
Callable Signal Dictionary Array PackedByteArray PackedInt32Array PackedInt64Array
PackedFloat32Array PackedFloat64Array PackedStringArray PackedVector2Array PackedVector3Array
PackedColorArray PackedVector4Array
"""
BUILTIN_KINDS = {name: number for number, name in enumerate(_BUILTINS.split())}
KIND_VARIANT, KIND_POINTER, KIND_INT32 = 40, 41, 42
MAX_ARGUMENTS = 16
CALL_METHOD, CALL_STATIC, CALL_UTILITY = 0, 1, 2
FLAG_VARARG, FLAG_REFERENCE, FLAG_HOLD_GIL, FLAG_STATIC = 1, 2, 4, 8

_NUMBER = re.compile(r"-?\d+")
_REAL = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")


# A const method reads its object and returns, so it is called with the GIL held; except where it
# may wait: for a file or the network, for another thread, or for the render thread.
_MAY_WAIT = frozenset(
    {
        *("Crypto", "DirAccess", "FileAccess", "HTTPClient", "Image"),
        *("PacketPeer", "SocketServer", "StreamPeer", "UDPServer"),
        *("Mutex", "Semaphore", "Thread"),
        *("GPUParticles2D", "GPUParticles3D", "MultiMesh", "RenderingDevice"),
    }
)
# Of every object: the first lock its signals, under which the engine may ask Python of a callable;
# the others run what a script has for a property.
_WAITING = frozenset(
    {
        *("has_connections", "has_signal", "has_user_signal", "is_connected"),
        *("get", "get_indexed", "property_can_revert", "property_get_revert"),
    }
)
_HEAVY = frozenset(
    number
    for name, number in BUILTIN_KINDS.items()
    if name.startswith("Packed") or name in {"Array", "Dictionary"}
)


def python_name(name: str) -> str:
    """A name of the engine as Python can write it."""
    return f"{name}_" if keyword.iskeyword(name) else name


def kind_of(type_name: str) -> tuple[int, str | None]:
    """The kind of a described type, and what it is more exactly.

    That is the class of an object, the enum of an int, what a typed container holds, or None.
    """
    if type_name == "Variant":
        return KIND_VARIANT, None
    if type_name in BUILTIN_KINDS:
        return BUILTIN_KINDS[type_name], None
    if type_name.startswith(("enum::", "bitfield::")):
        return BUILTIN_KINDS["int"], type_name.partition("::")[2]
    if type_name.startswith("typedarray::"):
        # Of an object the engine writes "24/17:Name", with the kind and the hint.
        return BUILTIN_KINDS["Array"], type_name.partition("::")[2].rpartition(":")[2]
    if type_name.startswith("typeddictionary::"):
        return BUILTIN_KINDS["Dictionary"], type_name.partition("::")[2]
    if type_name.endswith("*"):
        return KIND_POINTER, type_name
    return BUILTIN_KINDS["Object"], type_name


def default_value(text: str) -> Any:
    """A default as a Python value, or as a one-element tuple with the engine's expression."""
    if text in {"true", "false"}:
        return text == "true"
    if text == "null":
        return None
    if text == "[]" or (text.startswith("Array[") and text.endswith("([])")):
        return []
    if text == "{}" or (text.startswith("Dictionary[") and text.endswith("({})")):
        return {}
    if _NUMBER.fullmatch(text):
        return int(text)
    if _REAL.fullmatch(text):
        return float(text)
    if text.startswith(('"', '&"')) and text.endswith('"') and "\\" not in text:
        return text.lstrip("&")[1:-1]
    return (text,)


def _arguments(described: dict[str, Any]) -> tuple[Any, ...]:
    arguments = []
    for argument in described.get("arguments", []):
        kind, exact = kind_of(argument["type"])
        entry: tuple[Any, ...] = (python_name(argument["name"]), kind, exact)
        if "default_value" in argument:
            entry += (default_value(argument["default_value"]),)
        arguments.append(entry)
    if len(arguments) > MAX_ARGUMENTS:
        raise SystemExit(
            f"{described['name']} has {len(arguments)} arguments; raise MAX_ARGUMENTS in bridge.h"
        )
    return tuple(arguments)


def _result(described: dict[str, Any]) -> str:
    return str(described.get("return_value", {}).get("type", "Nil"))


def _may_wait(described: dict[str, Any], kind: int, exact: str | None) -> bool:
    """Whether a const method of an ordinary object may do more than to read it."""
    is_slow = kind in _HEAVY or exact == "Image"
    return is_slow or described["name"] in _WAITING or bool(described["is_static"])


def _method(described: dict[str, Any], ref_counted: set[str], holds_gil: bool) -> tuple[Any, ...]:
    kind, exact = kind_of(_result(described))
    flags = FLAG_VARARG * described["is_vararg"] | FLAG_REFERENCE * (exact in ref_counted)
    if holds_gil and described["is_const"] and not _may_wait(described, kind, exact):
        flags |= FLAG_HOLD_GIL
    call = CALL_STATIC if described["is_static"] else CALL_METHOD
    return (described["hash"], call, flags, kind, _arguments(described), exact)


def _virtual(described: dict[str, Any], ref_counted: set[str]) -> tuple[Any, ...]:
    kind, exact = kind_of(_result(described))
    arguments = _arguments(described)
    return (
        tuple(argument[1] for argument in arguments),
        kind,
        exact in ref_counted,
        arguments,
        exact,
    )


def _property(described: dict[str, Any]) -> tuple[Any, ...]:
    # Where several classes fit, the engine names them all; "-" leads one that does not.
    fitting = [name for name in described["type"].split(",") if not name.startswith("-")]
    accessors = (described.get("getter"), described.get("setter"), described.get("index"))
    return (*accessors, *kind_of(fitting[0]))


def _values(described: dict[str, Any]) -> dict[str, int]:
    return {value["name"]: value["value"] for value in described["values"]}


def _class(described: dict[str, Any], ref_counted: set[str], holds_gil: bool) -> tuple[Any, ...]:
    enums = {enum["name"]: _values(enum) for enum in described.get("enums", [])}
    constants = {constant["name"]: constant["value"] for constant in described.get("constants", [])}
    for values in enums.values():
        constants.update(values)
    return (
        described.get("inherits"),
        described["is_refcounted"],
        described["is_instantiable"],
        {
            method["name"]: _method(method, ref_counted, holds_gil)
            for method in described.get("methods", [])
            if not method["is_virtual"]
        },
        {item["name"]: _property(item) for item in described.get("properties", [])},
        {item["name"]: _arguments(item) for item in described.get("signals", [])},
        constants,
        enums,
        [enum["name"] for enum in described.get("enums", []) if enum.get("is_bitfield")],
    )


_SYMBOLS = "== != < <= > >= + - * / unary- unary+ % ** << >> & | ^ ~ and or xor not in"
_OPERATORS = {name: number for number, name in enumerate(_SYMBOLS.split())}
# Those that Python has an operator for; `in` asks the right operand, `and` and `or` only truth.
_LEFT_OUT = {"and", "or", "xor", "in"}
_COMPONENTS = {"float": "f", "double": "d", "int32": "i", "int": "q"}


class _Layouts:
    """How the engine lays out builtin types, in the build that the description is of."""

    def __init__(self, api: dict[str, Any]) -> None:
        precision = api["header"].get("precision", "single")
        build = "double_64" if precision == "double" else "float_64"

        def find(key: str, inner: str) -> list[dict[str, Any]]:
            found = [entry[inner] for entry in api.get(key, []) if _is(entry, build)]
            return found[0] if found else []

        self.sizes = {
            entry["name"]: entry["size"] for entry in find("builtin_class_sizes", "sizes")
        }
        self.fields = {
            entry["name"]: entry["members"]
            for entry in find("builtin_class_member_offsets", "classes")
        }

    def component(self, name: str) -> str:
        """What a type is made of in memory, as in the module struct; ``""`` for other types."""
        if name == "RID":
            return "Q"
        if name not in self.fields:
            return ""
        meta = self.fields[name][0]["meta"]
        return _COMPONENTS.get(meta) or self.component(meta)

    def count(self, name: str) -> int:
        """How many such components a value has."""
        component = self.component(name)
        return int(self.sizes[name] // struct.calcsize(component)) if component else 0

    def pack(self, name: str, expression: str) -> bytes:
        """The memory of a value that is written as ``Name(number, ...)``."""
        numbers = expression.partition("(")[2].removesuffix(")").split(",")
        component = self.component(name)
        convert = float if component in "fd" else int
        return struct.pack(f"<{len(numbers)}{component}", *(convert(text) for text in numbers))


def _is(entry: dict[str, Any], build: str) -> bool:
    return bool(entry["build_configuration"] == build)


def _narrow(arguments: tuple[Any, ...], component: str) -> tuple[Any, ...]:
    """The integers of types that are made of 32-bit integers are such themselves."""
    if component != "i":
        return arguments
    integer = BUILTIN_KINDS["int"]
    return tuple(
        (item[0], KIND_INT32 if item[1] == integer else item[1], *item[2:]) for item in arguments
    )


def _builtin_method(described: dict[str, Any], owner: str, component: str) -> tuple[Any, ...]:
    arguments = _narrow(_arguments(described), component)
    flags = FLAG_VARARG * described.get("is_vararg", False)
    flags |= FLAG_STATIC * described["is_static"]
    # What runs code of others may wait; everything else reads or changes the value and returns.
    if owner not in {"Callable", "Signal"} and all(
        item[1] != BUILTIN_KINDS["Callable"] for item in arguments
    ):
        flags |= FLAG_HOLD_GIL
    kind, exact = kind_of(described.get("return_type", "Nil"))
    return (described.get("hash", 0), flags, kind, arguments, exact)


def _operators(described: dict[str, Any], everyone: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Those with the type on the left, and those with one on the left that has no face in Python.

    Each is (operator, left, right, result); the right of a unary one is nil.
    """
    name = described["name"]
    found = []
    for left in everyone:
        for operator in left.get("operators", []):
            right = operator.get("right_type", "Nil")
            if operator["name"] in _LEFT_OUT or right == "Variant":
                continue
            if left["name"] == name or (right == name and left["name"] in {"int", "float"}):
                found.append(
                    (
                        _OPERATORS[operator["name"]],
                        BUILTIN_KINDS[left["name"]],
                        BUILTIN_KINDS[right],
                        BUILTIN_KINDS[operator["return_type"]],
                    )
                )
    return tuple(found)


def _builtin(
    described: dict[str, Any], everyone: list[dict[str, Any]], layouts: _Layouts
) -> tuple[Any, ...]:
    """One builtin type, as ``api.BuiltinData`` says."""
    name = described["name"]
    component, layout = layouts.component(name), layouts.fields.get(name, [])
    item = described.get("indexing_return_type")
    items = (0, 0)
    if component and item:
        items = (
            BUILTIN_KINDS[item],
            layouts.count(name) // (layouts.count(item) or 1),
        )
    return (
        layouts.sizes.get(name, 0),
        component,
        tuple((item["name"], kind_of(item["type"])[0]) for item in described.get("members", [])),
        tuple(field["member"] for field in layout),
        items,
        tuple(
            (item["index"], tuple(entry[:2] for entry in _narrow(_arguments(item), component)))
            for item in described.get("constructors", [])
        ),
        _operators(described, everyone) if component else (),
        {
            method["name"]: _builtin_method(method, name, component)
            for method in described.get("methods", [])
        },
        {
            item["name"]: int(item["value"])
            if item["type"] == "int"
            else layouts.pack(item["type"], item["value"])
            for item in described.get("constants", [])
        },
        {enum["name"]: _values(enum) for enum in described.get("enums", [])},
    )


def _utility(described: dict[str, Any]) -> tuple[Any, ...]:
    kind, exact = kind_of(described.get("return_type", "Nil"))
    flags = FLAG_VARARG * described["is_vararg"]
    arguments = () if described["is_vararg"] else _arguments(described)
    return (described["hash"], CALL_UTILITY, flags, kind, arguments, exact)


def _lineage(name: str, bases: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    current: str | None = name
    while current:
        found.add(current)
        current = bases[current]
    return found


def pieces(api: dict[str, Any]) -> dict[str, Any]:
    """The pieces of ``api.bin`` for the engine's ``extension_api.json``."""
    ref_counted = {item["name"] for item in api["classes"] if item["is_refcounted"]}
    bases = {item["name"]: item.get("inherits") for item in api["classes"]}
    # A method of a singleton may sleep or wait for a server.
    may_wait = _MAY_WAIT | {item["type"] for item in api["singletons"]}
    enums = {item["name"]: _values(item) for item in api["global_enums"]}
    constants = {item["name"]: item["value"] for item in api["global_constants"]}
    for values in enums.values():
        constants.update(values)
    made: dict[str, Any] = {
        "version": tuple(api["header"][f"version_{part}"] for part in ("major", "minor", "patch")),
        "singletons": {item["name"]: item["type"] for item in api["singletons"]},
        "constants": constants,
        "bitfields": [item["name"] for item in api["global_enums"] if item.get("is_bitfield")],
    }
    made |= {f"enum/{name}": values for name, values in enums.items()}
    made |= {f"utility/{item['name']}": _utility(item) for item in api["utility_functions"]}
    layouts, builtins = _Layouts(api), api["builtin_classes"]
    made |= {f"builtin/{item['name']}": _builtin(item, builtins, layouts) for item in builtins}
    for described in api["classes"]:
        name = described["name"]
        holds_gil = not _lineage(name, bases) & may_wait
        made[f"class/{name}"] = _class(described, ref_counted, holds_gil)
        made[f"base/{name}"] = bases[name]
        virtuals = {
            method["name"]: _virtual(method, ref_counted)
            for method in described.get("methods", [])
            if method["is_virtual"]
        }
        if virtuals:
            made[f"virtual/{name}"] = virtuals
    return made
