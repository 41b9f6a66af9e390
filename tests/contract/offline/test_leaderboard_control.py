"""The control API of leaderboards, from Python and as exported C functions."""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Callable
from ctypes import c_bool, c_char_p, c_int32, c_uint64
from typing import Any

import pytest
from board_calls import Boards
from offline_host import FRIEND, ME


def test_control_from_python(steam: Any) -> None:
    """The control API fills, changes, lists and resets boards, and the state tells those found."""
    control = steam.control
    control.create_leaderboard("mine", "ascending", "milliseconds")
    assert control.add_leaderboard_entries("mine", [(ME, 30), (FRIEND, 20), (ME, 10)]) == 2
    assert control.generate_leaderboard_entries("mine", 500, 15, 99) == 502
    control.set_leaderboard_score("mine", FRIEND, 12, [7])
    assert control.leaderboard_entries("mine", 1, 2) == [
        {"rank": 1, "steam_id": str(ME), "score": 10, "details": []},
        {"rank": 2, "steam_id": str(FRIEND), "score": 12, "details": [7]},
    ]
    listed = {board["name"]: board for board in control.leaderboards()}
    assert list(listed) == ["Quickest Win", "Feet Traveled", "mine"]
    assert listed["mine"] == {
        "name": "mine", "sort": "ascending", "display": "milliseconds", "entries": 502,
    }  # fmt: skip
    handle = Boards(steam).find(b"mine")
    assert control.state()["leaderboards"] == [
        {"name": "mine", "handle": str(handle), "entries": 502}
    ]
    control.remove_leaderboard_entry("mine", ME)
    control.clear_leaderboard("mine")
    assert control.leaderboard_entries("mine") == []
    control.reset_leaderboard("mine")
    assert "mine" not in [board["name"] for board in control.leaderboards()]
    before = control.leaderboard_entries("Feet Traveled")
    control.clear_leaderboard("Feet Traveled")
    assert control.leaderboard_entries("Feet Traveled") == []
    control.reset_store()
    assert control.leaderboard_entries("Feet Traveled") == before


@pytest.mark.parametrize("score", [1.5, 0.1, "5", None, 2**31])
def test_scores_that_are_none(steam: Any, score: Any) -> None:
    """Anything but 32 bits is refused and named, and the board stays as it was."""
    control = steam.control
    before = control.leaderboard_entries("Quickest Win")
    words = re.escape(f"{score!r}: an integer of 32 bits")
    with pytest.raises(ValueError, match=f"score {words}"):
        control.set_leaderboard_score("Quickest Win", ME, score)
    with pytest.raises(ValueError, match=f"detail {words}"):
        control.set_leaderboard_score("Quickest Win", ME, 1, [score])
    with pytest.raises(ValueError, match=f"score {words}"):
        control.add_leaderboard_entries("Quickest Win", [(FRIEND, 1), (ME, score)])
    with pytest.raises(ValueError, match=f"worst {words}"):
        control.generate_leaderboard_entries("Quickest Win", 5, 1, score)
    assert control.leaderboard_entries("Quickest Win") == before


def test_control_from_c(fresh: Callable[..., Any]) -> None:
    """The same through the exported functions, also before init."""
    steam = fresh()

    def c(name: str, *arguments: Any) -> bool:
        return bool(steam.call(f"OfflineSteam_{name}", c_bool, *arguments))

    assert c("CreateLeaderboard", b"mine", b"descending", b"numeric")
    assert c("SetLeaderboardScore", b"mine", c_uint64(ME), -5)
    users, scores = (c_uint64 * 2)(FRIEND, ME + 5), (c_int32 * 2)(7, 2**31 - 1)
    assert c("AddLeaderboardEntries", b"mine", users, scores, 2)
    assert c("AddLeaderboardEntries", b"mine", None, None, 0)
    assert c("GenerateLeaderboardEntries", b"mine", 10, 6, 0, 3)
    assert c("RemoveLeaderboardEntry", b"mine", c_uint64(ME + 5))

    def query(name: str, *arguments: Any) -> Any:
        size = steam.call(f"OfflineSteam_{name}", int, *arguments, None, 0)
        whole = ctypes.create_string_buffer(size)
        assert steam.call(f"OfflineSteam_{name}", int, *arguments, whole, size) == size
        return json.loads(whole.value)

    assert query("QueryLeaderboards") == steam.control.leaderboards()
    entries = query("QueryLeaderboardEntries", b"mine", 1, 20)
    assert entries == steam.control.leaderboard_entries("mine", 1, 20)
    assert (entries[0]["steam_id"], entries[-1]["score"], len(entries)) == (str(FRIEND), -5, 12)
    assert c("ClearLeaderboard", b"mine")
    assert query("QueryLeaderboardEntries", b"mine", 1, 20) == []
    assert c("ResetLeaderboard", b"mine")
    assert steam.call("OfflineSteam_QueryLeaderboardEntries", int, b"mine", 1, 20, None, 0) == 0
    assert b"no leaderboard 'mine'" in steam.call("OfflineSteam_LastError", c_char_p)


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("CreateLeaderboard", (b"", b"ascending", b"numeric"), "1 to 128 bytes"),
        ("CreateLeaderboard", (b"x" * 129, b"ascending", b"numeric"), "1 to 128 bytes"),
        ("CreateLeaderboard", (b"a", b"upwards", b"numeric"), "sort 'upwards'"),
        ("CreateLeaderboard", (b"a", b"ascending", b"feet"), "display 'feet'"),
        ("CreateLeaderboard", (None, b"ascending", b"numeric"), "not NULL"),
        ("SetLeaderboardScore", (b"none", c_uint64(ME), 5), "no leaderboard 'none'"),
        ("SetLeaderboardScore", (b"Quickest Win", c_uint64(5), 5), "user 5:"),
        ("AddLeaderboardEntries", (b"none", None, None, 0), "no leaderboard 'none'"),
        ("AddLeaderboardEntries", (b"Quickest Win", None, None, 3), "count 3:"),
        ("AddLeaderboardEntries", (b"Quickest Win", None, None, -1), "count -1:"),
        ("GenerateLeaderboardEntries", (b"Quickest Win", 0, 1, 2, 3), "count 0"),
        ("GenerateLeaderboardEntries", (b"Quickest Win", 5, 3, 2, 3), "best 3"),
        ("GenerateLeaderboardEntries", (b"Feet Traveled", 5, 2, 3, 3), "best 2"),
        ("RemoveLeaderboardEntry", (b"Quickest Win", c_uint64(ME)), "has no entry"),
        ("ClearLeaderboard", (b"none",), "the app has: 'Quickest Win'"),
        ("ResetLeaderboard", (b"\xff",), "UTF-8"),
    ],
)
def test_control_refusals(steam: Any, name: str, arguments: tuple[Any, ...], words: str) -> None:
    """A refusal is false and a reason that names the value and what is expected."""
    assert steam.call(f"OfflineSteam_{name}", c_bool, *arguments) is False
    assert words in steam.call("OfflineSteam_LastError", c_char_p).decode()
