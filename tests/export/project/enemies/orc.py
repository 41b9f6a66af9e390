"""A module that is imported by a statement."""


class Orc:
    """Not of the engine."""

    strength = 5
