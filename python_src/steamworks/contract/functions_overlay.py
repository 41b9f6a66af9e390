"""Room B, `steamworks.contract`: overlay, apps and tickets. May import: `rows`, `words`."""

from __future__ import annotations

from . import words
from .rows import Function, Parameter

OVERLAY_FUNCTIONS = (
    Function(
        "setNotificationPosition",
        (
            Parameter(
                "positionName",
                "string",
                "The corner of the game's window.",
                words=words.NOTIFICATION_POSITIONS,
            ),
        ),
        "bool",
        False,
        "Says in which corner Steam shows its notifications.",
    ),
    Function(
        "showGameOverlay",
        (
            Parameter(
                "overlayName",
                "string?",
                "The page; null is the one shown last.",
                None,
                words.OVERLAYS,
            ),
        ),
        "bool",
        False,
        "Shows a page about the app in Steam's overlay. Returns false while `canShowOverlay` is "
        "false. An `overlayStatus` follows when the overlay opens, and another when it closes.",
    ),
    Function(
        "showStoreOverlay",
        (
            Parameter(
                "appId", "string?", "The app's ID as a decimal string; null is this app.", None
            ),
        ),
        "bool",
        False,
        "Shows an app's page of the store in Steam's overlay. Returns false while `canShowOverlay` "
        "is false.",
    ),
    Function(
        "showUserOverlay",
        (
            Parameter("userSteamId", "string", "The user's Steam ID as a decimal string."),
            Parameter(
                "overlayName",
                "string",
                "What to show: the profile, a chat, a trade, stats, achievements, or one of the "
                "questions about being friends.",
                words.USER_OVERLAYS[0],
                words.USER_OVERLAYS,
            ),
        ),
        "bool",
        False,
        "Shows something about a user in Steam's overlay. Returns false while `canShowOverlay` is "
        "false.",
    ),
    Function(
        "showWebOverlay",
        (
            Parameter(
                "url",
                "string?",
                "The page's address, with `http://` or `https://`; null is the one shown last.",
                None,
            ),
        ),
        "bool",
        False,
        "Shows a web page in Steam's overlay. Returns false while `canShowOverlay` is false.",
    ),
    Function(
        "isDlcInstalled",
        (Parameter("appId", "string", "The app ID of the DLC as a decimal string."),),
        "bool",
        False,
        "Whether the user owns a DLC of the app and has it installed.",
    ),
    Function(
        "getAuthSessionTicket",
        (),
        "string?",
        None,
        "Makes a ticket with which a server can ask Steam who the user is, in hexadecimal digits. "
        "Send it when the `authSessionTicketResponse` that follows has no error. Tickets are "
        "cancelled when their node leaves.",
    ),
)
