"""Room B, `steamworks`: Steam's overlay above the game, and its notifications.

May import: `_abi`, `enums`, `values`, `steam_id`. Nothing here tells whether the overlay really
opened: that is what `OverlayActivated` reports. While `enabled` is false Steam ignores the calls.
"""

from __future__ import annotations

from collections.abc import Callable

from ._abi.library import Library
from .enums import NotificationPosition, OverlayToStoreFlag, WebPageMode
from .steam_id import SteamId
from .values import UINT32_MAX, check_whole, encode_text, user_bits


class Overlay:
    """The overlay of one connection (ISteamFriends, ISteamUtils).

    Every method raises `NotConnected` after the connection was closed, `WrongThread` on another
    thread, and `TypeError` or `ValueError` for arguments that can never be right.
    """

    def __init__(self, library: Library, check: Callable[[], None]) -> None:
        self._calls = library.calls
        self._pointer = library.pointer
        self._check = check
        self._last_page = self._last_url = ""

    @property
    def enabled(self) -> bool:
        """Whether the overlay can be shown; it may take some seconds after the start."""
        self._check()
        return bool(self._calls.SteamAPI_ISteamUtils_IsOverlayEnabled(self._pointer))

    def show(self, page: str | None = None) -> None:
        """Opens the overlay at a page ("Friends", "Achievements", ...).

        None opens the page that was shown last, and before the first one what Steam chooses.
        """
        self._check()
        page = self._last_page if page is None else page
        encoded = encode_text(page, "page")
        self._last_page = page
        self._calls.SteamAPI_ISteamFriends_ActivateGameOverlay(self._pointer, encoded)

    def show_user(self, user: SteamId, page: str = "steamid") -> None:
        """Opens the overlay at something about a user ("steamid", "chat", "friendadd", ...)."""
        self._check()
        self._calls.SteamAPI_ISteamFriends_ActivateGameOverlayToUser(
            self._pointer, encode_text(page, "page"), user_bits(user)
        )

    def show_web_page(
        self, url: str | None = None, mode: WebPageMode = WebPageMode.DEFAULT
    ) -> None:
        """Opens the overlay's browser at an address, which needs its `https://`.

        None opens the address that was shown last, and before the first one what Steam chooses.
        """
        self._check()
        url = self._last_url if url is None else url
        encoded = encode_text(url, "URL")
        self._last_url = url
        self._calls.SteamAPI_ISteamFriends_ActivateGameOverlayToWebPage(
            self._pointer, encoded, WebPageMode(mode)
        )

    def show_store(self, app: int, then: OverlayToStoreFlag = OverlayToStoreFlag.NONE) -> None:
        """Opens the overlay at an app's page in the store."""
        self._check()
        check_whole(app, 1, UINT32_MAX, "app ID")
        self._calls.SteamAPI_ISteamFriends_ActivateGameOverlayToStore(
            self._pointer, app, OverlayToStoreFlag(then)
        )

    def set_notification_position(self, position: NotificationPosition) -> None:
        """Says in which corner of the game Steam shows its notifications."""
        self._check()
        self._calls.SteamAPI_ISteamUtils_SetOverlayNotificationPosition(
            self._pointer, NotificationPosition(position)
        )
