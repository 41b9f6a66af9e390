"""Room C, ``offline_steam``: ``ISteamUserStats`` for the current user and for others.

Imports the standard library and, of this package, ``definition``, ``faults``, ``icons``,
``images``, ``progress``, ``results``, ``session`` (for types) and ``store``'s errors. Plain Python
values in and out: ``_shim`` turns them into C.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from offline_steam import icons
from offline_steam.callbacks import LAYOUTS
from offline_steam.definition import StatKind, StatValue, localized
from offline_steam.errors import StoreError
from offline_steam.faults import Fault
from offline_steam.images import Image
from offline_steam.progress import Progress, Snapshot, Verdict, judge, server_snapshot
from offline_steam.results import CallbackId, CallFailure, Result

if TYPE_CHECKING:
    from offline_steam.session import Session

_FLOATS = (StatKind.FLOAT, StatKind.AVERAGE_RATE)


class UserStats:
    """Achievements and stats of one connection.

    Args:
        session: the connection.
        must_request: whether the current user's stats are unknown until ``request_current_stats``
            was answered, as with SDKs before 1.61.
    """

    def __init__(self, session: Session, must_request: bool) -> None:
        self._session = session
        self._app = session.app
        self._own: Progress | None = None
        self._others: OrderedDict[int, Progress] = OrderedDict()
        self._loading_icons: set[tuple[str, bool]] = set()
        self._replaced = 0
        if not must_request:
            self._take_own()

    # ---- the current user ----

    @property
    def own(self) -> Progress | None:
        """The current user's progress; None until it was requested, where that is needed."""
        return self._own

    def _load(self, steam_id: int) -> Progress:
        stored = self._session.store.load(steam_id)
        user = self._app.user_by_id.get(steam_id)
        return Progress(self._app, server_snapshot(self._app, user, stored))

    def _take_own(self) -> None:
        """Reads the current user's progress; without a readable store, that of a new user."""
        steam_id = self._session.steam_id
        try:
            stored = self._session.store.load(steam_id)
        except StoreError as error:
            self._session.notify(f"progress cannot be read: {error}")
            stored = Snapshot()
        user = self._app.user_by_id.get(steam_id)
        server = server_snapshot(self._app, user, stored)
        self._own = Progress(self._app, server, self._session.progress_changed)
        self._session.progress_changed()

    def switch_user(self) -> None:
        """Takes another current user; the former one's local changes are dropped."""
        self._others.pop(self._session.steam_id, None)
        self._take_own()

    def reload(self) -> None:
        """Reads everything anew from the store, as after a reset of it."""
        if self._own is not None:
            self._take_own()
        for steam_id in self._others:
            self._others[steam_id] = self._load(steam_id)

    def set_int(self, name: str, value: int) -> bool:
        """``SetStat`` for ints."""
        return self._own is not None and self._own.set_int(name, value)

    def set_float(self, name: str, value: float) -> bool:
        """``SetStat`` for floats."""
        return self._own is not None and self._own.set_float(name, value)

    def update_average_rate(self, name: str, count: float, seconds: float) -> bool:
        """``UpdateAvgRateStat``."""
        return self._own is not None and self._own.update_average_rate(name, count, seconds)

    def unlock(self, name: str) -> bool:
        """``SetAchievement``."""
        return self._own is not None and self._own.unlock(name, now())

    def lock(self, name: str) -> bool:
        """``ClearAchievement``."""
        return self._own is not None and self._own.lock(name)

    def int_of(self, name: str) -> int | None:
        """``GetStat`` for ints."""
        return self.other_int(self._session.steam_id, name)

    def float_of(self, name: str) -> float | None:
        """``GetStat`` for floats and average rates."""
        return self.other_float(self._session.steam_id, name)

    def unlock_time(self, name: str) -> int | None:
        """``GetAchievementAndUnlockTime``: 0 while locked, None when unknown."""
        return None if self._own is None else self._own.unlock_time(name)

    def indicate_progress(self, name: str, progress: int, max_progress: int) -> bool:
        """``IndicateAchievementProgress``."""
        if self.unlock_time(name) != 0 or progress >= max_progress:
            return False
        data = LAYOUTS.user_achievement_stored(self._session.app_id, name, progress, max_progress)
        self._session.later(self._session.faults.latency, CallbackId.USER_ACHIEVEMENT_STORED, data)
        return True

    # ---- storing ----

    def store(self) -> bool:
        """``StoreStats``: what it reports as stored is on disk before it returns."""
        own = self._own
        if own is None:
            return False
        fault, frames = self._session.faults.take("StoreStats")
        sent = own.changes
        unlocked: tuple[str, ...] = ()
        if fault is not None:
            result = fault.result
            if result == Result.INVALID_PARAM:
                own.forget_changes()
        else:
            result, unlocked = self._save(own, sent)
        self._session.count_store(result)
        self._report_store(frames, result, unlocked)
        return True

    def _save(self, own: Progress, sent: Snapshot) -> tuple[int, tuple[str, ...]]:
        user = self._app.user_by_id.get(self._session.steam_id)
        store = self._session.store

        def decide(stored: Snapshot) -> Verdict:
            server = server_snapshot(self._app, user, self._with_known(own, stored))
            verdict = judge(self._app, server, sent, now())
            if store.replaced == self._replaced:
                return verdict
            return replace(verdict, accepted=verdict.server)

        try:
            verdict = store.save(self._session.steam_id, decide)
        except StoreError as error:
            # The changes stay in the cache, for the next try.
            self._session.notify(f"progress was not stored: {error}")
            return error.result, ()
        self._replaced = store.replaced
        own.stored(verdict.server, sent)
        return Result.INVALID_PARAM if verdict.refused else Result.OK, verdict.unlocked

    def _with_known(self, own: Progress, stored: Snapshot) -> Snapshot:
        """What is stored; in another database than the one that was read, what is known too."""
        if self._session.store.replaced == self._replaced:
            return stored
        known = own.server
        return Snapshot(
            {**known.stats, **stored.stats}, {**known.achievements, **stored.achievements}
        )

    def _report_store(self, frames: int, result: int, unlocked: tuple[str, ...]) -> None:
        game = self._session.app_id

        def report() -> None:
            post = self._session.queue.post
            post(CallbackId.USER_STATS_STORED, LAYOUTS.user_stats_stored(game, result))
            for name in unlocked:
                data = LAYOUTS.user_achievement_stored(game, name, 0, 0)
                post(CallbackId.USER_ACHIEVEMENT_STORED, data)

        self._session.after(frames, report)

    def reset(self, achievements_too: bool) -> bool:
        """``ResetAllStats``: everything to its default, stored at once, against all constraints."""
        own = self._own
        if own is None:
            return False
        fault, frames = self._session.faults.take("ResetAllStats")
        result = Result.OK if fault is None else fault.result
        if fault is None:
            stats = {stat.name: stat.initial for stat in self._app.stats}
            locked = {item.name: 0 for item in self._app.achievements} if achievements_too else {}
            accepted = Snapshot(stats, locked)
            store = self._session.store
            user = self._app.user_by_id.get(self._session.steam_id)

            def decide(stored: Snapshot) -> Verdict:
                server = server_snapshot(self._app, user, self._with_known(own, stored))
                after = Snapshot(stats, {**server.achievements, **locked})
                same = store.replaced == self._replaced
                return Verdict(accepted if same else after, (), (), after)

            try:
                verdict = store.save(self._session.steam_id, decide)
            except StoreError as error:
                self._session.notify(f"progress was not reset: {error}")
                result = error.result
            else:
                self._replaced = store.replaced
                waiting = {} if achievements_too else dict(own.changes.achievements)
                own.forget_changes()
                own.refresh(verdict.server)
                for name, unlocked in waiting.items():
                    if unlocked:
                        own.unlock(name, unlocked)
                    else:
                        own.lock(name)
        self._session.count_store(result)
        self._report_store(frames, result, ())
        return True

    # ---- requests ----

    def request_current_stats(self) -> bool:
        """``RequestCurrentStats`` of SDKs before 1.61."""
        fault, frames = self._session.faults.take("RequestCurrentStats")
        steam_id = self._session.steam_id

        def answer() -> None:
            result = Result.OK if fault is None else fault.result
            if fault is None:
                self.refresh_own()
            data = LAYOUTS.user_stats_received(self._session.app_id, result, steam_id)
            self._session.queue.post(CallbackId.USER_STATS_RECEIVED, data)

        self._session.after(frames, answer)
        return True

    def request(self, steam_id: int) -> int:
        """``RequestUserStats``: the handle of the API call."""
        fault, frames = self._session.faults.take("RequestUserStats")
        callback = CallbackId.USER_STATS_RECEIVED
        return self._session.answer_call(
            frames,
            callback,
            LAYOUTS.sizes()[callback],
            partial(self._answer_request, steam_id, fault),
        )

    def _answer_request(self, steam_id: int, fault: Fault | None, call: int) -> None:
        result: int = Result.OK
        if fault is not None:
            result = fault.result
        elif steam_id == self._session.steam_id:
            self.refresh_own()
        else:
            result = self._fetch_other(steam_id)
        data = LAYOUTS.user_stats_received(self._session.app_id, result, steam_id)
        io_failure = fault is not None and fault.io_failure
        failure = CallFailure.NETWORK_FAILURE if io_failure else CallFailure.NONE
        self._session.complete(call, CallbackId.USER_STATS_RECEIVED, data, failure)
        if self._app.simulation.plain_user_stats_received and not io_failure:
            self._session.queue.post(CallbackId.USER_STATS_RECEIVED, data)

    def refresh_own(self) -> None:
        """Takes what other processes stored; local changes stay, and what cannot be read anew."""
        own, steam_id = self._own, self._session.steam_id
        if own is None:
            self._take_own()
            return
        try:
            stored = self._with_known(own, self._session.store.load(steam_id))
        except StoreError as error:
            self._session.notify(f"progress cannot be read: {error}")
            return
        own.refresh(server_snapshot(self._app, self._app.user_by_id.get(steam_id), stored))

    def _fetch_other(self, steam_id: int) -> Result:
        if not self._session.online:
            return Result.NO_CONNECTION
        if steam_id not in self._app.user_by_id:
            return Result.FAIL
        try:
            progress = self._load(steam_id)
        except StoreError as error:
            self._session.notify(f"progress of {steam_id} cannot be read: {error}")
            return error.result
        self._others[steam_id] = progress
        self._others.move_to_end(steam_id)
        while len(self._others) > self._app.simulation.loaded_users:
            self.unload(next(iter(self._others)))
        return Result.OK

    def unload(self, steam_id: int) -> bool:
        """Drops another user's progress and says so; false when it was not loaded."""
        if self._others.pop(steam_id, None) is None:
            return False
        data = LAYOUTS.user_stats_unloaded(steam_id)
        self._session.queue.post(CallbackId.USER_STATS_UNLOADED, data)
        return True

    # ---- any user ----

    def loaded(self) -> list[int]:
        """The other users whose progress is loaded."""
        return list(self._others)

    def _of(self, steam_id: int) -> Progress | None:
        return self._own if steam_id == self._session.steam_id else self._others.get(steam_id)

    def other_int(self, steam_id: int, name: str) -> int | None:
        """``GetUserStat`` for ints."""
        value = self._stat(steam_id, name, (StatKind.INT,))
        return None if value is None else int(value.value)

    def other_float(self, steam_id: int, name: str) -> float | None:
        """``GetUserStat`` for floats and average rates."""
        value = self._stat(steam_id, name, _FLOATS)
        return None if value is None else float(value.value)

    def _stat(self, steam_id: int, name: str, kinds: tuple[StatKind, ...]) -> StatValue | None:
        progress = self._of(steam_id)
        return None if progress is None else progress.stat(name, *kinds)

    def other_unlock_time(self, steam_id: int, name: str) -> int | None:
        """``GetUserAchievementAndUnlockTime``: 0 while locked, None when unknown."""
        progress = self._of(steam_id)
        return None if progress is None else progress.unlock_time(name)

    # ---- what the definition says ----

    def names(self) -> list[str] | None:
        """Of all achievements; None until the current user's stats are there."""
        return None if self._own is None else [item.name for item in self._app.achievements]

    def attribute(self, name: str, key: str) -> str:
        """``GetAchievementDisplayAttribute``: ``name``, ``desc`` or ``hidden``; else empty."""
        achievement = self._app.achievement_by_name.get(name)
        if achievement is None or self._own is None:
            return ""
        if key == "hidden":
            return "1" if achievement.hidden else "0"
        if key == "name":
            return localized(achievement.title, self._session.language)
        if key == "desc":
            return localized(achievement.description, self._session.language)
        return ""

    def progress_limits(self, name: str, kind: StatKind) -> tuple[int | float, int | float] | None:
        """``GetAchievementProgressLimits``; None without a stat of this kind behind it."""
        achievement = self._app.achievement_by_name.get(name)
        if achievement is None or achievement.progress is None or self._own is None:
            return None
        limits = achievement.progress
        if self._app.stat_by_name[limits.stat].kind is not kind:
            return None
        return limits.minimum, limits.maximum

    def icon(self, name: str) -> int:
        """``GetAchievementIcon``: 0 while it loads, then 1109 tells the handle."""
        time = self.unlock_time(name)
        if time is None:
            return 0
        key = (name, time > 0)
        handle = self._session.images.handle(key)
        if handle or key in self._loading_icons:
            return handle
        self._loading_icons.add(key)
        fault, frames = self._session.faults.take("GetAchievementIcon")
        self._session.after(frames, partial(self._icon_loaded, name, time > 0, fault))
        return self._session.images.handle(key)

    def _icon_loaded(self, name: str, achieved: bool, fault: Fault | None) -> None:
        self._loading_icons.discard((name, achieved))
        icon = self._app.achievement_by_name[name].icon
        handle = 0
        if fault is None and icon is not None:
            draw = partial(icons.draw, icon.shape, icon.color, achieved)
            draw()
            image = Image(icons.SIZE, icons.SIZE, draw)
            handle = self._session.images.add((name, achieved), image)
        self._session.queue.post(
            CallbackId.USER_ACHIEVEMENT_ICON_FETCHED,
            LAYOUTS.user_achievement_icon_fetched(self._session.app_id, name, achieved, handle),
        )


def now() -> int:
    """Unix seconds."""
    return int(time.time())
