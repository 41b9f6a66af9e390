"""Room A: saves ``.py`` files for the engine. May import: the room.

Source: the engine's ``ResourceFormatSaver``.
"""

from __future__ import annotations

from typing import Any

from godot import ResourceFormatSaver, classes, exposed, interface
from godot.scripting import sources
from godot.scripting.script import PythonScript, scripts

__all__ = ["PythonSaver"]

_WRITE = 2  # the engine's FileAccess.WRITE
_INVALID_DATA = 30  # the engine's Error.ERR_INVALID_DATA
_RELOADS = "text_editor/behavior/files/auto_reload_and_parse_scripts_on_save"


@exposed(native=True, tool=True)
class PythonSaver(ResourceFormatSaver):  # type: ignore[misc]
    """Writes the source of a script to its file."""

    def _recognize(self, resource: Any) -> bool:
        return isinstance(resource, PythonScript)

    def _get_recognized_extensions(self, resource: Any) -> list[str]:
        return ["py"] if isinstance(resource, PythonScript) else []

    def _save(self, resource: Any, path: str, flags: int) -> int:
        try:
            data = sources.encode(resource._source)
        except (LookupError, UnicodeEncodeError) as error:
            interface.print_error(
                f"{path} cannot be saved in the coding that it names: {error}", "save", path, 1
            )
            return _INVALID_DATA
        access: Any = classes.class_for_name("FileAccess")
        file = access.open(path, _WRITE)
        if file is None:
            return int(access.get_open_error())
        file.store_buffer(data)
        result = int(file.get_error())
        file.close()
        if result == 0:
            _saved(resource, path)
        return result


def _saved(script: Any, path: str) -> None:
    """In the editor, what is saved is in force at once, as its settings have it."""
    if not script._file:
        script._file = path
        scripts[path] = script
    if script._file == path and classes.singleton("Engine").is_editor_hint():
        settings = classes.singleton("EditorInterface").get_editor_settings()
        if settings.get_setting(_RELOADS):
            script._reload(True)
