"""The API reference, from the table of documented names: one page for each kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from site_making.markup import code_tabs
from site_making.python_examples import EXAMPLES
from site_making.table import contract, project_settings, result_codes

FOLDER = "reference"
FUNCTIONS, PROPERTIES, EVENTS, TYPES, RESULTS, SETTINGS = (
    f"{FOLDER}/{name}"
    for name in ("functions", "properties", "events", "types", "results", "settings")
)

# The functions by topic: a heading, and the first function below it.
_TOPICS = {
    "addEventListener": "Listeners",
    "requestUserProgress": "Achievements and stats",
    "requestActivePlayerCount": "Players and leaderboards",
    "getUserInfo": "Users and pictures",
    "setNotificationPosition": "Overlay",
    "isDlcInstalled": "App and account",
}
_ENGINE_TYPES = {"texture": "ImageTexture", "imageRect": "TextureRect", "parent": "Node"}


def pages() -> dict[PurePosixPath, str]:
    """The pages of the reference, by the page that each is in the site."""
    made = {
        FUNCTIONS: _functions(),
        PROPERTIES: _properties(),
        EVENTS: _events(),
        TYPES: _types(),
        RESULTS: _results(),
        SETTINGS: _settings(),
    }
    return {
        PurePosixPath(f"{name}.md"): "\n".join(lines).rstrip() + "\n"
        for name, lines in made.items()
    }


def anchors() -> dict[str, str]:
    """Where each documented name is described: its page, and the anchor there."""
    found: dict[str, str] = {}
    for page, names in (
        (PROPERTIES, contract.PROPERTIES),
        (EVENTS, contract.EVENTS),
        (TYPES, contract.TYPES),
        (FUNCTIONS, contract.FUNCTIONS),
    ):
        found |= {name: f"{page}#{name.lower()}" for name in names}
    return {**found, "ResultCode": f"{RESULTS}#result-codes"}


def _functions() -> Iterator[str]:
    yield from ("# Functions", "", "What the `Steamworks` node can be asked to do.", "")
    for row in contract.FUNCTIONS.values():
        if row.name in _TOPICS:
            yield from (f"## {_TOPICS[row.name]}", "")
        yield from (f"### {row.name}", "", *_signature(row), row.description, "")
        if row.parameters:
            yield from (*_members(row.parameters), "")
        failure = "" if row.failure in (None, False) else f"; `{row.failure!r}` when it fails"
        if row.failure in (None, False):
            failure = f"; `{'null' if row.failure is None else 'false'}` when it fails"
        yield from (f"Gives: {_type(row.returns)}{failure}.", "")
        if row.answer:
            yield from (
                f"Answered by [{row.answer}](events.md#{row.answer.lower()}), for which Python can "
                "await what the function gives.",
                "",
            )
        yield from _examples(row)


def _signature(row: contract.Function) -> Iterator[str]:
    yield from ("```{code-block} gdscript", ":class: signature", "", row.signature, "```", "")


def _properties() -> Iterator[str]:
    yield from ("# Properties", "", "What can be read of the `Steamworks` node at any time.", "")
    for row in contract.PROPERTIES.values():
        yield from (f"## {row.name}", "", f"{_type(row.type)}. {row.description}", "")
        yield from _examples(row)


def _events() -> Iterator[str]:
    yield from (
        "# Events",
        "",
        "Each is a signal of the `Steamworks` node, with one argument: a dictionary with the keys "
        "below. All keys are always present.",
        "",
    )
    for row in contract.EVENTS.values():
        asked = [f"`{f.name}`" for f in contract.FUNCTIONS.values() if f.answer == row.name]
        yield from (f"## {row.name}", "", row.description, "", *_members(row.keys), "")
        if asked:
            yield from (f"Asked for by {', '.join(asked)}.", "")
        yield from _examples(row)


def _types() -> Iterator[str]:
    yield from (
        "# Types",
        "",
        "Dictionaries that functions give and events carry, and the strings that a value may be. "
        "In Python `steamworks.shapes` has all of them as types for type checkers.",
        "",
    )
    for row in contract.TYPES.values():
        yield from (f"## {row.name}", "", row.description, "", *_members(row.keys), "")
    for name, words in contract.WORDS.items():
        listed = ", ".join(f'`"{word}"`' for word in words)
        yield from (f"## {name}", "", f"One of the strings {listed}.", "")


def _results() -> Iterator[str]:
    yield from (
        "# Result codes",
        "",
        "What Steam says of an outcome, as `resultCode` in events: constants of the node in "
        "GDScript, `steamworks.ResultCode` in Python. Few of them can come in an event of this "
        "addon; the others are there so that a number can be looked up.",
        "",
        "| number | GDScript | Python | |",
        "|---|---|---|---|",
    )
    for code in result_codes():
        yield (
            f"| {int(code)} | `Steamworks.RESULT_{code.name}` | `ResultCode.{code.name}` "
            f"| {contract.RESULTS[code.name]} |"
        )


def _settings() -> Iterator[str]:
    yield from (
        "# Project settings",
        "",
        "*Project Settings → General → Steamworks* in the editor; below `[steamworks]` in "
        "`project.godot`. They are read when the first `Steamworks` node enters the tree. As any "
        "setting of Godot they can be overridden for a platform or for debug builds.",
        "",
    )
    for item in project_settings():
        default = f'`"{item.default}"`' if isinstance(item.default, str) else f"`{item.default}`"
        if isinstance(item.default, bool):
            default = f"`{str(item.default).lower()}`"
        shown = "empty" if item.default == "" else default
        yield from (f"## {item.name}", "", f"{item.description}", "", f"Default: {shown}.", "")
    yield from (
        "One more is a property of each node, in the inspector: `run_in_editor` (off) has the node "
        "connect also while its scene is open in the editor.",
        "",
    )


def _type(word: str) -> str:
    """A type of the table: links for dictionaries, the engine's names for what is the engine's."""
    bare = word.removesuffix("?")
    inner = bare.removeprefix("array[").removesuffix("]")
    if inner in contract.TYPES:
        shown = f"[{inner}](types.md#{inner.lower()})"
    elif inner in _ENGINE_TYPES:
        shown = f"`{_ENGINE_TYPES[inner]}`"
    else:
        shown = "int or float" if inner == "number" else inner
    if bare.startswith("array["):
        shown = f"array of {shown}"
    return f"{shown} or null" if word.endswith("?") else shown


def _members(rows: Iterable[contract.Parameter | contract.Key], indent: str = "") -> Iterator[str]:
    for row in rows:
        optional = isinstance(row, contract.Parameter) and row.default is not contract.REQUIRED
        kind = f"{_type(row.type)}, optional" if optional else _type(row.type)
        told = f"{row.description}{contract.words_of(row)}"
        yield f"{indent}- **{row.name}** ({kind}): {told}"
        if isinstance(row, contract.Parameter):
            yield from _members(row.keys, f"{indent}  ")


def _examples(row: contract.Row) -> tuple[str, str]:
    return code_tabs(row.example, EXAMPLES[row.name]), ""
