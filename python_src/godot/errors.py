"""Room A: exceptions and warnings in Godot's log. May import: interface, stack.

A Python exception never crosses into C: the C floor gives it to :func:`report`, which writes one
error with the whole traceback, and the game goes on. What Python itself would write to the standard
error output comes the same way: exceptions that end a thread, those in ``__del__``, and warnings.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from godot import interface, stack

__all__ = [
    "explainers",
    "install",
    "report",
    "report_call",
    "shows_everything",
    "uninstall",
    "warn",
]

explainers: list[Callable[[BaseException], str]] = []
"""Each may say something more of an exception for whoever reads the log, or give ""."""

is_debugged: Callable[[], bool] = bool  # no
"""Whether the engine's debugger is attached; set when the engine is there."""

_MOST_CAUSES = 8

_OWN = str(Path(__file__).parent)

shows_everything = False
"""Whether tracebacks also show this package's own frames; for those who work on it."""


def report_call(error: BaseException, function: Any = None, is_result: bool = False) -> None:
    """Reports what a call by the engine has raised.

    The call itself may have been refused, or its result (``is_result``), so that no line of the
    function is in the traceback. The error is said to be where ``function`` begins, then.
    """
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None or code.co_filename.startswith(_OWN):
        report(error)
        return
    name = function.__qualname__
    report(
        error,
        heading=f"what {name}() gives has to fit:" if is_result else "",
        place=(name, code.co_filename, code.co_firstlineno),
    )


def report(
    error: BaseException,
    heading: str = "",
    about: str = "",
    place: tuple[str, str, int] | None = None,
) -> None:
    """Writes the traceback of ``error`` to Godot's log, at the place where it was raised.

    ``about`` is the file that the error is said to be in when the traceback names none, ``place``
    the function, file and line. One exception is written once, wherever else it comes to light.
    """
    if getattr(error, "__godot_told__", False):
        return
    with contextlib.suppress(AttributeError):
        error.__godot_told__ = True  # type: ignore[attr-defined]
    shown = traceback.TracebackException.from_exception(error)
    if not shows_everything:
        is_ours = type(error).__module__.partition(".")[0] == "godot" or place is not None
        _hide(shown, is_ours=is_ours)
    text = (f"{heading}\n" if heading else "") + "".join(shown.format()).rstrip()
    if isinstance(error, SystemExit):
        text += "\nA game does not end by sys.exit(): call get_tree().quit()."
    for explain in explainers:
        said = explain(error)
        text += f"\n{said}" if said else ""
    function, file, line = type(error).__name__, about or "python", 1 if about else 0
    if isinstance(error, SyntaxError) and error.filename:
        file, line = error.filename, error.lineno or 0
    elif shown.stack:
        last = shown.stack[-1]
        function, file, line = last.name, last.filename, last.lineno or 0
    elif place is not None:
        function, file, line = place
    if not is_debugged():
        interface.print_error(text, function, file, line, script=True)
        return
    with stack.reporting(error):  # the debugger shows the places itself, below what has happened
        said = f"{heading}\n{_summary(error)}" if heading else _summary(error)
        interface.print_error(said, function, file, line, script=True, details=text)


def _summary(error: BaseException) -> str:
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < _MOST_CAUSES:
        text = traceback.format_exception_only(cause)[-1].rstrip()
        lines.append(f"caused by {text}" if lines else text)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def _hide(shown: traceback.TracebackException, is_ours: bool) -> None:
    """Leaves out what is between the lines of a script: how modules are imported, and so on.

    What has no line of a script keeps its own, unless this package has said it on purpose.
    """
    waiting: list[traceback.TracebackException] = [shown]
    while waiting:
        one = waiting.pop()
        waiting.extend(more for more in (one.__cause__, one.__context__) if more is not None)
        waiting.extend(getattr(one, "exceptions", None) or ())
        kept = [frame for frame in one.stack if not _is_between(frame.filename)]
        # Of a syntax error, the place is said besides.
        if kept or is_ours or hasattr(one, "lineno"):
            one.stack[:] = kept


def _is_between(filename: str) -> bool:
    return filename.startswith((_OWN, "<frozen importlib")) or (
        filename.replace("\\", "/").endswith("/importlib/__init__.py")
    )


def warn(text: str, file: str = "python", line: int = 0, function: str = "python") -> None:
    """Writes a warning to Godot's log."""
    interface.print_warning(text, function, file, line)


# ---- what Python would print itself --------------------------------------------------------------


def _report_thread(failed: Any) -> None:
    if failed.exc_value is not None and not issubclass(failed.exc_type, SystemExit):
        name = failed.thread.name if failed.thread is not None else "a thread"
        report(failed.exc_value, f"{name} ended by an exception:")


def _report_unraisable(failed: Any) -> None:
    if failed.exc_value is not None:
        name = getattr(failed.object, "__qualname__", None) or repr(failed.object)
        report(failed.exc_value, f"{failed.err_msg or 'Exception ignored in'} {name}:")


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    if file is not None:
        _pythons_own(message, category, filename, lineno, file, line)
    else:
        text = f"{category.__name__}: {message}"
        if text.endswith("was never awaited"):
            text += "; write `await` before the call, or start it with create_task()"
        warn(text, filename, lineno)


_pythons_own = warnings.showwarning


def install() -> None:
    """From now on what Python says on its own goes to Godot's log."""
    threading.excepthook = _report_thread
    sys.unraisablehook = _report_unraisable
    warnings.showwarning = _show_warning


def uninstall() -> None:
    """Leaves it to Python again: the engine is going."""
    threading.excepthook = lambda failed: None  # it has lost the engine under its feet
    sys.unraisablehook = sys.__unraisablehook__
    warnings.showwarning = _pythons_own
