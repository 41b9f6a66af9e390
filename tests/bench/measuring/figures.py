"""Figures: what was measured, how often, what it should be, and what it is compared with.

Bench, no room of the product. Standard library only.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Figure", "Samples", "Verdict", "Yardstick", "block_means", "differences", "ratio"]

Verdict = str
"""``ok``, ``over``, or an empty text for a figure without a target."""


@dataclass(frozen=True)
class Samples:
    """Repetitions of one measurement, in the order in which they were made.

    The median stands for them, since a machine that does other work makes some repetitions slower
    and none faster; the quartiles say how much they differ.

    Raises:
        ValueError: There is none, or one is not a finite number.
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("nothing was measured: expected one repetition or more")
        for value in self.values:
            if not math.isfinite(value):
                raise ValueError(f"{value!r} was measured; expected a finite number")

    @classmethod
    def of(cls, values: Sequence[float]) -> Samples:
        """Samples from any sequence of numbers."""
        return cls(tuple(float(value) for value in values))

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Between these lies the middle half; both are the value itself when there is only one."""
        if len(self.values) == 1:
            return self.values[0], self.values[0]
        low, _, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return low, high


def differences(larger: Sequence[float], smaller: Sequence[float]) -> Samples:
    """What each repetition has above the one that was made beside it.

    Raises:
        ValueError: They are not equally many.
    """
    return Samples.of([a - b for a, b in zip(larger, smaller, strict=True)])


def block_means(values: Sequence[float], blocks: int, kept: float = 0.99) -> Samples:
    """Samples from many readings of a clock that is too coarse for one: the means of blocks.

    A mean of whole ticks is exact in the long run, which a median of them is not. The highest
    readings of a block are left out, since the machine did something else during them.

    Args:
        values: The readings, in the order in which they were made.
        blocks: How many samples to make of them; what does not fill a block is left out.
        kept: The part of a block that counts.

    Raises:
        ValueError: There are fewer readings than blocks.
    """
    size = len(values) // blocks
    if size == 0:
        raise ValueError(f"{len(values)} readings; expected {blocks} or more")
    means = []
    for start in range(0, size * blocks, size):
        block = sorted(values[start : start + size])
        means.append(statistics.fmean(block[: max(1, round(size * kept))]))
    return Samples.of(means)


def ratio(measured: Samples, yardstick: Samples) -> float | None:
    """How many times the yardstick, or None for a yardstick of nothing (or less, by noise).

    Repetitions that were made side by side are compared in pairs, so that what slowed both of them
    counts in neither; without pairs the medians are.
    """
    if yardstick.median <= 0:
        return None
    if len(measured.values) == len(yardstick.values):
        pairs = zip(measured.values, yardstick.values, strict=True)
        ratios = [a / b for a, b in pairs if b > 0]
        return statistics.median(ratios)
    return measured.median / yardstick.median


@dataclass(frozen=True)
class Yardstick:
    """The same work done another way, measured in the same run."""

    name: str
    samples: Samples


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    Attributes:
        name: A short name, unique in the table.
        what: What it is, for people.
        unit: The unit of the samples, the target and the yardsticks.
        samples: What was measured.
        target: The most that it should be; None for a figure that is only told.
        yardsticks: What to compare it with.
        note: What one has to know to read the figure.
    """

    name: str
    what: str
    unit: str
    samples: Samples
    target: float | None = None
    yardsticks: tuple[Yardstick, ...] = field(default=())
    note: str = ""

    @property
    def measured(self) -> float:
        """The median."""
        return self.samples.median

    @property
    def verdict(self) -> Verdict:
        """Whether the target is met."""
        if self.target is None:
            return ""
        return "ok" if self.measured <= self.target else "over"
