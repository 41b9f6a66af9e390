"""Events of the Steamworks node: their types, and how they are printed.

This file has no ``@exposed`` class, so it is an ordinary module for other scripts.
"""

from collections.abc import Mapping
from typing import TypeAlias, get_args

from godot import JSON
from steamworks.shapes import (
    AchievementImageUpdate,
    AchievementInfoUpdate,
    ActivePlayerCount,
    AuthSessionTicketResponse,
    LeaderboardEntries,
    LeaderboardInfo,
    MicrotransactionAuthorization,
    OverlayStatus,
    SetHighScore,
    UserInfoUpdate,
    UserProgressSave,
    UserProgressUnload,
    UserProgressUpdate,
)

Event: TypeAlias = (
    UserProgressUpdate
    | UserProgressSave
    | UserProgressUnload
    | AchievementInfoUpdate
    | AchievementImageUpdate
    | UserInfoUpdate
    | OverlayStatus
    | MicrotransactionAuthorization
    | AuthSessionTicketResponse
    | ActivePlayerCount
    | LeaderboardInfo
    | LeaderboardEntries
    | SetHighScore
)
"""Any event. What ``event["name"]`` is compared with tells a type checker which one it is."""

EVENT_NAMES = tuple(kind.__name__[0].lower() + kind.__name__[1:] for kind in get_args(Event))
"""The names of the signals of the Steamworks node, one for each event."""


def print_event(event: Mapping[str, object]) -> None:
    """Prints an event so that people and programs can read it: one line of JSON."""
    print("event", JSON.stringify(event))
