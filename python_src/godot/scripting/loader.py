"""Room A: loads ``.py`` files for the engine. May import: the room.

Source: the engine's ``ResourceFormatLoader``.
"""

from __future__ import annotations

import enum
import functools
from typing import Any

from godot import ResourceFormatLoader, classes, exposed
from godot.scripting import modules, sources
from godot.scripting.script import PythonScript, scripts

__all__ = ["PythonLoader"]


class _Cache(enum.IntEnum):
    """The engine's ``ResourceFormatLoader.CacheMode``, as far as it matters."""

    IGNORE = 0
    REUSE = 1
    REPLACE = 2


@exposed(native=True, tool=True)
class PythonLoader(ResourceFormatLoader):  # type: ignore[misc]
    """Makes a script resource of a ``.py`` file, one for each file."""

    def _get_recognized_extensions(self) -> list[str]:
        # The latter in exported games, where the engine is led to it from the former.
        return ["py", "pyc"] if _is_exported() else ["py"]

    def _handles_type(self, type: str) -> bool:
        return type in {"Script", "PythonScript"}

    def _get_resource_type(self, path: str) -> str:
        return "PythonScript" if path.endswith((".py", ".pyc")) else ""

    def _get_dependencies(self, path: str, add_types: bool) -> list[str]:
        from godot.scripting.dependencies import dependencies  # here: a game does not ask

        return dependencies(path)

    def _load(self, path: str, original_path: str, use_sub_threads: bool, cache_mode: int) -> Any:
        found = scripts.get(original_path)
        if found is not None:
            found._follow()
            found = scripts.get(original_path)
        if found is not None and cache_mode == _Cache.REUSE:
            return found
        data = modules.read_bytes(path)
        if data is None:
            return 7  # Error.ERR_FILE_NOT_FOUND
        source = sources.readable(data)
        if found is not None:  # the editor reads the file again, and then reloads
            found._source = source
            if not found._is_valid():  # which it would not do with a broken one
                found._reload(True)
            return found
        script = PythonScript()
        script._file = original_path
        script._source = source
        scripts[original_path] = script
        script._run()
        return script


@functools.cache
def _is_exported() -> bool:
    return bool(classes.singleton("OS").has_feature("template"))
