"""The offline library of the addon, for programs that are neither ours nor Godot's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "offline-runtime.md").read_text(encoding="utf-8")
LIBRARY = Path("python", "packages", "offline_steam", "lib")


@pytest.fixture
def addon(bundle: Path, tmp_path: Path) -> Path:
    """A copy of what a program needs of the addon, where nothing may be written."""
    copy = tmp_path / "a game ü" / "addons" / "steamworks"
    shutil.copytree(bundle / "python", copy / "python", symlinks=True)
    for folder, _, _ in os.walk(copy):
        Path(folder).chmod(0o555)
    return copy


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


def test_c_program_uses_the_addons_library(addon: Path, tmp_path: Path) -> None:
    """The documented program finds Python beside the library, with nothing in the environment."""
    section = TEXT.partition("## For programs that are not ours")[2]
    found = dict(
        re.findall(r"```(c|bash|text)\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    )
    (tmp_path / "example.c").write_text(found["c"])
    build, _, run = found["bash"].strip().rpartition("\n")
    library = {"lib": str(addon / LIBRARY)}
    subprocess.run(["sh", "-c", build], cwd=tmp_path, env={**os.environ, **library}, check=True)
    before = _files(addon)
    done = subprocess.run(
        [run],
        cwd=tmp_path,
        env={"OFFLINE_STEAM_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, found["text"], "")
    assert _files(addon) == before


def test_command_line_of_the_addon(addon: Path, tmp_path: Path) -> None:
    """Any Python runs it from the addon's folder."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "offline_steam", "unlock", "ACH_WIN_ONE_GAME"],
        env={
            "PYTHONPATH": str(addon / "python" / "packages"),
            "OFFLINE_STEAM_HOME": str(tmp_path / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "home" / "480.sqlite3").is_file()
