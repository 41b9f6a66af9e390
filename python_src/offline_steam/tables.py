"""Room C, ``offline_steam``: tables for a terminal. Standard library only."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

BOLD, DIM, GREEN, YELLOW, PLAIN = "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[0m"


def width_of(text: str) -> int:
    """The columns that a text takes in a terminal: wide characters take two, marks none."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _fill(text: str, width: int, right: bool) -> str:
    space = " " * (width - width_of(text))
    return space + text if right else text + space


def _printable(text: str) -> str:
    """The text without what would move the cursor."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )


class Table:
    """Rows under headings, each column as wide as it needs to be.

    Args:
        headings: one for each column; one that starts with ``>`` is aligned to the right.
        color: whether to use ANSI colors.
    """

    def __init__(self, headings: Sequence[str], color: bool) -> None:
        self._right = [heading.startswith(">") for heading in headings]
        self._headings = [heading.removeprefix(">") for heading in headings]
        self._color = color
        self._rows: list[tuple[list[str], str]] = []

    def add(self, *cells: object, style: str = "") -> None:
        """Appends a row; ``style`` is one of the ANSI sequences above, used only with color."""
        self._rows.append(([_printable(str(cell)) for cell in cells], style))

    def __str__(self) -> str:
        rows = [self._headings, *(cells for cells, _ in self._rows)]
        widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
        lines = [self._line(self._headings, widths, BOLD)]
        lines.append(self._style("─" * (sum(widths) + 2 * len(widths) - 2), DIM))
        lines += [self._line(cells, widths, style) for cells, style in self._rows]
        return "\n".join(lines)

    def _line(self, cells: Sequence[str], widths: Sequence[int], style: str) -> str:
        line = "  ".join(map(_fill, cells, widths, self._right)).rstrip()
        return self._style(line, style)

    def _style(self, text: str, style: str) -> str:
        return f"{style}{text}{PLAIN}" if self._color and style else text
