from hero import Speech

from godot import Node, exposed


@exposed
class Greeter(Node):
    """An autoload of the project: every script knows it by its name there."""

    def hi(self, to):
        """A greeting."""
        return Speech("Python").of(f"hello {to}")
