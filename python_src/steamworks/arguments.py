"""Room B, `steamworks`: checks what scenes and scripts pass to the façade.

May import: `contract`, `steam_id`, `values`. Each function returns the checked value, or raises
a `BadArgumentError` that names the argument, what was expected, and what came.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from .contract import STAT_TYPES
from .steam_id import AppId, SteamId, parse_app, parse_user, shown
from .values import INT32_MAX, INT32_MIN, UINT32_MAX, encode_name, encode_text, finite

INT, FLOAT, AVERAGE_RATE = STAT_TYPES


class BadArgumentError(Exception):
    """An argument that cannot be right."""

    def __init__(self, argument: str, problem: str) -> None:
        super().__init__(f"{argument}: {problem}")


class StatQuery(NamedTuple):
    """Which stat of whom."""

    name: str
    type: str
    user: SteamId | None


class StatChange(NamedTuple):
    """A stat and its new value; `session` (seconds) is for average rates only."""

    name: str
    type: str
    value: float
    session: float


def name(argument: str, value: object, what: str) -> str:
    """The name of an achievement or stat."""
    try:
        encode_name(value, what)
    except (TypeError, ValueError) as error:
        raise BadArgumentError(argument, str(error)) from None
    return str(value)


def user(argument: str, value: object) -> SteamId | None:
    """The Steam ID of a user; None is the current one."""
    if value is None:
        return None
    try:
        return parse_user(value)
    except (TypeError, ValueError) as error:
        raise BadArgumentError(argument, str(error)) from None


def somebody(argument: str, value: object) -> SteamId:
    """The Steam ID of a user, which has to be given."""
    found = user(argument, value)
    if found is None:
        raise BadArgumentError(argument, f"expected a user's Steam ID, got {shown(value)}")
    return found


def app(argument: str, value: object) -> AppId:
    """An app ID as a decimal string."""
    try:
        if not isinstance(value, str):
            raise TypeError(
                f"expected an app ID as a decimal string like '480', got {shown(value)} "
                f"({type(value).__name__})"
            )
        return parse_app(value)
    except (TypeError, ValueError) as error:
        raise BadArgumentError(argument, str(error)) from None


def word(argument: str, value: object, words: Collection[str]) -> str:
    """One of the documented strings."""
    if isinstance(value, str) and value in words:
        return str(value)
    expected = ", ".join(f'"{known}"' for known in words)
    raise BadArgumentError(argument, f"expected one of {expected}, got {shown(value)}")


def url(argument: str, value: object) -> str:
    """The address of a web page, with its scheme."""
    try:
        encode_text(value, "URL")
    except (TypeError, ValueError) as error:
        raise BadArgumentError(argument, str(error)) from None
    address = str(value)
    scheme, separator, rest = address.partition("://")
    if scheme.lower() not in ("http", "https") or not separator or not rest.strip("/"):
        raise BadArgumentError(
            argument, f"expected a URL that begins with http:// or https://, got {shown(value)}"
        )
    return address


def image_handle(argument: str, value: object) -> int:
    """The handle of an image: an int above 0, of 32 bits."""
    number = integer(argument, value)
    if not 0 < number <= INT32_MAX:
        raise BadArgumentError(
            argument, f"expected the imageHandle of an ImageInfo, got {shown(value)}"
        )
    return number


def length(argument: str, value: object) -> float:
    """A width or height: a finite number above 0."""
    number = _number(argument, value)
    if number <= 0:
        raise BadArgumentError(argument, f"expected a number above 0, got {shown(value)}")
    return _float32(argument, number)


def progress(argument: str, value: object) -> int:
    """A number of 32 bits without sign; negative ones count as 0."""
    number = integer(argument, value)
    if number > UINT32_MAX:
        raise BadArgumentError(argument, f"expected at most {UINT32_MAX}, got {shown(value)}")
    return max(number, 0)


def stat_query(argument: str, value: object) -> StatQuery:
    """The parameter of `getUserStatValue`."""
    table = dictionary(argument, value, ("statName", "type"), ("userSteamId",))
    return StatQuery(
        name(f"{argument}.statName", table["statName"], "stat name"),
        word(f"{argument}.type", table["type"], STAT_TYPES),
        user(f"{argument}.userSteamId", table.get("userSteamId")),
    )


def stat_tables(argument: str, value: object) -> Sequence[object]:
    """The parameter of `setUserStatValues`, its entries not yet checked."""
    if isinstance(value, Mapping | str | bytes) or not isinstance(value, Sequence):
        raise BadArgumentError(
            argument, f"expected an array with a dictionary for each stat, got {shown(value)}"
        )
    if not value:
        raise BadArgumentError(argument, "expected at least one stat, got an empty array")
    return value


def stat_change(argument: str, value: object) -> StatChange:
    """An entry of `setUserStatValues`."""
    table = dictionary(argument, value, ("statName", "type", "value"), ("sessionTimeLength",))
    stat = name(f"{argument}.statName", table["statName"], "stat name")
    kind = word(f"{argument}.type", table["type"], STAT_TYPES)
    number = _number(f"{argument}.value", table["value"])
    if kind == INT:
        return StatChange(stat, kind, clamped_int(number), 0.0)
    amount = _float32(f"{argument}.value", number)
    if kind == FLOAT:
        return StatChange(stat, kind, amount, 0.0)
    where = f"{argument}.sessionTimeLength"
    if table.get("sessionTimeLength") is None:
        raise BadArgumentError(where, f"expected the seconds above 0 that an {AVERAGE_RATE} needs")
    seconds = _float32(where, _number(where, table["sessionTimeLength"]))
    if seconds <= 0:
        raise BadArgumentError(where, f"expected seconds above 0, got {seconds}")
    return StatChange(stat, kind, amount, seconds)


def clamped_int(value: float) -> int:
    """The nearest int of 32 bits; halves go away from zero."""
    if isinstance(value, float):
        below = math.floor(value)
        rest = value - below
        value = below + (rest > 0.5 or (rest == 0.5 and value > 0))
    return max(INT32_MIN, min(INT32_MAX, int(value)))


def integer(argument: str, value: object) -> int:
    """An integer, also as a float that is whole."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # languages whose numbers are all floats
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadArgumentError(argument, f"expected an integer, got {shown(value)}")
    return value


def _number(argument: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadArgumentError(argument, f"expected a number, got {shown(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise BadArgumentError(argument, f"expected a finite number, got {value}")
    return value


def _float32(argument: str, value: float) -> float:
    try:
        return finite(value, "number")
    except ValueError as error:
        raise BadArgumentError(argument, str(error)) from None


def dictionary(
    argument: str, value: object, required: tuple[str, ...], optional: tuple[str, ...]
) -> Mapping[str, Any]:
    """A dictionary with all of the required keys, and none besides but the optional ones."""
    if not isinstance(value, Mapping):
        raise BadArgumentError(argument, f"expected a dictionary, got {shown(value)}")
    known = (*required, *optional)
    for key in required:
        if key not in value:
            raise BadArgumentError(argument, f"has no {key}; expected the keys {', '.join(known)}")
    for key in value:
        if key not in known:
            raise BadArgumentError(
                argument, f"has the key {shown(key)}; expected the keys {', '.join(known)}"
            )
    return value
