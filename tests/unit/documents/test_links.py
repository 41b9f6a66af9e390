"""Links within the README and the documents lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)


def text(page):
    """A page without its code blocks."""
    return _CODE.sub("", page.read_text(encoding="utf-8"))


def anchors(page):
    """The names that headings of a page have."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page):
    """The file is there, in the project, and has the heading."""
    for link in _LINK.findall(text(page)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT) and target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_document_is_linked():
    """The README leads to the documents' first page, and that to each of them."""
    assert "docs/index.md" in _LINK.findall(text(ROOT / "README.md"))
    index = ROOT / "docs" / "index.md"
    links = {link.partition("#")[0] for link in _LINK.findall(text(index))}
    assert {page.name for page in PAGES[1:]} - links == {index.name}
