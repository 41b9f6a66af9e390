"""The soak: many random operations in a process of their own, see `soak.py`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("soak.py")


def soak(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs the soak as a user whose environment says nothing about Steam."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OFFLINE_STEAM_", "Steam"))
    }
    return subprocess.run(
        [sys.executable, PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env=environment,
    )


@pytest.mark.contract
@pytest.mark.slow
def test_hundred_thousand_operations() -> None:
    """Everything holds in 100,000 operations with failures, cuts, latency and user switches."""
    ended = soak("--operations", "100000", "--seed", "1")
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert ended.stdout.startswith("100000 operations of seed 1")


@pytest.mark.contract
def test_failure_tells_its_seed(tmp_path: Path) -> None:
    """A soak that cannot hold ends with 1, and says how to have the same again."""
    ended = soak("--operations", "50", "--seed", "7", "--library", str(tmp_path / "none.so"))
    assert ended.returncode == 1
    assert "--seed 7 --operations 50" in ended.stderr
    assert "none.so" in ended.stderr


@pytest.mark.contract
def test_same_seed_same_course() -> None:
    """The course of a soak is decided by its seed alone."""
    first, second = (soak("--operations", "3000", "--seed", "9").stdout for _ in range(2))
    course = re.search(r"course [0-9a-f]{8}", first)
    assert course is not None
    assert course[0] in second
