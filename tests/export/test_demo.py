"""The demo, in GDScript and in Python, exported with both of the engine's templates."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from engine_game import ROOT
from engine_log import Run
from exported_game import PROGRAM, ExportedGame, export, list_extension, write_preset
from stand_in import valves_library

DEMO = ROOT / "godot_project"
SCENES = ("overview", "achievements", "unlocking", "friends", "leaderboard", "groups")


@pytest.fixture(scope="module")
def project(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo, with the self-contained addon."""
    folder = tmp_path_factory.mktemp("demo") / "project"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("addons", "python", ".godot"))
    shutil.copytree(bundle, folder / "addons/steamworks")
    # The demo's own native class, where people put theirs.
    packages = folder / "addons/steamworks/python/site-packages"
    shutil.copytree(DEMO / "python", packages, dirs_exist_ok=True)
    list_extension(folder)
    return folder


def make(project: Path, kind: str, **options: object) -> ExportedGame:
    """Exports the demo."""
    folder = project.parent
    write_preset(project, options)
    run = export(project, kind, folder / kind / PROGRAM, folder / "home")
    assert run.exit_code == 0, run.log
    assert run.errors == []
    return ExportedGame(folder / kind)


@pytest.fixture(scope="module")
def release(project: Path) -> ExportedGame:
    """The release build, with Valve's library, or what stands in for it."""
    return make(project, "release", steam_library=valves_library(project.parent / "sdk"))


@pytest.fixture(scope="module")
def debug(project: Path) -> ExportedGame:
    """The debug build with the offline runtime; scripts are bytecode."""
    return make(project, "debug", include_offline_runtime=True, compile_python=True)


# What the engine says where there is no shell; and what Debian's release template says whenever a
# container loses a child, also in a project without any addon.
_THE_ENGINES = ("xdg-user-dir", "Attempt to disconnect a nonexistent connection")


def errors(run: Run) -> list[str]:
    """The errors of the log that have to do with the game."""
    return [error for error in run.errors if not any(text in error for text in _THE_ENGINES)]


def test_release_without_steam(release: ExportedGame, tmp_path: Path) -> None:
    """Without Steam the release game tells the typed error, and goes through all of its scenes."""
    run = release.run_alone("--", "--auto", root=tmp_path / "root")
    said = "Steamworks: Steam is not (installed|running)"
    told = errors(run)
    assert len([error for error in told if re.search(said, error)]) == len(told) == 1
    assert run.log.count("The game goes on without it.") == 2 * len(SCENES)
    assert run.exit_code == 1  # the demo's own: its scenes had nothing to show
    assert "offline runtime" not in run.log


@pytest.mark.parametrize("language", ["gdscript", "python"])
def test_debug_plays_offline(debug: ExportedGame, tmp_path: Path, language: str) -> None:
    """Where there is nothing else the debug game plays its scenes with the offline runtime."""
    run = debug.run_alone("--", "--auto", f"--language={language}", root=tmp_path / "root")
    assert run.exit_code == 0, run.log
    assert [name for name in SCENES if f"scene {name} passed" not in run.log] == []
    assert "using the offline runtime" in run.log
    assert errors(run) == []


def test_release_never_has_the_offline_runtime(release: ExportedGame, debug: ExportedGame) -> None:
    """The offline runtime is in the debug game's folder, which asked for it, and there alone."""
    assert (debug.folder / "steamworks/packages/offline_steam").is_dir()
    assert not (release.folder / "steamworks/packages/offline_steam").exists()
    assert (release.folder / "steamworks/libsteam_api.so").is_file()


def test_size(release: ExportedGame) -> None:
    """What a game has besides its program and its pack is at most 35 MB."""
    files = [path for path in (release.folder / "steamworks").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 35_000_000
    assert os.access(release.folder / PROGRAM, os.X_OK)
