"""Room C, ``offline_steam``: the control API for tests and tools, in the process of the library.

Imports the standard library and, of this package, ``errors``, ``running`` and ``session``. The same
is exported in C as ``OfflineSteam_*``, for programs without Python (see docs/offline-runtime.md).

    from offline_steam import control

    steam = control.load("/path/to/libsteam_api.so")   # or control.attach() when it runs already
    steam.fail_next("RequestUserStats", Result.FAIL)
    steam.set_online(False)
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from offline_steam import running
from offline_steam.board_editing import BoardEditor
from offline_steam.errors import NotLoadedError
from offline_steam.running import Running
from offline_steam.session import Session


class Control:
    """Controls one loaded offline library. Safe to use from any thread.

    Made by ``load`` and ``attach``. Every method may be used before init, while connected and after
    shutdown, except where it says otherwise; what is set outlives shutdown and a second init.
    """

    def __init__(self, library: Running) -> None:
        self._library = library

    @property
    def _session(self) -> Session:
        return self._library.session

    @property
    def path(self) -> Path:
        """What the library was loaded from."""
        return Path(self._library.path)

    def fail_next(self, call: str, result: int) -> None:
        """Answers the next call of a kind with a result and without doing anything.

        May be called several times: the faults are used up in order. ``StoreStats`` failing with 8
        puts the local changes back, as Steam does; with any other result they stay.

        Args:
            call: one of ``faults.CALLS``.
            result: an ``EResult``.

        Raises:
            UnknownNameError: for another call.
            ValueError: for a result that is no 32-bit integer.
        """
        with self._session.lock:
            self._session.fail_next(call, result)

    def fail_next_io(self, call: str) -> None:
        """Lets the next call of a kind break, as when the connection is lost.

        An API call ends as failed (``pbFailed``) and has no result. A call that answers with a
        plain callback answers with 37 (I/O failure).

        Raises:
            UnknownNameError: for a call that is not one of ``faults.CALLS``.
        """
        with self._session.lock:
            self._session.fail_next_io(call)

    def fail_next_init(self, result: int, message: str) -> None:
        """Lets the next init answer ``result`` (``InitResult``, 1 to 3) with this message.

        Raises:
            ValueError: for another result.
        """
        if not self._library.lib.OfflineSteam_FailNextInit(result, message.encode()):
            raise ValueError(f"init result {result}: 0 (none) to 3 is expected")

    def delay_next(self, call: str, frames: int) -> None:
        """Answers the next call of a kind after so many frames, whatever the latency is.

        Raises:
            UnknownNameError: for a call that is not one of ``faults.CALLS``.
            ValueError: for a negative number.
        """
        with self._session.lock:
            self._session.delay_next(call, frames)

    def set_latency(self, frames: int) -> None:
        """Sets the frames from a request to its answer; 0 answers inside the call.

        Raises:
            ValueError: for a negative number.
        """
        with self._session.lock:
            self._session.set_latency(frames)

    def set_online(self, online: bool) -> None:
        """Connects or cuts the simulated network; while connected, 101 or 103 follows.

        Offline, own progress can be read and stored, other users' cannot be requested (result 3).
        """
        with self._session.lock:
            self._session.set_online(online)

    def act_as(self, steam_id: int) -> None:
        """Makes another user of the app definition the current one, at once and for later inits.

        Local changes of the former user that were not stored are dropped.

        Raises:
            UnknownNameError: for a user who is not in the definition.
        """
        with self._session.lock:
            self._session.act_as(steam_id)

    def unload_user_stats(self, steam_id: int) -> None:
        """Drops another user's loaded progress and posts 1108. Only while connected.

        Raises:
            UnknownNameError: when it is not loaded, or nobody is connected.
        """
        with self._session.lock:
            self._session.unload_user_stats(steam_id)

    def set_user(self, steam_id: int, **values: object) -> None:
        """Changes what Steam knows of a user; 304 tells of it when the user is known to the game.

        Args:
            steam_id: of anybody, defined or not.
            values: by the keys of a definition's ``[[user]]``, with values as in TOML: ``name``,
                ``nickname``, ``status``, ``relationship``, ``level``, ``avatar``, such as
                ``avatar={"shape": "cat", "color": "#f2c14e"}``.

        Raises:
            DefinitionError: for an unknown key or a bad value; nothing changes then.
            UnknownNameError: for an ID that is no user's.
        """
        with self._session.lock:
            self._session.set_user(steam_id, values)

    def set_overlay_enabled(self, enabled: bool) -> None:
        """Lets the overlay be shown, or not: ``IsOverlayEnabled``. One that is shown is closed."""
        with self._session.lock:
            self._session.overlay.set_enabled(enabled)

    def open_overlay(self) -> None:
        """Opens the overlay until it is closed, as a player does by its keys; posts 331.

        Raises:
            UnknownNameError: while nobody is connected.
        """
        with self._session.lock:
            self._session.open_overlay()

    def close_overlay(self) -> None:
        """Closes the overlay, as a player does; posts 331, and nothing when it is not shown."""
        with self._session.lock:
            self._session.overlay.close()

    def set_player_count(self, count: int) -> None:
        """Sets what ``GetNumberOfCurrentPlayers`` answers.

        Raises:
            ValueError: when it is negative or has more than 32 bits.
        """
        with self._session.lock:
            self._session.player_count.set(count)

    def install_dlc(self, app_id: int) -> None:
        """Installs DLC, of the definition or not; posts 1005 when it was not installed.

        Raises:
            ValueError: for a number that is no app ID.
        """
        with self._session.lock:
            self._session.content.install(app_id)

    def uninstall_dlc(self, app_id: int) -> None:
        """Takes installed DLC away.

        Raises:
            UnknownNameError: while connected, when it is not installed.
        """
        with self._session.lock:
            self._session.content.uninstall(app_id)

    def start_purchase(self, order_id: int) -> None:
        """Begins a purchase, as the game's server does: the overlay asks the user.

        Raises:
            ValueError: for an order ID that is 0, has more than 64 bits, or is pending already.
            UnknownNameError: while nobody is connected.
        """
        with self._session.lock:
            self._session.purchases.start(order_id)

    def approve_purchase(self, order_id: int) -> None:
        """The user approves a pending purchase: posts 152.

        Raises:
            UnknownNameError: when no such purchase is pending.
        """
        with self._session.lock:
            self._session.purchases.answer(order_id, True)

    def decline_purchase(self, order_id: int) -> None:
        """The user declines a pending purchase: posts 152.

        Raises:
            UnknownNameError: when no such purchase is pending.
        """
        with self._session.lock:
            self._session.purchases.answer(order_id, False)

    def post_callback(self, callback: int, data: bytes, count: int = 1) -> None:
        """Posts a callback with these bytes, ``count`` times, at once.

        Raises:
            MemoryError: when there is no room for all of them.
            ValueError: for a negative count.
        """
        if count < 0:
            raise ValueError(f"count {count}: 0 or more is expected")
        if not self._library.lib.OfflineSteam_PostCallbacks(callback, data, len(data), count):
            raise MemoryError(f"no room for {count} callbacks of {len(data)} bytes")

    def set_home(self, folder: Path | None) -> None:
        """Keeps progress in this folder from the next init on; None: as the environment says."""
        with self._session.lock:
            self._session.set_home("" if folder is None else str(folder))

    def set_app(self, definition: Path | None) -> None:
        """Simulates the app of this TOML file from the next init on; None: as the environment says.

        Raises:
            DefinitionError: when there is anything wrong with it; nothing changes then.
        """
        with self._session.lock:
            self._session.set_app("" if definition is None else str(definition))

    def reset_store(self) -> None:
        """Deletes the stored progress of all users of the app, and the leaderboards' entries.

        What the definition gives remains.

        Raises:
            StoreError: when the database cannot be written.
        """
        with self._session.lock:
            self._session.reset_store()

    def leaderboards(self) -> list[dict[str, Any]]:
        """All leaderboards, the definition's first: ``name``, ``sort``, ``display``, ``entries``.

        Raises:
            StoreError: when they cannot be read.
        """
        with self._boards() as boards:
            return boards.listed()

    def leaderboard_entries(self, name: str, start: int = 1, end: int = 25) -> list[dict[str, Any]]:
        """The entries of some ranks: ``rank``, ``steam_id``, ``score``, ``details``.

        Args:
            name: the board.
            start: the first rank, 1 or more.
            end: the last; what is not there is left out.

        Raises:
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be read.
        """
        with self._boards() as boards:
            return boards.report(name, start, end)

    def create_leaderboard(
        self, name: str, sort: str = "descending", display: str = "numeric"
    ) -> None:
        """Makes an empty leaderboard, unless there is one of that name.

        Args:
            name: at most 127 bytes of UTF-8.
            sort: ``ascending`` or ``descending``.
            display: ``numeric``, ``seconds`` or ``milliseconds``.

        Raises:
            ValueError: for another word, or a name that no board can have.
            StoreError: when it cannot be made.
        """
        with self._boards() as boards:
            boards.create(name, sort, display)

    def set_leaderboard_score(
        self, name: str, steam_id: int, score: int, details: Sequence[int] = ()
    ) -> None:
        """Sets a user's score, better or not.

        Raises:
            ValueError: for what is no user's Steam ID, no score of 32 bits, or too many details.
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.set_score(name, steam_id, score, details)

    def add_leaderboard_entries(self, name: str, entries: Iterable[tuple[int, int]]) -> int:
        """Sets the scores of many users at once, each a Steam ID and a score.

        Returns:
            How many entries the board has then.

        Raises:
            ValueError, UnknownNameError, StoreError: as ``set_leaderboard_score``; nothing changed.
        """
        with self._boards() as boards:
            return boards.add(name, entries)

    def generate_leaderboard_entries(
        self, name: str, count: int, best: int, worst: int, seed: int = 0
    ) -> int:
        """Adds made-up entries of strangers; the same arguments give the same entries.

        A stranger who has an entry gets the new one. A million takes some seconds.

        Args:
            name: the board.
            count: 1 to 10,000,000.
            best: the score of the first, about.
            worst: the score of the last.
            seed: another one gives other scores.

        Returns:
            How many entries the board has then.

        Raises:
            ValueError: for a number out of range, or a best score that is worse than the worst.
            UnknownNameError: when there is no such board.
            StoreError: when they cannot be stored.
        """
        with self._boards() as boards:
            return boards.generate(name, count, best, worst, seed)

    def remove_leaderboard_entry(self, name: str, steam_id: int) -> None:
        """Deletes a user's entry.

        Raises:
            UnknownNameError: when there is no such board or entry.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.remove(name, steam_id)

    def clear_leaderboard(self, name: str) -> None:
        """Deletes all entries of a leaderboard, also those that the definition gave.

        Raises:
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.clear(name)

    def reset_leaderboard(self, name: str) -> None:
        """Puts a leaderboard back to what the definition gives; deletes one that it has not.

        Raises:
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.reset(name)

    @contextmanager
    def _boards(self) -> Iterator[BoardEditor]:
        with self._session.lock, self._session.boards() as boards:
            yield boards

    def clear_faults(self) -> None:
        """Forgets the faults and delays that no call has used up yet."""
        with self._session.lock:
            self._session.faults.clear()

    def state(self) -> dict[str, Any]:
        """What the simulated client knows, for assertions and for people.

        Always: ``version``, ``connected``, ``online``, ``latency``, ``frame``, ``scheduled``
        (answers on their way), ``queued`` and ``posted`` callbacks, ``pending_calls``,
        ``not_freed`` (times that GetNextCallback came before FreeLastCallback), ``faults``,
        ``overlay`` (``enabled``, ``shown`` and ``last_shown``: the call and its arguments,
        ``notification_position``, ``notification_inset``), ``changed_users``, ``stores``,
        ``last_store_result``, ``notices``, ``last_error``. While connected also ``app``,
        ``app_id``, ``steam_id``, ``language``, ``store`` (path), ``loaded_users``,
        ``player_count``, ``dlc`` (installed), ``open_tickets``, ``purchases`` (pending order IDs),
        ``pending`` (names changed and not stored).
        """
        with self._session.lock:
            return self._session.state()


def load(path: Path | str) -> Control:
    """Loads an offline library, unless it is loaded, and starts it without init.

    Raises:
        NotLoadedError: when it cannot be loaded, or is another library.
    """
    file = Path(path).absolute()
    try:
        library = ctypes.CDLL(str(file))
        start = library.OfflineSteam_Start
    except OSError as error:
        raise NotLoadedError(f"{file} cannot be loaded: {error}") from error
    except AttributeError as error:
        raise NotLoadedError(
            f"{file} is not the offline runtime: it has no OfflineSteam_Start"
        ) from error
    start.restype = ctypes.c_char_p
    reason: bytes = start()
    if reason:
        raise NotLoadedError(f"{file} did not start: {reason.decode(errors='replace')}")
    return attach(file)


def attach(path: Path | str | None = None) -> Control:
    """The control of a library that runs in this process: the one at ``path``, or the last started.

    Raises:
        NotLoadedError: when there is none.
    """
    return Control(running.find(None if path is None else Path(path)))
