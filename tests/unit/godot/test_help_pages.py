"""Help pages are what the engine's editor reads."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from godot.help_pages import class_xml
from godot.specs import (
    ArgumentSpec,
    ClassSpec,
    ConstantSpec,
    MethodSpec,
    PropertySpec,
    SignalSpec,
)
from godot.variant import Kind, TypeRef

EMPTY = ClassSpec(object, "Player", "Node", "Node", True, False, "", "", (), (), (), ())

# What an XML document can hold.
TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]))


def page(**changes: object) -> ET.Element:
    """The parsed page of a class."""
    return ET.fromstring(class_xml(EMPTY._replace(**changes)))  # type: ignore[arg-type]


def test_class() -> None:
    """Name, base, the short text and the long one."""
    found = page(doc="Short\ntext.\n\nLong text.\nMore.")
    assert found.attrib == {"name": "Player", "inherits": "Node"}
    assert found.findtext("brief_description") == "Short text."
    assert (found.findtext("description") or "").startswith("Long text.")


@given(TEXT)
def test_any_text(text: str) -> None:
    """Any text survives: markup, quotes, ampersands, other scripts."""
    signal = SignalSpec("changed", (), text)
    assert (page(signals=(signal,)).findtext("signals/signal/description") or "") == text


def test_members() -> None:
    """Methods, properties, signals and constants, with types and defaults."""
    arguments = (
        ArgumentSpec("count", TypeRef(Kind.INT)),
        ArgumentSpec("name", TypeRef(Kind.STRING), 'a"b'),
        ArgumentSpec("flag", TypeRef(Kind.BOOL), True),
        ArgumentSpec("node", TypeRef(Kind.OBJECT, "Node"), None),
    )
    found = page(
        methods=(
            MethodSpec("hit", arguments, TypeRef(Kind.NIL), "Hits."),
            MethodSpec("count", is_static=True),
        ),
        properties=(
            PropertySpec("health", TypeRef(Kind.INT), doc="How well."),
            PropertySpec("twice", TypeRef(Kind.VARIANT), read_only=True),
        ),
        signals=(SignalSpec("died", arguments[:1]),),
        constants=(ConstantSpec("B", 2, "Mood", doc="b"), ConstantSpec("A", 1)),
    )
    method, static = found.findall("methods/method")
    assert method.get("qualifiers") is None and static.get("qualifiers") == "static"
    assert method.find("return").attrib == {"type": "void"}  # type: ignore[union-attr]
    assert [item.attrib for item in method.findall("param")] == [
        {"index": "0", "name": "count", "type": "int"},
        {"index": "1", "name": "name", "type": "String", "default": '"a"b"'},
        {"index": "2", "name": "flag", "type": "bool", "default": "true"},
        {"index": "3", "name": "node", "type": "Node", "default": "null"},
    ]
    health, twice = found.findall("members/member")
    assert health.attrib["setter"] == "_set_health" and health.text == "How well."
    assert twice.attrib["setter"] == "" and twice.attrib["type"] == "Variant"
    assert [item.attrib for item in found.findall("constants/constant")] == [
        {"name": "A", "value": "1"},
        {"name": "B", "value": "2", "enum": "Mood"},
    ]


def test_every_element_has_an_end() -> None:
    """The engine's reader wants an end tag for every element, also for empty ones."""
    assert "/>" not in class_xml(EMPTY)
