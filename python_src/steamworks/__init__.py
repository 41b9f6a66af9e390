"""A Steam client for Python: achievements and stats, on Valve's library or one like it.

Room B of the project: plain Python, which knows nothing of Godot. There are two ways in.

- `connect` gives a `Steamworks`, the façade with the documented names (`requestUserProgress`,
  `addEventListener`, ...), which logs what goes wrong and never raises into a game.
- `Client` is the typed client below it: `snake_case`, dataclasses, enums, exceptions.

Either way somebody has to call `pump()` once per frame: that is when events come.
"""

from __future__ import annotations

from .api import Steamworks, connect
from .client import Client
from .dispatch import CallResult, CallState, Subscription
from .enums import CallbackId, InitResult, ResultCode
from .errors import (
    AlreadyConnected,
    AppIdMissing,
    CallError,
    CallFailed,
    ClientTooOld,
    FunctionMissing,
    InitError,
    IOFailure,
    LayoutMismatch,
    LibraryDamaged,
    LibraryDependencyMissing,
    LibraryError,
    LibraryMissing,
    LibraryWrongArchitecture,
    NotConnected,
    NotLoggedIn,
    SteamError,
    SteamNotInstalled,
    SteamNotRunning,
    VersionMismatch,
    WrongThread,
)
from .events import (
    Event,
    IPCFailed,
    SteamShutdown,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from .finding import find_library
from .listeners import EventDict, ListenerAdapter, PythonListeners
from .log import Log, StandardLog
from .steam_id import AppId, SteamId, is_user, parse_app, parse_user
from .user_stats import Achievement, UserStats

__all__ = [
    "Achievement",
    "AlreadyConnected",
    "AppId",
    "AppIdMissing",
    "CallError",
    "CallFailed",
    "CallResult",
    "CallState",
    "CallbackId",
    "Client",
    "ClientTooOld",
    "Event",
    "EventDict",
    "FunctionMissing",
    "IOFailure",
    "IPCFailed",
    "InitError",
    "InitResult",
    "LayoutMismatch",
    "LibraryDamaged",
    "LibraryDependencyMissing",
    "LibraryError",
    "LibraryMissing",
    "LibraryWrongArchitecture",
    "ListenerAdapter",
    "Log",
    "NotConnected",
    "NotLoggedIn",
    "PythonListeners",
    "ResultCode",
    "StandardLog",
    "SteamError",
    "SteamId",
    "SteamNotInstalled",
    "SteamNotRunning",
    "SteamShutdown",
    "Steamworks",
    "Subscription",
    "UserAchievementIconFetched",
    "UserAchievementStored",
    "UserStats",
    "UserStatsReceived",
    "UserStatsStored",
    "UserStatsUnloaded",
    "VersionMismatch",
    "WrongThread",
    "connect",
    "find_library",
    "is_user",
    "parse_app",
    "parse_user",
]
