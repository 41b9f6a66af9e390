"""The bench's table and JSON."""

from __future__ import annotations

import json

import pytest
from measuring.figures import Figure, Samples, Yardstick
from measuring.machine import sentence
from measuring.table import as_json, as_table, number

FIGURES = [
    Figure(
        "call",
        "an engine call",
        "µs",
        Samples.of([0.4, 0.5, 0.6]),
        0.45,
        (Yardstick("GDScript", Samples.of([0.1, 0.1, 0.1])), Yardstick("C", Samples.of([0.0]))),
        "with the loop",
    ),
    Figure("size", "memory", "MB", Samples.of([12.0]), 40.0),
    Figure("told", "only told", "s", Samples.of([1234.5])),
]
MACHINE = {
    "cpu": "A CPU",
    "cores": 2,
    "load": 0.0,
    "system": "Linux",
    "python": "CPython 3.11.7",
    "godot": "4.6.3",
    "compiler": "gcc 12",
}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0.00"),
        (0.01234, "0.0123"),
        (0.1234, "0.123"),
        (1.234, "1.23"),
        (12.34, "12.3"),
        (123.4, "123"),
        (12345.6, "12346"),
        (-0.5, "-0.500"),
    ],
)
def test_numbers(value: float, shown: str) -> None:
    """Numbers have about three digits that count, and never an exponent."""
    assert number(value) == shown


def test_table_has_figures_targets_and_verdicts() -> None:
    """A row has what was measured, in which unit, the target, and whether it is met."""
    lines = as_table(FIGURES).splitlines()
    call = next(line for line in lines if line.startswith("an engine call"))
    size = next(line for line in lines if line.startswith("memory"))
    told = next(line for line in lines if line.startswith("only told"))
    assert "0.500 µs" in call
    assert "<= 0.450" in call
    assert call.split()[-1] == "over"
    assert size.split()[-1] == "ok"
    assert "<=" not in told


def test_table_has_yardsticks_with_ratios() -> None:
    """Below a figure stand its yardsticks; one that cost nothing has no ratio."""
    lines = as_table(FIGURES).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("an engine call"))
    assert lines[at + 1].startswith("    GDScript")
    assert lines[at + 1].split()[-1] == "5.00"
    assert lines[at + 2].startswith("    C ")
    assert lines[at + 2].endswith("0.00 - 0.00")


def test_table_has_notes() -> None:
    """What one has to know stands below the table, by the figure's name."""
    text = as_table(FIGURES)
    assert text.endswith("\n\ncall: with the loop")
    assert not as_table(FIGURES[1:]).endswith("\n")


def test_columns_are_aligned() -> None:
    """Every number ends in its column, whatever the length of the texts."""
    lines = as_table(FIGURES).splitlines()
    end = lines[0].index("measured") + len("measured")
    for line in lines[2:-2]:
        assert line[end - 1] != " "
        assert line[end : end + 2] == "  "


def test_json_has_everything() -> None:
    """Programs get the machine, every repetition, the quartiles and the ratios."""
    read = json.loads(as_json(MACHINE, FIGURES, quick=True))
    assert read["machine"] == MACHINE
    assert read["quick"] is True
    call, size, told = read["figures"]
    assert call["samples"] == [0.4, 0.5, 0.6]
    assert call["measured"] == 0.5
    assert call["quartiles"] == pytest.approx([0.45, 0.55])
    assert (call["target"], call["verdict"]) == (0.45, "over")
    assert [yardstick["name"] for yardstick in call["yardsticks"]] == ["GDScript", "C"]
    assert call["yardsticks"][0]["ratio"] == pytest.approx(5.0)
    assert call["yardsticks"][1]["ratio"] is None
    assert size["verdict"] == "ok"
    assert (told["target"], told["verdict"]) == (None, "")


def test_machine_is_named() -> None:
    """The machine, and whether it was busy, stands above the table."""
    text = sentence(MACHINE)
    for word in ("A CPU", "2 cores", "CPython 3.11.7", "4.6.3", "gcc 12"):
        assert word in text
    assert "busy" not in text
    assert "busy" in sentence({**MACHINE, "load": 3.0})
