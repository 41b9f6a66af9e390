"""Room B, `steamworks`: turns what Steam says about progress into the documented events.

May import: `dispatch`, `echoes`, `enums`, `errors`, `events`, `observers`, `steam_id`,
`user_stats`. One `Progress` belongs to one connection and serves all façades on it (its observers).
It holds what the documentation promises beyond Steam's own callbacks:

- one request, one `userProgressUpdate`, although Steam may report it both as call result and as
  callback;
- one start-up `userProgressUpdate` for each observer, which the others do not hear;
- the sets between two pumps are stored together, and one `userProgressSave` and one
  `userProgressUpdate` follow;
- callbacks of another game are ignored.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from enum import Enum
from typing import Any

from .dispatch import Dispatcher
from .echoes import Echoes
from .enums import ResultCode
from .errors import CallFailed, IOFailure
from .events import (
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from .observers import Observer, Observers
from .steam_id import AppId, SteamId
from .user_stats import UserStats

_NEVER = -2
"""A frame that is not, nor is just before, any frame of a pump."""


class StartUp(Enum):
    """How far the first fetching of the current user's progress is."""

    NOT_ASKED = "not asked"
    IN_FLIGHT = "in flight"
    LOADED = "loaded"


class Progress:
    """The state of the progress of all users on one connection."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        observers: Observers,
        user_stats: UserStats,
        app: AppId,
        current_user: Callable[[], SteamId],
    ) -> None:
        self._stats = user_stats
        self._game = int(app)
        self._current_user = current_user
        self._dispatcher = dispatcher
        self._tell_all = observers.tell_all
        # Dictionaries as ordered sets: a scene may make and free thousands of observers.
        self._due: dict[Observer, None] = {}  # want their start-up event at this pump
        self._waiting: dict[Observer, None] = {}  # get it when Steam has answered
        self._start_up = StartUp.NOT_ASKED
        self._start_up_by_callback = False
        self._echoes = Echoes(dispatcher)
        self._stores_in_flight = 0
        self._store_update = ResultCode.OK  # what the update after the next store says
        self._store_told = _NEVER  # the frame in which the last one was told
        self._unsaved = False
        self._chores: list[Callable[[], None]] = []
        self.has_chores = False
        """Whether `do_chores` has anything to do at the next pump."""
        dispatcher.subscribe(UserStatsReceived, self._on_received)
        dispatcher.subscribe(UserStatsStored, self._on_stored)
        dispatcher.subscribe(UserAchievementStored, self._on_achievement)
        dispatcher.subscribe(UserStatsUnloaded, self._on_unloaded)

    @property
    def loaded(self) -> bool:
        """Whether Steam has fetched the current user's progress."""
        return self._start_up is StartUp.LOADED

    # --- observers ------------------------------------------------------------------------------

    def forget(self, observer: Observer) -> None:
        """The observer has gone, and wants no start-up event any more."""
        self._due.pop(observer, None)
        self._waiting.pop(observer, None)

    def start(self, observer: Observer) -> None:
        """The observer is about to pump for the first time, and wants its start-up event."""
        self._due[observer] = None
        self.has_chores = True

    # --- what the façade asks for ---------------------------------------------------------------

    def request(self, user: SteamId, then: Callable[[dict[str, Any]], None]) -> None:
        """Asks for a user's progress; one `userProgressUpdate` follows, which `then` gets at last.

        Raises:
            CallFailed: Steam did not take the request.
        """

        def tell(result: ResultCode) -> None:
            event = self._update(user, result)
            self._tell_all(event)
            then(event)

        self._ask(user, tell)

    def _ask(self, user: SteamId, then: Callable[[ResultCode], None]) -> None:
        def on_answer(outcome: UserStatsReceived | IOFailure) -> None:
            self._echoes.answered(user)
            then(outcome.result)

        self._stats.request(user, on_answer)
        self._echoes.asked(user)

    def changed(self) -> None:
        """Something was set; it is stored at the next pump."""
        self._unsaved = True
        self.has_chores = True

    def at_next_pump(self, chore: Callable[[], None]) -> None:
        """Has events told that the call which causes them must not tell from inside itself."""
        self._chores.append(chore)
        self.has_chores = True

    def store_unsaved(self) -> None:
        """Stores what was set since the last pump, with no event: the connection is closing."""
        if self._unsaved:
            self._unsaved = False
            with contextlib.suppress(CallFailed):
                self._stats.store()

    # --- in the pump ----------------------------------------------------------------------------

    def do_chores(self) -> None:
        """What has to be done before the next frame of Steam; called inside the pump's guard.

        A listener may close the connection; then nothing more is done.
        """
        if self._unsaved:
            self._unsaved = False
            self._store()
        chores, self._chores = self._chores, []
        for chore in chores:
            if not self._dispatcher.closed:
                chore()
        while self._due and not self._dispatcher.closed:
            observer = next(iter(self._due))
            del self._due[observer]
            self._start(observer)
        # A listener may have set something, or reset everything.
        self.has_chores = self._unsaved or bool(self._chores)

    def _store(self) -> None:
        try:
            self._stats.store()
        except CallFailed as error:
            self._tell_all(self._save(error.result))
            self._tell_all(self._update(self._current_user(), ResultCode.OK))
        else:
            self._stores_in_flight += 1

    def _start(self, observer: Observer) -> None:
        if self._start_up is StartUp.LOADED:
            observer.deliver(self._update(self._current_user(), ResultCode.OK))
            return
        self._waiting[observer] = None
        if self._start_up is StartUp.IN_FLIGHT:
            return
        self._start_up = StartUp.IN_FLIGHT
        self._start_up_by_callback = self._stats.has_request_current
        try:
            if not self._start_up_by_callback:
                self._ask(self._current_user(), self._end_start_up)
            elif not self._stats.request_current():
                raise CallFailed("Steam did not take the request for the current user's stats")
        except CallFailed as error:
            self._end_start_up(error.result)

    def _end_start_up(self, result: ResultCode) -> None:
        """After a failure the next observer that starts has Steam try again."""
        loaded = result == ResultCode.OK
        self._start_up = StartUp.LOADED if loaded else StartUp.NOT_ASKED
        self._start_up_by_callback = False
        waiting, self._waiting = self._waiting, {}
        for observer in waiting:
            observer.deliver(self._update(self._current_user(), result))

    def fail(self) -> None:
        """Steam has gone: ends whatever waits for a callback, with an I/O failure."""
        if self._start_up_by_callback:
            self._end_start_up(ResultCode.IO_FAILURE)
        while self._stores_in_flight:
            self._store_update = ResultCode.IO_FAILURE
            self._end_store(ResultCode.IO_FAILURE)

    # --- callbacks ------------------------------------------------------------------------------

    def _on_received(self, event: UserStatsReceived) -> None:
        if event.game_id != self._game:
            return
        if self._start_up_by_callback and event.user == self._current_user():
            self._end_start_up(event.result)
        elif not (self._echoes.is_echo(event.user) or self._belongs_to_store(event)):
            self._tell_all(self._update(event.user, event.result))

    def _belongs_to_store(self, event: UserStatsReceived) -> bool:
        """Whether the callback is Steam's own update after a store, for which one is told anyway.

        One that comes before the store's answer lends the update its result. One behind it is told
        only when it says something else.
        """
        just_told = self._store_told >= self._dispatcher.frame - 1
        if not (self._stores_in_flight or just_told) or event.user != self._current_user():
            return False
        if self._stores_in_flight:
            self._store_update = event.result
            return True
        if event.result != ResultCode.OK:
            return False
        self._store_told = _NEVER
        return True

    def _on_stored(self, event: UserStatsStored) -> None:
        if event.game_id != self._game:
            return
        if self._stores_in_flight:
            self._end_store(event.result)
        else:
            self._tell_all(self._save(event.result))

    def _end_store(self, result: ResultCode) -> None:
        self._stores_in_flight -= 1
        # A refused value was put back and can be read: the progress itself is in order.
        update, self._store_update = self._store_update, ResultCode.OK
        self._store_told = self._dispatcher.frame
        self._tell_all(self._save(result))
        self._tell_all(self._update(self._current_user(), update))

    def _on_achievement(self, event: UserAchievementStored) -> None:
        if event.game_id != self._game:
            return
        unlocked = event.current_progress == 0 and event.max_progress == 0
        self._tell_all(
            {
                "name": "achievementInfoUpdate",
                "achievementName": event.name,
                "currentProgress": None if unlocked else event.current_progress,
                "maxProgress": None if unlocked else event.max_progress,
            }
        )

    def _on_unloaded(self, event: UserStatsUnloaded) -> None:
        self._tell_all({"name": "userProgressUnload", "userSteamId": str(event.user)})

    # --- the dictionaries ------------------------------------------------------------------------

    @staticmethod
    def _update(user: SteamId, result: ResultCode) -> dict[str, Any]:
        return {
            "name": "userProgressUpdate",
            "isError": result != 1,
            "resultCode": result._value_,  # `value` is a property, and slow
            "userSteamId": str(user),
        }

    def _save(self, result: ResultCode) -> dict[str, Any]:
        return {**self._update(self._current_user(), result), "name": "userProgressSave"}
