"""What folders of tests share: the self-contained addon, and which tests start the engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Where every test does; in the other folders the files that do say so themselves.
START_THE_ENGINE = (HERE / "engine", HERE / "export")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that start the engine; `-m "not engine"` leaves them out."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in START_THE_ENGINE):
            item.add_marker("engine")


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder ``steamworks`` of the clone as it is now; assembled if it is out of date."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "addon", "--keep-links"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"dev.py addon failed.\n{done.stdout}{done.stderr}", pytrace=False)
    return ROOT / "build" / "addon" / "steamworks"
