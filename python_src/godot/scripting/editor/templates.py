"""Room A: the dialog that creates a script: names and templates. Pure Python; may import: nothing.

A template is a script with placeholders, which are those of the engine's own languages:
``_BASE_`` is the base class, ``_CLASS_`` the name of the new class, and ``_TS_`` one step of
indentation. A template of a project stands in ``res://script_templates/Node/some_name.py``; its
comments ``# meta-name:`` and ``# meta-description:`` are shown in the dialog.
Source: ``ScriptLanguageExtension._get_built_in_templates`` and ``_make_template``.
"""

from __future__ import annotations

import dataclasses
import keyword
import re
from collections.abc import Callable, Container

__all__ = ["Template", "built_in", "class_name", "fill", "path_problem"]


@dataclasses.dataclass(frozen=True, slots=True)
class Template:
    """One entry of the dialog's list of templates."""

    inherit: str
    name: str
    description: str
    content: str


_DEFAULT = '''\
from godot import _IMPORTS_


@exposed
class _CLASS_(_BASE_):
_TS_"""What this script is for."""

_TS_def _ready(self) -> None:
_TS__TS_"""Called when the node and its children are in the scene tree."""

_TS_def _process(self, delta: float) -> None:
_TS__TS_"""Called every frame; delta is the time since the last one, in seconds."""
'''

_PLAIN = '''\
from godot import _IMPORTS_


@exposed
class _CLASS_(_BASE_):
_TS_"""What this script is for."""
'''

_EMPTY = """\
from godot import _IMPORTS_


@exposed
class _CLASS_(_BASE_):
_TS_pass
"""

_BODY = '''\
from godot import Input, _VECTOR_, _IMPORTS_, move_toward

SPEED = _SPEED_
JUMP_VELOCITY = _JUMP_


@exposed
class _CLASS_(_BASE_):
_TS_"""Walks and jumps under gravity."""

_TS_def _physics_process(self, delta: float) -> None:
_TS__TS_velocity = self.velocity

_TS__TS_# Falls while it is in the air.
_TS__TS_if not self.is_on_floor():
_TS__TS__TS_velocity += self.get_gravity() * delta

_TS__TS_# Jumps from the floor.
_TS__TS_if Input.is_action_just_pressed("ui_accept") and self.is_on_floor():
_TS__TS__TS_velocity.y = JUMP_VELOCITY

_TS__TS_# Walks, and slows down without a direction. Better have actions of the game's own here.
_WALK_
_TS__TS_self.velocity = velocity
_TS__TS_self.move_and_slide()
'''

_WALK_2D = """\
_TS__TS_direction = Input.get_axis("ui_left", "ui_right")
_TS__TS_if direction:
_TS__TS__TS_velocity.x = direction * SPEED
_TS__TS_else:
_TS__TS__TS_velocity.x = move_toward(velocity.x, 0, SPEED)
"""

_WALK_3D = """\
_TS__TS_pushed = Input.get_vector("ui_left", "ui_right", "ui_up", "ui_down")
_TS__TS_direction = (self.transform.basis * Vector3(pushed.x, 0, pushed.y)).normalized()
_TS__TS_if direction:
_TS__TS__TS_velocity.x = direction.x * SPEED
_TS__TS__TS_velocity.z = direction.z * SPEED
_TS__TS_else:
_TS__TS__TS_velocity.x = move_toward(velocity.x, 0, SPEED)
_TS__TS__TS_velocity.z = move_toward(velocity.z, 0, SPEED)
"""


def _body(vector: str, speed: str, jump: str, walk: str) -> str:
    text = _BODY.replace("_VECTOR_", vector).replace("_SPEED_", speed)
    return text.replace("_JUMP_", jump).replace("_WALK_", walk)


_BODY_2D = _body("Vector2", "300.0", "-400.0", _WALK_2D)
_BODY_3D = _body("Vector3", "5.0", "4.5", _WALK_3D)

_PLUGIN = '''\
from godot import _IMPORTS_


@exposed(tool=True)
class _CLASS_(_BASE_):
_TS_"""What this plugin adds to the editor."""

_TS_def _enter_tree(self) -> None:
_TS__TS_"""Called when the plugin is switched on."""

_TS_def _exit_tree(self) -> None:
_TS__TS_"""Called when it is switched off: takes back what it added."""
'''

_EDITOR_SCRIPT = '''\
from godot import _IMPORTS_


@exposed(tool=True)
class _CLASS_(_BASE_):
_TS_"""Run it from the script editor's menu: File, Run."""

_TS_def _run(self) -> None:
_TS__TS_"""Called when the script is run."""
'''

_RICH_TEXT_EFFECT = '''\
from godot import CharFXTransform, _IMPORTS_


@exposed(tool=True, global_name="_CLASS_")
class _CLASS_(_BASE_):
_TS_"""A tag for the text of a RichTextLabel."""

_TS_bbcode = "_CLASS_"

_TS_def _process_custom_fx(self, char_fx: CharFXTransform) -> bool:
_TS__TS_"""Changes one character; False leaves it as it is."""
_TS__TS_return True
'''

_BUILT_IN = {
    "Object": (
        Template("Object", "Default", "A class with a docstring", _PLAIN),
        Template("Object", "Empty", "An empty class", _EMPTY),
    ),
    "Node": (Template("Node", "Default", "Code for the scene tree, with descriptions", _DEFAULT),),
    "CharacterBody2D": (
        Template("CharacterBody2D", "Basic Movement", "Platformer movement in 2D", _BODY_2D),
    ),
    "CharacterBody3D": (
        Template("CharacterBody3D", "Basic Movement", "Walking and jumping in 3D", _BODY_3D),
    ),
    "EditorPlugin": (Template("EditorPlugin", "Plugin", "A plugin of the editor", _PLUGIN),),
    "EditorScript": (
        Template("EditorScript", "Basic Editor Script", "Run from the menu", _EDITOR_SCRIPT),
    ),
    "RichTextEffect": (
        Template("RichTextEffect", "Default", "A text effect with its tag", _RICH_TEXT_EFFECT),
    ),
}


def built_in(base: str) -> tuple[Template, ...]:
    """The templates for one class; the dialog asks for its bases too."""
    return _BUILT_IN.get(base, ())


def class_name(file_name: str) -> str:
    """The class that a file is expected to hold: ``my_player`` -> ``MyPlayer``.

    Always a valid name that hides neither a keyword nor, as far as the name alone tells, the
    engine's ``Object``.
    """
    stem = file_name.rpartition("/")[2].removesuffix(".py")
    words = "".join(letter if f"a{letter}".isidentifier() else " " for letter in stem)
    name = "".join(word[:1].upper() + word[1:] for word in words.replace("_", " ").split())
    if not name:
        return "NewScript"
    if not name.isidentifier():
        name = f"Script{name}"
    return f"{name}Script" if keyword.iskeyword(name) else name


def fill(
    template: str,
    file_name: str,
    base: str,
    indent: str,
    names: Container[str],
    find: Callable[[str], tuple[str, str] | None],
) -> str:
    """The new script.

    ``base`` is the name of an engine class or of a global class, or a script's path in quotes.
    ``names`` are those that ``godot`` has; ``find`` gives the module of a script, by path or global
    name, and the name of its class.
    """
    name = class_name(file_name)
    others: list[str] = []
    if base not in names:
        base = base.strip("\"'")
        module, base = find(base) or (_module(base), class_name(base))
        others.append(f"from {module} import {base}")
    if name == base:
        name += "Script"
    content = re.sub(
        r"^from godot import (.*_IMPORTS_.*)$",
        lambda found: _import_line(found.group(1), base, names, others),
        template or _EMPTY,
        flags=re.MULTILINE,
    )
    for placeholder, text in (
        ("_BASE_", base),
        ("_CLASS_SNAKE_CASE_", _snake(name)),
        ("_CLASS_", name),
        ("_TS_", indent),
    ):
        content = content.replace(placeholder, text)
    return content


def _import_line(written: str, base: str, names: Container[str], others: list[str]) -> str:
    wanted = {part.strip() for part in written.split(",")} - {"_IMPORTS_"} | {"exposed"}
    if base in names:
        wanted.add(base)
    # As import sorters have it: constants, classes, functions.
    ordered = sorted(wanted, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    return "\n".join([f"from godot import {', '.join(ordered)}", *_spaced(others)])


def _spaced(lines: list[str]) -> list[str]:
    return ["", *lines] if lines else []


def _module(path: str) -> str:
    if "://" not in path:
        return _snake(path)
    return path.partition("://")[2].removesuffix(".py").replace("/", ".")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def path_problem(path: str) -> str:
    """What is wrong with the path of a new script; empty when nothing is.

    The engine has looked at the extension and at characters that no file may have.
    """
    parts = path.removeprefix("res://").removesuffix(".py").split("/")
    for part in parts:
        if keyword.iskeyword(part):
            return f"'{part}' is a word of Python's: such a file or folder can't be imported."
    stem = parts[-1]
    if stem == "godot":
        return "'godot' is the engine's module: give the file another name."
    return ""
