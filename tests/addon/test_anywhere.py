"""A project with nothing but a copy of the addon, wherever it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mounting import can_mount
from shipped import ShippedProject

pytestmark = pytest.mark.engine

MakeProject = Callable[[str], ShippedProject]
NAME = "Mein Spiel, größer & 日本 (2)"
WORKS = (
    "event userProgressUpdate false",
    "achievements 5",
    "python missing [] outside [] writes False",
)


def require_it_works(project: ShippedProject, *arguments: str, read_only: bool = False) -> None:
    """Fails unless scenes, scripts in both languages and the offline runtime work."""
    run = project.run(*arguments, read_only=read_only)
    run.require()
    assert [text for text in WORKS if text not in run.log] == [], run.log


def test_a_copy_is_enough(make_project: MakeProject, bundle: Path, tmp_path: Path) -> None:
    """In an odd path and an empty environment, then moved to where nobody may write.

    The engine's scanner sees the extension and its icons and none of the files of Python, nothing
    in the addon's folder changes, and nothing is loaded from elsewhere.
    """
    project = make_project(NAME)
    # The first run of a project: no editor with a window has ever seen the addon.
    first = project.run("--import")
    assert first.exit_code == 0, first.log
    assert first.errors == []
    seen = [
        line
        for path in (project.folder / ".godot").rglob("*")
        if path.is_file() and "imported" not in path.parts
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if "steamworks" in line
    ]
    assert any("addons/steamworks/icons" in line for line in seen)
    assert [line for line in seen if "steamworks/python" in line or "licenses" in line] == []
    assert project.added_to_addon(bundle) == []

    before = {name: state for name, state in project.state().items() if name.startswith("addons/")}
    require_it_works(project)

    project.folder = project.folder.rename(tmp_path / "elsewhere")
    require_it_works(project, read_only=can_mount(project.folder))
    after = {name: state for name, state in project.state().items() if name.startswith("addons/")}
    assert after == before
