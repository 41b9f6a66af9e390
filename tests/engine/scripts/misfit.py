"""Its virtual methods do not take what the engine gives."""

from __future__ import annotations

from godot import Node, exposed


@exposed
class Misfit(Node):
    """Is told of both."""

    def _process(self) -> None: ...

    def _physics_process(self, delta: str) -> None: ...
