"""Room B, `steamworks`: checks what scenes and scripts pass to the functions of leaderboards.

May import: `arguments`, `contract`, `enums`, `leaderboards`, `steam_id`, `values`. Errors as in
`arguments`. Who is to listen is handed on as it came: only the façade knows what it can call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .arguments import BadArgumentError, dictionary, integer, word
from .contract import PLAYER_SCOPES
from .enums import LeaderboardDataRequest
from .leaderboards import NAME_LIMIT
from .steam_id import shown
from .values import INT32_MAX, INT32_MIN, encode_name


class Range(NamedTuple):
    """Which entries a scope gives when it is not told, and the lowest index that it has."""

    request: LeaderboardDataRequest
    start: int
    end: int
    lowest: int


_GLOBAL, _AROUND_USER, _FRIENDS = PLAYER_SCOPES
_RANGES = {
    _GLOBAL: Range(LeaderboardDataRequest.GLOBAL, 1, 25, 1),
    _AROUND_USER: Range(LeaderboardDataRequest.GLOBAL_AROUND_USER, -12, 12, INT32_MIN),
    _FRIENDS: Range(LeaderboardDataRequest.FRIENDS, 1, 1, INT32_MIN),  # Steam ignores the numbers
}


class BoardQuery(NamedTuple):
    """Which leaderboard, and who hears of it."""

    name: str
    listener: object


class EntriesQuery(NamedTuple):
    """Which part of which leaderboard, and who hears of it."""

    name: str
    listener: object
    request: LeaderboardDataRequest
    start: int
    end: int


class HighScore(NamedTuple):
    """A score for a leaderboard, and who hears of it."""

    name: str
    listener: object
    value: int


def board_query(argument: str, value: object) -> BoardQuery:
    """The parameter of `requestLeaderboardInfo`."""
    params = dictionary(argument, value, ("leaderboardName",), ("listener",))
    return BoardQuery(_board(argument, params), params.get("listener"))


def entries_query(argument: str, value: object) -> EntriesQuery:
    """The parameter of `requestLeaderboardEntries`."""
    params = dictionary(
        argument,
        value,
        ("leaderboardName",),
        ("listener", "playerScope", "startIndex", "endIndex"),
    )
    name, scope = _board(argument, params), params.get("playerScope")
    if scope is None:
        scope = _GLOBAL
    scope = word(f"{argument}.playerScope", scope, PLAYER_SCOPES)
    request, start, end, lowest = _RANGES[scope]
    if scope != _FRIENDS:
        start, end = _indexes(argument, params, start, end, lowest)
    return EntriesQuery(name, params.get("listener"), request, start, end)


def high_score(argument: str, value: object) -> HighScore:
    """The parameter of `requestSetHighScore`."""
    params = dictionary(argument, value, ("leaderboardName", "value"), ("listener",))
    name = _board(argument, params)
    score = _whole(f"{argument}.value", params["value"], INT32_MIN)
    return HighScore(name, params.get("listener"), score)


def _board(argument: str, params: Mapping[str, Any]) -> str:
    name = params["leaderboardName"]
    try:
        encode_name(name, "leaderboard name", NAME_LIMIT)
    except (TypeError, ValueError) as error:
        raise BadArgumentError(f"{argument}.leaderboardName", str(error)) from None
    return str(name)


def _indexes(
    argument: str, params: Mapping[str, Any], start: int, end: int, lowest: int
) -> tuple[int, int]:
    """The range that was asked for, or the one given here when none was."""
    first, last = params.get("startIndex"), params.get("endIndex")
    if first is None and last is None:
        return start, end
    for index, value, other in (
        ("startIndex", first, "endIndex"),
        ("endIndex", last, "startIndex"),
    ):
        if value is None:
            raise BadArgumentError(
                f"{argument}.{index}", f"expected an integer beside {other}, or neither of the two"
            )
    start = _whole(f"{argument}.startIndex", first, lowest)
    end = _whole(f"{argument}.endIndex", last, lowest)
    if start > end:
        raise BadArgumentError(
            f"{argument}.endIndex", f"expected at least startIndex, which is {start}, got {end}"
        )
    return start, end


def _whole(argument: str, value: object, lowest: int) -> int:
    number = integer(argument, value)
    if not lowest <= number <= INT32_MAX:
        raise BadArgumentError(
            argument, f"expected an integer from {lowest} to {INT32_MAX}, got {shown(value)}"
        )
    return number
