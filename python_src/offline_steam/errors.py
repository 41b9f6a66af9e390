"""Room C, ``offline_steam``: the exceptions. Imports ``results`` only.

OfflineSteamError
├── DefinitionError        the app definition (TOML) is wrong; names file, key, value, expected
├── NotLoadedError         the control API found no loaded library in this process
├── UnknownNameError       a call, user, stat or achievement that does not exist
└── StoreError             progress cannot be read or stored; carries Steam's result code
    ├── StoreFullError     no space left (54)
    ├── StoreDeniedError   the folder or file cannot be written (15)
    ├── StoreBusyError     another process holds the database (10)
    └── StoreDamagedError  the database is not one, or is damaged (53)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offline_steam.results import Result


class OfflineSteamError(Exception):
    """The base of all errors of this package; its text says the cause and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in an app definition.

    Attributes:
        text: one sentence: the key, its value and what is expected.
        path: where it is, from the top: keys, and numbers of tables in a list, from 0. Empty for
            what concerns all of it.
    """

    text: str
    path: tuple[str | int, ...] = ()


class DefinitionError(OfflineSteamError):
    """An app definition that cannot be used.

    Attributes:
        found: what is wrong, in the order of the file.
        problems: one sentence for each.
    """

    def __init__(self, source: str, found: Sequence[Problem | str]) -> None:
        self.found = tuple(
            Problem(problem) if isinstance(problem, str) else problem for problem in found
        )
        self.problems = problems = tuple(problem.text for problem in self.found)
        count = f" ({len(problems)} problems)" if len(problems) > 1 else ""
        super().__init__(f"{source}{count}: " + "; ".join(problems))


class NotLoadedError(OfflineSteamError):
    """No offline library has been loaded and started in this process."""


class UnknownNameError(OfflineSteamError):
    """A name or ID that is not there; the text lists what is."""


class StoreError(OfflineSteamError):
    """Progress could not be read from or written to the database.

    Attributes:
        result: what Steam would answer.
    """

    result = Result.PERSIST_FAILED


class StoreFullError(StoreError):
    """The disk (or the quota, or the file size limit) is full."""

    result = Result.DISK_FULL


class StoreDeniedError(StoreError):
    """The folder or the database cannot be created or written."""

    result = Result.ACCESS_DENIED


class StoreBusyError(StoreError):
    """Another process has kept the database locked for too long."""

    result = Result.BUSY


class StoreDamagedError(StoreError):
    """The file is not a database of this runtime, or is damaged."""

    result = Result.DATA_CORRUPTION
