"""Room D: Valve's KeyValues as text (``.vdf``). May import: ``vdf_tree``.

Why not a library: the one that there is, ``vdf``, has had no release since 2021. It overwrites what
comes twice, skips what it does not expect, and replaces bytes that are not UTF-8 without a word. An
import that shall lose nothing, and name the line of a mistake, needs less code than guarding that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from godot_steamworks.editor.definition.vdf_tree import DEEPEST, LARGEST, Kind, Pair, VdfError

__all__ = ["decode", "format_text", "parse_text"]

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n\ufeff]+ | //[^\n]*)
    | "(?P<quoted>(?:[^"\\] | \\.)*)"
    | (?P<brace>[{}])
    | \[(?P<condition>[^\]\n]*)\]
    | (?P<bare>[^\s"{}]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}
_ESCAPED = {after: f"\\{before}" for before, after in _ESCAPES.items()}


def decode(data: bytes, source: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark, as Valve's own language files are.

    Raises:
        VdfError: It is neither, or too large.
    """
    if len(data) > LARGEST:
        raise VdfError(source, "", f"{len(data)} bytes are too many for a file of Steam's")
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise VdfError(
            source,
            f"offset {error.start}",
            f"the byte 0x{data[error.start]:02x} is no text; save the file as UTF-8",
        ) from error


def parse_text(content: str, source: str) -> tuple[Pair, ...]:
    """Reads a text.

    Args:
        content: The text.
        source: Its name, for messages.

    Raises:
        VdfError: It is not in the format; names line and column.
    """
    return _Parser(content, source).pairs()


class _Parser:
    def __init__(self, content: str, source: str) -> None:
        self._content, self._source = content, source
        self._line, self._line_start = 1, 0

    def pairs(self) -> tuple[Pair, ...]:
        open_lists: list[list[Pair]] = [[]]
        owners: list[tuple[str, str]] = []
        key: tuple[str, str] | None = None
        position = 0
        while position < len(self._content):
            match = _TOKEN.match(self._content, position)
            place = self._place(position)
            if match is None:  # all but a text without its end is some token
                raise self._error(place, 'a text begins with " here and never ends; end it with "')
            position = match.end()
            self._count_lines(match)
            if match["space"] is not None:
                continue
            if match["condition"] is not None:
                if key is None and open_lists[-1] and not open_lists[-1][-1].condition:
                    last = open_lists[-1][-1]
                    open_lists[-1][-1] = Pair(
                        last.key, last.value, last.kind, last.place, match["condition"]
                    )
                    continue
                raise self._error(place, f"a condition [{match['condition']}] after no value")
            if match["brace"] == "{":
                if key is None:
                    raise self._error(place, "a { without a name before it; expected a name")
                if len(open_lists) >= DEEPEST:
                    raise self._error(place, f"more than {DEEPEST} levels of braces")
                owners.append(key)
                open_lists.append([])
                key = None
            elif match["brace"] == "}":
                if key is not None:
                    raise self._error(key[1], f'the name "{key[0]}" has no value before the }}')
                if not owners:
                    raise self._error(place, "a } without its {")
                name, where = owners.pop()
                inside = tuple(open_lists.pop())
                open_lists[-1].append(Pair(name, inside, Kind.PAIRS, where))
            else:
                word = match["bare"] if match["quoted"] is None else _unescape(match["quoted"])
                if "\0" in word:
                    raise self._error(place, "a NUL character; is this a binary file?")
                if key is None:
                    key = word, place
                else:
                    open_lists[-1].append(Pair(key[0], word, Kind.TEXT, key[1]))
                    key = None
        if key is not None:
            raise self._error(
                key[1], f'the name "{key[0]}" has no value before the end of the file'
            )
        if owners:
            name, where = owners[-1]
            raise self._error(where, f'the {{ of "{name}" has no }} before the end of the file')
        return tuple(open_lists[0])

    def _place(self, position: int) -> str:
        return f"line {self._line}, column {position - self._line_start + 1}"

    def _count_lines(self, match: re.Match[str]) -> None:
        breaks = match[0].count("\n")
        if breaks:
            self._line += breaks
            self._line_start = match.start() + match[0].rfind("\n") + 1

    def _error(self, place: str, problem: str) -> VdfError:
        return VdfError(self._source, place, problem)


def _unescape(written: str) -> str:
    """A text without escapes; a backslash before anything else stands for itself."""
    if "\\" not in written:
        return written
    return re.sub(
        r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), written, flags=re.DOTALL
    )


def format_text(pairs: Sequence[Pair]) -> str:
    """The pairs as Steam's partner site writes them: a tab for each level, braces on lines alone.

    Numbers become text, which is how this format has them.
    """
    lines: list[str] = []
    _write(pairs, "", lines)
    return "\n".join([*lines, ""])


def _write(pairs: Sequence[Pair], indent: str, lines: list[str]) -> None:
    for pair in pairs:
        condition = f"\t[{pair.condition}]" if pair.condition else ""
        if isinstance(pair.value, tuple):
            lines += [f"{indent}{_quoted(pair.key)}", f"{indent}{{"]
            _write(pair.value, f"{indent}\t", lines)
            lines.append(f"{indent}}}{condition}")
        else:
            value = pair.value if isinstance(pair.value, str) else repr(pair.value)
            lines.append(f"{indent}{_quoted(pair.key)}\t{_quoted(value)}{condition}")


def _quoted(value: str) -> str:
    return '"' + re.sub(r'[\n\t\\"]', lambda match: _ESCAPED[match[0]], value) + '"'
