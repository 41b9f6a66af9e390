"""``pip install .``: what plain Python programs get."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the project was installed into by pip, with the pinned build tools."""
    target = tmp_path_factory.mktemp("installed")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-index"),
            *("--no-build-isolation", "--no-deps", "--target", str(target), str(ROOT)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.mark.slow
def test_both_packages_work_without_the_clone(installed: Path, tmp_path: Path) -> None:
    """The compiled caller loads, and the offline runtime's library lies in its package."""
    code = (
        "import steamworks, steamworks._abi._native, steamworks.shapes, offline_steam, pathlib\n"
        "assert pathlib.Path(steamworks.__file__).with_name('api.pyi').is_file()\n"
        "library = pathlib.Path(offline_steam.__file__).parent / 'lib/libsteam_api.so'\n"
        "assert library.is_file(), library\n"
        "print(steamworks.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed))


@pytest.mark.slow
def test_rooms_that_need_godot_stay_out(installed: Path) -> None:
    """A package called godot would get in the way of others."""
    assert not (installed / "godot").exists()
    assert not (installed / "godot_steamworks").exists()


@pytest.mark.slow
def test_pytest_finds_the_plugin(installed: Path, tmp_path: Path) -> None:
    """Where the wheel is installed, pytest has its options without being told of them."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--help", "--rootdir", tmp_path],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "--godot-project" in done.stdout
