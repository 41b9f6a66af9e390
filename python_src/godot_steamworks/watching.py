"""Room D: whether anybody watches this run. May import: godot."""

from __future__ import annotations

from typing import Any

import godot

__all__ = ["is_watched"]


def is_watched() -> bool:
    """Whether the editor debugs this run: of a debug build, and not of the editor itself.

    A debugger on the terminal (``--debug``) would only print what is meant for the dock; it is told
    by its lack of the messages that every remote debugger takes.
    """
    system: Any = godot.OS
    return bool(
        system.is_debug_build()
        and not godot.Engine.is_editor_hint()
        and godot.EngineDebugger.is_active()
        and godot.EngineDebugger.has_capture("core")
    )
