"""How native classes in Python use the `Steamworks` node, for type checkers.

It is checked and never run. Each line that is marked must be refused, and no other.
"""

from typing import assert_type

from godot import Signal
from godot_steamworks.node import Steamworks
from godot_steamworks.offline_class import OfflineSteam
from steamworks.shapes import AchievementInfo, OverlayStatus, SetHighScore, UserInfo


def on_overlay(event: OverlayStatus) -> None:
    """Hears the overlay."""
    print(event["phase"])


def signals(steam: Steamworks) -> None:
    """A signal is connected to who takes its event."""
    assert_type(steam.overlayStatus, Signal[[OverlayStatus], OverlayStatus])
    steam.overlayStatus.connect(on_overlay)
    steam.userInfoUpdate.connect(on_overlay)  # error: another type
    steam.addEventListener("overlayStatus", on_overlay)
    steam.addEventListener("setHighScore", on_overlay)  # error: the listener of another event


async def functions(steam: Steamworks) -> None:
    """The methods have the parameters and results of the table; the node is a node besides."""
    assert_type(steam.getAchievementInfo("A"), AchievementInfo | None)
    assert_type(steam.getUserInfo(), UserInfo | None)
    assert_type(steam.isLoggedOn, bool)
    assert_type(await steam.setHighScore, SetHighScore)
    steam.requestActivePlayerCount()
    steam.newImageRect(steam, 1, 64, 64)
    steam.newImageRect(1, 64, 64)
    steam.setAchievementUnlocked(1)  # error: another type
    steam.isLoggedOn = True  # error: only to be read
    steam.showGameOverlay("Trophies")  # error: another type
    print(Steamworks.ResultCode.RESULT_OK, steam.get_parent())
    print(Steamworks.ResultCode.RESULT_GREAT)  # error: no code of that name


def offline() -> None:
    """What tests tell the offline runtime."""
    assert_type(OfflineSteam.fail_next("StoreStats", result=2), bool)
    assert_type(OfflineSteam.is_available(), bool)
    OfflineSteam.set_achievement("A", unlocked="no")  # error: another type
    OfflineSteam.no_such_function()  # error: there is none
    for event in OfflineSteam.events("userProgressSave"):
        print(event["isError"])
