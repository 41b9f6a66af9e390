"""What a game's own tests need: the small project in ``example``, with the addon of this clone.

Its tests, which are the code blocks of docs/testing-your-game.md, are run by a pytest of their own,
as users run theirs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_game import ADDON, engine_environment

EXAMPLE = Path(__file__).parent / "example"

collect_ignore = ["example"]

Finished = subprocess.CompletedProcess[str]
RunTests = Callable[..., Finished]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the addon in it, which no Godot has opened yet."""
    folder = tmp_path_factory.mktemp("games") / "Mein Spiel é"
    shutil.copytree(EXAMPLE, folder)
    (folder / "addons").mkdir()
    (folder / "addons" / "steamworks").symlink_to(ADDON)
    return folder


@pytest.fixture(scope="module")
def run_tests() -> RunTests:
    """Runs pytest in a folder, with the plugin as it lies in the addon."""

    def run(folder: Path, *options: str, **environment: str) -> Finished:
        return subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-p", "godot_testing.plugin"),
                *("-p", "no:cacheprovider", *options),
            ],
            cwd=folder,
            env={
                **engine_environment(),
                "PYTHONPATH": str(ADDON / "python" / "testing"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "NO_COLOR": "1",
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )

    return run
