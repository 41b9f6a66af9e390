"""A copy of the demo project, with Steam progress of its own. For the tests in demo/."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Mapping
from typing import Any

import pytest
from engine_game import ROOT, Game
from engine_log import Run

from offline_steam import cli

PROJECT = ROOT / "godot_project"

ME = "76561202255232769"
FRIEND = "76561202255232770"
NOBODY = "76561202255299999"

Event = dict[str, Any]


class Demo:
    """A copy of the demo project, with its own addon and its own Steam progress.

    A copy, so that Valve's library in the developer's addon has no part in a test.
    """

    def __init__(self, game: Game) -> None:
        if not (PROJECT / ".godot" / "imported").is_dir():
            pytest.fail("The demo is not imported: run 'python3 dev.py build'.", pytrace=False)
        self.game = game
        shutil.copytree(
            PROJECT,
            game.folder,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("addons", "python", "export", "editor"),
        )
        game.environment["STEAMWORKS_SDK"] = ""
        game.environment.setdefault("OFFLINE_STEAM_APP", "")

    def replace(self, path: str, old: str, new: str) -> None:
        """Changes a file of the copy."""
        file = self.game.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str, expect: tuple[str, ...] = (), exit_code: int = 0) -> Run:
        """Runs the demo, or the scene named; its log has to be clean but for what is expected."""
        run = self.game.start(*arguments)
        run.require(expect, exit_code, marker="")
        return run

    def steam(self, *words: str) -> Any:
        """Asks the offline runtime's command line for the stored progress, or changes it."""
        home = self.game.home / "offline-steam"
        with contextlib.redirect_stdout(io.StringIO()) as said:
            assert cli.main(["--home", str(home), "--json", *words]) == 0
        return json.loads(said.getvalue() or "null")


def events(run: Run) -> list[Event]:
    """What the run printed after the word ``event``."""
    lines = run.log.splitlines()
    return [json.loads(line.removeprefix("event ")) for line in lines if line.startswith("event ")]


def update(user: str, result: int = 1) -> Event:
    """A ``userProgressUpdate``."""
    return {
        "name": "userProgressUpdate",
        "isError": result != 1,
        "resultCode": result,
        "userSteamId": user,
    }


def save(user: str) -> Event:
    """A ``userProgressSave``."""
    return {**update(user), "name": "userProgressSave"}


def info(achievement: str, progress: Mapping[str, int] | None = None) -> Event:
    """An ``achievementInfoUpdate``: unlocked, or with progress."""
    shown = {"currentProgress": None, "maxProgress": None} if progress is None else progress
    return {"name": "achievementInfoUpdate", "achievementName": achievement, **shown}
