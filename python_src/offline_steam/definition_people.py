"""Room C, ``offline_steam``: the users of an app definition.

Imports the standard library, ``definition``, ``definition_tables``, ``errors``, ``portraits``
(names of shapes), ``progress`` (number ranges) and ``results``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offline_steam.definition import NO_AVATAR, Avatar, Stat, StatValue, User
from offline_steam.definition_tables import Table, as_stat_number, parse_toml, stat_number_words
from offline_steam.errors import DefinitionError
from offline_steam.portraits import SHAPES
from offline_steam.progress import INT_MAX
from offline_steam.results import PersonaState, Relationship

STATES = {
    "online": PersonaState.ONLINE,
    "offline": PersonaState.OFFLINE,
    "busy": PersonaState.BUSY,
    "away": PersonaState.AWAY,
    "snooze": PersonaState.SNOOZE,
    "looking_to_trade": PersonaState.LOOKING_TO_TRADE,
    "looking_to_play": PersonaState.LOOKING_TO_PLAY,
}
"""The words for states."""
RELATIONSHIPS = {
    "friend": Relationship.FRIEND,
    "none": Relationship.NONE,
    "blocked": Relationship.BLOCKED,
    "request_recipient": Relationship.REQUEST_RECIPIENT,
    "request_initiator": Relationship.REQUEST_INITIATOR,
    "ignored": Relationship.IGNORED,
    "ignored_friend": Relationship.IGNORED_FRIEND,
}
"""The words for relationships to the current user."""


def read_user(table: Table, stats: Mapping[str, Stat], achievements: set[str]) -> tuple[User, bool]:
    """One user, and whether it is the current one."""
    current = table.flag("current", False)
    values: dict[str, StatValue] = {}
    for name, value in table.pairs("stats").items():
        stat = stats.get(name)
        number = None if stat is None else as_stat_number(value, stat.kind)
        if stat is None:
            table.complain(f"stats.{name}", value, f"a defined stat ({', '.join(stats)})")
        elif number is None:
            table.complain(f"stats.{name}", value, stat_number_words(stat.kind))
        else:
            values[name] = StatValue(number, stat.window)
    times: dict[str, int] = {}
    for name, value in table.pairs("achievements").items():
        if name not in achievements:
            table.complain(f"achievements.{name}", value, "a defined achievement")
        elif isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**32:
            table.complain(f"achievements.{name}", value, "the unlock time in Unix seconds")
        else:
            times[name] = value
    user = User(
        steam_id=table.steam_id("steam_id"),
        name=table.text("name"),
        nickname=table.text("nickname", ""),
        state=table.choice("status", STATES, PersonaState.ONLINE),
        relationship=table.choice(
            "relationship",
            RELATIONSHIPS,
            Relationship.NONE if current else Relationship.FRIEND,
        ),
        level=table.whole("level", 0, INT_MAX, 0),
        avatar=_avatar(table.table("avatar")),
        stats=values,
        achievements=times,
    )
    table.finish()
    return user, current


_SHAPES = {shape: shape for shape in (*SHAPES, NO_AVATAR)}


def _avatar(table: Table | None) -> Avatar:
    if table is None:
        return Avatar()
    avatar = Avatar(table.choice("shape", _SHAPES, None), table.color("color"))
    table.finish()
    return avatar


def read_changes(where: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Changes of a user, by the keys of a ``[[user]]``, as fields of ``User``.

    Raises:
        DefinitionError: for an unknown key or a bad value; ``where`` is the name for messages.
    """
    table = Table([], "", values)
    read = {
        "name": ("name", table.text("name", "")),
        "nickname": ("nickname", table.text("nickname", "")),
        "status": ("state", table.choice("status", STATES, None)),
        "relationship": ("relationship", table.choice("relationship", RELATIONSHIPS, None)),
        "level": ("level", table.whole("level", 0, INT_MAX, 0)),
        "avatar": ("avatar", _avatar(table.table("avatar"))),
    }
    table.finish()
    if table.problems:
        raise DefinitionError(where, table.problems)
    return {field: value for key, (field, value) in read.items() if key in values}


def parse_values(text: str) -> Mapping[str, Any]:
    """What ``read_changes`` takes, from TOML such as ``name = "Zoë"``.

    Raises:
        DefinitionError: when it is not TOML.
    """
    return parse_toml(text, "the changes of a user")
