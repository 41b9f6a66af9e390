"""Room B, `steamworks`: Steam's enums, as far as they are used. May import: nothing of it."""

from __future__ import annotations

from enum import IntEnum, IntFlag


class ResultCode(IntEnum):
    """Steam's general result code (EResult in steamclientpublic.h). 1 is success.

    A number that this list does not know becomes a member named `UNKNOWN_<number>`, so that a newer
    Steam cannot break the decoding of a callback.
    """

    NONE = 0
    OK = 1
    FAIL = 2
    NO_CONNECTION = 3
    INVALID_PASSWORD = 5
    LOGGED_IN_ELSEWHERE = 6
    INVALID_PROTOCOL_VER = 7
    INVALID_PARAM = 8
    FILE_NOT_FOUND = 9
    BUSY = 10
    INVALID_STATE = 11
    INVALID_NAME = 12
    INVALID_EMAIL = 13
    DUPLICATE_NAME = 14
    ACCESS_DENIED = 15
    TIMEOUT = 16
    BANNED = 17
    ACCOUNT_NOT_FOUND = 18
    INVALID_STEAM_ID = 19
    SERVICE_UNAVAILABLE = 20
    NOT_LOGGED_ON = 21
    PENDING = 22
    ENCRYPTION_FAILURE = 23
    INSUFFICIENT_PRIVILEGE = 24
    LIMIT_EXCEEDED = 25
    REVOKED = 26
    EXPIRED = 27
    ALREADY_REDEEMED = 28
    DUPLICATE_REQUEST = 29
    ALREADY_OWNED = 30
    IP_NOT_FOUND = 31
    PERSIST_FAILED = 32
    LOCKING_FAILED = 33
    LOGON_SESSION_REPLACED = 34
    CONNECT_FAILED = 35
    HANDSHAKE_FAILED = 36
    IO_FAILURE = 37
    REMOTE_DISCONNECT = 38
    SHOPPING_CART_NOT_FOUND = 39
    BLOCKED = 40
    IGNORED = 41
    NO_MATCH = 42
    ACCOUNT_DISABLED = 43
    SERVICE_READ_ONLY = 44
    ACCOUNT_NOT_FEATURED = 45
    ADMINISTRATOR_OK = 46
    CONTENT_VERSION = 47
    TRY_ANOTHER_CM = 48
    PASSWORD_REQUIRED_TO_KICK_SESSION = 49
    ALREADY_LOGGED_IN_ELSEWHERE = 50
    SUSPENDED = 51
    CANCELLED = 52
    DATA_CORRUPTION = 53
    DISK_FULL = 54
    REMOTE_CALL_FAILED = 55
    PASSWORD_UNSET = 56
    EXTERNAL_ACCOUNT_UNLINKED = 57
    PSN_TICKET_INVALID = 58
    EXTERNAL_ACCOUNT_ALREADY_LINKED = 59
    REMOTE_FILE_CONFLICT = 60
    ILLEGAL_PASSWORD = 61
    SAME_AS_PREVIOUS_VALUE = 62
    ACCOUNT_LOGON_DENIED = 63
    CANNOT_USE_OLD_PASSWORD = 64
    INVALID_LOGIN_AUTH_CODE = 65
    ACCOUNT_LOGON_DENIED_NO_MAIL = 66
    HARDWARE_NOT_CAPABLE_OF_IPT = 67
    IPT_INIT_ERROR = 68
    PARENTAL_CONTROL_RESTRICTED = 69
    FACEBOOK_QUERY_ERROR = 70
    EXPIRED_LOGIN_AUTH_CODE = 71
    IP_LOGIN_RESTRICTION_FAILED = 72
    ACCOUNT_LOCKED_DOWN = 73
    ACCOUNT_LOGON_DENIED_VERIFIED_EMAIL_REQUIRED = 74
    NO_MATCHING_URL = 75
    BAD_RESPONSE = 76
    REQUIRE_PASSWORD_RE_ENTRY = 77
    VALUE_OUT_OF_RANGE = 78
    UNEXPECTED_ERROR = 79
    DISABLED = 80
    INVALID_CEG_SUBMISSION = 81
    RESTRICTED_DEVICE = 82
    REGION_LOCKED = 83
    RATE_LIMIT_EXCEEDED = 84
    ACCOUNT_LOGIN_DENIED_NEED_TWO_FACTOR = 85
    ITEM_DELETED = 86
    ACCOUNT_LOGIN_DENIED_THROTTLE = 87
    TWO_FACTOR_CODE_MISMATCH = 88
    TWO_FACTOR_ACTIVATION_CODE_MISMATCH = 89
    ACCOUNT_ASSOCIATED_TO_MULTIPLE_PARTNERS = 90
    NOT_MODIFIED = 91
    NO_MOBILE_DEVICE = 92
    TIME_NOT_SYNCED = 93
    SMS_CODE_FAILED = 94
    ACCOUNT_LIMIT_EXCEEDED = 95
    ACCOUNT_ACTIVITY_LIMIT_EXCEEDED = 96
    PHONE_ACTIVITY_LIMIT_EXCEEDED = 97
    REFUND_TO_WALLET = 98
    EMAIL_SEND_FAILURE = 99
    NOT_SETTLED = 100
    NEED_CAPTCHA = 101
    GSLT_DENIED = 102
    GS_OWNER_DENIED = 103
    INVALID_ITEM_TYPE = 104
    IP_BANNED = 105
    GSLT_EXPIRED = 106
    INSUFFICIENT_FUNDS = 107
    TOO_MANY_PENDING = 108
    NO_SITE_LICENSES_FOUND = 109
    WG_NETWORK_SEND_EXCEEDED = 110
    ACCOUNT_NOT_FRIENDS = 111
    LIMITED_USER_ACCOUNT = 112
    CANT_REMOVE_ITEM = 113
    ACCOUNT_DELETED = 114
    EXISTING_USER_CANCELLED_LICENSE = 115
    COMMUNITY_COOLDOWN = 116
    NO_LAUNCHER_SPECIFIED = 117
    MUST_AGREE_TO_SSA = 118
    LAUNCHER_MIGRATED = 119
    STEAM_REALM_MISMATCH = 120
    INVALID_SIGNATURE = 121
    PARSE_FAILURE = 122
    NO_VERIFIED_PHONE = 123
    INSUFFICIENT_BATTERY = 124
    CHARGER_REQUIRED = 125
    CACHED_CREDENTIAL_INVALID = 126
    PHONE_NUMBER_IS_VOIP = 127
    NOT_SUPPORTED = 128
    FAMILY_SIZE_LIMIT_EXCEEDED = 129
    OFFLINE_APP_CACHE_INVALID = 130
    TRY_LATER = 131

    @classmethod
    def _missing_(cls, value: object) -> ResultCode | None:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        return member


class InitResult(IntEnum):
    """What `SteamAPI_InitFlat` returned (ESteamAPIInitResult). 0 is success."""

    OK = 0
    FAILED_GENERIC = 1
    NO_STEAM_CLIENT = 2
    VERSION_MISMATCH = 3


class LeaderboardSortMethod(IntEnum):
    """Which scores of a leaderboard are better (ELeaderboardSortMethod)."""

    NONE = 0
    ASCENDING = 1
    DESCENDING = 2


class LeaderboardDisplayType(IntEnum):
    """What the scores of a leaderboard are to be shown as (ELeaderboardDisplayType)."""

    NONE = 0
    NUMERIC = 1
    TIME_SECONDS = 2
    TIME_MILLI_SECONDS = 3


class LeaderboardDataRequest(IntEnum):
    """Which rows of a leaderboard are asked for (ELeaderboardDataRequest)."""

    GLOBAL = 0
    GLOBAL_AROUND_USER = 1
    FRIENDS = 2
    USERS = 3


class LeaderboardUploadScoreMethod(IntEnum):
    """What becomes of an uploaded score (ELeaderboardUploadScoreMethod)."""

    NONE = 0
    KEEP_BEST = 1
    FORCE_UPDATE = 2


class PersonaState(IntEnum):
    """What a user is doing on Steam (EPersonaState)."""

    OFFLINE = 0
    ONLINE = 1
    BUSY = 2
    AWAY = 3
    SNOOZE = 4
    LOOKING_TO_TRADE = 5
    LOOKING_TO_PLAY = 6
    INVISIBLE = 7


class FriendRelationship(IntEnum):
    """What another user is to the current one (EFriendRelationship)."""

    NONE = 0
    BLOCKED = 1
    REQUEST_RECIPIENT = 2
    FRIEND = 3
    REQUEST_INITIATOR = 4
    IGNORED = 5
    IGNORED_FRIEND = 6
    SUGGESTED_DEPRECATED = 7


class PersonaChange(IntFlag):
    """What changed of a user: the bits of `PersonaChanged.changes` (EPersonaChange)."""

    NAME = 0x0001
    STATUS = 0x0002
    COME_ONLINE = 0x0004
    GONE_OFFLINE = 0x0008
    GAME_PLAYED = 0x0010
    GAME_SERVER = 0x0020
    AVATAR = 0x0040
    JOINED_SOURCE = 0x0080
    LEFT_SOURCE = 0x0100
    RELATIONSHIP_CHANGED = 0x0200
    NAME_FIRST_SET = 0x0400
    BROADCAST = 0x0800
    NICKNAME = 0x1000
    STEAM_LEVEL = 0x2000
    RICH_PRESENCE = 0x4000


class NotificationPosition(IntEnum):
    """In which corner Steam's notifications appear (ENotificationPosition)."""

    INVALID = -1
    TOP_LEFT = 0
    TOP_RIGHT = 1
    BOTTOM_LEFT = 2
    BOTTOM_RIGHT = 3


class OverlayToStoreFlag(IntEnum):
    """What the store page in the overlay does at once (EOverlayToStoreFlag)."""

    NONE = 0
    ADD_TO_CART = 1
    ADD_TO_CART_AND_SHOW = 2


class WebPageMode(IntEnum):
    """How the overlay shows a web page (EActivateGameOverlayToWebPageMode)."""

    DEFAULT = 0
    MODAL = 1


class CallbackId(IntEnum):
    """The numbers of the callbacks that this package understands (k_iCallback in the headers)."""

    IPC_FAILURE = 117
    MICROTRANSACTION_AUTHORIZED = 152
    AUTH_SESSION_TICKET_READY = 163
    PERSONA_CHANGED = 304
    OVERLAY_ACTIVATED = 331
    AVATAR_IMAGE_LOADED = 334
    API_CALL_COMPLETED = 703
    STEAM_SHUTDOWN = 704
    USER_STATS_RECEIVED = 1101
    USER_STATS_STORED = 1102
    USER_ACHIEVEMENT_STORED = 1103
    LEADERBOARD_FOUND = 1104
    LEADERBOARD_SCORES_DOWNLOADED = 1105
    LEADERBOARD_SCORE_UPLOADED = 1106
    PLAYERS_COUNTED = 1107
    USER_STATS_UNLOADED = 1108
    USER_ACHIEVEMENT_ICON_FETCHED = 1109
