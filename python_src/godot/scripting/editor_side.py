"""Room A: what the script language answers to the editor. May import: the room.

A mixin of :class:`godot.scripting.language.PythonLanguage`: each method puts one question of the
engine's ``ScriptLanguageExtension`` to the module that knows the answer. Those are imported when
they are asked, because a game never asks.
"""

from __future__ import annotations

from typing import Any

from godot import classes
from godot.exposing import method
from godot.scripting import describing

__all__ = ["EditorSide", "indent_step"]

_BUILT_IN = 0  # the engine's ScriptLanguage.TemplateLocation


class EditorSide:
    """The editor's questions."""

    _asked_code = ""
    """The text in which a function was looked for last: the editor makes it there, if need be."""

    # ---- text ----------------------------------------------------------------------------------

    def _get_reserved_words(self) -> list[str]:
        from godot.scripting.editor import editing

        return editing.reserved_words()

    def _is_control_flow_keyword(self, keyword: str) -> bool:
        from godot.scripting.editor import editing

        return editing.is_control_flow(keyword)

    def _get_comment_delimiters(self) -> list[str]:
        from godot.scripting.editor import editing

        return list(editing.COMMENT_DELIMITERS)

    def _get_doc_comment_delimiters(self) -> list[str]:
        from godot.scripting.editor import editing

        return list(editing.DOC_COMMENT_DELIMITERS)

    def _get_string_delimiters(self) -> list[str]:
        from godot.scripting.editor import editing

        return list(editing.STRING_DELIMITERS)

    def _auto_indent_code(self, code: str, from_line: int, to_line: int) -> str:
        from godot.scripting.editor import editing

        return editing.auto_indent(code, from_line, to_line, indent_step())

    # ---- new scripts ---------------------------------------------------------------------------

    def _is_using_templates(self) -> bool:
        return True

    def _get_built_in_templates(self, object: str) -> Any:
        from godot.scripting.editor import templates

        return describing.typed_array(
            {
                "inherit": template.inherit,
                "name": template.name,
                "description": template.description,
                "content": template.content,
                "id": number,
                "origin": _BUILT_IN,
            }
            for number, template in enumerate(templates.built_in(object))
        )

    def _make_template(self, template: str, class_name: str, base_class_name: str) -> Any:
        from godot.scripting.editor import templates
        from godot.scripting.editor.project import EngineProject, godot_names
        from godot.scripting.script import PythonScript

        project = EngineProject()
        script = PythonScript()
        script._source = templates.fill(
            template,
            class_name,
            project.possible_base(base_class_name),
            indent_step(),
            godot_names(),
            project.python_class,
        )
        return script

    def _validate_path(self, path: str) -> str:
        from godot.scripting.editor import templates

        return templates.path_problem(path)

    def _supports_builtin_mode(self) -> bool:
        return False  # a script in a scene file would be no module that others could import

    def _supports_documentation(self) -> bool:
        return True

    def _can_inherit_from_file(self) -> bool:
        return True

    def _preferred_file_name_casing(self) -> int:
        return 2  # ScriptNameCasing.SCRIPT_NAME_CASING_SNAKE_CASE

    # ---- what is wrong -------------------------------------------------------------------------

    def _validate(
        self,
        script: str,
        path: str,
        validate_functions: bool,
        validate_errors: bool,
        validate_warnings: bool,
        validate_safe_lines: bool,
    ) -> dict[str, Any]:
        from godot.scripting import modules, registration
        from godot.scripting.editor import editing, validation
        from godot.scripting.editor.project import EngineProject

        if "@warning_ignore" in script:
            registration.the_language().call_deferred("_settle_ignores")
            script = editing.settle_ignores(script)
        report = validation.validate(script, path, EngineProject(), modules.read_bytes(path))
        loaded = modules.records.get(path)
        if not report.errors and loaded is not None and loaded.error is not None:
            report = validation.with_load_error(report, script, path, loaded.tried, loaded.error)
        return {
            "valid": not report.errors,
            "functions": [f"{name}:{line}" for name, line in report.functions],
            "errors": [
                {
                    "path": path,
                    "line": error.line,
                    "column": error.column,
                    "message": error.message,
                }
                for error in report.errors
            ],
            "warnings": [
                {
                    "start_line": warning.line,
                    "end_line": warning.line,
                    "leftmost_column": warning.column,
                    "rightmost_column": warning.column,
                    "code": 0,
                    "string_code": warning.code,
                    "message": warning.message,
                }
                for warning in report.warnings
            ],
        }

    # ---- functions -----------------------------------------------------------------------------

    def _can_make_function(self) -> bool:
        return True

    def _find_function(self, function: str, code: str) -> int:
        from godot.scripting.editor import editing

        self._asked_code = code
        return editing.find_function(function, code)

    def _make_function(self, class_name: str, function_name: str, function_args: Any) -> str:
        from godot.scripting import registration
        from godot.scripting.editor import editing

        code, self._asked_code = self._asked_code, ""
        step = editing.indentation(code, indent_step())
        registration.the_language().call_deferred("_settle_function", function_name)
        return editing.make_function(function_name, list(function_args), step, code)

    @method()
    def _settle_function(self, function_name: str) -> None:
        """Moves the function that was made to where it belongs, now that the editor is done."""
        from godot.scripting.editor import code_editor

        code_editor.settle(function_name)

    @method()
    def _settle_ignores(self) -> None:
        """Says in Python what the panel of warnings has inserted."""
        from godot.scripting.editor import code_editor

        code_editor.settle_ignores()

    def _open_in_external_editor(self, script: Any, line: int, column: int) -> int:
        return 2  # Error.ERR_UNAVAILABLE: the editor's own setting counts

    def _overrides_external_editor(self) -> bool:
        return False

    # ---- while typing --------------------------------------------------------------------------

    def _complete_code(self, code: str, path: str, owner: Any) -> dict[str, Any]:
        from godot.scripting.editor import completion, edited_scene
        from godot.scripting.editor.project import EngineProject

        found = completion.complete(code, path, EngineProject(), edited_scene.EditedScene(owner))
        return {
            "result": 0,  # Error.OK
            "force": found.force,
            "call_hint": found.hint,
            "options": [edited_scene.option(option) for option in found.options],
        }

    def _lookup_code(self, code: str, symbol: str, path: str, owner: Any) -> dict[str, Any]:
        from godot.scripting.editor import lookup
        from godot.scripting.editor.project import EngineProject

        found = lookup.look_up(code, symbol, path, EngineProject())
        if found is None:
            return {"result": 1, "type": 0}  # Error.FAILED: nothing is known of the symbol
        told: dict[str, Any] = {"result": 0, "type": found.kind}
        if found.path:
            told |= {"script_path": found.path, "location": found.line}
            if found.path != path:
                told["script"] = classes.singleton("ResourceLoader").load(found.path)
        else:
            told |= {"class_name": found.class_name, "class_member": found.member}
        return told

    # ---- global classes ------------------------------------------------------------------------

    def _handles_global_class_type(self, type: str) -> bool:
        return type == "PythonScript"

    def _get_global_class_name(self, path: str) -> dict[str, Any]:
        from godot.scripting.editor import global_classes
        from godot.scripting.editor.project import EngineProject

        found = global_classes.global_class(path, EngineProject())
        if found is None:
            return {}
        return {
            "name": found.name,
            "base_type": found.base_type,
            "icon_path": found.icon_path,
            "is_tool": found.is_tool,
            "is_abstract": found.is_abstract,
        }


def indent_step() -> str:
    """One step of indentation in new scripts: Python's four spaces.

    Unless the editor's settings have another number of them: its tabs are meant for GDScript.
    """
    settings = classes.singleton("EditorInterface").get_editor_settings()
    if settings.get_setting("text_editor/behavior/indent/type") == 1:
        return " " * int(settings.get_setting("text_editor/behavior/indent/size"))
    return "    "
