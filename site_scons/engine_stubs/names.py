"""How the types of the engine are written in a stub."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

__all__ = ["LOOSE", "Names", "default_text", "python_name"]

# Whoever gets one of these knows better what it is, and would have to say so at each call. GDScript
# lets them pass too.
LOOSE = {"Object", "RefCounted", "Resource", "Node"}

_PLAIN = {
    "": "None",
    "void": "None",
    "Nil": "None",
    "bool": "bool",
    "int": "int",
    "float": "float",
    "String": "_str",
    "Variant": "Any",
    "Callable": "Callable",
    "Signal": "Signal[..., Any]",
    "Array": "Array[Any]",
    "Dictionary": "Dictionary[Any, Any]",
}
# What is taken where the engine wants one of these.
_TAKEN = {
    "StringName": "_str",
    "NodePath": "_str",
    "Callable": "_Callable",
    "Array": "Sequence[Any]",
    "Dictionary": "Mapping[Any, Any]",
    "PackedByteArray": "_Integers",
    "PackedInt32Array": "_Integers",
    "PackedInt64Array": "_Integers",
    "PackedFloat32Array": "_Reals",
    "PackedFloat64Array": "_Reals",
    "PackedStringArray": "Sequence[_str]",
    "PackedVector2Array": "_Vectors2",
    "PackedVector3Array": "_Vectors3",
    "PackedVector4Array": "_Vectors4",
    "PackedColorArray": "_Colors",
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")


def python_name(name: str) -> str:
    """A name of the engine as Python can write it."""
    return f"{name}_" if keyword.iskeyword(name) else name


def default_text(written: str) -> str:
    """A default as a stub shows it; what Python writes in another way is left out."""
    if written in {"true", "false"}:
        return written.capitalize()
    if written == "null":
        return "None"
    if _NUMBER.fullmatch(written):
        return written
    if written.startswith(('"', '&"')) and written.isascii() and "\\" not in written:
        return written.removeprefix("&")
    return "..."


class Type(NamedTuple):
    """A type where it is given and where it is taken."""

    given: str
    taken: str
    classes: frozenset[str] | set[str] = frozenset()


class Names:
    """Writes types; knows which classes there are."""

    def __init__(self, api: dict[str, Any]) -> None:
        self.classes = {item["name"] for item in api["classes"]}
        self.singletons = {item["name"]: item["type"] for item in api["singletons"]}
        self._objects = set(self.singletons.values())
        self._known: dict[str, Type] = {}
        self.used: set[str] = set()
        """The classes, as they are called in the stub, that were written since it was emptied."""

    def of_class(self, name: str) -> str:
        """The class's name in the stub: that of a singleton's class means the object there."""
        found = f"_{name}" if name in self._objects else name
        self.used.add(found)
        return found

    def given(self, described: str) -> str:
        """What one gets: a result, or a property that is read."""
        return self._type(described).given

    def taken(self, described: str, is_required: bool = False) -> str:
        """What can be passed: an argument, or a property that is set.

        ``is_required``: of an object, it must not be null.
        """
        found = self._type(described).taken
        return found.removesuffix(" | None") if is_required else found

    def enum_of(self, described: str) -> str:
        """The enum of an integer; empty for other types."""
        if not described.startswith(("enum::", "bitfield::")):
            return ""
        name = described.partition("::")[2]
        owner, _, inner = name.rpartition(".")
        return f"{self.of_class(owner)}.{inner}" if owner in self.classes else inner

    def _type(self, described: str) -> Type:
        found = self._known.get(described)
        if found is None:
            before, self.used = self.used, set()
            found = self._known[described] = self._find(described)._replace(classes=self.used)
            self.used = before
        self.used |= found.classes
        return found

    def _find(self, described: str) -> Type:
        # What is an enum comes as an int; both can be passed, as an IntEnum is an int.
        if described.startswith(("enum::", "bitfield::")) or described.endswith("*"):
            return Type("int", "int")
        if described.startswith("typedarray::"):
            # Of some the engine writes "24/17:Name", with the kind and the hint.
            inner = described.partition("::")[2]
            if "/" in inner:
                inner = inner.partition(":")[2] or "Dictionary"
            element = self._exact(inner)
            return Type(f"Array[{element}]", f"Sequence[{self._element(inner)}]")
        if described.startswith("typeddictionary::"):
            key, value = described.partition("::")[2].split(";")
            types = f"{self._exact(key)}, {self._exact(value)}"
            return Type(f"Dictionary[{types}]", f"Mapping[{types}]")
        # Where several classes fit, the engine names them all; "-" leads one that does not.
        parts = [part for part in described.split(",") if not part.startswith("-")]
        if len(parts) > 1:
            return self._several(parts)
        name = parts[0]
        if name in self.classes:
            exact = self.of_class(name)
            return Type(f"_Some{name}" if name in LOOSE else exact, f"{exact} | None")
        given = _PLAIN.get(name, name)
        return Type(given, _TAKEN.get(name, given))

    def _several(self, parts: Iterable[str]) -> Type:
        given = " | ".join(self._exact(part) for part in parts)
        return Type(given, f"{given} | None")

    def _exact(self, name: str) -> str:
        return self.of_class(name) if name in self.classes else self._type(name).given

    def _element(self, name: str) -> str:
        return self.of_class(name) if name in self.classes else self._type(name).taken
