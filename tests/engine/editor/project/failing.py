"""A script of a game that the editor runs."""

from godot import Node, exposed, push_error


@exposed
class Failing(Node):
    """Fails twice."""

    def _ready(self) -> None:
        push_error("said by the game")
        self.get_tree().quit()
        self.fail()

    def fail(self) -> None:
        """Always."""
        raise ValueError("a mistake")
