"""A script with something of everything."""

from godot import CharacterBody2D, Vector2, constant, export, exposed, signal


@exposed(global_name="Player", icon="res://icons/player.svg")
class Player(CharacterBody2D):
    """Someone who walks.

    With a longer text and `code`.
    """

    died = signal(("reason", str), ("by", CharacterBody2D))
    """At the end of `health`."""

    health: int = export(100, range=(0, 200), group="Life")  #: How well it is.
    nickname = export("Bob", group="Life", subgroup="Names")
    spawn = export(Vector2, default=Vector2(1, 2), group="Place", doc="Where it starts.")
    FAST = constant(7)

    def _ready(self):
        print("a script runs in the editor")

    def hit(self, damage: int, by: str = "someone") -> bool:
        """Takes damage."""
        return True


def helper():
    """Stands behind the class, where the editor would put a handler."""
