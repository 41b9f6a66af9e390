"""Room C, ``offline_steam``: what an app is made of: achievements, stats, users, DLC.

Imports the standard library and ``results``. Values only; ``definition_reader`` makes them from
TOML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from offline_steam.leaderboard import Leaderboard
from offline_steam.results import PersonaState, Relationship

FIRST_ACCOUNT = 0x0110000100000000
"""The Steam ID of account 0 (public universe, individual, desktop instance)."""


def is_user_id(steam_id: int) -> bool:
    """Whether a 64-bit number is the Steam ID of an individual user, known or not."""
    # Universe, individual account, an account number: what is left of 64 bits is instance.
    universe, kind = steam_id >> 56, steam_id >> 52 & 0xF
    return 1 <= universe <= 4 and kind == 1 and steam_id & 0xFFFFFFFF != 0


class StatKind(Enum):
    """The three kinds of stats that Steam has."""

    INT = "int"
    FLOAT = "float"
    AVERAGE_RATE = "average_rate"


@dataclass(frozen=True, slots=True)
class StatValue:
    """A stat of one user.

    Attributes:
        value: int for ``StatKind.INT``, otherwise float (of 32 bits).
        seconds: for an average rate, the playing time that it covers, at most the stat's window.
    """

    value: int | float
    seconds: float = 0.0


@dataclass(frozen=True)
class Stat:
    """A stat's definition.

    Attributes:
        name: the API name.
        kind: int, float or average rate.
        default: the value of a new user.
        minimum: the least value that the server takes, or None.
        maximum: the greatest value that the server takes, or None.
        increment_only: whether the server refuses a smaller value than it has.
        max_change: the greatest difference to the server's value in one store, or None.
        window: for an average rate, the seconds of play that it looks back on.
        title: for people, by language.
    """

    name: str
    kind: StatKind
    default: int | float = 0
    minimum: int | float | None = None
    maximum: int | float | None = None
    increment_only: bool = False
    max_change: int | float | None = None
    window: float = 0.0
    title: Mapping[str, str] = field(default_factory=dict)

    @property
    def initial(self) -> StatValue:
        """The value of a user who has none."""
        return StatValue(self.default)


@dataclass(frozen=True)
class ProgressStat:
    """The stat that drives an achievement, which unlocks when the stat reaches ``maximum``."""

    stat: str
    minimum: int | float
    maximum: int | float


@dataclass(frozen=True)
class Icon:
    """An achievement's icon, drawn by ``icons``.

    Attributes:
        shape: one of ``icons.SHAPES``.
        color: red, green, blue, 0 to 255, of the unlocked state; the locked one is grey.
    """

    shape: str
    color: tuple[int, int, int]


@dataclass(frozen=True)
class Achievement:
    """An achievement's definition.

    Attributes:
        name: the API name.
        title: the display name by language.
        description: the display text by language.
        hidden: whether Steam hides it from players until it is unlocked.
        icon: its icon, or None for an achievement without one.
        progress: the stat that unlocks it, or None.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    hidden: bool = False
    icon: Icon | None = None
    progress: ProgressStat | None = None


NO_AVATAR = "none"
"""Instead of a shape: a user without an avatar."""


@dataclass(frozen=True)
class Avatar:
    """A user's picture, drawn by ``portraits``.

    Attributes:
        shape: one of ``portraits.SHAPES``, ``NO_AVATAR``, or None: as the Steam ID decides.
        color: red, green, blue, 0 to 255, or None: as the Steam ID decides.
    """

    shape: str | None = None
    color: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class User:
    """A user that this runtime knows.

    Attributes:
        steam_id: 64 bits.
        name: the persona name.
        nickname: the one that the current user gave, or empty.
        state: online, away, ...
        relationship: to the current user.
        level: the Steam level.
        avatar: the picture.
        stats: values this user starts with, by stat.
        achievements: unlock time in Unix seconds by achievement, of those this user starts with.
    """

    steam_id: int
    name: str
    nickname: str = ""
    state: PersonaState = PersonaState.ONLINE
    relationship: Relationship = Relationship.FRIEND
    level: int = 0
    avatar: Avatar = Avatar()
    stats: Mapping[str, StatValue] = field(default_factory=dict)
    achievements: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Dlc:
    """Downloadable content of the app."""

    app_id: int
    name: str
    installed: bool = True


@dataclass(frozen=True)
class Simulation:
    """How the simulated Steam behaves.

    Attributes:
        latency: frames from a request to its answer; 0 answers at once.
        plain_user_stats_received: whether the answer of ``RequestUserStats`` is posted as a plain
            callback too, besides the call result.
        loaded_users: how many other users' stats are kept before the oldest are unloaded.
        overlay_frames: frames after which the overlay closes of itself; 0: it stays.
    """

    latency: int = 3
    plain_user_stats_received: bool = True
    loaded_users: int = 256
    overlay_frames: int = 120


@dataclass(frozen=True)
class AppDefinition:
    """One app, as read from one TOML file.

    Attributes:
        source: the file.
        owner: who bought it, 0 for the current user.
        player_count: how many play it now.
        builtin: whether it stands in for an app without a definition.
    """

    source: str
    app_id: int
    name: str
    languages: tuple[str, ...]
    achievements: tuple[Achievement, ...]
    stats: tuple[Stat, ...]
    users: tuple[User, ...]
    current_user: int
    owner: int
    dlc: tuple[Dlc, ...] = ()
    simulation: Simulation = field(default_factory=Simulation)
    builtin: bool = False
    player_count: int = 1
    leaderboards: tuple[Leaderboard, ...] = ()

    @cached_property
    def achievement_by_name(self) -> Mapping[str, Achievement]:
        """Achievements by API name."""
        return {achievement.name: achievement for achievement in self.achievements}

    @cached_property
    def stat_by_name(self) -> Mapping[str, Stat]:
        """Stats by API name."""
        return {stat.name: stat for stat in self.stats}

    @cached_property
    def leaderboard_by_name(self) -> Mapping[str, Leaderboard]:
        """Leaderboards by API name."""
        return {board.name: board for board in self.leaderboards}

    @cached_property
    def user_by_id(self) -> Mapping[int, User]:
        """Users by Steam ID."""
        return {user.steam_id: user for user in self.users}


def localized(texts: Mapping[str, str], language: str) -> str:
    """The text in ``language``, else in English, else in the first language there is."""
    if not texts:
        return ""
    return texts.get(language) or texts.get("english") or next(iter(texts.values()))
