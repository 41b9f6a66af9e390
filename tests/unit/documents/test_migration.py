"""The pages for who comes from another library show every documented name."""

import re
from pathlib import Path

import pytest

from steamworks import contract

DOCS = Path(__file__).parents[3] / "docs"
SOLAR2D = (DOCS / "from-solar2d.md").read_text(encoding="utf-8")
GODOTSTEAM = (DOCS / "from-godotsteam.md").read_text(encoding="utf-8")
ROWS = [*contract.FUNCTIONS, *contract.PROPERTIES, *contract.EVENTS]
_SECTION = re.compile(r"^### (\w+)\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = {name: text for name, text in _SECTION.findall(SOLAR2D) if name in ROWS}


def test_solar2d_has_every_row_in_order():
    """Each function, property and event has a section of its own, in the order of the table."""
    assert list(SECTIONS) == ROWS


@pytest.mark.parametrize("name", ROWS)
def test_before_and_after(name):
    """A section has the Lua code and then the GDScript code, and both use what it is about."""
    (before, lua), (after, gdscript) = _BLOCK.findall(SECTIONS[name])
    assert (before, after) == ("lua", "gdscript")
    if name in contract.EVENTS:
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
        assert f"function on{name[0].upper()}{name[1:]}( event )" in lua
        assert f"func _on_{snake}(event: Dictionary)" in gdscript
    else:
        assert f"steamworks.{name}" in lua
        assert f"$Steamworks.{name}" in gdscript


@pytest.mark.parametrize(
    "name", sorted({key.name for e in contract.EVENTS.values() for key in e.keys})
)
def test_keys_are_spelled_the_same(name):
    """A key of an event that one side uses is used on the other too."""
    used = {
        language: {
            section
            for section, text in SECTIONS.items()
            for found, code in _BLOCK.findall(text)
            if found == language and re.search(rf"\b(event|entry|info)\.{name}\b", code)
        }
        for language in ("lua", "gdscript")
    }
    assert used["lua"] == used["gdscript"]


@pytest.mark.parametrize("name", [name for name in ROWS if "Listener" not in name])
def test_godotsteam_leads_to_every_row(name):
    """Everything here is what something of GodotSteam leads to."""
    tables = [line.partition(" | ")[2] for line in GODOTSTEAM.splitlines() if line.startswith("|")]
    assert any(re.search(rf"`{name}\b", line) for line in tables)


def test_godotsteam_leads_to_nothing_else():
    """What stands in the right columns as code is a name of the table, a key or a word."""
    known = {*ROWS, *(word for words in contract.WORDS.values() for word in words)}
    known |= {key.name for event in contract.EVENTS.values() for key in event.keys}
    for line in GODOTSTEAM.splitlines():
        if line.startswith("| `"):
            for code in re.findall(r"`([^`]+)`", line.split(" | ")[-1]):
                name = code.strip('"').partition("(")[0]
                assert name in known or " " in name, line
