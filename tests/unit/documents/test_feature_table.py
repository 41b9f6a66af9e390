"""The README's tables are the table of documented names, and each row leads to a test of it."""

import re
from pathlib import Path

import pytest

from steamworks import contract

ROOT = Path(__file__).parents[3]
_ROW = re.compile(r"^\| \[`(.+?)`\]\((tests/[^)]+)\) \| (.+) \|$", re.MULTILINE)
FOUND = _ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def sentence(text):
    """The first sentence of a description."""
    return text.split(". ")[0].rstrip(".") + "."


def expected():
    """What the rows say, in their order, but for the link."""
    for row in contract.FUNCTIONS.values():
        yield row.signature, sentence(row.description)
    for row in (*contract.PROPERTIES.values(), *contract.EVENTS.values()):
        yield row.name, sentence(row.description)
    for row in contract.TYPES.values():
        keys = ", ".join(f"`{key.name}`" for key in row.keys)
        yield row.name, f"{row.description} {keys}"


def test_every_row_is_there_in_order():
    """Functions, properties, events and types, each with the first sentence of its description."""
    *rows, last = FOUND
    assert [(shown, told) for shown, _, told in rows] == list(expected())
    assert last[0] == "ResultCode"


@pytest.mark.parametrize(("shown", "link"), [(shown, link) for shown, link, _ in FOUND])
def test_linked_tests_show_it(shown, link):
    """The linked test is there and uses the name; functions and events are shown in the engine."""
    name = shown.partition("(")[0]
    assert re.search(rf"\b{name}\b", (ROOT / link).read_text(encoding="utf-8"))
    if name in {*contract.FUNCTIONS, *contract.PROPERTIES, *contract.EVENTS}:
        assert link.startswith("tests/engine/")


def test_every_project_setting_is_there():
    """The README names each setting of the addon, and no other."""
    source = (ROOT / "python_src" / "godot_steamworks" / "settings.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(steamworks/\w+)` \|", readme, re.MULTILINE)
    assert sorted(shown) == sorted(
        re.findall(r'^[A-Z_]+ = "(steamworks/\w+)"$', source, re.MULTILINE)
    )
