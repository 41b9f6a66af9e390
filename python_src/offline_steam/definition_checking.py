"""Room C, ``offline_steam``: what an editor of app definitions asks.

Imports the standard library and, of this package, the other ``definition_*`` modules, ``errors``,
``icons`` and ``portraits`` (names of shapes).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from offline_steam import icons
from offline_steam.definition import NO_AVATAR, StatKind
from offline_steam.definition_boards import DISPLAYS, SORTS
from offline_steam.definition_people import RELATIONSHIPS, STATES
from offline_steam.definition_reader import parse_definition
from offline_steam.definition_tables import Table
from offline_steam.errors import DefinitionError, Problem
from offline_steam.portraits import SHAPES as AVATARS

__all__ = ["icon", "problems", "words"]


def problems(text: str) -> list[dict[str, Any]]:
    """What is wrong with a definition: for each problem its ``text`` and its ``path``.

    An empty list: the runtime would take it.
    """
    try:
        parse_definition(text, "the app definition")
    except DefinitionError as error:
        return [{"text": problem.text, "path": list(problem.path)} for problem in error.found]
    return []


def words() -> dict[str, list[str]]:
    """The words that a definition may have, by the table and key that take them."""
    choices: dict[str, Iterable[str]] = {
        "stat.type": (kind.value for kind in StatKind),
        "achievement.icon.shape": icons.SHAPES,
        "user.status": STATES,
        "user.relationship": RELATIONSHIPS,
        "user.avatar.shape": (*AVATARS, NO_AVATAR),
        "leaderboard.sort": SORTS,
        "leaderboard.display": DISPLAYS,
    }
    return {place: list(known) for place, known in choices.items()}


def icon(shape: str, color: str, unlocked: bool) -> bytes:
    """The pixels of an icon as a definition describes it: red, green, blue, alpha by rows.

    Raises:
        DefinitionError: for another shape or colour.
    """
    found: list[Problem] = []
    table = Table(found, "icon", {"shape": shape, "color": color})
    known: str = table.choice("shape", {name: name for name in icons.SHAPES})
    paint = table.color("color") or (0, 0, 0)
    if found:
        raise DefinitionError("an icon", found)
    return bytes(icons.draw(known, paint, unlocked))
