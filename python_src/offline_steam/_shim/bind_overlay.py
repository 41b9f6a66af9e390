"""Room C, ``offline_steam._shim``: the handlers of the overlay, in two of Steam's interfaces.

Imports the standard library and, of this package, ``session`` and ``texts``. A text that is NULL or
not UTF-8 opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.session import Session


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""

    def dialog(name: Any) -> None:
        text = texts.read(name)
        if text is not None:
            session.overlay.show("ActivateGameOverlay", text)

    def to_user(name: Any, steam_id: int) -> None:
        text = texts.read(name)
        if text is not None:
            session.overlay.show("ActivateGameOverlayToUser", text, str(steam_id))

    def to_web_page(url: Any, mode: int) -> None:
        text = texts.read(url)
        if text is not None:
            session.overlay.show("ActivateGameOverlayToWebPage", text)

    return {
        "ISteamUtils_IsOverlayEnabled": lambda: session.overlay.enabled,
        "ISteamUtils_SetOverlayNotificationPosition": lambda position: session.overlay.set_position(
            position
        ),
        "ISteamUtils_SetOverlayNotificationInset": lambda horizontal, vertical: (
            session.overlay.set_inset(horizontal, vertical)
        ),
        "ISteamFriends_ActivateGameOverlay": dialog,
        "ISteamFriends_ActivateGameOverlayToUser": to_user,
        "ISteamFriends_ActivateGameOverlayToWebPage": to_web_page,
        "ISteamFriends_ActivateGameOverlayToStore": lambda app_id, flag: session.overlay.show(
            "ActivateGameOverlayToStore", str(app_id)
        ),
        "ISteamFriends_ActivateGameOverlayInviteDialog": lambda lobby: session.overlay.show(
            "ActivateGameOverlayInviteDialog", str(lobby)
        ),
    }
