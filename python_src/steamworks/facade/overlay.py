"""Room B, `steamworks.facade`: the overlay.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from .. import arguments, contract
from ..documented import documented
from ..enums import NotificationPosition
from ..overlay import Overlay
from .base import Facade

POSITIONS = dict(
    zip(
        contract.NOTIFICATION_POSITIONS,
        (
            NotificationPosition.TOP_LEFT,
            NotificationPosition.TOP_RIGHT,
            NotificationPosition.BOTTOM_LEFT,
            NotificationPosition.BOTTOM_RIGHT,
        ),
        strict=True,
    )
)
"""Steam's number for each corner."""


class OverlayFunctions(Facade):
    """The documented properties and functions of Steam's overlay.

    While the overlay cannot be shown, none of them is an error: many players switch it off.
    """

    @property
    def canShowOverlay(self) -> bool:
        """Whether the overlay can be shown now."""
        return self._may_call("canShowOverlay") and self._connected.overlay.enabled

    @documented
    def setNotificationPosition(self, positionName: str) -> bool:
        """Says in which corner Steam shows its notifications."""
        word = arguments.word("positionName", positionName, contract.NOTIFICATION_POSITIONS)
        self._connected.overlay.set_notification_position(POSITIONS[word])
        return True

    @documented
    def showGameOverlay(self, overlayName: str | None = None) -> bool:
        """Shows a page about the app in the overlay."""
        page = (
            None
            if overlayName is None
            else arguments.word("overlayName", overlayName, contract.OVERLAYS)
        )
        overlay = self._ready_overlay
        if overlay is not None:
            overlay.show(page)
        return overlay is not None

    @documented
    def showStoreOverlay(self, appId: str | None = None) -> bool:
        """Shows an app's page of the store in the overlay."""
        app = self._connected.app_id if appId is None else arguments.app("appId", appId)
        overlay = self._ready_overlay
        if overlay is not None:
            overlay.show_store(app)
        return overlay is not None

    @documented
    def showUserOverlay(
        self, userSteamId: str, overlayName: str = contract.USER_OVERLAYS[0]
    ) -> bool:
        """Shows something about a user in the overlay."""
        user = arguments.somebody("userSteamId", userSteamId)
        page = arguments.word("overlayName", overlayName, contract.USER_OVERLAYS)
        overlay = self._ready_overlay
        if overlay is not None:
            overlay.show_user(user, page)
        return overlay is not None

    @documented
    def showWebOverlay(self, url: str | None = None) -> bool:
        """Shows a web page in the overlay."""
        address = None if url is None else arguments.url("url", url)
        overlay = self._ready_overlay
        if overlay is not None:
            overlay.show_web_page(address)
        return overlay is not None

    @property
    def _ready_overlay(self) -> Overlay | None:
        overlay = self._connected.overlay
        return overlay if overlay.enabled else None
