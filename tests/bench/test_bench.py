"""The bench itself: it measures in the real engine what it says. No figure is judged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")


@pytest.mark.engine
def test_measuring_in_the_engine(tmp_path: Path) -> None:
    """Calls, events, pages and textures are measured in the engine, with their yardsticks."""
    out = tmp_path / "new" / "figures.json"
    names = ["call", "event", "page", "texture"]
    done = subprocess.run(
        [sys.executable, RUN, "--quick", "--json", out, *names],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "get_child_count() from Python" in done.stdout
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["machine"]["godot"].startswith("4.")
    assert [figure["name"] for figure in written["figures"]] == names
    for figure in written["figures"]:
        # What is left of a page without the library's share can get lost in a few repetitions.
        assert figure["measured"] > 0 or figure["name"] == "page"
        assert figure["yardsticks"]
        assert all(yardstick["measured"] > 0 for yardstick in figure["yardsticks"])
