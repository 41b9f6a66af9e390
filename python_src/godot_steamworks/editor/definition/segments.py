"""Room D: the text of a TOML file, cut where its tables begin. May import: the standard library.

What stands between tables (blank lines, comments about several of them) is a segment of its own, so
tables can be moved, added and removed while everything else keeps its place, to the byte. A comment
directly above a table goes with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Segment", "cut"]

_TOKEN = re.compile(
    r"""
      (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"{3,5}|'''(?:[^']|'(?!''))*'{3,5}
                |"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    | (?P<comment>\#[^\n]*)
    | (?P<open>[\[{])
    | (?P<close>[\]}])
    | (?P<line>\n)
    | (?P<space>[ \t\r]+)
    | (?P<other>[^"'\#\[\]{}\n \t\r]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(
    r"""\[(?P<list>\[)?\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|'(?P<literal>[^']*)'|(?P<bare>[\w-]+))
        \s*(?P<deeper>\.)?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text.

    Attributes:
        text: All of it, with the end of its last line.
        kind: The first part of the table's name; empty for the keys at the top, and between tables.
        is_item: Whether it is one of a list of tables, ``[[kind]]``.
    """

    text: str
    kind: str = ""
    is_item: bool = False


@dataclass(slots=True)
class _Header:
    start: int
    kind: str
    is_item: bool
    deeper: bool
    content_end: int
    """Where the last line with a key, or the header itself, ends."""


def cut(text: str) -> tuple[Segment, ...]:
    """The segments of a text that is TOML; joined they are the text again."""
    headers = list(_headers(text))
    # The keys at the top are like a table without a name.
    tables = [headers[0]]
    for header in headers[1:]:
        before = tables[-1]
        if header.deeper and before.kind == header.kind:
            before.content_end = header.content_end  # a table in that table
        else:
            tables.append(header)
    starts = [0]
    for before, header in itertools.pairwise(tables):
        starts.append(_comment_above(text, header.start, before.content_end))
    starts.append(len(text))
    segments: list[Segment] = []
    for number, table in enumerate(tables):
        start, following = starts[number], starts[number + 1]
        end = _comment_below(text, table.content_end, following)
        if end > start:
            is_item = table.is_item and not table.deeper
            segments.append(Segment(text[start:end], table.kind, is_item))
        if following > end:
            segments.append(Segment(text[end:following]))
    return tuple(segments)


def _headers(text: str) -> Iterator[_Header]:
    """The keys at the top and each header, with where their content ends."""
    current = _Header(0, "", False, False, 0)
    depth, position = 0, 0
    begins_line = True
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:  # TOML has no such character outside of texts; whatever it is, go on
            position += 1
            continue
        if match["open"]:
            if match["open"] == "[" and depth == 0 and begins_line:
                header = _HEADER.match(text, position)
                if header is not None:
                    yield current
                    name = header["quoted"] or header["literal"] or header["bare"] or ""
                    current = _Header(
                        position, name, bool(header["list"]), bool(header["deeper"]), position
                    )
            depth += 1
        elif match["close"]:
            depth = max(0, depth - 1)
        if match["line"]:
            begins_line = depth == 0
        elif not match["space"]:
            begins_line = False
            if not match["comment"]:
                end = text.find("\n", match.end())
                current.content_end = len(text) if end < 0 else end + 1
        position = match.end()
    yield current


def _comment_above(text: str, header: int, floor: int) -> int:
    """Where the comment begins that stands directly above a header; the header's line if none."""
    start = text.rfind("\n", 0, header) + 1
    while start > floor:
        line = text.rfind("\n", 0, start - 1) + 1
        if line < floor or not text[line:start].lstrip().startswith("#"):
            break
        start = line
    return max(start, floor)


def _comment_below(text: str, end: int, following: int) -> int:
    """Where a table ends with the comment that stands directly below its last key."""
    position = end
    while position < following:
        line_end = text.find("\n", position)
        line_end = len(text) if line_end < 0 else line_end + 1
        if not text[position:line_end].lstrip().startswith("#"):
            break
        position = line_end
    return min(position, following) if end else end
