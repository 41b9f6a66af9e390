"""Room A: Python as the engine and its editor know a script language. May import: the room.

Source: the engine's ``ScriptLanguageExtension``. What the editor asks is in ``editor_side``.
"""

from __future__ import annotations

from typing import Any

from godot import ScriptLanguageExtension, exposed, stack
from godot.scripting import describing
from godot.scripting.editor_side import EditorSide
from godot.scripting.script import PythonScript

__all__ = ["PythonLanguage"]


@exposed(native=True, tool=True)
class PythonLanguage(EditorSide, ScriptLanguageExtension):  # type: ignore[misc]
    """Python."""

    def _get_name(self) -> str:
        return "Python"

    def _get_type(self) -> str:
        return "PythonScript"

    def _get_extension(self) -> str:
        return "py"

    def _get_recognized_extensions(self) -> list[str]:
        return ["py"]

    def _init(self) -> None: ...

    def _finish(self) -> None: ...

    def _thread_enter(self) -> None: ...

    def _thread_exit(self) -> None: ...

    def _frame(self) -> None: ...

    def _create_script(self) -> Any:
        return PythonScript()

    def _add_global_constant(self, name: str, value: Any) -> None: ...

    def _add_named_global_constant(self, name: str, value: Any) -> None: ...

    def _remove_named_global_constant(self, name: str) -> None: ...

    # ---- reloading -----------------------------------------------------------------------------

    def _reload_all_scripts(self) -> None:
        from godot.scripting import reloading  # here: a game needs it only while it is made

        reloading.reload_changed()

    def _reload_scripts(self, scripts: Any, soft_reload: bool) -> None:
        self._reload_all_scripts()  # also what those import

    def _reload_tool_script(self, script: Any, soft_reload: bool) -> None:
        self._reload_all_scripts()

    # ---- what other languages add to the engine's lists ----------------------------------------

    def _get_public_functions(self) -> Any:
        return describing.typed_array([])

    def _get_public_constants(self) -> dict[str, Any]:
        return {}

    def _get_public_annotations(self) -> Any:
        return describing.typed_array([])

    # ---- debugging: Python's own debuggers do it -----------------------------------------------

    def _debug_get_error(self) -> str:
        return ""

    def _debug_get_stack_level_count(self) -> int:
        return 0

    def _debug_get_stack_level_line(self, level: int) -> int:
        return 0

    def _debug_get_stack_level_function(self, level: int) -> str:
        return ""

    def _debug_get_stack_level_source(self, level: int) -> str:
        return ""

    def _debug_get_stack_level_locals(self, level: int, items: int, depth: int) -> dict[str, Any]:
        return {}

    def _debug_get_stack_level_members(self, level: int, items: int, depth: int) -> dict[str, Any]:
        return {}

    def _debug_get_stack_level_instance(self, level: int) -> int:
        return 0

    def _debug_get_globals(self, items: int, depth: int) -> dict[str, Any]:
        return {}

    def _debug_parse_stack_level_expression(
        self, level: int, expression: str, items: int, depth: int
    ) -> str:
        return ""

    def _debug_get_current_stack_info(self) -> Any:
        """Where Python is now, for the engine's own errors: they say who has called."""
        return describing.typed_array(
            {"file": place.file, "func": place.function, "line": place.line}
            for place in stack.current()
        )

    def _profiling_start(self) -> None: ...

    def _profiling_stop(self) -> None: ...

    def _profiling_set_save_native_calls(self, enable: bool) -> None: ...

    def _profiling_get_accumulated_data(self, info_array: int, info_max: int) -> int:
        return 0

    def _profiling_get_frame_data(self, info_array: int, info_max: int) -> int:
        return 0
