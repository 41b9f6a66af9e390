"""Room B, `steamworks`: turns Steam's short notices into the documented events.

May import: `auth`, `contract`, `dispatch`, `events`, `observers`, `steam_id`. One `Notices` belongs
to one connection and serves all façades on it: the overlay opened or closed, a purchase was
approved or declined, a ticket is ready. What concerns another app is ignored.
"""

from __future__ import annotations

from . import contract
from .auth import Auth
from .dispatch import Dispatcher
from .events import AuthSessionTicketReady, MicrotransactionAuthorized, OverlayActivated
from .observers import Observers
from .steam_id import AppId

_NO_APP = 0
_SHOWN, _HIDDEN = contract.PHASES


class Notices:
    """The notices of one connection."""

    def __init__(
        self, dispatcher: Dispatcher, observers: Observers, auth: Auth, app: AppId
    ) -> None:
        self._observers = observers
        self._auth = auth
        self._app = int(app)
        dispatcher.subscribe(OverlayActivated, self._on_overlay)
        dispatcher.subscribe(MicrotransactionAuthorized, self._on_purchase)
        dispatcher.subscribe(AuthSessionTicketReady, self._on_ticket)

    def _on_overlay(self, event: OverlayActivated) -> None:
        if event.app_id in (self._app, _NO_APP):
            phase = _SHOWN if event.active else _HIDDEN
            self._observers.tell_all({"name": "overlayStatus", "phase": phase})

    def _on_purchase(self, event: MicrotransactionAuthorized) -> None:
        if event.app_id == self._app:
            self._observers.tell_all(
                {
                    "name": "microtransactionAuthorization",
                    "authorized": event.authorized,
                    "orderId": str(event.order_id),
                }
            )

    def _on_ticket(self, event: AuthSessionTicketReady) -> None:
        if self._auth.answered(event.ticket):
            self._observers.tell_all(
                {
                    "name": "authSessionTicketResponse",
                    "isError": event.result != 1,
                    "resultCode": event.result._value_,
                }
            )
