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
        example="""\
$Steamworks.setNotificationPosition("topRight")
""",
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
        example="""\
if not $Steamworks.showGameOverlay("Achievements"):
    print("The overlay cannot be shown.")
""",
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
        example="""\
func _on_buy_dlc_pressed() -> void:
    $Steamworks.showStoreOverlay("110902")
""",
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
        example="""\
func _on_add_friend_pressed(user: String) -> void:
    $Steamworks.showUserOverlay(user, "friendadd")
""",
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
        example="""\
var page := "https://store.steampowered.com/app/" + str($Steamworks.appId)
if not $Steamworks.showWebOverlay(page):
    OS.shell_open(page)
""",
    ),
    Function(
        "isDlcInstalled",
        (Parameter("appId", "string", "The app ID of the DLC as a decimal string."),),
        "bool",
        False,
        "Whether the user owns a DLC of the app and has it installed.",
        example="""\
$Levels/Bonus.visible = $Steamworks.isDlcInstalled("110902")
""",
    ),
    Function(
        "getAuthSessionTicket",
        (),
        "string?",
        None,
        "Makes a ticket with which a server can ask Steam who the user is, in hexadecimal digits. "
        "Send it when the `authSessionTicketResponse` that follows has no error. Tickets are "
        "cancelled when their node leaves.",
        example="""\
var ticket: Variant = $Steamworks.getAuthSessionTicket()
if ticket != null:
    var event: Dictionary = await $Steamworks.authSessionTicketResponse
    if not event.isError:
        $LogIn.request("https://example.com/login?ticket=" + ticket)
""",
    ),
)
