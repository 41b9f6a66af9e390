"""Room B, `steamworks._abi`: how the bytes of each callback are laid out.

May import: nothing of the package. Steam packs its structs to 4 bytes, on Windows to 8; `CSteamID`
and `CGameID` are packed to 1 everywhere, so they may sit at an odd multiple of 4. The rows give the
fields in Steam's names and types; sizes, offsets and padding follow from the packing.
"""

from __future__ import annotations

import re
import struct
import sys
from typing import NamedTuple

NATIVE_PACK = 8 if sys.platform == "win32" else 4
"""The packing of Steam's structs on this system."""

_TYPES = {  # struct code, size, alignment
    "bool": ("?", 1, 1),
    "uint8": ("B", 1, 1),
    "int": ("i", 4, 4),
    "int32": ("i", 4, 4),
    "uint32": ("I", 4, 4),
    "EResult": ("i", 4, 4),
    "uint64": ("Q", 8, 8),
    "AppId_t": ("I", 4, 4),
    "HAuthTicket": ("I", 4, 4),
    "SteamAPICall_t": ("Q", 8, 8),
    "SteamLeaderboard_t": ("Q", 8, 8),
    "SteamLeaderboardEntries_t": ("Q", 8, 8),
    "UGCHandle_t": ("Q", 8, 8),
    "CSteamID": ("Q", 8, 1),
    "CGameID": ("Q", 8, 1),
}
_TEXT = re.compile(r"char \[(\d+)\]")


class Packed(NamedTuple):
    """A layout under one packing: decoder, size in bytes, and the offset of each field."""

    decoder: struct.Struct
    size: int
    offsets: tuple[int, ...]


class Layout(NamedTuple):
    """A struct of Steam's: its name and fields (name, type), and its number if it is a callback."""

    struct: str
    callback: int
    fields: tuple[tuple[str, str], ...]

    def packed(self, pack: int | None = None) -> Packed:
        """The layout under this packing (4 or 8); this system's by default."""
        pack = NATIVE_PACK if pack is None else pack
        code, offset, widest, offsets = "<", 0, 1, []
        for _, c_type in self.fields:
            text = _TEXT.fullmatch(c_type)
            letter, size, alignment = (f"{text[1]}s", int(text[1]), 1) if text else _TYPES[c_type]
            alignment = min(alignment, pack)
            widest = max(widest, alignment)
            gap = -offset % alignment
            code += f"{gap}x{letter}" if gap else letter
            offsets.append(offset + gap)
            offset += gap + size
        size = max(offset + -offset % widest, 1)  # C++ gives an empty struct one byte
        code += f"{size - offset}x" if size > offset else ""
        return Packed(struct.Struct(code), size, tuple(offsets))


LAYOUTS: dict[int, Layout] = {
    layout.callback: layout
    for layout in (
        Layout("IPCFailure_t", 117, (("m_eFailureType", "uint8"),)),
        Layout(
            "MicroTxnAuthorizationResponse_t",
            152,
            (("m_unAppID", "uint32"), ("m_ulOrderID", "uint64"), ("m_bAuthorized", "uint8")),
        ),
        Layout(
            "GetAuthSessionTicketResponse_t",
            163,
            (("m_hAuthTicket", "HAuthTicket"), ("m_eResult", "EResult")),
        ),
        Layout("PersonaStateChange_t", 304, (("m_ulSteamID", "uint64"), ("m_nChangeFlags", "int"))),
        Layout(
            "GameOverlayActivated_t",
            331,
            (
                ("m_bActive", "uint8"),
                ("m_bUserInitiated", "bool"),
                ("m_nAppID", "AppId_t"),
                ("m_dwOverlayPID", "uint32"),
            ),
        ),
        Layout(
            "AvatarImageLoaded_t",
            334,
            (
                ("m_steamID", "CSteamID"),
                ("m_iImage", "int"),
                ("m_iWide", "int"),
                ("m_iTall", "int"),
            ),
        ),
        Layout(
            "SteamAPICallCompleted_t",
            703,
            (
                ("m_hAsyncCall", "SteamAPICall_t"),
                ("m_iCallback", "int"),
                ("m_cubParam", "uint32"),
            ),
        ),
        Layout("SteamShutdown_t", 704, ()),
        Layout(
            "UserStatsReceived_t",
            1101,
            (("m_nGameID", "uint64"), ("m_eResult", "EResult"), ("m_steamIDUser", "CSteamID")),
        ),
        Layout("UserStatsStored_t", 1102, (("m_nGameID", "uint64"), ("m_eResult", "EResult"))),
        Layout(
            "UserAchievementStored_t",
            1103,
            (
                ("m_nGameID", "uint64"),
                ("m_bGroupAchievement", "bool"),
                ("m_rgchAchievementName", "char [128]"),
                ("m_nCurProgress", "uint32"),
                ("m_nMaxProgress", "uint32"),
            ),
        ),
        Layout(
            "LeaderboardFindResult_t",
            1104,
            (("m_hSteamLeaderboard", "SteamLeaderboard_t"), ("m_bLeaderboardFound", "uint8")),
        ),
        Layout(
            "LeaderboardScoresDownloaded_t",
            1105,
            (
                ("m_hSteamLeaderboard", "SteamLeaderboard_t"),
                ("m_hSteamLeaderboardEntries", "SteamLeaderboardEntries_t"),
                ("m_cEntryCount", "int"),
            ),
        ),
        Layout(
            "LeaderboardScoreUploaded_t",
            1106,
            (
                ("m_bSuccess", "uint8"),
                ("m_hSteamLeaderboard", "SteamLeaderboard_t"),
                ("m_nScore", "int32"),
                ("m_bScoreChanged", "uint8"),
                ("m_nGlobalRankNew", "int"),
                ("m_nGlobalRankPrevious", "int"),
            ),
        ),
        Layout(
            "NumberOfCurrentPlayers_t", 1107, (("m_bSuccess", "uint8"), ("m_cPlayers", "int32"))
        ),
        Layout("UserStatsUnloaded_t", 1108, (("m_steamIDUser", "CSteamID"),)),
        Layout(
            "UserAchievementIconFetched_t",
            1109,
            (
                ("m_nGameID", "CGameID"),
                ("m_rgchAchievementName", "char [128]"),
                ("m_bAchieved", "bool"),
                ("m_nIconHandle", "int"),
            ),
        ),
    )
}
"""Every callback that this package decodes, by its number."""

LEADERBOARD_ENTRY = Layout(
    "LeaderboardEntry_t",
    0,
    (
        ("m_steamIDUser", "CSteamID"),
        ("m_nGlobalRank", "int32"),
        ("m_nScore", "int32"),
        ("m_cDetails", "int32"),
        ("m_hUGC", "UGCHandle_t"),
    ),
)
"""A row of a leaderboard. It is no callback: Steam fills it in when asked for a downloaded row."""
