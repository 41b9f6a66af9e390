"""The documentation as a site: it builds without a warning, and each of its links leads somewhere.

Sphinx runs once for all of these tests, as ``dev.py docs`` has it run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from documents import ROOT

_SITE = ROOT / "docs" / "site"


class Page(HTMLParser):
    """What a page of the site links to, and what others may link to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes down links, pictures and anchors."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("img", "script") and "src" in given:
            self.pictures.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.pictures.append(given["href"])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from nothing."""
    out = tmp_path_factory.mktemp("site") / "docs"
    done = subprocess.run(
        [sys.executable, "-m", "site_making", "--out", out],
        env={**os.environ, "PYTHONPATH": str(_SITE)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    # A page that no toctree has: add it to a list of docs/index.md, which gives the order.
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr, done.stderr
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Page]:
    """All of its pages, read."""
    return {path: Page(path) for path in site.rglob("*.html")}


def test_every_document_is_a_page(site: Path) -> None:
    """Also those that are made: the reference, and the files that pages link to."""
    for path in (ROOT / "docs").glob("*.md"):
        assert (site / f"{path.stem}.html").is_file(), path.name


def test_internal_links(site: Path, pages: dict[Path, Page]) -> None:
    """Each leads to a file of the site, and to an anchor that it has."""
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            if "://" in link or link.startswith("mailto:"):
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path
            known = pages.get(target)
            if not target.exists() or (
                anchor and known is not None and unquote(anchor) not in known.anchors
            ):
                wrong.append(f"{path.relative_to(site)}: {link}")
    assert not wrong, "\n".join(wrong)


def test_pictures_and_styles(site: Path, pages: dict[Path, Page]) -> None:
    """Whatever a page loads is in the site: it needs no network."""
    for path, page in pages.items():
        for source in page.pictures:
            name = unquote(source.partition("?")[0])
            assert (path.parent / name).resolve().is_file(), (path.name, source)


def test_every_picture_is_used(site: Path, pages: dict[Path, Page]) -> None:
    """No picture of the documentation is left out of its pages."""
    used = {Path(source).name for page in pages.values() for source in page.pictures}
    used |= {Path(link).name for page in pages.values() for link in page.links}
    assert {path.name for path in (ROOT / "docs" / "images").glob("*.png")} <= used
