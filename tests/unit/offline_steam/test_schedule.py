"""What is due at which frame."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_steam.schedule import NEVER, Schedule


class _Clock:
    def __init__(self) -> None:
        self.now = 0
        self.due = NEVER

    def frame(self) -> int:
        return self.now

    def wake_at(self, frame: int) -> None:
        self.due = frame


@given(st.lists(st.integers(1, 20), max_size=30))
def test_order(delays: list[int]) -> None:
    """Actions run in the order of their frames, equal ones as they were asked for, each once."""
    clock: Any = _Clock()
    schedule = Schedule(clock)
    ran: list[tuple[int, int]] = []
    for index, delay in enumerate(delays):
        schedule.after(delay, lambda index=index: ran.append((clock.now, index)))  # type: ignore[misc]
    for clock.now in range(1, 25):
        if clock.now >= clock.due:
            schedule.run(clock.now)
    assert ran == sorted((delay, index) for index, delay in enumerate(delays))
    assert (len(schedule), clock.due) == (0, NEVER)


def test_action_that_raises() -> None:
    """The others still run, and the clock is told when to wake for them."""
    clock: Any = _Clock()
    schedule = Schedule(clock)
    ran: list[int] = []

    def fail() -> None:
        raise RuntimeError("no")

    schedule.after(1, fail)
    schedule.after(1, lambda: ran.append(1))
    with pytest.raises(RuntimeError):
        schedule.run(1)
    assert clock.due == 1
    schedule.run(2)
    assert ran == [1]


def test_action_that_schedules() -> None:
    """An action may ask for another; one without delay runs at once."""
    clock: Any = _Clock()
    schedule = Schedule(clock)
    ran: list[str] = []

    def first() -> None:
        ran.append("first")
        schedule.after(0, lambda: ran.append("at once"))
        schedule.after(1, lambda: ran.append("later"))

    schedule.after(1, first)
    clock.now = 1
    schedule.run(1)
    assert (ran, clock.due) == (["first", "at once"], 2)
