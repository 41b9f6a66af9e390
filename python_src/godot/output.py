"""Room A: ``print`` in Godot's log. May import nothing of the room but the C floor.

Text is kept until a line is whole, because the engine's log writes whole lines.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
from collections.abc import Callable

__all__ = ["LineWriter", "install", "uninstall"]


class LineWriter(io.TextIOBase):
    """A text stream that hands whole lines to ``write_line``, and the rest when it is finished."""

    encoding = "utf-8"

    def __init__(self, write_line: Callable[[str], None]) -> None:
        self._write_line = write_line
        self._rests: dict[int, str] = {}  # by thread, so that lines of several threads stay whole

    def writable(self) -> bool:
        """True: this is a stream to write to."""
        return True

    def write(self, text: str) -> int:
        """Writes ``text``; lines that it completes go out at once."""
        if not isinstance(text, str):
            raise TypeError(f"write() takes str, got {type(text).__name__}")
        thread = threading.get_ident()
        *lines, rest = (self._rests.pop(thread, "") + text).split("\n")
        if rest:
            self._rests[thread] = rest
        for line in lines:
            self._write_line(line)
        return len(text)

    def finish(self) -> None:
        """Writes what has not ended with a new line yet."""
        while self._rests:
            _thread, rest = self._rests.popitem()
            self._write_line(rest)


def _to_descriptor(number: int) -> Callable[[str], None]:
    def write_line(line: str) -> None:
        # Perhaps nobody reads it any more: printing must not stop a game that is closing.
        with contextlib.suppress(OSError):
            os.write(number, (line + "\n").encode("utf-8", "backslashreplace"))

    return write_line


def install(write_line: Callable[[str], None], write_error_line: Callable[[str], None]) -> None:
    """Sends ``sys.stdout`` and ``sys.stderr`` to the engine."""
    sys.stdout = LineWriter(write_line)
    sys.stderr = LineWriter(write_error_line)


def uninstall() -> None:
    """Sends what is printed from now on to the process's own streams: the engine is leaving."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if isinstance(stream, LineWriter):
            stream.finish()
        setattr(sys, name, LineWriter(_to_descriptor(number)))
