"""Room D: what the client reports, in Godot's log. May import: godot."""

from __future__ import annotations

import sys

from godot import errors, interface

__all__ = ["GodotLog"]


class GodotLog:
    """The client's ``Log`` (see ``steamworks.log``), in Godot's log and the editor's debugger."""

    def error(self, message: str) -> None:
        """Something was refused or failed."""
        interface.print_error(message, *_place())

    def warning(self, message: str) -> None:
        """Something looks wrong, but nothing was refused."""
        interface.print_warning(message, *_place())

    def exception(self, message: str, error: BaseException) -> None:
        """Code that was called back raised ``error``."""
        errors.report(error, heading=message)

    def information(self, message: str) -> None:
        """What a developer should know, and is no problem."""
        print(message)


def _place() -> tuple[str, str, int]:
    """Function, file and line of whoever reported: Godot prints them under the message."""
    frame = sys._getframe(2)
    return frame.f_code.co_name, frame.f_code.co_filename, frame.f_lineno
