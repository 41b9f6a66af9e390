"""What a run of the engine said, and what of it is wrong. For the tests in tests/engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest

MARK = "[engine-test]"

_BLOCK_START = re.compile(r"^(?:USER |SCRIPT |SHADER )?(?:ERROR|WARNING): ")
_BLOCK_END = re.compile(r"^\s+at: ")
_LONGEST_BLOCK = 200
_NOISE = re.compile(r"Unrecognized output string|platform:Linux,$")
_ALONE = re.compile(
    r"Leaked instance:|Orphan StringName|handle_crash|Segmentation fault|Fatal Python error"
    r"|^Traceback \(most recent call last\)|^From cffi callback|Exception ignored"
    r"|^double free|^free\(\):|^corrupted |^malloc"
)


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
    found: list[list[str]] = []
    block: list[str] | None = None  # the error that the next lines belong to, until its place
    for line in log.splitlines():
        if _BLOCK_START.match(line):
            block = [line]
            found.append(block)
        elif block is not None and len(block) < _LONGEST_BLOCK and not line.startswith(MARK):
            block.append(line)
            if _BLOCK_END.match(line):
                block = None
        else:
            block = None
            if _ALONE.search(line):
                found.append([line])
    return ["\n".join(lines) for lines in found]


def unexpected_errors(errors: Iterable[str], expect: Sequence[str]) -> list[str]:
    """The errors that no expected text is part of, and the expected texts that no error has."""
    errors = list(errors)
    problems = [error for error in errors if not any(text in error for text in expect)]
    problems += [
        f"expected but not in the log: {text}"
        for text in expect
        if not any(text in error for error in errors)
    ]
    return problems


def tail(log: str, lines: int = 120) -> str:
    """The end of a log, without what the engine always says of game controllers."""
    kept = [line for line in log.splitlines() if not _NOISE.search(line)]
    return "Log:\n" + "\n".join(kept[-lines:])
