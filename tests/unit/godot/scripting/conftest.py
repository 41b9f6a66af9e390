"""For tests of modules that need no engine."""

from __future__ import annotations

import linecache
from collections.abc import Iterator

import pytest
from memory_project import Project

from godot.scripting import modules


@pytest.fixture
def project() -> Iterator[Project]:
    """A project without files, in which modules can be imported."""
    made = Project()
    modules.install(made, made.report, made.warnings.append)
    modules.listeners.append(made.announced)
    yield made
    modules.uninstall()
    linecache.clearcache()
