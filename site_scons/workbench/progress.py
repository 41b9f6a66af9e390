"""Saying what goes on, once it takes longer than two seconds. Standard library only.

Everything goes to standard error, so that a program's own output stays its own. On a terminal one
line is rewritten; elsewhere a line is printed at two seconds, every fifteen seconds, and at last.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

QUIET_SECONDS = 2.0
_TERMINAL_SECONDS = 0.5
_LOG_SECONDS = 15.0


class Step:
    """A step that is under way. Its detail may be changed from any thread."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""


class Progress:
    """Where steps report.

    Args:
        stream: Where to write.
        quiet: Seconds after which a step starts to show.
    """

    def __init__(self, stream: TextIO | None = None, quiet: float = QUIET_SECONDS) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._quiet = quiet
        self._is_terminal = self._stream.isatty()
        self._width = 0

    def say(self, text: str) -> None:
        """Prints a line at once."""
        self._rewrite("")
        print(text, file=self._stream, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Shows the step while the block runs, if it runs for long.

        Args:
            title: What is done, as a phrase: ``Fetching Godot``.
        """
        step = Step(title)
        over = threading.Event()
        shown = threading.Event()
        started = time.monotonic()
        teller = threading.Thread(target=self._tell, args=(step, over, shown, started), daemon=True)
        teller.start()
        outcome = "failed"
        try:
            yield step
            outcome = "done"
        finally:
            over.set()
            teller.join()
            if shown.is_set():
                self.say(f"{title}: {outcome} in {time.monotonic() - started:.0f} s")

    def _tell(
        self, step: Step, over: threading.Event, shown: threading.Event, started: float
    ) -> None:
        pause = self._quiet
        while not over.wait(pause):
            shown.set()
            elapsed = time.monotonic() - started
            detail = f": {step.detail}" if step.detail else " ..."
            line = f"{step.title}{detail} ({elapsed:.0f} s)"
            if self._is_terminal:
                self._rewrite(line)
                pause = _TERMINAL_SECONDS
            else:
                print(line, file=self._stream, flush=True)
                pause = _LOG_SECONDS

    def _rewrite(self, line: str) -> None:
        if not self._is_terminal or (not line and not self._width):
            return
        line = line[:118]
        self._stream.write("\r" + line.ljust(self._width) + ("" if line else "\r"))
        self._stream.flush()
        self._width = len(line)
