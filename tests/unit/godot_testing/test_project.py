"""The project under test: what it must have, and when it is imported."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from godot_testing import Engine, GameError, GameFailed, Project

LISTED = "res://addons/steamworks/steamworks.gdextension"


def imports(project: Project) -> int:
    """How often it was imported."""
    file = project.folder / "imports.txt"
    return len(file.read_text(encoding="utf-8").splitlines()) if file.is_file() else 0


def test_no_project(tmp_path: Path) -> None:
    """A folder without a project, and a project without the addon, are told apart."""
    with pytest.raises(GameError, match=r"no project\.godot"):
        Project(tmp_path)
    (tmp_path / "project.godot").touch()
    with pytest.raises(GameError, match="copy the addon into it"):
        Project(tmp_path)


def test_imported_once(project: Project, engine: Engine, tmp_path: Path) -> None:
    """The first time, and again only when a file has changed, or when it is told to."""
    (project.folder / "imports.txt").touch()
    assert project.prepare(engine, tmp_path / "home")
    assert not project.prepare(engine, tmp_path / "home")
    (project.folder / "new.gd").touch()
    assert project.prepare(engine, tmp_path / "home")
    (project.folder / ".godot" / "cache").touch()
    assert not project.prepare(engine, tmp_path / "home")
    assert project.prepare(engine, tmp_path / "home", again=True)
    assert imports(project) == 3


def test_ignored_folders_do_not_count(project: Project, engine: Engine, tmp_path: Path) -> None:
    """What the engine does not look at does not make it import."""
    folder = project.folder / "addons" / "steamworks" / "python"
    folder.mkdir()
    (folder / ".gdignore").touch()
    project.prepare(engine, tmp_path / "home")
    (folder / "module.pyd").touch()
    for name in ("README.md", "pyproject.toml", "test_game.py", "conftest.py"):
        (project.folder / name).touch()
    assert not project.prepare(engine, tmp_path / "home")


def test_addon_is_listed_before(project: Project, engine: Engine, tmp_path: Path) -> None:
    """The engine is told of the addon, beside the extensions that it knows."""
    listed = project.folder / ".godot" / "extension_list.cfg"
    listed.parent.mkdir()
    listed.write_text("res://other.gdextension\n", encoding="utf-8")
    for _ in range(2):
        project.prepare(engine, tmp_path / "home", again=True)
    assert listed.read_text(encoding="utf-8") == f"res://other.gdextension\n{LISTED}\n"


def test_one_imports_for_all(project: Project, engine: Engine, tmp_path: Path) -> None:
    """Of many at once one imports, and the others wait for it."""
    (project.folder / "imports.txt").touch()
    done: list[bool] = []
    threads = [
        threading.Thread(
            target=lambda: done.append(project.prepare(engine, tmp_path / "home")), daemon=True
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(done) == [False, False, False, True]


def test_failed_import(project: Project, engine: Engine, tmp_path: Path) -> None:
    """It says so, with the log, and is tried again the next time."""
    (project.folder / "broken").touch()
    for _ in range(2):
        with pytest.raises(GameFailed, match="ERROR: broken"):
            project.prepare(engine, tmp_path / "home")


def test_unwritable_project(project: Project, engine: Engine, tmp_path: Path) -> None:
    """It names the way out; a file in the folder's place, because root may write everywhere."""
    (project.folder / ".godot").touch()
    with pytest.raises(GameError, match="--godot-import=never"):
        project.prepare(engine, tmp_path / "home")
