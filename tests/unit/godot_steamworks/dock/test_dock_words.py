"""What the dock says: headlines, numbers and limits, the log as text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot_steamworks.editor.dock import wording
from godot_steamworks.editor.dock.logbook import LogBook, as_text, in_full

CONNECTED = {"state": "connected", "app_id": "480", "user_name": "Zoë"}


@pytest.mark.parametrize(
    ("status", "icon", "title", "text"),
    [
        (
            {**CONNECTED, "runtime": "offline", "cause": "SteamNotRunning", "why": "Start it."},
            "StatusSuccess",
            "Offline runtime: app 480, Zoë",
            "Used because: SteamNotRunning: Start it.",
        ),
        (
            {**CONNECTED, "runtime": "steam"},
            "StatusSuccess",
            "Steam: app 480, Zoë",
            "steamworks/runtime to offline",
        ),
        ({**CONNECTED, "state": "lost"}, "StatusError", "Steam has gone: app 480, Zoë", "again"),
        (
            {"state": "failed", "cause": "AppIdMissing", "why": "No app ID."},
            "StatusError",
            "Not connected",
            "AppIdMissing: No app ID.",
        ),
        ({"state": "closed"}, "StatusWarning", "Not connected", "has left the scene tree"),
        ({"state": "waiting"}, "StatusWarning", "Not connected yet", "first Steamworks node"),
    ],
)
def test_game_headline(status: dict[str, str], icon: str, title: str, text: str) -> None:
    """Which runtime, app and user, and why, or what is in the way and what to do."""
    line = wording.game_headline(status)
    assert (line.icon, line.title) == (icon, title)
    assert text in line.text


@given(st.floats(allow_nan=False, width=32) | st.integers(-(2**31), 2**31 - 1))
def test_typed_values(value: float) -> None:
    """Leaving a value as it is shown changes nothing, though a long one is shown rounded."""
    assert wording.typed_value(wording.number(value), value) == value
    assert wording.typed_value("0,5", value) == 0.5
    with pytest.raises(ValueError):
        wording.typed_value("seven", value)


def test_paused_game() -> None:
    """A game at a breakpoint answers nothing, which is said."""
    assert wording.game_headline(CONNECTED, is_paused=True).title == "Held by the debugger"


def test_store_headline() -> None:
    """The store is named; an app ID that is missing, and an error, are told."""
    app = {"name": "Spacewar", "app_id": 480}
    line = wording.store_headline(app, "", "480")
    assert line.title == "Offline store: Spacewar (480)"
    assert "steamworks/app_id" not in line.text
    assert "steamworks/app_id" in wording.store_headline(app, "", "").text
    assert wording.store_headline(None, "it is broken", "480").text == "it is broken"
    assert "is being read" in wording.store_headline(None, "", "480").title


@pytest.mark.parametrize(
    ("first", "shown", "matching", "total", "text"),
    [
        (1, 0, 0, 0, "none"),
        (1, 0, 0, 5, "none of 5"),
        (1, 5, 5, 5, "5"),
        (1, 2, 2, 5, "2 found in 5"),
        (101, 100, 10_000, 10_000, "101 to 200 of 10,000"),
        (1, 100, 300, 1_000_000, "1 to 100 of 300 found in 1,000,000"),
    ],
)
def test_page_text(first: int, shown: int, matching: int, total: int, text: str) -> None:
    """Which part of how many is shown."""
    assert wording.page_text(first, shown, matching, total) == text


@given(st.integers(-(2**31), 2**31 - 1), st.sampled_from(["numeric", "seconds", "milliseconds"]))
def test_scores_are_read_as_they_are_shown(value: int, display: str) -> None:
    """What the board shows may be edited: it is read back as the same score."""
    assert wording.parse_score(wording.score(value, display), display) == value
    assert wording.parse_score(f" {value} ", display) == value


@pytest.mark.parametrize(
    ("text", "display", "expected"),
    [
        ("fast", "numeric", "a whole number is expected, not 'fast'"),
        ("1:75:2", "seconds", "such as 1:37, not '1:75:2'"),
        ("1.5", "milliseconds", r"such as 1:37\.250"),
        ("1:37", "numeric", "a whole number is expected"),
    ],
)
def test_no_score(text: str, display: str, expected: str) -> None:
    """What is no score is refused in words."""
    with pytest.raises(ValueError, match=expected):
        wording.parse_score(text, display)


def test_times_and_limits() -> None:
    """Unlock times and a stat's limits, in words."""
    assert wording.unlock_time(0) == ""
    assert wording.unlock_time(1_700_000_000).startswith("2023-11-1")
    stat = {
        "type": "average_rate",
        "default": 0.0,
        "min": 1,
        "max": 9.5,
        "increment_only": True,
        "max_change": 2,
        "unsaved": True,
        "stored": 3,
    }
    text = wording.stat_limits(stat)
    for words in ("average rate", "at least 1", "at most 9.5", "only raise", "by 2", "Steam has 3"):
        assert words in text


def _rows(count: int, kind: str = "event") -> list[list[object]]:
    details = '{"isError": false, "user": "Zoë"}'
    return [[1_700_000_000.25, kind, f"name{n}", 0, details, "/root/S"] for n in range(count)]


def test_log_keeps_the_newest() -> None:
    """Numbers go on counting when old entries go, or all are forgotten."""
    log = LogBook(limit=3)
    log.add(_rows(5), left_out=2)
    assert [entry.number for entry in log.since(0)] == [3, 4, 5]
    assert (len(log), log.count, log.left_out) == (3, 5, 2)
    log.clear()
    log.add(_rows(1))
    assert [entry.number for entry in log.since(5)] == [6]
    assert log.left_out == 0


def test_log_is_searched() -> None:
    """By kind, by every word in name or contents, and from a number on."""
    log = LogBook()
    log.add(_rows(3))
    log.add([[0.0, "callback", "UserStatsStored_t", 1102, '{"m_eResult": "8"}', ""]])
    assert [entry.name for entry in log.since(0, "callback")] == ["UserStatsStored_t"]
    assert [entry.name for entry in log.since(0, "", "zoë NAME2")] == ["name2"]
    assert [entry.name for entry in log.since(0, "", "1102 eresult")] == ["UserStatsStored_t"]
    assert [entry.number for entry in log.since(3)] == [4]


def test_log_as_text() -> None:
    """For a report: one line each; in full, one for each of the contents; what was cut as it is."""
    log = LogBook()
    log.add([*_rows(1), [0.0, "result", "X_t", 7, '{"a": "cut…', ""]])
    event, cut = log.since(0)
    assert event.clock.endswith(".250")
    assert ' event    name0 isError=false user="Zoë" at /root/S' in as_text([event])
    assert as_text([cut]).endswith('result   X_t (7) {"a": "cut…\n')
    assert "emitted by /root/S" in in_full(event)
    assert json.loads(in_full(event).split("\n", 2)[2])["user"] == "Zoë"
    assert in_full(cut).endswith('{"a": "cut…')
