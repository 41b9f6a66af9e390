"""How native classes in Python use the `Steamworks` node, for mypy alone, with the addon's stubs.

It is checked and never run. A line with an ignore is one that must be refused: strict checking
complains when the ignore is not needed.
"""

from typing import assert_type

from godot_steamworks.node import Signal, Steamworks
from steamworks.shapes import AchievementInfo, OverlayStatus, SetHighScore, UserInfo


def on_overlay(event: OverlayStatus) -> None:
    """Hears the overlay."""
    print(event["phase"])


def signals(steam: Steamworks) -> None:
    """A signal is connected to who takes its event."""
    assert_type(steam.overlayStatus, Signal[OverlayStatus])
    steam.overlayStatus.connect(on_overlay)
    steam.userInfoUpdate.connect(on_overlay)  # type: ignore[arg-type]
    steam.addEventListener("overlayStatus", on_overlay)
    steam.addEventListener("setHighScore", on_overlay)  # type: ignore[call-overload]


async def functions(steam: Steamworks) -> None:
    """The methods have the parameters and results of the table; the node is a node besides."""
    assert_type(steam.getAchievementInfo("A"), AchievementInfo | None)
    assert_type(steam.getUserInfo(), UserInfo | None)
    assert_type(steam.isLoggedOn, bool)
    assert_type(await steam.setHighScore, SetHighScore)
    steam.requestActivePlayerCount()
    steam.newImageRect(steam, 1, 64, 64)
    steam.newImageRect(1, 64, 64)
    steam.setAchievementUnlocked(1)  # type: ignore[arg-type]
    steam.isLoggedOn = True  # type: ignore[misc]
    steam.showGameOverlay("Trophies")  # type: ignore[arg-type]
    print(Steamworks.ResultCode.RESULT_OK, steam.get_parent())
    print(Steamworks.ResultCode.RESULT_GREAT)  # type: ignore[attr-defined]
