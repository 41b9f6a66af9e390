"""Signatures, enums, and what belongs to no class: utility functions and constants."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

from engine_stubs.names import Names, default_text, python_name
from engine_stubs.texts import docstring

__all__ = ["enum", "enum_constants", "function", "parameters", "utilities"]


def parameters(
    described: dict[str, Any], names: Names, *, first: str = "", by_place: bool = False
) -> str:
    """The parameters of a function.

    ``by_place``: callers do not name them, so that whoever overrides it may name them otherwise.
    """
    shown = [first] if first else []
    for argument in described.get("arguments", []):
        kind = names.taken(argument["type"], argument.get("meta") == "required")
        text = f"{python_name(argument['name'])}: {kind}"
        if "default_value" in argument:
            text += f" = {default_text(argument['default_value'])}"
        shown.append(text)
    if described.get("is_vararg"):
        shown.append("*args: Any")
    elif by_place and len(shown) > 1:
        shown.append("/")
    return ", ".join(shown)


def function(
    name: str, given: str, result: str, text: str, indent: str, mark: str = ""
) -> Iterator[str]:
    """A function with its text; ``mark`` stands behind its first line."""
    lines = list(docstring(text, f"{indent}    "))
    head = f"{indent}def {name}({given}) -> {result}:"
    if not lines:
        yield f"{head} ...{mark}"
        return
    yield f"{head}{mark}"
    yield from lines


def enum(described: dict[str, Any], indent: str) -> Iterator[str]:
    """An enum as a class."""
    base = "IntFlag" if described.get("is_bitfield") else "IntEnum"
    yield f"{indent}class {described['name'].replace('.', '')}({base}):"
    inner = f"{indent}    "
    seen = False
    for value in described["values"]:
        seen = True
        yield f"{inner}{value['name']} = {value['value']}"
        yield from docstring(value.get("description", ""), inner)
    if not seen:
        yield f"{inner}..."


def enum_constants(described: dict[str, Any], indent: str) -> Iterator[str]:
    """The values of an enum as constants beside it."""
    for value in described["values"]:
        yield f"{indent}{value['name']}: Final[int] = {value['value']}"
        yield from docstring(value.get("description", ""), indent)


def utilities(api: dict[str, Any], names: Names, said: set[str]) -> Iterator[str]:
    """Global enums, constants, utility functions, singletons; without what is said already."""
    for described in api["global_enums"]:
        if "." not in described["name"]:
            yield from enum(described, "")
    for described in api["global_enums"]:
        yield from enum_constants(described, "")
    for described in api["utility_functions"]:
        if described["name"] == "instance_from_id":
            result = "_SomeObject"
        else:
            result = names.given(described.get("return_type", ""))
        name = python_name(described["name"])
        if name in said:
            continue
        text = described.get("description", "")
        yield from function(name, parameters(described, names), result, text, "")
    for name, kind in names.singletons.items():
        yield f"{name}: Final[{names.of_class(kind)}]"


def public_names(api: dict[str, Any], room: list[str]) -> list[str]:
    """What ``from godot import *`` brings: everything but what would hide Python's own names."""
    found = {*room, *names_of(api)}
    return sorted(found - set(dir(builtins)))


def names_of(api: dict[str, Any]) -> Iterator[str]:
    """All names that the engine's description brings into the module."""
    for part in ("classes", "utility_functions", "singletons", "global_constants"):
        yield from (python_name(item["name"]) for item in api[part])
    for described in api["global_enums"]:
        if "." not in described["name"]:
            yield described["name"]
        yield from (value["name"] for value in described["values"])
