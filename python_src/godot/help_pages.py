"""Room A: class documentation for the editor's help (F1). May import: _ffi, specs, variant.

Source: ``editor_help_load_xml_from_utf8_chars_and_len``; the format is that of the engine's
``doc/class.xsd``.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from godot.specs import ArgumentSpec, ClassSpec
from godot.variant import Kind, TypeRef

__all__ = ["class_xml", "literal", "load", "type_name"]

_NAMES = {
    Kind.NIL: "void",
    Kind.BOOL: "bool",
    Kind.INT: "int",
    Kind.FLOAT: "float",
    Kind.RID: "RID",
    Kind.AABB: "AABB",
}


def load(specs: Iterable[ClassSpec]) -> None:
    """Gives the documentation of each class to the editor."""
    from godot._ffi import lib  # here, so that the pages can be made without an engine

    for spec in specs:
        data = class_xml(spec).encode()
        lib.gd_editor_help_load_xml_from_utf8_chars_and_len(data, len(data))


def class_xml(spec: ClassSpec) -> str:
    """The help page of one class."""
    root = ET.Element("class", name=spec.name, inherits=spec.base)
    brief, _, rest = spec.doc.partition("\n\n")
    ET.SubElement(root, "brief_description").text = " ".join(brief.split())
    ET.SubElement(root, "description").text = rest or brief
    ET.SubElement(root, "tutorials")
    methods = ET.SubElement(root, "methods")
    for method in spec.methods:
        element = ET.SubElement(methods, "method", name=method.name)
        if method.is_static:
            element.set("qualifiers", "static")
        ET.SubElement(element, "return", type=type_name(method.result))
        _arguments(element, method.arguments)
        ET.SubElement(element, "description").text = method.doc
    members = ET.SubElement(root, "members")
    for item in spec.properties:
        getter, setter = f"_get_{item.name}", "" if item.read_only else f"_set_{item.name}"
        member = ET.SubElement(
            members,
            "member",
            name=item.name,
            type=type_name(item.type),
            setter=setter,
            getter=getter,
        )
        member.text = item.doc
    signals = ET.SubElement(root, "signals")
    for signal in spec.signals:
        element = ET.SubElement(signals, "signal", name=signal.name)
        _arguments(element, signal.arguments)
        ET.SubElement(element, "description").text = signal.doc
    constants = ET.SubElement(root, "constants")
    # The engine looks for the texts of constants by halving, so they have to be in order.
    for constant in sorted(spec.constants, key=lambda constant: constant.name):
        attributes = {"name": constant.name, "value": str(constant.value)}
        if constant.enum:
            attributes["enum"] = constant.enum
        ET.SubElement(constants, "constant", attributes).text = constant.doc
    # The engine's reader wants an end tag for every element, also for empty ones.
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def _arguments(parent: ET.Element, arguments: tuple[ArgumentSpec, ...]) -> None:
    for index, argument in enumerate(arguments):
        attributes = {"index": str(index), "name": argument.name, "type": type_name(argument.type)}
        if not argument.is_required:
            attributes["default"] = literal(argument.default)
        ET.SubElement(parent, "param", attributes)


def literal(value: object) -> str:
    """A default as the help pages write it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    return repr(value) if hasattr(value, "__variant_type__") else str(value)


def type_name(reference: TypeRef) -> str:
    """The type as the help pages write it."""
    if reference.class_name:
        return reference.class_name
    if reference.kind in _NAMES:
        return _NAMES[reference.kind]
    return (
        "".join(word.capitalize() for word in reference.kind.name.split("_"))
        .replace("2d", "2D")
        .replace("3d", "3D")
    )
