"""``python -m offline_steam`` and the edits behind it."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offline_steam
from offline_steam import portraits
from offline_steam.cli import main
from offline_steam.tables import Table, width_of

ME, FRIEND = 76561202255232769, 76561202255232770


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own."""
    monkeypatch.setenv("OFFLINE_STEAM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    """The table shows every achievement and stat."""
    assert main([]) == 0
    shown = capsys.readouterr().out
    for name in (
        "ACH_WIN_ONE_GAME",
        "Thunderstorm (hidden)",
        "AverageSpeed",
        "only grows",
        str(ME),
    ):
        assert name in shown


def test_unlock_and_lock(capsys: pytest.CaptureFixture[str]) -> None:
    """Unlocking keeps an earlier time; locking takes it away; --all is all."""
    first = _json(capsys, "unlock", "ACH_HEAVY_FIRE")["achievements"]
    assert first["ACH_HEAVY_FIRE"] > 1_700_000_000
    again = _json(capsys, "unlock", "--all")["achievements"]
    assert again["ACH_HEAVY_FIRE"] == first["ACH_HEAVY_FIRE"]
    assert all(again.values())
    locked = _json(capsys, "lock", "ACH_HEAVY_FIRE")["achievements"]
    assert [name for name, time in locked.items() if not time] == ["ACH_HEAVY_FIRE"]


def test_set_and_reset(capsys: pytest.CaptureFixture[str]) -> None:
    """A person may lower what only grows; reset sets everything to its default."""
    _json(capsys, "set", "NumGames", "10")
    assert _json(capsys, "set", "NumGames", "4")["stats"]["NumGames"] == 4
    _json(capsys, "set", "AverageSpeed", "2.5")
    _json(capsys, "unlock", "--all")
    after = _json(capsys, "reset", "--stats-only")
    assert not any(after["stats"].values()) and all(after["achievements"].values())
    assert not any(_json(capsys, "reset")["achievements"].values())


def test_another_user(capsys: pytest.CaptureFixture[str]) -> None:
    """--user works on that user's progress only."""
    _json(capsys, "--user", str(FRIEND), "set", "NumGames", "43")
    assert _json(capsys, "--user", str(FRIEND), "list")["stats"]["NumGames"] == 43
    assert _json(capsys, "list")["stats"]["NumGames"] == 0


def test_users(capsys: pytest.CaptureFixture[str]) -> None:
    """All users with what they are to the current one and the number of their achievements."""
    users = _json(capsys, "users")
    assert [user["unlocked"] for user in users][:5] == [0, 3, 0, 0, 5]
    assert [user["status"] for user in users][3:5] == ["offline", "looking to play"]
    assert (users[4]["nickname"], users[4]["level"]) == ("é漢🎮", 41)
    assert users[-1]["relationship"] == "blocked"
    assert main(["users"]) == 0
    shown = capsys.readouterr().out
    assert "Zoë Ångström" in shown and "3/5" in shown


def test_avatar(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The picture that a game gets, as a PNG file; a user without one, or no file, is an error."""
    file = tmp_path / "é漢🎮.png"
    assert main(["--user", str(FRIEND), "avatar", str(file)]) == 0
    assert str(file) in capsys.readouterr().out
    data = file.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and data.endswith(b"IEND\xaeB`\x82")
    assert struct.unpack(">II", data[16:24]) == (184, 184)
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    pixels = b"".join(rows[at + 1 : at + 737] for at in range(0, len(rows), 737))
    assert pixels == portraits.draw(portraits.portrait_of(FRIEND), 184)
    assert main(["--user", str(ME + 7), "avatar", str(file)]) == 1
    assert "has no avatar" in capsys.readouterr().err
    assert main(["avatar", str(tmp_path / "none" / "x.png")]) == 1
    assert "x.png cannot be written (No such file or directory)" in capsys.readouterr().err


def test_the_runtime_sees_it(capsys: pytest.CaptureFixture[str], make_client: Any) -> None:
    """A game that starts later reads what the command line stored."""
    client = make_client()
    _json(capsys, "set", "NumGames", "10")
    assert client.stats.int_of("NumGames") == 0
    client.stats.request(ME)
    client.pump()
    assert client.stats.int_of("NumGames") == 10


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["unlock", "NONE"], "no achievement 'NONE'; the app has: ACH_WIN_ONE_GAME"),
        (["unlock"], "say --all"),
        (["unlock", "ACH_HEAVY_FIRE", "NONE"], "no achievement 'NONE'"),
        (["set", "NONE", "1"], "no stat 'NONE'; the app has: NumGames"),
        (["set", "NumGames", "1.5"], "NumGames = '1.5': an integer from 0 up to 2147483647"),
        (["set", "NumGames", "-1"], "NumGames = -1: an integer from 0"),
        (["set", "NumGames", "2147483648"], "an integer from 0 up to 2147483647"),
        (["set", "FeetTraveled", "nan"], "FeetTraveled = nan: a finite number from 0"),
        (["set", "FeetTraveled", "1e39"], "FeetTraveled = 1e+39: a finite number"),
        (["set", "MaxFeetTraveled", "x"], "MaxFeetTraveled = 'x': a finite number"),
        (["--user", "5", "list"], "user '5': a Steam ID such as"),
        (["--user", "76561202255239999", "list"], f"no user 76561202255239999 in .*; it has: {ME}"),
        (["--app-id", "0", "list"], "app ID '0'"),
        (["--app", "/nowhere.toml", "list"], "/nowhere.toml: the app definition cannot be read"),
    ],
)
def test_mistakes(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    """A wrong name or value is exit code 1, a sentence on stderr, and no change."""
    import re

    before = _json(capsys, "list")
    if arguments[0] == "set" and arguments[2].startswith("-"):
        arguments = ["set", "--", *arguments[1:]]
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err or re.search(words, captured.err)
    assert _json(capsys, "list") == before


def test_store_that_cannot_be_used(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    """Progress that cannot be read is exit code 3."""
    home.write_text("a file")
    assert main([]) == 3
    assert "OFFLINE_STEAM_HOME" in capsys.readouterr().err


def _edit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    """Makes a Python program the editor; it gets the text as ``text``."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text('utf-8')\n"
        f"{program}\n"
        "file.write_text(text, 'utf-8')\n"
    )
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")


def test_edit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was changed in the editor is stored, and named."""
    _edit(
        monkeypatch,
        tmp_path,
        "text = text.replace('NumWins = 0', 'NumWins = 77')"
        ".replace('ACH_HEAVY_FIRE = false', 'ACH_HEAVY_FIRE = true')"
        ".replace('ACH_WIN_ONE_GAME = false', 'ACH_WIN_ONE_GAME = 1600000000')",
    )
    assert main(["edit"]) == 0
    stored = capsys.readouterr().out
    assert stored == "stored: NumWins, ACH_WIN_ONE_GAME, ACH_HEAVY_FIRE\n"
    after = _json(capsys, "list")
    assert after["stats"]["NumWins"] == 77
    assert after["achievements"]["ACH_WIN_ONE_GAME"] == 1600000000
    _edit(monkeypatch, tmp_path, "text = text.replace('ACH_HEAVY_FIRE = 1', '# ')")
    assert main(["edit"]) == 0
    _edit(monkeypatch, tmp_path, "pass")
    assert main(["edit"]) == 0
    assert capsys.readouterr().out.endswith("nothing changed\n")
    assert _json(capsys, "list") == after


def test_edit_with_mistakes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """All mistakes are named, nothing is stored, and the text is kept for another try."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _edit(
        monkeypatch,
        tmp_path,
        "text = text.replace('NumWins = 0', 'NumWins = -7')"
        ".replace('NumGames = 0', 'NumGames = 8') + 'NONE = true\\n'",
    )
    assert main(["edit"]) == 1
    errors = capsys.readouterr().err
    assert "NumWins = -7" in errors and "no achievement 'NONE'" in errors
    (kept,) = tmp_path.glob("offline_steam-edit-*.toml")
    assert str(kept) in errors and "NumWins = -7" in kept.read_text()
    assert _json(capsys, "list")["stats"]["NumGames"] == 0


def test_editor_that_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, with the variables to set."""
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert main(["edit"]) == 1
    assert "VISUAL or EDITOR" in capsys.readouterr().err


def test_where_and_check(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    """The files that are used, and the word that a definition is right."""
    assert _json(capsys, "where")["progress"] == str(home / "480.sqlite3")
    assert main(["where"]) == 0
    assert main(["check"]) == 0
    assert "all is well" in capsys.readouterr().out


def test_reader_that_stops(home: Path) -> None:
    """Output into a closed pipe is no error."""
    environment = {**os.environ, "PYTHONPATH": str(Path(offline_steam.__file__).parents[1])}
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m offline_steam list | true"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), min_size=1, max_size=5))
def test_columns_stay_in_line(rows: list[tuple[str, str]]) -> None:
    """Whatever the cells hold, every row is one line and the second column starts at one place."""
    table = Table(("A", "B"), color=False)
    for first, second in rows:
        table.add(first, second + "|")
    head, rule, *lines = str(table).split("\n")
    assert len(lines) == len(rows)
    start = width_of(head.partition("B")[0])
    for line in lines:
        assert line.endswith("|")
        assert len(line) > 0 and width_of(line) <= width_of(rule)
        assert start <= width_of(line)


def test_wide_characters() -> None:
    """Characters that take two columns are counted as two, marks as none."""
    assert width_of("日本") == 4
    assert width_of("e\u0301") == 1
