"""Room B, `steamworks`: what the user owns (ISteamApps). May import: `_abi`, `values`."""

from __future__ import annotations

from collections.abc import Callable

from ._abi.library import Library
from .values import UINT32_MAX, check_whole


class Apps:
    """The apps of the current user, of one connection.

    Every method raises `NotConnected` after the connection was closed, and `WrongThread` on another
    thread.
    """

    def __init__(self, library: Library, check: Callable[[], None]) -> None:
        self._calls = library.calls
        self._pointer = library.pointer
        self._check = check

    def is_dlc_installed(self, app: int) -> bool:
        """Whether the user owns this DLC of the app and has it installed.

        Raises:
            TypeError, ValueError: `app` is not an int from 1 to 2**32 - 1.
        """
        self._check()
        check_whole(app, 1, UINT32_MAX, "app ID")
        return bool(self._calls.SteamAPI_ISteamApps_BIsDlcInstalled(self._pointer, app))
