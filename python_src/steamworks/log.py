"""Room B, `steamworks`: where messages for people go. May import: nothing of the package."""

from __future__ import annotations

from typing import Protocol


class Log(Protocol):
    """Receives what a person should read. Godot's log and Python's `logging` both fit behind it."""

    def error(self, message: str) -> None:
        """Something was refused or failed; the message says what to do."""

    def warning(self, message: str) -> None:
        """Something looks wrong, but nothing was refused."""

    def exception(self, message: str, error: BaseException) -> None:
        """Code that was called back raised `error`; its traceback belongs into the log."""


class StandardLog:
    """Passes everything to the logger "steamworks" of Python's `logging`, imported when needed."""

    def error(self, message: str) -> None:
        """Logs at level ERROR."""
        import logging

        logging.getLogger("steamworks").error("%s", message)

    def warning(self, message: str) -> None:
        """Logs at level WARNING."""
        import logging

        logging.getLogger("steamworks").warning("%s", message)

    def exception(self, message: str, error: BaseException) -> None:
        """Logs at level ERROR, with the traceback of `error`."""
        import logging

        logging.getLogger("steamworks").error("%s", message, exc_info=error)


def raised(error: BaseException) -> str:
    """What was raised, as a message tells it: its type, and its text unless that raises too."""
    kind = type(error).__name__
    try:
        return f"{kind}: {error}"
    except Exception:  # what is broken there must not stop whoever comes behind
        return kind
