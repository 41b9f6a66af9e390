"""Every code block of the README and of ``docs/`` is checked by a test; `checks` says how."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from checks import OUTPUTS, Check, check_of
from documents import PAGES, ROOT, Block, blocks, read_blocks


@pytest.mark.parametrize("block", blocks(), ids=str)
def test_somebody_checks_it(block: Block) -> None:
    """A block in a language that nobody checks, or in none, may be wrong and is refused."""
    assert check_of(block) is not None, (
        f"{block}: nobody checks ```{block.language}. Name the language behind the fence (text for "
        "what a program says); see check_of() in tests/docs/support/checks.py"
    )


def test_there_are_blocks_of_each_kind() -> None:
    """The kinds that the pages have always had are found."""
    found = {check_of(block) for block in blocks()}
    assert {Check.GDSCRIPT, Check.SCRIPT, Check.PROGRAM, Check.SHELL, Check.APP} <= found


def test_every_output_that_a_test_claims_is_on_a_page() -> None:
    """A claim without its block would hold nothing."""
    for page, line in OUTPUTS:
        assert any(block.page == page and line in block.text for block in blocks("text")), line


def test_blocks_are_read_as_people_see_them() -> None:
    """Also in lists, with longer fences, with marks, and those without a fence."""
    text = "1. a\n\n   ```bash\n   ls\n   ```\n\n````python syntax\n```\n````\n\n    bare\n"
    assert read_blocks("page.md", text) == (
        Block("page.md", 4, "bash", "", "ls\n"),
        Block("page.md", 8, "python", "syntax", "```\n"),
        Block("page.md", 11, "", "", "bare\n"),
    )


def test_a_block_of_an_unknown_kind_is_found() -> None:
    """No language, one that is not known, and output that no test claims."""
    for language in ("", "cobol", "text"):
        assert check_of(Block("page.md", 1, language, "", "nobody knows this line\n")) is None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: Path(path).name)
def test_fences_are_closed(path: Path) -> None:
    """A fence that is left open would swallow the rest of the page."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.strip().startswith("```") for line in lines) % 2 == 0


def test_pages_are_those_that_git_has() -> None:
    """Nothing is checked that is not delivered, and nothing delivered is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "README.md", "docs/*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    known = {path.relative_to(ROOT).as_posix() for path in PAGES}
    assert known == {name for name in listed if name.count("/") <= 1}
