"""Room B, `steamworks`: the connection to Steam, as a typed Python client.

May import: everything of the package but the façade's modules (`api`, `arguments`,
`board_arguments`, `documented`, `facade`). A process has one connection at a time, used from the
thread that opened it. A `Client` is one connection: once closed it stays closed, and a new one may
be opened; the answers to calls of the old one reach nobody.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from threading import get_ident
from typing import ClassVar, TypeVar

from ._abi.library import open_library
from .answers import Answers
from .apps import Apps
from .auth import Auth
from .connecting import connect
from .dispatch import Dispatcher, Subscription
from .errors import AlreadyConnected, NotConnected, NotLoggedIn, WrongThread
from .events import Event, IPCFailed, SteamShutdown
from .finding import find_library
from .friends import Friends
from .icons import Icons
from .images import Images
from .leaderboards import Leaderboards
from .log import Log, StandardLog
from .messages import Message
from .notices import Notices
from .observers import Observer, Observers
from .overlay import Overlay
from .profiles import Profiles
from .progress import Progress
from .steam_id import AppId, SteamId, is_user, parse_app
from .user_stats import UserStats

E = TypeVar("E", bound=Event)


class Client:
    """A connection to Steam; a context manager that closes itself.

        with Client(app_id=480) as client:
            client.subscribe(UserStatsStored, print)
            client.user_stats.unlock("ACH_WIN_ONE_GAME")
            client.user_stats.store()
            while playing:
                client.pump()

    Args:
        app_id: The app, as a decimal string or an int; None when Steam knows it already.
        library: The path of the library; None looks where `finding.find_library` says.
        log: Where messages go; Python's `logging` by default.

    Raises:
        LibraryError: There is no usable library.
        InitError: Steam refused the connection.
        AlreadyConnected: This process has a connection already, or was forked from one that has.
    """

    app_id: AppId
    """The app that Steam takes this process for."""
    app_owner: SteamId | None
    """Who bought the app; not the current user when it is borrowed from family."""

    _live: ClassVar[Client | None] = None
    _forked: ClassVar[bool] = False  # this process began as the copy of a connected one

    def __init__(
        self,
        app_id: str | int | None = None,
        library: str | os.PathLike[str] | None = None,
        log: Log | None = None,
    ) -> None:
        app = None if app_id is None else parse_app(app_id)
        self._refuse_second()
        self._log: Log = StandardLog() if log is None else log
        self._library = open_library(find_library(library))
        connect(self._library, app)
        try:
            self._read_identity()
        except NotLoggedIn:
            self._library.shutdown()
            raise
        self._thread = get_ident()
        self._shared = False
        self._lost = False
        if app not in (None, self.app_id):
            self._log.warning(
                f"Steam takes this process for app {self.app_id}, although app {app} was asked "
                "for: it may have been connected as that before. Start the program anew."
            )
        self._dispatcher = Dispatcher(self._library, self._log)
        self._dispatch = self._dispatcher.pump

        def user() -> SteamId:
            return self.user

        self.friends = Friends(self._library, self._check, user)
        """The current user and others."""
        self.images = Images(self._library, self._check)
        """The pixels of avatars and icons."""
        self.overlay = Overlay(self._library, self._check)
        """Steam's overlay, and where its notifications appear."""
        self.apps = Apps(self._library, self._check)
        """What the user owns."""
        self.auth = Auth(self._library, self._check)
        """Tickets that prove who the user is."""
        self.user_stats = UserStats(self._library, self._dispatcher, self._check)
        """Achievements and stats."""
        self.leaderboards = Leaderboards(self._library, self._dispatcher, self._check)
        """Leaderboards."""
        self._dispatcher.subscribe(IPCFailed, self._on_lost)
        self._dispatcher.subscribe(SteamShutdown, self._on_lost)
        self._observers = Observers()
        self.progress = Progress(
            self._dispatcher, self._observers, self.user_stats, self.app_id, user
        )
        """The documented events of progress, for façades."""
        self.profiles = Profiles(self._dispatcher, self._observers, self.friends, user)
        """The documented events of users, for façades."""
        self.icons = Icons(
            self._dispatcher, self._observers, self.user_stats, self.images, self.app_id
        )
        """The documented events of achievements' images, for façades."""
        Notices(self._dispatcher, self._observers, self.auth, self.app_id)
        self.answers = Answers(self.user_stats, self.leaderboards, lambda: self.logged_on)
        """The documented events that answer one asker, for façades."""
        Client._live = self
        atexit.register(self._close_at_exit)

    @classmethod
    def _refuse_second(cls) -> None:
        if cls._live is not None:
            raise AlreadyConnected(
                f"This process is connected to Steam already, as app {cls._live.app_id} "
                f"through {cls._live.library_path}"
            )
        if cls._forked:
            raise AlreadyConnected(
                "This process was forked from one that is connected to Steam, and shares its state",
                remedy="Start it anew instead: with subprocess, or multiprocessing by 'spawn'.",
            )

    def _read_identity(self) -> None:
        calls, pointer = self._library.calls, self._library.pointer
        user = calls.SteamAPI_ISteamUser_GetSteamID(pointer)
        if not is_user(user):
            raise NotLoggedIn(f"Steam gave no valid user ({user})", 0)
        self._user = SteamId(user)
        self.app_id = AppId(calls.SteamAPI_ISteamUtils_GetAppID(pointer))
        owner = calls.SteamAPI_ISteamApps_GetAppOwner(pointer)
        self.app_owner = SteamId(owner) if is_user(owner) else None

    # --- sharing --------------------------------------------------------------------------------

    @classmethod
    def shared(
        cls,
        app_id: str | int | None = None,
        library: str | os.PathLike[str] | None = None,
        log: Log | None = None,
    ) -> Client:
        """The connection of this process, opened now if there is none.

        Such a connection closes itself when the last façade on it closes.

        Raises:
            AlreadyConnected: there is one, but for another app or through another library.
            SteamError: as for `Client()`.
        """
        live = cls._live
        if live is None:
            live = cls(app_id, library, log)
            live._shared = True
            return live
        live._check()
        same_app = app_id is None or parse_app(app_id) == live.app_id
        same_library = library is None or os.path.realpath(library) == os.path.realpath(
            live.library_path
        )
        if not (same_app and same_library):
            raise AlreadyConnected(
                f"This process is connected to Steam as app {live.app_id} through "
                f"{live.library_path}; app {app_id} through {library} was asked for"
            )
        return live

    @classmethod
    def current(cls) -> Client | None:
        """The connection of this process, or None when there is none now."""
        return cls._live

    def attach(self, observer: Observer) -> None:
        """Has an observer hear the documented events; called by the façade."""
        self._check()
        self._observers.attach(observer)

    def detach(self, observer: Observer) -> None:
        """Lets an observer go; a shared connection closes with the last one."""
        if self.closed:
            return
        self._observers.detach(observer)
        self.progress.forget(observer)
        if self._shared and not self._observers:
            self.close()

    @property
    def observer_count(self) -> int:
        """How many hear the documented events."""
        return len(self._observers)

    # --- state ----------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        """Whether the connection was closed."""
        return self._dispatcher.closed

    @property
    def logged_on(self) -> bool:
        """Whether Steam runs, with a user logged in who may use the app.

        Never true again after it was false: a client that lost Steam stays lost.
        """
        return not (self._lost or self._dispatcher.closed)

    @property
    def pumping(self) -> bool:
        """Whether events are being handed out at this moment."""
        return self._dispatcher.busy

    @property
    def on_own_thread(self) -> bool:
        """Whether this is the thread that opened the connection, the only one that may use it."""
        return get_ident() == self._thread

    @property
    def library_path(self) -> str:
        """The absolute path of the library in use."""
        return str(self._library.path)

    @property
    def interface_versions(self) -> dict[str, str]:
        """Each interface, with the accessor of the version in use."""
        return dict(self._library.versions)

    @property
    def user(self) -> SteamId:
        """The current user; the last one known once the connection is closed.

        Steam keeps to one user while a game runs. Other libraries may not, so it is asked anew.
        """
        user = self._library.calls.SteamAPI_ISteamUser_GetSteamID(self._library.pointer)
        if user != self._user and is_user(user):
            self._user = SteamId(user)
        return self._user

    def _check(self) -> None:
        if self._dispatcher.closed:
            raise NotConnected("The connection to Steam is closed")
        if get_ident() != self._thread:
            raise WrongThread("The connection to Steam was used from another thread")

    # --- events ---------------------------------------------------------------------------------

    def subscribe(self, event: type[E], handler: Callable[[E], None]) -> Subscription:
        """Calls `handler` with every such event. Cancel the subscription to end it."""
        self._check()
        return self._dispatcher.subscribe(event, handler)

    def watch(self, watcher: Callable[[Message], object] | None) -> None:
        """Shows every message of Steam's queue to `watcher`, before anybody else; None ends it.

        For tools: an event of the documented ones, or a subscription, is what a game wants.
        """
        self._dispatcher.watcher = watcher

    def pump(self) -> bool:
        """Lets Steam work, and hands out what it reports. Call it once per frame.

        Returns False, and does nothing, when the connection is closed, or from inside a handler.

        Raises:
            WrongThread: called on another thread.
            KeyboardInterrupt, SystemExit: raised in a handler; the others have had the message, and
                the next pump goes on behind it.
        """
        if get_ident() != self._thread:
            raise WrongThread("Steam was pumped from another thread")
        if self.progress.has_chores:
            self._do_chores()
        return self._dispatch()

    def _do_chores(self) -> None:
        dispatcher = self._dispatcher
        if dispatcher.busy or dispatcher.closed:
            return
        dispatcher.busy = True
        try:
            self.progress.do_chores()
        finally:
            dispatcher.busy = False
        dispatcher.raise_interrupt()

    def interrupted(self, error: BaseException) -> None:
        """A listener was interrupted: the pump raises this when all others have heard the event."""
        self._dispatcher.interrupted(error)

    def raise_interrupt(self) -> None:
        """Raises what `interrupted` was told outside of the pump, if anything."""
        self._dispatcher.raise_interrupt()

    def _on_lost(self, event: Event) -> None:
        if not self._lost:
            self._lost = True
            self._log.warning(f"Steam has gone ({event}): from here on nobody is logged on.")
        if isinstance(event, IPCFailed):  # Steam dropped what it had for this process
            self._dispatcher.fail_calls()
            self.progress.fail()

    # --- the end --------------------------------------------------------------------------------

    def close(self) -> None:
        """Closes the connection, once: cancels what is in flight, then shuts Steam's library down.

        What was set since the last pump is stored first.

        Raises:
            WrongThread: called on another thread.
        """
        if self._dispatcher.closed:
            return
        self._check()
        if self.logged_on:
            self.progress.store_unsaved()
            self.auth.cancel_all()
        self._dispatcher.close()
        self._library.shutdown()
        if Client._live is self:
            Client._live = None
        atexit.unregister(self._close_at_exit)
        self._observers.end()
        self.raise_interrupt()

    def _close_at_exit(self) -> None:
        if self.on_own_thread:
            self.close()

    @classmethod
    def _leave_to_parent(cls) -> None:
        """In a forked child: the connection is the parent's, and nothing here may use or close it.

        Nor can the child have one of its own, because the library's state is the parent's too.
        """
        if cls._live is not None:
            cls._live._dispatcher.close()
            cls._live, cls._forked = None, True

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=Client._leave_to_parent)
