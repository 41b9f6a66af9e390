"""The class OfflineSteam in Python: static, with keywords; what it refuses is no exception."""

from __future__ import annotations

from inside_runner import expect_error

from godot import Node, OfflineSteam, Steamworks


def test_from_python(node: Node) -> None:
    """What GDScript has is there by the same names, and takes keywords."""
    assert OfflineSteam.is_available()
    assert OfflineSteam.fail_next("StoreStats", result=16)
    assert OfflineSteam.set_achievement("ACH_WIN_ONE_GAME", unlocked=True)
    (first, *_) = OfflineSteam.progress()["achievements"]
    assert first["unlock_time"] > 0
    steam = Steamworks()
    node.add_child(steam)
    assert steam.getAchievementInfo("ACH_WIN_ONE_GAME")["unlocked"]
    OfflineSteam.clear_faults()
    OfflineSteam.reset_store()


def test_refusals(node: Node) -> None:
    """They are in the log, and the function gives its failure value."""
    expect_error("OfflineSteam.fail_next(): no call 'Nonsense'")
    assert OfflineSteam.fail_next(call="Nonsense") is False
    expect_error("OfflineSteam.progress(): no user 5 in")
    assert OfflineSteam.progress(5) == {}
    expect_error("OfflineSteam.set_latency(): ")
    assert OfflineSteam.set_latency() is False


def test_paths_of_the_project(node: Node) -> None:
    """A path of the project is one of the machine to the runtime."""
    expect_error("/nowhere.toml")
    assert OfflineSteam.set_app(definition="res://nowhere.toml") is False
    assert OfflineSteam.set_home("user://tests")
    assert OfflineSteam.set_home(folder="")
