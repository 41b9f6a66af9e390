"""Room A: the decorators, and what they say of a class. Pure Python.

May import: exports, marks, reading, specs. The one place to import them from. The decorators only
mark; :func:`class_spec` reads the marks. A native class (:mod:`godot.registry`) and a ``.py``
script are made from the same description.
"""

from __future__ import annotations

from godot.exports import export, export_category, export_group, export_subgroup, export_tool_button
from godot.marks import constant, exposed, method, rpc, signal
from godot.reading import class_spec
from godot.specs import (
    ArgumentSpec,
    ClassSpec,
    ConstantSpec,
    ExposingError,
    Hint,
    MethodSpec,
    PropertySpec,
    RpcSpec,
    SignalSpec,
    Usage,
)

__all__ = [
    "ArgumentSpec",
    "ClassSpec",
    "ConstantSpec",
    "ExposingError",
    "Hint",
    "MethodSpec",
    "PropertySpec",
    "RpcSpec",
    "SignalSpec",
    "Usage",
    "class_spec",
    "constant",
    "export",
    "export_category",
    "export_group",
    "export_subgroup",
    "export_tool_button",
    "exposed",
    "method",
    "rpc",
    "signal",
]
