"""A Steam client for Python, on Valve's library or one like it.

Room B of the project: plain Python, which knows nothing of Godot. There are two ways in.

- `connect` gives a `Steamworks`, the façade with the documented names (`requestUserProgress`,
  `addEventListener`, ...), which logs what goes wrong and never raises into a game.
- `Client` is the typed client below it: `snake_case`, dataclasses, enums, exceptions.

Either way somebody has to call `pump()` once per frame: that is when events come.
"""

from __future__ import annotations

from .api import Steamworks, connect
from .apps import Apps
from .auth import Auth, Ticket
from .client import Client
from .connecting import restart_app_if_necessary
from .dispatch import CallResult, CallState, Subscription
from .enums import (
    CallbackId,
    FriendRelationship,
    InitResult,
    LeaderboardDataRequest,
    LeaderboardDisplayType,
    LeaderboardSortMethod,
    LeaderboardUploadScoreMethod,
    NotificationPosition,
    OverlayToStoreFlag,
    PersonaChange,
    PersonaState,
    ResultCode,
    WebPageMode,
)
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
    LeaderboardNotFound,
    LibraryDamaged,
    LibraryDependencyMissing,
    LibraryError,
    LibraryMissing,
    LibraryWrongArchitecture,
    NotConnected,
    NotLoggedIn,
    RequestNotSent,
    RequestPending,
    SteamError,
    SteamNotInstalled,
    SteamNotRunning,
    VersionMismatch,
    WrongThread,
)
from .events import (
    AuthSessionTicketReady,
    AvatarImageLoaded,
    Event,
    IPCFailed,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    MicrotransactionAuthorized,
    OverlayActivated,
    PersonaChanged,
    PlayersCounted,
    SteamShutdown,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from .finding import find_library
from .friends import AVATAR_LOADING, AvatarSize, Friends
from .images import Image, Images
from .leaderboards import LeaderboardEntry, LeaderboardHandle, LeaderboardInfo, Leaderboards
from .listeners import EventDict, ListenerAdapter, PythonListeners
from .log import Log, StandardLog
from .overlay import Overlay
from .pictures import ImageRect, Pictures, PythonPictures
from .request import Request
from .steam_id import AppId, SteamId, is_user, parse_app, parse_user
from .user_stats import Achievement, UserStats

__all__ = [
    "AVATAR_LOADING",
    "Achievement",
    "AlreadyConnected",
    "AppId",
    "AppIdMissing",
    "Apps",
    "Auth",
    "AuthSessionTicketReady",
    "AvatarImageLoaded",
    "AvatarSize",
    "CallError",
    "CallFailed",
    "CallResult",
    "CallState",
    "CallbackId",
    "Client",
    "ClientTooOld",
    "Event",
    "EventDict",
    "FriendRelationship",
    "Friends",
    "FunctionMissing",
    "IOFailure",
    "IPCFailed",
    "Image",
    "ImageRect",
    "Images",
    "InitError",
    "InitResult",
    "LayoutMismatch",
    "LeaderboardDataRequest",
    "LeaderboardDisplayType",
    "LeaderboardEntry",
    "LeaderboardFound",
    "LeaderboardHandle",
    "LeaderboardInfo",
    "LeaderboardNotFound",
    "LeaderboardScoreUploaded",
    "LeaderboardScoresDownloaded",
    "LeaderboardSortMethod",
    "LeaderboardUploadScoreMethod",
    "Leaderboards",
    "LibraryDamaged",
    "LibraryDependencyMissing",
    "LibraryError",
    "LibraryMissing",
    "LibraryWrongArchitecture",
    "ListenerAdapter",
    "Log",
    "MicrotransactionAuthorized",
    "NotConnected",
    "NotLoggedIn",
    "NotificationPosition",
    "Overlay",
    "OverlayActivated",
    "OverlayToStoreFlag",
    "PersonaChange",
    "PersonaChanged",
    "PersonaState",
    "Pictures",
    "PlayersCounted",
    "PythonListeners",
    "PythonPictures",
    "Request",
    "RequestNotSent",
    "RequestPending",
    "ResultCode",
    "StandardLog",
    "SteamError",
    "SteamId",
    "SteamNotInstalled",
    "SteamNotRunning",
    "SteamShutdown",
    "Steamworks",
    "Subscription",
    "Ticket",
    "UserAchievementIconFetched",
    "UserAchievementStored",
    "UserStats",
    "UserStatsReceived",
    "UserStatsStored",
    "UserStatsUnloaded",
    "VersionMismatch",
    "WebPageMode",
    "WrongThread",
    "connect",
    "find_library",
    "is_user",
    "parse_app",
    "parse_user",
    "restart_app_if_necessary",
]
