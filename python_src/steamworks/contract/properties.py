"""Room B, `steamworks.contract`: the properties. May import: `rows`."""

from __future__ import annotations

from .rows import Property

PROPERTY_ROWS = (
    Property(
        "appId",
        "string?",
        None,
        "The app ID; null while no valid one is configured.",
        example="""\
print("App ", $Steamworks.appId)
""",
    ),
    Property(
        "appOwnerSteamId",
        "string?",
        None,
        "The Steam ID of who bought the app; null when nobody is logged on.",
        example="""\
if $Steamworks.appOwnerSteamId != $Steamworks.userSteamId:
    print("Someone in the family has bought this game.")
""",
    ),
    Property(
        "canShowOverlay",
        "bool",
        False,
        "Whether Steam's overlay can be shown now.",
        example="""\
func _process(_delta: float) -> void:
    $FriendsButton.disabled = not $Steamworks.canShowOverlay
""",
    ),
    Property(
        "isLoggedOn",
        "bool",
        False,
        "Whether Steam runs, with a user logged in who may use the app. Once false, it stays "
        "false.",
        example="""\
if not $Steamworks.isLoggedOn:
    $Message.text = "Start Steam, then the game, to collect achievements."
""",
    ),
    Property(
        "userSteamId",
        "string?",
        None,
        "The Steam ID of the current user; null when nobody is logged on.",
        example="""\
var saved_game := "user://%s.save" % $Steamworks.userSteamId
""",
    ),
)
