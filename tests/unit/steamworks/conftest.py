"""Fixtures for the tests of room B: a fake Steam library in C, and clients on it."""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conforming import problems_of_event
from fake_boards import Boards

from steamworks import Client, Steamworks

HERE = Path(__file__).parent


class FakeSteam:
    """The fake library, steered through its fake_* functions."""

    me = 76561197960265729
    other = 76561197960287930
    app = 480

    def __init__(self, path: Path) -> None:
        self.path = path
        self.dll = ctypes.CDLL(str(path))
        self.dll.fake_last_call.restype = ctypes.c_uint64
        self.dll.fake_said.restype = ctypes.c_char_p
        self.dll.fake_reset()

    def count(self, what: str) -> int:
        """How often something was called."""
        return int(self.dll.fake_count(what.encode()))

    def refuse(self, what: str, yes: bool = True) -> None:
        """Makes "store", "reset" or "request" fail at once."""
        self.dll.fake_refuse(what.encode(), yes)

    def post(self, callback: int, data: bytes) -> None:
        """Puts a callback into the queue."""
        self.dll.fake_post(callback, data, len(data))

    @staticmethod
    def changed(user: int, changes: int) -> bytes:
        """The bytes of a PersonaStateChange_t."""
        return struct.pack("<Qi", user, changes)

    @staticmethod
    def avatar_loaded(user: int, image: int, size: int = 184) -> bytes:
        """The bytes of an AvatarImageLoaded_t."""
        return struct.pack("<Qiii", user, image, size, size)

    @staticmethod
    def icon_fetched(name: bytes, unlocked: bool, icon: int, game: int = app) -> bytes:
        """The bytes of a UserAchievementIconFetched_t."""
        return struct.pack("<Q128s?3xi", game, name, unlocked, icon)

    def person(
        self,
        user: int,
        name: str = "Ann",
        *,
        nickname: str = "",
        state: int = 1,
        relationship: int = 0,
        level: int = 7,
        known: bool = True,
        avatars: tuple[int, int, int] = (0, 0, 0),
    ) -> None:
        """Puts a user into the library, or changes one; `avatars` are handles."""
        self.dll.fake_person(
            ctypes.c_uint64(user), name.encode(), nickname.encode(), state, relationship, level
        )
        self.dll.fake_known(ctypes.c_uint64(user), known)
        for size, handle in enumerate(avatars):
            self.dll.fake_avatar(ctypes.c_uint64(user), size, handle)

    def image(self, handle: int, width: int, height: int | None = None) -> None:
        """Puts an image into the library; byte `i` of its pixels is `handle + i`."""
        self.dll.fake_image(handle, width, width if height is None else height)

    def people_count(self, what: str) -> int:
        """How often "requests" for information were made, "tickets" given, ..."""
        return int(self.dll.fake_people_count(what.encode()))

    @property
    def said(self) -> str:
        """What the last call about the overlay was given: kind, text and number."""
        return str(self.dll.fake_said().decode())

    def post_many(self, callback: int, data: bytes, times: int) -> None:
        """Puts the same callback into the queue many times."""
        self.dll.fake_post_many(callback, data, len(data), times)

    def answer(
        self, data: bytes, *, call: int = 0, callback: int = 1101, failed: bool = False
    ) -> None:
        """Completes a call (the last one made, unless told)."""
        handle = ctypes.c_uint64(call or self.last_call)
        self.dll.fake_answer(handle, callback, data, len(data), failed)

    @staticmethod
    def received(user: int = me, result: int = 1, game: int = app) -> bytes:
        """The bytes of a UserStatsReceived_t on Linux."""
        return struct.pack("<QiQ", game, result, user)

    @staticmethod
    def stored(result: int = 1, game: int = app) -> bytes:
        """The bytes of a UserStatsStored_t."""
        return struct.pack("<Qi", game, result)

    @staticmethod
    def achievement(name: bytes, current: int = 0, maximum: int = 0, game: int = app) -> bytes:
        """The bytes of a UserAchievementStored_t."""
        return struct.pack("<Q?128s3xII", game, False, name, current, maximum)

    @property
    def last_call(self) -> int:
        """The handle of the last asynchronous call."""
        return int(self.dll.fake_last_call())


class RecordingLog:
    """A log that keeps what it got."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.exceptions: list[tuple[str, BaseException]] = []

    def error(self, message: str) -> None:
        """Keeps an error."""
        self.errors.append(message)

    def warning(self, message: str) -> None:
        """Keeps a warning."""
        self.warnings.append(message)

    def exception(self, message: str, error: BaseException) -> None:
        """Keeps an exception."""
        self.exceptions.append((message, error))


def _compile(target: Path, *options: str) -> Path:
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    command = [*compiler, "-shared", "-fPIC", "-O1", "-o", str(target), *options]
    subprocess.run([*command, str(HERE / "fake_steam.c")], check=True)
    return target


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fake library as of SDK 1.61 and later."""
    folder = tmp_path_factory.mktemp("new")
    return _compile(folder / "libsteam_api.so", "-DWITHOUT_REQUEST_CURRENT_STATS")


@pytest.fixture(scope="session")
def old_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fake library as of SDK 1.59 and 1.60, with RequestCurrentStats."""
    return _compile(tmp_path_factory.mktemp("old") / "libsteam_api.so")


@pytest.fixture
def steam(new_library: Path) -> FakeSteam:
    """The fake library, fresh."""
    return FakeSteam(new_library)


@pytest.fixture
def boards(steam: FakeSteam) -> Boards:
    """The leaderboards of the fake library."""
    return Boards(steam)


@pytest.fixture
def old_steam(old_library: Path) -> FakeSteam:
    """The fake older library, fresh."""
    return FakeSteam(old_library)


@pytest.fixture(autouse=True)
def no_connection_left() -> Iterator[None]:
    """Closes whatever connection a failing test left behind, and restores the environment."""
    before = {name: os.environ.get(name) for name in ("SteamAppId", "SteamGameId")}
    yield
    left = Client.current()
    if left is not None:
        left.close()
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def every_event_is_documented(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever event a façade delivers in a test has to be as the table of names says."""
    deliver, problems = Steamworks.deliver, list[str]()

    def checked(facade: Steamworks, event: dict[str, Any], *rest: Any) -> None:
        problems.extend(problems_of_event(event))
        deliver(facade, event, *rest)

    monkeypatch.setattr(Steamworks, "deliver", checked)
    yield
    assert problems == []


@pytest.fixture
def log() -> RecordingLog:
    """A log that keeps what it got."""
    return RecordingLog()


@pytest.fixture
def client(steam: FakeSteam, log: RecordingLog) -> Iterator[Client]:
    """A client on the fake library."""
    with Client(480, steam.path, log) as opened:
        yield opened


class Heard:
    """A façade's hook that keeps every event."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def __call__(self, name: str, event: dict[str, Any]) -> None:
        """Keeps an event."""
        assert event["name"] == name
        self.events.append(event)

    @property
    def names(self) -> list[str]:
        """The names of the events, in order."""
        return [event["name"] for event in self.events]


@pytest.fixture
def heard() -> Heard:
    """Keeps what the façade's hook gets."""
    return Heard()


@pytest.fixture
def facade(
    client: Client, steam: FakeSteam, log: RecordingLog, heard: Heard
) -> Iterator[Steamworks]:
    """A façade that has had its start-up event; `heard` is empty again."""
    opened = Steamworks(client, log=log, emit=heard)
    opened.pump()
    steam.answer(steam.received())
    opened.pump()
    assert heard.names == ["userProgressUpdate"]
    heard.events.clear()
    opened.pump()
    opened.pump()
    yield opened
    opened.close()
