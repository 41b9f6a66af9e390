"""The plugin in a pytest of its own, as users have it, with a program in the engine's place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from godot_testing import Project

RunTests = Callable[..., subprocess.CompletedProcess[str]]

TESTS = """
import pytest

def test_right(godot_game):
    godot_game.start()
    godot_game.frames(3)

def test_wrong(godot_game):
    godot_game.start()
    godot_game.call("", "say", "what it has said")
    assert godot_game.frame == 7

def test_untidy(godot_game):
    godot_game.start()
    godot_game.call("", "say", "ERROR: torn\\n   at: a (b.cpp:1)")

def test_no_event(godot_game):
    godot_game.start()
    godot_game.wait_for("saved", frames=2)

def test_two(new_godot_game):
    games = [new_godot_game() for _ in range(2)]
    for game in games:
        game.start()
    assert games[0].home != games[1].home

def test_without_a_game():
    pass

def test_folders(godot_game, godot_project, godot_engine, tmp_path):
    assert godot_game.home.is_relative_to(tmp_path)
    assert godot_engine.version == "4.6.3.stable.fake"
    assert (godot_project.folder / "imports.txt").read_text() == "import\\n"
"""


@pytest.fixture
def run_tests(project: Project, fake_program: Path) -> RunTests:
    """Runs pytest in the project's folder."""
    source = str(Path(__file__).parents[3] / "python_src")

    def run(*options: str, engine: bool = True, **files: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            (project.folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
        environment = {"PYTHONPATH": source, "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
        # What this environment has besides is not tested, and takes longer to load than a run.
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        if engine:
            environment["GODOT"] = str(fake_program)
        return subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-p", "godot_testing.plugin"),
                *("-p", "no:cacheprovider", "-q", "-rA", *options),
            ],
            cwd=project.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=100,
            check=False,
        )

    return run


def test_outcomes(run_tests: RunTests, project: Project) -> None:
    """Each test is judged by itself, failures show the log once, and the addon is not collected."""
    inside = project.folder / "addons" / "steamworks" / "test_of_a_library.py"
    inside.write_text("raise SystemExit('collected')", encoding="utf-8")
    said = run_tests("--godot-project", ".", test_game__py=TESTS).stdout
    for name in ("right", "two", "without_a_game", "folders"):
        assert f"PASSED test_game.py::test_{name}" in said
    assert "FAILED test_game.py::test_wrong - assert 0 == 7" in said
    assert said.count("what it has said") == 2  # in the test's own text, and in the log
    assert "FAILED test_game.py::test_untidy - Failed: The game's run was not as it" in said
    assert "- ERROR: torn" in said
    assert "FAILED test_game.py::test_no_event - godot_testing.errors.GameFailed" in said
    assert said.count("Log:") == 3
    assert "3 failed, 4 passed" in said
    assert "godot_testing/game.py" not in said, "the traceback ends in the test"


ONE = "def test_one(godot_project):\n    pass\n"


def test_projects_and_settings(run_tests: RunTests, project: Project, tmp_path: Path) -> None:
    """By option, by setting, or because pytest's root is one; else it says how to name one."""
    assert "1 passed" in run_tests(test_game__py=ONE).stdout
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "test_game.py").write_text(ONE, encoding="utf-8")
    there = ("--rootdir", str(elsewhere), str(elsewhere))
    assert "1 passed" in run_tests(*there, "--godot-project", ".").stdout
    setting = f"godot_project={project.folder}"
    assert "1 passed" in run_tests(*there, "-o", setting).stdout
    (project.folder / "project.godot").unlink()
    said = run_tests(*there).stdout
    assert "which Godot project is tested? Say pytest --godot-project DIR" in said
    assert "Traceback" not in said and "1 error" in said


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--godot-executable", "nowhere"), "there is no program 'nowhere'"),
        (("--godot-project", "nowhere"), "nowhere is no Godot project"),
        (("-o", "godot_import=maybe"), "godot_import = 'maybe': auto, always, never is expected"),
    ],
)
def test_wrong_settings(run_tests: RunTests, options: tuple[str, ...], told: str) -> None:
    """A sentence, without a traceback of the plugin."""
    said = run_tests(*options, test_game__py=ONE).stdout
    assert told in said
    assert "plugin.py" not in said or "UsageError" in said


def test_wrong_time_limits(run_tests: RunTests) -> None:
    """What is no time is refused."""
    game = "def test_one(godot_game):\n    pass\n"
    said = run_tests("--godot-timeout", "0", test_game__py=game).stdout
    assert "more than 0 seconds are expected" in said
    assert "seconds are expected" in run_tests("-o", "godot_timeout=soon").stdout


def test_no_engine(run_tests: RunTests) -> None:
    """It says where it is looked for."""
    said = run_tests(engine=False, test_game__py=ONE).stdout
    assert "put godot or godot4 on PATH, set GODOT, or say --godot-executable" in said
