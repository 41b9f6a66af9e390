"""Room B, `steamworks`: achievements and stats (ISteamUserStats), of the current and other users.

May import: `_abi`, `dispatch`, `errors`, `events`, `steam_id`, `values`. Setters change Steam's
local copy only: call `store` to have the values kept, and then not more often than every few
seconds, because Steam limits its rate. Names are those of the app's configuration, at most 127
bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ._abi.library import Library, ffi
from .dispatch import CallResult, Dispatcher
from .errors import CallError, CallFailed, IOFailure
from .events import PlayersCounted, UserStatsReceived
from .steam_id import SteamId, shown
from .values import (
    INT32_MAX,
    INT32_MIN,
    NAME_LIMIT,
    UINT32_MAX,
    check_whole,
    encode_name,
    finite,
    text,
    user_bits,
)


class Achievement(NamedTuple):
    """An achievement as one user has it. `unlock_time` is in Unix seconds, None while locked.

    A tuple, because games read whole lists of them in one frame, and a dataclass takes four times
    as long to make.
    """

    name: str
    localized_name: str
    localized_description: str
    hidden: bool
    unlocked: bool
    unlock_time: int | None


class UserStats:
    """The achievements and stats of one connection. `user` None means the current user.

    Every method raises `NotConnected` after the connection was closed, `WrongThread` on another
    thread, and `TypeError` or `ValueError` for arguments that can never be right.
    """

    def __init__(self, library: Library, dispatcher: Dispatcher, check: Callable[[], None]) -> None:
        self._library = library
        self._calls = library.calls
        self._pointer = library.pointer
        self._dispatcher = dispatcher
        self._check = check
        self._names: tuple[str, ...] = ()
        self._texts: dict[str, tuple[bytes, str, str, bool]] = {}
        self._bool = ffi.new("bool *")
        self._uint32 = ffi.new("uint32_t *")
        self._int32 = ffi.new("int32_t[2]")
        self._float = ffi.new("float[2]")

    # --- achievements ---------------------------------------------------------------------------

    def achievement_names(self) -> tuple[str, ...]:
        """The names of all achievements of the app, in Steam's order.

        They stay the same while a program runs, so Steam is asked until it has some.
        """
        self._check()
        if not self._names:
            self._names = self._read_names()
        return self._names

    def _read_names(self) -> tuple[str, ...]:
        calls, pointer = self._calls, self._pointer
        count = calls.SteamAPI_ISteamUserStats_GetNumAchievements(pointer)
        size = count * (NAME_LIMIT + 1)
        while True:
            names = ffi.new("char[]", size)
            needed = calls.steam_library_achievement_names(pointer, count, names, size)
            if needed <= size:
                joined = bytes(ffi.buffer(names, needed)).decode("utf-8", "replace")
                return tuple(joined.split("\0")[:-1])
            size = needed

    def achievement(self, name: str, user: SteamId | None = None) -> Achievement | None:
        """What a user has of this achievement; None for an unknown one, or a user not loaded."""
        self._check()
        # A name whose texts were read needs no second check.
        texts = self._texts.get(name) if isinstance(name, str) else None
        encoded = encode_name(name, "achievement name") if texts is None else texts[0]
        unlocked, when, calls = self._bool, self._uint32, self._calls
        if user is None:
            known = calls.SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime(
                self._pointer, encoded, unlocked, when
            )
        else:
            known = calls.SteamAPI_ISteamUserStats_GetUserAchievementAndUnlockTime(
                self._pointer, user_bits(user), encoded, unlocked, when
            )
        if not known:
            return None
        is_unlocked = unlocked[0]
        _, localized_name, description, hidden = texts or self._read_texts(name, encoded)
        return Achievement(
            name,
            localized_name,
            description,
            hidden,
            is_unlocked,
            when[0] if is_unlocked else None,
        )

    def _read_texts(self, name: str, encoded: bytes) -> tuple[bytes, str, str, bool]:
        """The texts of an achievement; kept, because they stay the same while a program runs."""
        texts = (
            encoded,
            self._attribute(encoded, b"name"),
            self._attribute(encoded, b"desc"),
            self._attribute(encoded, b"hidden") == "1",
        )
        if texts[1]:  # else Steam may not have loaded them yet
            self._texts[name] = texts
        return texts

    def is_unlocked(self, name: str, user: SteamId | None = None) -> bool | None:
        """Whether a user has this achievement; None for an unknown one, or a user not loaded."""
        encoded = self._encoded(name, "achievement name")
        if user is None:
            known = self._calls.SteamAPI_ISteamUserStats_GetAchievement(
                self._pointer, encoded, self._bool
            )
        else:
            known = self._calls.SteamAPI_ISteamUserStats_GetUserAchievement(
                self._pointer, user_bits(user), encoded, self._bool
            )
        return bool(self._bool[0]) if known else None

    def unlock(self, name: str) -> None:
        """Unlocks an achievement of the current user; you must `store` afterwards.

        Raises:
            CallFailed: there is no such achievement.
        """
        encoded = self._encoded(name, "achievement name")
        if not self._calls.SteamAPI_ISteamUserStats_SetAchievement(self._pointer, encoded):
            raise CallFailed(f"Steam did not unlock the achievement {shown(name)}")

    def lock(self, name: str) -> None:
        """Takes an achievement back (ClearAchievement), for tests; you must `store` afterwards.

        Raises:
            CallFailed: there is no such achievement.
        """
        encoded = self._encoded(name, "achievement name")
        if not self._calls.SteamAPI_ISteamUserStats_ClearAchievement(self._pointer, encoded):
            raise CallFailed(f"Steam did not lock the achievement {shown(name)}")

    def indicate_progress(self, name: str, current: int, maximum: int) -> None:
        """Shows the player how far an achievement is. Steam does not remember it.

        Both numbers are from 0 to 2**32 - 1, `current` below `maximum`.

        Raises:
            CallFailed: no such achievement, it is unlocked already, or the numbers do not fit.
        """
        encoded = self._encoded(name, "achievement name")
        check_whole(current, 0, UINT32_MAX, "current progress")
        check_whole(maximum, 0, UINT32_MAX, "maximum progress")
        if not self._calls.SteamAPI_ISteamUserStats_IndicateAchievementProgress(
            self._pointer, encoded, current, maximum
        ):
            raise CallFailed(
                f"Steam did not show progress {current} of {maximum} for {shown(name)}"
            )

    def progress_limits(self, name: str) -> tuple[int, int] | tuple[float, float] | None:
        """Minimum and maximum of the stat behind an achievement; None when it has no such stat.

        Raises:
            FunctionMissing: the library has no such function.
        """
        encoded = self._encoded(name, "achievement name")
        self._library.require("SteamAPI_ISteamUserStats_GetAchievementProgressLimitsInt32")
        self._library.require("SteamAPI_ISteamUserStats_GetAchievementProgressLimitsFloat")
        calls, whole, real = self._calls, self._int32, self._float
        if calls.SteamAPI_ISteamUserStats_GetAchievementProgressLimitsInt32(
            self._pointer, encoded, whole, whole + 1
        ):
            return int(whole[0]), int(whole[1])
        if calls.SteamAPI_ISteamUserStats_GetAchievementProgressLimitsFloat(
            self._pointer, encoded, real, real + 1
        ):
            return float(real[0]), float(real[1])
        return None

    def icon(self, name: str) -> int:
        """The image handle of an achievement's icon in its present state, locked or unlocked.

        0 while it is loading (`UserAchievementIconFetched` follows) and when it has none.
        """
        encoded = self._encoded(name, "achievement name")
        return int(self._calls.SteamAPI_ISteamUserStats_GetAchievementIcon(self._pointer, encoded))

    # --- stats ----------------------------------------------------------------------------------

    def stat_int(self, name: str, user: SteamId | None = None) -> int | None:
        """An int stat; None when there is none of that name and type, or the user is not loaded."""
        encoded = self._encoded(name, "stat name")
        if user is None:
            known = self._calls.SteamAPI_ISteamUserStats_GetStatInt32(
                self._pointer, encoded, self._int32
            )
        else:
            known = self._calls.SteamAPI_ISteamUserStats_GetUserStatInt32(
                self._pointer, user_bits(user), encoded, self._int32
            )
        return int(self._int32[0]) if known else None

    def stat_float(self, name: str, user: SteamId | None = None) -> float | None:
        """A float or average-rate stat; None as for `stat_int`. It has the precision of 32 bits."""
        encoded = self._encoded(name, "stat name")
        if user is None:
            known = self._calls.SteamAPI_ISteamUserStats_GetStatFloat(
                self._pointer, encoded, self._float
            )
        else:
            known = self._calls.SteamAPI_ISteamUserStats_GetUserStatFloat(
                self._pointer, user_bits(user), encoded, self._float
            )
        return float(self._float[0]) if known else None

    def set_stat_int(self, name: str, value: int) -> None:
        """Sets an int stat, from -2**31 to 2**31 - 1; you must `store` afterwards.

        Raises:
            CallFailed: there is no int stat of that name.
        """
        encoded = self._encoded(name, "stat name")
        check_whole(value, INT32_MIN, INT32_MAX, "value")
        if not self._calls.SteamAPI_ISteamUserStats_SetStatInt32(self._pointer, encoded, value):
            raise CallFailed(f"Steam did not set the int stat {shown(name)} to {value}")

    def set_stat_float(self, name: str, value: float) -> None:
        """Sets a float stat, finite in 32 bits; you must `store` afterwards.

        Raises:
            CallFailed: there is no float stat of that name.
        """
        encoded = self._encoded(name, "stat name")
        number = finite(value, "value")
        if not self._calls.SteamAPI_ISteamUserStats_SetStatFloat(self._pointer, encoded, number):
            raise CallFailed(f"Steam did not set the float stat {shown(name)} to {value}")

    def update_average_rate(self, name: str, count: float, session_seconds: float) -> None:
        """Adds what happened in a session to an average-rate stat; you must `store` afterwards.

        `count` is what was counted since the last update, `session_seconds` (> 0) in what time.

        Raises:
            CallFailed: there is no average-rate stat of that name.
        """
        encoded = self._encoded(name, "stat name")
        number = finite(count, "count")
        seconds = finite(session_seconds, "session length")
        if seconds <= 0:
            raise ValueError(f"expected a session length above 0, got {session_seconds}")
        if not self._calls.SteamAPI_ISteamUserStats_UpdateAvgRateStat(
            self._pointer, encoded, number, seconds
        ):
            raise CallFailed(f"Steam did not update the average-rate stat {shown(name)}")

    # --- loading and storing --------------------------------------------------------------------

    def request(
        self, user: SteamId, handler: Callable[[UserStatsReceived | IOFailure], None]
    ) -> CallResult[UserStatsReceived]:
        """Asks Steam for a user's achievements and stats; `handler` gets the outcome, once.

        Steam may drop another user's data later (`UserStatsUnloaded`).

        Raises:
            CallFailed: Steam did not take the request.
        """
        self._check()
        if not callable(handler):
            raise TypeError(f"expected a callable as the handler, got {shown(handler)}")
        call = self._calls.SteamAPI_ISteamUserStats_RequestUserStats(self._pointer, user_bits(user))
        return self._dispatcher.expect(
            call, UserStatsReceived, handler, f"the request for the stats of {user}"
        )

    @property
    def has_request_current(self) -> bool:
        """Whether the library has `RequestCurrentStats`, which SDK 1.61 dropped."""
        return self._library.has("SteamAPI_ISteamUserStats_RequestCurrentStats")

    def request_current(self) -> bool:
        """Asks for the current user's stats in the old way; a `UserStatsReceived` follows."""
        self._check()
        self._library.require("SteamAPI_ISteamUserStats_RequestCurrentStats")
        return bool(self._calls.SteamAPI_ISteamUserStats_RequestCurrentStats(self._pointer))

    def store(self) -> None:
        """Sends what was set to Steam; `UserStatsStored` follows, then what was unlocked by it.

        Raises:
            CallFailed: Steam did not take it.
        """
        self._check()
        if not self._calls.SteamAPI_ISteamUserStats_StoreStats(self._pointer):
            raise CallFailed("Steam did not store the stats")

    def reset(self, *, achievements_too: bool = False) -> None:
        """Puts all stats back to their defaults, and locks all achievements when asked to.

        Raises:
            CallFailed: Steam did not do it.
        """
        self._check()
        if not self._calls.SteamAPI_ISteamUserStats_ResetAllStats(self._pointer, achievements_too):
            raise CallFailed("Steam did not reset the stats")

    # --- players --------------------------------------------------------------------------------

    def request_player_count(
        self, handler: Callable[[int | CallError], None]
    ) -> CallResult[PlayersCounted]:
        """Asks how many play the app now; `handler` gets the number or the error, once.

        Raises:
            CallFailed: Steam did not take the request.
        """
        self._check()
        if not callable(handler):
            raise TypeError(f"expected a callable as the handler, got {shown(handler)}")

        def on_answer(outcome: PlayersCounted | IOFailure) -> None:
            if isinstance(outcome, IOFailure):
                handler(outcome)
            elif outcome.success:
                handler(outcome.count)
            else:
                handler(CallFailed("Steam did not count the players", remedy="Ask again later."))

        call = self._calls.SteamAPI_ISteamUserStats_GetNumberOfCurrentPlayers(self._pointer)
        return self._dispatcher.expect(
            call, PlayersCounted, on_answer, "the request for the number of players"
        )

    def _encoded(self, name: object, what: str) -> bytes:
        self._check()
        return encode_name(name, what)

    def _attribute(self, name: bytes, key: bytes) -> str:
        return text(
            self._calls.SteamAPI_ISteamUserStats_GetAchievementDisplayAttribute(
                self._pointer, name, key
            )
        )
