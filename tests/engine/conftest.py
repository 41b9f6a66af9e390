r"""Runs the real Godot, headless, on small projects. Used by every test below this folder.

Three ways to write a test:

1. A GDScript file ``test_*.gd``. pytest shows each ``func test_...`` in it as a test of its own;
   all of a file run in one start of Godot. The comment (``##``) above a function is its docstring::

       extends "res://engine_test.gd"

       ## A method gives back what it was given.
       func test_echo() -> void:
           var echo := Echo.new()
           equal(echo.give(7), 7)              # same type and same value
           check(echo.is_ready(), "is ready")  # a condition and what it means
           expect_error("must be positive")    # the log has to have an error with this text
           echo.give(-1)
           await frames(2)                     # tests may wait

   Each test is a node of its own in the tree; it and its children are freed after it. The folder
   of the file is the project: its files (scenes, scripts, ``project.godot`` if there is one) are
   copied to ``res://``. A test fails when a check fails, when it checks nothing, or when the log
   has an error or warning that it did not expect. One more test for each file, ``start_and_exit``,
   holds what belongs to no test: errors at start-up, leaks and errors at exit, the exit code.

2. A Python file ``inside_*.py``. Its ``def test_...(node)`` run inside the engine, in the same way:
   one start of Godot for a file, one test of pytest for a function. ``node`` is a fresh node in the
   tree. What should be in the log as an error is said with ``expect_error("text")``, which is
   imported from ``inside_runner``; ``say("text")`` is shown by ``pytest -rP``::

       from godot import Node, Vector2

       def test_members(node: Node) -> None:
           assert Vector2(1, 2).x == 1

3. A Python test with the fixture ``game``: a new project in a temporary folder, for what needs a
   run of its own (quitting, crashing, the editor, broken files, other environment variables)::

       from engine_game import Game

       def test_quitting(game: Game) -> None:
           'Quitting is clean.'
           game.write("main.gd", 'extends "res://engine_test.gd"\nfunc _ready():\n\tfinish()')
           run = game.run_script("main.gd", expect=["a text of an error that must occur"])
           assert "some output" in run.log

   ``Game.run_script`` wants the script to end with ``finish()``, which prints the end marker and
   quits; without the marker the run fails, so that a crash can't pass. ``Game.start`` runs the
   engine with any arguments; judge it with ``run.require(...)``.

Native classes in Python: every folder in ``packages/`` beside the test is put into the addon's
Python packages and loaded at start-up (it has a function ``register()``). For a Python test it is
``game.add_package(name, files)``. Each project has an addon of its own: the built library, links to
everything else, and a file ``NAME.startup`` for each such package.

Every run has ``--verbose``, so that Godot reports leaks; a time limit; and a home folder of its
own, so that neither the user's settings nor another test's offline store have a part in it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from engine_game import TIMEOUT, Game
from engine_log import MARK, Run, find_errors, tail, unexpected_errors

START_AND_EXIT = "start_and_exit"
INSIDE_RUNNER = Path(__file__).parent / "support" / "inside_runner"

_FUNCTION = re.compile(r"^(?:func|def) (test_\w+)\(", re.MULTILINE)


@pytest.fixture
def game(tmp_path: Path) -> Game:
    """A new project with the built addon."""
    return Game(tmp_path / "project")


# ---- files whose tests run in the engine ---------------------------------------------------------


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collects ``test_*.gd`` and ``inside_*.py``."""
    if file_path.suffix == ".py" and parent.session.isinitpath(file_path):
        return None  # named on the command line: pytest takes it for a module, see below
    if file_path.match("test_*.gd") or file_path.match("inside_*.py"):
        collector: pytest.Collector = EngineFile.from_parent(parent, path=file_path)
        return collector
    return None


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Keeps pytest from importing ``inside_*.py``, which needs the engine."""
    if module_path.match("inside_*.py"):
        collector: pytest.Collector = EngineFile.from_parent(parent, path=module_path)
        return collector
    return None


class EngineFile(pytest.File):
    """A file whose tests run in the engine; one start of the engine runs all that were selected."""

    _results: dict[str, list[str]] | None = None
    _said: dict[str, list[str]] | None = None

    def said(self, name: str) -> str:
        """What a test wants shown of its run, with ``pytest -rP``."""
        return "\n".join((self._said or {}).get(name, []))

    def collect(self) -> Iterator[pytest.Item]:
        """Gives an item for each test function, and one for what belongs to none."""
        for name in _FUNCTION.findall(self.path.read_text(encoding="utf-8")):
            yield EngineTest.from_parent(self, name=name)
        yield EngineTest.from_parent(self, name=START_AND_EXIT)

    def problems(self, name: str) -> list[str]:
        """What went wrong in one test; runs the engine the first time."""
        if self._results is None:
            self._results = self._run()
        return self._results.get(name, [f"{name} did not come to its end; see {START_AND_EXIT}"])

    def _run(self) -> dict[str, list[str]]:
        names = [item.name for item in self.session.items if item.parent is self]
        factory: pytest.TempPathFactory = self.config._tmp_path_factory  # type: ignore[attr-defined]
        game = Game(factory.mktemp(self.path.stem, numbered=True) / "project")
        folder = self.path.parent
        shutil.copytree(
            folder,
            game.folder,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns(
                "test_*.py", "inside_*.py", "packages", "__pycache__", "addons", ".godot"
            ),
        )
        if (folder / "packages").is_dir():
            for package in sorted((folder / "packages").iterdir()):
                if package.is_dir() and package.name != "__pycache__":
                    game.add_package(package.name, package)
        if self.path.suffix == ".py":
            game.add_package("inside_runner", INSIDE_RUNNER)
            shutil.copy2(self.path, game.packages)
        wanted = [name for name in names if name != START_AND_EXIT]
        run = game.start(
            "res://engine_tests.tscn", "--", f"res://{self.path.name}", *wanted, timeout=2 * TIMEOUT
        )
        self._said = said_by_tests(run)
        return judge(run, wanted)


def said_by_tests(run: Run) -> dict[str, list[str]]:
    """The lines ``[engine-test] say ...`` of each test."""
    said: dict[str, list[str]] = {}
    current = ""
    for line in run.log.splitlines():
        word, _, rest = line.removeprefix(MARK).strip().partition(" ")
        if line.startswith(MARK) and word == "begin":
            current = rest
        elif line.startswith(MARK) and word == "say":
            said.setdefault(current, []).append(rest)
    return said


def judge(run: Run, names: Sequence[str]) -> dict[str, list[str]]:
    """The problems of each test that ended, and of start and exit."""
    results: dict[str, list[str]] = {}
    outside: list[str] = []
    current, lines = "", outside
    expected: list[str] = []
    problems: list[str] = []
    for line in run.log.splitlines():
        word, _, rest = (
            line.removeprefix(MARK).strip().partition(" ")
            if line.startswith(MARK)
            else ("", "", "")
        )
        if word == "begin":
            current, lines, expected, problems = rest, [], [], []
        elif word == "expect":
            expected.append(rest)
        elif word == "failed":
            problems.append(rest.replace("\x1f", "\n"))  # see engine_tests.gd
        elif word == "end" and current:
            errors = unexpected_errors(find_errors("\n".join(lines)), expected)
            results[current] = problems + [f"in the log: {error}" for error in errors]
            current, lines = "", outside
        else:
            lines.append(line)
    rest_problems = find_errors("\n".join(outside))
    if run.exit_code:
        rest_problems.append(f"exit code {run.exit_code}")
    if f"{MARK} done" not in run.log:
        rest_problems.append("the engine ended before the tests did")
        rest_problems.append(tail(run.log))
    return {**results, START_AND_EXIT: rest_problems}


class EngineTest(pytest.Item):
    """One test function of such a file."""

    parent: EngineFile

    def runtest(self) -> None:
        """Fails with everything that went wrong in it."""
        problems = self.parent.problems(self.name)
        self.add_report_section("call", "said", self.parent.said(self.name))
        if problems:
            pytest.fail("\n- ".join(["", *problems]), pytrace=False)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """The problems alone: there is no Python traceback that would help."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest shows it."""
        return self.path, 0, f"{self.path.name}::{self.name}"
