"""What has to come from the system, and how a person is told that it is missing."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from workbench import system
from workbench.errors import SetupError
from workbench.system import Finding, PythonBuild


@pytest.fixture
def python() -> PythonBuild:
    """The interpreter that runs the tests."""
    return system.this_python()


@pytest.fixture
def with_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that has apt-get and nothing else."""
    program = tmp_path / "apt-get"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


def _by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


def test_what_is_there_is_found_with_its_path(python: PythonBuild) -> None:
    """The tests run in a clone that was built, so all of it is there."""
    findings = [*system.check_python(python), system.check_compiler(python)]
    assert not [finding for finding in findings if finding.is_missing]
    assert python.library is not None
    assert python.library.name in _by_name(findings)["libpython (shared)"].found
    system.require(findings)


@pytest.mark.usefixtures("with_apt")
def test_missing_headers_name_the_file_and_the_package(python: PythonBuild, tmp_path: Path) -> None:
    """The package is that of the very Python that runs, not of another version."""
    bare = dataclasses.replace(python, headers=tmp_path / "include")
    finding = _by_name(system.check_python(bare))["Python's headers"]
    assert str(tmp_path / "include" / "Python.h") in finding.found
    assert finding.remedy == f"sudo apt-get install python{python.short_version}-dev"


@pytest.mark.usefixtures("with_apt")
@pytest.mark.parametrize(("is_systems", "advice"), [(True, "-dev"), (False, "--enable-shared")])
def test_missing_libpython_depends_on_whose_python_it_is(
    is_systems: bool, advice: str, python: PythonBuild
) -> None:
    """A distribution's Python has it in a package; one's own has to be built with it."""
    bare = dataclasses.replace(python, library=None, linkable=False, is_systems=is_systems)
    finding = _by_name(system.check_python(bare))["libpython (shared)"]
    assert finding.is_missing
    assert advice in finding.remedy


@pytest.mark.usefixtures("with_apt")
def test_missing_ensurepip_names_the_venv_package(python: PythonBuild) -> None:
    """Debian keeps it in a package of its own."""
    bare = dataclasses.replace(python, has_ensurepip=False)
    finding = _by_name(system.check_python(bare))["venv"]
    assert finding.remedy == f"sudo apt-get install python{python.short_version}-venv"


def test_no_compiler_names_the_one_looked_for_and_the_package(
    python: PythonBuild, tmp_path: Path, with_apt: None
) -> None:
    """Whatever CC says is what is looked for."""
    environment = {"CC": "no-such-cc -m64", "PATH": str(tmp_path)}
    finding = system.check_compiler(python, environment)
    assert "no-such-cc" in finding.found
    assert finding.remedy == "sudo apt-get install gcc libc6-dev"


def test_a_compiler_that_compiles_nothing_is_missing_too(
    python: PythonBuild, tmp_path: Path
) -> None:
    """Gcc without the C library's headers is there but of no use."""
    broken = tmp_path / "broken-cc"
    broken.write_text(
        "#!/bin/sh\necho 'probe.c:1: fatal error: stdio.h: No such file' >&2\nexit 1\n",
        encoding="utf-8",
    )
    broken.chmod(0o755)
    finding = system.check_compiler(python, {**os.environ, "CC": str(broken)})
    assert finding.is_missing
    assert "stdio.h" in finding.found


def test_all_that_is_missing_is_named_at_once() -> None:
    """One command gets it all: nobody installs packages one error at a time."""
    findings = [
        Finding("Python", "3.11.2"),
        Finding("C compiler", "cc is not on PATH", "sudo apt-get install gcc libc6-dev"),
        Finding("Python's headers", "not there", "sudo apt-get install python3.11-dev"),
        Finding("libpython (shared)", "not there", "sudo apt-get install python3.11-dev"),
        Finding("Virtual screen", "no Xvfb", "sudo apt-get install xvfb", required=False),
    ]
    with pytest.raises(SetupError) as caught:
        system.require(findings)
    assert "C compiler: cc is not on PATH" in caught.value.cause
    assert "sudo apt-get install gcc libc6-dev python3.11-dev\n" in caught.value.remedy + "\n"
    assert "xvfb" not in str(caught.value)
