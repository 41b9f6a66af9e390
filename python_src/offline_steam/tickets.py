"""Room C, ``offline_steam``: authentication tickets and purchases of ``ISteamUser``.

Imports the standard library and, of this package, ``callbacks``, ``errors``, ``results`` and
``session`` (for types). No server takes these tickets: they have the size and the first fields of
Steam's, and random bytes.
"""

from __future__ import annotations

import os
import struct
import time
from functools import partial
from typing import TYPE_CHECKING

from offline_steam.callbacks import LAYOUTS
from offline_steam.errors import UnknownNameError
from offline_steam.faults import Fault
from offline_steam.results import CallbackId, Result

if TYPE_CHECKING:
    from offline_steam.session import Session

TICKET_SIZE = 240
"""Bytes of a ticket."""


class Tickets:
    """The tickets of one connection; ``0`` is Steam's invalid handle."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._open: dict[int, str] = {}
        self._last = 0

    def reset(self) -> None:
        """Forgets all, as at shutdown; handles are not given again."""
        self._open.clear()

    def opened(self) -> list[int]:
        """The handles that were not cancelled."""
        return list(self._open)

    def for_session(self, room: int) -> tuple[int, bytes] | None:
        """``GetAuthSessionTicket``: handle and ticket; None when it does not fit ``room`` bytes."""
        if room < TICKET_SIZE:
            return None
        handle = self._give("GetAuthSessionTicket")
        return handle, self._make()

    def for_web_api(self, identity: str) -> int:
        """``GetAuthTicketForWebApi``: the handle; 168 brings the ticket."""
        return self._give("GetAuthTicketForWebApi", identity)

    def cancel(self, handle: int) -> None:
        """``CancelAuthTicket``; a ticket that was not announced yet never is."""
        self._open.pop(handle, None)

    def _make(self) -> bytes:
        # The part for the game's server: its length, a token, the user, the time.
        token = os.urandom(8)
        user = struct.pack("<QI", self._session.steam_id, int(time.time()))
        head = struct.pack("<I", len(token) + len(user)) + token + user
        return head + os.urandom(TICKET_SIZE - len(head))

    def _give(self, call: str, identity: str = "") -> int:
        self._last += 1
        self._open[self._last] = identity
        fault, frames = self._session.faults.take(call)
        self._session.after(frames, partial(self._answer, call, self._last, fault))
        return self._last

    def _answer(self, call: str, handle: int, fault: Fault | None) -> None:
        if handle not in self._open:
            return
        result: int = Result.OK if self._session.online else Result.NO_CONNECTION
        if fault is not None:
            result = fault.result
        if call == "GetAuthSessionTicket":
            data = LAYOUTS.get_auth_session_ticket_response(handle, result)
            self._session.queue.post(CallbackId.GET_AUTH_SESSION_TICKET_RESPONSE, data)
        else:
            ticket = self._make() if result == Result.OK else b""
            data = LAYOUTS.get_ticket_for_web_api_response(handle, result, ticket)
            self._session.queue.post(CallbackId.GET_TICKET_FOR_WEB_API_RESPONSE, data)


class Purchases:
    """Purchases that a server has begun and the user has not answered yet."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pending: list[int] = []

    def reset(self) -> None:
        """Forgets all, as at shutdown."""
        self._pending.clear()

    def pending(self) -> list[int]:
        """Their order IDs, oldest first."""
        return list(self._pending)

    def start(self, order_id: int) -> None:
        """Asks the user, in the overlay where it is enabled, to approve a purchase.

        Raises:
            ValueError: for an order ID that is 0, has more than 64 bits, or is pending already.
            UnknownNameError: while not connected.
        """
        self._session.require_connection("a purchase")
        if not 0 < order_id < 2**64:
            raise ValueError(f"order ID {order_id}: a number from 1 to {2**64 - 1} is expected")
        if order_id in self._pending:
            raise ValueError(f"order ID {order_id}: its purchase waits for an answer already")
        self._pending.append(order_id)
        self._session.overlay.open("purchase", str(order_id))

    def answer(self, order_id: int, authorized: bool) -> None:
        """The user approves or declines: posts 152.

        Raises:
            UnknownNameError: when no such purchase is pending.
        """
        if order_id not in self._pending:
            waiting = ", ".join(map(str, self._pending)) or "none is"
            raise UnknownNameError(f"purchase {order_id} is not pending ({waiting})")
        self._pending.remove(order_id)
        if not self._pending:
            self._session.overlay.close()
        data = LAYOUTS.micro_txn_authorization_response(self._session.app_id, order_id, authorized)
        self._session.queue.post(CallbackId.MICRO_TXN_AUTHORIZATION_RESPONSE, data)
