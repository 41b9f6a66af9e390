"""What stops an export, as the person who starts it sees it; and exports of a selection.

Which texts there are is in tests/unit/godot_steamworks/exporting.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from engine_game import Game
from exported_game import PROGRAM, ExportedGame, export, list_extension, write_preset
from stand_in import stand_in

PROJECT = Path(__file__).parent / "project"
APP = """
app_id = 7
name = "My app"
[[achievement]]
name = "OF_MY_OWN"
[[user]]
steam_id = "76561202255232769"
name = "Me"
current = true
"""


@pytest.fixture
def project(bundle: Path, tmp_path: Path) -> Path:
    """The project with the self-contained addon."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder)
    shutil.copytree(bundle, folder / "addons" / "steamworks")
    list_extension(folder)
    return folder


def test_development_build(game: Game, tmp_path: Path) -> None:
    """An addon that is linked to its clone is no addon for games: the export says so and fails."""
    write_preset(game.folder, {})
    run = export(game.folder, "release", tmp_path / "out" / PROGRAM, tmp_path / "home")
    assert run.exit_code != 0
    assert "ERROR: Steamworks: This addon is a development build" in run.log
    assert not (tmp_path / "out" / PROGRAM).exists()
    assert not (tmp_path / "out" / "game.pck").exists()


def test_incomplete_game(project: Path, tmp_path: Path) -> None:
    """Everything that is missing is told at once, the export fails, and leaves no game behind."""
    settings = project / "project.godot"
    settings.write_text(settings.read_text().replace('app_id="480"', 'app_id=""'))
    write_preset(project, {})
    run = export(project, "release", tmp_path / "out" / PROGRAM, tmp_path / "home")
    assert run.exit_code != 0
    assert "ERROR: Steamworks: There is no app ID" in run.log
    assert "ERROR: Steamworks: Valve's library for linux.x86_64" in run.log
    assert not (tmp_path / "out" / PROGRAM).exists()


def test_selected_scenes(project: Path, tmp_path: Path) -> None:
    """A selection of scenes has the addon, the app, what scripts import, and all if asked for."""
    write_preset(
        project,
        {
            "steam_library": stand_in(tmp_path / "sdk"),
            "include_all_python": True,
            "include_offline_runtime": True,
        },
        export_filter='"scenes"',
        export_files='PackedStringArray("res://main.tscn")',
    )
    (project / "my_app.toml").write_text(APP)
    settings = project / "project.godot"
    text = settings.read_text().replace('app_id="480"', 'app_id="7"')
    settings.write_text(f'{text}app_definition="res://my_app.toml"\n')
    (project / "tool.py").write_text("raise SystemExit('never run')\n")
    run = export(project, "debug", tmp_path / "out" / PROGRAM, tmp_path / "home")
    assert run.exit_code == 0, run.log
    assert run.errors == []
    shutil.rmtree(project)  # the app definition is in the pack, though no filter names it
    done = ExportedGame(tmp_path / "out").run(home=tmp_path / "player")
    assert done.exit_code == 0, done.log
    assert '"later": "by name"' in done.log
    assert '"orc": 5' in done.log
    assert "using the offline runtime" in done.log
    assert '"logged_on": true' in done.log
    assert '"achievements": ["OF_MY_OWN"]' in done.log
