"""A small game's own tests, as docs/testing-your-game.md has them."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_game import ROOT, engine_environment

from godot_testing.log import find_errors
from godot_testing.process import surroundings

PAGE = (ROOT / "docs" / "testing-your-game.md").read_text(encoding="utf-8")
HERE = Path(__file__).parent

pytestmark = pytest.mark.engine

RunTests = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def all_tests(example: Path, run_tests: RunTests) -> str:
    """What pytest says of the tests, two at a time, in a project that was never opened."""
    done = run_tests(example, "--godot-project", ".", "-n", "2", "-rA", "-q")
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_tests_of_the_page(all_tests: str) -> None:
    """All tests that the page shows pass, in parallel, and the project is imported for them."""
    for path in sorted((HERE / "example" / "tests").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.strip() in PAGE or text.strip() in _dedented(PAGE), path
        for line in text.splitlines():
            if line.startswith("def test_"):
                name = line.removeprefix("def ").partition("(")[0]
                assert f"PASSED tests/{path.name}::{name}" in all_tests


def test_first_steps(example: Path, all_tests: str, run_tests: RunTests) -> None:
    """The five minutes end with what the page says, by the settings of the page alone."""
    settings = next(part for part in PAGE.split("```") if part.startswith("toml\n[tool.pytest"))
    (example / "pyproject.toml").write_text(settings.removeprefix("toml\n"), encoding="utf-8")
    assert tomllib.loads(settings.removeprefix("toml\n"))
    done = run_tests(example, "tests/test_winning.py", "-q")
    (example / "pyproject.toml").unlink()
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
    assert "import" not in done.stdout.lower(), "it is imported already"


def _godot(project: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = engine_environment()
    return subprocess.run(
        [environment["GODOT"], "--headless", "--path", project, *arguments],
        env={**environment, **surroundings(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )


def test_script_alone(example: Path, all_tests: str, tmp_path: Path) -> None:
    """The page's test in GDScript passes; when the game is wrong, it says so and fails."""
    script = (example / "tests" / "test_winning.gd").read_text(encoding="utf-8")
    assert script.strip() in PAGE
    run = ("--script", "res://tests/test_winning.gd")
    done = _godot(example, tmp_path / "home", *run)
    assert done.returncode == 0 and find_errors(done.stdout) == [], done.stdout
    game = example / "main.gd"
    right = game.read_text(encoding="utf-8")
    game.write_text(right.replace("could not be saved", "is safe"), encoding="utf-8")
    try:
        done = _godot(example, tmp_path / "home", *run)
    finally:
        game.write_text(right, encoding="utf-8")
    assert done.returncode == 1
    assert "failed: Your progress is safe." in done.stdout


def test_beside_gut(example: Path, all_tests: str, tmp_path: Path) -> None:
    """The page's file for GUT runs on a class that does of GUT's what the file needs."""
    game = tmp_path / "game"
    shutil.copytree(example, game, symlinks=True)
    for path in (HERE / "stand_in").glob("*.gd"):
        shutil.copy(path, game)
    (game / ".godot" / "global_script_class_cache.cfg").write_text(
        'list=[{"base": &"Node", "class": &"GutTest", "icon": "", "is_abstract": false, '
        '"is_tool": false, "language": &"GDScript", "path": "res://gut_test.gd"}]\n',
        encoding="utf-8",
    )
    assert (HERE / "example" / "gut" / "test_steam.gd").read_text(encoding="utf-8").strip() in PAGE
    done = _godot(game, tmp_path / "home", "--script", "res://run_gut.gd")
    assert done.returncode == 0 and find_errors(done.stdout) == [], done.stdout
    assert done.stdout.count("ran test_") == 2


def _dedented(text: str) -> str:
    """The page, with what stands in its lists at the margin."""
    return "\n".join(line.removeprefix("   ") for line in text.splitlines())
