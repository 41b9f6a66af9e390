"""Room B, `steamworks`: values on their way to Steam's functions and back.

May import: `_abi`, `steam_id`. What Steam could not take, because of its type or range, is refused
here with a `TypeError` or `ValueError` that says what was expected and what came.
"""

from __future__ import annotations

import math
from typing import Any

from ._abi.library import ffi
from .steam_id import is_user, shown

INT32_MIN, INT32_MAX, UINT32_MAX = -(1 << 31), (1 << 31) - 1, (1 << 32) - 1
FLOAT_LIMIT = 3.4028235677973366e38
"""Numbers from here on would be infinite as a float of 32 bits, which is what Steam stores."""

NAME_LIMIT = 127  # k_cchStatNameMax without its final NUL
"""How many bytes of UTF-8 the name of an achievement or stat has at most."""


def _a(what: str) -> str:
    """A noun of an error message behind its article."""
    return f"{'an' if what[0] in 'aeio' else 'a'} {what}"


def encode_name(name: object, what: str, limit: int = NAME_LIMIT) -> bytes:
    """The bytes that Steam gets for a name of the app's configuration, at most `limit` of them.

    Raises:
        TypeError: it is not a string.
        ValueError: it is empty, too long, or has characters that no name has.
    """
    encoded = encode_text(name, what)
    if not encoded:
        raise ValueError(f"expected {_a(what)}, got an empty string")
    if len(encoded) > limit:
        raise ValueError(
            f"expected {_a(what)} of at most {limit} bytes, got {len(encoded)}: {shown(name)}"
        )
    return encoded


def encode_text(value: object, what: str) -> bytes:
    """The bytes that Steam gets for a text, which may be empty.

    Raises:
        TypeError: it is not a string.
        ValueError: it has characters that a C string in UTF-8 cannot have.
    """
    if not isinstance(value, str):
        raise TypeError(f"expected the {what} as a string, got {shown(value)}")
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"expected {_a(what)} in valid Unicode, got {shown(value)}") from None
    if 0 in encoded:
        raise ValueError(f"expected {_a(what)} without NUL characters, got {shown(value)}")
    return encoded


def finite(value: object, what: str) -> float:
    """A number as a finite float of 32 bits.

    Raises:
        TypeError: it is not a number.
        ValueError: it is NaN, infinite, or too large.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected the {what} as a number, got {shown(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"expected a finite {what}, got {value}")
    if abs(value) >= FLOAT_LIMIT:
        raise ValueError(
            f"expected {_a(what)} that fits a 32-bit float (to 3.4e38), got {shown(value)}"
        )
    return float(value)


def user_bits(user: object) -> int:
    """The bits of a user's Steam ID.

    Raises:
        TypeError: it is not an int; `steam_id.parse_user` makes one of a decimal string.
        ValueError: it is not the ID of a user.
    """
    if isinstance(user, bool) or not isinstance(user, int):
        raise TypeError(f"expected a Steam ID as parse_user gives it, got {shown(user)}")
    if not is_user(user):
        raise ValueError(f"expected a user's Steam ID, got {shown(user)}")
    return user


def check_whole(value: object, low: int, high: int, what: str) -> None:
    """Refuses what is not an int from `low` to `high`.

    Raises:
        TypeError: it is not an int.
        ValueError: it is out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"expected the {what} as an int, got {shown(value)}")
    if not low <= value <= high:
        raise ValueError(f"expected {_a(what)} from {low} to {high}, got {shown(value)}")


def text(pointer: Any) -> str:
    """A C string of Steam's; bytes that are not UTF-8 are replaced, NULL is empty."""
    if pointer == ffi.NULL:
        return ""
    return bytes(ffi.string(pointer)).decode("utf-8", "replace")
