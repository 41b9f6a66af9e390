"""Build time: makes the stub of the room ``godot`` from the engine's description.

No room of the product. Runs on its own, with the standard library alone::

    python build_stubs.py --engine build/engine --out typings/godot/__init__.pyi

Type checkers and editors read it instead of the package, whose names come from the running engine.
"""

from __future__ import annotations

import argparse
import json
import re
import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE))

from engine_stubs import classes, functions, values  # noqa: E402
from engine_stubs.names import Names  # noqa: E402

ROOM = HERE / "engine_stubs" / "room.pyi.in"
REGISTRY = HERE / "engine_stubs" / "registry.pyi.in"
_MADE = """# Made by the build from the engine's description; not to be edited.
# mypy: disable-error-code="overload-overlap, overload-cannot-match"
# pyright: reportOverlappingOverload=false, reportIncompatibleMethodOverride=false
# pyright: reportIncompatibleVariableOverride=false, reportInconsistentOverload=false
# pyright: reportPrivateUsage=false, reportUnusedImport=false
"""
# What they have of `str` has its meaning.
_TEXTS = {"String", "StringName", "NodePath"}
_ELEMENTS = {
    "Byte": "int",
    "Int32": "int",
    "Int64": "int",
    "Float32": "float",
    "Float64": "float",
    "String": "_str",
    "Vector2": "Vector2",
    "Vector3": "Vector3",
    "Vector4": "Vector4",
    "Color": "Color",
}
_PLACE = re.compile(r"^ *# (?P<what>ENGINE|PACKED)(?: (?P<name>\w+))?$")
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_SHARED = re.compile(
    r"^(?:(?:async )?def|class) (\w+)|^(\w+)(?:: TypeAlias)? = |^(\w+): Final", re.MULTILINE
)
# What is imported from the project's files by a longer name.
_PROJECT = """from typing import Any

def __getattr__(name: str) -> Any: ...
"""
# Type checkers know some of these by where they come from, so that the room cannot hand them on.
_IMPORTS = """from builtins import str as _str
from collections.abc import Coroutine, Mapping, Sequence
from enum import IntEnum, IntFlag
from typing import Any, Final, Self
from ._room import *
"""
_DEFINED = re.compile(
    r"^(?:(?:async )?def|class) ([a-zA-Z]\w*)|^([a-zA-Z]\w*): (?:Final|TypeAlias)", re.MULTILINE
)


def modules(api: dict[str, Any]) -> dict[str, str]:
    """The modules of the stub by their file names.

    The engine's classes are in a module for each letter: of one for all, type checkers say that it
    is too complex to follow.
    """
    names = Names(api)
    room = ROOM.read_text(encoding="utf-8")
    own = _room_names(room)
    made = {"_room.pyi": _room_module(room, api, names)}
    made["registry.pyi"] = f"{_MADE}\n{REGISTRY.read_text(encoding='utf-8')}"
    made["res.pyi"] = f"{_MADE}\n{_PROJECT}"
    names.used.clear()
    functions_lines = list(functions.utilities(api, names, set(own)))
    made["_functions.pyi"] = _module(functions_lines, names.used, set())
    letters: dict[str, list[str]] = {letter: [] for letter in string.ascii_lowercase}
    used: dict[str, set[str]] = {letter: set() for letter in string.ascii_lowercase}
    homes: dict[str, list[str]] = {letter: [] for letter in string.ascii_lowercase}
    names.used.clear()
    for name, lines in classes.Classes(api, names).write():
        letter = _letter(name)
        letters[letter] += lines
        used[letter] |= names.used
        homes[letter].append(name)
        names.used.clear()
    for letter, lines in letters.items():
        made[f"_classes_{letter}.pyi"] = _module(lines, used[letter], set(homes[letter]))
    made["__init__.pyi"] = _face(api, own, names)
    return made


def _letter(name: str) -> str:
    return name.lstrip("_")[0].lower()


def _module(lines: list[str], used: set[str], own: set[str]) -> str:
    """A module that has the room's names and those classes of other modules."""
    return "\n".join([_MADE, _IMPORTS, *_imports(used - own), "", *lines, ""])


def _imports(names: Iterable[str], public: bool = False) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        shown = f"{name} as {name}" if public else name
        groups.setdefault(_letter(name), []).append(shown)
    for letter, members in groups.items():
        yield f"from ._classes_{letter} import {', '.join(members)}"


def _room_module(room: str, api: dict[str, Any], names: Names) -> str:
    names.used = {"Object"}
    lines = list(_room(room, api, names))
    builtin_types = {item["name"]: item for item in api["builtin_classes"]}
    for name in values.VALUES:
        lines += values.value_type(builtin_types[name], api["builtin_classes"], names)
    # The other modules take the private names too.
    shared = ["".join(found) for found in _SHARED.findall("\n".join(lines))]
    lines.append(f"__all__ = {json.dumps(sorted(set(shared)))}")
    return "\n".join([_MADE, *_imports(names.used), *lines, ""])


def _face(api: dict[str, Any], own: list[str], names: Names) -> str:
    """What is imported: ``godot`` itself."""
    engine = {name for name in names.classes if names.of_class(name) == name}
    rest = set(functions.names_of(api)) - engine - set(own)
    lines = ['"""The engine in Python: everything of it is here under its Godot name."""', _MADE]
    lines.append(f"from ._room import {', '.join(f'{name} as {name}' for name in sorted(own))}")
    lines.append(
        f"from ._functions import {', '.join(f'{name} as {name}' for name in sorted(rest))}"
    )
    lines.append("from builtins import bool as bool, float as float, int as int")
    lines += _imports(engine, public=True)
    lines.append(f"__all__ = {json.dumps(functions.public_names(api, own))}")
    return "\n".join([*lines, ""])


def place_in(line: str) -> re.Match[str] | None:
    """Where the room's text is to be filled in: ``what``, and the ``name`` of a type."""
    return _PLACE.match(line)


def _room_names(room: str) -> list[str]:
    packed = [f"Packed{kind}Array" for kind in _ELEMENTS]
    return [*dict.fromkeys(map("".join, _DEFINED.findall(room))), *packed, *values.VALUES]


def _room(room: str, api: dict[str, Any], names: Names) -> Iterator[str]:
    """What is written by hand, with the engine's methods in their places."""
    described = {item["name"]: item for item in api["builtin_classes"]}
    written = {
        found[1]: room[found.start() : room.find("\nclass ", found.end())]
        for found in _CLASS.finditer(room)
    }
    shared = values.methods_in(written["_Sorting"])
    for line in room.splitlines():
        place = place_in(line)
        if place is None:
            yield line
        elif place["what"] == "ENGINE":
            said = values.methods_in(written[place["name"]])
            said |= shared if place["name"] == "Array" else set()
            said |= set(dir(str)) if place["name"] in _TEXTS else set()
            yield from values.rest_of_methods(described[place["name"]], said, names)
        else:
            for kind, element in _ELEMENTS.items():
                yield from _packed(described[f"Packed{kind}Array"], element, shared, names)


def _packed(
    described: dict[str, Any], element: str, shared: set[str], names: Names
) -> Iterator[str]:
    name = described["name"]
    base = "_Sorting" if element == "_str" else "_Packed"
    yield f"class {name}({base}[{element}]):"
    yield f'    """{described["brief_description"]}"""'
    taken = names.taken(name)
    yield f"    def __init__(self, values: {taken} | Iterable[{element}] = ..., /) -> None: ..."
    yield "    def __hash__(self) -> int: ..."
    if name in {"PackedVector2Array", "PackedVector3Array"}:
        transform = "Transform2D" if "2" in name else "Transform3D"
        yield "    @overload  # type: ignore[override]"
        yield f"    def __mul__(self, count: SupportsIndex, /) -> {name}: ..."
        yield "    @overload"
        yield f"    def __mul__(self, transform: {transform}, /) -> {name}: ..."
    yield from values.rest_of_methods(described, shared, names)


def main(arguments: Sequence[str]) -> None:
    """Writes the stub."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--engine", type=Path, required=True, help="folder of the descriptions")
    parser.add_argument("--out", type=Path, required=True, help="the stub's __init__.pyi")
    parser.add_argument("--tmp", type=Path, help="not needed")
    options = parser.parse_args(arguments)
    api = json.loads((options.engine / "extension_api.json").read_text(encoding="utf-8"))
    folder = options.out.parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in modules(api).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
