"""The figures as a table for people and as JSON for programs.

Bench, no room of the product. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from measuring.figures import Figure, Samples, ratio

__all__ = ["as_json", "as_table", "number"]

_HEADINGS = ("what", "measured", "middle half", "target", "", "times it")
_RIGHT = {1, 2, 3, 5}
_INDENT = "    "


def number(value: float) -> str:
    """Three digits that count, and no exponent: 0.0123, 1.23, 12.3, 123, 1234."""
    size = abs(value)
    if size >= 100:
        return f"{value:.0f}"
    if size >= 10:
        return f"{value:.1f}"
    if size >= 1 or size == 0:
        return f"{value:.2f}"
    return f"{value:.3f}" if size >= 0.1 else f"{value:.4f}"


def _spread(samples: Samples) -> str:
    low, high = samples.quartiles
    return f"{number(low)} - {number(high)}"


def _rows(figure: Figure) -> list[tuple[str, ...]]:
    """The figure, and below it what it is compared with."""
    rows: list[tuple[str, ...]] = [
        (
            figure.what,
            f"{number(figure.measured)} {figure.unit}",
            _spread(figure.samples),
            "" if figure.target is None else f"<= {number(figure.target)}",
            figure.verdict,
            "",
        )
    ]
    for yardstick in figure.yardsticks:
        times = ratio(figure.samples, yardstick.samples)
        rows.append(
            (
                f"{_INDENT}{yardstick.name}",
                f"{number(yardstick.samples.median)} {figure.unit}",
                _spread(yardstick.samples),
                "",
                "",
                "" if times is None else number(times),
            )
        )
    return rows


def as_table(figures: Sequence[Figure]) -> str:
    """The table, and below it the notes.

    Below each figure stand its yardsticks; "times it" is how many times the yardstick it is.
    """
    rows: list[tuple[str, ...]] = [_HEADINGS]
    for figure in figures:
        rows += _rows(figure)
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in _RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"{figure.name}: {figure.note}" for figure in figures if figure.note]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def as_json(machine: dict[str, Any], figures: Sequence[Figure], *, quick: bool) -> str:
    """The same for programs, with every repetition."""
    rows = []
    for figure in figures:
        low, high = figure.samples.quartiles
        rows.append(
            {
                "name": figure.name,
                "what": figure.what,
                "unit": figure.unit,
                "measured": figure.measured,
                "quartiles": [low, high],
                "target": figure.target,
                "verdict": figure.verdict,
                "samples": list(figure.samples.values),
                "yardsticks": [
                    {
                        "name": yardstick.name,
                        "measured": yardstick.samples.median,
                        "ratio": ratio(figure.samples, yardstick.samples),
                        "samples": list(yardstick.samples.values),
                    }
                    for yardstick in figure.yardsticks
                ],
                "note": figure.note,
            }
        )
    whole = {"machine": machine, "quick": quick, "figures": rows}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
