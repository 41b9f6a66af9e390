"""Room D: the file that tells the engine of the addon. May import: nothing."""

from __future__ import annotations

import re

__all__ = ["ADDON", "EXTENSION", "EXTENSION_LIST", "library_of"]

ADDON = "res://addons/steamworks/"
EXTENSION = f"{ADDON}steamworks.gdextension"
EXTENSION_LIST = "res://.godot/extension_list.cfg"


def library_of(text: str, target: str) -> str | None:
    """The project's path of the library for a target, such as ``linux.x86_64``, if there is one.

    For macOS, whose library is for all processors, the system alone may stand there.
    """
    for tags in (target, target.partition(".")[0]):
        found = re.search(rf'^{re.escape(tags)}\s*=\s*"([^"]+)"', text, re.MULTILINE)
        if found:
            return found[1]
    return None
