"""Room B, `steamworks`: the documented names, once. May import: nothing of the package.

Every function, property and event of the documented interface is a row here: the façade takes its
failure values from it, the engine's nodes are made from it, and so are the reference pages. Only
what works has a row.

Types are words of a small vocabulary: `bool`, `int`, `float`, `string`, `number` (int or float),
`dictionary`, `listener` (a callable, or an object with a method named like the event). `array[T]`
is an array of `T`, and `T?` may be null.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple


class _Required:
    """The default of a parameter that has none."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = _Required()


class Parameter(NamedTuple):
    """A parameter of a function. `default` is `REQUIRED` when it must be given."""

    name: str
    type: str
    description: str
    default: Any = REQUIRED


class Function(NamedTuple):
    """A function: what it takes, returns, returns when it fails, and does."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: str
    failure: Any
    description: str


class Property(NamedTuple):
    """A property that can only be read. `offline` is its value without a connection."""

    name: str
    type: str
    offline: Any
    description: str


class Key(NamedTuple):
    """A key of an event's dictionary; it is always present."""

    name: str
    type: str
    description: str


class Event(NamedTuple):
    """An event: the keys of its dictionary, `name` first, and when it comes."""

    name: str
    keys: tuple[Key, ...]
    description: str


_NAME = Key("name", "string", "The name of the event.")
_IS_ERROR = Key("isError", "bool", "Whether Steam reported a failure: `resultCode` is not 1.")
_RESULT = Key("resultCode", "int", "Steam's result code (`ResultCode`); 1 is success.")
_ACHIEVEMENT = Parameter(
    "achievementName", "string", "The API name of the achievement, as configured on Steam."
)
_USER = Parameter(
    "userSteamId",
    "string?",
    "The user's Steam ID as a decimal string; null is the current user.",
    None,
)
_LISTENS_TO = Parameter("eventName", "string", "The name of an event.")
_LISTENER = Parameter(
    "listener", "listener", "A callable, or an object with a method named like the event."
)

FUNCTIONS: dict[str, Function] = {
    row.name: row
    for row in (
        Function(
            "addEventListener",
            (_LISTENS_TO, _LISTENER),
            "bool",
            False,
            "Has a listener called with every such event, after the listeners added before it. "
            "A listener is registered once, however often it is added. Returns false for an "
            "unknown event, or for a listener that cannot be called.",
        ),
        Function(
            "removeEventListener",
            (_LISTENS_TO, _LISTENER),
            "bool",
            False,
            "Stops calling a listener. Returns true when it was registered for that event.",
        ),
        Function(
            "requestUserProgress",
            (_USER,),
            "bool",
            False,
            "Asks Steam for a user's achievements and stats. One `userProgressUpdate` for that "
            "user follows, with the outcome. Returns true when the request was sent.",
        ),
        Function(
            "getAchievementNames",
            (),
            "array[string]",
            [],
            "The API names of all achievements of the app, in Steam's order.",
        ),
        Function(
            "getAchievementInfo",
            (_ACHIEVEMENT, _USER),
            "dictionary?",
            None,
            "A user's achievement: `localizedName`, `localizedDescription`, `hidden` (bool), "
            "`unlocked` (bool) and `unlockTime` (Unix seconds, null while locked). Null for an "
            "unknown name, or another user whose progress is not loaded.",
        ),
        Function(
            "getUserStatValue",
            (
                Parameter(
                    "params",
                    "dictionary",
                    '`statName`; `type`: "int", "float" or "averageRate"; and optionally '
                    "`userSteamId`, the current user by default.",
                ),
            ),
            "number?",
            None,
            "A user's stat. Null when no stat has that name and type, or when the user's progress "
            "is not loaded.",
        ),
        Function(
            "setUserStatValues",
            (
                Parameter(
                    "arrayOfStatTables",
                    "array[dictionary]",
                    'For each stat: `statName`, `type`, `value`, and for "averageRate" also '
                    "`sessionTimeLength`, above 0.",
                ),
            ),
            "bool",
            False,
            "Sets stats of the current user and has them stored. Ints are rounded to the nearest "
            "and clamped to 32 bits. A bad entry is reported and skipped; returns true when at "
            "least one stat was set. A `userProgressSave` and a `userProgressUpdate` follow.",
        ),
        Function(
            "setAchievementUnlocked",
            (_ACHIEVEMENT,),
            "bool",
            False,
            "Unlocks an achievement of the current user and has it stored. Returns true also when "
            "it was unlocked before. A `userProgressSave` and a `userProgressUpdate` follow.",
        ),
        Function(
            "setAchievementProgress",
            (
                _ACHIEVEMENT,
                Parameter("value", "int", "How far the user got; negative counts as 0."),
                Parameter("maxValue", "int", "At which value the achievement is unlocked."),
            ),
            "bool",
            False,
            "Shows the user's progress towards an achievement, or unlocks it when `value` is not "
            "below `maxValue`. Steam does not remember the progress: keep it in a stat. A "
            "`userProgressSave` and a `userProgressUpdate` follow.",
        ),
        Function(
            "resetUserStats",
            (),
            "bool",
            False,
            "Puts all stats of the current user back to their defaults. Meant for testing.",
        ),
        Function(
            "resetUserProgress",
            (),
            "bool",
            False,
            "Puts all stats of the current user back to their defaults and locks all "
            "achievements. Meant for testing.",
        ),
    )
}
"""The functions, by name, in the order of the reference page."""

PROPERTIES: dict[str, Property] = {
    row.name: row
    for row in (
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
}
"""The properties, by name."""

EVENTS: dict[str, Event] = {
    row.name: row
    for row in (
        Event(
            "userProgressUpdate",
            (
                _NAME,
                _IS_ERROR,
                _RESULT,
                Key("userSteamId", "string", "Whose progress was fetched."),
            ),
            "Steam has tried to fetch a user's achievements and stats: once after start-up for the "
            "current user, after each request, and after values of the current user were set. "
            "Unless `isError` is true, the new values can be read in the listener already.",
        ),
        Event(
            "userProgressSave",
            (_NAME, _IS_ERROR, _RESULT, Key("userSteamId", "string", "The current user.")),
            "Steam has tried to save the current user's progress. A `resultCode` of 8 means that "
            "Steam refused a value and put the old one back.",
        ),
        Event(
            "userProgressUnload",
            (_NAME, Key("userSteamId", "string", "Whose progress was dropped.")),
            "Steam dropped another user's progress from its memory. Request it again when needed.",
        ),
        Event(
            "achievementInfoUpdate",
            (
                _NAME,
                Key("achievementName", "string", "The API name of the achievement."),
                Key("currentProgress", "int?", "The progress shown; null when it was unlocked."),
                Key("maxProgress", "int?", "The goal shown; null when it was unlocked."),
            ),
            "An achievement of the current user was unlocked, or its progress was shown.",
        ),
    )
}
"""The events, by name."""

STAT_TYPES: Final = ("int", "float", "averageRate")
"""The values of `type` in the stat functions."""
