"""Room A: nodes that are dropped into a script. Pure Python; may import: highlighting.

The editor writes GDScript's ``$Path`` whatever the language.
"""

from __future__ import annotations

import re

from godot.scripting.editor.highlighting import highlight

__all__ = ["arrived", "settle_nodes"]

_NODE = re.compile(r"""(?<![\w)\]"'])\$(?P<path>"[^"]+"|'[^']+'|%?[A-Za-z_][\w/]*)""")
_UNIQUE = re.compile(r"""^(?P<indent>\s*)%(?P<path>"[^"]+"|[A-Za-z_]\w*)$""")
_DECLARED = re.compile(r"^([ \t]*)@onready\s+var\s+(\w+)(?:\s*:\s*[\w.]+)?\s*:?=\s*(.*)$")


def arrived(before: str, after: str) -> list[int]:
    """The lines (from 0) of ``after`` into which a node's path has come at once.

    Who types a dollar sign types it alone, so that is left alone.
    """
    if after.count("$") <= before.count("$") and "\n%" not in f"\n{after}".replace(" ", ""):
        return []
    old = set(before.split("\n"))
    return [
        number
        for number, line in enumerate(after.split("\n"))
        if line not in old and settle_nodes(line) != line
    ]


def settle_nodes(line: str) -> str:
    """Says in Python where a node is: ``$Path`` is ``self.get_node("Path")``.

    ``@onready var name: Type = $Path``, which the editor writes with Ctrl, becomes an attribute, to
    be set in ``_ready()``. What stands in a text or comment is left alone.
    """
    unique = _UNIQUE.match(line)
    if unique:
        name = unique["path"].strip('"')
        return f'{unique["indent"]}self.get_node("%{name}")'
    parts = highlight(line, "", lambda name: "").parts
    ends = [*(column for column, _ in parts[1:]), len(line)]
    quiet = [
        (start, end)
        for (start, kind), end in zip(parts, ends, strict=False)
        if kind in {"string", "comment", "note"}
    ]

    def said(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in quiet):
            return found.group()
        path = found["path"].strip("\"'")
        return f'self.get_node("{path}")'

    line = _NODE.sub(said, line)
    declared = _DECLARED.match(line)
    return f"{declared[1]}self.{declared[2]} = {declared[3]}" if declared else line
