"""Room B, `steamworks`: what Steam reports, one frozen dataclass per callback.

May import: `enums`, `steam_id`. The fields are Steam's, in the order of the struct,
in this package's names. `EVENTS` joins each class with the number of its callback.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from .enums import CallbackId, ResultCode
from .steam_id import SteamId


@dataclass(frozen=True, slots=True)
class Event:
    """The base of all events."""


@dataclass(frozen=True, slots=True)
class IPCFailed(Event):
    """The connection to the Steam client broke (IPCFailure_t). Nothing will work from here on."""

    failure: int


@dataclass(frozen=True, slots=True)
class SteamShutdown(Event):
    """Steam wants to end, and the game should too (SteamShutdown_t)."""


@dataclass(frozen=True, slots=True)
class MicrotransactionAuthorized(Event):
    """The user approved or declined a purchase (MicroTxnAuthorizationResponse_t)."""

    app_id: int
    order_id: int
    authorized: bool


@dataclass(frozen=True, slots=True)
class AuthSessionTicketReady(Event):
    """A ticket can be used, or could not be had (GetAuthSessionTicketResponse_t)."""

    ticket: int
    result: ResultCode


@dataclass(frozen=True, slots=True)
class PersonaChanged(Event):
    """Something is known of a user, or changed (PersonaStateChange_t).

    `changes` has the bits of `PersonaChange`, and those of a newer Steam.
    """

    user: SteamId
    changes: int


@dataclass(frozen=True, slots=True)
class OverlayActivated(Event):
    """The overlay opened or closed (GameOverlayActivated_t).

    `process` is the ID of the process that draws the overlay.
    """

    active: bool
    user_initiated: bool
    app_id: int
    process: int


@dataclass(frozen=True, slots=True)
class AvatarImageLoaded(Event):
    """A user's large avatar was loaded (AvatarImageLoaded_t). Width and height are in pixels."""

    user: SteamId
    image: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class UserStatsReceived(Event):
    """Steam has tried to fetch one user's stats and achievements (UserStatsReceived_t)."""

    game_id: int
    result: ResultCode
    user: SteamId


@dataclass(frozen=True, slots=True)
class UserStatsStored(Event):
    """Steam has tried to store the current user's stats and achievements (UserStatsStored_t).

    A result of `INVALID_PARAM` means that values broke a constraint and were put back.
    """

    game_id: int
    result: ResultCode


@dataclass(frozen=True, slots=True)
class UserAchievementStored(Event):
    """An achievement was unlocked and stored, or its progress shown (UserAchievementStored_t).

    Both progress numbers are 0 when it was unlocked.
    """

    game_id: int
    is_group: bool
    name: str
    current_progress: int
    max_progress: int


@dataclass(frozen=True, slots=True)
class LeaderboardFound(Event):
    """Steam has looked for a leaderboard by its name (LeaderboardFindResult_t)."""

    leaderboard: int
    found: bool


@dataclass(frozen=True, slots=True)
class LeaderboardScoresDownloaded(Event):
    """Rows of a leaderboard are here, and can be read (LeaderboardScoresDownloaded_t).

    `entries` is the handle to read them by, `count` how many there are.
    """

    leaderboard: int
    entries: int
    count: int


@dataclass(frozen=True, slots=True)
class LeaderboardScoreUploaded(Event):
    """Steam has tried to take a score (LeaderboardScoreUploaded_t). A rank of 0 is none."""

    success: bool
    leaderboard: int
    score: int
    score_changed: bool
    rank: int
    previous_rank: int


@dataclass(frozen=True, slots=True)
class PlayersCounted(Event):
    """Steam has tried to count who plays the app now (NumberOfCurrentPlayers_t)."""

    success: bool
    count: int


@dataclass(frozen=True, slots=True)
class UserStatsUnloaded(Event):
    """Steam dropped a user's stats from its cache (UserStatsUnloaded_t)."""

    user: SteamId


@dataclass(frozen=True, slots=True)
class UserAchievementIconFetched(Event):
    """An achievement's icon was loaded (UserAchievementIconFetched_t). Handle 0: it has none."""

    game_id: int
    name: str
    unlocked: bool
    icon: int


EVENTS: dict[int, type[Event]] = {
    CallbackId.IPC_FAILURE: IPCFailed,
    CallbackId.MICROTRANSACTION_AUTHORIZED: MicrotransactionAuthorized,
    CallbackId.AUTH_SESSION_TICKET_READY: AuthSessionTicketReady,
    CallbackId.PERSONA_CHANGED: PersonaChanged,
    CallbackId.OVERLAY_ACTIVATED: OverlayActivated,
    CallbackId.AVATAR_IMAGE_LOADED: AvatarImageLoaded,
    CallbackId.STEAM_SHUTDOWN: SteamShutdown,
    CallbackId.USER_STATS_RECEIVED: UserStatsReceived,
    CallbackId.USER_STATS_STORED: UserStatsStored,
    CallbackId.USER_ACHIEVEMENT_STORED: UserAchievementStored,
    CallbackId.LEADERBOARD_FOUND: LeaderboardFound,
    CallbackId.LEADERBOARD_SCORES_DOWNLOADED: LeaderboardScoresDownloaded,
    CallbackId.LEADERBOARD_SCORE_UPLOADED: LeaderboardScoreUploaded,
    CallbackId.PLAYERS_COUNTED: PlayersCounted,
    CallbackId.USER_STATS_UNLOADED: UserStatsUnloaded,
    CallbackId.USER_ACHIEVEMENT_ICON_FETCHED: UserAchievementIconFetched,
}
"""The event of each callback number."""

CALLBACKS: dict[type[Event], int] = {event: number for number, event in EVENTS.items()}
"""The callback number of each event."""


_KNOWN_RESULTS = ResultCode._value2member_map_


def _result(value: int) -> object:
    known = _KNOWN_RESULTS.get(value)
    return ResultCode(value) if known is None else known


def _text(value: bytes) -> str:
    return value.partition(b"\0")[0].decode("utf-8", "replace")


_CONVERSIONS: dict[str, Callable[[Any], object]] = {
    "ResultCode": _result,
    "str": _text,
    "bool": bool,
}


def maker(event: type[Event]) -> Callable[[tuple[Any, ...]], Event]:
    """A function that makes this event from the decoded fields of its struct.

    Like the constructor of a dataclass it is written out for the class; unlike that of a frozen one
    it fills the slots directly, which takes half the time, and this runs for every event.
    """
    names = [field.name for field in fields(event)]
    scope: dict[str, Any] = {"new": event.__new__, "event": event}
    lines = ["def make(values):", " made = new(event)"]
    if names:
        lines.append(f" {', '.join(names)}, = values")
    for field in fields(event):
        scope[f"set_{field.name}"] = event.__dict__[field.name].__set__
        convert = _CONVERSIONS.get(str(field.type))
        scope[f"convert_{field.name}"] = convert
        value = f"convert_{field.name}({field.name})" if convert else field.name
        lines.append(f" set_{field.name}(made, {value})")
    lines.append(" return made")
    exec("\n".join(lines), scope)
    make: Callable[[tuple[Any, ...]], Event] = scope["make"]
    return make
