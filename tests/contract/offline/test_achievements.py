"""The names and unlock times that the C part keeps: as current as the Python part's."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import byref, c_bool, c_char_p, c_uint32, c_uint64
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offline_host import FRIEND, ME

NAMES = ("ACH_WIN_ONE_GAME", "ACH_HEAVY_FIRE", "ACH_TRAVEL_FAR_SINGLE")


def _definition(path: Path, names: list[str]) -> Path:
    head = f'app_id = 9\nname = "N"\n[[user]]\nsteam_id = "{ME}"\nname = "Me"\ncurrent = true\n'
    path.write_text(
        head + "".join(f'[[achievement]]\nname = "{name}"\n' for name in names), "utf-8"
    )
    return path


def _names(steam: Any) -> list[str]:
    count = steam.stats("GetNumAchievements", c_uint32)
    return [steam.stats("GetAchievementName", c_char_p, c_uint32(i)).decode() for i in range(count)]


def _state(steam: Any, name: str) -> tuple[bool, int] | None:
    achieved, time = c_bool(), c_uint32()
    there = steam.stats(
        "GetAchievementAndUnlockTime", c_bool, name.encode(), byref(achieved), byref(time)
    )
    return (achieved.value, time.value) if there else None


def test_thousands_of_names(fresh: Callable[..., Any], tmp_path: Path) -> None:
    """All of ten thousand names in order, each with a state of its own, in several scripts."""
    names = [f"ÅCH_漢🎮_{number}" for number in range(10_000)]
    steam = fresh()
    steam.control.set_app(_definition(tmp_path / "app.toml", names))
    steam.init()
    assert _names(steam) == names
    steam.stats("SetAchievement", c_bool, names[7777].encode())
    assert [name for name in names if _state(steam, name) != (False, 0)] == [names[7777]]
    assert _state(steam, "ÅCH") is None


def test_another_app_has_other_names(fresh: Callable[..., Any], tmp_path: Path) -> None:
    """Each init has the names of its app; a pointer that was given stays good."""
    steam = fresh()
    steam.control.set_app(_definition(tmp_path / "one.toml", ["ONE", "TWO"]))
    steam.init()
    first = steam.stats("GetAchievementName", ctypes.c_void_p, c_uint32(0))
    assert _names(steam) == ["ONE", "TWO"]
    steam.call("SteamAPI_Shutdown", None)
    steam.control.set_app(_definition(tmp_path / "two.toml", ["THREE"]))
    steam.init()
    assert (_names(steam), _state(steam, "ONE")) == (["THREE"], None)
    steam.call("SteamAPI_Shutdown", None)
    steam.control.set_app(_definition(tmp_path / "none.toml", []))
    steam.init()
    assert (_names(steam), _state(steam, "THREE"), _state(steam, "")) == ([], None, None)
    steam.call("SteamAPI_Shutdown", None)
    steam.control.set_app(tmp_path / "one.toml")
    steam.init()
    assert steam.stats("GetAchievementName", ctypes.c_void_p, c_uint32(0)) == first
    assert ctypes.string_at(first) == b"ONE"


def test_times_follow_every_change(steam: Any) -> None:
    """Whatever locks or unlocks is seen by the next call, also what the control API does."""
    name = NAMES[0]

    def unlocked() -> bool:
        plain = c_bool()
        assert steam.stats("GetAchievement", c_bool, name.encode(), byref(plain))
        state = _state(steam, name)
        assert state is not None and state[0] == plain.value == (state[1] > 0)
        return plain.value

    assert not unlocked()
    steam.stats("SetAchievement", c_bool, name.encode())
    assert unlocked()
    steam.control.fail_next("StoreStats", 8)
    steam.stats("StoreStats", c_bool)
    assert not unlocked()
    steam.stats("SetAchievement", c_bool, name.encode())
    steam.stats("StoreStats", c_bool)
    assert unlocked()
    steam.control.act_as(FRIEND + 1)
    assert not unlocked()
    steam.control.act_as(ME)
    assert unlocked()
    steam.stats("ClearAchievement", c_bool, name.encode())
    assert not unlocked()
    steam.stats("SetAchievement", c_bool, name.encode())
    assert unlocked()
    steam.control.reset_store()
    assert not unlocked()
    steam.stats("SetAchievement", c_bool, name.encode())
    steam.stats("ResetAllStats", c_bool, c_bool(True))
    assert not unlocked()
    steam.stats("SetAchievement", c_bool, name.encode())
    steam.call("SteamAPI_Shutdown", None)
    steam.init()
    assert not unlocked()


def test_times_of_another_process(fresh: Callable[..., Any]) -> None:
    """What another process stored is seen after the stats were requested, and not before."""
    one, other = fresh(), fresh()
    for steam in (one, other):
        assert steam.init() == (0, "")
        assert _state(steam, NAMES[0]) == (False, 0)
    other.stats("SetAchievement", c_bool, NAMES[0].encode())
    other.stats("StoreStats", c_bool)
    assert _state(one, NAMES[0]) == (False, 0)
    one.stats("RequestUserStats", c_uint64, c_uint64(ME))
    one.pump()
    assert _state(one, NAMES[0]) == _state(other, NAMES[0]) != (False, 0)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["set", "clear", "store", "refuse", "reset", "request", "restart"]),
            st.sampled_from(NAMES),
        ),
        max_size=30,
    )
)
def test_any_history(steam: Any, steps: list[tuple[str, str]]) -> None:
    """After each of any steps the C part answers what the Python part knows."""
    session = steam.control._session
    for step, name in steps:
        if step == "set":
            steam.stats("SetAchievement", c_bool, name.encode())
        elif step == "clear":
            steam.stats("ClearAchievement", c_bool, name.encode())
        elif step == "store":
            steam.stats("StoreStats", c_bool)
        elif step == "refuse":
            steam.control.fail_next("StoreStats", 8)
            steam.stats("StoreStats", c_bool)
        elif step == "reset":
            steam.stats("ResetAllStats", c_bool, c_bool(True))
        elif step == "request":
            steam.stats("RequestUserStats", c_uint64, c_uint64(ME))
        else:
            steam.call("SteamAPI_Shutdown", None)
            steam.init()
        steam.pump(4)
        for known in NAMES:
            time = session.stats.unlock_time(known)
            assert _state(steam, known) == (time > 0, time)
