"""Room A: the scene and the project that the editor shows, as completion asks for them.

May import: classes, values, completion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import godot
from godot import classes
from godot.scripting.editor.completion import Option

__all__ = ["EditedScene", "option"]

_WHITE = godot.Color(1, 1, 1)
_MOST = 500
"""Of nodes and files: a list of more helps nobody."""


class EditedScene:
    """What is asked from the node that has the script, which may be None."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def nodes(self) -> Iterator[str]:
        """The paths of the nodes below, and of those with a unique name."""
        if self._owner is None:
            return
        root = self._owner.owner or self._owner
        waiting, count = [root], 0
        while waiting and count < _MOST:
            node = waiting.pop(0)
            count += 1
            if node.unique_name_in_owner:
                yield f"%{node.name}"
            if node is not self._owner:
                yield str(self._owner.get_path_to(node))
            waiting.extend(child for child in node.get_children() if child.owner is not None)

    def node_class(self, path: str) -> str:
        """The engine class of a node."""
        if self._owner is None or not self._owner.has_node(path):
            return ""
        return str(self._owner.get_node(path).get_class())

    def actions(self) -> Iterator[str]:
        """The project's input actions, and the engine's."""
        for item in classes.singleton("ProjectSettings").get_property_list():
            name = str(item["name"])
            if name.startswith("input/"):
                yield name.removeprefix("input/")

    def files(self) -> Iterator[str]:
        """The project's resources."""
        filesystem = classes.singleton("EditorInterface").get_resource_filesystem()
        waiting, count = [filesystem.get_filesystem()], 0
        while waiting and count < _MOST:
            folder = waiting.pop(0)
            if folder is None:
                continue
            for index in range(folder.get_file_count()):
                count += 1
                yield str(folder.get_file_path(index))
            waiting += [folder.get_subdir(index) for index in range(folder.get_subdir_count())]


def option(found: Option) -> dict[str, Any]:
    """An entry as the engine takes it. The editor gives it its colour and icon."""
    return {
        "kind": found.kind,
        "display": found.display,
        "insert_text": found.insert,
        "font_color": _WHITE,
        "icon": None,
        "default_value": None,
        "location": found.location,
    }
