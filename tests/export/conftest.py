"""Exports of real games, with the self-contained addon, and runs of what came out.

An export takes the engine a few seconds, so each file of tests makes one or two and asks them many
things. What needs no engine is in tests/unit/godot_steamworks/exporting.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from engine_game import ROOT, Game
from exported_game import BUNDLE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test here as one that starts the engine."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("engine")


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The self-contained addon of the clone as it is now; assembled if it is out of date."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "addon", "--keep-links"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"dev.py addon failed.\n{done.stdout}{done.stderr}", pytrace=False)
    return BUNDLE


@pytest.fixture
def game(tmp_path: Path) -> Game:
    """A new project with the addon as the build has linked it."""
    return Game(tmp_path / "linked")
