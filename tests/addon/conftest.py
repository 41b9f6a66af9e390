"""The self-contained addon, built once, and projects that have only a copy of it.

Every test here works on copies of ``build/addon/steamworks``; the clone's own addon keeps its
links.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from shipped import PROJECT, ShippedProject

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder ``steamworks`` of the clone as it is now; assembled if it is out of date."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "addon", "--keep-links"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"dev.py addon failed.\n{done.stdout}{done.stderr}", pytrace=False)
    return ROOT / "build" / "addon" / "steamworks"


@pytest.fixture
def make_project(bundle: Path, tmp_path: Path) -> Callable[[str], ShippedProject]:
    """Makes a project with a copy of the bundle in a folder of that name."""

    def make(name: str) -> ShippedProject:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        project = ShippedProject(tmp_path / name, home)
        shutil.copytree(PROJECT, project.folder)
        project.copy_addon(bundle)
        return project

    return make
