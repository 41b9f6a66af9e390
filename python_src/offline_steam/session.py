"""Room C, ``offline_steam``: one simulated Steam client in one process.

Imports the standard library and the package's other modules, except ``_shim``, ``control`` and the
command line. The shim calls it with its lock held; nothing in it waits for anything but the disk.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock

from offline_steam import __version__
from offline_steam.board_editing import BoardEditor
from offline_steam.board_store import BoardStore
from offline_steam.callbacks import LAYOUTS
from offline_steam.choices import Choices, known_user
from offline_steam.content import Content, PlayerCount
from offline_steam.definition import AppDefinition
from offline_steam.errors import OfflineSteamError, UnknownNameError
from offline_steam.faults import Fault, Faults, check_frames, io_fault
from offline_steam.images import Images
from offline_steam.inspection import Inspection
from offline_steam.leaderboards import Leaderboards
from offline_steam.overlay import Overlay
from offline_steam.people import People
from offline_steam.results import CallbackId, CallFailure, Result
from offline_steam.schedule import Queue, Schedule
from offline_steam.store import Store
from offline_steam.tickets import Purchases, Tickets
from offline_steam.user_stats import UserStats
from offline_steam.users import Users

DEFAULT_LATENCY = 3


class Session:
    """The simulated client: settings that outlive a connection, and the connection.

    Args:
        queue: where callbacks and call results go.
        must_request: whether the current user's stats have to be requested (SDKs before 1.61).
        environment: the variables that are read at init.

    Attributes:
        lock: held by whoever is inside; calls come from any thread.
        stats: ``ISteamUserStats``, only while connected.
        people: ``ISteamFriends``, only while connected.
        users: everyone there is.
        overlay, content, player_count, tickets, purchases, leaderboards: the simulated Steam's
            other parts.
        inspection: what tools see and change.
        choices: what an init takes from where.
        online: whether the simulated network is there.
        progress_changed: called whenever the current user's achievements may have changed.
        language: Steam's name of the language of texts.
    """

    stats: UserStats
    people: People
    store: Store
    board_store: BoardStore
    app: AppDefinition

    def __init__(
        self,
        queue: Queue,
        must_request: bool = False,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.lock = RLock()
        self.queue = queue
        self.schedule = Schedule(queue)
        self.faults = Faults(DEFAULT_LATENCY)
        self.images = Images()
        self.users = Users(self)
        self.overlay = Overlay(self)
        self.content = Content(self)
        self.player_count = PlayerCount(self)
        self.tickets = Tickets(self)
        self.purchases = Purchases(self)
        self.leaderboards = Leaderboards(self)
        self.inspection = Inspection(self)
        self.online = True
        self.progress_changed: Callable[[], None] = lambda: None
        self.is_connected = False
        self.app_id = 0
        self.steam_id = 0
        self.language = "english"
        self.last_error = ""
        self.notices: list[str] = []
        self.connected_at = 0.0
        self._must_request = must_request
        self.choices = Choices(environment)
        self._generation = 0
        self._stores = 0
        self._last_result: int | None = None

    # ---- init and shutdown ----

    def connect(self) -> str:
        """Init. Returns an empty text, or why it failed; being connected already is no failure."""
        if self.is_connected:
            return ""
        try:
            self._connect()
        except OfflineSteamError as error:
            return f"offline Steam: {error}"
        except Exception as error:  # the text is all that a game's author sees of it
            return f"offline Steam: {explain(error)}"
        return ""

    def _connect(self) -> None:
        choices = self.choices
        app = choices.app()
        app_id, steam_id, latency = choices.app_id(app), choices.user(app), choices.latency(app)
        self.app, self.app_id, self.steam_id = app, app_id, steam_id
        self.faults.latency = latency
        self.language = choices.language(app)
        folder = choices.folder()
        self.store = Store(folder, app_id, self.notify)
        self.board_store = BoardStore(folder, app_id, self.notify)
        self.images = Images()
        self.people = People(self)
        self.stats = UserStats(self, self._must_request)
        self.connected_at = time.monotonic()
        self.is_connected = True

    def disconnect(self) -> None:
        """Shutdown: what was not stored is lost, as with Steam; call results still arrive."""
        if not self.is_connected:
            return
        self.is_connected = False
        self._generation += 1
        self.overlay.reset()
        self.leaderboards.reset()
        self.tickets.reset()
        self.purchases.reset()
        self.store.close()
        self.board_store.close()

    # ---- for the interfaces ----

    @property
    def owner(self) -> int:
        """Who bought the app: the definition's owner, else the current user."""
        return self.app.owner or self.steam_id

    def notify(self, text: str) -> None:
        """Tells the developer, once for each text in a row."""
        if self.notices[-1:] != [text]:
            self.notices.append(text)
            del self.notices[:-20]
            print(f"offline Steam: {text}", file=sys.stderr)

    def after(self, frames: int, action: Callable[[], None]) -> None:
        """Runs ``action`` after so many frames, unless the connection has ended by then."""
        generation = self._generation

        def guarded() -> None:
            if generation == self._generation:
                action()

        self.schedule.after(frames, guarded)

    def later(self, frames: int, callback: CallbackId, data: bytes) -> None:
        """Posts a callback after so many frames."""
        self.after(frames, lambda: self.queue.post(callback, data))

    def answer_call(
        self, frames: int, callback: CallbackId, size: int, answer: Callable[[int], None]
    ) -> int:
        """Opens an API call and answers it after so many frames; returns its handle.

        When the connection has ended by then, the call has failed, and a later connection hears of
        it: Valve's library behaves so too.
        """
        call = self.queue.open_call()
        generation = self._generation

        def guarded() -> None:
            if generation == self._generation:
                answer(call)
            else:
                self.complete(call, callback, bytes(size), CallFailure.STEAM_GONE)

        self.schedule.after(frames, guarded)
        return call

    def complete(self, call: int, callback: CallbackId, data: bytes, failure: CallFailure) -> None:
        """Ends an API call: its result is there, and a callback says so."""
        self.queue.complete_call(call, callback, data, failure)
        self.queue.post(
            CallbackId.STEAM_API_CALL_COMPLETED,
            LAYOUTS.api_call_completed(call, callback, len(data)),
        )

    def count_store(self, result: int) -> None:
        """Notes one answer of ``StoreStats`` for the state report."""
        self._stores += 1
        self._last_result = int(result)

    # ---- the control API ----

    def require_connection(self, what: str) -> None:
        """Refuses what only makes sense while connected.

        Raises:
            UnknownNameError: while not connected.
        """
        if not self.is_connected:
            raise UnknownNameError(f"{what}: only between init and shutdown")

    def fail_next(self, call: str, result: int) -> None:
        """See ``control.Control.fail_next``."""
        self.faults.fail_next(call, Fault(result))

    def fail_next_io(self, call: str) -> None:
        """See ``control.Control.fail_next_io``."""
        self.faults.fail_next(call, io_fault())

    def delay_next(self, call: str, frames: int) -> None:
        """See ``control.Control.delay_next``."""
        self.faults.delay_next(call, frames)

    def set_latency(self, frames: int) -> None:
        """See ``control.Control.set_latency``."""
        check_frames("latency", frames)
        self.choices.wanted_latency = self.faults.latency = frames

    def set_online(self, online: bool) -> None:
        """See ``control.Control.set_online``."""
        if online == self.online:
            return
        self.online = online
        if not self.is_connected:
            return
        if online:
            data = LAYOUTS.servers_connected()
            self.later(self.faults.latency, CallbackId.STEAM_SERVERS_CONNECTED, data)
            self.people.answer_waiting()
        else:
            data = LAYOUTS.servers_disconnected(Result.NO_CONNECTION)
            self.later(self.faults.latency, CallbackId.STEAM_SERVERS_DISCONNECTED, data)

    def act_as(self, steam_id: int) -> None:
        """See ``control.Control.act_as``."""
        app = self.app if self.is_connected else self.choices.app()
        self.choices.acting = known_user(app, str(steam_id))
        if self.is_connected and steam_id != self.steam_id:
            self.steam_id = steam_id
            self.stats.switch_user()

    def set_user(self, steam_id: int, values: Mapping[str, object]) -> None:
        """See ``control.Control.set_user``."""
        if self.is_connected:
            self.people.change(steam_id, values)
        else:
            self.users.change(steam_id, values)

    def open_overlay(self) -> None:
        """See ``control.Control.open_overlay``."""
        self.require_connection("OpenOverlay")
        self.overlay.open("player")

    def unload_user_stats(self, steam_id: int) -> None:
        """See ``control.Control.unload_user_stats``."""
        self.require_connection("UnloadUserStats")
        if not self.stats.unload(steam_id):
            loaded = ", ".join(map(str, self.stats.loaded())) or "none is"
            raise UnknownNameError(f"the stats of {steam_id} are not loaded ({loaded})")

    def set_home(self, folder: str) -> None:
        """See ``control.Control.set_home``."""
        self.choices.home = Path(folder).absolute() if folder else None

    def set_app(self, definition: str) -> None:
        """See ``control.Control.set_app``."""
        path = Path(definition).absolute() if definition else None
        if path is not None:
            self.choices.read(path)
        self.choices.definition = path

    def set_app_id(self, app_id: int) -> None:
        """See ``control.Control.set_app_id``."""
        if not 0 <= app_id < 2**32:
            raise ValueError(f"app ID {app_id}: a number from 0 to {2**32 - 1} is expected")
        self.choices.wanted_app = app_id or None

    def reset_store(self) -> None:
        """See ``control.Control.reset_store``."""
        with self.open_stores() as (_, store, board_store):
            store.forget()
            board_store.forget()
        if self.is_connected:
            if self.stats.own is not None:
                self.stats.own.forget_changes()
            self.stats.reload()

    @contextmanager
    def boards(self) -> Iterator[BoardEditor]:
        """For the control API's changes of leaderboards; also without a connection."""
        with self.open_stores() as (app, _, board_store):
            yield BoardEditor(app, board_store)

    @contextmanager
    def progress_store(self) -> Iterator[tuple[AppDefinition, Store, int]]:
        """For the control API's changes of progress; also without a connection.

        With the app and the current user.
        """
        with self.open_stores() as (app, store, _):
            yield app, store, self.steam_id if self.is_connected else self.choices.user(app)

    @contextmanager
    def open_stores(self) -> Iterator[tuple[AppDefinition, Store, BoardStore]]:
        """The app and its stores: the connection's, or those that the next one would use."""
        if self.is_connected:
            yield self.app, self.store, self.board_store
            return
        app, folder = self.choices.app(), self.choices.folder()
        app_id = self.choices.app_id(app)
        with (
            closing(Store(folder, app_id, self.notify)) as store,
            closing(BoardStore(folder, app_id, self.notify)) as board_store,
        ):
            yield app, store, board_store

    def state(self) -> dict[str, object]:
        """See ``control.Control.state``."""
        report: dict[str, object] = {
            "version": __version__,
            "connected": self.is_connected,
            "online": self.online,
            "latency": self.faults.latency,
            "frame": self.queue.frame(),
            "scheduled": len(self.schedule),
            **self.queue.counts(),
            "faults": self.faults.waiting(),
            "overlay": self.overlay.state(),
            "changed_users": [str(steam_id) for steam_id in self.users.changed()],
            "stores": self._stores,
            "last_store_result": self._last_result,
            "notices": list(self.notices),
            "last_error": self.last_error,
        }
        if self.is_connected:
            own = self.stats.own
            changes = None if own is None else own.changes
            report |= {
                "app": self.app.source,
                "app_id": self.app_id,
                "steam_id": str(self.steam_id),
                "language": self.language,
                "store": str(self.store.path),
                "leaderboards": self.leaderboards.report(),
                "loaded_users": [str(steam_id) for steam_id in self.stats.loaded()],
                "player_count": self.player_count.count,
                "dlc": [dlc.app_id for dlc in self.content.listed() if dlc.installed],
                "open_tickets": self.tickets.opened(),
                "purchases": [str(order_id) for order_id in self.purchases.pending()],
                "pending": changes and sorted([*changes.stats, *changes.achievements]),
            }
        return report


def explain(error: Exception) -> str:
    """The text of an error that the control API reports."""
    if isinstance(error, OfflineSteamError | ValueError):
        return str(error)
    return f"{type(error).__name__}: {error}"
