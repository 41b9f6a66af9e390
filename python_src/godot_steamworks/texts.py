"""Room D: the documented texts as the editor's help pages. May import: steamworks.

The texts stand once, in ``steamworks.contract``, with code between backticks. The help pages want
tags; names that the page has become links, and every line is a paragraph, except in code blocks.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Container, Iterable, Iterator

from steamworks import contract

__all__ = ["event_page", "function_page", "markup", "paragraphs", "property_page", "result_texts"]

_CODE = re.compile(r"`([^`]+)`")
# A property's name may as well be that of a key or a parameter: then it is not a link.
_KEYS = {
    key.name
    for keys in (
        *(event.keys for event in contract.EVENTS.values()),
        *(kind.keys for kind in contract.TYPES.values()),
    )
    for key in keys
}
_PARAMETERS = {
    parameter.name
    for row in contract.FUNCTIONS.values()
    for given in row.parameters
    for parameter in (given, *given.keys)
}
_LINKED_PROPERTIES = set(contract.PROPERTIES) - _KEYS - _PARAMETERS


def markup(text: str, parameters: Container[str] = ()) -> str:
    """A text of the table with tags for backticks: code, and links where the page has the name.

    Args:
        text: The text.
        parameters: The parameters of the method that the text is about.
    """

    def tag(match: re.Match[str]) -> str:
        name = match[1]
        if name in parameters:
            return f"[param {name}]"
        if name in contract.FUNCTIONS:
            return f"[method {name}]"
        if name in contract.EVENTS:
            return f"[signal {name}]"
        if name in _LINKED_PROPERTIES:
            return f"[member {name}]"
        if name == "ResultCode":
            return f"[enum {name}]"
        return f"[code]{name}[/code]"

    return _CODE.sub(tag, text)


def paragraphs(text: str) -> str:
    """A docstring for the help pages, where every line is a paragraph, except in code blocks."""
    lines: list[str] = []
    joins = in_code = False
    for line in inspect.cleandoc(text).splitlines():
        is_tag = line.strip() in {"[codeblock]", "[/codeblock]"}
        if joins and line and not is_tag:
            lines[-1] += f" {line}"
            continue
        lines.append(line)
        if is_tag:
            in_code = not in_code
        joins = bool(line) and not in_code and not is_tag
    return "\n".join(lines)


def result_texts(prefix: str) -> dict[str, str]:
    """The help texts of the result codes, by their names: what each means, and how to ask for it.

    Args:
        prefix: Stands with an underscore before the name of each constant.
    """
    return {
        name: f"{text} Example: [code]event.resultCode == Steamworks.{prefix}_{name}[/code]"
        for name, text in contract.RESULTS.items()
    }


def function_page(row: contract.Function) -> str:
    """The help text of a method: what it does, its arguments, its result and an example."""
    names = {parameter.name for parameter in row.parameters}
    lines = [markup(row.description, names)]
    if row.leading is not None:
        every = ", ".join(parameter.name for parameter in row.parameters)
        fewer = every.partition(", ")[2]
        lines.append(
            f"Call it [code]{row.name}({every})[/code] or [code]{row.name}({fewer})[/code]."
        )
    for parameter in row.parameters:
        told = markup(f"{parameter.description}{contract.words_of(parameter)}", names)
        lines.append(f"[param {parameter.name}]: {told}")
        lines.extend(_list(parameter.keys))
    lines.extend(_members(row.returns))
    return "\n".join([*lines, *_example(row)])


def event_page(row: contract.Event) -> str:
    """The help text of a signal: when it comes, the keys of its dictionary and an example."""
    lines = [markup(row.description), "[param event] has these keys:", *_list(row.keys)]
    for key in row.keys:
        lines.extend(_members(key.type))
    return "\n".join([*lines, *_example(row)])


def property_page(row: contract.Property) -> str:
    """The help text of a property: what it is, and an example."""
    return "\n".join([markup(row.description), *_example(row)])


def _example(row: contract.Row) -> Iterator[str]:
    yield "[codeblock]"
    yield row.example.strip("\n")
    yield "[/codeblock]"


def _members(word: str) -> Iterator[str]:
    found = contract.members_of(word)
    if found is not None:
        name, keys = found
        article = "An" if name[0] in "AEIOU" else "A"
        yield f"{article} [i]{name}[/i] is a dictionary with these keys:"
        yield from _list(keys)


def _list(rows: Iterable[contract.Parameter | contract.Key]) -> Iterator[str]:
    for row in rows:
        kind = contract.type_words(row.type, "null")
        if isinstance(row, contract.Parameter) and row.default is not contract.REQUIRED:
            kind += ", optional"
        told = markup(f"{row.description}{contract.words_of(row)}")
        yield f"- [code]{row.name}[/code] ({kind}): {told}"
