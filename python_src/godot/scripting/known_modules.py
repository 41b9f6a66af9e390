"""Room A: what is known of the project's files as modules. May import: nothing.

The record of each file, who hears that one has run, and how failures come into the log.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import ModuleType

__all__ = ["ModuleRecord", "listeners", "records", "report", "use", "warn"]


@dataclasses.dataclass(slots=True)
class ModuleRecord:
    """What is known of one file that was loaded, or could not be."""

    path: str
    name: str
    source: bytes = b""
    """What is in force. The file may have changed since."""
    tried: bytes = b""
    """What was tried last; another than ``source`` when it failed."""
    error: BaseException | None = None
    """Why that failed; None when it did not."""
    told: bool = False
    """Whether that is in the log."""
    is_running: bool = False
    """Whether its code runs now."""


records: dict[str, ModuleRecord] = {}
"""By path, in the order in which they were first loaded."""

listeners: list[Callable[[str, ModuleType], None]] = []
"""Called with path and module when a file has run, and on a reload before its importers do."""

_report: Callable[[BaseException, str, str], None] | None = None
_warn: Callable[[str], None] | None = None


def use(
    report: Callable[[BaseException, str, str], None] | None, warn: Callable[[str], None] | None
) -> None:
    """Says how failures and warnings are written; with None they are not."""
    global _report, _warn
    _report, _warn = report, warn


def report(record: ModuleRecord, heading: str) -> None:
    """Writes why a file failed to the log, if it is not there yet."""
    if record.error is not None and _report is not None and not record.told:
        record.told = True
        _report(record.error, heading, record.path)


def warn(text: str) -> None:
    """Writes a warning to the log."""
    if _warn is not None:
        _warn(text)
