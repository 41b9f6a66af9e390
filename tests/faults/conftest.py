"""Fixtures of the fault tests: the offline library, C programs that use it, and its store."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "contract" / "offline"))

import offline_host


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library in its place in the package, built if the build has not been run."""
    if not offline_host.LIBRARY.exists():
        offline_host.build_library(offline_host.LIBRARY, tmp_path_factory.mktemp("offline_library"))
    return offline_host.LIBRARY


@pytest.fixture(scope="session")
def host_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``host.c``, compiled."""
    return offline_host.build_host(tmp_path_factory.mktemp("host"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the test's processes keep their progress."""
    return tmp_path / "home"


@pytest.fixture
def start_host(
    library: Path, host_program: Path, home: Path
) -> Iterator[Callable[..., offline_host.Host]]:
    """Starts C programs that load the library."""
    hosts: list[offline_host.Host] = []

    def start(**environment: str) -> offline_host.Host:
        environment.setdefault("OFFLINE_STEAM_HOME", str(home))
        hosts.append(offline_host.Host(host_program, library, environment))
        return hosts[-1]

    yield start
    for host in hosts:
        host.kill()


class Stored:
    """What is on disk, read without the package under test."""

    def __init__(self, home: Path) -> None:
        self.path = home / "480.sqlite3"

    def stats(self) -> dict[str, float]:
        """Values by stat, of the current user."""
        with closing(sqlite3.connect(self.path)) as database:
            return dict(
                database.execute(
                    "SELECT name, value FROM stat WHERE steam_id = ?", (str(offline_host.ME),)
                )
            )

    def is_sound(self) -> bool:
        """SQLite's full check."""
        with closing(sqlite3.connect(self.path)) as database:
            return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture
def stored(home: Path) -> Stored:
    """The store of the test's processes."""
    return Stored(home)
