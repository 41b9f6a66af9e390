"""Runs programs: to their end, or until they say something.

Bench, no room of the product. Standard library only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from measuring.errors import MeasurementFailed

__all__ = ["run", "tail", "time_to_line"]

_TAIL = 30


def run(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, timeout: float
) -> str:
    """Runs a program to its end; gives what it printed.

    Raises:
        MeasurementFailed: It failed or took too long.
    """
    process = _start(command, environment, folder)
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        _kill(process)
        output, _ = process.communicate()
        raise MeasurementFailed(
            f"{command[0]} did not end within {timeout:g} s:\n{tail(output)}"
        ) from None
    if process.returncode != 0:
        raise MeasurementFailed(
            f"{command[0]} ended with exit code {process.returncode}:\n{tail(output)}"
        )
    return output


def time_to_line(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    beginning: str,
    timeout: float,
) -> tuple[float, str]:
    """Seconds from starting a program to the first line that begins so, and the line.

    The program is ended then.

    Raises:
        MeasurementFailed: It ended, or ran too long, without such a line.
    """
    started = time.perf_counter()
    process = _start(command, environment, folder)
    watchdog = threading.Timer(timeout, _kill, [process])
    watchdog.start()
    printed: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(beginning):
                return time.perf_counter() - started, line
            printed.append(line)
    finally:
        watchdog.cancel()
        _kill(process)
        process.communicate()
    raise MeasurementFailed(
        f"{command[0]} printed no line that begins with {beginning!r} within {timeout:g} s:\n"
        + tail("".join(printed))
    )


def _start(
    command: Sequence[str], environment: Mapping[str, str], folder: Path
) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise MeasurementFailed(f"{command[0]} cannot be started: {error}") from error


def _kill(process: subprocess.Popen[str]) -> None:
    """Ends the program and whatever it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def tail(output: str) -> str:
    """The last lines of what a program printed, set in."""
    return "\n".join(f"    {line}" for line in output.splitlines()[-_TAIL:])
