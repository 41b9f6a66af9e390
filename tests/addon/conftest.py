"""Projects that have only a copy of the self-contained addon; the clone's own keeps its links."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from shipped import PROJECT, ShippedProject


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
