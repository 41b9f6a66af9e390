"""Room A: what a script tells the editor of itself. May import: the room.

A mixin of :class:`godot.scripting.script.PythonScript`: names, lines and help pages. What a game
never asks is imported when it is asked.
"""

from __future__ import annotations

from typing import Any

from godot import classes
from godot.reading import class_spec
from godot.scripting import describing, members
from godot.specs import PropertySpec, Usage, with_headings
from godot.variant import Kind, TypeRef

__all__ = ["EditorFacts"]


class EditorFacts:
    """Names, lines and the help page of a script."""

    _file: str
    _source: str
    _cls: type | None
    _members: members.Members | None

    def _get_global_name(self) -> str:
        return "" if self._members is None else self._members.spec.global_name

    def _get_class_icon_path(self) -> str:
        spec = None if self._members is None else self._members.spec
        if spec is None or not spec.icon:
            return ""
        return _beside(spec.icon, self._file)

    def _inspected_properties(self) -> list[PropertySpec]:
        """The exports of the class and its ``.py`` bases, below a heading for each of them."""
        if self._cls is None:
            return []
        listed: list[PropertySpec] = []
        seen: set[str] = set()
        for cls in [self._cls, *members.script_bases(self._cls)]:
            spec = class_spec(cls)
            path = str(cls.__godot_script__)  # type: ignore[attr-defined]
            own = [item for item in spec.properties if item.name not in seen]
            seen.update(item.name for item in own)
            if own:
                name = spec.global_name or path.rpartition("/")[2]
                listed.append(
                    PropertySpec(name, TypeRef(Kind.NIL), hint_string=path, usage=Usage.CATEGORY)
                )
                listed.extend(with_headings(own))
        variables = self._members.variables if self._members is not None else {}
        listed.extend(item for name, item in variables.items() if name not in seen)
        return listed

    def _editor_can_reload_from_file(self) -> bool:
        """Whether the editor may read the file again when another program has written it.

        A script that is open in the script editor is read again by that, with its text.
        """
        script_editor = classes.singleton("EditorInterface").get_script_editor()
        return script_editor is None or self not in list(script_editor.get_open_scripts())

    def _get_member_line(self, member: str) -> int:
        script = _script_outline(self._source)
        found = None if script is None else script.members.get(member)
        return -1 if found is None else found.line

    def _get_doc_class_name(self) -> str:
        from godot.scripting.editor import documentation

        return documentation.doc_class_name(self._file, self._get_global_name())

    def _get_documentation(self) -> Any:
        from godot.scripting.editor import documentation, outline

        if self._cls is None or self._members is None:
            return describing.typed_array([])
        try:
            read = outline.read(self._source)
        except SyntaxError:
            read = None
        bases = members.script_bases(self._cls)
        base = ""
        if bases:
            path = bases[0].__godot_script__  # type: ignore[attr-defined]
            name = class_spec(bases[0]).global_name
            base = documentation.doc_class_name(path, name)
        page = documentation.class_doc(
            self._members.spec,
            self._file,
            read,
            global_name=self._get_global_name(),
            base=base,
        )
        return describing.typed_array([page])


def _script_outline(source: str) -> Any:
    from godot.scripting.editor import outline

    try:
        return outline.read(source).script
    except SyntaxError:
        return None


def _beside(icon: str, path: str) -> str:
    """A relative path of an icon starts where the script is."""
    return icon if "://" in icon else f"{path.rpartition('/')[0]}/{icon}"
