"""Room A: a script's page in the editor's help, from its docstrings.

May import: outline, specs, variant, help_pages.

Source: ``ScriptExtension._get_documentation``; the dictionaries have the keys of the engine's
``DocData``, of which the engine takes what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from godot.help_pages import literal, type_name
from godot.scripting.editor.outline import Outline
from godot.specs import ArgumentSpec, ClassSpec
from godot.variant import Kind, TypeRef

__all__ = ["class_doc", "doc_class_name", "to_bbcode"]


def doc_class_name(path: str, global_name: str) -> str:
    """The title of a script's page: its global name, or its path in quotes, as for GDScript."""
    return global_name or f'"{path.removeprefix("res://")}"'


def class_doc(
    spec: ClassSpec, path: str, outline: Outline | None, *, global_name: str = "", base: str = ""
) -> dict[str, Any]:
    """The help page of a script.

    The texts of the class and its methods are their docstrings. Those of exports, signals and
    constants are given as ``doc=``, as a string after the assignment, or as a comment with ``#:``
    or ``##`` beside or above it; ``outline`` has what only the text of the script says.
    """
    members: Mapping[str, Any] = {}
    if outline is not None and spec.cls.__name__ in outline.classes:
        members = outline.classes[spec.cls.__name__].members

    def text(name: str, given: str) -> str:
        member = members.get(name)
        return to_bbcode(given or (member.doc if member is not None else ""))

    brief, _, rest = spec.doc.partition("\n\n")
    enums = {constant.enum for constant in spec.constants if constant.enum}
    return {
        "name": doc_class_name(path, global_name),
        "inherits": base or spec.base,
        "brief_description": to_bbcode(" ".join(brief.split())),
        "description": to_bbcode(rest),
        "is_script_doc": True,
        "script_path": path,
        "methods": [
            {
                "name": method.name,
                "return_type": _returned(method.result),
                "description": to_bbcode(method.doc),
                "arguments": _arguments(method.arguments),
            }
            for method in spec.methods
        ],
        "signals": [
            {
                "name": signal.name,
                "description": text(signal.name, signal.doc),
                "arguments": _arguments(signal.arguments),
            }
            for signal in spec.signals
        ],
        "properties": [
            {
                "name": item.name,
                "type": type_name(item.type),
                "description": text(item.name, item.doc),
                "default_value": "" if item.default is None else literal(item.default),
            }
            for item in spec.properties
        ],
        "constants": [
            {
                "name": constant.name,
                "value": str(constant.value),
                "is_value_valid": True,
                "type": "int",
                "enumeration": constant.enum,
                "is_bitfield": constant.is_bitfield,
                "description": text(constant.name, constant.doc),
            }
            for constant in spec.constants
        ],
        "enums": {name: {"description": text(name, "")} for name in sorted(enums)},
    }


def _returned(result: TypeRef) -> str:
    return "void" if result.kind is Kind.NIL else type_name(result)


def _arguments(arguments: tuple[ArgumentSpec, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": argument.name,
            "type": type_name(argument.type),
            **({} if argument.is_required else {"default_value": literal(argument.default)}),
        }
        for argument in arguments
    ]


_LITERAL = re.compile(r"``(.+?)``|`([^`\n]+)`")


def to_bbcode(text: str) -> str:
    """A docstring as the help page shows it: code between back-ticks becomes code.

    Square brackets are left alone, so that ``[b]`` and ``[member position]`` work as in GDScript.
    """
    return _LITERAL.sub(lambda found: f"[code]{found.group(1) or found.group(2)}[/code]", text)
