"""Running tools: their output goes to a log, and to the person only when they fail.

Standard library only.
"""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbench.errors import SetupError
from workbench.progress import Step

_TAIL_LINES = 25


def run_logged(
    command: Sequence[str | Path],
    *,
    log: Path,
    step: Step,
    remedy: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
    machine_lines: str = "\0",
) -> str:
    """Runs a tool to its end and returns what it printed.

    Args:
        command: The program and its arguments.
        log: Where its output is kept, rewritten on each run.
        step: The step that it belongs to, named in the error.
        remedy: What the person can do when it fails.
        cwd: Its working directory.
        environment: Its environment; the process's own when None.
        on_line: Called with each line as it comes; without it nothing is shown meanwhile.
        machine_lines: How lines begin that are for ``on_line`` alone, not for people to read.

    Raises:
        SetupError: It cannot be started, or ends with another exit code than 0.
    """
    words = [str(word) for word in command]
    log.parent.mkdir(parents=True, exist_ok=True)
    lines: deque[str] = deque(maxlen=_TAIL_LINES)
    printed: list[str] = []
    with log.open("w", encoding="utf-8", errors="replace") as file:
        print("$ " + " ".join(words), file=file, flush=True)
        try:
            process = subprocess.Popen(
                words,
                cwd=cwd,
                env=dict(environment) if environment is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                close_fds=False,  # it inherits the lock that it works under, see locks.py
            )
        except OSError as error:
            raise SetupError(
                f"{step.title}: {words[0]} cannot be started: {error}.", remedy
            ) from error
        with process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    if line.startswith(machine_lines):
                        if on_line:
                            on_line(line.rstrip())
                        continue
                    file.write(line)
                    printed.append(line)
                    lines.append(line.rstrip())
                    if on_line:
                        on_line(line.rstrip())
            except BaseException:
                process.terminate()
                raise
        file.flush()
    if process.returncode != 0:
        tail = "\n".join(f"    {line}" for line in lines if line)
        raise SetupError(
            f"{step.title}: {Path(words[0]).name} ended with exit code {process.returncode}.\n"
            f"{tail}\n(All of it is in {log})",
            remedy,
        )
    return "".join(printed)
