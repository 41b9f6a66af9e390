"""Room A: the script language in the engine, and out again. May import: the room.

The classes of this package are native classes; they are imported here, where the engine is there.
"""

from __future__ import annotations

from typing import Any

from godot import classes, registry
from godot._ffi import core

__all__ = ["enter", "enter_editor", "leave", "the_language"]

_language: Any = None
_loader: Any = None
_saver: Any = None


def the_language() -> Any:
    """The language; None before it was registered."""
    return _language


def enter() -> None:
    """Registers the language, its loader and its saver. Called at level SCENE."""
    global _language, _loader, _saver
    from godot.scripting import language, loader, modules, saver, script

    modules.listeners.append(script.renewed)
    for cls in (
        script.PythonScript,
        language.PythonLanguage,
        loader.PythonLoader,
        saver.PythonSaver,
    ):
        registry.register(cls)
    core.set_hook("script_of", script.script_of)
    core.set_hook("class_on", script.class_on)
    _language = language.PythonLanguage()
    classes.singleton("Engine").register_script_language(_language)
    _loader, _saver = loader.PythonLoader(), saver.PythonSaver()
    classes.singleton("ResourceLoader").add_resource_format_loader(_loader)
    classes.singleton("ResourceSaver").add_resource_format_saver(_saver)


def enter_editor() -> None:
    """Registers what the editor has for Python. Called at level EDITOR."""
    from godot.scripting.editor import editor_plugin

    editor_plugin.register()


def leave() -> None:
    """Takes all of it out again. Called at level SCENE, before the classes go."""
    global _language, _loader, _saver
    from godot.scripting import script

    if _language is None:
        return
    script.release_all()
    classes.singleton("ResourceSaver").remove_resource_format_saver(_saver)
    classes.singleton("ResourceLoader").remove_resource_format_loader(_loader)
    classes.singleton("Engine").unregister_script_language(_language)
    _loader = _saver = None
    _language.free()
    _language = None
