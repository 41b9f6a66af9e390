"""Room C, ``offline_steam._shim``: the handlers of ``ISteamUtils`` and ``ISteamApps``.

Imports the standard library and, of this package, ``session`` and ``texts``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.session import Session


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    null = ffi.NULL

    def image_size(handle: int, width: Any, height: Any) -> bool:
        image = session.images.get(handle)
        if image is None or width == null or height == null:
            return False
        width[0], height[0] = image.width, image.height
        return True

    def image_rgba(handle: int, destination: Any, size: int) -> bool:
        image = session.images.get(handle)
        if image is None or destination == null or size < 4 * image.width * image.height:
            return False
        rgba = image.rgba
        ffi.memmove(destination, rgba, len(rgba))
        return True

    def subscribed(app_id: int) -> bool:
        return app_id == session.app_id or session.content.is_owned(app_id)

    def dlc_data(index: int, app_id: Any, available: Any, name: Any, size: int) -> bool:
        listed = session.content.listed()
        if not 0 <= index < len(listed) or size < 1:
            return False
        if null in (app_id, available, name):
            return False
        dlc = listed[index]
        app_id[0], available[0] = dlc.app_id, True
        # Cut to the buffer, but not in the middle of a character.
        data = dlc.name.encode()[: size - 1].decode(errors="ignore").encode()
        ffi.memmove(name, data + b"\0", len(data) + 1)
        return True

    return {
        "ISteamUtils_GetSecondsSinceAppActive": lambda: int(
            time.monotonic() - session.connected_at
        ),
        "ISteamUtils_GetServerRealTime": lambda: int(time.time()),
        "ISteamUtils_GetImageSize": image_size,
        "ISteamUtils_GetImageRGBA": image_rgba,
        "ISteamUtils_GetAppID": lambda: session.app_id,
        "ISteamUtils_GetSteamUILanguage": lambda: texts.keep(session.language),
        "ISteamApps_BIsSubscribed": lambda: True,
        "ISteamApps_GetCurrentGameLanguage": lambda: texts.keep(session.language),
        "ISteamApps_GetAvailableGameLanguages": lambda: texts.keep(",".join(session.app.languages)),
        "ISteamApps_BIsSubscribedApp": subscribed,
        "ISteamApps_BIsDlcInstalled": lambda app_id: session.content.is_installed(app_id),
        "ISteamApps_GetDLCCount": lambda: len(session.content.listed()),
        "ISteamApps_InstallDLC": lambda app_id: session.content.request_install(app_id),
        "ISteamApps_UninstallDLC": lambda app_id: session.content.request_uninstall(app_id),
        "ISteamApps_BGetDLCDataByIndex": dlc_data,
        "ISteamApps_BIsAppInstalled": lambda app_id: (
            app_id == session.app_id or session.content.is_installed(app_id)
        ),
        "ISteamApps_GetAppOwner": lambda: session.owner,
        "ISteamApps_BIsSubscribedFromFamilySharing": lambda: session.owner != session.steam_id,
    }
