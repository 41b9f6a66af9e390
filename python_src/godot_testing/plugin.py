"""Room E, ``godot_testing``: the plugin for pytest. pytest, and the modules of this package.

It adds the options ``--godot-project`` and others, and the fixtures ``godot_game``,
``new_godot_game``, ``godot_project`` and ``godot_engine``. A game that a test started is judged
when the test function has returned: what it left in its log makes the test fail.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from godot_testing.engine import Engine
from godot_testing.errors import GameError, GameFailed
from godot_testing.game import Game
from godot_testing.log import tail
from godot_testing.project import Project

_T = TypeVar("_T")
_IMPORTS = ("auto", "always", "never")
_GAMES = pytest.StashKey[list[Game]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, on the command line and in pytest's configuration."""
    group = parser.getgroup("godot", "tests of Godot games that use Steam")
    group.addoption("--godot-project", metavar="DIR", help="the folder with project.godot")
    group.addoption(
        "--godot-executable",
        metavar="PATH",
        help="Godot; by default the variable GODOT, else godot or godot4 on PATH",
    )
    group.addoption(
        "--godot-timeout",
        metavar="SECONDS",
        type=float,
        help="of real time that a game may take for anything it is asked (60)",
    )
    group.addoption(
        "--godot-import",
        choices=_IMPORTS,
        help="import the project before its first test: when a file has changed, always, never",
    )
    parser.addini("godot_project", "the folder with project.godot, from pytest's rootdir")
    parser.addini("godot_executable", "Godot")
    parser.addini("godot_timeout", "seconds that a game may take for anything", default="60")
    parser.addini("godot_import", "auto, always or never", default="auto")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Keeps pytest out of the addon: the Python that it carries has tests of its own."""
    return True if (collection_path / "steamworks.gdextension").is_file() else None


@pytest.fixture(scope="session")
def godot_engine(pytestconfig: pytest.Config) -> Engine:
    """The Godot that runs the games."""
    __tracebackhide__ = True
    named = pytestconfig.getoption("godot_executable") or pytestconfig.getini("godot_executable")
    return _or_fail(lambda: Engine.find(named or None))


@pytest.fixture(scope="session")
def godot_project(
    pytestconfig: pytest.Config,
    godot_engine: Engine,
    tmp_path_factory: pytest.TempPathFactory,
) -> Project:
    """The project under test, imported."""
    __tracebackhide__ = True
    how = pytestconfig.getoption("godot_import") or pytestconfig.getini("godot_import")
    if how not in _IMPORTS:
        raise pytest.UsageError(f"godot_import = {how!r}: {', '.join(_IMPORTS)} is expected")
    project = _or_fail(lambda: Project(_folder(pytestconfig)))
    if how != "never":
        home = tmp_path_factory.mktemp("godot-import")
        _or_fail(lambda: project.prepare(godot_engine, home, again=how == "always"))
    return project


@pytest.fixture
def new_godot_game(
    request: pytest.FixtureRequest,
    godot_project: Project,
    godot_engine: Engine,
    tmp_path: Path,
) -> Iterator[Callable[[], Game]]:
    """Makes games, each with folders and a Steam of its own; for tests that need more than one."""
    seconds = _timeout(request.config)
    games: list[Game] = request.node.stash.setdefault(_GAMES, [])

    def make() -> Game:
        home = tmp_path / f"godot-{len(games)}"
        games.append(Game(godot_project, godot_engine, home, seconds))
        return games[-1]

    yield make
    for game in games:
        game.close()


@pytest.fixture
def godot_game(new_godot_game: Callable[[], Game]) -> Game:
    """A game that has not been started yet. It is judged when the test has returned."""
    return new_godot_game()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Judges the games of a test that has come to its end."""
    result = yield
    failures = []
    for game in pyfuncitem.stash.get(_GAMES, []):
        try:
            game.finish()
        except GameFailed as failure:
            failures.append(str(failure))
    if failures:
        pyfuncitem.stash[_GAMES].clear()  # what they have printed is in the texts
        pytest.fail("\n\n".join(failures), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows what the games have printed, unless the failure has it already."""
    report = yield
    failure = call.excinfo
    if call.when == "call" and failure is not None and not failure.errisinstance(GameFailed):
        for game in item.stash.get(_GAMES, []):
            if game.log:
                report.sections.append(("Godot", tail(game.log)))
    return report


def _or_fail(make: Callable[[], _T]) -> _T:
    """Ends a fixture with the text of a refusal alone."""
    __tracebackhide__ = True
    try:
        return make()
    except (GameError, GameFailed) as error:
        pytest.fail(str(error), pytrace=False)


def _folder(config: pytest.Config) -> Path:
    named = config.getoption("godot_project")
    if named:
        return Path(config.invocation_params.dir, named)
    configured: str = config.getini("godot_project")
    if configured:
        return config.rootpath / configured
    for folder in (config.rootpath, config.invocation_params.dir):
        if (folder / "project.godot").is_file():
            return folder
    raise GameError(
        "which Godot project is tested? Say pytest --godot-project DIR, or godot_project = DIR in "
        "pytest's configuration; DIR is the folder with project.godot"
    )


def _timeout(config: pytest.Config) -> float:
    seconds = config.getoption("godot_timeout")
    if seconds is None:
        text = str(config.getini("godot_timeout"))
        try:
            seconds = float(text)
        except ValueError:
            raise pytest.UsageError(f"godot_timeout = {text!r}: seconds are expected") from None
    if not seconds > 0:
        raise pytest.UsageError(f"--godot-timeout {seconds:g}: more than 0 seconds are expected")
    return float(seconds)
