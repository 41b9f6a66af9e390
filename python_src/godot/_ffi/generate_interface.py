"""Room A, build time: the engine's C interface, from its own dumps. Standard library only.

Writes ``interface_table.h`` (one struct with every function of the interface, and the table that
fills it by name) and ``engine_constants.h`` (sizes, hashes and constructor indices that the C floor
needs), and gives the declarations that cffi reads.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

MINIMUM = (4, 6)
"""The oldest engine that is supported: functions since then are required, newer ones optional."""


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _signature(function: dict[str, Any], name: str) -> str:
    arguments = ", ".join(
        f"{argument['type']} {argument.get('name') or f'argument_{index}'}"
        for index, argument in enumerate(function.get("arguments", []))
    )
    return f"{_result(function)} {name}({arguments or 'void'})"


def _result(function: dict[str, Any]) -> str:
    value = function.get("return_value")
    return str(value["type"]) if value else "void"


def wrappers(interface: dict[str, Any]) -> tuple[str, str]:
    """A function ``gd_<name>`` for each one of the interface: cffi declarations and C source."""
    declarations, sources = [], []
    for function in interface["interface"]:
        signature = _signature(function, f"gd_{function['name']}")
        names = ", ".join(
            argument.get("name") or f"argument_{index}"
            for index, argument in enumerate(function.get("arguments", []))
        )
        give = "" if _result(function) == "void" else "return "
        declarations.append(f"{signature};")
        sources.append(f"static {signature} {{ {give}gd.{function['name']}({names}); }}")
    return "\n".join(declarations), "\n".join(sources)


def interface_table(interface: dict[str, Any]) -> str:
    """The text of ``interface_table.h``."""
    members, entries = [], []
    for function in interface["interface"]:
        name = function["name"]
        required = int(_version(function["since"]) <= MINIMUM)
        members.append(f"    {_signature(function, f'(*{name})')};")
        entries.append(f'    {{"{name}", offsetof(struct interface_table, {name}), {required}}},')
    return "\n".join(
        [
            "/* Generated from the engine's gdextension_interface.json. */",
            "#ifndef GODOT_INTERFACE_TABLE_H",
            "#define GODOT_INTERFACE_TABLE_H",
            "#include <stddef.h>",
            "#include <stdint.h>",
            "#include <wchar.h>",
            "struct interface_table {",
            *members,
            "};",
            "extern struct interface_table gd;",
            "static const struct {",
            "    const char *name;",
            "    size_t offset;",
            "    int required;",
            "} interface_functions[] __attribute__((unused)) = {",
            *entries,
            "};",
            "enum { INTERFACE_COUNT = sizeof interface_functions / sizeof *interface_functions };",
            "#endif",
            "",
        ]
    )


def _constructor(api: dict[str, Any], made: str, *sources: str) -> int:
    builtin = next(item for item in api["builtin_classes"] if item["name"] == made)
    for constructor in builtin["constructors"]:
        if tuple(argument["type"] for argument in constructor.get("arguments", [])) == sources:
            return int(constructor["index"])
    raise SystemExit(f"The engine's description has no constructor {made}({', '.join(sources)}).")


def _method_hash(classes: list[dict[str, Any]], owner: str, method: str) -> int:
    described = next(item for item in classes if item["name"] == owner)
    return int(next(item for item in described["methods"] if item["name"] == method)["hash"])


def engine_constants(api: dict[str, Any]) -> str:
    """The text of ``engine_constants.h``, for a 64-bit build of the engine."""
    precision = api["header"].get("precision", "single")
    build = "double_64" if precision == "double" else "float_64"
    sizes = next(
        entry["sizes"]
        for entry in api["builtin_class_sizes"]
        if entry["build_configuration"] == build
    )
    variant_size = next(entry["size"] for entry in sizes if entry["name"] == "Variant")
    builtins, classes = api["builtin_classes"], api["classes"]
    values = {
        "VARIANT_SIZE": variant_size,
        "REAL_IS_DOUBLE": int(precision == "double"),
        "STRING_FROM_STRING_NAME": _constructor(api, "String", "StringName"),
        "STRING_FROM_NODE_PATH": _constructor(api, "String", "NodePath"),
        "STRING_NAME_FROM_STRING": _constructor(api, "StringName", "String"),
        "NODE_PATH_FROM_STRING": _constructor(api, "NodePath", "String"),
        "STRING_FROM_STRING": _constructor(api, "String", "String"),
        "CALLABLE_FROM_OBJECT_METHOD": _constructor(api, "Callable", "Object", "StringName"),
        "CALLABLE_IS_STANDARD_HASH": _method_hash(builtins, "Callable", "is_standard"),
        "CALLABLE_GET_OBJECT_ID_HASH": _method_hash(builtins, "Callable", "get_object_id"),
        "CALLABLE_GET_METHOD_HASH": _method_hash(builtins, "Callable", "get_method"),
        "SIGNAL_FROM_OBJECT_NAME": _constructor(api, "Signal", "Object", "StringName"),
        "SIGNAL_GET_OBJECT_ID_HASH": _method_hash(builtins, "Signal", "get_object_id"),
        "SIGNAL_GET_NAME_HASH": _method_hash(builtins, "Signal", "get_name"),
        "SEQUENCE_SIZE_HASH": _method_hash(builtins, "Array", "size"),
        "SEQUENCE_RESIZE_HASH": _method_hash(builtins, "Array", "resize"),
        "IS_READ_ONLY_HASH": _method_hash(builtins, "Array", "is_read_only"),
        "GET_TYPED_BUILTIN_HASH": _method_hash(builtins, "Array", "get_typed_builtin"),
        "GET_TYPED_CLASS_NAME_HASH": _method_hash(builtins, "Array", "get_typed_class_name"),
        "GET_TYPED_SCRIPT_HASH": _method_hash(builtins, "Array", "get_typed_script"),
        "DICTIONARY_SIZE_HASH": _method_hash(builtins, "Dictionary", "size"),
        "DICTIONARY_ERASE_HASH": _method_hash(builtins, "Dictionary", "erase"),
        "DICTIONARY_CLEAR_HASH": _method_hash(builtins, "Dictionary", "clear"),
        "DICTIONARY_KEYS_HASH": _method_hash(builtins, "Dictionary", "keys"),
        "INIT_REF_HASH": _method_hash(classes, "RefCounted", "init_ref"),
        "UNREFERENCE_HASH": _method_hash(classes, "RefCounted", "unreference"),
        "GET_REFERENCE_COUNT_HASH": _method_hash(classes, "RefCounted", "get_reference_count"),
        "NOTIFICATION_HASH": _method_hash(classes, "Object", "notification"),
        "GET_SCRIPT_HASH": _method_hash(classes, "Object", "get_script"),
    }
    lines = [f"#define {name} {value}" for name, value in values.items()]
    return "\n".join(["/* Generated from the engine's extension_api.json. */", *lines, ""])


def declarations(header: Path) -> str:
    """``gdextension_interface.h`` as cffi reads it: preprocessed, without the standard headers."""
    text = re.sub(r"^\s*#\s*include.*$", "", header.read_text(encoding="utf-8"), flags=re.MULTILINE)
    run = subprocess.run(
        ["cc", "-E", "-P", "-x", "c", "-"], input=text, capture_output=True, text=True, check=True
    )
    return re.sub(
        r"^\s*typedef uint(16|32)_t char(16|32)_t;\s*$", "", run.stdout, flags=re.MULTILINE
    )


def read(path: Path) -> dict[str, Any]:
    """One of the engine's JSON dumps."""
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described
