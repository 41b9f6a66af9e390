"""A script's page in the editor's help."""

from __future__ import annotations

import pytest

from godot.scripting.editor.documentation import class_doc, doc_class_name, to_bbcode
from godot.scripting.editor.outline import read
from godot.specs import (
    ArgumentSpec,
    ClassSpec,
    ConstantSpec,
    MethodSpec,
    PropertySpec,
    SignalSpec,
)
from godot.variant import Kind, TypeRef

SOURCE = '''\
from godot import *

@exposed
class Player(Node2D):
    died = signal("reason")
    """How it `ended`."""
    health = export(100)  #: How well it is.
    speed = export(4.0, doc="In metres.")
'''


class Player:
    """Stands for the class."""


SPEC = ClassSpec(
    Player,
    "Player",
    "Node2D",
    "Node2D",
    False,
    False,
    "",
    "Short\ntext.\n\nThe ``long`` one.",
    (MethodSpec("hit", (ArgumentSpec("by", TypeRef(Kind.INT), 3),), TypeRef(Kind.NIL), "Hits."),),
    (
        PropertySpec("health", TypeRef(Kind.INT), 100),
        PropertySpec("speed", TypeRef(Kind.FLOAT), 4.0, doc="In metres."),
    ),
    (SignalSpec("died", (ArgumentSpec("reason"),)),),
    (ConstantSpec("FAST", 7, "Mode"),),
)


def test_class_doc() -> None:
    """Texts come from docstrings, from ``doc=``, and from beside the assignments."""
    doc = class_doc(SPEC, "res://people/player.py", read(SOURCE))
    assert doc["name"] == '"people/player.py"'
    assert doc["inherits"] == "Node2D"
    assert doc["is_script_doc"] is True
    assert doc["script_path"] == "res://people/player.py"
    assert (doc["brief_description"], doc["description"]) == (
        "Short text.",
        "The [code]long[/code] one.",
    )
    assert doc["methods"] == [
        {
            "name": "hit",
            "return_type": "void",
            "description": "Hits.",
            "arguments": [{"name": "by", "type": "int", "default_value": "3"}],
        }
    ]
    assert doc["signals"] == [
        {
            "name": "died",
            "description": "How it [code]ended[/code].",
            "arguments": [{"name": "reason", "type": "Variant"}],
        }
    ]
    assert [
        (item["name"], item["description"], item["default_value"]) for item in doc["properties"]
    ] == [
        ("health", "How well it is.", "100"),
        ("speed", "In metres.", "4.0"),
    ]
    assert doc["constants"][0]["enumeration"] == "Mode"
    assert doc["enums"] == {"Mode": {"description": ""}}


def test_without_source() -> None:
    """What the class itself knows is enough."""
    doc = class_doc(SPEC, "res://player.py", None, global_name="Hero", base="Character")
    assert (doc["name"], doc["inherits"]) == ("Hero", "Character")
    assert doc["signals"][0]["description"] == ""


def test_names() -> None:
    """As the engine calls the pages of scripts."""
    assert doc_class_name("res://a/b.py", "") == '"a/b.py"'
    assert doc_class_name("res://a/b.py", "Player") == "Player"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`x` and ``y``", "[code]x[/code] and [code]y[/code]"),
        ("[b]bold[/b] [member position]", "[b]bold[/b] [member position]"),
        ("one ` alone", "one ` alone"),
    ],
)
def test_bbcode(text: str, shown: str) -> None:
    """Back-ticks become code; the engine's own marks stay."""
    assert to_bbcode(text) == shown
