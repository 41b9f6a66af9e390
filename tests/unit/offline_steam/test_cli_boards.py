"""The commands about leaderboards of ``python -m offline_steam``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from offline_steam.cli import main

ME, FRIEND = 76561202255232769, 76561202255232770


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own."""
    monkeypatch.setenv("OFFLINE_STEAM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_boards(capsys: pytest.CaptureFixture[str]) -> None:
    """All boards, also those that nothing has asked for yet."""
    assert main(["boards"]) == 0
    shown = capsys.readouterr().out
    assert "Quickest Win" in shown and "the least" in shown and "1,507" in shown
    listed = _json(capsys, "boards")
    assert listed[1] == {
        "name": "Feet Traveled", "sort": "descending", "display": "numeric", "entries": 2507,
    }  # fmt: skip


def test_pages(capsys: pytest.CaptureFixture[str]) -> None:
    """The first page, a later one, and the one around the user; names and times for people."""
    first = _json(capsys, "board", "Quickest Win")
    assert [entry["rank"] for entry in first] == list(range(1, 26))
    later = _json(capsys, "board", "Quickest Win", "--rank", "1500", "--count", "10")
    assert [entry["rank"] for entry in later] == list(range(1500, 1508))
    around = _json(capsys, "board", "Feet Traveled", "--around", "--count", "3")
    assert [entry["steam_id"] for entry in around][1] == str(ME)
    assert main(["board", "Quickest Win", "--count", "3"]) == 0
    shown = capsys.readouterr().out
    assert "0:44" in shown and "Łukasz" in shown and "3 1250" in shown
    assert main(["board", "Quickest Win", "--around"]) == 0
    assert f"Offline Player ({ME}) has no entry in 'Quickest Win'" in capsys.readouterr().out
    assert main(["board", "Quickest Win", "--rank", "1508"]) == 0
    assert "no such entries" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--rank", "--count"])
@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "٣", "", "2147483648", "9" * 30])
def test_ranks_that_are_none(option: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong rank or count is a wrong usage, and named."""
    with pytest.raises(SystemExit, match="2"):
        main(["board", "Quickest Win", f"{option}={number}"])
    shown = capsys.readouterr().err
    assert option in shown and repr(number) in shown and "from 1 to" in shown


def test_score_and_reset(capsys: pytest.CaptureFixture[str]) -> None:
    """A score is set, better or not, with details, and shown among its neighbours."""
    entries = _json(capsys, "score", "Quickest Win", "40", "7", "-8")
    assert entries[0] == {"rank": 1, "steam_id": str(ME), "score": 40, "details": [7, -8]}
    assert _json(capsys, "score", "Quickest Win", "41")[0]["score"] == 41
    friend = _json(capsys, "--user", str(FRIEND), "score", "Quickest Win", "1")
    assert friend[0]["steam_id"] == str(FRIEND)
    assert _json(capsys, "reset-board", "Quickest Win")[0]["entries"] == 1507
    assert _json(capsys, "board", "Quickest Win", "--count", "1")[0]["score"] == 44
    assert _json(capsys, "reset-board", "Quickest Win", "--empty")[0]["entries"] == 0
    assert _json(capsys, "board", "Quickest Win") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["board", "None"], "no leaderboard 'None'; the app has: 'Quickest Win', 'Feet Traveled'"),
        (["score", "None", "5"], "no leaderboard 'None'"),
        (["score", "Quickest Win", "fast"], "'fast': an integer"),
        (["score", "Quickest Win", "2147483648"], "score 2147483648: an integer of 32 bits"),
        (["score", "Quickest Win", "5", "x"], "'x': an integer"),
        (["score", "Quickest Win", *["5"] * 66], "65 details: 64 at most"),
        (["reset-board", "None"], "no leaderboard 'None'"),
        (["--user", "5", "score", "Quickest Win", "5"], "user '5'"),
    ],
)
def test_mistakes(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is named, and the exit code is 1."""
    assert main(arguments) == 1
    assert words in capsys.readouterr().err


def test_boards_that_cannot_be_stored(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 3, and the text says what to do."""
    home.write_text("a file")
    assert main(["score", "Quickest Win", "5"]) == 3
    assert "OFFLINE_STEAM_HOME" in capsys.readouterr().err


def test_app_without_boards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so."""
    app = tmp_path / "app.toml"
    app.write_text(
        f'app_id = 7\nname = "x"\n[[user]]\nsteam_id = "{ME}"\nname = "x"\ncurrent = true'
    )
    assert main(["--app", str(app), "boards"]) == 0
    assert "no leaderboards" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("display", "score", "shown"),
    [
        ("seconds", "3599", "59:59"),
        ("milliseconds", "61007", "1:01.007"),
        ("milliseconds", "-1", "-0:00.001"),
        ("numeric", "-1234", "-1,234"),
    ],
)
def test_scores_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], display: str, score: str, shown: str
) -> None:
    """A score is shown as its display type says."""
    app = tmp_path / "app.toml"
    app.write_text(
        f'app_id = 7\nname = "x"\n[[user]]\nsteam_id = "{ME}"\nname = "x"\ncurrent = true\n'
        f'[[leaderboard]]\nname = "b"\nsort = "ascending"\ndisplay = "{display}"\n'
        f'entries = {{ "{ME}" = {score} }}\n'
    )
    assert main(["--app", str(app), "board", "b"]) == 0
    assert f" {shown}\n" in capsys.readouterr().out
