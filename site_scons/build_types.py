"""Build time: makes types for type checkers from the table of documented names.

No room of the product. Runs on its own, with the standard library alone::

    python build_types.py --out python_src/steamworks/shapes.py --tmp build/objects/types \
        --stubs addons/steamworks/python/typings

`shapes.py` has the documented dictionaries and words as types. Beside it comes `api.pyi`, which
says of the façade what the table says, and with ``--stubs`` a stub of the engine's node, which has
its methods and signals at run time only.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# The package itself would bring the rest of the room, and what is compiled of it.
sys.path.append(str(ROOT / "python_src" / "steamworks"))

import contract  # type: ignore[import-not-found]  # noqa: E402 - found by the line above

_ROOM = ROOT / "python_src" / "godot_steamworks"
_MADE = "Made by the build from the table of documented names (`contract`); not to be edited."
_PLAIN = {
    "bool": "bool",
    "int": "int",
    "float": "float",
    "string": "str",
    "number": "int | float",
    "parent": "object",
}
_WORDS = {words: name for name, words in contract.WORDS.items()}


def capital(name: str) -> str:
    """The type of an event, or of what a function takes."""
    return name[0].upper() + name[1:]


def python_type(kind: str, words: tuple[str, ...], owner: str) -> str:
    """A type of the table for Python. `owner`: the function or event that it is of."""
    if kind.endswith("?"):
        return f"{python_type(kind[:-1], words, owner)} | None"
    if kind.startswith("array["):
        return f"list[{python_type(kind[6:-1], words, owner)}]"
    if kind in contract.TYPES:
        return kind
    if kind == "dictionary":
        return f"{capital(owner)}Params"
    if kind == "listener":
        return f"{capital(contract.FUNCTIONS[owner].answer)}Listener"
    return _WORDS[words] if words else _PLAIN[kind]


def shapes() -> str:
    """The module with the types of dictionaries and words."""
    lines = [
        f'"""Room B, `steamworks`: the documented dictionaries and words as types. {_MADE}',
        "",
        "At run time they are plain dictionaries and strings, as every language has them.",
        '"""',
        "",
        "from collections.abc import Callable",
        "from typing import Literal, NotRequired, Protocol, TypeAlias, TypedDict",
        "",
    ]
    for name, words in contract.WORDS.items():
        strings = ", ".join(f'"{word}"' for word in words)
        lines.append(f"{name}: TypeAlias = Literal[{strings}]")
    for kind in contract.TYPES.values():
        lines += _typed_dict(kind.name, kind.keys, kind.description, kind.name)
    for event in contract.EVENTS.values():
        name = capital(event.name)
        lines += _typed_dict(name, event.keys, event.description, event.name)
        lines += [
            "",
            "",
            f"class {name}Object(Protocol):",
            f'    """An object that hears `{event.name}` by its method of that name."""',
            "",
            f"    def {event.name}(self, event: {name}, /) -> object:",
            '        """Called with each such event."""',
            "",
            "",
            f"{name}Listener: TypeAlias = Callable[[{name}], object] | {name}Object",
        ]
    for row in contract.FUNCTIONS.values():
        for parameter in row.parameters:
            if parameter.keys:
                told = f"What `{row.name}` takes: {_lower(parameter.description)}"
                lines += _typed_dict(f"{capital(row.name)}Params", parameter.keys, told, row.name)
    return "\n".join(lines) + "\n"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _typed_dict(name: str, keys: Iterable[Any], description: str, owner: str) -> Iterator[str]:
    yield from ("", "", f"class {name}(TypedDict):")
    yield from (f'    """{description}"""', "")
    for key in keys:
        is_name = key.name == "name" and owner in contract.EVENTS
        kind = f'Literal["{owner}"]' if is_name else python_type(key.type, key.words, owner)
        if getattr(key, "default", contract.REQUIRED) is not contract.REQUIRED:
            kind = f"NotRequired[{kind}]"
        yield f"    {key.name}: {kind}"


def methods(pictures: dict[str, str], overrides: bool) -> Iterator[str]:
    """The documented functions and properties of a class in a stub.

    Args:
        pictures: What the host shows pictures with, by the words of the table.
        overrides: Whether the base class has methods for listeners, which take any.
    """
    for row in contract.FUNCTIONS.values():
        if row.name in ("addEventListener", "removeEventListener"):
            yield from _listening(row.name, overrides)
            continue
        kind = row.returns.rstrip("?")
        if row.answer:
            result = f"Request[{capital(row.answer)}]"
        elif kind in pictures:
            result = f"{pictures[kind]} | None"
        else:
            result = python_type(row.returns, (), row.name)
        given = [_parameter(parameter, row.name) for parameter in row.parameters]
        if row.leading is None:
            yield f"    def {row.name}({', '.join(['self', *given])}) -> {result}: ..."
            continue
        required = _parameter(row.leading._replace(default=contract.REQUIRED), row.name)
        for shown in (given[1:], [required, *given[1:]]):
            yield "    @overload"
            yield f"    def {row.name}({', '.join(['self', *shown])}) -> {result}: ..."
    for row in contract.PROPERTIES.values():
        yield "    @property"
        yield f"    def {row.name}(self) -> {python_type(row.type, (), row.name)}: ..."


def _parameter(parameter: contract.Parameter, function: str) -> str:
    kind = python_type(parameter.type, parameter.words, function)
    default = "" if parameter.default is contract.REQUIRED else f" = {parameter.default!r}"
    return f"{parameter.name}: {kind}{default}"


def _listening(function: str, overrides: bool) -> Iterator[str]:
    for number, event in enumerate(contract.EVENTS):
        # Which listeners fit depends on the name here; the façade itself finds out at run time.
        yield "    @overload" + "  # type: ignore[override]" * (overrides and number == 0)
        yield (
            f'    def {function}(self, eventName: Literal["{event}"], '
            f"listener: {capital(event)}Listener) -> bool: ..."
        )


def _names(text: str) -> str:
    """The names of `shapes` that a text uses, for an import."""
    known = [*contract.WORDS, *contract.TYPES]
    known += [f"{capital(event)}{end}" for event in contract.EVENTS for end in ("", "Listener")]
    known += [f"{capital(function)}Params" for function in contract.FUNCTIONS]
    letters = "".join(letter if letter.isalnum() else " " for letter in text)
    return ", ".join(sorted(set(known) & set(letters.split())))


def facade() -> str:
    """The stub of the façade."""
    body = "\n".join(methods({"texture": "Image", "imageRect": "ImageRect"}, overrides=True))
    return f"""# {_MADE}

import os
from typing import Literal, overload

from .facade.base import Facade
from .images import Image
from .log import Log
from .pictures import ImageRect
from .request import Request
from .shapes import {_names(body)}

class Steamworks(Facade):
{body}

def connect(
    app_id: str | int | None = None,
    library: str | os.PathLike[str] | None = None,
    log: Log | None = None,
) -> Steamworks: ...
"""


def node() -> str:
    """The stub of the engine's node."""
    signals = "\n".join(
        f"    {event}: Signal[[{capital(event)}], {capital(event)}]" for event in contract.EVENTS
    )
    codes = "\n".join(f"        RESULT_{name} = ..." for name in contract.RESULTS)
    body = "\n".join(
        methods({"texture": "ImageTexture", "imageRect": "TextureRect"}, overrides=False)
    )
    return f"""# {_MADE}

from enum import IntEnum
from typing import Literal, overload

from godot import ImageTexture, Node, Signal, TextureRect
from steamworks.request import Request
from steamworks.shapes import {_names(body + signals)}

class Steamworks(Node):
    run_in_editor: bool
{signals}
    class ResultCode(IntEnum):
{codes}
{body}
"""


def offline_class() -> str:
    """The stub of the class `OfflineSteam`: the control API's methods, static."""
    own = _methods(_ROOM / "offline_class.py", "OfflineSteam")
    methods = [*_methods(_ROOM / "offline_control.py", "OfflineControl"), *own]
    lines = []
    for method in methods:
        arguments = method.args
        del arguments.args[0]  # self, or the class
        result = ast.unparse(method.returns) if method.returns is not None else "Any"
        if result == "None" and method not in own:
            result = "bool"
        lines.append("    @staticmethod")
        lines.append(f"    def {method.name}({ast.unparse(arguments)}) -> {result}: ...")
    body = "\n".join(lines)
    return f"""# {_MADE}

from collections.abc import Mapping, Sequence
from typing import Any

from godot import Object

class OfflineSteam(Object):
{body}
"""


def _methods(path: Path, name: str) -> list[ast.FunctionDef]:
    """The public methods of a class in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (found,) = (item for item in tree.body if isinstance(item, ast.ClassDef) and item.name == name)
    return [
        item
        for item in found.body
        if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
    ]


def main(arguments: Sequence[str]) -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="the module shapes.py")
    parser.add_argument("--tmp", type=Path, help="not needed")
    parser.add_argument("--stubs", type=Path, help="the folder for the stubs of room D")
    options = parser.parse_args(arguments)
    options.out.write_text(shapes(), encoding="utf-8")
    options.out.with_name("api.pyi").write_text(facade(), encoding="utf-8")
    if options.stubs:
        folder = options.stubs / "godot_steamworks"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.pyi").write_text(f"# {_MADE}\n", encoding="utf-8")
        (folder / "node.pyi").write_text(node(), encoding="utf-8")
        (folder / "offline_class.pyi").write_text(offline_class(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
