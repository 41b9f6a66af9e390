"""Room A, build time: the engine's description in a compact form. Standard library only.

Layout of ``api.bin``: eight bytes with the length of the index (little endian), the index
(marshal), then one marshal blob for each class. The index is a dictionary: ``classes`` maps a name
to (offset, size) counted from the first blob; ``singletons`` maps a name to its class;
``utilities``, ``builtins``, ``enums`` and ``constants`` are whole. A blob is (base, is_refcounted,
is_instantiable, methods, properties, signals, constants, virtuals, enums).
"""

from __future__ import annotations

import marshal
import re
from typing import Any

_BUILTINS = """
Nil bool int float String Vector2 Vector2i Rect2 Rect2i Vector3 Vector3i Transform2D Vector4
Vector4i Plane Quaternion AABB Basis Transform3D Projection Color StringName NodePath RID Object
Callable Signal Dictionary Array PackedByteArray PackedInt32Array PackedInt64Array
PackedFloat32Array PackedFloat64Array PackedStringArray PackedVector2Array PackedVector3Array
PackedColorArray PackedVector4Array
"""
BUILTIN_KINDS = {name: number for number, name in enumerate(_BUILTINS.split())}
KIND_VARIANT, KIND_POINTER = 40, 41
MAX_ARGUMENTS = 16
CALL_METHOD, CALL_STATIC, CALL_UTILITY = 0, 1, 2
FLAG_VARARG, FLAG_REFERENCE, FLAG_HOLD_GIL = 1, 2, 4

_NUMBER = re.compile(r"-?\d+")
_REAL = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")


def kind_of(type_name: str) -> tuple[int, str | None]:
    """The kind of a described type, and the class of an object."""
    if type_name == "Variant":
        return KIND_VARIANT, None
    if type_name in BUILTIN_KINDS:
        return BUILTIN_KINDS[type_name], None
    if type_name.startswith(("enum::", "bitfield::")):
        return BUILTIN_KINDS["int"], None
    if type_name.startswith("typedarray::"):
        return BUILTIN_KINDS["Array"], None
    if type_name.startswith("typeddictionary::"):
        return BUILTIN_KINDS["Dictionary"], None
    if type_name.endswith("*"):
        return KIND_POINTER, None
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
        kind, class_name = kind_of(argument["type"])
        entry: tuple[Any, ...] = (argument["name"], kind, class_name)
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


def _method(
    described: dict[str, Any], ref_counted: set[str], is_singleton: bool
) -> tuple[Any, ...]:
    kind, class_name = kind_of(_result(described))
    flags = FLAG_VARARG * described["is_vararg"] | FLAG_REFERENCE * (class_name in ref_counted)
    # A const method of an ordinary object reads it and returns. One of a singleton may sleep or
    # wait for a server.
    if described["is_const"] and not is_singleton and not described["is_static"]:
        flags |= FLAG_HOLD_GIL
    call = CALL_STATIC if described["is_static"] else CALL_METHOD
    return (described["hash"], call, flags, kind, _arguments(described))


def _virtual(described: dict[str, Any], ref_counted: set[str]) -> tuple[Any, ...]:
    kind, class_name = kind_of(_result(described))
    kinds = tuple(kind_of(argument["type"])[0] for argument in described.get("arguments", []))
    return (kinds, kind, class_name in ref_counted)


def _class(
    described: dict[str, Any], ref_counted: set[str], singletons: set[str]
) -> tuple[Any, ...]:
    methods, virtuals = {}, {}
    is_singleton = described["name"] in singletons
    for method in described.get("methods", []):
        if method["is_virtual"]:
            virtuals[method["name"]] = _virtual(method, ref_counted)
        else:
            methods[method["name"]] = _method(method, ref_counted, is_singleton)
    constants = {constant["name"]: constant["value"] for constant in described.get("constants", [])}
    enums = {}
    for enum in described.get("enums", []):
        values = {value["name"]: value["value"] for value in enum["values"]}
        constants.update(values)
        enums[enum["name"]] = values
    return (
        described.get("inherits"),
        described["is_refcounted"],
        described["is_instantiable"],
        methods,
        {
            item["name"]: (item.get("getter"), item.get("setter"), item.get("index"))
            for item in described.get("properties", [])
        },
        {item["name"]: _arguments(item) for item in described.get("signals", [])},
        constants,
        virtuals,
        enums,
    )


def _builtin(described: dict[str, Any]) -> tuple[Any, ...]:
    return (
        tuple(member["name"] for member in described.get("members", [])),
        tuple((method["name"], method["is_static"]) for method in described.get("methods", [])),
        {item["name"]: (item["type"], item["value"]) for item in described.get("constants", [])},
        {
            enum["name"]: {value["name"]: value["value"] for value in enum["values"]}
            for enum in described.get("enums", [])
        },
        described["has_destructor"],
    )


def compact(api: dict[str, Any]) -> bytes:
    """The bytes of ``api.bin`` for the engine's ``extension_api.json``."""
    ref_counted = {item["name"] for item in api["classes"] if item["is_refcounted"]}
    singletons = {item["type"] for item in api["singletons"]}
    blobs, places, offset = [], {}, 0
    for described in api["classes"]:
        blob = marshal.dumps(_class(described, ref_counted, singletons))
        places[described["name"]] = (offset, len(blob))
        offset += len(blob)
        blobs.append(blob)
    index = marshal.dumps(
        {
            "version": tuple(
                api["header"][f"version_{part}"] for part in ("major", "minor", "patch")
            ),
            "classes": places,
            "singletons": {item["name"]: item["type"] for item in api["singletons"]},
            "utilities": {
                item["name"]: (
                    item["hash"],
                    CALL_UTILITY,
                    FLAG_VARARG * item["is_vararg"],
                    kind_of(item.get("return_type", "Nil"))[0],
                    _arguments(item) if not item["is_vararg"] else (),
                )
                for item in api["utility_functions"]
            },
            "builtins": {item["name"]: _builtin(item) for item in api["builtin_classes"]},
            "enums": {
                item["name"]: {value["name"]: value["value"] for value in item["values"]}
                for item in api["global_enums"]
            },
            "constants": {item["name"]: item["value"] for item in api["global_constants"]},
        }
    )
    return b"".join([len(index).to_bytes(8, "little"), index, *blobs])
