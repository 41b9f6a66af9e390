"""Room B, `steamworks.contract`: listeners, achievements and stats. May import: `rows`, `words`."""

from __future__ import annotations

from . import words
from .rows import Function, Parameter
from .shared import ACHIEVEMENT, EVENT_NAME, LISTENER, USER

_STAT_NAME = Parameter("statName", "string", "The API name of the stat, as configured on Steam.")
_STAT_TYPE = Parameter(
    "type", "string", "How the stat is configured on Steam.", words=words.STAT_TYPES
)

PROGRESS_FUNCTIONS = (
    Function(
        "addEventListener",
        (EVENT_NAME, LISTENER),
        "bool",
        False,
        "Has a listener called with every such event, after the listeners added before it. "
        "A listener is registered once, however often it is added. Returns false for an "
        "unknown event, or for a listener that cannot be called.",
        example="""\
func _ready() -> void:
    $Steamworks.addEventListener("overlayStatus", _on_overlay_status)

func _on_overlay_status(event: Dictionary) -> void:
    get_tree().paused = event.phase == "shown"
""",
    ),
    Function(
        "removeEventListener",
        (EVENT_NAME, LISTENER),
        "bool",
        False,
        "Stops calling a listener. Returns true when it was registered for that event.",
        example="""\
func _exit_tree() -> void:
    $Steamworks.removeEventListener("overlayStatus", _on_overlay_status)

func _on_overlay_status(event: Dictionary) -> void:
    print(event.phase)
""",
    ),
    Function(
        "requestUserProgress",
        (USER,),
        "bool",
        False,
        "Asks Steam for a user's achievements and stats. One `userProgressUpdate` for that "
        "user follows, with the outcome. Returns true when the request was sent.",
        example="""\
var friend := "76561197960287930"
if $Steamworks.requestUserProgress(friend):
    var event: Dictionary = await $Steamworks.userProgressUpdate
    while event.userSteamId != friend:  # the one of the start may come first
        event = await $Steamworks.userProgressUpdate
    if not event.isError:
        print($Steamworks.getAchievementInfo("ACH_WIN_ONE_GAME", friend))
""",
        answer="userProgressUpdate",
    ),
    Function(
        "getAchievementNames",
        (),
        "array[string]",
        [],
        "The API names of all achievements of the app, in Steam's order.",
        example="""\
for achievement: String in $Steamworks.getAchievementNames():
    print($Steamworks.getAchievementInfo(achievement).localizedName)
""",
    ),
    Function(
        "getAchievementInfo",
        (ACHIEVEMENT, USER),
        "AchievementInfo?",
        None,
        "A user's achievement, as an `AchievementInfo`. Null for an unknown name, or another user "
        "whose progress was not requested, or was unloaded.",
        example="""\
var info: Variant = $Steamworks.getAchievementInfo("ACH_WIN_ONE_GAME")
if info != null and info.unlocked:
    var date := Time.get_date_string_from_unix_time(info.unlockTime)
    print(info.localizedName, " since ", date)
""",
    ),
    Function(
        "getAchievementImageInfo",
        (ACHIEVEMENT,),
        "ImageInfo?",
        None,
        "The image of an achievement of the current user, as it is now, locked or unlocked, as an "
        "`ImageInfo`. Null while Steam has not loaded it; then loading starts, and an "
        "`achievementImageUpdate` follows.",
        example="""\
func _ready() -> void:
    $Steamworks.achievementImageUpdate.connect(func(_event: Dictionary) -> void: show_image())
    show_image()

func show_image() -> void:
    var info: Variant = $Steamworks.getAchievementImageInfo("ACH_WIN_ONE_GAME")
    if info != null:
        $Picture.texture = $Steamworks.newTexture(info.imageHandle)
""",
    ),
    Function(
        "setAchievementUnlocked",
        (ACHIEVEMENT,),
        "bool",
        False,
        "Unlocks an achievement of the current user and has it stored. Returns true also when "
        "it was unlocked before. A `userProgressSave` and a `userProgressUpdate` follow.",
        example="""\
if not $Steamworks.setAchievementUnlocked("ACH_WIN_ONE_GAME"):
    push_warning("The achievement was not unlocked.")
""",
    ),
    Function(
        "setAchievementProgress",
        (
            ACHIEVEMENT,
            Parameter("value", "int", "How far the user got; negative counts as 0."),
            Parameter("maxValue", "int", "At which value the achievement is unlocked."),
        ),
        "bool",
        False,
        "Shows the user's progress towards an achievement, or unlocks it when `value` is not "
        "below `maxValue`. Steam does not remember the progress: keep it in a stat. Returns "
        "false, with nothing to show, for one that is unlocked already. A `userProgressSave` and a "
        "`userProgressUpdate` follow.",
        example="""\
var wins: Variant = $Steamworks.getUserStatValue({statName = "NumWins", type = "int"})
if wins != null:
    $Steamworks.setAchievementProgress("ACH_WIN_100_GAMES", wins, 100)
""",
    ),
    Function(
        "getUserStatValue",
        (
            Parameter(
                "params",
                "dictionary",
                "Which stat of whom.",
                keys=(_STAT_NAME, _STAT_TYPE, USER),
            ),
        ),
        "number?",
        None,
        "A user's stat. Null when no stat has that name and type, or when the user's progress "
        "is not loaded.",
        example="""\
var wins: Variant = $Steamworks.getUserStatValue({statName = "NumWins", type = "int"})
if wins != null:
    print("Won ", wins, " times")
""",
    ),
    Function(
        "setUserStatValues",
        (
            Parameter(
                "arrayOfStatTables",
                "array[dictionary]",
                "A dictionary for each stat.",
                keys=(
                    _STAT_NAME,
                    _STAT_TYPE,
                    Parameter(
                        "value",
                        "number",
                        "The new value; of an average rate, how much there was in the session.",
                    ),
                    Parameter(
                        "sessionTimeLength",
                        "number?",
                        'The seconds of the session, above 0. Needed for "averageRate" only.',
                        None,
                    ),
                ),
            ),
        ),
        "bool",
        False,
        "Sets stats of the current user and has them stored. Ints are rounded to the nearest "
        "and clamped to 32 bits. A bad entry is reported and skipped; returns true when at "
        "least one stat was set. A `userProgressSave` and a `userProgressUpdate` follow.",
        example="""\
$Steamworks.setUserStatValues([
    {statName = "NumWins", type = "int", value = 12},
    {statName = "AverageSpeed", type = "averageRate", value = 80.5, sessionTimeLength = 60.0},
])
""",
    ),
    Function(
        "resetUserStats",
        (),
        "bool",
        False,
        "Puts all stats of the current user back to their defaults. Meant for testing.",
        example="""\
if OS.is_debug_build() and $Steamworks.resetUserStats():
    $Steamworks.requestUserProgress()
""",
    ),
    Function(
        "resetUserProgress",
        (),
        "bool",
        False,
        "Puts all stats of the current user back to their defaults and locks all "
        "achievements. Leaderboards stay. Meant for testing.",
        example="""\
if OS.is_debug_build() and $Steamworks.resetUserProgress():
    $Steamworks.requestUserProgress()
""",
    ),
)
