"""Room D: Valve's KeyValues as values, whichever format they come from. May import: nothing.

A file is a list of pairs; a pair has a text, a number or pairs of its own. The order counts, and a
key may come twice. Keys are compared without regard to case, as Steam does.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

__all__ = ["DEEPEST", "LARGEST", "Kind", "Pair", "VdfError", "find", "number", "printable", "text"]

DEEPEST = 64
"""How deep pairs may be nested. Steam's own files have nine levels."""
LARGEST = 64 * 1024 * 1024
"""How many bytes a file may have. Steam's own have some hundred kilobytes."""


class Kind(enum.IntEnum):
    """What a value is: the type tags of the binary format. A file in text has the first two."""

    PAIRS = 0
    TEXT = 1
    INT32 = 2
    FLOAT32 = 3
    POINTER = 4
    COLOR = 6
    UINT64 = 7
    INT64 = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value.

    Attributes:
        key: The name.
        value: What stands there, as ``kind`` says.
        kind: Of the value.
        place: Where it is, in words, such as ``line 3``; not compared.
        condition: In text, what stands in square brackets behind it, such as ``$WIN32``.
    """

    key: str
    value: str | int | float | tuple[Pair, ...]
    kind: Kind = Kind.TEXT
    place: str = field(default="", compare=False)
    condition: str = ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What is in it; nothing in a text or number."""
        return self.value if isinstance(self.value, tuple) else ()


class VdfError(Exception):
    """A file that is not what it should be.

    The text names the file, the line or offset, what is there and what is expected.
    """

    def __init__(self, source: str, place: str, problem: str) -> None:
        self.source, self.place, self.problem = source, place, problem
        super().__init__(f"{source}, {place}: {problem}" if place else f"{source}: {problem}")


def find(pairs: Sequence[Pair], *keys: str) -> Pair | None:
    """The pair at the end of these keys, each within the one before; the first of that name."""
    found: Pair | None = None
    for key in keys:
        found = next((pair for pair in pairs if pair.key.casefold() == key.casefold()), None)
        if found is None:
            return None
        pairs = found.pairs
    return found


def text(pair: Pair | None, default: str = "") -> str:
    """The value of a pair as text; the default for none and for one with pairs."""
    if pair is None or isinstance(pair.value, tuple):
        return default
    return pair.value if isinstance(pair.value, str) else repr(pair.value)


def number(pair: Pair) -> int | float | None:
    """The value of a pair as a finite number, also one in a text; None for anything else."""
    found = pair.value if isinstance(pair.value, int | float) else None
    if isinstance(pair.value, str) and pair.value.isascii():
        for read in (int, float):
            try:
                found = read(pair.value.strip())
                break
            except ValueError:
                continue
    return found if found is not None and math.isfinite(found) else None


def printable(pairs: Sequence[Pair], lost: list[str]) -> tuple[Pair, ...]:
    """The pairs with a sign in place of each byte that is no text.

    Args:
        pairs: As they were read.
        lost: Gets a sentence for each key and text that had such bytes.
    """
    return tuple(_printable(pair, lost) for pair in pairs)


def _printable(pair: Pair, lost: list[str]) -> Pair:
    key = _text(pair.key)
    if isinstance(pair.value, tuple):
        inside = printable(pair.value, lost)
        if key == pair.key and all(a is b for a, b in zip(inside, pair.value, strict=True)):
            return pair
        value: str | int | float | tuple[Pair, ...] = inside
    else:
        value = _text(pair.value) if isinstance(pair.value, str) else pair.value
        if key == pair.key and value is pair.value:
            return pair
    if key != pair.key or not isinstance(value, tuple):
        lost.append(f'{pair.place}: bytes of "{key}" that are not UTF-8')
    return replace(pair, key=key, value=value)


def _text(written: str) -> str:
    try:
        written.encode()
    except UnicodeEncodeError:
        return written.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return written
