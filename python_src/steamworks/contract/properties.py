"""Room B, `steamworks.contract`: the properties. May import: `rows`."""

from __future__ import annotations

from .rows import Property

PROPERTY_ROWS = (
    Property("appId", "string?", None, "The app ID; null while no valid one is configured."),
    Property(
        "appOwnerSteamId",
        "string?",
        None,
        "The Steam ID of who bought the app; null when nobody is logged on.",
    ),
    Property("canShowOverlay", "bool", False, "Whether Steam's overlay can be shown now."),
    Property(
        "isLoggedOn",
        "bool",
        False,
        "Whether Steam runs, with a user logged in who may use the app. Once false, it stays "
        "false.",
    ),
    Property(
        "userSteamId",
        "string?",
        None,
        "The Steam ID of the current user; null when nobody is logged on.",
    ),
)
