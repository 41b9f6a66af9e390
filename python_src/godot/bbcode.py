"""Room A: the engine's texts, which are in BBCode, as plain text.

Pure Python; imports nothing of the room.

The result reads well in a terminal and is reStructuredText: ``[code]`` and names become literals,
``[b]`` becomes ``**``, an example becomes an indented block. Examples in C# are left out.
"""

from __future__ import annotations

import re
import textwrap

__all__ = ["plain"]

_WIDTH = 88

_BLOCK = re.compile(
    r"\[codeblocks\](?P<both>.*?)\[/codeblocks\]"
    r"|\[codeblock[^\]]*\](?P<one>.*?)\[/codeblock\]",
    re.DOTALL,
)
_GDSCRIPT = re.compile(r"\[gdscript[^\]]*\](.*?)\[/gdscript\]", re.DOTALL)
_LITERAL = re.compile(r"\[(code|kbd)[^\]]*\](.*?)\[/\1\]", re.DOTALL)
_URL = re.compile(r"\[url=([^\]]+)\](.*?)\[/url\]", re.DOTALL)
_NAMED = re.compile(
    r"\[(method|constructor|operator|member|constant|signal|enum|param|annotation|theme_item)"
    r" ([^\]]+)\]"
)
_DROPPED = re.compile(
    r"\[/?(?:url|center|u|s|color|font|bgcolor|fgcolor|skip-lint)(?:=[^\]]*)?\]"
    r"|\[img[^\]]*\].*?\[/img\]"
)
_CLASS = re.compile(r"\[([A-Za-z@][A-Za-z0-9_@]*)\]")
_MANUAL = "https://docs.godotengine.org/en/stable"
_MARKS = {
    "$DOCS_URL": _MANUAL,
    "[b]": "**",
    "[/b]": "**",
    "[i]": "*",
    "[/i]": "*",
    "[br]": "\n",
}


def _named(match: re.Match[str]) -> str:
    kind, name = match.groups()
    call = "()" if kind in {"method", "constructor"} else ""
    return f"``{name}{call}``"


def _sentences(text: str) -> str:
    """Text without examples."""
    # Literals are put aside, because brackets in them are brackets.
    literals: list[str] = []

    def aside(literal: str) -> str:
        literals.append(literal)
        return f"\0{len(literals) - 1}\0"

    text = _LITERAL.sub(lambda match: aside(f"``{match[2]}``"), text)
    text = text.replace("[lb]", aside("[")).replace("[rb]", aside("]"))
    text = _URL.sub(r"\2 (\1)", text)
    text = _NAMED.sub(_named, text)
    text = _DROPPED.sub("", text)
    for mark, plain_mark in _MARKS.items():
        text = text.replace(mark, plain_mark)
    text = _CLASS.sub(r"``\1``", text)
    return re.sub("\0(\\d+)\0", lambda match: literals[int(match[1])], text)


def _block(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), "    ")


def _paragraphs(text: str, width: int) -> list[str]:
    lines = (line.strip() for line in _sentences(text).split("\n"))
    # A list of things keeps its lines together.
    found: list[str] = []
    for line in lines:
        if not line:
            continue
        is_item = line.startswith(("- ", "* "))
        wrapped = textwrap.fill(
            line,
            width,
            subsequent_indent="  " if is_item else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        if is_item and found and found[-1].startswith(("- ", "* ")):
            found[-1] += f"\n{wrapped}"
        else:
            found.append(wrapped)
    return found


def plain(text: str, width: int = _WIDTH) -> str:
    """The text without BBCode, its paragraphs apart, its lines at most ``width`` characters."""
    parts: list[str] = []
    position = 0
    for match in _BLOCK.finditer(text):
        parts += _paragraphs(text[position : match.start()], width)
        position = match.end()
        both = match["both"]
        example = match["one"] if both is None else "".join(_GDSCRIPT.findall(both))
        if example.strip():
            parts.append(_block(example))
    parts += _paragraphs(text[position:], width)
    return "\n\n".join(parts)
