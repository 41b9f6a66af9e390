"""Room A: files that change beside the script editor. Loaded by the editor alone.

May import: modules, reloading, script. Another program may have written them, or they are moved or
deleted in the FileSystem dock. The script editor itself tells of what it saves.
"""

from __future__ import annotations

from typing import Any

from godot import classes
from godot.scripting import modules, reloading, script

__all__ = ["begin", "end"]


def begin() -> None:
    """Listens to the editor. Called when the editor's plugins are entered."""
    for signal, listener in _signals():
        signal.connect(listener)


def end() -> None:
    """Listens no more."""
    for signal, listener in _signals():
        if signal.is_connected(listener):
            signal.disconnect(listener)


def _signals() -> list[tuple[Any, Any]]:
    editor = classes.singleton("EditorInterface")
    dock = editor.get_file_system_dock()
    files = editor.get_resource_filesystem()
    return [
        (files.filesystem_changed, _changed),
        (files.sources_changed, _changed),  # at every look, also when only helpers have changed
        (dock.files_moved, _moved),
        (dock.file_removed, _removed),
    ]


def _changed(exist: bool = False) -> None:
    """The editor has looked through the project."""
    for path in [path for path in list(modules.records) if modules.read_bytes(path) is None]:
        modules.forget(path)
    reloading.reload_changed()


def _moved(old: str, new: str) -> None:
    if str(new).endswith(".py"):
        script.move(str(old), str(new))


def _removed(path: str) -> None:
    script.scripts.pop(str(path), None)
    modules.forget(str(path))
