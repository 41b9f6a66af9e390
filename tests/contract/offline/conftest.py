"""Fixtures of the offline runtime's contract tests."""

from __future__ import annotations

import ctypes
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import offline_host

from offline_steam import control


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library in its place in the package, built if the build has not been run."""
    if not offline_host.LIBRARY.exists():
        offline_host.build_library(offline_host.LIBRARY, tmp_path_factory.mktemp("offline_library"))
    return offline_host.LIBRARY


@pytest.fixture(scope="session")
def older_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that passes for SDK 1.60, outside of the package."""
    folder = tmp_path_factory.mktemp("older_library")
    return offline_host.build_library(folder / "libsteam_api.so", folder / "tmp", "--sdk", "1.60")


@pytest.fixture(scope="session")
def host_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``host.c``, compiled."""
    return offline_host.build_host(tmp_path_factory.mktemp("host"))


@pytest.fixture
def start_host(
    library: Path, host_program: Path, tmp_path: Path
) -> Iterator[Callable[..., offline_host.Host]]:
    """Starts C programs that load the library, with a store of the test's own."""
    hosts: list[offline_host.Host] = []

    def start(library: Path = library, **environment: str) -> offline_host.Host:
        environment.setdefault("OFFLINE_STEAM_HOME", str(tmp_path / "home"))
        hosts.append(offline_host.Host(host_program, library, environment))
        return hosts[-1]

    yield start
    for host in hosts:
        host.kill()


class Steam:
    """A library in this process with a state of its own, called through ctypes.

    Each is a fresh copy of the file, so that the tests do not see each other's.
    """

    def __init__(self, path: Path, home: Path) -> None:
        self.control = control.load(path)
        self.control.set_home(home)
        self.lib = ctypes.CDLL(str(path))
        self._types: dict[str, tuple[Any, list[Any]]] = {}

    def call(self, name: str, result: Any, *arguments: Any) -> Any:
        """Calls an export; ``arguments`` are ctypes values or objects that ctypes passes as is."""
        function = self.lib[name]
        function.restype = result
        return function(*arguments)

    def init(self) -> tuple[int, str]:
        """Init and manual dispatch."""
        message = ctypes.create_string_buffer(1024)
        result = self.call("SteamAPI_InitFlat", ctypes.c_int, message)
        self.call("SteamAPI_ManualDispatch_Init", None)
        return result, message.value.decode()

    def stats(self, name: str, result: Any, *arguments: Any) -> Any:
        """Calls a function of ``ISteamUserStats``."""
        return self._method("SteamUserStats_v013", "ISteamUserStats", name, result, arguments)

    def utils(self, name: str, result: Any, *arguments: Any) -> Any:
        """Calls a function of ``ISteamUtils``."""
        return self._method("SteamUtils_v010", "ISteamUtils", name, result, arguments)

    def friends(self, name: str, result: Any, *arguments: Any) -> Any:
        """Calls a function of ``ISteamFriends``."""
        return self._method("SteamFriends_v018", "ISteamFriends", name, result, arguments)

    def apps(self, name: str, result: Any, *arguments: Any) -> Any:
        """Calls a function of ``ISteamApps``."""
        return self._method("SteamApps_v008", "ISteamApps", name, result, arguments)

    def user(self, name: str, result: Any, *arguments: Any) -> Any:
        """Calls a function of ``ISteamUser``."""
        return self._method("SteamUser_v023", "ISteamUser", name, result, arguments)

    def _method(
        self, accessor: str, interface: str, name: str, result: Any, arguments: tuple[Any, ...]
    ) -> Any:
        self_pointer = self.call(f"SteamAPI_{accessor}", ctypes.c_void_p)
        return self.call(
            f"SteamAPI_{interface}_{name}", result, ctypes.c_void_p(self_pointer), *arguments
        )

    def next_message(self) -> offline_host.Message | None:
        """Takes and frees one callback, and fetches a call result."""
        message = CallbackMsg()
        if not self.call(
            "SteamAPI_ManualDispatch_GetNextCallback", ctypes.c_bool, 1, ctypes.byref(message)
        ):
            return None
        data = ctypes.string_at(message.data, message.size)
        self.call("SteamAPI_ManualDispatch_FreeLastCallback", None, 1)
        return offline_host.Message(0, message.id, data)

    def pump(self, frames: int = 10) -> list[offline_host.Message]:
        """Runs frames; returns what came."""
        messages = []
        for _ in range(frames):
            self.call("SteamAPI_ManualDispatch_RunFrame", None, 1)
            while (message := self.next_message()) is not None:
                messages.append(message)
        return messages

    def fetch(self, call: int, callback: int, size: int) -> tuple[bool, bool, bytes]:
        """``GetAPICallResult``: whether it answered, whether the call failed, and the bytes."""
        data = ctypes.create_string_buffer(b"\xaa" * size, size)
        failed = ctypes.c_bool()
        answered = self.call(
            "SteamAPI_ManualDispatch_GetAPICallResult",
            ctypes.c_bool,
            1,
            ctypes.c_uint64(call),
            data,
            size,
            callback,
            ctypes.byref(failed),
        )
        return answered, failed.value, data.raw


class CallbackMsg(ctypes.Structure):
    """``CallbackMsg_t``."""

    _pack_ = 4
    _fields_ = (
        ("user", ctypes.c_int32),
        ("id", ctypes.c_int32),
        ("data", ctypes.c_void_p),
        ("size", ctypes.c_int32),
    )


@pytest.fixture
def fresh(library: Path, tmp_path: Path) -> Iterator[Callable[..., Steam]]:
    """Makes libraries in this process, each with a state and a store of its own."""
    made: list[Steam] = []

    def make(source: Path = library) -> Steam:
        copy = tmp_path / f"copy{len(made)}" / "libsteam_api.so"
        copy.parent.mkdir()
        shutil.copyfile(source, copy)
        made.append(Steam(copy, tmp_path / "home"))
        return made[-1]

    yield make
    for steam in made:
        steam.call("SteamAPI_Shutdown", None)


@pytest.fixture
def steam(fresh: Callable[..., Steam]) -> Steam:
    """A connected library in this process."""
    made = fresh()
    assert made.init() == (0, "")
    return made
