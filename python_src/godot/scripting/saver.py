"""Room A: saves ``.py`` files for the engine. May import: the room.

Source: the engine's ``ResourceFormatSaver``.
"""

from __future__ import annotations

from typing import Any

from godot import ResourceFormatSaver, classes, exposed
from godot.scripting.script import PythonScript

__all__ = ["PythonSaver"]

_WRITE = 2  # the engine's FileAccess.WRITE


@exposed(native=True, tool=True)
class PythonSaver(ResourceFormatSaver):  # type: ignore[misc]
    """Writes the source of a script to its file."""

    def _recognize(self, resource: Any) -> bool:
        return isinstance(resource, PythonScript)

    def _get_recognized_extensions(self, resource: Any) -> list[str]:
        return ["py"] if isinstance(resource, PythonScript) else []

    def _save(self, resource: Any, path: str, flags: int) -> int:
        access: Any = classes.class_for_name("FileAccess")
        file = access.open(path, _WRITE)
        if file is None:
            return int(access.get_open_error())
        file.store_string(resource._source)
        file.close()
        if not resource._file:
            resource._file = path
        return 0
