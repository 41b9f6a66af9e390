"""The pictures of the documentation: which there are, and what they are taken of."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.building import Workbench
from workbench.engine import Engine, EngineVersion
from workbench.errors import SetupError
from workbench.pictures import PICTURES, choose, picture_environment, picture_project, unlock
from workbench.places import Places
from workbench.progress import Progress
from workbench.system import this_python

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
_IMAGE = re.compile(r"\]\(([^)]+\.png)\)")


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    """This clone, with an engine that is never started."""
    engine = Engine(tmp_path / "godot", EngineVersion((4, 6, 0), "4.6"), "GODOT", {})
    return Workbench(Places(ROOT, tmp_path / "cache"), this_python(), engine, Progress())


def test_every_image_of_the_documentation_is_a_picture_that_is_taken() -> None:
    """And every picture that is taken is shown somewhere."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in _IMAGE.findall(page.read_text(encoding="utf-8"))
    }
    assert shown == {IMAGES / f"{picture.name}.png" for picture in PICTURES}
    assert shown == set(IMAGES.glob("*.png"))


def test_every_scene_of_the_demo_has_a_picture() -> None:
    """A new scene is shown in the documentation."""
    words = " ".join(" ".join(picture.words) for picture in PICTURES)
    for scene in (ROOT / "godot_project" / "scenes").glob("*.tscn"):
        assert f"--scene={scene.stem}" in words


def test_pictures_are_chosen_by_name_and_taken_in_their_order() -> None:
    """Without names all are taken."""
    assert choose([]) == list(PICTURES)
    assert [picture.name for picture in choose(["groups", "help"])] == ["help", "groups"]


def test_an_unknown_picture_is_refused_with_all_that_there_are() -> None:
    """The error names what was asked for and what there is."""
    with pytest.raises(SetupError) as caught:
        choose(["menu", "mona_lisa"])
    assert "'mona_lisa'" in caught.value.cause
    for picture in PICTURES:
        assert picture.name in caught.value.remedy


def test_a_picture_knows_nothing_of_the_persons_steam(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither progress, nor the app definition, nor Valve's SDK, nor the home folder."""
    monkeypatch.setenv("OFFLINE_STEAM_HOME", "/theirs")
    monkeypatch.setenv("OFFLINE_STEAM_APP", "/theirs.toml")
    monkeypatch.setenv("STEAMWORKS_SDK", "/sdk")
    with picture_environment(workbench, None) as variables:
        assert "OFFLINE_STEAM_APP" not in variables
        assert "STEAMWORKS_SDK" not in variables
        assert "FONTCONFIG_FILE" not in variables
        assert variables["HOME"] != os.environ.get("HOME")
        assert variables["OFFLINE_STEAM_HOME"].startswith(variables["HOME"])
        assert Path(variables["HOME"]).is_dir()
    assert not Path(variables["HOME"]).exists()


def test_the_fonts_of_a_picture_are_those_of_the_cache(
    workbench: Workbench, tmp_path: Path
) -> None:
    """None of the machine's own: it would look different on another one."""
    with picture_environment(workbench, tmp_path / "fonts") as variables:
        text = Path(variables["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert re.findall(r"<dir>(.*)</dir>", text) == [str(tmp_path / "fonts")]


def test_the_project_of_a_picture_always_uses_the_offline_runtime(workbench: Workbench) -> None:
    """Its settings come over those of the project; the addon is the one that was built."""
    with picture_project(workbench) as project:
        settings = (project / "project.godot").read_text(encoding="utf-8")
        assert '[steamworks]\n\nruntime="offline"\n' in settings
        assert (project / "addons" / "steamworks").resolve() == ROOT / "addons" / "steamworks"
        assert (project / "main.tscn").is_file()
    assert not project.exists()


def test_the_editor_has_a_pose_for_each_of_its_pictures(workbench: Workbench) -> None:
    """The plugin that poses is in the copy of the project, and nowhere else."""
    with picture_project(workbench) as project:
        plugin = project / "addons" / "poses" / "plugin.cfg"
        settings = (project / "project.godot").read_text(encoding="utf-8")
        assert "res://addons/poses/plugin.cfg" in settings
        poses = (plugin.parent / "poses.gd").read_text(encoding="utf-8")
    for picture in PICTURES:
        assert (f'"{picture.name}": Vector2i(' in poses) == (picture.seconds is None)
    assert not (ROOT / "addons" / "poses").exists()


def test_achievements_are_unlocked_for_a_picture_only(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the store that the picture's run has; a name that is wrong is an error."""
    monkeypatch.setattr(Places, "venv_python", property(lambda _: Path(sys.executable)))
    with picture_environment(workbench, None) as variables:
        unlock(workbench, variables, ["ACH_HEAVY_FIRE"])
        listed = subprocess.run(
            [sys.executable, "-m", "offline_steam", "--json", "list"],
            env={**variables, "PYTHONPATH": str(ROOT / "python_src")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(listed.stdout)["achievements"]["ACH_HEAVY_FIRE"]
        with pytest.raises(SetupError, match="NO_SUCH"):
            unlock(workbench, variables, ["NO_SUCH"])
