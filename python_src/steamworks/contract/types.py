"""Room B, `steamworks.contract`: the documented dictionaries. May import: `rows`, `words`."""

from __future__ import annotations

from . import words
from .rows import Key, Type

TYPE_ROWS = (
    Type(
        "AchievementInfo",
        (
            Key("localizedName", "string", "The name in the user's language."),
            Key("localizedDescription", "string", "The description in the user's language."),
            Key("hidden", "bool", "Whether it should not be shown before it is unlocked."),
            Key("unlocked", "bool", "Whether the user has it."),
            Key("unlockTime", "int?", "Since when, in Unix seconds; null while locked."),
        ),
        "An achievement of a user.",
    ),
    Type(
        "ImageInfo",
        (
            Key("imageHandle", "int", "Steam's number for the image, valid in this run only."),
            Key("pixelWidth", "int", "The width of the image."),
            Key("pixelHeight", "int", "The height of the image."),
        ),
        "An image that Steam has loaded.",
    ),
    Type(
        "UserInfo",
        (
            Key("name", "string", "The user's name."),
            Key(
                "nickname",
                "string",
                "What the current user calls them; empty if nothing, and for the current user.",
            ),
            Key("steamLevel", "int", "The user's Steam level."),
            Key(
                "relationship",
                "string",
                'What the user is to the current user; "none" for the current user.',
                words.RELATIONSHIPS,
            ),
            Key("status", "string", "What the user is up to.", words.STATUSES),
        ),
        "Who a user is.",
    ),
    Type(
        "LeaderboardEntry",
        (
            Key("userSteamId", "string", "Whose score it is."),
            Key("globalRank", "int", "The rank among all users, from 1."),
            Key("score", "int", "The score."),
        ),
        "An entry of a leaderboard.",
    ),
)
