"""Contract: the programs in docs/plain-python.md run as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.contract

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "plain-python.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
EXPECTED = [
    ["userProgressUpdate for", "First Light"],
    ["requestUserProgress", "userProgressUnload"],
    ["None"],
    ["kept: True - rank: ", " entries, descending", " 5000"],
    ["'nickname': 'é漢🎮'", "saved Image(width=184, height=184)"],
    ["LibraryMissing - Copy it"],
    ["ACH_HEAVY_FIRE was unlocked", "result: OK"],
    ["DESCENDING\n1 "],
    ["Łukasz Żółw 🎮 FRIEND", "Image(width=32, height=32)", "<Ticket 1, 240 bytes>"],
]


@pytest.mark.parametrize(("program", "expected"), list(zip(PROGRAMS, EXPECTED, strict=True)))
def test_program_runs(program, expected, offline_library, tmp_path):
    """Each program runs to its end, says what it promises, and logs no error."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("OFFLINE_STEAM_")
    }
    environment |= {
        "PYTHONPATH": str(ROOT / "python_src"),
        "OFFLINE_STEAM_HOME": str(tmp_path / "home"),
    }
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    for part in expected:
        assert part in ended.stdout
    assert "Traceback" not in ended.stderr
