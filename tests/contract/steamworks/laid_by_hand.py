"""Steam's structs, byte by byte, as Valve's description and the two packings give them.

Every offset below was worked out by hand and not by the product's own code, whose decoders are
held against it. Steam packs its structs to 4 bytes, on Windows to 8; a `CSteamID` and a `CGameID`
stand wherever the field before them ends. Bytes between fields are filled with rubbish, since a
library leaves there what was there before.
"""

import struct
from typing import Any, NamedTuple

RUBBISH = 0xA5
LINUX, WINDOWS = 4, 8

ME = 76561197960265729
OTHER = 76561197960287930
APP = 480
BOARD = 0xFEDC_BA98_7654_3210
ENTRIES = 0x8000_0000_0000_0001
ORDER = 18_446_744_073_709_551_615


class Field(NamedTuple):
    """A field: its name with Valve, what it is, and where it lies under either packing."""

    name: str
    code: str  # as in `struct`: B 1 byte, i and I 4, Q 8, 128s a text
    linux: int
    windows: int


class Struct(NamedTuple):
    """A struct: its name with Valve, its number if it is a callback, and its two sizes in bytes."""

    name: str
    callback: int
    linux: int
    windows: int
    fields: tuple[Field, ...]

    def size(self, pack: int) -> int:
        """How many bytes it has."""
        return self.linux if pack == LINUX else self.windows

    def lay(self, pack: int, *values: Any) -> bytes:
        """The bytes of one with these values, in the order of the fields."""
        made = bytearray([RUBBISH]) * self.size(pack)
        for field, value in zip(self.fields, values, strict=True):
            offset = field.linux if pack == LINUX else field.windows
            struct.pack_into(f"<{field.code}", made, offset, value)
        return bytes(made)


def text(value: str) -> bytes:
    """A text in 128 bytes: what lies behind its end is what some longer text left there."""
    encoded = value.encode()
    if len(encoded) >= 128:
        return encoded[:128]
    return encoded + b"\0" + b"old text " * 14


_STRUCTS = (
    Struct("IPCFailure_t", 117, 1, 1, (Field("m_eFailureType", "B", 0, 0),)),
    Struct(
        "MicroTxnAuthorizationResponse_t",
        152,
        16,
        24,
        (
            Field("m_unAppID", "I", 0, 0),
            Field("m_ulOrderID", "Q", 4, 8),
            Field("m_bAuthorized", "B", 12, 16),
        ),
    ),
    Struct(
        "GetAuthSessionTicketResponse_t",
        163,
        8,
        8,
        (Field("m_hAuthTicket", "I", 0, 0), Field("m_eResult", "i", 4, 4)),
    ),
    Struct(
        "PersonaStateChange_t",
        304,
        12,
        16,
        (Field("m_ulSteamID", "Q", 0, 0), Field("m_nChangeFlags", "i", 8, 8)),
    ),
    Struct(
        "GameOverlayActivated_t",
        331,
        12,
        12,
        (
            Field("m_bActive", "B", 0, 0),
            Field("m_bUserInitiated", "B", 1, 1),
            Field("m_nAppID", "I", 4, 4),
            Field("m_dwOverlayPID", "I", 8, 8),
        ),
    ),
    Struct(
        "AvatarImageLoaded_t",
        334,
        20,
        20,
        (
            Field("m_steamID", "Q", 0, 0),
            Field("m_iImage", "i", 8, 8),
            Field("m_iWide", "i", 12, 12),
            Field("m_iTall", "i", 16, 16),
        ),
    ),
    Struct(
        "SteamAPICallCompleted_t",
        703,
        16,
        16,
        (
            Field("m_hAsyncCall", "Q", 0, 0),
            Field("m_iCallback", "i", 8, 8),
            Field("m_cubParam", "I", 12, 12),
        ),
    ),
    Struct("SteamShutdown_t", 704, 1, 1, ()),
    Struct(
        "UserStatsReceived_t",
        1101,
        20,
        24,
        (
            Field("m_nGameID", "Q", 0, 0),
            Field("m_eResult", "i", 8, 8),
            Field("m_steamIDUser", "Q", 12, 12),
        ),
    ),
    Struct(
        "UserStatsStored_t",
        1102,
        12,
        16,
        (Field("m_nGameID", "Q", 0, 0), Field("m_eResult", "i", 8, 8)),
    ),
    Struct(
        "UserAchievementStored_t",
        1103,
        148,
        152,
        (
            Field("m_nGameID", "Q", 0, 0),
            Field("m_bGroupAchievement", "B", 8, 8),
            Field("m_rgchAchievementName", "128s", 9, 9),
            Field("m_nCurProgress", "I", 140, 140),
            Field("m_nMaxProgress", "I", 144, 144),
        ),
    ),
    Struct(
        "LeaderboardFindResult_t",
        1104,
        12,
        16,
        (Field("m_hSteamLeaderboard", "Q", 0, 0), Field("m_bLeaderboardFound", "B", 8, 8)),
    ),
    Struct(
        "LeaderboardScoresDownloaded_t",
        1105,
        20,
        24,
        (
            Field("m_hSteamLeaderboard", "Q", 0, 0),
            Field("m_hSteamLeaderboardEntries", "Q", 8, 8),
            Field("m_cEntryCount", "i", 16, 16),
        ),
    ),
    Struct(
        "LeaderboardScoreUploaded_t",
        1106,
        28,
        32,
        (
            Field("m_bSuccess", "B", 0, 0),
            Field("m_hSteamLeaderboard", "Q", 4, 8),
            Field("m_nScore", "i", 12, 16),
            Field("m_bScoreChanged", "B", 16, 20),
            Field("m_nGlobalRankNew", "i", 20, 24),
            Field("m_nGlobalRankPrevious", "i", 24, 28),
        ),
    ),
    Struct(
        "NumberOfCurrentPlayers_t",
        1107,
        8,
        8,
        (Field("m_bSuccess", "B", 0, 0), Field("m_cPlayers", "i", 4, 4)),
    ),
    Struct("UserStatsUnloaded_t", 1108, 8, 8, (Field("m_steamIDUser", "Q", 0, 0),)),
    Struct(
        "UserAchievementIconFetched_t",
        1109,
        144,
        144,
        (
            Field("m_nGameID", "Q", 0, 0),
            Field("m_rgchAchievementName", "128s", 8, 8),
            Field("m_bAchieved", "B", 136, 136),
            Field("m_nIconHandle", "i", 140, 140),
        ),
    ),
)

STRUCTS = {laid.callback: laid for laid in _STRUCTS}
"""Every callback, by its number."""

ENTRY = Struct(
    "LeaderboardEntry_t",
    0,
    28,
    32,
    (
        Field("m_steamIDUser", "Q", 0, 0),
        Field("m_nGlobalRank", "i", 8, 8),
        Field("m_nScore", "i", 12, 12),
        Field("m_cDetails", "i", 16, 16),
        Field("m_hUGC", "Q", 20, 24),
    ),
)
"""A row of a leaderboard."""
