"""Links of a page, found and replaced; links that lead out of the documentation get a page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

FILES = "files"
"""The folder of the pages that show files of the repository."""

_LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")
_FENCE = re.compile(r"^ *(`{3,}|~{3,})")


def replace_links(text: str, replace: Callable[[str], str]) -> str:
    """A page with its links replaced; code blocks stay, and so does the number of lines."""
    lines = []
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not line.strip(" `~\n"):
            fence = ""
        elif not fence:
            line = _LINK.sub(lambda match: replace(match[1]), line)
        lines.append(line)
    return "".join(lines)


@dataclass
class SiteLinks:
    """Where links lead in the site.

    Attributes:
        root: The clone.
        pages: The page of the site that a file of the clone is, such as ``scripting.md``.
        wanted: What is linked and is no page of the documentation: it gets one, see `files`.
    """

    root: Path
    pages: dict[Path, PurePosixPath]
    wanted: set[Path] = field(default_factory=set)

    def page(self, target: Path) -> PurePosixPath:
        """The page of a file or folder of the clone."""
        if target not in self.pages:
            self.wanted.add(target)
            name = target.relative_to(self.root).as_posix()
            self.pages[target] = PurePosixPath(FILES, f"{name}.md")
        return self.pages[target]

    def rewrite(self, text: str, origin: Path, page: PurePosixPath) -> str:
        """A page's text with links as the site has them.

        Args:
            text: The page.
            origin: The file that it is in the clone.
            page: The page that it is in the site.

        Raises:
            FileNotFoundError: A link leads nowhere, or out of the clone.
        """

        def replace(link: str) -> str:
            path, sign, anchor = link.partition("#")
            if "://" in link or not path:
                return link
            target = (origin.parent / path).resolve()
            if not target.is_relative_to(self.root) or not target.exists():
                raise FileNotFoundError(
                    f"{origin.relative_to(self.root)} links to {link!r}, which is not there"
                )
            if target.suffix in (".png", ".svg"):
                to = PurePosixPath("images", target.name)
            else:
                to = self.page(target)
            return f"{os.path.relpath(to, page.parent)}{sign}{anchor}"

        return replace_links(text, replace)
