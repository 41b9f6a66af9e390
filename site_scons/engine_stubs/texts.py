"""Docstrings of the stub."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

# The room's own converter, so that help() and the stub say the same; without the rest of the room.
sys.path.append(str(Path(__file__).resolve().parents[2] / "python_src" / "godot"))

from bbcode import plain  # type: ignore[import-not-found]

__all__ = ["docstring"]

_WIDTH = 100


def docstring(text: str, indent: str) -> Iterator[str]:
    """The lines of a docstring for a text of the engine; none when there is no text."""
    text = text.strip()
    if not text:
        return
    shown: str = plain(text, _WIDTH - len(indent))
    shown = shown.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if shown.endswith('"'):
        shown += " "
    first, *rest = shown.split("\n")
    if not rest:
        yield f'{indent}"""{first}"""'
        return
    yield f'{indent}"""{first}'
    for line in rest:
        yield f"{indent}{line}" if line else ""
    yield f'{indent}"""'
