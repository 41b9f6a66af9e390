"""Room B, `steamworks._abi`: the flat C functions of Steam that this package calls, in one table.

May import: the standard library only. `build_native.py` reads this file by its path to make the
compiled module, and the contract tests read it to compare every row with Valve's own description,
so this is the only place where a signature is written down.

Types are spelled as Steam's headers spell them; `TYPES` says what they are in C. A function of an
interface takes that interface's pointer first, which the row does not repeat.
"""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """One flat function: what Valve's headers call it, and whether we can do without it.

    `interface` is None for the functions that work on the whole connection. `until` names the last
    SDK that exports the function when newer ones dropped it; such a function is never required.
    """

    name: str
    returns: str
    parameters: tuple[tuple[str, str], ...] = ()
    interface: str | None = None
    required: bool = True
    until: str | None = None


TYPES: dict[str, str] = {
    "int32": "int32_t",
    "uint32": "uint32_t",
    "uint8": "uint8_t",
    "CSteamID": "uint64_t",  # the flat functions pass the 64 bits, not the class
    "SteamAPICall_t": "uint64_t",
    "SteamLeaderboard_t": "uint64_t",
    "SteamLeaderboardEntries_t": "uint64_t",
    "AppId_t": "uint32_t",
    "HAuthTicket": "uint32_t",
    "HSteamPipe": "int32_t",
    "HSteamUser": "int32_t",
    "ESteamAPIInitResult": "int",
    "EActivateGameOverlayToWebPageMode": "int",
    "EFriendRelationship": "int",
    "ELeaderboardDataRequest": "int",
    "ELeaderboardDisplayType": "int",
    "ELeaderboardSortMethod": "int",
    "ELeaderboardUploadScoreMethod": "int",
    "ENotificationPosition": "int",
    "EOverlayToStoreFlag": "int",
    "EPersonaState": "int",
    "LeaderboardEntry_t": "void",  # `layouts` says what is in it
    "SteamNetworkingIdentity": "void",  # only ever NULL
}
"""Steam's type names in the table below, and the C types they stand for."""

MESSAGES_SIZE = 64 * 1024
"""Bytes for the callbacks that one pump copies; Steam's largest callback has about ten thousand."""

ACCESSORS: dict[str, tuple[str, ...]] = {
    "ISteamUser": ("SteamAPI_SteamUser_v023",),
    "ISteamUtils": ("SteamAPI_SteamUtils_v011", "SteamAPI_SteamUtils_v010"),
    "ISteamApps": ("SteamAPI_SteamApps_v009", "SteamAPI_SteamApps_v008"),
    "ISteamUserStats": ("SteamAPI_SteamUserStats_v013", "SteamAPI_SteamUserStats_v012"),
    "ISteamFriends": ("SteamAPI_SteamFriends_v018", "SteamAPI_SteamFriends_v017"),
}
"""The accessors of each interface in SDK 1.59 to 1.65, newest first; the first found is used."""

_NAME = ("const char *", "pchName")
_USER = ("CSteamID", "steamIDUser")
_FRIEND = ("CSteamID", "steamIDFriend")
_BOARD = ("SteamLeaderboard_t", "hSteamLeaderboard")
_STATS = "ISteamUserStats"
_FRIENDS = "ISteamFriends"

FUNCTIONS: tuple[Function, ...] = (
    # --- the connection (steam_api.h) -----------------------------------------------------------
    Function("SteamAPI_InitFlat", "ESteamAPIInitResult", (("char *", "pOutErrMsg"),)),
    Function("SteamAPI_Shutdown", "void"),
    Function("SteamAPI_GetHSteamPipe", "HSteamPipe"),
    Function("SteamAPI_GetHSteamUser", "HSteamUser"),
    Function("SteamAPI_RestartAppIfNecessary", "bool", (("uint32", "unOwnAppID"),), required=False),
    # --- manual dispatch ------------------------------------------------------------------------
    Function("SteamAPI_ManualDispatch_Init", "void"),
    Function("SteamAPI_ManualDispatch_RunFrame", "void", (("HSteamPipe", "hSteamPipe"),)),
    Function(
        "SteamAPI_ManualDispatch_GetNextCallback",
        "bool",
        (("HSteamPipe", "hSteamPipe"), ("CallbackMsg_t *", "pCallbackMsg")),
    ),
    Function("SteamAPI_ManualDispatch_FreeLastCallback", "void", (("HSteamPipe", "hSteamPipe"),)),
    Function(
        "SteamAPI_ManualDispatch_GetAPICallResult",
        "bool",
        (
            ("HSteamPipe", "hSteamPipe"),
            ("SteamAPICall_t", "hSteamAPICall"),
            ("void *", "pCallback"),
            ("int", "cubCallback"),
            ("int", "iCallbackExpected"),
            ("bool *", "pbFailed"),
        ),
    ),
    # --- who plays what -------------------------------------------------------------------------
    Function("SteamAPI_ISteamUser_GetSteamID", "CSteamID", (), "ISteamUser"),
    Function("SteamAPI_ISteamUtils_GetAppID", "uint32", (), "ISteamUtils"),
    Function("SteamAPI_ISteamUtils_IsOverlayEnabled", "bool", (), "ISteamUtils"),
    Function("SteamAPI_ISteamApps_GetAppOwner", "CSteamID", (), "ISteamApps"),
    # --- stats and achievements of the current user ---------------------------------------------
    Function("SteamAPI_ISteamUserStats_RequestCurrentStats", "bool", (), _STATS, False, "1.60"),
    Function(
        "SteamAPI_ISteamUserStats_GetStatInt32", "bool", (_NAME, ("int32 *", "pData")), _STATS
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetStatFloat", "bool", (_NAME, ("float *", "pData")), _STATS
    ),
    Function("SteamAPI_ISteamUserStats_SetStatInt32", "bool", (_NAME, ("int32", "nData")), _STATS),
    Function("SteamAPI_ISteamUserStats_SetStatFloat", "bool", (_NAME, ("float", "fData")), _STATS),
    Function(
        "SteamAPI_ISteamUserStats_UpdateAvgRateStat",
        "bool",
        (_NAME, ("float", "flCountThisSession"), ("double", "dSessionLength")),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetAchievement", "bool", (_NAME, ("bool *", "pbAchieved")), _STATS
    ),
    Function("SteamAPI_ISteamUserStats_SetAchievement", "bool", (_NAME,), _STATS),
    Function("SteamAPI_ISteamUserStats_ClearAchievement", "bool", (_NAME,), _STATS),
    Function(
        "SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime",
        "bool",
        (_NAME, ("bool *", "pbAchieved"), ("uint32 *", "punUnlockTime")),
        _STATS,
    ),
    Function("SteamAPI_ISteamUserStats_StoreStats", "bool", (), _STATS),
    Function("SteamAPI_ISteamUserStats_GetAchievementIcon", "int", (_NAME,), _STATS),
    Function(
        "SteamAPI_ISteamUserStats_GetAchievementDisplayAttribute",
        "const char *",
        (_NAME, ("const char *", "pchKey")),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_IndicateAchievementProgress",
        "bool",
        (_NAME, ("uint32", "nCurProgress"), ("uint32", "nMaxProgress")),
        _STATS,
    ),
    Function("SteamAPI_ISteamUserStats_GetNumAchievements", "uint32", (), _STATS),
    Function(
        "SteamAPI_ISteamUserStats_GetAchievementName",
        "const char *",
        (("uint32", "iAchievement"),),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_ResetAllStats", "bool", (("bool", "bAchievementsToo"),), _STATS
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetAchievementProgressLimitsInt32",
        "bool",
        (_NAME, ("int32 *", "pnMinProgress"), ("int32 *", "pnMaxProgress")),
        _STATS,
        False,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetAchievementProgressLimitsFloat",
        "bool",
        (_NAME, ("float *", "pfMinProgress"), ("float *", "pfMaxProgress")),
        _STATS,
        False,
    ),
    # --- stats and achievements of any user -----------------------------------------------------
    Function("SteamAPI_ISteamUserStats_RequestUserStats", "SteamAPICall_t", (_USER,), _STATS),
    Function(
        "SteamAPI_ISteamUserStats_GetUserStatInt32",
        "bool",
        (_USER, _NAME, ("int32 *", "pData")),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetUserStatFloat",
        "bool",
        (_USER, _NAME, ("float *", "pData")),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetUserAchievement",
        "bool",
        (_USER, _NAME, ("bool *", "pbAchieved")),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetUserAchievementAndUnlockTime",
        "bool",
        (_USER, _NAME, ("bool *", "pbAchieved"), ("uint32 *", "punUnlockTime")),
        _STATS,
    ),
    # --- leaderboards and players ---------------------------------------------------------------
    Function(
        "SteamAPI_ISteamUserStats_FindLeaderboard",
        "SteamAPICall_t",
        (("const char *", "pchLeaderboardName"),),
        _STATS,
    ),
    Function("SteamAPI_ISteamUserStats_GetLeaderboardName", "const char *", (_BOARD,), _STATS),
    Function("SteamAPI_ISteamUserStats_GetLeaderboardEntryCount", "int", (_BOARD,), _STATS),
    Function(
        "SteamAPI_ISteamUserStats_GetLeaderboardSortMethod",
        "ELeaderboardSortMethod",
        (_BOARD,),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetLeaderboardDisplayType",
        "ELeaderboardDisplayType",
        (_BOARD,),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_DownloadLeaderboardEntries",
        "SteamAPICall_t",
        (
            _BOARD,
            ("ELeaderboardDataRequest", "eLeaderboardDataRequest"),
            ("int", "nRangeStart"),
            ("int", "nRangeEnd"),
        ),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry",
        "bool",
        (
            ("SteamLeaderboardEntries_t", "hSteamLeaderboardEntries"),
            ("int", "index"),
            ("LeaderboardEntry_t *", "pLeaderboardEntry"),
            ("int32 *", "pDetails"),
            ("int", "cDetailsMax"),
        ),
        _STATS,
    ),
    Function(
        "SteamAPI_ISteamUserStats_UploadLeaderboardScore",
        "SteamAPICall_t",
        (
            _BOARD,
            ("ELeaderboardUploadScoreMethod", "eLeaderboardUploadScoreMethod"),
            ("int32", "nScore"),
            ("const int32 *", "pScoreDetails"),
            ("int", "cScoreDetailsCount"),
        ),
        _STATS,
    ),
    Function("SteamAPI_ISteamUserStats_GetNumberOfCurrentPlayers", "SteamAPICall_t", (), _STATS),
    # --- people ---------------------------------------------------------------------------------
    Function("SteamAPI_ISteamFriends_GetPersonaName", "const char *", (), _FRIENDS),
    Function("SteamAPI_ISteamFriends_GetPersonaState", "EPersonaState", (), _FRIENDS),
    Function(
        "SteamAPI_ISteamFriends_GetFriendRelationship",
        "EFriendRelationship",
        (_FRIEND,),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamFriends_GetFriendPersonaState",
        "EPersonaState",
        (_FRIEND,),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamFriends_GetFriendPersonaName",
        "const char *",
        (_FRIEND,),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamFriends_GetPlayerNickname",
        "const char *",
        (("CSteamID", "steamIDPlayer"),),
        _FRIENDS,
    ),
    Function("SteamAPI_ISteamFriends_GetFriendSteamLevel", "int", (_FRIEND,), _FRIENDS),
    Function(
        "SteamAPI_ISteamFriends_RequestUserInformation",
        "bool",
        (_USER, ("bool", "bRequireNameOnly")),
        _FRIENDS,
    ),
    Function("SteamAPI_ISteamFriends_GetSmallFriendAvatar", "int", (_FRIEND,), _FRIENDS),
    Function("SteamAPI_ISteamFriends_GetMediumFriendAvatar", "int", (_FRIEND,), _FRIENDS),
    Function("SteamAPI_ISteamFriends_GetLargeFriendAvatar", "int", (_FRIEND,), _FRIENDS),
    Function("SteamAPI_ISteamUser_GetPlayerSteamLevel", "int", (), "ISteamUser"),
    # --- images ---------------------------------------------------------------------------------
    Function(
        "SteamAPI_ISteamUtils_GetImageSize",
        "bool",
        (("int", "iImage"), ("uint32 *", "pnWidth"), ("uint32 *", "pnHeight")),
        "ISteamUtils",
    ),
    Function(
        "SteamAPI_ISteamUtils_GetImageRGBA",
        "bool",
        (("int", "iImage"), ("uint8 *", "pubDest"), ("int", "nDestBufferSize")),
        "ISteamUtils",
    ),
    # --- the overlay ----------------------------------------------------------------------------
    Function(
        "SteamAPI_ISteamFriends_ActivateGameOverlay",
        "void",
        (("const char *", "pchDialog"),),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamFriends_ActivateGameOverlayToUser",
        "void",
        (("const char *", "pchDialog"), ("CSteamID", "steamID")),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamFriends_ActivateGameOverlayToWebPage",
        "void",
        (("const char *", "pchURL"), ("EActivateGameOverlayToWebPageMode", "eMode")),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamFriends_ActivateGameOverlayToStore",
        "void",
        (("AppId_t", "nAppID"), ("EOverlayToStoreFlag", "eFlag")),
        _FRIENDS,
    ),
    Function(
        "SteamAPI_ISteamUtils_SetOverlayNotificationPosition",
        "void",
        (("ENotificationPosition", "eNotificationPosition"),),
        "ISteamUtils",
    ),
    # --- what the user owns, and tickets --------------------------------------------------------
    Function("SteamAPI_ISteamApps_BIsDlcInstalled", "bool", (("AppId_t", "appID"),), "ISteamApps"),
    Function(
        "SteamAPI_ISteamUser_GetAuthSessionTicket",
        "HAuthTicket",
        (
            ("void *", "pTicket"),
            ("int", "cbMaxTicket"),
            ("uint32 *", "pcbTicket"),
            ("const SteamNetworkingIdentity *", "pSteamNetworkingIdentity"),
        ),
        "ISteamUser",
    ),
    Function(
        "SteamAPI_ISteamUser_CancelAuthTicket",
        "void",
        (("HAuthTicket", "hAuthTicket"),),
        "ISteamUser",
    ),
)
"""Every function that this package may call. One that is not required may be absent from a library;
whoever calls it asks first, or gets a `FunctionMissing`."""
