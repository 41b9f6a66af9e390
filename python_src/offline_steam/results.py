"""Room C, ``offline_steam``: Steam's numbers. Imports the standard library only.

Only the values that this runtime gives or understands; any other integer passes through.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Result(IntEnum):
    """Steam's ``EResult``."""

    NONE = 0
    OK = 1
    FAIL = 2
    NO_CONNECTION = 3
    INVALID_PARAM = 8
    BUSY = 10
    ACCESS_DENIED = 15
    TIMEOUT = 16
    ACCOUNT_NOT_FOUND = 18
    INVALID_STEAM_ID = 19
    SERVICE_UNAVAILABLE = 20
    NOT_LOGGED_ON = 21
    LIMIT_EXCEEDED = 25
    PERSIST_FAILED = 32
    IO_FAILURE = 37
    DATA_CORRUPTION = 53
    DISK_FULL = 54
    RATE_LIMIT_EXCEEDED = 84


class CallFailure(IntEnum):
    """Steam's ``ESteamAPICallFailure``."""

    NONE = -1
    STEAM_GONE = 0
    NETWORK_FAILURE = 1
    INVALID_HANDLE = 2
    MISMATCHED_CALLBACK = 3


class CallbackId(IntEnum):
    """The callbacks that this runtime posts of itself, by their ``k_iCallback``."""

    STEAM_SERVERS_CONNECTED = 101
    STEAM_SERVERS_DISCONNECTED = 103
    MICRO_TXN_AUTHORIZATION_RESPONSE = 152
    GET_AUTH_SESSION_TICKET_RESPONSE = 163
    GET_TICKET_FOR_WEB_API_RESPONSE = 168
    PERSONA_STATE_CHANGE = 304
    GAME_OVERLAY_ACTIVATED = 331
    AVATAR_IMAGE_LOADED = 334
    STEAM_API_CALL_COMPLETED = 703
    DLC_INSTALLED = 1005
    USER_STATS_RECEIVED = 1101
    USER_STATS_STORED = 1102
    USER_ACHIEVEMENT_STORED = 1103
    LEADERBOARD_FIND_RESULT = 1104
    LEADERBOARD_SCORES_DOWNLOADED = 1105
    LEADERBOARD_SCORE_UPLOADED = 1106
    NUMBER_OF_CURRENT_PLAYERS = 1107
    USER_STATS_UNLOADED = 1108
    USER_ACHIEVEMENT_ICON_FETCHED = 1109
    LEADERBOARD_UGC_SET = 1111


class InitResult(IntEnum):
    """Steam's ``ESteamAPIInitResult``."""

    OK = 0
    FAILED_GENERIC = 1
    NO_STEAM_CLIENT = 2
    VERSION_MISMATCH = 3


class PersonaState(IntEnum):
    """Steam's ``EPersonaState``."""

    OFFLINE = 0
    ONLINE = 1
    BUSY = 2
    AWAY = 3
    SNOOZE = 4
    LOOKING_TO_TRADE = 5
    LOOKING_TO_PLAY = 6


class Relationship(IntEnum):
    """Steam's ``EFriendRelationship``."""

    NONE = 0
    BLOCKED = 1
    REQUEST_RECIPIENT = 2
    FRIEND = 3
    REQUEST_INITIATOR = 4
    IGNORED = 5
    IGNORED_FRIEND = 6


class PersonaChange(IntFlag):
    """Steam's ``EPersonaChange``: what a ``PersonaStateChange_t`` is about."""

    NAME = 0x0001
    STATUS = 0x0002
    COME_ONLINE = 0x0004
    GONE_OFFLINE = 0x0008
    AVATAR = 0x0040
    RELATIONSHIP = 0x0200
    NAME_FIRST_SET = 0x0400
    NICKNAME = 0x1000
    STEAM_LEVEL = 0x2000


class SortMethod(IntEnum):
    """Steam's ``ELeaderboardSortMethod``."""

    NONE = 0
    ASCENDING = 1
    DESCENDING = 2


class DisplayType(IntEnum):
    """Steam's ``ELeaderboardDisplayType``."""

    NONE = 0
    NUMERIC = 1
    SECONDS = 2
    MILLISECONDS = 3


class DataRequest(IntEnum):
    """Steam's ``ELeaderboardDataRequest``."""

    GLOBAL = 0
    GLOBAL_AROUND_USER = 1
    FRIENDS = 2


class UploadMethod(IntEnum):
    """Steam's ``ELeaderboardUploadScoreMethod``."""

    KEEP_BEST = 1
    FORCE_UPDATE = 2
