"""Has defaults of all kinds."""

from __future__ import annotations

from typing import Any

from godot import Node, Vector2, exposed

NOTHING = object()


@exposed
class Defaults(Node):
    """What the engine has no value for is none of its business."""

    LIMITS = frozenset({1, 2})

    def ask(self, name: str, place: Any = Vector2(1, 2), otherwise: Any = NOTHING) -> Any:  # noqa: B008
        """Says what came."""
        return [name, place, otherwise is NOTHING]

    def keywords(self, *values: Any, flag: bool = True, **more: Any) -> Any:
        """Takes any number."""
        return [list(values), flag]
