"""Contract: the façade on the offline runtime, through the same C interface as Valve's library."""

import json
import struct
import tomllib
from pathlib import Path

import pytest

from offline_steam import control
from steamworks import LibraryDamaged, SteamNotRunning, contract
from steamworks import connect as connect_to

from .running import frames, names

pytestmark = pytest.mark.contract

OTHER = "76561197960287930"


def other_user(path):
    """A user of the runtime's app definition who is not the current one."""
    with connect_to(480, path) as facade:
        me = facade.userSteamId
    definition = tomllib.loads((Path(control.__file__).parent / "spacewar.toml").read_text())
    return next(user["steam_id"] for user in definition["user"] if user["steam_id"] != me)


def test_unlock(steam, events):
    """An unlock is saved, updated and announced, and reads back with its time."""
    assert steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
    frames(steam)
    assert sorted(names(events)) == [
        "achievementInfoUpdate",
        "userProgressSave",
        "userProgressUpdate",
    ]
    info = steam.getAchievementInfo("ACH_WIN_ONE_GAME")
    assert info["unlocked"] is True
    assert info["unlockTime"] > 1_600_000_000
    announced = next(e for e in events if e["name"] == "achievementInfoUpdate")
    assert (announced["currentProgress"], announced["maxProgress"]) == (None, None)


def test_progress_shown(steam, events):
    """Progress below the maximum is announced with its numbers and unlocks nothing."""
    assert steam.setAchievementProgress("ACH_WIN_100_GAMES", 3, 100)
    frames(steam)
    announced = next(e for e in events if e["name"] == "achievementInfoUpdate")
    assert (announced["currentProgress"], announced["maxProgress"]) == (3, 100)
    assert names(events).count("userProgressUpdate") == 1
    assert steam.getAchievementInfo("ACH_WIN_100_GAMES")["unlocked"] is False


def test_set_before_the_start_up_event(path, control_of, caplog):
    """An older library knows no achievements before it is asked; no message denies them."""
    with connect_to(480, path) as steam:
        known = bool(steam.getAchievementNames())
        assert steam.setAchievementUnlocked("ACH_WIN_ONE_GAME") is known
        assert steam.getAchievementInfo("ACH_WIN_100_GAMES") is None or known
    assert "the app has no achievement" not in caplog.text
    assert ("stats are loaded" in caplog.text) is not known


def test_stats_of_each_type(steam, events):
    """Int, float and average rate are set together and read back inside the update's listener."""
    seen = []

    def listener(event):
        seen.append(
            [
                steam.getUserStatValue({"statName": name, "type": kind})
                for name, kind in (
                    ("NumGames", "int"),
                    ("FeetTraveled", "float"),
                    ("AverageSpeed", "averageRate"),
                )
            ]
        )

    steam.addEventListener("userProgressUpdate", listener)
    assert steam.setUserStatValues(
        [
            {"statName": "NumGames", "type": "int", "value": 7},
            {"statName": "FeetTraveled", "type": "float", "value": 2.5},
            {
                "statName": "AverageSpeed",
                "type": "averageRate",
                "value": 30,
                "sessionTimeLength": 10,
            },
        ]
    )
    frames(steam)
    assert names(events) == ["userProgressSave", "userProgressUpdate"]
    assert seen[0][:2] == [7, 2.5]
    assert seen[0][2] > 0


def test_refused_value(steam, events):
    """A value that breaks a constraint: the save fails with 8, and the old value is back."""
    entry = {"statName": "NumGames", "type": "int", "value": 7}
    steam.setUserStatValues([entry])
    frames(steam)
    events.clear()
    steam.setUserStatValues([{**entry, "value": 3}])
    frames(steam)
    assert [event["resultCode"] for event in events] == [8, 1]
    assert steam.getUserStatValue({"statName": "NumGames", "type": "int"}) == 7


@pytest.mark.parametrize("reset", ["resetUserStats", "resetUserProgress"])
def test_resets(steam, events, reset):
    """A reset takes effect at once; no userProgressUpdate follows."""
    steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 7}])
    steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
    frames(steam)
    events.clear()
    assert getattr(steam, reset)()
    frames(steam)
    assert "userProgressUpdate" not in names(events)
    assert steam.getUserStatValue({"statName": "NumGames", "type": "int"}) == 0
    locked = not steam.getAchievementInfo("ACH_WIN_ONE_GAME")["unlocked"]
    assert locked is (reset == "resetUserProgress")


def test_other_user_and_unload(path, control_of, events):
    """Another user's progress can be read once requested, until it is unloaded."""
    other = other_user(path)
    with connect_to(480, path) as steam:
        steam._emit = lambda name, event: events.append(event)
        frames(steam)
        events.clear()
        assert steam.getAchievementInfo("ACH_WIN_ONE_GAME", other) is None
        assert steam.requestUserProgress(other)
        frames(steam)
        assert [(e["name"], e["isError"], e["userSteamId"]) for e in events] == [
            ("userProgressUpdate", False, other)
        ]
        assert steam.getAchievementInfo("ACH_WIN_ONE_GAME", other) is not None
        control_of.unload_user_stats(int(other))
        frames(steam)
        assert events[-1] == {"name": "userProgressUnload", "userSteamId": other}
        assert steam.getAchievementInfo("ACH_WIN_ONE_GAME", other) is None


def test_unknown_user(steam, events):
    """A user whom nobody knows: an event with an error for that user."""
    assert steam.requestUserProgress(OTHER)
    frames(steam)
    assert [(e["isError"], e["userSteamId"]) for e in events] == [(True, OTHER)]


def test_result_of_the_next_call(steam, control_of, events):
    """A failing request is told with Steam's code, an I/O failure with 37."""
    control_of.fail_next("RequestUserStats", 16)
    steam.requestUserProgress()
    frames(steam)
    control_of.fail_next_io("RequestUserStats")
    steam.requestUserProgress()
    frames(steam)
    assert [(e["isError"], e["resultCode"]) for e in events] == [(True, 16), (True, 37)]


def test_many_requests_in_flight(steam, control_of, events):
    """Requests with different latencies are all answered, each once, in the order of answering."""
    for frames_later in (9, 1, 5):
        control_of.delay_next("RequestUserStats", frames_later)
        control_of.fail_next("RequestUserStats", 100 + frames_later)
        steam.requestUserProgress()
    frames(steam, 15)
    assert [event["resultCode"] for event in events] == [101, 105, 109]


def test_posted_callback_of_another_size(steam, control_of, events, caplog):
    """A callback whose size is not the layout's is refused with an error that names both sizes."""
    control_of.post_callback(1101, b"x" * 24)
    frames(steam)
    assert events == []
    assert "has 20 bytes, but the library reports 24" in caplog.text


def test_ten_thousand_callbacks(steam, control_of, events):
    """A long queue is handed out completely, in one pump."""
    data = struct.pack("<QiQ", 480, 1, int(OTHER))
    control_of.post_callback(1101, data, 10_000)
    steam.pump()
    assert len(events) == 10_000


def test_every_message_was_freed(steam, control_of):
    """The runtime counts messages that were not freed before the next was taken: none."""
    steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
    frames(steam)
    assert control_of.state()["not_freed"] == 0


def test_progress_survives_reconnecting(path, control_of):
    """What was saved is there in the next connection of the same process."""
    with connect_to(480, path) as steam:
        frames(steam)
        steam.setAchievementUnlocked("ACH_HEAVY_FIRE")
        frames(steam)
    with connect_to(480, path) as steam:
        frames(steam)
        assert steam.getAchievementInfo("ACH_HEAVY_FIRE")["unlocked"] is True


def test_connection_refused(path, control_of):
    """A refusal of the runtime comes as the typed error, and the next try succeeds."""
    control_of.fail_next_init(2, "Cannot create IPC pipe to Steam client process.")
    with pytest.raises(SteamNotRunning):
        connect_to(480, path)
    with connect_to(480, path) as steam:
        assert steam.isLoggedOn


def test_broken_copy(path, tmp_path):
    """The offline library can be damaged like any other."""
    copy = tmp_path / "libsteam_api.so"
    copy.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(LibraryDamaged):
        connect_to(480, copy)


def test_events_fit_the_table(steam, control_of, events):
    """Every event has the keys of its row in the table, and can be written as JSON."""
    steam.setAchievementUnlocked("ACH_TRAVEL_FAR_ACCUM")
    steam.requestUserProgress(OTHER)
    frames(steam)
    assert events
    for event in events:
        assert list(event) == [key.name for key in contract.EVENTS[event["name"]].keys]
        json.dumps(event)
