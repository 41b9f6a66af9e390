"""The game's side of the dock: answers, watches, status and log, without an engine."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import godot
from godot_steamworks.event_record import hearers
from godot_steamworks.offline_errors import OfflineError
from steamworks.messages import Message


class FakeClient:
    """Stands for the connection."""

    live: FakeClient | None = None
    closed = False

    def __init__(self) -> None:
        self.watcher: Any = None

    @classmethod
    def current(cls) -> FakeClient | None:
        """The connection."""
        return cls.live

    def watch(self, watcher: Any) -> None:
        """Keeps who watches."""
        self.watcher = watcher


class World:
    """A remote, and what it has sent."""

    def __init__(self, module: Any, connection: Any) -> None:
        self.sent: list[tuple[str, list[Any]]] = []
        self.status = connection.Report("waiting")
        self.connection = connection
        self.calls: list[tuple[Any, ...]] = []
        self.result: Any = 1
        self.remote = module.Remote(
            lambda name, data: self.sent.append((name, data)), lambda: self.status, lambda: self
        )

    def run(self, function: str, *arguments: Any) -> Any:
        """As the offline runtime's."""
        self.calls.append((function, *arguments))
        if function == "Refuse":
            raise OfflineError("no")
        return self.result

    def take(self) -> list[tuple[str, list[Any]]]:
        """What was sent since."""
        sent, self.sent = self.sent, []
        return sent


@pytest.fixture
def world(connection: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A remote without an engine."""
    monkeypatch.delitem(sys.modules, "godot_steamworks.remote", raising=False)
    module = importlib.import_module("godot_steamworks.remote")
    monkeypatch.setattr(module, "Client", type("Client", (FakeClient,), {}))
    monkeypatch.setitem(vars(godot), "PackedByteArray", bytearray)
    made = World(module, connection)
    made.remote.client = module.Client
    yield made
    made.remote.stop()
    sys.modules.pop("godot_steamworks.remote", None)
    assert hearers == []


def node(path: str) -> Any:
    """A node that emits events."""
    return SimpleNamespace(name=path, is_inside_tree=lambda: True, get_path=lambda: path)


def test_hello(world: World) -> None:
    """The editor is told of the process and how it stands."""
    world.remote.greet(77)
    ((name, (protocol, process, status)),) = world.take()
    assert (name, protocol, process) == ("hello", 1, 77)
    assert json.loads(status)["state"] == "waiting"


def test_answers(world: World) -> None:
    """A question is answered once, by its number: reports as JSON, images as bytes, refusals."""
    world.result = {"a": 1}
    assert world.remote.hear("ask", [1, "QueryApp", []])
    world.result = b"\1\2"
    assert world.remote.hear("ask", [2, "DrawAchievementIcon", ["A", True]])
    assert world.remote.hear("ask", [3, "Refuse", []])
    assert world.take() == [
        ("answer", [1, "", '{"a": 1}']),
        ("answer", [2, "", bytearray(b"\1\2")]),
        ("answer", [3, "no", ""]),
    ]
    assert world.calls[1] == ("DrawAchievementIcon", "A", True)
    assert not world.remote.hear("nonsense", [])


def test_watches(world: World) -> None:
    """What is watched is told at first and when it differs, looked at a few times in a second."""
    world.remote.greet(1)
    world.take()
    world.remote.hear("watch", ["page", "QueryStats", ["0"]])
    world.remote.frame(0.0)
    assert world.take() == [("seen", ["page", "", "1"])]
    for now in (0.1, 0.2):
        world.remote.frame(now)
    assert len(world.calls) == 1
    world.remote.frame(0.4)
    assert (len(world.calls), world.take()) == (2, [])
    world.result = 2
    world.remote.frame(0.8)
    assert world.take() == [("seen", ["page", "", "2"])]
    world.remote.hear("unwatch", ["page"])
    world.remote.frame(2.0)
    assert len(world.calls) == 3


def test_status(world: World) -> None:
    """A change of how the game stands is told, once."""
    world.remote.greet(1)
    world.take()
    world.remote.frame(0.0)
    assert world.take() == []
    world.status = world.connection.Report("connected", runtime="offline")
    world.remote.frame(1.0)
    world.remote.frame(2.0)
    ((name, (status,)),) = world.take()
    assert (name, json.loads(status)["runtime"]) == ("status", "offline")


def test_log(world: World) -> None:
    """Callbacks, answers to calls and events come in order; of several nodes' copies one."""
    world.remote.greet(1)
    client = world.remote.client.live = world.remote.client()
    world.take()
    world.remote.hear("log", [True])
    client.watcher(Message(1102, "UserStatsStored_t", {"m_eResult": "1 (OK)"}, 12, 0, False))
    client.watcher(Message(1104, "LeaderboardFindResult_t", {}, 16, 9, True))
    client.watcher(Message(4711, "", {"bytes": "00"}, 1, 0, False))
    for path in ("/root/A", "/root/B", "/root/A"):
        for hear in hearers:
            hear(node(path), "userProgressSave", {"name": "userProgressSave", "resultCode": 1})
    world.remote.frame(0.0)
    ((name, (entries, left_out)),) = world.take()
    rows = [row[1:] for row in json.loads(entries)]
    assert (name, left_out) == ("log", 0)
    assert rows == [
        ["callback", "UserStatsStored_t", 1102, '{"m_eResult": "1 (OK)"}', ""],
        ["result", "LeaderboardFindResult_t", 1104, '{"call": "9", "failed": true}', ""],
        ["callback", "callback 4711", 4711, '{"bytes": "00"}', ""],
        ["event", "userProgressSave", 0, '{"resultCode": 1}', "/root/A"],
        ["event", "userProgressSave", 0, '{"resultCode": 1}', "/root/A"],
    ]
    world.remote.hear("log", [False])
    assert client.watcher is None
    assert hearers == []


def test_log_of_another_connection(world: World) -> None:
    """A connection that opens later is followed; one that has closed is left alone."""
    world.remote.greet(1)
    world.remote.hear("log", [True])
    first = world.remote.client.live = world.remote.client()
    world.remote.frame(0.0)
    assert first.watcher is not None
    first.closed = True
    second = world.remote.client.live = world.remote.client()
    world.remote.frame(0.1)
    assert second.watcher is not None
    assert first.watcher is not None  # it is not to be touched any more


def test_flood(world: World) -> None:
    """Of too many entries the oldest are left out, which is told; no message is huge."""
    world.remote.greet(1)
    world.take()
    client = world.remote.client.live = world.remote.client()
    world.remote.hear("log", [True])
    for number in range(2500):
        client.watcher(Message(1, "X_t", {"n": number, "text": "x" * 5000}, 4, 0, False))
    world.remote.frame(0.0)
    ((_, (entries, left_out)),) = world.take()
    rows = json.loads(entries)
    assert (len(rows), left_out) == (200, 500)
    assert rows[0][4].startswith('{"n": 500')
    assert rows[0][4].endswith("…")
    assert len(rows[0][4]) == 2001
    for _ in range(9):
        world.remote.frame(0.0)
    assert len(world.take()) == 9
    world.remote.frame(0.0)
    assert world.take() == []
