"""Room B, `steamworks.facade`: the app, its owner and the current user.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from .base import Facade


class AppFunctions(Facade):
    """The documented properties and functions of the app and who plays it."""

    @property
    def appId(self) -> str | None:
        """The app ID, as a decimal string."""
        if self._may_call("appId"):
            return str(self._connected.app_id)
        return self._configured_app

    @property
    def appOwnerSteamId(self) -> str | None:
        """The Steam ID of who bought the app."""
        if not self._may_call("appOwnerSteamId"):
            return None
        owner = self._connected.app_owner
        return None if owner is None else str(owner)

    @property
    def isLoggedOn(self) -> bool:
        """Whether everything else here works."""
        return self._client is not None and self._client.logged_on

    @property
    def userSteamId(self) -> str | None:
        """The Steam ID of the current user."""
        return str(self._connected.user) if self._may_call("userSteamId") else None
