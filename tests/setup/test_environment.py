"""The virtual environment: made, kept, made anew, and never somebody else's."""

from __future__ import annotations

import dataclasses
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import system
from workbench.environment import ensure_environment, environment_key, is_ready, requirements
from workbench.errors import SetupError
from workbench.places import Places
from workbench.progress import Progress

SITE_SCONS = Path(__file__).resolve().parents[2] / "site_scons"
# Without requirements pip has nothing to fetch, so these tests need no network.
BARE = "[project]\ndependencies = []\n[dependency-groups]\ndev = []\ndocs = []\n# {}\n"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A clone with a pyproject.toml that pins nothing."""
    (tmp_path / "pyproject.toml").write_text(BARE, encoding="utf-8")
    return Places(tmp_path, tmp_path / "cache")


def test_requirements_are_the_projects_and_the_developers(places: Places) -> None:
    """All lists, each requirement once."""
    (places.root / "pyproject.toml").write_text(
        '[project]\ndependencies = ["cffi==1"]\n'
        '[dependency-groups]\ndev = ["ruff==2", "cffi==1"]\ndocs = ["furo==3"]\n',
        encoding="utf-8",
    )
    assert requirements(places) == ["cffi==1", "furo==3", "ruff==2"]


def test_every_pin_of_this_project_is_exact() -> None:
    """A clone of any age sets itself up with the versions that its tests passed with."""
    clone = Places(SITE_SCONS.parent, Path("/nonexistent"))
    assert all("==" in requirement for requirement in requirements(clone))


@pytest.mark.parametrize("content", [None, "[project\n", "[project]\ndependencies = []\n"])
def test_a_broken_pyproject_is_named(content: str | None, places: Places) -> None:
    """Missing, unreadable or incomplete: the file and the way back are said."""
    path = places.root / "pyproject.toml"
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        requirements(places)
    assert str(path) in caught.value.cause
    assert "git checkout" in caught.value.remedy


def test_a_folder_of_somebody_else_is_left_alone(places: Places) -> None:
    """A person's own .venv is not dev.py's to delete."""
    theirs = places.venv / "lib" / "precious"
    theirs.mkdir(parents=True)
    with pytest.raises(SetupError, match="was not made by dev"):
        ensure_environment(places, system.this_python(), Progress())
    assert theirs.is_dir()


def test_pins_interpreter_and_place_each_make_another_environment(
    places: Places, tmp_path: Path
) -> None:
    """An environment is good for exactly these three."""
    python = system.this_python()
    key = environment_key(places, python)
    assert key == environment_key(places, python)
    other_python = dataclasses.replace(python, version="3.99.0")
    assert environment_key(places, other_python) != key
    (tmp_path / "moved").mkdir()
    moved = Places(tmp_path / "moved", places.cache)
    (moved.root / "pyproject.toml").write_text(BARE, encoding="utf-8")
    assert environment_key(moved, python) != key
    (places.root / "pyproject.toml").write_text(
        BARE.replace("dev = []", 'dev = ["ruff==2"]'), encoding="utf-8"
    )
    assert environment_key(places, python) != key


CODE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from workbench import system
from workbench.environment import ensure_environment
from workbench.places import Places
from workbench.progress import Progress
places = Places(Path(sys.argv[2]), Path("/nonexistent"))
ensure_environment(places, system.this_python(), Progress())
"""


@pytest.mark.slow
def test_an_interrupted_environment_is_made_anew(places: Places) -> None:
    """Killed while venv runs, it is not ready; the next run makes it, the third does nothing."""
    python = system.this_python()
    first = subprocess.Popen(
        [sys.executable, "-c", CODE, str(SITE_SCONS), str(places.root)], start_new_session=True
    )
    while not places.venv_python.exists():
        assert first.poll() is None, "it ended before it made an interpreter"
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert not is_ready(places, python)

    ensure_environment(places, python, Progress(io.StringIO()))
    assert is_ready(places, python)
    made = places.venv_python.lstat().st_ctime_ns
    ensure_environment(places, python, Progress(io.StringIO()))
    assert places.venv_python.lstat().st_ctime_ns == made
