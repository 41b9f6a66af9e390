"""What Sphinx builds from: the pages with the site's links, and those that are made."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath

from site_making import reference
from site_making.files import file_page
from site_making.links import SiteLinks
from site_making.markup import code_tabs

# A block in Python that is marked as the same as the one in GDScript before it.
_SAME = re.compile(
    r"^```gdscript\n(?P<gdscript>(?:(?!```).*\n)*)```\n\n"
    r"```python same\n(?P<python>(?:(?!```).*\n)*)```$",
    re.MULTILINE,
)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_ENTRY = re.compile(r"^- \[[^\]]+\]\(([^)#]+)\.md\)", re.MULTILINE)


def write_sources(root: Path, source: Path) -> None:
    """Makes the folder that Sphinx builds from; a file that is as it was keeps its time.

    Args:
        root: The clone.
        source: The folder; what else is in it goes.

    Raises:
        FileNotFoundError: A page links to something that is not there.
    """
    documents = sorted((root / "docs").glob("*.md"))
    pages = {path: PurePosixPath(path.name) for path in documents}
    pages[root / "CHANGELOG.md"] = PurePosixPath("changelog.md")
    links = SiteLinks(root, pages)
    made: dict[PurePosixPath, str] = {}
    for origin, page in list(pages.items()):
        made[page] = tabs(links.rewrite(origin.read_text(encoding="utf-8"), origin, page))
    made[PurePosixPath("index.md")] += contents(made[PurePosixPath("index.md")])
    made[PurePosixPath("reference.md")] += _toctree("", list(map(str, reference.pages())))
    made |= reference.pages()
    while links.wanted:
        target = links.wanted.pop()
        made[links.page(target)] = file_page(target, links)
    images = {path for path in (root / "docs" / "images").iterdir() if path.is_file()}
    _write(source, made, images)


def tabs(text: str) -> str:
    """A page with one pane for a piece of code that is there in both languages."""
    return _SAME.sub(lambda found: code_tabs(found["gdscript"], found["python"]).rstrip(), text)


def contents(index: str) -> str:
    """The site's order, from the lists of the first page: a heading, and the pages below it."""
    parts = []
    _, *sections = _HEADING.split(index)
    for heading, text in zip(sections[::2], sections[1::2], strict=True):
        names = _ENTRY.findall(text)
        if names:
            parts.append(_toctree(heading, names))
    return "".join(parts)


def _toctree(caption: str, names: list[str]) -> str:
    """The directive that has Sphinx put pages below the page that it stands on."""
    shown = f":hidden:\n:caption: {caption}" if caption else ":maxdepth: 2"
    return "\n".join(["", "```{toctree}", shown, "", *names, "```", ""])


def _write(source: Path, made: dict[PurePosixPath, str], images: set[Path]) -> None:
    kept = set()
    for page, text in made.items():
        path = source / page
        kept.add(path)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for image in images:
        path = source / "images" / image.name
        kept.add(path)
        if not path.is_file() or path.stat().st_mtime < image.stat().st_mtime:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(image, path)
    for path in source.rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink()
