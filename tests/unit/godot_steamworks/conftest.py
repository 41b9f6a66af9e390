"""Room D without the engine: what it takes from it is replaced by the small fakes of this file."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import godot


class ProjectSettings:
    """Stands for the engine's singleton."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.initial: dict[str, Any] = {}
        self.infos: dict[str, dict[str, Any]] = {}
        self.basic: set[str] = set()
        self.order: dict[str, int] = {}

    def has_setting(self, name: str) -> bool:
        """Whether there is one."""
        return name in self.values

    def set_setting(self, name: str, value: Any) -> None:
        """Sets one."""
        self.values[name] = value

    def set_initial_value(self, name: str, value: Any) -> None:
        """What it is when nobody sets it."""
        self.initial[name] = value

    def set_as_basic(self, name: str, basic: bool) -> None:
        """Whether it shows without "Advanced Settings"."""
        if basic:
            self.basic.add(name)

    def set_order(self, name: str, order: int) -> None:
        """Where it shows."""
        self.order[name] = order

    def add_property_info(self, info: dict[str, Any]) -> None:
        """How it shows."""
        self.infos[info["name"]] = info

    def get_setting_with_override(self, name: str) -> Any:
        """Its value."""
        return self.values.get(name)


class Log:
    """Keeps what is reported."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.informed: list[str] = []

    def error(self, message: str) -> None:
        """Keeps an error."""
        self.errors.append(message)

    def warning(self, message: str) -> None:
        """Keeps a warning."""
        self.errors.append(message)

    def exception(self, message: str, error: BaseException) -> None:
        """Keeps an exception."""
        self.errors.append(f"{message} {error!r}")

    def information(self, message: str) -> None:
        """Keeps an information."""
        self.informed.append(message)


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> ProjectSettings:
    """The project settings."""
    settings = ProjectSettings()
    monkeypatch.setitem(vars(godot), "ProjectSettings", settings)
    return settings


@pytest.fixture
def connection(
    monkeypatch: pytest.MonkeyPatch, project: ProjectSettings, tmp_path: Path
) -> Iterator[Any]:
    """The module `connection`, new, with an addon in a temporary folder, in a debug build."""
    addon = tmp_path / "addons" / "steamworks"
    packages = addon / "python" / "packages"
    packages.mkdir(parents=True)
    (addon / "bin").mkdir()
    interface = ModuleType("godot.interface")
    interface.__dict__["packages_folder"] = lambda: packages
    monkeypatch.setitem(vars(godot), "interface", interface)
    monkeypatch.setitem(vars(godot), "errors", ModuleType("godot.errors"))
    monkeypatch.setitem(vars(godot), "OS", SimpleNamespace(is_debug_build=lambda: True))
    monkeypatch.delenv("STEAMWORKS_SDK", raising=False)
    for name in ("godot_steamworks.connection", "godot_steamworks.log"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = importlib.import_module("godot_steamworks.connection")
    module.__dict__["_log"] = Log()
    yield module
    for name in ("godot_steamworks.connection", "godot_steamworks.log"):
        sys.modules.pop(name, None)
