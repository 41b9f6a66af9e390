"""Room C, ``offline_steam``: what the parts of the control API have in common.

Imports the standard library and, of this package, ``running`` and ``session``.
"""

from __future__ import annotations

from pathlib import Path

from offline_steam.running import Running
from offline_steam.session import Session


def identifier(value: int | str) -> int:
    """A Steam ID, app ID or order ID as a number; it may be decimal digits, as the façade has it.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 20:
        return int(value)
    raise TypeError(f"an ID is expected, as a number or as its decimal digits, not {value!r}")


class ControlPart:
    """Reaches one loaded library and what it simulates."""

    def __init__(self, library: Running) -> None:
        self._library = library

    @property
    def _session(self) -> Session:
        return self._library.session

    @property
    def path(self) -> Path:
        """What the library was loaded from."""
        return Path(self._library.path)
