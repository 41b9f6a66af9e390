"""Which library is taken in which build, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import godot
from godot_steamworks import offline
from godot_steamworks.settings import APP_DEFINITION, APP_ID, RUNTIME, STEAM_LIBRARY
from steamworks import AppIdMissing, SteamNotRunning
from steamworks.finding import library_name


class FakeClient:
    """Stands for the connection; remembers which libraries were asked for."""

    live: FakeClient | None = None
    opened: list[Path]
    refuse: dict[str, Exception]
    on_own_thread = True
    library_path = ""
    app_id, user, logged_on = 480, 76561202255232769, True
    friends = SimpleNamespace(name=lambda: "Zoë")

    @classmethod
    def current(cls) -> FakeClient | None:
        """The connection."""
        return cls.live

    @classmethod
    def shared(cls, app: str | None, library: Path, log: object) -> FakeClient:
        """Opens it."""
        cls.opened.append(Path(library))
        for part, error in cls.refuse.items():
            if part in str(library):
                raise error
        cls.live = cls()
        cls.live.library_path = str(library)
        return cls.live

    def __init__(self) -> None:
        self.subscribed: dict[str, Any] = {}

    def subscribe(self, event: type, handler: Any) -> None:
        """Keeps the handler."""
        self.subscribed[event.__name__] = handler

    def close(self) -> None:
        """Closes it."""
        type(self).live = None


@pytest.fixture
def world(connection: Any, project: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module with a client that opens nothing; the offline runtime is there."""
    client = type("Client", (FakeClient,), {"opened": [], "refuse": {}})
    monkeypatch.setattr(connection, "Client", client)
    project.values = {APP_ID: "480", RUNTIME: "auto"}
    offline = connection.offline_library()
    offline.parent.mkdir(parents=True)
    offline.touch()
    return SimpleNamespace(
        connection=connection,
        client=client,
        project=project,
        offline=offline,
        valve=connection.addon_folder() / "bin" / library_name(),
        log=connection._log,
    )


def release(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it is a release build."""
    monkeypatch.setitem(vars(godot), "OS", SimpleNamespace(is_debug_build=lambda: False))


def test_valve_first(world: Any) -> None:
    """`auto` takes Valve's library when it is there and Steam accepts, without a word."""
    world.valve.touch()
    assert world.connection.open_client() is not None
    assert world.client.opened == [world.valve]
    assert world.log.errors == world.log.informed == []


def test_from_the_sdk(world: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A debug build takes it from the SDK as well; a release build does not."""
    from steamworks.finding import sdk_folder

    library = tmp_path / "sdk" / "redistributable_bin" / sdk_folder() / library_name()
    library.parent.mkdir(parents=True)
    library.touch()
    monkeypatch.setenv("STEAMWORKS_SDK", str(tmp_path / "sdk"))
    assert world.connection.open_client() is not None
    assert world.client.opened == [library]
    world.client.live, world.client.opened = None, []
    release(monkeypatch)
    assert world.connection.open_client() is None
    assert world.client.opened == []


def test_from_the_setting(world: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A debug build takes what the project setting names before anything else; a release not."""
    library = tmp_path / "named.so"
    world.valve.touch()
    world.project.values[STEAM_LIBRARY] = str(library)
    assert world.connection.open_client() is not None  # the offline runtime: there is no such file
    assert "steamworks/steam_library names" in world.log.informed[0]
    world.client.live, world.client.opened = None, []
    library.touch()
    assert world.connection.open_client() is not None
    assert world.client.opened == [library]
    world.client.live, world.client.opened = None, []
    release(monkeypatch)
    assert world.connection.open_client() is not None
    assert world.client.opened == [world.valve]


@pytest.mark.parametrize("debug", [False, True])
def test_exported(world: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, debug: bool) -> None:
    """An exported game opens the library in its own folder, whatever settings and SDKs name."""
    home = tmp_path / "game" / "steamworks"
    monkeypatch.setattr(world.connection.interface, "packages_folder", lambda: home / "packages")
    for place in (home / library_name(), tmp_path / "named.so"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    world.project.values[STEAM_LIBRARY] = str(tmp_path / "named.so")
    monkeypatch.setenv("STEAMWORKS_SDK", str(tmp_path))
    if not debug:
        release(monkeypatch)
    assert world.connection.open_client() is not None
    assert world.client.opened == [home / library_name()]
    world.client.live, world.client.opened = None, []
    (home / library_name()).unlink()
    assert world.connection.open_client() is None
    assert "Export the game again with Valve's library" in world.log.errors[0]


@pytest.mark.parametrize("runtime", ["auto", "steam", "offline"])
@pytest.mark.parametrize("there", [False, True])
def test_release(world: Any, monkeypatch: pytest.MonkeyPatch, runtime: str, there: bool) -> None:
    """A release build opens nothing but Valve's library in the addon, even when Steam refuses."""
    release(monkeypatch)
    world.project.values[RUNTIME] = runtime
    world.client.refuse = {"bin": SteamNotRunning("Steam is not running", 2)}
    if there:
        world.valve.touch()
    assert world.connection.open_client() is None
    assert set(world.client.opened) <= {world.valve}
    assert len(world.log.errors) == 1


def test_fallback_is_told_once(world: Any) -> None:
    """`auto` steps back to the offline runtime and says why, once in a run."""
    world.valve.touch()
    world.client.refuse = {"bin": SteamNotRunning("Steam is not running", 2, steam_text="No pipe")}
    for _ in range(3):
        assert world.connection.open_client() is not None
        world.client.live.close()
    assert len(world.log.informed) == 1
    assert "Steam is not running" in world.log.informed[0]
    assert "No pipe" in world.log.informed[0]
    assert world.log.errors == []


def test_steam_only(world: Any) -> None:
    """`steam` never steps back; the error is told once and nothing is tried again."""
    world.project.values[RUNTIME] = "steam"
    world.valve.touch()
    world.client.refuse = {"bin": SteamNotRunning("Steam is not running", 2)}
    for _ in range(3):
        assert world.connection.open_client() is None
    assert world.client.opened == [world.valve]
    assert len(world.log.errors) == 1
    assert SteamNotRunning.remedy in world.log.errors[0]


def test_no_offline_runtime(world: Any) -> None:
    """Where the addon has no offline runtime, the error is Valve's, not that of its absence."""
    world.offline.unlink()
    assert world.connection.open_client() is None
    assert "Valve's library is not at" in world.log.errors[0]


def test_app_id_missing(world: Any) -> None:
    """Steam's complaint about the app ID says which project setting has it."""
    world.project.values = {APP_ID: "", RUNTIME: "steam"}
    world.valve.touch()
    world.client.refuse = {"bin": AppIdMissing("Steam does not know the app ID", 1)}
    assert world.connection.open_client() is None
    assert "set the project setting steamworks/app_id" in world.log.errors[0]


def test_open_connection_is_joined(world: Any) -> None:
    """While there is a connection every node joins it, whatever the settings are by now."""
    first = world.connection.open_client()
    world.project.values = {APP_ID: "570", RUNTIME: "nonsense"}
    assert world.connection.open_client() is first
    assert world.log.errors == []


def test_lost_connection_stays_lost(world: Any) -> None:
    """After Steam has gone nobody is logged on again in this run."""
    client = world.connection.open_client()
    client.subscribed["SteamShutdown"](object())
    client.close()
    assert world.connection.open_client() is None
    assert world.log.errors == []


@pytest.mark.parametrize("wrong", [{APP_ID: "x", RUNTIME: "auto"}, {APP_ID: "1", RUNTIME: "x"}])
def test_wrong_settings(world: Any, wrong: dict[str, str]) -> None:
    """A wrong setting opens nothing, and is told once."""
    world.project.values = wrong
    for _ in range(2):
        assert world.connection.open_client() is None
    assert world.client.opened == []
    assert len(world.log.errors) == 1


def test_fault_of_ours(world: Any) -> None:
    """Whatever else goes wrong is told once, with its traceback, and raises nothing."""
    world.client.refuse = {"": RuntimeError("unforeseen")}
    world.project.values[RUNTIME] = "offline"
    for _ in range(2):
        assert world.connection.open_client() is None
    assert len(world.log.errors) == 1
    assert "unforeseen" in world.log.errors[0]


def test_close(world: Any) -> None:
    """At the end an open connection is closed; without one there is nothing to do."""
    world.connection.close()
    world.connection.open_client()
    world.connection.close()
    assert world.client.live is None


class FakeRuntime:
    """Stands for the offline runtime's control; remembers the app that was chosen."""

    chosen: list[str]

    def __init__(self, path: Path) -> None:
        """Takes any library."""

    def call(self, function: str, definition: str) -> None:
        """Takes the app, unless its file is wrong."""
        assert function == "SetApp"
        if "wrong" in definition:
            raise offline.OfflineError(f"{definition}: name is missing")
        self.chosen.append(definition)


@pytest.fixture
def chosen(
    world: Any, project: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[list[str]]:
    """The app definitions that the runtime was given; ``res://`` is a folder with one."""
    taken: list[str] = []
    monkeypatch.delenv("OFFLINE_STEAM_APP", raising=False)
    monkeypatch.setattr(
        offline, "OfflineRuntime", type("Runtime", (FakeRuntime,), {"chosen": taken})
    )
    for name in ("app.toml", "wrong.toml"):
        (tmp_path / name).write_text("app_id = 1", encoding="utf-8")
    project.globalize_path = lambda path: path.replace("res:/", str(tmp_path))
    project.values[RUNTIME] = "offline"
    packed = SimpleNamespace(
        file_exists=lambda path: path == "res://packed.toml",
        get_file_as_bytes=lambda path: b"app_id = 2",
    )
    monkeypatch.setitem(vars(godot), "FileAccess", packed)
    system = SimpleNamespace(
        is_debug_build=lambda: True, get_user_data_dir=lambda: str(tmp_path / "user")
    )
    monkeypatch.setitem(vars(godot), "OS", system)
    yield taken


def test_app_of_the_project(world: Any, project: Any, chosen: list[str], tmp_path: Path) -> None:
    """The offline runtime simulates the project's app, also one in a pack; else its own."""
    project.values[APP_DEFINITION] = "res://app.toml"
    assert world.connection.open_client() is not None
    assert chosen == [str(tmp_path / "app.toml")]
    world.client.live, world.connection._app_chosen = None, False
    project.values[APP_DEFINITION] = "res://packed.toml"
    assert world.connection.open_client() is not None
    assert Path(chosen[1]).read_bytes() == b"app_id = 2"
    world.client.live, world.connection._app_chosen = None, False
    project.values[APP_DEFINITION] = ""
    assert world.connection.open_client() is not None
    assert len(chosen) == 2


def test_app_of_a_test(world: Any, project: Any, chosen: list[str]) -> None:
    """The project's app is chosen once, so that a test can choose another before it connects."""
    project.values[APP_DEFINITION] = "res://app.toml"
    world.connection.choose_app()
    assert len(chosen) == 1
    assert world.connection.open_client() is not None
    assert len(chosen) == 1


def test_forced(world: Any, project: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A game that a test runs has the offline runtime, whatever the project says."""
    from godot_steamworks import settings

    monkeypatch.setattr(settings, "_forced", "a test runs the game")
    world.valve.touch()
    project.values[RUNTIME] = "steam"
    assert world.connection.open_client() is not None
    assert world.client.opened == [world.offline]
    assert "(a test runs the game)" in world.log.informed[0]


def test_app_of_the_environment(
    world: Any, project: Any, chosen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person or a test names in the environment comes before the project's."""
    monkeypatch.setenv("OFFLINE_STEAM_APP", "/elsewhere.toml")
    project.values[APP_DEFINITION] = "res://app.toml"
    assert world.connection.open_client() is not None
    assert chosen == []


@pytest.mark.parametrize(
    ("path", "words"),
    [("res://wrong.toml", "name is missing"), ("res://no.toml", "there is no such file")],
)
def test_wrong_app(world: Any, project: Any, chosen: list[str], path: str, words: str) -> None:
    """A definition that cannot be used is an error with its file, its mistake and the remedy."""
    project.values[APP_DEFINITION] = path
    assert world.connection.open_client() is None
    (error,) = world.log.errors
    assert path in error and words in error and "screen of the editor" in error
    assert chosen == []


def test_report(world: Any) -> None:
    """Tools are told which runtime, app and user it is, and why it is not Valve's library."""
    report = world.connection.report
    assert report() == world.connection.Report("waiting", app_id="480")
    world.valve.touch()
    world.client.refuse = {"bin": SteamNotRunning("Steam is not running", 2)}
    client = world.connection.open_client()
    found = report()
    assert (found.state, found.runtime, found.library) == (
        "connected",
        "offline",
        str(world.offline),
    )
    assert (found.app_id, found.user, found.user_name) == ("480", "76561202255232769", "Zoë")
    assert found.cause == "SteamNotRunning"
    assert found.why.startswith("Steam is not running.")
    client.logged_on = False
    assert report().state == "lost"
    client.close()
    assert report().state == "closed"


def test_report_of_valves(world: Any) -> None:
    """Valve's library needs no reason."""
    world.valve.touch()
    world.connection.open_client()
    found = world.connection.report()
    assert (found.state, found.runtime, found.cause, found.why) == ("connected", "steam", "", "")


def test_report_of_a_failure(world: Any) -> None:
    """Without a connection its error is told, by kind and in words."""
    world.project.values[RUNTIME] = "steam"
    assert world.connection.open_client() is None
    found = world.connection.report()
    assert (found.state, found.cause) == ("failed", "LibraryMissing")
    assert "libsteam_api" in found.why or "Steam library" in found.why
