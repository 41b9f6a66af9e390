"""The examples of the API reference in Python as whole scripts, which tools and the engine take."""

from __future__ import annotations

import re
import textwrap

from site_making.python_examples import EXAMPLES

from steamworks import contract

_ENGINE_NAMES = ("OS", "push_warning")


def script(name: str, *, typed: bool = False) -> str:
    """An example as a script: methods in a class, statements in a method of it.

    Args:
        name: What it is an example of.
        typed: Whether events get their own types in the place of ``dict``.
    """
    text = EXAMPLES[name]
    if not text.startswith("def "):
        text = "async def example(self) -> None:\n    steam = self.steam\n" + textwrap.indent(
            text, "    "
        )
    used = ["Control", "exposed", *(word for word in _ENGINE_NAMES if word in text)]
    lines = [f"from godot import {', '.join(used)}", "from godot_steamworks.node import Steamworks"]
    if "time." in text:
        lines.insert(0, "import time")
    if "ResultCode" in text:
        lines.append("from steamworks import ResultCode")
    event = re.search(r"def _on_(\w+)\(self, event: dict\)", text)
    if typed and event is not None:
        kind = event[1].title().replace("_", "")
        lines.append(f"from steamworks.shapes import {kind}")
        text = text.replace("event: dict", f"event: {kind}")
    head = "\n".join(
        [*lines, "", "", "@exposed", "class Example(Control):", "    steam: Steamworks"]
    )
    return f"{head}\n\n{textwrap.indent(text, '    ')}"


NAMES = [*contract.FUNCTIONS, *contract.PROPERTIES, *contract.EVENTS]
