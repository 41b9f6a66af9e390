"""When a game has Steam start it again."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import godot
from godot_steamworks.settings import APP_ID, RESTART
from steamworks import FunctionMissing
from steamworks.finding import library_name


class Left(Exception):  # noqa: N818 - what happened
    """The process has ended."""


@pytest.fixture
def world(
    connection: Any, project: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> SimpleNamespace:
    """A release build that is to restart, with a library; Steam starts it again."""
    monkeypatch.delitem(sys.modules, "godot_steamworks.restarting", raising=False)
    module: Any = importlib.import_module("godot_steamworks.restarting")
    project.values = {APP_ID: "480", RESTART: True}
    found = SimpleNamespace(
        module=module,
        project=project,
        is_debug=False,
        features={"template"},
        asked=[],
        answer=True,
        library=connection.steam_folder() / library_name(),
        log=connection._log,
    )
    found.library.touch()

    def ask(library: Path, app: object) -> bool:
        found.asked.append((library, app))
        if isinstance(found.answer, Exception):
            raise found.answer
        return bool(found.answer)

    def leave(code: int) -> None:
        raise Left(code)

    system = SimpleNamespace(
        is_debug_build=lambda: found.is_debug,
        has_feature=lambda name: name in found.features,
    )
    monkeypatch.setitem(vars(godot), "OS", system)
    monkeypatch.setattr(module, "restart_app_if_necessary", ask)
    monkeypatch.setattr(module, "_log", found.log)
    monkeypatch.setattr("os._exit", leave)
    return found


def test_leaves(world: SimpleNamespace) -> None:
    """When Steam starts the game, this process ends with 0."""
    with pytest.raises(Left, match=r"^0$"):
        world.module.leave_to_steam()
    assert world.asked == [(world.library, "480")]


def test_goes_on(world: SimpleNamespace) -> None:
    """When Steam has started the game, it goes on."""
    world.answer = False
    world.module.leave_to_steam()
    assert len(world.asked) == 1


@pytest.mark.parametrize("what", ["debug", "editor", "off", "no app", "no library"])
def test_not_asked(world: SimpleNamespace, what: str) -> None:
    """Steam is not asked in debug builds and in the editor, nor where something is missing."""
    if what == "debug":
        world.is_debug = True
    elif what == "editor":
        world.features.clear()
    elif what == "off":
        world.project.values[RESTART] = False
    elif what == "no app":
        world.project.values[APP_ID] = ""
    else:
        world.library.unlink()
    world.module.leave_to_steam()
    assert world.asked == []


def test_by_the_preset(world: SimpleNamespace) -> None:
    """An export preset asks for it by a feature."""
    world.project.values[RESTART] = False
    world.features.add(world.module.FEATURE)
    with pytest.raises(Left):
        world.module.leave_to_steam()


def test_unusable_library(world: SimpleNamespace) -> None:
    """A library that cannot be asked is told of, and the game goes on."""
    world.answer = FunctionMissing("it has no such function", world.library)
    world.module.leave_to_steam()
    assert "cannot be started again through Steam" in world.log.errors[0]
