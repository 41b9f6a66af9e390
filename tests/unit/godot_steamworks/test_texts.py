"""The documented texts as the editor's help pages."""

from __future__ import annotations

import re

import pytest

from godot_steamworks import texts
from steamworks import contract

# Tags of the help pages that need an end, and those that name something.
PAIRED = ("code", "codeblock", "i")
NAMING = re.compile(r"\[(method|signal|member|enum|param) (\w+)\]")
PAGES = {
    **{row.name: texts.function_page(row) for row in contract.FUNCTIONS.values()},
    **{row.name: texts.property_page(row) for row in contract.PROPERTIES.values()},
    **{row.name: texts.event_page(row) for row in contract.EVENTS.values()},
}


def test_markup() -> None:
    """Code becomes code; names that the page has become links."""
    assert texts.markup("`x`, `requestUserProgress`, `userProgressSave`, `ResultCode`") == (
        "[code]x[/code], [method requestUserProgress], [signal userProgressSave], [enum ResultCode]"
    )
    assert texts.markup("`isLoggedOn`") == "[member isLoggedOn]"
    assert texts.markup("`userSteamId`") == "[code]userSteamId[/code]", "as often a key"
    assert texts.markup("`value`", {"value"}) == "[param value]"


def test_paragraphs() -> None:
    """The lines of a paragraph are joined; blank lines and code stay."""
    text = """First of
    two.

    Second
    paragraph.
    [codeblock]
    func f():
        pass

    f()
    [/codeblock]
    Third
    one.
    """
    assert texts.paragraphs(text) == (
        "First of two.\n\nSecond paragraph.\n[codeblock]\nfunc f():\n    pass\n\nf()\n"
        "[/codeblock]\nThird one."
    )


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_well_formed(name: str) -> None:
    """Every tag is closed, nothing is left between backticks, and the example is a code block."""
    page = PAGES[name]
    for tag in PAIRED:
        assert page.count(f"[{tag}]") == page.count(f"[/{tag}]")
    assert "`" not in page.split("[codeblock]", maxsplit=1)[0]
    assert page.endswith("\n[/codeblock]")
    assert page.count("[codeblock]") == 1


@pytest.mark.parametrize("row", contract.FUNCTIONS.values(), ids=lambda row: row.name)
def test_function_pages(row: contract.Function) -> None:
    """A method's page names every parameter, key, word and key of its result."""
    page = texts.function_page(row)
    for parameter in row.parameters:
        assert f"[param {parameter.name}]:" in page
        for item in (parameter, *parameter.keys):
            assert all(f'"{word}"' in page for word in item.words)
        for key in parameter.keys:
            assert f"[code]{key.name}[/code]" in page
            optional = key.default is not contract.REQUIRED
            (line,) = (line for line in page.splitlines() if f"- [code]{key.name}[/code]" in line)
            assert (", optional)" in line) == optional
    for kind in contract.TYPES.values():
        if kind.name in row.returns:
            assert all(f"- [code]{key.name}[/code]" in page for key in kind.keys)


def test_a_first_parameter_that_can_be_left_out() -> None:
    """The engine's own signature cannot say it, so the text does."""
    page = texts.function_page(contract.FUNCTIONS["newImageRect"])
    assert "[code]newImageRect(parent, imageHandle, width, height)[/code]" in page
    assert "[code]newImageRect(imageHandle, width, height)[/code]" in page


@pytest.mark.parametrize("event", contract.EVENTS.values(), ids=lambda event: event.name)
def test_event_pages(event: contract.Event) -> None:
    """A signal's page names every key of its dictionary and every word; types are in words."""
    page = texts.event_page(event)
    for key in event.keys:
        assert f"- [code]{key.name}[/code]" in page
        assert all(f'"{word}"' in page for word in key.words)
    assert "?)" not in page
    assert "array[" not in page


def test_links_lead_somewhere() -> None:
    """Whatever a page links to is on the page of the node."""
    known = {
        "method": set(contract.FUNCTIONS),
        "signal": set(contract.EVENTS),
        "member": set(contract.PROPERTIES),
        "enum": {"ResultCode"},
    }
    for name, page in PAGES.items():
        allowed = {
            "param": {p.name for p in contract.FUNCTIONS[name].parameters}
            if name in contract.FUNCTIONS
            else {"event"},
            **known,
        }
        assert [tag for tag in NAMING.findall(page) if tag[1] not in allowed[tag[0]]] == []
