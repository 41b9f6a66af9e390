"""The bench's statistics."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measuring.figures import Figure, Samples, Yardstick, block_means, differences, ratio

NUMBERS = st.lists(
    st.floats(min_value=-1e9, max_value=1e9, allow_nan=False), min_size=1, max_size=50
)


def figure(values: list[float], target: float | None) -> Figure:
    """A figure in microseconds."""
    return Figure("name", "what it is", "µs", Samples.of(values), target)


def test_median_stands_for_the_samples() -> None:
    """One slow repetition does not change what was measured."""
    assert figure([1.0, 1.2, 900.0], None).measured == 1.2


@given(NUMBERS)
def test_quartiles_lie_around_the_median(values: list[float]) -> None:
    """The middle half lies within the samples, and the median within it."""
    samples = Samples.of(values)
    low, high = samples.quartiles
    slack = 1e-6 * (1 + abs(low) + abs(high))
    assert min(values) - slack <= low <= samples.median + slack
    assert samples.median - slack <= high <= max(values) + slack


def test_quartiles_of_known_samples() -> None:
    """A quarter of the samples lies below the lower one, a quarter above the higher one."""
    assert Samples.of([5, 1, 2, 4, 3]).quartiles == (2.0, 4.0)
    assert Samples.of([7]).quartiles == (7.0, 7.0)


@pytest.mark.parametrize("values", [[], [math.nan], [1.0, math.inf]])
def test_what_is_no_measurement_is_refused(values: list[float]) -> None:
    """Nothing, NaN and infinity are errors and no figures."""
    with pytest.raises(ValueError, match=r"was measured|nothing"):
        Samples.of(values)


def test_verdict() -> None:
    """Exactly the target is met; without a target there is no verdict."""
    assert figure([5.0], 5.0).verdict == "ok"
    assert figure([5.01], 5.0).verdict == "over"
    assert figure([5.0], None).verdict == ""


def test_ratio_of_pairs() -> None:
    """What slowed both sides of a pair down counts in neither."""
    assert ratio(Samples.of([2, 2, 40]), Samples.of([1, 1, 20])) == 2.0
    assert ratio(Samples.of([2, 30, 50]), Samples.of([1, 10, 10])) == 3.0


def test_ratio_without_pairs() -> None:
    """Samples of different number are compared by their medians."""
    assert ratio(Samples.of([8]), Samples.of([1, 2, 3])) == 4.0


@pytest.mark.parametrize("values", [[0.0], [-1.0], [0.0, 0.0, 5.0]])
def test_ratio_to_nothing(values: list[float]) -> None:
    """A yardstick that cost nothing gives no ratio."""
    assert ratio(Samples.of([1.0]), Samples.of(values)) is None


def test_ratio_passes_over_pairs_with_nothing() -> None:
    """A single yardstick reading of zero, by a coarse clock, does not spoil the others."""
    assert ratio(Samples.of([4, 4, 4]), Samples.of([0, 2, 2])) == 2.0


def test_differences() -> None:
    """Each repetition is taken from its neighbour, and must have one."""
    assert differences([5, 7], [1, 2]).values == (4.0, 5.0)
    with pytest.raises(ValueError, match="shorter"):
        differences([5, 7], [1])


def test_block_means_average_ticks() -> None:
    """A clock that ticks too coarsely is read exactly in the mean of many readings."""
    assert block_means([0, 1, 0, 1, 1, 1, 0, 0], 2, kept=1.0).values == (0.5, 0.5)


def test_block_means_leave_out_the_highest() -> None:
    """A reading during which the machine did something else does not count."""
    assert block_means([1.0] * 99 + [5000.0], 1).values == (1.0,)


def test_block_means_need_a_reading_for_each_block() -> None:
    """Fewer readings than blocks are an error; what fills no block is left out."""
    with pytest.raises(ValueError, match="2 readings"):
        block_means([1.0, 2.0], 3)
    assert block_means([1, 1, 3, 3, 100], 2).values == (1.0, 3.0)


def test_yardsticks_are_kept_in_their_order() -> None:
    """The table shows them as they were given."""
    first, second = Yardstick("a", Samples.of([1])), Yardstick("b", Samples.of([2]))
    made = Figure("n", "w", "s", Samples.of([1]), None, (first, second))
    assert made.yardsticks == (first, second)
