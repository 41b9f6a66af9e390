"""The pages of the documentation and the code blocks in them, for the tests of each language."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[3]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


@dataclass(frozen=True)
class Block:
    """A block of code on a page.

    Attributes:
        page: The page's file name, such as ``scripting.md``.
        line: The line of the page that its first line is.
        language: The first word behind the fence; empty when there is none.
        mark: The second word: how it is checked, where that is not what its language says.
        text: What is in it.
    """

    page: str
    line: int
    language: str
    mark: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def name(self) -> str:
        """A name for a file, or for a test."""
        return f"{re.sub(r'[^a-z0-9]', '_', Path(self.page).stem.lower())}_{self.line}"


@cache
def blocks(*languages: str) -> tuple[Block, ...]:
    """All blocks of the pages, in their order; only those of some languages, if any are named."""
    return tuple(
        block
        for path in PAGES
        for block in read_blocks(path.name, path.read_text(encoding="utf-8"))
        if not languages or block.language in languages
    )


def read_blocks(page: str, text: str) -> tuple[Block, ...]:
    """The blocks of a text in Markdown. A block that is only indented has no language."""
    found = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in ("fence", "code_block") and token.map is not None:
            language, mark = [*token.info.split(), "", ""][:2]
            first = token.map[0] + 1 + (token.type == "fence")
            found.append(Block(page, first, language, mark, textwrap.dedent(token.content)))
    return tuple(found)
