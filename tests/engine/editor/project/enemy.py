"""A script that derives from another."""

from player import Player

from godot import exposed


@exposed(global_name="Enemy")
class Enemy(Player):
    """Against you."""

    rage: float = 1.5
