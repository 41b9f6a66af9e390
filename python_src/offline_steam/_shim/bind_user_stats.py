"""Room C, ``offline_steam._shim``: the handlers of ``ISteamUserStats``.

Imports the standard library and, of this package, ``definition``, ``session`` and ``texts``.
Steam's rule for all getters: false leaves the caller's memory as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.definition import StatKind
from offline_steam.session import Session


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    read, null = texts.read, ffi.NULL

    def put(target: Any, value: int | float | None) -> bool:
        """Writes a value that is there."""
        if value is None or target == null:
            return False
        target[0] = value
        return True

    def put_unlock(achieved: Any, unlock_time: Any, time: int | None) -> bool:
        """Writes an achievement's state; either target may be absent."""
        if time is None:
            return False
        if achieved != null:
            achieved[0] = time > 0
        if unlock_time is not None and unlock_time != null:
            unlock_time[0] = time
        return True

    def named(name: Any) -> str:
        """The name, or one that is never defined."""
        return read(name) or ""

    def limits(name: Any, minimum: Any, maximum: Any, kind: StatKind) -> bool:
        found = session.stats.progress_limits(named(name), kind)
        if found is None or minimum == null or maximum == null:
            return False
        minimum[0], maximum[0] = found
        return True

    table: dict[str, Callable[..., Any]] = {
        "GetStatInt32": lambda name, data: put(data, session.stats.int_of(named(name))),
        "GetStatFloat": lambda name, data: put(data, session.stats.float_of(named(name))),
        "SetStatInt32": lambda name, data: session.stats.set_int(named(name), data),
        "SetStatFloat": lambda name, data: session.stats.set_float(named(name), data),
        "UpdateAvgRateStat": lambda name, count, length: session.stats.update_average_rate(
            named(name), count, length
        ),
        "SetAchievement": lambda name: session.stats.unlock(named(name)),
        "ClearAchievement": lambda name: session.stats.lock(named(name)),
        "StoreStats": lambda: session.stats.store(),
        "GetAchievementIcon": lambda name: session.stats.icon(named(name)),
        "GetAchievementDisplayAttribute": lambda name, key: texts.keep(
            session.stats.attribute(named(name), named(key))
        ),
        "IndicateAchievementProgress": lambda name, progress, most: session.stats.indicate_progress(
            named(name), progress, most
        ),
        "RequestUserStats": lambda steam_id: session.stats.request(steam_id),
        "RequestCurrentStats": lambda: session.stats.request_current_stats(),
        "GetUserStatInt32": lambda steam_id, name, data: put(
            data, session.stats.other_int(steam_id, named(name))
        ),
        "GetUserStatFloat": lambda steam_id, name, data: put(
            data, session.stats.other_float(steam_id, named(name))
        ),
        "GetUserAchievement": lambda steam_id, name, achieved: put_unlock(
            achieved, None, session.stats.other_unlock_time(steam_id, named(name))
        ),
        "GetUserAchievementAndUnlockTime": lambda steam_id, name, achieved, time: put_unlock(
            achieved, time, session.stats.other_unlock_time(steam_id, named(name))
        ),
        "ResetAllStats": lambda achievements_too: session.stats.reset(achievements_too),
        "GetAchievementProgressLimitsInt32": lambda name, least, most: limits(
            name, least, most, StatKind.INT
        ),
        "GetAchievementProgressLimitsFloat": lambda name, least, most: limits(
            name, least, most, StatKind.FLOAT
        ),
        "GetNumberOfCurrentPlayers": lambda: session.player_count.request(),
    }
    return {"ISteamUserStats_" + name: handler for name, handler in table.items()}
