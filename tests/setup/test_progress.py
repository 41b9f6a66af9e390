"""Progress, and tools whose output is kept."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from workbench.errors import SetupError
from workbench.processes import run_logged
from workbench.progress import Progress, Step


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Always."""
        return True


def test_a_short_step_says_nothing() -> None:
    """What takes no time needs no word."""
    stream = io.StringIO()
    with Progress(stream, quiet=60).step("Doing"):
        pass
    assert stream.getvalue() == ""


def _wait_for(stream: io.StringIO, text: str) -> None:
    while text not in stream.getvalue():
        time.sleep(0.005)


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_long_step_shows_itself_its_detail_and_its_end(stream: io.StringIO) -> None:
    """In a log as lines, on a terminal by rewriting one."""
    with Progress(stream, quiet=0.01).step("Fetching") as step:
        step.detail = "42 %"
        _wait_for(stream, "Fetching")
    assert "Fetching: 42 % (0 s)" in stream.getvalue()
    assert stream.getvalue().endswith("Fetching: done in 0 s\n")


def test_a_step_that_fails_says_so() -> None:
    """Nobody reads "done" above an error."""
    stream = io.StringIO()
    with (
        pytest.raises(ZeroDivisionError),
        Progress(stream, quiet=0.01).step("Fetching"),
    ):
        _wait_for(stream, "Fetching")
        raise ZeroDivisionError
    assert stream.getvalue().endswith("Fetching: failed in 0 s\n")


def test_a_failing_tool_is_quoted_and_its_log_named(tmp_path: Path) -> None:
    """The last lines are shown; all of them are in the log."""
    code = "import sys\nfor n in range(100): print('line', n)\nsys.exit(3)"
    log = tmp_path / "logs" / "tool.log"
    with pytest.raises(SetupError) as caught:
        run_logged([sys.executable, "-c", code], log=log, step=Step("Tooling"), remedy="do this")
    assert "exit code 3" in caught.value.cause
    assert "line 99" in caught.value.cause
    assert "line 0\n" not in caught.value.cause
    assert str(log) in caught.value.cause
    assert caught.value.remedy == "do this"
    assert "line 0\n" in log.read_text(encoding="utf-8")


def test_a_tool_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(SetupError, match="no-such-tool cannot be started"):
        run_logged(["no-such-tool"], log=tmp_path / "log", step=Step("Tooling"), remedy="get it")


def test_lines_come_as_they_are_printed(tmp_path: Path) -> None:
    """Output that is no UTF-8 is borne."""
    seen: list[str] = []
    code = r"import sys; sys.stdout.buffer.write(b'one\n\xff\n')"
    run_logged(
        [sys.executable, "-c", code],
        log=tmp_path / "log",
        step=Step("Tooling"),
        remedy="",
        on_line=seen.append,
    )
    assert seen == ["one", "\ufffd"]


def test_lines_for_machines_are_not_shown_to_people(tmp_path: Path) -> None:
    """They would push the reason of a failure out of what is quoted."""
    seen: list[str] = []
    code = "print('the reason'); [print('status:', n) for n in range(50)]; raise SystemExit(1)"
    with pytest.raises(SetupError) as caught:
        run_logged(
            [sys.executable, "-c", code],
            log=tmp_path / "log",
            step=Step("Tooling"),
            remedy="",
            on_line=seen.append,
            machine_lines="status:",
        )
    assert "the reason" in caught.value.cause
    assert "status:" not in caught.value.cause
    assert len(seen) == 51
