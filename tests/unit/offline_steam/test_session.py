"""The simulated client: settings, faults, network, users, and what the environment says."""

from __future__ import annotations

import re
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offline_steam.errors import DefinitionError, UnknownNameError
from offline_steam.results import CallFailure, PersonaState, Result

ME, FRIEND, OTHER, STRANGER = (76561202255232769 + number for number in range(4))

PROGRESS_APP = """
app_id = 9
name = "Progress"
[simulation]
latency = 1
plain_user_stats_received = false
loaded_users = 2
[[stat]]
name = "wins"
type = "int"
[[stat]]
name = "miles"
type = "float"
[[stat]]
name = "pace"
type = "average_rate"
window = 100.0
[[achievement]]
name = "TEN"
progress = { stat = "wins", min = 0, max = 10 }
[[achievement]]
name = "FAR"
progress = { stat = "miles", min = 0.5, max = 2.5 }
[[achievement]]
name = "PLAIN"
""" + "".join(
    f'[[user]]\nsteam_id = "{steam_id}"\nname = "u{steam_id}"\n'
    + ("current = true\n" if steam_id == ME else "")
    for steam_id in (ME, FRIEND, OTHER, STRANGER)
)


def _received(data: bytes) -> tuple[int, int]:
    _, result, steam_id = struct.unpack("<QiQ", data)
    return result, steam_id


def test_latency_is_counted_in_frames(client: Any) -> None:
    """An answer comes in the frame that the latency names, not before."""
    client.set_latency(4)
    client.stats.store()
    assert client.pump(3) == []
    assert [callback for callback, _ in client.pump(1)] == [1102]


def test_no_latency_answers_at_once(client: Any) -> None:
    """With latency 0 the answer is in the queue when the call returns."""
    client.set_latency(0)
    client.stats.store()
    assert [callback for callback, _ in client.list.messages] == [1102]
    assert client.stats.icon("ACH_HEAVY_FIRE") != 0


@pytest.mark.parametrize("frames", [-1, -(2**31), 2**31, 2**70, 1.5, "3", None])
def test_latency_that_is_none(client: Any, frames: Any) -> None:
    """Less than no frames, a fraction or a text is refused, in the latency and in a delay."""
    with pytest.raises(ValueError, match=re.escape(f"latency {frames!r}: a number of frames")):
        client.set_latency(frames)
    with pytest.raises(ValueError, match=re.escape(f"frames {frames!r}: a number of frames")):
        client.delay_next("StoreStats", frames)
    client.stats.store()
    assert [callback for callback, _ in client.pump()] == [1102]


def test_faults_are_used_up_in_order(client: Any) -> None:
    """Two faults answer two calls; the third works again."""
    client.fail_next("RequestUserStats", 2)
    client.fail_next("RequestUserStats", 21)
    for _ in range(3):
        client.stats.request(FRIEND)
    results = [_received(data)[0] for callback, data in client.pump() if callback == 1101]
    assert results == [2, 21, 1]


def test_fault_of_another_call_waits(client: Any) -> None:
    """A fault is for calls of its kind only."""
    client.fail_next("RequestUserStats", 2)
    client.stats.store()
    assert client.pump() == [(1102, struct.pack("<Qi", 480, 1))]
    assert client.state()["faults"] == {"RequestUserStats": [{"result": 2, "io_failure": False}]}


def test_unknown_call(client: Any) -> None:
    """A call that does not exist is an error that lists those that do."""
    for function in (client.fail_next, client.delay_next):
        with pytest.raises(UnknownNameError, match="RequestUserStats"):
            function("Nonsense", 1)


def test_result_of_more_than_32_bits(client: Any) -> None:
    """An EResult has 32 bits."""
    with pytest.raises(ValueError, match="32 bits"):
        client.fail_next("StoreStats", 2**31)


def test_failed_store_keeps_the_values(client: Any, make_client: Callable[..., Any]) -> None:
    """A store that fails stores nothing; the values stay in the cache for the next."""
    client.fail_next("StoreStats", Result.TIMEOUT)
    client.stats.set_int("NumGames", 5)
    client.stats.store()
    assert client.pump() == [(1102, struct.pack("<Qi", 480, 16))]
    assert client.stats.int_of("NumGames") == 5
    assert make_client().stats.int_of("NumGames") == 0
    client.stats.store()
    assert make_client().stats.int_of("NumGames") == 5


def test_invalid_store_puts_back(client: Any) -> None:
    """A store that is told to answer 8 puts everything back, as Steam does."""
    client.fail_next("StoreStats", Result.INVALID_PARAM)
    client.stats.set_int("NumGames", 5)
    client.stats.unlock("ACH_HEAVY_FIRE")
    client.stats.store()
    assert client.pump() == [(1102, struct.pack("<Qi", 480, 8))]
    assert client.stats.int_of("NumGames") == 0
    assert client.stats.unlock_time("ACH_HEAVY_FIRE") == 0


def test_failed_reset(client: Any) -> None:
    """A reset that fails changes nothing."""
    client.stats.set_int("NumGames", 5)
    client.fail_next("ResetAllStats", Result.FAIL)
    client.stats.reset(True)
    assert client.pump() == [(1102, struct.pack("<Qi", 480, 2))]
    assert client.stats.int_of("NumGames") == 5


def test_failed_icon(client: Any) -> None:
    """An icon that cannot be fetched is announced with handle 0, and may be asked for again."""
    client.fail_next("GetAchievementIcon", Result.FAIL)
    assert client.stats.icon("ACH_HEAVY_FIRE") == 0
    ((callback, data),) = client.pump()
    assert (callback, struct.unpack_from("<i", data, 140)[0]) == (1109, 0)
    client.stats.icon("ACH_HEAVY_FIRE")
    ((_, data),) = client.pump()
    assert struct.unpack_from("<i", data, 140)[0] != 0


def test_io_failure_of_a_call(client: Any) -> None:
    """The call result carries the failure and no plain callback comes."""
    client.fail_next_io("RequestUserStats")
    call = client.stats.request(FRIEND)
    assert [callback for callback, _ in client.pump()] == [703]
    assert client.list.results[call][2] is CallFailure.NETWORK_FAILURE
    assert client.stats.other_int(FRIEND, "NumGames") is None


def test_plain_callback_is_optional(make_client: Callable[..., Any]) -> None:
    """An app definition can leave out the plain callback beside the call result."""
    client = make_client(PROGRESS_APP)
    client.stats.request(FRIEND)
    assert [callback for callback, _ in client.pump()] == [703]


def test_network(client: Any) -> None:
    """Offline: 103, own progress works, others' cannot be requested; online again: 101."""
    client.set_online(False)
    client.set_online(False)
    assert client.pump() == [(103, struct.pack("<i", 3))]
    client.stats.set_int("NumGames", 1)
    client.stats.store()
    assert client.pump() == [(1102, struct.pack("<Qi", 480, 1))]
    client.stats.request(FRIEND)
    assert _received(client.pump()[1][1]) == (Result.NO_CONNECTION, FRIEND)
    client.stats.request(ME)
    assert _received(client.pump()[1][1]) == (Result.OK, ME)
    assert client.people.state(FRIEND) is PersonaState.OFFLINE
    client.set_online(True)
    assert [callback for callback, _ in client.pump()] == [101]
    assert client.people.state(FRIEND) is PersonaState.ONLINE


def test_acting_as_another_user(client: Any, make_client: Callable[..., Any]) -> None:
    """Another user's progress is that user's own, also at the next init."""
    client.stats.set_int("NumGames", 5)
    client.act_as(FRIEND)
    assert client.steam_id == FRIEND
    assert client.stats.int_of("NumGames") == 42
    client.stats.set_int("NumGames", 50)
    client.stats.store()
    client.disconnect()
    client.connect()
    assert (client.steam_id, client.stats.int_of("NumGames")) == (FRIEND, 50)
    mine = make_client()
    assert mine.stats.int_of("NumGames") == 0
    mine.stats.request(FRIEND)
    mine.pump()
    assert mine.stats.other_int(FRIEND, "NumGames") == 50


def test_acting_as_nobody(client: Any) -> None:
    """A user who is not defined is refused, with those who are."""
    with pytest.raises(UnknownNameError, match=str(FRIEND)):
        client.act_as(5)
    assert client.steam_id == ME


def test_too_many_users_unload_the_oldest(make_client: Callable[..., Any]) -> None:
    """Beyond the limit the user who was requested longest ago is unloaded, which 1108 tells."""
    client = make_client(PROGRESS_APP)
    for steam_id in (FRIEND, OTHER, FRIEND, STRANGER):
        client.stats.request(steam_id)
        last = client.pump()
    assert (1108, struct.pack("<Q", OTHER)) in last
    assert client.stats.loaded() == [FRIEND, STRANGER]


def test_unloading_what_is_not_loaded(client: Any) -> None:
    """It is an error that says what is loaded."""
    with pytest.raises(UnknownNameError, match="none is"):
        client.unload_user_stats(FRIEND)


def test_stat_unlocks_its_achievement(make_client: Callable[..., Any]) -> None:
    """Reaching the limit unlocks at the store, once; its limits can be asked for by type."""
    from offline_steam.definition import StatKind

    client = make_client(PROGRESS_APP)
    client.stats.set_int("wins", 9)
    client.stats.store()
    assert [callback for callback, _ in client.pump()] == [1102]
    client.stats.set_int("wins", 10)
    client.stats.store()
    assert [callback for callback, _ in client.pump()] == [1102, 1103]
    assert client.stats.unlock_time("TEN")
    assert client.stats.progress_limits("TEN", StatKind.INT) == (0, 10)
    assert client.stats.progress_limits("TEN", StatKind.FLOAT) is None
    assert client.stats.progress_limits("FAR", StatKind.FLOAT) == (0.5, 2.5)
    assert client.stats.progress_limits("PLAIN", StatKind.INT) is None


def test_average_rate_looks_back_on_its_window(make_client: Callable[..., Any]) -> None:
    """Old sessions count as far as they lie inside the window; a long one replaces all."""
    client = make_client(PROGRESS_APP)
    client.stats.update_average_rate("pace", 100, 100)
    assert client.stats.float_of("pace") == 1.0
    client.stats.update_average_rate("pace", 0, 50)
    assert client.stats.float_of("pace") == 0.5
    client.stats.update_average_rate("pace", 400, 200)
    assert client.stats.float_of("pace") == 2.0


def test_achievement_without_an_icon(make_client: Callable[..., Any]) -> None:
    """It is announced with handle 0."""
    client = make_client(PROGRESS_APP)
    client.stats.icon("PLAIN")
    ((callback, data),) = client.pump()
    assert (callback, struct.unpack_from("<i", data, 140)[0]) == (1109, 0)


def test_changes_of_a_session_that_ended(client: Any) -> None:
    """What was set and not stored is gone after shutdown; its callbacks do not come later."""
    client.stats.set_int("NumGames", 5)
    client.stats.store()
    client.stats.set_int("NumGames", 9)
    client.disconnect()
    assert client.connect() == ""
    assert client.stats.int_of("NumGames") == 5
    assert client.pump() == []


def test_reset_of_the_store(client: Any, make_client: Callable[..., Any]) -> None:
    """Everything stored and everything set is gone; what the definition gives is there."""
    client.stats.set_int("NumGames", 5)
    client.stats.store()
    client.act_as(FRIEND)
    client.stats.set_int("NumGames", 50)
    client.stats.store()
    client.stats.set_int("NumWins", 50)
    client.reset_store()
    assert (client.stats.int_of("NumGames"), client.stats.int_of("NumWins")) == (42, 17)
    assert make_client().stats.int_of("NumGames") == 0


def test_wrong_definition_changes_nothing(client: Any, tmp_path: Path) -> None:
    """A definition with mistakes is refused at once, and the app stays what it was."""
    bad = tmp_path / "bad.toml"
    bad.write_text("app_id = 0")
    with pytest.raises(DefinitionError):
        client.set_app(str(bad))
    client.disconnect()
    assert client.connect() == ""
    assert client.app_id == 480


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("OFFLINE_STEAM_USER", "5", "no user '5'"),
        ("OFFLINE_STEAM_USER", "x", "no user 'x'"),
        ("OFFLINE_STEAM_LATENCY", "-1", "frames, 0 or more"),
        ("OFFLINE_STEAM_LATENCY", "soon", "frames, 0 or more"),
        ("SteamAppId", "abc", "an app ID from 1"),
    ],
)
def test_wrong_environment(
    client: Any, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    """A variable with a value that makes no sense fails init and is named."""
    client.disconnect()
    monkeypatch.setenv(variable, value)
    assert words in client.connect()
    monkeypatch.delenv(variable)
    assert client.connect() == ""


def test_app_id_of_a_definition_of_ones_own(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another SteamAppId than the definition's is a mistake that names both."""
    client = make_client(PROGRESS_APP)
    client.disconnect()
    monkeypatch.setenv("SteamAppId", "480")
    text = client.connect()
    assert "480" in text and "app 9" in text


def test_environment(make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """User, language and latency can be given by the environment."""
    monkeypatch.setenv("OFFLINE_STEAM_USER", str(FRIEND))
    monkeypatch.setenv("OFFLINE_STEAM_LANGUAGE", "german")
    monkeypatch.setenv("OFFLINE_STEAM_LATENCY", "7")
    client = make_client()
    assert (client.steam_id, client.language, client.faults.latency) == (FRIEND, "german", 7)
    assert client.stats.attribute("ACH_WIN_ONE_GAME", "name") == "Erstes Licht"


def test_older_sdk_needs_the_request(make_client: Callable[..., Any]) -> None:
    """Own progress is unknown until the request was answered, and after an answer that failed."""
    client = make_client(must_request=True)
    assert client.stats.int_of("NumGames") is None
    assert client.stats.store() is False
    client.fail_next("RequestCurrentStats", Result.FAIL)
    client.stats.request_current_stats()
    assert _received(client.pump()[0][1]) == (2, ME)
    assert client.stats.int_of("NumGames") is None
    client.stats.request_current_stats()
    assert _received(client.pump()[0][1]) == (1, ME)
    assert client.stats.int_of("NumGames") == 0


def test_state_report(client: Any) -> None:
    """The report names what is pending, loaded and on its way."""
    client.stats.set_int("NumGames", 5)
    client.stats.unlock("ACH_HEAVY_FIRE")
    client.stats.request(FRIEND)
    state = client.state()
    assert state["pending"] == ["ACH_HEAVY_FIRE", "NumGames"]
    assert (state["connected"], state["app_id"], state["steam_id"]) == (True, 480, str(ME))
    assert state["scheduled"] == 1
    client.pump()
    assert client.state()["loaded_users"] == [str(FRIEND)]


def test_notices_are_bounded(client: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The same notice in a row is said once; of many, the last are kept."""
    for number in range(30):
        client.notify(f"notice {number}")
        client.notify(f"notice {number}")
    assert client.notices[-1] == "notice 29" and len(client.notices) == 20
    assert capsys.readouterr().err.count("notice 29\n") == 1


def test_lock_can_be_taken_again(client: Any) -> None:
    """The lock is reentrant for its thread and excludes others."""
    taken: list[bool] = []
    with client.lock, client.lock:
        thread = threading.Thread(target=lambda: taken.append(client.lock.acquire(blocking=False)))
        thread.start()
        thread.join()
    assert taken == [False]
