"""A node whose ``_process`` does nothing. Bench."""

from godot import Node, exposed


@exposed
class IdleScript(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Beside ``idle_node.gd``."""

    def _process(self, delta: float) -> None:
        pass
