"""``python -m offline_steam`` as a process: its output closed, full or of another encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import offline_steam

ROOT = Path(offline_steam.__file__).parents[1]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A store of the test's own, and a folder for temporary files."""
    (tmp_path / "tmp").mkdir()
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "OFFLINE_STEAM_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
    }


def _run(
    environment: dict[str, str], *arguments: str, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        [sys.executable, "-m", "offline_steam", *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
        **options,
    )


def _unlocked(environment: dict[str, str]) -> dict[str, int]:
    achievements: dict[str, int] = json.loads(_run(environment, "--json").stdout)["achievements"]
    return {name: time for name, time in achievements.items() if time}


def test_pipe_that_nobody_reads(environment: dict[str, str]) -> None:
    """Output into a pipe that is closed already is no error, however little it is."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = _run(environment, "users", stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_is_full(environment: dict[str, str]) -> None:
    """Output on a full disk is one sentence and exit code 3; the command was carried out."""
    with Path("/dev/full").open("wb") as full:
        done = _run(environment, "unlock", "ACH_WIN_ONE_GAME", stdout=full)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1 and b"output" in done.stderr
    assert list(_unlocked(environment)) == ["ACH_WIN_ONE_GAME"]


@pytest.mark.skipif(sys.platform == "win32", reason="closing a stream takes a POSIX shell")
def test_closed_output(environment: dict[str, str]) -> None:
    """Without any output the command is carried out."""
    done = subprocess.run(
        ["sh", "-c", '"$0" -m offline_steam unlock ACH_HEAVY_FIRE >&- 2>&-', sys.executable],
        env=environment,
        check=False,
    )
    assert done.returncode == 0
    assert list(_unlocked(environment)) == ["ACH_HEAVY_FIRE"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_output_in_another_encoding(environment: dict[str, str], encoding: str) -> None:
    """What the encoding lacks is shown as a question mark, and JSON is whole all the same."""
    environment |= {"PYTHONIOENCODING": encoding}
    done = _run(environment, "unlock", "ACH_WIN_ONE_GAME")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "ACH_WIN_ONE_GAME" in done.stdout.decode(encoding)
    users = json.loads(_run(environment, "--json", "users").stdout.decode(encoding))
    assert [user["name"] for user in users][1:3] == ["Zoë Ångström", "星野 ひかり"]


@pytest.mark.skipif(sys.platform == "win32", reason="the file names are bytes of POSIX")
def test_folder_whose_name_is_no_text(environment: dict[str, str], tmp_path: Path) -> None:
    """A folder with bytes that are no UTF-8 is used and shown."""
    folder = os.fsdecode(bytes(tmp_path / "n") + b"\xff\xfe")
    environment |= {"OFFLINE_STEAM_HOME": folder}
    assert _run(environment, "unlock", "ACH_WIN_ONE_GAME").returncode == 0
    assert (Path(folder) / "480.sqlite3").exists()
    done = _run(environment, "where")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "typed", [b"\xff\xfe", b"[stats]\nNumGames = " + b"9" * 5000, b"a = " + b"[" * 5000]
)
def test_edited_text_of_any_kind_is_kept(
    environment: dict[str, str], tmp_path: Path, typed: bytes
) -> None:
    """Whatever an editor leaves behind, the text is kept and nothing is stored."""
    program = tmp_path / "editor.py"
    program.write_text(f"import sys\nopen(sys.argv[1], 'wb').write({typed!r})\n")
    done = _run(environment | {"VISUAL": f"'{sys.executable}' '{program}'"}, "edit")
    assert done.returncode == 1 and b"Traceback" not in done.stderr
    (kept,) = (tmp_path / "tmp").glob("offline_steam-edit-*.toml")
    assert kept.read_bytes() == typed
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("editor", ["'", "false", "rm"])
def test_editor_that_fails(environment: dict[str, str], editor: str) -> None:
    """An editor that cannot be run, fails or takes the file away is named."""
    done = _run(environment | {"VISUAL": editor}, "edit")
    assert done.returncode == 1
    assert b"VISUAL or EDITOR" in done.stderr and b"Traceback" not in done.stderr


def test_app_id_of_thousands_of_digits(environment: dict[str, str]) -> None:
    """It is refused like any other number that is no app ID."""
    done = _run(environment, "--app-id", "9" * 5000)
    assert done.returncode == 1 and b"a number from 1 to" in done.stderr
