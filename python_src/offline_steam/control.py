"""Room C, ``offline_steam``: the control API for tests and tools, in the process of the library.

Imports the standard library and, of this package, the other ``control_*`` modules, ``errors`` and
``running``. The same is exported in C as ``OfflineSteam_*``, for programs without Python (see
docs/offline-runtime.md).

    from offline_steam import control

    steam = control.load("/path/to/libsteam_api.so")   # or control.attach() when it runs already
    steam.fail_next("RequestUserStats", Result.FAIL)
    steam.set_online(False)
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

from offline_steam import running
from offline_steam.control_boards import BoardControl
from offline_steam.control_inspection import InspectionControl
from offline_steam.control_part import identifier
from offline_steam.control_people import PeopleControl
from offline_steam.control_progress import ProgressControl
from offline_steam.errors import NotLoadedError


class Control(ProgressControl, PeopleControl, BoardControl, InspectionControl):
    """Controls one loaded offline library. Safe to use from any thread.

    Made by ``load`` and ``attach``. Every method may be used before init, while connected and after
    shutdown, except where it says otherwise; what is set outlives shutdown and a second init. IDs
    are numbers or their decimal digits; what is neither is a ``TypeError``.
    """

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

    def act_as(self, steam_id: int | str) -> None:
        """Makes another user of the app definition the current one, at once and for later inits.

        Local changes of the former user that were not stored are dropped.

        Raises:
            UnknownNameError: for a user who is not in the definition.
        """
        with self._session.lock:
            self._session.act_as(identifier(steam_id))

    def unload_user_stats(self, steam_id: int | str) -> None:
        """Drops another user's loaded progress and posts 1108. Only while connected.

        Raises:
            UnknownNameError: when it is not loaded, or nobody is connected.
        """
        with self._session.lock:
            self._session.unload_user_stats(identifier(steam_id))

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
