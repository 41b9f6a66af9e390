"""The API reference is made from the table of names, and has all of it."""

from __future__ import annotations

from pathlib import PurePosixPath

import examples
import pytest
from site_making import reference, table
from site_making.python_examples import EXAMPLES

from steamworks import ResultCode, contract

PAGES = reference.pages()
ROWS: dict[str, contract.Row] = {**contract.FUNCTIONS, **contract.PROPERTIES, **contract.EVENTS}


def section(page: str, name: str) -> str:
    """What a page has below the heading of a name."""
    _, _, rest = PAGES[PurePosixPath(f"{page}.md")].partition(f"# {name}\n")
    return rest.partition("\n#")[0]


@pytest.mark.parametrize("name", examples.NAMES)
def test_every_name_has_both_examples(name: str) -> None:
    """The page has the table's in GDScript, and one in Python that uses the name, too."""
    page = {
        **dict.fromkeys(contract.FUNCTIONS, reference.FUNCTIONS),
        **dict.fromkeys(contract.PROPERTIES, reference.PROPERTIES),
        **dict.fromkeys(contract.EVENTS, reference.EVENTS),
    }[name]
    told = section(page, name)
    row = ROWS[name]
    assert row.example.strip() in told
    assert EXAMPLES[name].strip() in told
    assert row.description in told
    if name in contract.EVENTS:
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
        assert f"def _on_{snake}(self, event: dict)" in EXAMPLES[name]
    else:
        assert f"steam.{name}" in EXAMPLES[name]


def test_there_is_no_other_example() -> None:
    """An example of a name that is no more would be left out silently."""
    assert set(EXAMPLES) == set(examples.NAMES)


@pytest.mark.parametrize("row", contract.FUNCTIONS.values(), ids=lambda row: row.name)
def test_functions(row: contract.Function) -> None:
    """Signature, parameters with their keys and words, the answer."""
    told = section(reference.FUNCTIONS, row.name)
    assert f"\n{row.signature}\n" in told
    assert f"[{row.answer}](events.md#{row.answer.lower()})" in told or not row.answer
    for parameter in row.parameters:
        for item in (parameter, *parameter.keys):
            assert f"- **{item.name}** (" in told
            assert item.description in told
            assert all(f'"{word}"' in told for word in item.words)


def test_keys_of_events_and_types() -> None:
    """Each with its description."""
    for page, rows in ((reference.EVENTS, contract.EVENTS), (reference.TYPES, contract.TYPES)):
        for row in rows.values():
            told = section(page, row.name)
            assert all(
                f"- **{key.name}** (" in told and key.description in told for key in row.keys
            )


def test_result_codes() -> None:
    """Each with its number and names in both languages."""
    told = PAGES[PurePosixPath(f"{reference.RESULTS}.md")]
    for code in ResultCode:
        shown = f"| {int(code)} | `Steamworks.RESULT_{code.name}` | `ResultCode.{code.name}` |"
        assert f"{shown} {contract.RESULTS[code.name]} |" in told


def test_project_settings() -> None:
    """Those of the addon, read without the engine."""
    found = {setting.name: setting for setting in table.project_settings()}
    assert found["steamworks/app_id"].default == ""
    assert found["steamworks/runtime"].default == "auto"
    for name, setting in found.items():
        assert setting.description in section(reference.SETTINGS, name)


def test_names_lead_to_their_section() -> None:
    """What other pages link to is on the pages; the site's own test follows the links."""
    for name, place in reference.anchors().items():
        page, _, anchor = place.partition("#")
        told = PAGES[PurePosixPath(f"{page}.md")]
        assert anchor == name.lower() or name == "ResultCode"
        assert f"# {name}\n" in told or name == "ResultCode"
