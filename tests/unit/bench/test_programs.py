"""How the bench runs what it measures, and its command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from measuring.bench_project import Bench
from measuring.command import MEASUREMENTS, main, measure
from measuring.errors import MeasurementFailed
from measuring.figures import Figure, Samples
from measuring.programs import run, time_to_line


def python(code: str) -> list[str]:
    """The command line of a small program."""
    return [sys.executable, "-c", code]


def test_output_of_a_program(tmp_path: Path) -> None:
    """A program that ends well gives what it printed, both streams."""
    output = run(
        python("import sys; print('out', flush=True); print('err', file=sys.stderr)"),
        os.environ,
        tmp_path,
        60.0,
    )
    assert output == "out\nerr\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("print('broken'); raise SystemExit(3)", "exit code 3"),
        ("print('broken', flush=True); import time; time.sleep(60)", "did not end within"),
    ],
)
def test_program_that_fails(code: str, message: str, tmp_path: Path) -> None:
    """A program that fails, or does not end, is told of with its last words."""
    with pytest.raises(MeasurementFailed, match=f"(?s){message}.*broken"):
        run(python(code), os.environ, tmp_path, 1.0)


def test_program_that_is_not_there(tmp_path: Path) -> None:
    """A missing program is told of by its name."""
    with pytest.raises(MeasurementFailed, match="no-such-program cannot be started"):
        run(["no-such-program"], os.environ, tmp_path, 1.0)


def test_time_to_a_line(tmp_path: Path) -> None:
    """The program is ended once it has printed the line; what came before does not count."""
    code = (
        "import os, time; print(os.getpid(), file=open('pid', 'w'), flush=True)\n"
        "print('first\\nready now', flush=True); time.sleep(60)"
    )
    seconds, line = time_to_line(python(code), os.environ, tmp_path, "ready", 30.0)
    assert 0 < seconds < 30
    assert line == "ready now\n"
    pid = int((tmp_path / "pid").read_text(encoding="utf-8"))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    "code",
    [
        "print('other words')",
        "import time; print('other words', flush=True); time.sleep(60)",
    ],
)
def test_line_that_does_not_come(code: str, tmp_path: Path) -> None:
    """A program that ends or falls silent without the line is an error with its last words."""
    with pytest.raises(MeasurementFailed, match=r"(?s)begins with 'ready'.*other words"):
        time_to_line(python(code), os.environ, tmp_path, "ready", 1.0)


def test_one_failure_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be measured is named, and the rest is measured all the same."""

    def fails(bench: Bench) -> list[Figure]:
        raise MeasurementFailed("no engine")

    def works(bench: Bench) -> list[Figure]:
        return [Figure("works", "it", "s", Samples.of([1.0]))]

    monkeypatch.setitem(MEASUREMENTS, "fails", fails)
    monkeypatch.setitem(MEASUREMENTS, "works", works)
    bench = Bench(tmp_path, tmp_path / "godot", {}, tmp_path, True, ())
    figures, failures = measure(bench, ["fails", "works"])
    assert [figure.name for figure in figures] == ["works"]
    assert failures == ["fails could not be measured: no engine"]
    assert "measuring: works" in capsys.readouterr().err


def test_unknown_measurement(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is none is an error that lists those that are."""
    with pytest.raises(SystemExit) as raised:
        main(["idle", "speed"])
    assert raised.value.code == 2
    said = capsys.readouterr().err
    assert "speed: expected one or more of idle, event" in said
