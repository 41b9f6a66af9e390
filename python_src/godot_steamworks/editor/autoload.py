"""Room D: the autoload ``Steam``, a `Steamworks` node that every scene finds. May import: godot.

It is an ordinary autoload of the project, with a scene of the addon's; it may be renamed or taken
away in the project settings as any other.
"""

from __future__ import annotations

from typing import Any

import godot

__all__ = ["NAME", "in_the_way", "is_on", "toggle"]

NAME = "Steam"
"""The engine has a class `Steamworks`, so the autoload cannot be called that."""
SCENE = "res://addons/steamworks/autoload.tscn"


def _path(name: str) -> str:
    """The file of an autoload; empty when there is none."""
    project: Any = godot.ProjectSettings
    path = str(project.get_setting(f"autoload/{name}", "") or "").removeprefix("*")
    if path.startswith("uid://"):
        path = str(godot.ResourceUID.ensure_path(path))
    return path


def is_on() -> bool:
    """Whether the project has it."""
    return _path(NAME) == SCENE


def in_the_way() -> str:
    """Why it cannot be added, for people; empty when it can."""
    path = _path(NAME)
    if not path or path == SCENE:
        return ""
    return (
        f"The project has an autoload {NAME} already: {path}. Rename that one under Project > "
        "Project Settings > Globals, or add a Steamworks node to it."
    )


def toggle(plugin: Any, on: bool) -> str:
    """Adds it, or takes it away; why not, for people, or empty.

    Args:
        plugin: The editor's plugin.
        on: Whether the project shall have it.
    """
    if on == is_on():
        return ""
    if on:
        reason = in_the_way()
        if reason:
            return reason
        plugin.add_autoload_singleton(NAME, SCENE)
    else:
        plugin.remove_autoload_singleton(NAME)
    project: Any = godot.ProjectSettings
    project.save()
    return ""
