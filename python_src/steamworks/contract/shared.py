"""Room B, `steamworks.contract`: parameters and keys that several rows have. May import: `rows`."""

from __future__ import annotations

from .rows import Key, Parameter

ACHIEVEMENT = Parameter(
    "achievementName", "string", "The API name of the achievement, as configured on Steam."
)
USER = Parameter(
    "userSteamId",
    "string?",
    "The user's Steam ID as a decimal string; null is the current user.",
    None,
)
EVENT_NAME = Parameter("eventName", "string", "The name of an event.")
LISTENER = Parameter(
    "listener", "listener", "A callable, or an object with a method named like the event."
)
OUTCOME_LISTENER = Parameter(
    "listener",
    "listener?",
    "Who hears of the outcome, besides the event's other listeners: a callable, or an object with "
    "a method named like the event. Null when those will do.",
    None,
)
BOARD = Parameter(
    "leaderboardName", "string", "The API name of the leaderboard, as configured on Steam."
)

NAME = Key("name", "string", "The name of the event.")
IS_ERROR = Key("isError", "bool", "Whether Steam reported a failure: `resultCode` is not 1.")
FAILED = Key("isError", "bool", "Whether Steam could not be asked, or refused.")
RESULT = Key("resultCode", "int", "Steam's result code (`ResultCode`); 1 is success.")
BOARD_NAME = Key("leaderboardName", "string", "The leaderboard that was asked for.")
BOARD_HANDLE = Key(
    "leaderboardHandle",
    "string",
    'Steam\'s number for the leaderboard, as a decimal string; "0" on an error.',
)
