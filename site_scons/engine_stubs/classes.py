"""The engine's classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from engine_stubs.functions import enum, enum_constants, function, parameters
from engine_stubs.names import LOOSE, Names, python_name
from engine_stubs.texts import docstring

__all__ = ["Classes"]

_IN = "    "
_DEFINED = re.compile(r"    def (\w+)\(")

# What a method gives depends on the game, so that its described type would only be in the way.
_DEPENDS = {
    ("Node", "get_node"),
    ("Node", "get_node_or_null"),
    ("Engine", "get_main_loop"),
    ("AudioStreamPlayer", "get_stream_playback"),
    ("AudioStreamPlayer2D", "get_stream_playback"),
    ("AudioStreamPlayer3D", "get_stream_playback"),
}
_OWN: dict[str, tuple[str, ...]] = {
    "Object": (
        "    def __init__(self) -> None: ...",
        "    @classmethod",
        "    def new(cls) -> Self:",
        '        """A new object of this class: the same as calling the class."""',
        "    def free(self) -> None:",
        '        """Deletes the object from memory, now."""',
        "    @property",
        "    def instance_id(self) -> int:",
        '        """The engine\'s instance ID, also after the object was freed."""',
    ),
}


class Classes:
    """Writes the classes of a description, bases first."""

    def __init__(self, api: dict[str, Any], names: Names) -> None:
        self._names = names
        self._described = {item["name"]: item for item in api["classes"]}
        self._signatures: dict[str, dict[str, str]] = {}

    def write(self) -> Iterator[tuple[str, list[str]]]:
        """The name of each class in the stub with its lines, bases first."""
        for name in self._with_bases(self._described):
            yield self._names.of_class(name), list(self._class(self._described[name]))

    def _with_bases(self, names: Iterable[str]) -> Iterator[str]:
        done: dict[str, None] = {}
        for name in names:
            line, base = [], name
            while base and base not in done:
                line.append(base)
                base = self._described[base].get("inherits", "")
            done.update(dict.fromkeys(reversed(line)))
        yield from done

    def _class(self, described: dict[str, Any]) -> Iterator[str]:
        name, base = described["name"], described.get("inherits")
        inherited = self._signatures.get(base, {}) if base else {}
        own: dict[str, str] = {}
        bases = self._names.of_class(base) if base else ""
        yield f"class {self._names.of_class(name)}{f'({bases})' if bases else ''}:"
        parts = (described.get("brief_description", ""), described.get("description", ""))
        yield from docstring("\n".join(part for part in parts if part), _IN)
        for values in described.get("enums", []):
            yield from enum(values, _IN)
        for values in described.get("enums", []):
            yield from enum_constants(values, _IN)
        for constant in described.get("constants", []):
            mark = _ignore(f"{constant['value']}", inherited.get(constant["name"]), "misc")
            own[constant["name"]] = f"{constant['value']}"
            yield f"{_IN}{constant['name']}: Final[int] = {constant['value']}{mark}"
            yield from docstring(constant.get("description", ""), _IN)
        for item in described.get("signals", []):
            yield from self._signal(item)
        for item in described.get("properties", []):
            yield from self._property(item, described)
        for line in _OWN.get(name, ()):
            found = _DEFINED.match(line)
            own.update({found[1]: line} if found else {})
            yield line
        for method in described.get("methods", []):
            yield from self._method(name, method, inherited, own)
        yield f"{_IN}..."
        self._signatures[name] = {**inherited, **own}

    def _signal(self, described: dict[str, Any]) -> Iterator[str]:
        types = [self._names.given(argument["type"]) for argument in described.get("arguments", [])]
        taken = ", ".join(types)
        awaited = types[0] if len(types) == 1 else f"tuple[{taken}]" if types else "None"
        yield f"{_IN}{python_name(described['name'])}: Signal[[{taken}], {awaited}]"
        yield from docstring(described.get("description", ""), _IN)

    def _property(self, described: dict[str, Any], owner: dict[str, Any]) -> Iterator[str]:
        name = python_name(described["name"])
        if not name.isidentifier():
            return
        given = self._names.given(described["type"])
        if described["type"] in LOOSE:  # its getter may say more
            given = self._names.given(
                _result_of(described.get("getter", ""), owner) or described["type"]
            )
        taken = self._names.taken(described["type"])
        text = self._text(described, described["type"])
        if described.get("setter") and given == taken:
            yield f"{_IN}{name}: {given}"
            yield from docstring(text, _IN)
            return
        yield f"{_IN}@property"
        yield from function(name, "self", given, text, _IN)
        if described.get("setter"):
            yield f"{_IN}@{name}.setter"
            yield from function(name, f"self, value: {taken}", "None", "", _IN)

    def _text(self, described: dict[str, Any], kind: str) -> str:
        text = str(described.get("description", ""))
        enum_name = self._names.enum_of(kind)
        if enum_name:
            text += f"\nOne of [code]{enum_name.removeprefix('_')}[/code]."
        return text

    def _method(
        self,
        owner: str,
        described: dict[str, Any],
        inherited: dict[str, str],
        own: dict[str, str],
    ) -> Iterator[str]:
        name = python_name(described["name"])
        kind = described.get("return_value", {}).get("type", "")
        is_virtual = described["is_virtual"]
        if (owner, name) in _DEPENDS:
            result = "Any"
        elif is_virtual:
            result = self._names.taken(kind) if kind else "_Nothing"
        else:
            result = self._names.given(kind)
        first = "" if described["is_static"] else "self"
        given = parameters(described, self._names, first=first, by_place=is_virtual)
        signature = f"({given}) -> {result}"
        own[name] = signature
        mark = _ignore(signature, inherited.get(name), "override")
        if described["is_static"]:
            yield f"{_IN}@staticmethod"
        yield from function(name, given, result, self._text(described, kind), _IN, mark)


def _result_of(getter: str, owner: dict[str, Any]) -> str:
    """The type that a getter of the class gives; empty when it is not a method."""
    found = (method for method in owner.get("methods", []) if method["name"] == getter)
    return next((method.get("return_value", {}).get("type", "") for method in found), "")


def _ignore(signature: str, inherited: str | None, code: str) -> str:
    if inherited is None or inherited == signature:
        return ""
    return f"  # type: ignore[{code}]"
