"""What a run of the engine said, and what of it is wrong. For the tests in tests/engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

import godot_testing.log
from godot_testing.log import tail
from godot_testing.log import unexpected as unexpected_errors

__all__ = ["MARK", "Run", "find_errors", "tail", "unexpected_errors"]

MARK = "[engine-test]"


@dataclass(frozen=True)
class Run:
    """One finished run of the engine.

    Attributes:
        log: Standard output and error together, in the order of writing.
        exit_code: The process's; negative for a signal, as in :mod:`subprocess`.
    """

    log: str
    exit_code: int

    @property
    def errors(self) -> list[str]:
        """Every error, warning, leak and crash in the log, each with its place."""
        return find_errors(self.log)

    def require(
        self, expect: Sequence[str] = (), exit_code: int = 0, marker: str = f"{MARK} done"
    ) -> None:
        """Fails the test unless the run reached the marker and had just the expected errors."""
        problems = unexpected_errors(self.errors, expect)
        if self.exit_code != exit_code:
            problems.append(f"exit code {self.exit_code}, expected {exit_code}")
        if marker and marker not in self.log:
            problems.append(f"the log has no {marker!r}")
        problems += re.findall(rf"{re.escape(MARK)} failed .*", self.log)
        if problems:
            listed = "\n- ".join(problems)
            pytest.fail(
                f"The engine's run was not as it should be:\n- {listed}\n\n{tail(self.log)}",
                pytrace=False,
            )


def find_errors(log: str) -> list[str]:
    """The errors in a log, each as one text of one or more lines."""
    return godot_testing.log.find_errors(log, MARK)
