"""Room B, `steamworks`: Steam IDs as values and as text. May import: nothing of the package.

A Steam ID is 64 bits: account (32), instance (20), account type (4), universe (8). Outside it is
always written as a decimal string, because many languages would lose its digits in a float or turn
it negative (steamclientpublic.h, class CSteamID).
"""

from __future__ import annotations

import re
from typing import NewType

SteamId = NewType("SteamId", int)
"""The 64 bits of a Steam ID, as an int from 1 to 2**64 - 1."""

AppId = NewType("AppId", int)
"""The number of an app on Steam, from 1 to 2**32 - 1."""

_DECIMAL = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_INDIVIDUAL = 1
_LAST_UNIVERSE = 4
_LAST_INSTANCE = 4


def is_user(value: int) -> bool:
    """Whether the bits are those of a single person's account (not a group, server or nothing)."""
    return (
        0 < value < 1 << 64
        and value & 0xFFFF_FFFF != 0
        and (value >> 32) & 0xF_FFFF <= _LAST_INSTANCE
        and (value >> 52) & 0xF == _INDIVIDUAL
        and 1 <= value >> 56 <= _LAST_UNIVERSE
    )


def parse_user(text: object) -> SteamId:
    """The Steam ID that a decimal string spells.

    Raises:
        TypeError: `text` is not a string; numbers are refused because they may have lost digits.
        ValueError: it is not the decimal string of a user's Steam ID.
    """
    if not isinstance(text, str):
        raise TypeError(
            f"expected a Steam ID as a decimal string like '76561197960287930', "
            f"got {shown(text)} ({type(text).__name__})"
        )
    if _DECIMAL.fullmatch(text):
        value = int(text)
        if is_user(value):
            return SteamId(value)
    raise ValueError(
        f"expected the decimal string of a user's Steam ID like '76561197960287930', "
        f"got {shown(text)}"
    )


def parse_app(value: object) -> AppId:
    """The app ID that a decimal string or an int gives.

    Raises:
        TypeError: it is neither.
        ValueError: it is not from 1 to 2**32 - 1.
    """
    number = 0
    if isinstance(value, str):
        if _DECIMAL.fullmatch(value):
            number = int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        raise TypeError(
            f"expected an app ID as a decimal string like '480', "
            f"got {shown(value)} ({type(value).__name__})"
        )
    if not 0 < number < 1 << 32:
        raise ValueError(f"expected an app ID from 1 to 4294967295, got {shown(value)}")
    return AppId(number)


def shown(value: object, limit: int = 60) -> str:
    """A value as an error message shows it: its repr, shortened in the middle when it is long."""
    try:
        text = repr(value)
    except Exception:  # a broken __repr__ must not hide the error that is being reported
        text = f"<{type(value).__name__}>"
    if len(text) > limit:
        text = f"{text[: limit - 20]}...{text[-15:]}"
    return text
