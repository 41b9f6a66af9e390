"""Markup that only the site has."""

from __future__ import annotations


def code_tabs(gdscript: str, python: str) -> str:
    """The same code in both languages, in one pane; the site remembers which one is wanted."""
    lines = ["::::{tab-set}", ""]
    for title, language, text in (("GDScript", "gdscript", gdscript), ("Python", "python", python)):
        lines += [f":::{{tab-item}} {title}", f":sync: {language}", ""]
        lines += [f"```{language}", text.rstrip("\n"), "```", ":::", ""]
    return "\n".join([*lines, "::::", ""])
