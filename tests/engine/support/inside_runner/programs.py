"""Containers of the engine held against Python's: what is done to both has to give the same."""

from __future__ import annotations

import collections.abc
from collections.abc import Callable, Iterable
from typing import Any

Operation = tuple[str, Callable[[Any], Any]]
"""A text of what is done, and the doing."""


def hold_against(
    wanted: Any,
    subject: Any,
    program: Iterable[Operation],
    contents: Callable[[Any], Any],
    about: str,
) -> None:
    """Runs a program of operations on both, which have to agree after each.

    ``contents`` gives what is compared of them, ``about`` says how they began.
    """
    done = [about]
    for text, operation in program:
        done.append(text)
        expected, got = _outcome(operation, wanted), _outcome(operation, subject)
        assert expected == got, f"{got}, expected {expected}, by {done}"
        assert contents(subject) == contents(wanted), f"{subject!r}, not {wanted!r}, by {done}"
        assert subject == wanted and wanted == subject, done


def _outcome(operation: Callable[[Any], Any], subject: Any) -> tuple[str, Any]:
    """What an operation gives: its result, or the type of what it raises."""
    try:
        result = operation(subject)
    except Exception as error:
        return type(error).__name__, None
    if result is subject:
        return "itself", None
    return "", _plain(result)


def _plain(value: Any) -> Any:
    """A result as Python's containers hold it; whatever behaves like one of them is one."""
    if isinstance(value, collections.abc.MutableSequence):
        return ["sequence", *map(_plain, value)]
    if isinstance(value, collections.abc.Mapping):
        return ["mapping", *value.items()]
    return value
