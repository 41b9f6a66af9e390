"""Room A: Python as the engine and its editor know a script language. May import: the room.

Source: the engine's ``ScriptLanguageExtension``. Each concern of the editor has
a module of its own.
"""

from __future__ import annotations

import keyword
from typing import Any

from godot import ScriptLanguageExtension, exposed
from godot.scripting import describing
from godot.scripting.script import PythonScript

__all__ = ["PythonLanguage"]

_CONTROL_FLOW = frozenset(
    {
        *("if", "elif", "else", "match", "case", "for", "while", "break", "continue"),
        *("return", "pass", "yield", "await", "try", "except", "finally", "raise", "with"),
        "assert",
    }
)


@exposed(native=True, tool=True)
class PythonLanguage(ScriptLanguageExtension):  # type: ignore[misc]
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

    # ---- text ----------------------------------------------------------------------------------

    def _get_reserved_words(self) -> list[str]:
        return [*keyword.kwlist, "match", "case", "self"]

    def _is_control_flow_keyword(self, keyword: str) -> bool:
        return keyword in _CONTROL_FLOW

    def _get_comment_delimiters(self) -> list[str]:
        return ["#"]

    def _get_doc_comment_delimiters(self) -> list[str]:
        return []

    def _get_string_delimiters(self) -> list[str]:
        return ['""" """', "''' '''", '" "', "' '"]

    # ---- files ---------------------------------------------------------------------------------

    def _create_script(self) -> Any:
        return PythonScript()

    def _make_template(self, template: str, class_name: str, base_class_name: str) -> Any:
        script = PythonScript()
        script._source = template.replace("_CLASS_", class_name).replace("_BASE_", base_class_name)
        return script

    def _get_built_in_templates(self, object: str) -> Any:
        return describing.typed_array([])

    def _is_using_templates(self) -> bool:
        return True

    def _validate(
        self,
        script: str,
        path: str,
        validate_functions: bool,
        validate_errors: bool,
        validate_warnings: bool,
        validate_safe_lines: bool,
    ) -> dict[str, Any]:
        return {"valid": True}

    def _validate_path(self, path: str) -> str:
        return ""

    def _supports_builtin_mode(self) -> bool:
        return False

    def _supports_documentation(self) -> bool:
        return True

    def _can_inherit_from_file(self) -> bool:
        return True

    def _preferred_file_name_casing(self) -> int:
        return 2  # ScriptNameCasing.SCRIPT_NAME_CASING_SNAKE_CASE

    # ---- editing -------------------------------------------------------------------------------

    def _find_function(self, function: str, code: str) -> int:
        return -1

    def _make_function(self, class_name: str, function_name: str, function_args: Any) -> str:
        return ""

    def _can_make_function(self) -> bool:
        return True

    def _auto_indent_code(self, code: str, from_line: int, to_line: int) -> str:
        return code

    def _complete_code(self, code: str, path: str, owner: Any) -> dict[str, Any]:
        return {"result": 0, "force": False, "call_hint": "", "options": []}

    def _lookup_code(self, code: str, symbol: str, path: str, owner: Any) -> dict[str, Any]:
        return {"result": 1, "type": 0}  # Error.FAILED: nothing is known of the symbol

    def _open_in_external_editor(self, script: Any, line: int, column: int) -> int:
        return 2  # Error.ERR_UNAVAILABLE: the editor's own setting counts

    def _overrides_external_editor(self) -> bool:
        return False

    # ---- global classes ------------------------------------------------------------------------

    def _has_named_classes(self) -> bool:
        return False

    def _handles_global_class_type(self, type: str) -> bool:
        return type == "PythonScript"

    def _get_global_class_name(self, path: str) -> dict[str, Any]:
        return {}

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
        return describing.typed_array([])

    def _profiling_start(self) -> None: ...

    def _profiling_stop(self) -> None: ...

    def _profiling_set_save_native_calls(self, enable: bool) -> None: ...

    def _profiling_get_accumulated_data(self, info_array: int, info_max: int) -> int:
        return 0

    def _profiling_get_frame_data(self, info_array: int, info_max: int) -> int:
        return 0
