"""Room E, ``godot_testing``: the engine's values in a test. Standard library only.

What JSON has arrives as itself; an array is a list, a dictionary a dict with texts as keys, a
StringName or NodePath a text. Any other value is a `Godot`.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Godot", "from_game", "to_game"]

_MARK = "godot"


class Godot(str):
    """A value in Godot's own notation, as ``var_to_str()`` writes it: ``Godot("Vector2(1, 2)")``.

    It equals a text of that notation, and goes to the game as the value that it stands for. An
    object of the game arrives as what it prints, and cannot go back.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Godot({str(self)!r})"


def from_game(value: Any) -> Any:
    """A value that JSON has brought."""
    if isinstance(value, list):
        return [from_game(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {_MARK}:
        return Godot(value[_MARK])
    return {key: from_game(entry) for key, entry in value.items()}


def to_game(value: Any) -> Any:
    """A value for JSON.

    Raises:
        TypeError: it is nothing that a game could have; names it.
    """
    if isinstance(value, Godot):
        return {_MARK: str(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple | bytes):
        return [to_game(entry) for entry in value]
    if isinstance(value, dict):
        return {str(key): to_game(entry) for key, entry in value.items()}
    raise TypeError(
        f"{value!r} cannot go to the game: None, bool, int, float, str, lists and dictionaries of "
        'these can, and any value of Godot as Godot("Vector2(1, 2)")'
    )
