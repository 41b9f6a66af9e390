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
    "CSteamID": "uint64_t",  # the flat functions pass the 64 bits, not the class
    "SteamAPICall_t": "uint64_t",
    "HSteamPipe": "int32_t",
    "HSteamUser": "int32_t",
    "ESteamAPIInitResult": "int",
}
"""Steam's type names in the table below, and the C types they stand for."""

MESSAGES_SIZE = 64 * 1024
"""Bytes for the callbacks that one pump copies; Steam's largest callback has about ten thousand."""

ACCESSORS: dict[str, tuple[str, ...]] = {
    "ISteamUser": ("SteamAPI_SteamUser_v023",),
    "ISteamUtils": ("SteamAPI_SteamUtils_v011", "SteamAPI_SteamUtils_v010"),
    "ISteamApps": ("SteamAPI_SteamApps_v009", "SteamAPI_SteamApps_v008"),
    "ISteamUserStats": ("SteamAPI_SteamUserStats_v013", "SteamAPI_SteamUserStats_v012"),
}
"""The accessors of each interface in SDK 1.59 to 1.65, newest first; the first found is used."""

_NAME = ("const char *", "pchName")
_USER = ("CSteamID", "steamIDUser")
_STATS = "ISteamUserStats"

FUNCTIONS: tuple[Function, ...] = (
    # --- the connection (steam_api.h) -----------------------------------------------------------
    Function("SteamAPI_InitFlat", "ESteamAPIInitResult", (("char *", "pOutErrMsg"),)),
    Function("SteamAPI_Shutdown", "void"),
    Function("SteamAPI_GetHSteamPipe", "HSteamPipe"),
    Function("SteamAPI_GetHSteamUser", "HSteamUser"),
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
    Function("SteamAPI_ISteamUserStats_GetAchievementIcon", "int", (_NAME,), _STATS, False),
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
)
"""Every function that this package may call. One that is not required may be absent from a library;
whoever calls it asks first, or gets a `FunctionMissing`."""
