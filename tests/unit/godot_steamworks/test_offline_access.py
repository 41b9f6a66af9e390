"""Which runs may tell the offline runtime anything."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

import godot
import godot_steamworks
from godot_steamworks.offline_errors import OfflineError
from godot_steamworks.settings import APP_ID, RUNTIME


class Runtime:
    """Stands for the library."""

    made = 0
    called: ClassVar[list[tuple[Any, ...]]]

    def __init__(self, path: Path) -> None:
        type(self).made += 1

    def call(self, *arguments: Any) -> None:
        """Keeps what it was told."""
        self.called.append(arguments)


@pytest.fixture
def access(connection: Any, project: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The module, in a debug build whose addon has the offline runtime; nobody is connected."""
    library = connection.offline_library()
    library.parent.mkdir(parents=True)
    library.touch()
    offline = ModuleType("godot_steamworks.offline")
    offline.__dict__["OfflineRuntime"] = type("Runtime", (Runtime,), {"called": []})
    monkeypatch.setitem(sys.modules, "godot_steamworks.offline", offline)
    monkeypatch.setattr(godot_steamworks, "offline", offline, raising=False)
    monkeypatch.setitem(sys.modules, "godot_steamworks.connection", connection)
    monkeypatch.delitem(sys.modules, "godot_steamworks.offline_access", raising=False)
    project.values = {APP_ID: "4711", RUNTIME: "auto"}
    module = importlib.import_module("godot_steamworks.offline_access")
    monkeypatch.setattr(module, "connection", connection)
    monkeypatch.setattr(module, "Client", SimpleNamespace(current=lambda: None))
    module.__dict__["library"], module.__dict__["runtime"] = library, offline.OfflineRuntime
    yield module
    sys.modules.pop("godot_steamworks.offline_access", None)


@pytest.mark.parametrize("runtime", ["auto", "offline"])
def test_in_a_debug_build(access: Any, project: Any, runtime: str) -> None:
    """The library is loaded once, for the project's app, as it will be connected."""
    project.values[RUNTIME] = runtime
    control = access.offline_control()
    assert access.offline_control() is control and access.runtime.made == 1
    assert access.runtime.called == [("SetAppId", "4711")]


def test_without_an_app_id(access: Any, project: Any) -> None:
    """A project that names no app leaves it to the definition."""
    project.values[APP_ID] = ""
    access.offline_control()
    assert access.runtime.called == [("SetAppId", 0)]


def refused(access: Any) -> str:
    """Why nothing may be told, and that nothing was loaded."""
    with pytest.raises(OfflineError) as caught:
        access.offline_control()
    return str(caught.value)


def test_in_a_release_build(access: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A game that is out in the world has none, even where the library lies about."""
    monkeypatch.setitem(vars(godot), "OS", SimpleNamespace(is_debug_build=lambda: False))
    assert "release build" in refused(access)
    assert access.runtime.made == 0


def test_with_valves_library(access: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A game that is connected to Steam is left alone, also after it was told something."""
    access.offline_control()
    client = SimpleNamespace(library_path="/sdk/libsteam_api.so")
    monkeypatch.setattr(access, "Client", SimpleNamespace(current=lambda: client))
    assert "connected through /sdk/libsteam_api.so" in refused(access)


def test_setting_steam(access: Any, project: Any) -> None:
    """A project that wants Steam alone gets no other."""
    project.values[RUNTIME] = "steam"
    assert "the project setting steamworks/runtime is steam" in refused(access)


def test_without_the_library(access: Any) -> None:
    """An addon without the offline runtime says so."""
    access.library.unlink()
    assert f"{access.library} is missing" in refused(access)
