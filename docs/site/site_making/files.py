"""Pages of the site that show files and folders of the repository, for links that lead to them."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

from site_making.links import SiteLinks

_LANGUAGES = {
    ".py": "python",
    ".pyi": "python",
    ".gd": "gdscript",
    ".c": "c",
    ".h": "c",
    ".toml": "toml",
    ".tscn": "ini",
    ".godot": "ini",
    ".cfg": "ini",
}
# In no list of pages, and not among what a search finds.
_ORPHAN = "---\norphan: true\nnosearch: true\n---\n\n"
_FEW = 13
_SHOWN_IN_FOLDERS = {*_LANGUAGES, ".md"}


def file_page(target: Path, links: SiteLinks) -> str:
    """The page of a file, or of a folder, as Markdown."""
    name = target.relative_to(links.root).as_posix()
    if target.is_dir():
        return f"{_ORPHAN}# {name}\n\n{_folder(target, links)}"
    text = target.read_text(encoding="utf-8")
    if target.suffix == ".md":
        page = links.page(target)
        return f"{_ORPHAN}{links.rewrite(text, target, page)}"
    fence = max(re.findall(r"`{3,}", text), key=len, default="``") + "`"
    language = _LANGUAGES.get(target.suffix, "text")
    return (
        f"{_ORPHAN}# {name}\n\n{fence}{{code-block}} {language}\n:force:\n"
        f"{'' if text.startswith(chr(10)) else chr(10)}{text.rstrip()}\n{fence}\n"
    )


def _folder(folder: Path, links: SiteLinks) -> str:
    """The files of a folder, each with the first sentence that it says of itself.

    They lead to pages of their own when they are few.
    """
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in _SHOWN_IN_FOLDERS and "__pycache__" not in path.parts
    ]
    page = links.page(folder)
    rows = []
    for path in files:
        shown = f"`{path.relative_to(folder).as_posix()}`"
        if len(files) <= _FEW:
            shown = f"[{shown}]({os.path.relpath(links.page(path), page.parent)})"
        rows.append(f"- {shown}{_about(path)}")
    return "\n".join(rows) + "\n"


def _about(path: Path) -> str:
    if path.suffix != ".py":
        return ""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = text.partition("\n\n")[0].replace("\n", " ")
    return f": {first}" if first else ""
