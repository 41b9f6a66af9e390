"""How programs use the package `steamworks`, for mypy alone: what type each thing has.

It is checked and never run. A line with an ignore is one that must be refused: strict checking
complains when the ignore is not needed.
"""

from collections.abc import Callable
from typing import Literal, assert_type

from steamworks import (
    Achievement,
    AvatarSize,
    CallResult,
    Client,
    Image,
    ImageRect,
    IOFailure,
    PersonaState,
    Request,
    ResultCode,
    SteamId,
    Steamworks,
    Subscription,
    Ticket,
    UserStatsReceived,
    UserStatsStored,
    connect,
    parse_user,
)
from steamworks.shapes import (
    AchievementInfo,
    LeaderboardEntries,
    LeaderboardEntry,
    OverlayStatus,
    UserInfoUpdate,
    UserProgressUpdate,
)


def facade() -> None:
    """The documented functions keep their parameters and results behind their decorator."""
    with connect(app_id=480, library="libsteam_api.so") as steam:
        assert_type(steam, Steamworks)
        assert_type(steam.getAchievementNames(), list[str])
        assert_type(steam.getAchievementInfo("A", userSteamId=None), AchievementInfo | None)
        assert_type(steam.getUserStatValue({"statName": "N", "type": "int"}), int | float | None)
        assert_type(steam.setAchievementProgress("A", 1, maxValue=2), bool)
        assert_type(steam.userSteamId, str | None)
        steam.setAchievementProgress("A", "1", 2)  # type: ignore[arg-type]
        steam.requestUserProgress(76561197960287930)  # type: ignore[arg-type]
        steam.getAchievementInfo()  # type: ignore[call-arg]


def dictionaries(steam: Steamworks) -> None:
    """What is returned and taken has the documented keys, and strings are those of the table."""
    info = steam.getAchievementInfo("A")
    if info is not None:
        assert_type(info["unlockTime"], int | None)
        info["unlocktime"]  # type: ignore[typeddict-item]
    user = steam.getUserInfo()
    if user is not None and user["status"] == "online":
        assert_type(user["steamLevel"], int)
    steam.setUserStatValues([{"statName": "N", "type": "int", "value": 1}])
    steam.setUserStatValues([{"statName": "N", "type": "integer", "value": 1}])  # type: ignore[typeddict-item]
    steam.getUserStatValue({"type": "int"})  # type: ignore[typeddict-item]
    steam.requestSetHighScore({"leaderboardName": "B", "value": 1, "listener": print})
    steam.requestLeaderboardEntries({"leaderboardName": "B", "playerScope": "FriendsOnly"})
    steam.requestLeaderboardEntries({"leaderboardName": "B", "scope": "Global"})  # type: ignore[typeddict-unknown-key]
    steam.getUserImageInfo("largeAvatar")
    steam.getUserImageInfo("hugeAvatar")  # type: ignore[arg-type]
    steam.showUserOverlay("76561197960287930", "chat")
    steam.showUserOverlay("76561197960287930", "talk")  # type: ignore[arg-type]
    steam.setNotificationPosition("left")  # type: ignore[arg-type]
    assert_type(steam.newTexture(1), Image | None)
    assert_type(steam.newImageRect(1, 64, 64), ImageRect | None)
    assert_type(steam.newImageRect(steam, 1, 64, 64), ImageRect | None)
    steam.newImageRect(1, 64)  # type: ignore[call-overload]


class Listening:
    """An object with a method named like the event."""

    def overlayStatus(self, event: OverlayStatus) -> None:  # noqa: N802 - the name of the event
        """Hears it."""
        assert_type(event["phase"], Literal["shown", "hidden"])


def listeners(steam: Steamworks, changed: Callable[[UserInfoUpdate], None]) -> None:
    """A listener takes the event that it is added for; events have their own names."""
    steam.addEventListener("userInfoUpdate", changed)
    steam.addEventListener("overlayStatus", Listening())
    steam.addEventListener("overlayStatus", lambda event: print(event["phase"]))
    steam.addEventListener("overlayStatus", changed)  # type: ignore[call-overload]
    steam.addEventListener("userInfoUpdate", Listening())  # type: ignore[call-overload]
    steam.addEventListener("userInfo", changed)  # type: ignore[call-overload]
    steam.removeEventListener("userInfoUpdate", changed)


async def requests(steam: Steamworks) -> list[LeaderboardEntry]:
    """Awaiting a request gives its event."""
    assert_type(await steam.requestUserProgress(), UserProgressUpdate)
    request = steam.requestLeaderboardEntries({"leaderboardName": "B"})
    assert_type(request, Request[LeaderboardEntries])
    event = await request
    event["entry"]  # type: ignore[typeddict-item]
    return event["entries"]


def typed_client(client: Client, stored: Callable[[UserStatsStored], None]) -> None:
    """Events, outcomes and IDs are told apart."""
    stats = client.user_stats
    assert_type(client.subscribe(UserStatsStored, stored), Subscription)
    client.subscribe(UserStatsReceived, stored)  # type: ignore[arg-type]

    def received(outcome: UserStatsReceived | IOFailure) -> None:
        assert_type(outcome.result, ResultCode)
        if isinstance(outcome, UserStatsReceived):
            assert_type(outcome.user, SteamId)

    call = stats.request(parse_user("76561197960287930"), received)
    assert_type(call, CallResult[UserStatsReceived])
    stats.request(5, received)  # type: ignore[arg-type]
    assert_type(stats.achievement("A"), Achievement | None)
    assert_type(stats.stat_int("N"), int | None)
    assert_type(stats.stat_float("N", client.user), float | None)
    assert_type(client.friends.state(), PersonaState | None)
    client.friends.nickname()  # type: ignore[call-arg]
    client.friends.avatar("large")  # type: ignore[arg-type]
    assert_type(client.images.image(client.friends.avatar(AvatarSize.LARGE)), Image | None)
    client.overlay.set_notification_position("topLeft")  # type: ignore[arg-type]
    assert_type(client.auth.session_ticket(), Ticket)
    client.apps.is_dlc_installed("480")  # type: ignore[arg-type]
