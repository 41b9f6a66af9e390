"""Fixtures of the offline runtime's unit tests: a session without C."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_steam.results import CallFailure
from offline_steam.schedule import NEVER
from offline_steam.session import Session


class ListQueue:
    """The C part's queue as lists."""

    def __init__(self) -> None:
        self.messages: list[tuple[int, bytes]] = []
        self.results: dict[int, tuple[int, bytes, CallFailure] | None] = {}
        self.downloads: list[tuple[bytes, int, bytes]] = []
        self.now = 0
        self.due = NEVER

    def post(self, callback: int, data: bytes) -> None:
        """Appends a callback."""
        self.messages.append((int(callback), data))

    def open_call(self) -> int:
        """A new handle."""
        call = len(self.results) + 1
        self.results[call] = None
        return call

    def complete_call(self, call: int, callback: int, data: bytes, failure: CallFailure) -> None:
        """Keeps a result."""
        self.results[call] = (int(callback), data, failure)

    def keep_entries(self, entries: bytes, count: int, details: bytes) -> int:
        """Keeps downloaded entries, as they are."""
        self.downloads.append((entries, count, details))
        return len(self.downloads)

    def frame(self) -> int:
        """The frame."""
        return self.now

    def wake_at(self, frame: int) -> None:
        """Notes when to wake."""
        self.due = frame

    def counts(self) -> dict[str, int]:
        """Numbers for the state report."""
        return {"queued": len(self.messages)}


class Client(Session):
    """A session with its queue, pumped by hand."""

    def __init__(self, home: Path, must_request: bool = False) -> None:
        self.list = ListQueue()
        super().__init__(self.list, must_request)
        self.set_home(str(home))

    def pump(self, frames: int = 10) -> list[tuple[int, bytes]]:
        """Runs frames as the C part does, waking Python only when something is due."""
        for _ in range(frames):
            self.list.now += 1
            if self.list.now >= self.list.due:
                self.schedule.run(self.list.now)
        messages, self.list.messages = self.list.messages, []
        return messages


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the developer's shell decides about a test."""
    for name in ("HOME", "APP", "USER", "LATENCY", "LANGUAGE"):
        monkeypatch.delenv(f"OFFLINE_STEAM_{name}", raising=False)
    monkeypatch.delenv("SteamAppId", raising=False)


@pytest.fixture
def make_client(tmp_path: Path) -> Iterator[Callable[..., Client]]:
    """Makes connected clients of an app given as TOML, which share one store."""
    made: list[Client] = []

    def make(definition: str | None = None, must_request: bool = False) -> Client:
        client = Client(tmp_path / "home", must_request)
        if definition is not None:
            file = tmp_path / "app.toml"
            file.write_text(definition, "utf-8")
            client.set_app(str(file))
        assert client.connect() == ""
        made.append(client)
        return client

    yield make
    for client in made:
        if client.is_connected:
            client.disconnect()


@pytest.fixture
def client_type() -> type[Client]:
    """The class of clients, for tests that make their own."""
    return Client


@pytest.fixture
def client(make_client: Callable[..., Client]) -> Client:
    """A connected client of the built-in app."""
    return make_client()
