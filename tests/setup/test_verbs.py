"""The command line of dev.py, run as a person does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.places import default_cache, locate
from workbench.verbs import parser

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs dev.py with some variables changed."""
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *words],
        cwd=cwd,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_verb_from_any_folder(tmp_path: Path) -> None:
    """Also from outside the clone."""
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    verbs = (
        "demo",
        "test",
        "build",
        "addon",
        "godot",
        "editor",
        "bench",
        "shot",
        "shots",
        "docs",
        "doctor",
        "clean",
    )
    for verb in verbs:
        assert f"\n    {verb}" in done.stdout


@pytest.mark.parametrize("words", [[], ["fly"], ["demo", "stray"], ["shot", "--frames", "0"]])
def test_wrong_words_are_refused_with_the_usage(words: list[str], tmp_path: Path) -> None:
    """A mistyped word never does something else."""
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert "usage: dev.py" in done.stderr


def test_a_picture_that_is_not_there_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    """Nothing is built or fetched for a mistyped name."""
    done = run("shots", "mona_lisa", "--cache", str(tmp_path / "cache"), cwd=tmp_path)
    assert done.returncode == 2
    assert "The pictures are: editor, " in done.stderr
    assert not (tmp_path / "cache").exists()


def test_the_demos_help_tells_of_its_scenes(tmp_path: Path) -> None:
    """The option, and how all of its words are listed."""
    done = run("demo", "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "--scene NAME" in done.stdout
    assert "--help` lists them" in " ".join(done.stdout.split())


def test_doctor_runs_from_any_folder_and_names_the_cache(tmp_path: Path) -> None:
    """XDG_CACHE_HOME is where the cache goes."""
    done = run("doctor", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path))
    assert str(tmp_path / "godot-steamworks") in done.stdout


def test_an_unusable_cache_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """A file where the folder should be: no traceback, and the option is named."""
    (tmp_path / "file").touch()
    done = run(
        "build", "--cache", str(tmp_path / "file" / "cache"), cwd=tmp_path, GODOT="", PATH=""
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert f"{tmp_path}/file/cache" in done.stderr
    assert "--cache DIR" in done.stderr


def test_a_wrong_engine_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """What GODOT names is used or refused, never replaced."""
    done = run("godot", cwd=tmp_path, GODOT="/no-such-engine")
    assert done.returncode == 2
    assert "/no-such-engine" in done.stderr
    assert "export GODOT=" in done.stderr


def test_clean_removes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    """A person's own files stay, in the clone and in a folder that --cache named."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "site_scons", clone / "site_scons")
    shutil.copy(ROOT / "dev.py", clone / "dev.py")
    cache = tmp_path / "cache"
    kept = [clone / ".venv/bin/theirs", clone / "addons/steamworks/own.txt", cache / "own.txt"]
    addon = clone / "addons/steamworks"
    kept += [addon / "bin/libsteam_api.so", addon / "python/site-packages/theirs.py"]
    made = [clone / "build/logs/x.log", cache / "godot/x/y", addon / "python/lib/x.zip"]
    made += [addon / "bin/libgodot_steamworks.linux.x86_64.so", addon / "python/files/current"]
    made += [addon / name for name in ("manifest.json", "LICENSE", "licenses/Python.txt")]
    made += [clone / "python_src/steamworks/__pycache__/x.pyc", cache / "steam/1.65/x.so"]
    for path in (*kept, *made):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    done = subprocess.run(
        [sys.executable, clone / "dev.py", "clean", "--all", "--cache", cache],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(path.exists() for path in kept)
    assert not [path for path in made if path.exists()]


def test_old_pythons_get_a_sentence() -> None:
    """The check stands before anything that an older Python would trip over."""
    code = "import sys; sys.version_info = (3, 9, 2); exec(open('dev.py').read())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.9" in done.stderr


def test_the_cache_option_stands_before_or_after_the_verb(tmp_path: Path) -> None:
    """Both are read as one types them; a relative one is relative to the working directory."""
    for words in (["--cache", "there", "build"], ["build", "--cache", "there"]):
        assert parser().parse_args(words).cache == "there"
    assert locate("there").cache == Path.cwd() / "there"


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("/xdg", "/xdg/godot-steamworks"),
        ("", "/home/me/.cache/godot-steamworks"),
        ("relative", "/home/me/.cache/godot-steamworks"),
    ],
)
def test_default_cache_follows_the_base_directory_specification(
    variable: str, expected: str
) -> None:
    """A relative path in XDG_CACHE_HOME is invalid and ignored."""
    assert default_cache({"XDG_CACHE_HOME": variable}, Path("/home/me")) == Path(expected)
