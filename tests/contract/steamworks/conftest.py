"""Fixtures of room B's contract tests: Valve's libraries and description, the offline runtime."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from offline_steam import control
from steamworks import Client
from steamworks import connect as connect_to

from .running import LATENCY, frames

ROOT = Path(__file__).parents[3]
OFFLINE = ROOT / "python_src" / "offline_steam"


def real_library(variable):
    """The path of one of Valve's libraries; skips with the reason that dev.py gave."""
    path = os.environ.get(variable)
    if not path:
        reason = os.environ.get(f"{variable}_REASON", "`python3 dev.py test` fetches it")
        pytest.skip(f"Valve's library {variable} is not there: {reason}")
    return Path(path)


def build_offline(target, folder, *options):
    """Builds the offline runtime's library with its own script."""
    script = OFFLINE / "_shim" / "build_shim.py"
    command = [sys.executable, str(script), "--out", str(target), "--tmp", str(folder), *options]
    subprocess.run(command, check=True, capture_output=True)
    return target


@pytest.fixture(scope="session")
def offline_library(tmp_path_factory):
    """The offline runtime's library in its place, built when nobody has built it yet."""
    path = OFFLINE / "lib" / "libsteam_api.so"
    if not path.exists():
        build_offline(path, tmp_path_factory.mktemp("offline"))
    return path


@pytest.fixture(scope="session")
def old_offline_library(tmp_path_factory):
    """The offline runtime's library, made to look like one of SDK 1.60."""
    folder = tmp_path_factory.mktemp("old_offline")
    return build_offline(folder / "libsteam_api.so", folder / "tmp", "--sdk", "1.60")


@pytest.fixture(scope="session", params=["STEAM_API_165", "STEAM_API_OLD"])
def valve_library(request):
    """Each of Valve's libraries."""
    return real_library(request.param)


@pytest.fixture(
    scope="session", params=["STEAM_API_165", "STEAM_API_OLD", "offline", "offline 1.60"]
)
def any_library(request):
    """Each of Valve's libraries, and the offline runtime in both kinds."""
    if request.param == "offline":
        return request.getfixturevalue("offline_library")
    if request.param == "offline 1.60":
        return request.getfixturevalue("old_offline_library")
    return real_library(request.param)


@pytest.fixture(scope="session")
def description():
    """Valve's machine-readable description of the interfaces and callbacks."""
    sdk = os.environ.get("STEAMWORKS_SDK")
    path = Path(sdk or "", "public", "steam", "steam_api.json")
    if not sdk or not path.exists():
        pytest.skip(
            "set STEAMWORKS_SDK to the folder of Valve's Steamworks SDK to check against it"
        )
    return json.loads(path.read_text())


@pytest.fixture(autouse=True)
def no_connection_left():
    """Closes what a failing test left open, and restores the environment."""
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


@pytest.fixture(params=["offline_library", "old_offline_library"])
def path(request, tmp_path, monkeypatch):
    """Each kind of offline library, with a store of the test's own."""
    for name in [name for name in os.environ if name.startswith("OFFLINE_STEAM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OFFLINE_STEAM_HOME", str(tmp_path / "home"))
    return request.getfixturevalue(request.param)


@pytest.fixture
def control_of(path):
    """The controls of that library, back to normal afterwards."""
    steam = control.load(path)
    yield steam
    steam.clear_faults()
    steam.set_online(True)
    steam.set_latency(LATENCY)
    steam.set_overlay_enabled(True)


@pytest.fixture
def events():
    """What the façade's hook got."""
    return []


@pytest.fixture
def steam(path, control_of, events):
    """A façade past its start-up event."""
    with connect_to(480, path) as facade:
        facade._emit = lambda name, event: events.append(event)
        frames(facade)
        assert [event["name"] for event in events] == ["userProgressUpdate"]
        assert events.pop()["isError"] is False
        yield facade
