"""The game of the tutorial, exported with the preset that the tutorial shows."""

from __future__ import annotations

import shutil
from pathlib import Path

from documents import blocks
from engine_game import ROOT
from exported_game import PROGRAM, ExportedGame, engine, export, list_extension

STARS = ROOT / "tests" / "engine" / "examples" / "stars"


def test_the_exported_game_plays_with_the_offline_runtime(bundle: Path, tmp_path: Path) -> None:
    """A debug build plays its round with its own app, from its pack, where no Steam is."""
    project = tmp_path / "project"
    shutil.copytree(STARS, project, ignore=shutil.ignore_patterns("test_*", ".godot"))
    shutil.copytree(bundle, project / "addons" / "steamworks")
    list_extension(project)
    (preset,) = (block.text for block in blocks("cfg") if block.page == "tutorial.md")
    templates = "".join(
        f'custom_template/{kind}="{path}"\n' for kind, path in engine().templates.items()
    )
    text = preset.replace('name="Linux"', 'name="Game"', 1) + templates
    (project / "export_presets.cfg").write_text(text, encoding="utf-8")
    made = export(project, "debug", tmp_path / "out" / PROGRAM, tmp_path / "home")
    assert made.exit_code == 0, made.log
    assert "ERROR" not in made.log
    shutil.rmtree(project)
    run = ExportedGame(tmp_path / "out").run("--quit-after", "60", home=tmp_path / "player")
    assert run.exit_code == 0, run.log
    assert "Steamworks: using the offline runtime" in run.log
    assert "ERROR" not in run.log
