"""Native classes for the tests of the bridge."""

from __future__ import annotations

from bridge_classes.calls import Calls
from bridge_classes.lifetime import Base, Broken, Cell, Derived, Holder
from bridge_classes.members import Members
from bridge_classes.virtuals import (
    VirtualBody,
    VirtualControl,
    VirtualMesh,
    VirtualNode,
    VirtualStream,
)
from bridge_classes.waiting import Waiting, WaitingData

__all__ = ["Cell", "Derived", "Holder", "register"]


def register() -> None:
    """Registers every class of the tests."""
    from godot import registry

    for cls in (
        *(Base, Derived, Broken, Cell, Holder, Calls, Members),
        *(VirtualBody, VirtualControl, VirtualMesh, VirtualNode, VirtualStream),
        *(Waiting, WaitingData),
    ):
        registry.register(cls)
