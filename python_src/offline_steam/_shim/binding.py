"""Room C, ``offline_steam._shim``: connects a loaded library with its Python part.

Imports the standard library, ``places``, ``session``, ``running`` and the ``bind_*`` modules beside
it. FFI ends in this folder: handlers get C values and give C values, the session behind them knows
nothing of C.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from offline_steam import places, running
from offline_steam._shim import (
    bind_control,
    bind_leaderboards,
    bind_overlay,
    bind_people,
    bind_user_stats,
    bind_utils,
)
from offline_steam._shim.exports import FLAVOURS, Export, digest, exports_of
from offline_steam._shim.texts import Texts
from offline_steam.results import CallFailure, InitResult
from offline_steam.session import Session

MESSAGE_SIZE = 1024
"""Bytes of ``SteamErrMsg``."""

Handler = Callable[..., Any]


class CEnvironment(Mapping[str, str]):
    """The environment as C sees it now.

    ``os.environ`` is what it was when Python started: it misses what a game set since then, by
    ``setenv`` or by its engine's function for it.
    """

    def __init__(self, ffi: Any, lib: Any) -> None:
        self._ffi, self._lib = ffi, lib

    def __getitem__(self, name: str) -> str:
        value = self._lib.shim_environment(os.fsencode(name))
        if value == self._ffi.NULL:
            raise KeyError(name)
        return os.fsdecode(self._ffi.string(value))

    def __iter__(self) -> Iterator[str]:
        return (name for name in places.VARIABLES if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class CQueue:
    """The C part as ``schedule.Queue``."""

    def __init__(self, lib: Any) -> None:
        self._lib = lib

    def post(self, callback: int, data: bytes) -> None:
        """Appends a callback.

        Raises:
            MemoryError: when the C part has none left.
        """
        if not self._lib.shim_post(callback, data, len(data)):
            raise MemoryError("no memory for a callback")

    def open_call(self) -> int:
        """A new API call handle; 0, which is Steam's invalid handle, when memory ran out."""
        return int(self._lib.shim_open_call())

    def complete_call(self, call: int, callback: int, data: bytes, failure: CallFailure) -> None:
        """Makes the result of an API call fetchable."""
        self._lib.shim_complete_call(call, callback, data, len(data), failure)

    def keep_entries(self, entries: bytes, count: int, details: bytes) -> int:
        """Keeps downloaded leaderboard entries until they are read.

        Raises:
            MemoryError: when the C part has none left.
        """
        handle = int(self._lib.shim_keep_entries(entries, count, details, len(details) // 4))
        if handle == 0:
            raise MemoryError("no memory for leaderboard entries")
        return handle

    def frame(self) -> int:
        """The number of frames run so far."""
        return int(self._lib.shim_frame())

    def wake_at(self, frame: int) -> None:
        """Asks for ``py_run_due`` at that frame."""
        self._lib.shim_wake_at(frame)

    def counts(self) -> dict[str, int]:
        """Numbers for the state report."""
        return {
            "queued": int(self._lib.shim_queued()),
            "posted": int(self._lib.shim_posted()),
            "pending_calls": int(self._lib.shim_pending_calls()),
            "not_freed": int(self._lib.shim_taken_twice()),
        }


def bind(ffi: Any, lib: Any) -> Session:
    """Gives every Python-answered export of this library its handler.

    Raises:
        RuntimeError: when the library was built from another table than this package has.
    """
    built = ffi.string(lib.shim_table()).decode()
    flavour = built.partition(" ")[0]
    if flavour not in FLAVOURS or built != digest(flavour):
        raise RuntimeError(
            "this libsteam_api and the offline_steam package beside it are of different versions; "
            "build the library again"
        )
    # Windows has an environment for each C library, and Python's is the one in Unicode.
    environment = os.environ if sys.platform == "win32" else CEnvironment(ffi, lib)
    session = Session(CQueue(lib), FLAVOURS[flavour].retired, environment)
    texts = Texts(ffi)
    handlers: dict[str, Handler] = {}
    modules = (
        bind_user_stats,
        bind_leaderboards,
        bind_people,
        bind_overlay,
        bind_utils,
        bind_control,
    )
    for module in modules:
        handlers.update(module.handlers(ffi, session, texts))
    for export in exports_of(flavour):
        if export.python:
            handler = handlers[f"{export.interface}_{export.name}"]
            define = ffi.def_extern(name=export.entry, error=_failure(ffi, export, texts))
            define(_locked(session, handler))
    _bind_life(ffi, lib, session)
    path = os.fsdecode(ffi.string(lib.shim_library_path()))
    running.add(running.Running(path, session, lib))
    return session


def _locked(session: Session, handler: Handler) -> Handler:
    """One call at a time: the library may be called from any thread."""
    lock = session.lock

    @functools.wraps(handler)
    def call(*arguments: Any) -> Any:
        with lock:
            return handler(*arguments)

    return call


def _failure(ffi: Any, export: Export, texts: Texts) -> Any:
    """What cffi returns when the handler raised (it writes the traceback to stderr)."""
    if export.result.endswith("*"):
        return texts.keep("") if export.value == '""' else ffi.NULL
    return {"false": False, "0": 0, "": None}[export.value]


def _bind_life(ffi: Any, lib: Any, session: Session) -> None:
    """Init, shutdown, the pump's call into Python, and what C keeps of the achievements."""

    def connect(message: Any) -> int:
        text = session.connect()
        if not text:
            return InitResult.OK
        data = text.encode(errors="replace")[: MESSAGE_SIZE - 1]
        # Not in the middle of a character.
        data = data.decode(errors="ignore").encode()
        ffi.memmove(message, data + b"\0", len(data) + 1)
        return InitResult.FAILED_GENERIC

    def fill_names() -> None:
        # A thread may come late: what was known before shutdown is not what is known after init.
        names = session.stats.names() if session.is_connected else None
        if names is not None:
            data = b"".join(name.encode() + b"\0" for name in names)
            lib.shim_set_names(data, len(data), len(names))

    def unlock_time(index: int) -> int:
        time = session.stats.unlock_time(session.app.achievements[index].name)
        if time is None:
            return -1
        lib.shim_note_unlock_time(index, time)
        return time

    def notify(text: Any) -> None:
        session.notify(ffi.string(text).decode(errors="replace"))

    # 0 would read as success.
    ffi.def_extern(name="py_connect", error=InitResult.FAILED_GENERIC)(_locked(session, connect))
    ffi.def_extern(name="py_disconnect")(_locked(session, session.disconnect))
    ffi.def_extern(name="py_run_due")(_locked(session, session.schedule.run))
    ffi.def_extern(name="py_fill_names")(_locked(session, fill_names))
    ffi.def_extern(name="py_unlock_time", error=-1)(_locked(session, unlock_time))
    ffi.def_extern(name="py_notify")(_locked(session, notify))
    session.progress_changed = lib.shim_forget_unlock_times
