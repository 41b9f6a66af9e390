"""Room C, ``offline_steam``: people whom nobody defined, invented from their Steam IDs.

Imports the standard library and, of this package, ``definition`` and ``results``. The same ID gives
the same person in every run and on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from offline_steam.definition import User
from offline_steam.results import PersonaState, Relationship

_Item = TypeVar("_Item")

_MASK = 2**64 - 1

_GIVEN = (
    "Aïcha", "Anaïs", "Åsa", "Beatriz", "Björn", "Çelik", "Dáithí", "Elif", "Emeka", "Finn", "Gwen",
    "Héloïse", "İpek", "Joaquín", "Kwame", "Łukasz", "Mateo", "Noor", "Øyvind", "Paloma", "Rūta",
    "Søren", "Þóra", "Ümit", "Věra", "Wren", "Yara", "Žofie", "Ελένη", "Νίκος", "Дмитрий", "Ольга",
    "שירה", "ليلى", "さくら", "ひろし", "美咲", "小明", "雨桐", "지훈", "서연",
)  # fmt: skip
_FIRST = (
    "Amber", "Ashen", "Brave", "Calm", "Cosmic", "Crimson", "Dusty", "Electric", "Frozen", "Gentle",
    "Golden", "Hidden", "Iron", "Lucky", "Lunar", "Mellow", "Neon", "Pixel", "Quiet", "Rapid",
    "Rusty", "Silver", "Sleepy", "Solar", "Stormy", "Tiny", "Velvet", "Wandering", "Wild", "Winter",
)  # fmt: skip
_SECOND = (
    "Anvil", "Badger", "Beacon", "Comet", "Cricket", "Dolphin", "Ember", "Falcon", "Ferret",
    "Glacier", "Heron", "Lantern", "Lynx", "Marmot", "Meteor", "Moth", "Nebula", "Otter", "Panda",
    "Pepper", "Pilot", "Quasar", "Raven", "Rover", "Sparrow", "Sprite", "Tiger", "Turtle",
    "Voyager", "Walrus",
)  # fmt: skip
_STATES = (
    *[PersonaState.ONLINE] * 4,
    *[PersonaState.OFFLINE] * 3,
    PersonaState.AWAY,
    PersonaState.BUSY,
    PersonaState.SNOOZE,
)


def draw_lot(steam_id: int, topic: int, count: int) -> int:
    """A number from 0 to ``count - 1`` that an ID has for a topic, and always has."""
    # The mixing steps of SplitMix64: neighbouring IDs have nothing in common.
    mixed = (steam_id + topic * 0x9E3779B97F4A7C15) & _MASK
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
    return (mixed ^ mixed >> 31) % count


def choose(steam_id: int, topic: int, items: Sequence[_Item]) -> _Item:
    """The one of ``items`` that an ID has for a topic."""
    return items[draw_lot(steam_id, topic, len(items))]


def _name(steam_id: int) -> str:
    first, second = choose(steam_id, 2, _FIRST), choose(steam_id, 3, _SECOND)
    number = draw_lot(steam_id, 4, 100)
    manner = draw_lot(steam_id, 1, 6)
    if manner == 0:
        return choose(steam_id, 5, _GIVEN)
    if manner == 1:
        return f"{choose(steam_id, 5, _GIVEN)} {number:02}"
    if manner == 2:
        return f"{first.lower()}_{second.lower()}"
    if manner == 3:
        return f"{second}{number:02}"
    return f"{first} {second}"


@lru_cache(maxsize=4096)
def stranger(steam_id: int) -> User:
    """Whoever has this ID: a name, a level and a state, and nothing to do with the current user."""
    # Most people have a low level, few a high one.
    level = draw_lot(steam_id, 6, 10) ** 2 + draw_lot(steam_id, 7, 10)
    return User(
        steam_id=steam_id,
        name=_name(steam_id),
        state=choose(steam_id, 8, _STATES),
        relationship=Relationship.NONE,
        level=level,
    )
