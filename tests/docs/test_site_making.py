"""How the site's sources are made from plain Markdown."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from site_making.files import file_page
from site_making.links import SiteLinks, replace_links
from site_making.sources import contents, tabs, write_sources

PAGE = PurePosixPath("page.md")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with one page, a changelog and files that the page may link to."""
    for path, text in {
        "docs/index.md": "# Top\n\n## Start\n\n- [A page](page.md): told.\n",
        "docs/page.md": "# Page\n\n![A picture](images/shot.png)\n",
        "docs/reference.md": "# Reference\n",
        "docs/images/shot.png": "",
        "CHANGELOG.md": "# Changes\n",
        "README.md": "# Read me\n\nOf [a page](docs/page.md#page).\n",
        "tests/test_it.py": '"""It works.\n\nAnd more."""\n',
        "tests/odd.gd": "# ```\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def rewritten(clone: Path, text: str) -> str:
    """A text of docs/page.md, with the site's links."""
    origin = clone / "docs" / "page.md"
    return SiteLinks(clone, {origin: PAGE}).rewrite(text, origin, PAGE)


def test_links_in_code_stay(clone: Path) -> None:
    """What stands between fences is code, also between longer ones and in lists."""
    text = "[a](x)\n```gdscript\nb[0](y)\n```\n  ````\n```\nc](z)\n  ````\n[d](w)\n"
    expected = text.replace("(x)", "(<x>)").replace("(w)", "(<w>)")
    assert replace_links(text, lambda link: f"<{link}>") == expected


def test_links_lead_to_pages_of_the_site(clone: Path) -> None:
    """Other addresses and anchors stay; a file of the repository gets a page, a picture its own."""
    assert rewritten(clone, "[a](https://example.com/b)") == "[a](https://example.com/b)"
    assert rewritten(clone, "[a](#here)") == "[a](#here)"
    assert rewritten(clone, "[a](page.md#there)") == "[a](page.md#there)"
    assert rewritten(clone, "![a](images/shot.png)") == "![a](images/shot.png)"
    assert rewritten(clone, "[a](../tests/test_it.py)") == "[a](files/tests/test_it.py.md)"
    assert rewritten(clone, "[a](../tests)") == "[a](files/tests.md)"


@pytest.mark.parametrize("link", ["missing.md", "../../outside.md", "../tests/test_other.py"])
def test_a_link_to_nothing_is_named(clone: Path, link: str) -> None:
    """The page and the link are said; also for what is there, but outside of the clone."""
    (clone.parent / "outside.md").touch()
    with pytest.raises(FileNotFoundError, match=f"page.md links to '{link}'"):
        rewritten(clone, f"[a]({link})")


def test_files_and_folders_have_pages(clone: Path) -> None:
    """Code in a fence longer than its own, Markdown with links, what a folder's files say."""
    links = SiteLinks(clone, {clone / "docs" / "page.md": PAGE})
    assert "````{code-block} gdscript" in file_page(clone / "tests" / "odd.gd", links)
    folder = file_page(clone / "tests", links)
    assert "- [`test_it.py`](tests/test_it.py.md): It works.\n" in folder
    assert "[a page](../page.md#page)" in file_page(clone / "README.md", links)


def test_the_order_of_the_first_page_is_the_sites() -> None:
    """A heading with a list of pages is a part of the navigation; other headings are not."""
    made = contents("# Top\n\n## Start\n\n- [A](a.md): b.\n- [C](c.md#d)\n\n## Else\n\nText.\n")
    assert ":caption: Start\n\na\n```" in made
    assert "Else" not in made


def test_code_in_both_languages_is_one_pane() -> None:
    """Only where the block in Python says that it is the same."""
    text = "```gdscript\nprint(1)\n```\n\n```python same\nprint(2)\n```\n"
    assert tabs(text).count("{tab-item}") == 2
    assert tabs(text.replace(" same", "")) == text.replace(" same", "")


def test_what_did_not_change_keeps_its_time(clone: Path, tmp_path: Path) -> None:
    """So that Sphinx reads only what did; what is no more goes."""
    source = tmp_path / "source"
    write_sources(clone, source)
    page, old = source / "page.md", source / "old.md"
    before = page.stat().st_mtime_ns
    old.touch()
    (clone / "CHANGELOG.md").write_text("# Other changes\n", encoding="utf-8")
    write_sources(clone, source)
    assert page.stat().st_mtime_ns == before
    assert (source / "changelog.md").read_text(encoding="utf-8") == "# Other changes\n"
    assert not old.exists()
