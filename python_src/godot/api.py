"""Room A: the engine's description, piece by piece. Pure Python. May import: archive.

The build writes ``_generated/api.bin`` (``_ffi/generate_api.py`` says what is in it). Nothing of it
is read before it is asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from godot.archive import Archive, Section

__all__ = ["Api", "BuiltinData", "ClassData", "VirtualData", "engine_api"]


class ClassData(NamedTuple):
    """What the engine says of one class.

    Attributes:
        base: The class that it inherits from; None for ``Object``.
        is_ref_counted: Whether its objects die with their last reference.
        is_instantiable: Whether it can be made.
        methods: By name: hash, kind of call, flags, kind of the result, arguments, and what the
            result is more exactly (class, enum, element type) or None. An argument is its name,
            kind, exact type or None, and its default if it has one.
        properties: By name: getter, setter and index (each may be None), kind, exact type.
        signals: By name: arguments.
        constants: By name, those of enums too.
        enums: By name: the values by name.
        bitfields: Names of the enums whose values can be combined.
    """

    base: str | None
    is_ref_counted: bool
    is_instantiable: bool
    methods: dict[str, tuple[int, int, int, int, tuple[Any, ...], str | None]]
    properties: dict[str, tuple[str | None, str | None, int | None, int, str | None]]
    signals: dict[str, tuple[Any, ...]]
    constants: dict[str, int]
    enums: dict[str, dict[str, int]]
    bitfields: list[str]


class VirtualData(NamedTuple):
    """A method that the engine calls if a class has it.

    Attributes:
        kinds: Of the arguments.
        result: Kind of the result.
        is_reference: Whether the result is a counted reference.
        arguments: As those of a method.
        exact: What the result is more exactly, or None.
    """

    kinds: tuple[int, ...]
    result: int
    is_reference: bool
    arguments: tuple[Any, ...]
    exact: str | None


class BuiltinData(NamedTuple):
    """What the engine says of one builtin type.

    Attributes:
        size: Of a value in the engine's memory, in bytes.
        component: What a value type is made of, as in the module :mod:`struct`; empty for others.
        members: Name and kind of each.
        fields: The members that together are the value.
        items: The kind of what an index gives, and how many of it there are.
        constructors: Number and arguments of each; an argument is its name and kind.
        operators: Of a value type: operator, kinds of the left and the right operand, and of the
            result; also those with a plain number on the left.
        methods: By name: hash, flags, kind of the result, arguments, and what the result is more
            exactly or None. An argument is that of a class's method.
        constants: By name: the number, or the value's memory.
        enums: By name: the values by name.
    """

    size: int
    component: str
    members: tuple[tuple[str, int], ...]
    fields: tuple[str, ...]
    items: tuple[int, int]
    constructors: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
    operators: tuple[tuple[int, int, int, int], ...]
    methods: dict[str, tuple[int, int, int, tuple[Any, ...], str | None]]
    constants: dict[str, int | bytes]
    enums: dict[str, dict[str, int]]


class Api:
    """The engine's description in its compact form."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.utilities: Mapping[str, tuple[Any, ...]] = Section(archive, "utility/")
        self.builtins: Mapping[str, tuple[Any, ...]] = Section(archive, "builtin/")
        self.enums: Mapping[str, dict[str, int]] = Section(archive, "enum/")

    def __contains__(self, name: str) -> bool:
        return f"class/{name}" in self._archive

    @functools.cached_property
    def version(self) -> tuple[int, int, int]:
        """Of the engine that was described: major, minor, patch."""
        major, minor, patch = self._archive.read("version")
        return (major, minor, patch)

    @functools.cached_property
    def singletons(self) -> dict[str, str]:
        """The engine's singletons, with their classes."""
        return dict(self._archive.read("singletons"))

    @functools.cached_property
    def constants(self) -> dict[str, int]:
        """The constants that belong to no class, with the values of the global enums."""
        return dict(self._archive.read("constants"))

    @functools.cached_property
    def bitfields(self) -> frozenset[str]:
        """The global enums whose values can be combined."""
        return frozenset(self._archive.read("bitfields"))

    def class_names(self) -> list[str]:
        """All engine classes, in the engine's order."""
        return self._archive.names("class/")

    def read_class(self, name: str) -> ClassData:
        """One class. Raises ``KeyError`` for an unknown name."""
        return ClassData(*self._archive.read(f"class/{name}"))

    def read_builtin(self, name: str) -> BuiltinData:
        """One builtin type. Raises ``KeyError`` for an unknown name."""
        return BuiltinData(*self.builtins[name])

    def own_virtuals(self, name: str) -> dict[str, VirtualData]:
        """The virtual methods that a class adds to those of its base, by name."""
        try:
            read = self._archive.read(f"virtual/{name}")
        except KeyError:
            return {}
        return {method: VirtualData(*entry) for method, entry in read.items()}

    def all_virtuals(self, name: str) -> dict[str, VirtualData]:
        """The virtual methods of a class and its bases, by name."""
        found: dict[str, VirtualData] = {}
        current: str | None = name
        while current is not None:
            found = self.own_virtuals(current) | found
            current = self._archive.read(f"base/{current}")
        return found

    def virtuals(self, name: str) -> dict[str, tuple[tuple[int, ...], int, bool]]:
        """The same, each as the kinds of its arguments, its result, and whether that is counted."""
        return {method: data[:3] for method, data in self.all_virtuals(name).items()}


@functools.cache
def engine_api() -> Api:
    """The description that this build was made for."""
    path = Path(__file__).parent / "_generated" / "api.bin"
    try:
        return Api(Archive.open(path))
    except FileNotFoundError as error:
        raise ImportError(
            f"'{path}' is missing: the package was not built; run 'python3 dev.py build', "
            "or copy the addon whole"
        ) from error
