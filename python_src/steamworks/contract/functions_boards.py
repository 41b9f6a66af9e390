"""Room B, `steamworks.contract`: player count and leaderboards. May import: `rows`, `words`."""

from __future__ import annotations

from . import words
from .rows import Function, Parameter
from .shared import BOARD, OUTCOME_LISTENER

BOARD_FUNCTIONS = (
    Function(
        "requestActivePlayerCount",
        (OUTCOME_LISTENER,),
        "bool",
        False,
        "Asks Steam how many people play the app now. One `activePlayerCount` follows, with the "
        "outcome. Returns true when the request was sent.",
        example="""\
$Steamworks.requestActivePlayerCount(func(event: Dictionary) -> void:
    if not event.isError:
        print(event.count, " people play now")
)
""",
        answer="activePlayerCount",
    ),
    Function(
        "requestLeaderboardInfo",
        (Parameter("params", "dictionary", "Which leaderboard.", keys=(BOARD, OUTCOME_LISTENER)),),
        "bool",
        False,
        "Asks Steam about a leaderboard: how many entries it has, and how it is sorted and shown. "
        "One `leaderboardInfo` follows, with the outcome. Returns true when the request was sent.",
        example="""\
if $Steamworks.requestLeaderboardInfo({leaderboardName = "Feet Traveled"}):
    var event: Dictionary = await $Steamworks.leaderboardInfo
    print(event.entryCount, " entries, ", event.sortMethod)
""",
        answer="leaderboardInfo",
    ),
    Function(
        "requestLeaderboardEntries",
        (
            Parameter(
                "params",
                "dictionary",
                "Which part of which leaderboard.",
                keys=(
                    BOARD,
                    OUTCOME_LISTENER,
                    Parameter(
                        "playerScope",
                        "string",
                        '"Global" counts `startIndex` and `endIndex` from the best entry, which is '
                        '1. "GlobalAroundUser" counts them from the current user, who is 0. '
                        '"FriendsOnly" ignores them and gives all friends.',
                        words.PLAYER_SCOPES[0],
                        words.PLAYER_SCOPES,
                    ),
                    Parameter(
                        "startIndex",
                        "int?",
                        'The first entry. Null, together with `endIndex`, is 1 for "Global" and '
                        '-12 for "GlobalAroundUser".',
                        None,
                    ),
                    Parameter(
                        "endIndex",
                        "int?",
                        'The last entry, which is included. Null is 25 for "Global" and 12 for '
                        '"GlobalAroundUser".',
                        None,
                    ),
                ),
            ),
        ),
        "bool",
        False,
        "Asks Steam for entries of a leaderboard. One `leaderboardEntries` follows, with the "
        "outcome. Returns true when the request was sent.",
        example="""\
$Steamworks.requestLeaderboardEntries({
    leaderboardName = "Feet Traveled",
    playerScope = "GlobalAroundUser",
    startIndex = -3,
    endIndex = 3,
    listener = func(event: Dictionary) -> void:
        for entry: Dictionary in event.entries:
            print(entry.globalRank, ". ", entry.userSteamId, ": ", entry.score),
})
""",
        answer="leaderboardEntries",
    ),
    Function(
        "requestSetHighScore",
        (
            Parameter(
                "params",
                "dictionary",
                "Which score for which leaderboard.",
                keys=(
                    BOARD,
                    Parameter("value", "int", "The score, an int of 32 bits."),
                    OUTCOME_LISTENER,
                ),
            ),
        ),
        "bool",
        False,
        "Sends a score of the current user to a leaderboard, which keeps it only when it is better "
        "than the user's score there. One `setHighScore` follows, with the outcome. Returns true "
        "when the request was sent.",
        example="""\
if $Steamworks.requestSetHighScore({leaderboardName = "Feet Traveled", value = 4200}):
    var event: Dictionary = await $Steamworks.setHighScore
    if event.scoreChanged:
        print("Now on rank ", event.currentGlobalRank)
""",
        answer="setHighScore",
    ),
)
