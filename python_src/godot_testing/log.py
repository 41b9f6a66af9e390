"""Room E, ``godot_testing``: what the engine said, and what is wrong. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["find_errors", "is_problem", "lacks_addon", "missing", "tail", "unexpected"]

_BLOCK_START = re.compile(r"^(?:USER |SCRIPT |SHADER )?(?:ERROR|WARNING): ")
_BLOCK_END = re.compile(r"^\s+at: ")
_LONGEST_BLOCK = 200
_NOISE = re.compile(
    r"Unrecognized output string|platform:Linux,$|^Loading resource: |^XR: |^TextServer: |"
    r"^(?:CORE|EDITOR) API HASH|^SceneTreeFTI|^WorkerThreadPool|^SDL: "
)
_ALONE = re.compile(
    r"Leaked instance:|Orphan StringName|handle_crash|Segmentation fault|Fatal Python error"
    r"|^Traceback \(most recent call last\)|^From cffi callback|Exception ignored"
    r"|^double free|^free\(\):|^corrupted |^malloc"
)
_WARNING = re.compile(r"^(?:USER |SCRIPT |SHADER )?WARNING: ")
_LEAKS = re.compile(r"leaked|still in use at exit|Orphan", re.IGNORECASE)


def find_errors(log: str, mark: str = "\0") -> list[str]:
    """Errors, warnings, leaks and crashes, each as one text of one or more lines.

    Args:
        log: what the engine wrote.
        mark: a line that begins with it is no part of an error.
    """
    found: list[list[str]] = []
    block: list[str] | None = None  # the error that the next lines belong to, until its place
    for line in log.splitlines():
        if _BLOCK_START.match(line):
            block = [line]
            found.append(block)
        elif block is not None and len(block) < _LONGEST_BLOCK and not line.startswith(mark):
            block.append(line)
            if _BLOCK_END.match(line):
                block = None
        else:
            block = None
            if _ALONE.search(line):
                found.append([line])
    return ["\n".join(lines) for lines in found]


def lacks_addon(log: str) -> bool:
    """Whether the engine has said that it runs without the addon, because it could not load it."""
    return "Error loading extension: 'res://addons/steamworks/" in log


def is_problem(error: str) -> bool:
    """Whether it is more than a warning; a game may have some. One that tells of leaks is more."""
    return not _WARNING.match(error) or bool(_LEAKS.search(error))


def unexpected(
    errors: Iterable[str], expect: Sequence[str], allow: Sequence[str] = ()
) -> list[str]:
    """What is wrong with some errors: those that no text is part of, and texts that none has.

    Args:
        errors: as found.
        expect: texts that have to be there.
        allow: texts that may be there.
    """
    errors = list(errors)
    known = (*expect, *allow)
    problems = [error for error in errors if not any(text in error for text in known)]
    return problems + missing(errors, expect)


def missing(errors: Sequence[str], expect: Sequence[str]) -> list[str]:
    """What to say of the expected texts that no error has."""
    return [
        f"expected but not in the log: {text}"
        for text in expect
        if not any(text in error for error in errors)
    ]


def tail(log: str, lines: int = 120) -> str:
    """The end of a log, without what the engine says at every start."""
    kept = [line for line in log.splitlines() if not _NOISE.search(line)]
    return "Log:\n" + "\n".join(kept[-lines:])
