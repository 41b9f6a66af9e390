"""How programs use the package `steamworks`, for mypy alone: what type each thing has.

It is checked and never run. A line with an ignore is one that must be refused: strict checking
complains when the ignore is not needed.
"""

from collections.abc import Callable
from typing import Any, assert_type

from steamworks import (
    Achievement,
    CallResult,
    Client,
    IOFailure,
    ResultCode,
    SteamId,
    Steamworks,
    Subscription,
    UserStatsReceived,
    UserStatsStored,
    connect,
    parse_user,
)


def facade() -> None:
    """The documented functions keep their parameters and results behind their decorator."""
    with connect(app_id=480, library="libsteam_api.so") as steam:
        assert_type(steam, Steamworks)
        assert_type(steam.getAchievementNames(), list[str])
        assert_type(steam.getAchievementInfo("A", userSteamId=None), dict[str, Any] | None)
        assert_type(steam.getUserStatValue({"statName": "N", "type": "int"}), int | float | None)
        assert_type(steam.setAchievementProgress("A", 1, maxValue=2), bool)
        assert_type(steam.userSteamId, str | None)
        steam.setAchievementProgress("A", "1", 2)  # type: ignore[arg-type]
        steam.requestUserProgress(76561197960287930)  # type: ignore[arg-type]
        steam.getAchievementInfo()  # type: ignore[call-arg]


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
