"""Room B, `steamworks.facade`: the app, its owner and the current user.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from .. import arguments
from ..client import Client
from ..documented import documented
from .base import Facade


class AppFunctions(Facade):
    """The documented properties and functions of the app and who plays it."""

    _tickets: tuple[int, ...] = ()  # the handles of this façade's own

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

    @documented
    def isDlcInstalled(self, appId: str) -> bool:
        """Whether the user owns a DLC and has it installed."""
        return self._connected.apps.is_dlc_installed(arguments.app("appId", appId))

    @documented
    def getAuthSessionTicket(self) -> str | None:
        """A new ticket that proves who the user is, in hexadecimal digits."""
        auth = self._connected.auth
        ticket = auth.session_ticket()
        self._tickets = (*filter(auth.is_open, self._tickets), ticket.handle)
        return ticket.data.hex()

    def _leave(self, client: Client) -> None:
        if client.logged_on:  # if not, Steam has gone, and the tickets with it
            for handle in self._tickets:
                client.auth.cancel(handle)
        super()._leave(client)

    def end(self) -> None:
        """Forgets the tickets, which were the connection's."""
        self._tickets = ()
        super().end()
