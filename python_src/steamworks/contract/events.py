"""Room B, `steamworks.contract`: the events. May import: `rows`, `words`."""

from __future__ import annotations

from . import words
from .rows import Event, Key
from .shared import BOARD_HANDLE, BOARD_NAME, FAILED, IS_ERROR, NAME, RESULT

EVENT_ROWS = (
    Event(
        "userProgressUpdate",
        (NAME, IS_ERROR, RESULT, Key("userSteamId", "string", "Whose progress was fetched.")),
        "Steam has tried to fetch a user's achievements and stats: once after start-up for the "
        "current user, after each request, and after values of the current user were set. "
        "Unless `isError` is true, the new values can be read in the listener already.",
        example="""\
func _ready() -> void:
    $Steamworks.userProgressUpdate.connect(_on_user_progress_update)

func _on_user_progress_update(event: Dictionary) -> void:
    if event.isError:
        push_warning("No progress: result %d" % event.resultCode)
    elif event.userSteamId == $Steamworks.userSteamId:
        print($Steamworks.getUserStatValue({statName = "NumWins", type = "int"}))
""",
    ),
    Event(
        "userProgressSave",
        (NAME, IS_ERROR, RESULT, Key("userSteamId", "string", "The current user.")),
        "Steam has tried to save the current user's progress. A `resultCode` of 8 means that "
        "Steam refused a value and put the old one back.",
        example="""\
func _on_user_progress_save(event: Dictionary) -> void:
    if event.resultCode == Steamworks.RESULT_INVALID_PARAM:
        push_warning("Steam refused a value.")
""",
    ),
    Event(
        "userProgressUnload",
        (NAME, Key("userSteamId", "string", "Whose progress was dropped.")),
        "Steam dropped another user's progress from its memory. Request it again when needed.",
        example="""\
var loaded: Dictionary[String, bool] = {}

func _on_user_progress_unload(event: Dictionary) -> void:
    loaded.erase(event.userSteamId)
""",
    ),
    Event(
        "achievementInfoUpdate",
        (
            NAME,
            Key("achievementName", "string", "The API name of the achievement."),
            Key("currentProgress", "int?", "The progress shown; null when it was unlocked."),
            Key("maxProgress", "int?", "The goal shown; null when it was unlocked."),
        ),
        "An achievement of the current user was unlocked, or its progress was shown.",
        example="""\
func _on_achievement_info_update(event: Dictionary) -> void:
    if event.maxProgress == null:
        print(event.achievementName, " unlocked")
    else:
        print(event.achievementName, ": ", event.currentProgress, " of ", event.maxProgress)
""",
    ),
    Event(
        "achievementImageUpdate",
        (
            NAME,
            Key("achievementName", "string", "The API name of the achievement."),
            Key(
                "imageInfo", "ImageInfo?", "The image, as an `ImageInfo`; null when Steam has none."
            ),
            Key("unlocked", "bool", "Whether it is the image of the unlocked achievement."),
        ),
        "The image of an achievement was loaded, after `getAchievementImageInfo` asked for it, or "
        "has changed because the achievement was unlocked or locked again.",
        example="""\
func _on_achievement_image_update(event: Dictionary) -> void:
    if event.achievementName == "ACH_WIN_ONE_GAME" and event.imageInfo != null:
        $Picture.texture = $Steamworks.newTexture(event.imageInfo.imageHandle)
""",
    ),
    Event(
        "userInfoUpdate",
        (
            NAME,
            Key("userSteamId", "string", "The user."),
            Key("nameChanged", "bool", "Whether the name has changed."),
            Key("nicknameChanged", "bool", "Whether the nickname has changed."),
            Key("statusChanged", "bool", "Whether the user's `status` has changed."),
            Key("relationshipChanged", "bool", "Whether the `relationship` has changed."),
            Key("steamLevelChanged", "bool", "Whether the Steam level has changed."),
            Key("smallAvatarChanged", "bool", "Whether there is a new small avatar."),
            Key("mediumAvatarChanged", "bool", "Whether there is a new medium avatar."),
            Key("largeAvatarChanged", "bool", "Whether there is a new large avatar."),
            Key("facebookInfoChanged", "bool", "Whether a link to Facebook has changed."),
        ),
        "Information about a user was loaded, after `getUserInfo` or `getUserImageInfo` asked for "
        "it, or has changed. What has not changed is false.",
        example="""\
func _on_user_info_update(event: Dictionary) -> void:
    if event.nameChanged:
        print("Now called ", $Steamworks.getUserInfo(event.userSteamId).name)
""",
    ),
    Event(
        "overlayStatus",
        (NAME, Key("phase", "string", "Which of the two it was.", words.PHASES)),
        "Steam's overlay has opened or closed. A good moment to pause the game, or to go on.",
        example="""\
func _on_overlay_status(event: Dictionary) -> void:
    get_tree().paused = event.phase == "shown"
""",
    ),
    Event(
        "microtransactionAuthorization",
        (
            NAME,
            Key("authorized", "bool", "Whether the user approved."),
            Key("orderId", "string", "The order, as a decimal string."),
        ),
        "The user has approved or declined a purchase that the game's server began. The server "
        "finishes it.",
        example="""\
func _on_microtransaction_authorization(event: Dictionary) -> void:
    if event.authorized:
        $Server.request("https://example.com/finish?order=" + event.orderId)
""",
    ),
    Event(
        "authSessionTicketResponse",
        (NAME, IS_ERROR, RESULT),
        "A ticket from `getAuthSessionTicket` is ready for use, or could not be made.",
        example="""\
func _on_auth_session_ticket_response(event: Dictionary) -> void:
    $LogInButton.disabled = event.isError
""",
    ),
    Event(
        "activePlayerCount",
        (NAME, FAILED, Key("count", "int?", "How many play the app now; null on an error.")),
        "The outcome of `requestActivePlayerCount`, for who asked.",
        example="""\
func _on_active_player_count(event: Dictionary) -> void:
    if not event.isError:
        $Players.text = "%d playing" % event.count
""",
    ),
    Event(
        "leaderboardInfo",
        (
            NAME,
            FAILED,
            BOARD_NAME,
            Key(
                "leaderboardHandle",
                "string?",
                "Steam's number for the leaderboard, as a decimal string; null on an error.",
            ),
            Key("entryCount", "int?", "How many entries it has; null on an error."),
            Key(
                "sortMethod",
                "string?",
                "Which score is the best: the smallest when ascending, the greatest when "
                "descending; null on an error.",
                words.SORT_METHODS,
            ),
            Key(
                "displayType",
                "string?",
                "How scores are meant to be shown; null on an error.",
                words.DISPLAY_TYPES,
            ),
        ),
        "The outcome of `requestLeaderboardInfo`, for who asked.",
        example="""\
func _on_leaderboard_info(event: Dictionary) -> void:
    if not event.isError:
        $Title.text = "%s (%d entries)" % [event.leaderboardName, event.entryCount]
""",
    ),
    Event(
        "leaderboardEntries",
        (
            NAME,
            FAILED,
            BOARD_NAME,
            BOARD_HANDLE,
            Key(
                "entries",
                "array[LeaderboardEntry]",
                "A `LeaderboardEntry` for each, the best first; empty on an error.",
            ),
        ),
        "The outcome of `requestLeaderboardEntries`, for who asked.",
        example="""\
func _on_leaderboard_entries(event: Dictionary) -> void:
    for entry: Dictionary in event.entries:
        print(entry.globalRank, ". ", entry.userSteamId, ": ", entry.score)
""",
    ),
    Event(
        "setHighScore",
        (
            NAME,
            FAILED,
            BOARD_NAME,
            BOARD_HANDLE,
            Key("scoreChanged", "bool", "Whether the score was better, and was kept."),
            Key(
                "currentGlobalRank",
                "int?",
                "The user's rank with the new score; null when the score was not kept.",
            ),
            Key(
                "previousGlobalRank",
                "int?",
                "The user's rank before, 0 when there was none; null when the score was not kept.",
            ),
        ),
        "The outcome of `requestSetHighScore`, for who asked.",
        example="""\
func _on_set_high_score(event: Dictionary) -> void:
    if event.scoreChanged:
        print("From rank ", event.previousGlobalRank, " to ", event.currentGlobalRank)
""",
    ),
)
