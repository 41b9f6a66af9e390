"""Refers to nodes and resources."""

from __future__ import annotations

from typing import Any

from item import Item

from godot import Node, export, exposed


@exposed
class References(Node):
    """Has them when it is ready."""

    target: Node = export(Node)
    item: Item = export(Item)
    names: list[str] = export(list[str])

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def _ready(self) -> None:
        self.seen = [str(self.target.name), self.item.described(), list(self.names)]
