"""Room A: what stands before the cursor. Pure Python; may import: highlighting, outline.

Read backwards from the cursor, because what stands there is mostly not whole yet.
"""

from __future__ import annotations

import ast
import re

from godot.scripting.editor.highlighting import highlight
from godot.scripting.editor.outline import READ_ONLY, Outline, read

__all__ = [
    "CURSOR",
    "call_around",
    "in_comment",
    "logical",
    "open_quotes",
    "read_around",
    "receiver",
]

CURSOR = "\uffff"
"""Stands in the text where the cursor is."""

_last: dict[str, Outline] = {}


def read_around(code: str, number: int) -> Outline:
    """The outline of a script whose line ``number`` (from 1) is being typed."""
    lines = code.replace(CURSOR, "").split("\n")
    line = lines[number - 1]
    indent = line[: len(line) - len(line.lstrip())]
    opens = line.rstrip().endswith(":")
    tries = [
        lines,
        [*lines[: number - 1], f"{indent}if 1:" if opens else f"{indent}pass", *lines[number:]],
        [*lines[: number - 1], *lines[number:]],
        [*lines[: number - 1], f"{indent}pass"],
    ]
    for text in tries:
        try:
            outline = read("\n".join(text))
        except SyntaxError:
            continue
        _last.clear()
        _last[""] = outline
        return outline
    return _last.get("") or read("")


def open_quotes(before: str) -> str:
    """The quotes of the string in which the text ends; empty when it ends in none."""
    quotes = ""
    for line in before.split("\n"):
        if quotes or any(mark in line for mark in ('"', "'")):
            last = highlight(line, quotes, lambda name: "")
            quotes = last.open_string
            ends_in = last.parts[-1] if last.parts else (0, "text")
    if not quotes and before.split("\n")[-1].strip():
        line = before.split("\n")[-1]
        if any(mark in line for mark in ('"', "'")) and ends_in[1] == "string":
            text = line[ends_in[0] :]
            mark = next((letter for letter in text if letter in "\"'"), "")
            if not _is_closed(text):
                return mark
    return quotes


def _is_closed(text: str) -> bool:
    """Whether a run of string literals ends with its closing quote."""
    place = 0
    while place < len(text):
        found = re.compile(r"\w*(\"{3}|'{3}|\"|')|\s+|.").match(text, place)
        if found is None or found.group(1) is None:
            place = found.end() if found else place + 1
            continue
        mark = found.group(1)
        place = found.end()
        while not text.startswith(mark, place):
            place += 2 if text.startswith("\\", place) else 1
            if place >= len(text):
                return False
        place += len(mark)
    return True


def in_comment(line: str) -> bool:
    """Whether a line ends in a comment."""
    parts = highlight(line, "", lambda name: "").parts
    return bool(parts) and parts[-1][1] in {"comment", "note"}


def logical(before: str) -> str:
    """The statement up to the cursor, also when it began in brackets lines before."""
    lines = before.split("\n")
    start = len(lines) - 1
    while (
        start > 0
        and not re.match(r"\s*(?:from|import)\b", lines[start])
        and len(lines) - start < 20
    ):
        start -= 1
    joined = " ".join(lines[start:])
    return joined if "(" in joined or start == len(lines) - 1 else lines[-1]


def receiver(before: str) -> ast.AST | None:
    """The expression that ends where the text does."""
    text = before[-2000:]
    place = len(text)
    while place > 0:
        letter = text[place - 1]
        if letter in ")]":
            place = _opening(text, place - 1)
        elif letter in "\"'":
            place = _string_start(text, place - 1)
        elif letter.isalnum() or letter in "_.":
            place -= 1
        else:
            break
    try:
        return ast.parse(text[place:].strip(), READ_ONLY, "eval").body
    except (SyntaxError, ValueError):
        return None


def _opening(text: str, place: int) -> int:
    """Where the bracket opens that closes at ``place``; 0 when it does not."""
    depth = 0
    while place >= 0:
        letter = text[place]
        if letter in "\"'":
            place = _string_start(text, place)
        depth += (letter in ")]}") - (letter in "([{")
        if depth == 0:
            return place
        place -= 1
    return 0


def _string_start(text: str, end: int) -> int:
    start = text.rfind(text[end], 0, end)
    return max(start, 0)


def call_around(before: str) -> tuple[ast.AST | None, int]:
    """The function in whose brackets the text ends, and the number of the argument."""
    text = before[-3000:]
    depth, commas, place = 0, 0, len(text) - 1
    skipped = _without_strings(text)
    while place >= 0:
        letter = skipped[place]
        if letter in ")]}":
            depth += 1
        elif letter in "([{":
            if depth == 0:
                if (
                    letter == "("
                    and place
                    and (skipped[place - 1].isalnum() or skipped[place - 1] in "_)]")
                ):
                    head = skipped[:place].rpartition("\n")[2]
                    if re.search(r"\b(?:def|class)\s+\w+$", head):
                        return None, 0
                    return receiver(text[:place]), commas
                commas = 0
            else:
                depth -= 1
        elif letter == "," and depth == 0:
            commas += 1
        elif letter == "\n" and re.match(
            r"\s*(?:def|class|return|if|for|while|@)\b", skipped[place + 1 :]
        ):
            return None, 0
        place -= 1
    return None, 0


def _without_strings(text: str) -> str:
    """The text with what stands in quotes made blank, so that its brackets don't count."""
    found = re.compile(r"(\"{3}|'{3}|\"|')(?:\\.|(?!\1).)*(?:\1|$)", re.DOTALL)
    return found.sub(lambda part: "_" * len(part.group()), text)
