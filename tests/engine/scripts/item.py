"""A resource with a script."""

from __future__ import annotations

from godot import Resource, export, exposed


@exposed
class Item(Resource):
    """Something to carry."""

    label: str = export("thing")
    price: int = export(10)
    tags: list = export([])

    def described(self) -> str:
        """What it is."""
        return f"{self.label} for {self.price}"
