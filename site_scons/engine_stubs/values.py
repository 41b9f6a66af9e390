"""The engine's builtin types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine_stubs.functions import enum, enum_constants, function, parameters
from engine_stubs.names import Names, python_name
from engine_stubs.texts import docstring

__all__ = ["VALUES", "rest_of_methods", "value_type"]

_IN = "    "

VALUES = (
    *("Vector2", "Vector2i", "Rect2", "Rect2i", "Vector3", "Vector3i", "Transform2D"),
    *("Vector4", "Vector4i", "Plane", "Quaternion", "AABB", "Basis", "Transform3D"),
    *("Projection", "Color", "RID"),
)
_SYMBOLS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "%": "mod",
    "**": "pow",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "<<": "lshift",
    ">>": "rshift",
    "&": "and",
    "|": "or",
    "^": "xor",
}
_UNARY = {"unary-": "__neg__", "unary+": "__pos__", "~": "__invert__"}
_COMPARED = {"<", "<=", ">", ">="}
_ITEMS = {"Vector2": 2, "Vector2i": 2, "Vector3": 3, "Vector3i": 3, "Vector4": 4, "Vector4i": 4}


def value_type(
    described: dict[str, Any], everyone: list[dict[str, Any]], names: Names
) -> Iterator[str]:
    """One value type."""
    name = described["name"]
    yield f"class {name}:"
    parts = (described.get("brief_description", ""), described.get("description", ""))
    yield from docstring("\n".join(part for part in parts if part), _IN)
    for values in described.get("enums", []):
        yield from enum(values, _IN)
    for values in described.get("enums", []):
        yield from enum_constants(values, _IN)
    for constant in described.get("constants", []):
        kind = names.given(constant["type"])
        if constant["type"] == "int":
            yield f"{_IN}{constant['name']}: Final[int] = {constant['value']}"
        else:
            yield f"{_IN}{constant['name']}: ClassVar[{kind}]"
        yield from docstring(constant.get("description", ""), _IN)
    for member in described.get("members", []):
        yield f"{_IN}{member['name']}: {names.given(member['type'])}"
        yield from docstring(member.get("description", ""), _IN)
    yield from _constructors(described, names)
    yield from _operators(described, everyone, names)
    yield from _items(described, names)
    yield f"{_IN}def __hash__(self) -> int: ..."
    yield from rest_of_methods(described, set(), names)


def _constructors(described: dict[str, Any], names: Names) -> Iterator[str]:
    constructors = described.get("constructors", [])
    for constructor in constructors:
        if len(constructors) > 1:
            yield f"{_IN}@overload"
        given = parameters(constructor, names, first="self")
        text = constructor.get("description", "")
        yield from function("__init__", given, "None", text, _IN)


def _overloads(name: str, found: dict[str, str], mark: str = "") -> Iterator[str]:
    """One operator by the types of its right operand; an int before a float that it would fit."""
    ordered = sorted(found.items(), key=lambda item: item[0] == "float")
    for right, result in ordered:
        if len(ordered) > 1:
            yield f"{_IN}@overload"
        yield f"{_IN}def {name}(self, other: {right}, /) -> {result}: ...{mark}"


def _operators(
    described: dict[str, Any], everyone: list[dict[str, Any]], names: Names
) -> Iterator[str]:
    name = described["name"]
    own: dict[str, dict[str, str]] = {}
    reflected: dict[str, dict[str, str]] = {}
    for left in everyone:
        for operator in left.get("operators", []):
            symbol, right = operator["name"], operator.get("right_type", "")
            if symbol not in _SYMBOLS or right == "Variant":
                continue
            result = names.given(operator["return_type"])
            if left["name"] == name and right not in {"Array", "Dictionary"}:
                found = own.setdefault(f"__{_SYMBOLS[symbol]}__", {})
                found[names.given(right)] = result
            elif right == name and left["name"] in {"int", "float"} and symbol not in _COMPARED:
                found = reflected.setdefault(f"__r{_SYMBOLS[symbol]}__", {})
                found[names.given(left["name"])] = result
    for method, found in [*own.items(), *reflected.items()]:
        yield from _overloads(method, found)
    for operator in described.get("operators", []):
        if operator["name"] in _UNARY:
            result = names.given(operator["return_type"])
            yield f"{_IN}def {_UNARY[operator['name']]}(self) -> {result}: ..."
    if described["name"] in _ITEMS:
        yield f"{_IN}def __abs__(self) -> {name}: ..."
    yield f"{_IN}def __bool__(self) -> bool: ..."
    yield f"{_IN}def __copy__(self) -> {name}: ..."
    yield f"{_IN}def __deepcopy__(self, memo: Any, /) -> {name}: ..."


def _items(described: dict[str, Any], names: Names) -> Iterator[str]:
    item = described.get("indexing_return_type")
    if not item:
        return
    kind = names.given(item)
    yield f"{_IN}def __len__(self) -> int: ..."
    yield f"{_IN}def __iter__(self) -> Iterator[{kind}]: ..."
    yield f"{_IN}def __getitem__(self, index: int, /) -> {kind}: ..."
    yield f"{_IN}def __setitem__(self, index: int, value: {kind}, /) -> None: ..."


_METHOD = re.compile(r"^    def (\w+)\(", re.MULTILINE)


def methods_in(text: str) -> set[str]:
    """The methods that a class in ``room.pyi.in`` says itself."""
    return set(_METHOD.findall(text))


def rest_of_methods(described: dict[str, Any], said: set[str], names: Names) -> Iterator[str]:
    """The engine's methods of a builtin type, without those that are said already."""
    for method in described.get("methods", []):
        name = python_name(method["name"])
        if name in said:
            continue
        if method["is_static"]:
            yield f"{_IN}@staticmethod"
        given = parameters(method, names, first="" if method["is_static"] else "self")
        result = names.given(method.get("return_type", ""))
        yield from function(name, given, result, method.get("description", ""), _IN)
