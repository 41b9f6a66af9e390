"""Room A: what the script editor gets for Python. May import: the room.

A highlighter, which also keeps each file's own indentation: the engine's editor has one setting for
all languages, and gives a file that it saves that indentation - but leaves texts of several lines
as they are. A docstring would then stand in other columns than the code around it, and Python
could no longer read the file.

Loaded by the editor alone. (The names begin with Editor, which keeps them out of the Create
dialog.)
"""

from __future__ import annotations

from typing import Any

from godot import EditorPlugin, EditorSyntaxHighlighter, classes, exposed, registry
from godot.api import engine_api
from godot.scripting import editor_side
from godot.scripting.editor import code_editor, dropped, editing, watching
from godot.scripting.editor.highlighting import highlight

__all__ = ["EditorPythonHighlighter", "EditorPythonPlugin", "register"]

_THEME = "text_editor/theme/highlighting/"
_COLORS = {
    "text": "text_color",
    "keyword": "keyword_color",
    "control": "control_flow_keyword_color",
    "string": "string_color",
    "comment": "comment_color",
    "note": "doc_comment_color",
    "number": "number_color",
    "symbol": "symbol_color",
    "function": "function_color",
    "definition": "gdscript/function_definition_color",
    "decorator": "gdscript/annotation_color",
    "type": "base_type_color",
    "engine": "engine_type_color",
    "user": "user_type_color",
    "member": "member_variable_color",
}


@exposed(native=True, tool=True)
class EditorPythonHighlighter(EditorSyntaxHighlighter):  # type: ignore[misc]  # made at run time
    """Colours Python in the script editor."""

    def __init__(self) -> None:
        self._colors: dict[str, Any] = {}
        self._users: set[str] = set()
        self._open: list[str] = [""]
        """For each line the string that it begins in, as far as that is known."""
        self._watched: Any = None
        self._before, self._version = "", 0

    def _get_name(self) -> str:
        return "Python"

    def _get_supported_languages(self) -> list[str]:
        return ["Python", "py"]

    def _create(self) -> Any:
        return EditorPythonHighlighter()

    def _update_cache(self) -> None:
        """Called with a new text, new settings, and after every check of the script."""
        settings = classes.singleton("EditorInterface").get_editor_settings()
        self._colors = {kind: settings.get_setting(_THEME + name) for kind, name in _COLORS.items()}
        known = classes.singleton("ProjectSettings").get_global_class_list()
        self._users = {str(entry["class"]) for entry in known}
        self._open = [""]
        text = self.get_text_edit()
        if text is None:
            return
        if self._watched is not text:
            self._watched = text
            self._before = str(text.get_text())
            text.lines_edited_from.connect(self._edited)
            text.text_changed.connect(self._look_for_nodes)
        _keep_indentation(text)

    def _clear_highlighting_cache(self) -> None:
        self._open = [""]

    def _edited(self, start: int, end: int) -> None:
        del self._open[min(start, end) + 1 :]

    def _look_for_nodes(self) -> None:
        text = self.get_text_edit()
        if text is None:
            return
        before, self._before = self._before, str(text.get_text())
        version, self._version = self._version, int(text.get_version())
        lines = dropped.arrived(before, self._before)
        if lines and self._version > version:  # not by undoing what is done here
            code_editor.settle_nodes(text, lines)

    def _get_line_syntax_highlighting(self, line: int) -> dict[int, Any]:
        text = self.get_text_edit()
        if text is None:
            return {}
        while len(self._open) <= line:
            before = len(self._open) - 1
            found = highlight(str(text.get_line(before)), self._open[before], self._kind)
            self._open.append(found.open_string)
        found = highlight(str(text.get_line(line)), self._open[line], self._kind)
        return {column: {"color": self._colors[kind]} for column, kind in found.parts}

    def _kind(self, name: str) -> str:
        if name in self._users:
            return "user"
        api = engine_api()
        if name in api.builtins:
            return "type"
        return "engine" if name in api or name in api.enums else ""


def _keep_indentation(text: Any) -> None:
    """Has the editor indent as the file does."""
    step = editing.indentation(str(text.get_text()), editor_side.indent_step())
    text.indent_use_spaces = step[0] == " "
    if step[0] == " ":
        text.indent_size = len(step)


@exposed(native=True, tool=True)
class EditorPythonPlugin(EditorPlugin):  # type: ignore[misc]  # made at run time
    """Brings the highlighter to the script editor, and listens for files that change."""

    def __init__(self) -> None:
        self._highlighter = EditorPythonHighlighter()

    def _enter_tree(self) -> None:
        script_editor = classes.singleton("EditorInterface").get_script_editor()
        script_editor.register_syntax_highlighter(self._highlighter)
        watching.begin()

    def _exit_tree(self) -> None:
        watching.end()
        script_editor = classes.singleton("EditorInterface").get_script_editor()
        if script_editor is not None:
            script_editor.unregister_syntax_highlighter(self._highlighter)


def register() -> None:
    """For the level EDITOR."""
    registry.register(EditorPythonHighlighter)
    registry.register_editor_plugin(EditorPythonPlugin)
