"""Stamps and locks: what survives a kill, and what is done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.locks import exclusive
from workbench.stamps import Stamp, files_below, fingerprint, write_atomically

SITE_SCONS = Path(__file__).resolve().parents[2] / "site_scons"

# A step as the workbench does them: not done unless the stamp says so, made aside, stamped last.
STEP = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from workbench.locks import exclusive
from workbench.stamps import Stamp
folder, slow = Path(sys.argv[2]), sys.argv[3] == "slow"
stamp = Stamp(folder / "stamp.json")
with exclusive(folder / ".lock", print):
    if stamp.is_current("key"):
        print("nothing to do")
        raise SystemExit
    stamp.clear()
    with (folder / "result").open("w") as file:
        file.write("half")
        file.flush()
        print("halfway", flush=True)
        if slow:
            time.sleep(60)
        file.write(" and whole")
    stamp.write("key")
    print("done")
"""


def _start(folder: Path, speed: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-c", STEP, str(SITE_SCONS), str(folder), speed],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_step_that_was_killed_halfway_is_done_again(tmp_path: Path) -> None:
    """The half result counts for nothing, and the killed process's lock is gone."""
    with _start(tmp_path, "slow") as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "halfway\n"
        killed.send_signal(signal.SIGKILL)
    assert (tmp_path / "result").read_text(encoding="utf-8") == "half"

    with _start(tmp_path, "fast") as again:
        printed, _ = again.communicate()
    assert printed.splitlines() == ["halfway", "done"]
    assert (tmp_path / "result").read_text(encoding="utf-8") == "half and whole"

    with _start(tmp_path, "fast") as third:
        printed, _ = third.communicate()
    assert printed == "nothing to do\n"


def test_the_second_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    """Two set-ups in one clone would break each other's files."""
    with exclusive(tmp_path / ".lock", print):
        waiting = _start(tmp_path, "fast")
        assert waiting.stdout is not None
        said = waiting.stdout.readline()
        assert not (tmp_path / "result").exists()
    with waiting:
        rest, _ = waiting.communicate()
    assert said == f"process {os.getpid()}\n"
    assert rest.splitlines() == ["halfway", "done"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 3}', "\udcff"])
def test_a_damaged_stamp_is_no_stamp(content: str, tmp_path: Path) -> None:
    """The step is done again, whatever is in the file."""
    path = tmp_path / "stamp.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert not Stamp(path).is_current("3")
    Stamp(path).write("3", root="/somewhere")
    assert Stamp(path).is_current("3")
    assert Stamp(path).facts()["root"] == "/somewhere"


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    """A reader finds the old content or the new."""
    path = tmp_path / "file"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_fingerprint_follows_content_presence_and_order(tmp_path: Path) -> None:
    """A changed, a new and a vanished file each give another hash; an equal state the same."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1", encoding="utf-8")
    absent = fingerprint([first, second])
    second.write_text("1", encoding="utf-8")
    present = fingerprint([first, second])
    first.write_text("2", encoding="utf-8")
    changed = fingerprint([first, second])
    assert len({absent, present, changed, fingerprint([second, first])}) == 4
    first.write_text("1", encoding="utf-8")
    assert fingerprint([first, second]) == present


@given(st.lists(st.text(max_size=8)), st.lists(st.text(max_size=8)))
def test_fingerprint_does_not_run_texts_together(one: list[str], other: list[str]) -> None:
    """Two texts are not the same as the two run together."""
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_files_below_leaves_out_caches_and_other_endings(tmp_path: Path) -> None:
    """What Python and Godot write for themselves is no input of a build."""
    for name in ("a.py", "b.txt", "__pycache__/c.py", ".godot/d.py", "deep/e.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path, (".py",))]
    assert found == ["a.py", "deep/e.py"]
    assert list(files_below(tmp_path / "nowhere")) == []


def test_a_tool_that_outlives_its_set_up_keeps_the_lock(tmp_path: Path) -> None:
    """Otherwise the next set-up would work on the very files that the tool still writes."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from workbench.locks import exclusive\n"
        "from workbench.processes import run_logged\n"
        "from workbench.progress import Step\n"
        "folder = Path(sys.argv[2])\n"
        "with exclusive(folder / '.lock', print):\n"
        "    run_logged(['sh', '-c', 'touch started; exec sleep 60'], log=folder / 'log',\n"
        "        step=Step('x'), remedy='', cwd=folder)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-u", "-c", code, str(SITE_SCONS), str(tmp_path)], start_new_session=True
    ) as killed:
        while not (tmp_path / "started").exists():
            assert killed.poll() is None
        killed.kill()
    waiting = _start(tmp_path, "fast")
    assert waiting.stdout is not None
    assert waiting.stdout.readline().startswith("process ")
    os.killpg(killed.pid, signal.SIGKILL)  # the tool: it is still of the killed one's group
    with waiting:
        rest, _ = waiting.communicate()
    assert rest.splitlines() == ["halfway", "done"]
