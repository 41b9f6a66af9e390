"""Room C, ``offline_steam``: Steam's numbers. Imports the standard library only.

Only the values that this runtime gives or understands; any other integer passes through.
"""

from __future__ import annotations

from enum import IntEnum


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
    PERSONA_STATE_CHANGE = 304
    STEAM_API_CALL_COMPLETED = 703
    USER_STATS_RECEIVED = 1101
    USER_STATS_STORED = 1102
    USER_ACHIEVEMENT_STORED = 1103
    USER_STATS_UNLOADED = 1108
    USER_ACHIEVEMENT_ICON_FETCHED = 1109


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
