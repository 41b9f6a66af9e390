"""Room B, `steamworks.contract`: every documented string value, once. May import: nothing."""

from __future__ import annotations

from typing import Final

STAT_TYPES: Final = ("int", "float", "averageRate")
"""The values of `type` in the stat functions."""

PLAYER_SCOPES: Final = ("Global", "GlobalAroundUser", "FriendsOnly")
"""The values of `playerScope`: which part of a leaderboard."""

AVATAR_TYPES: Final = ("smallAvatar", "mediumAvatar", "largeAvatar")
"""The values of `type` in `getUserImageInfo`: 32, 64 and 184 pixels wide and high."""

OVERLAYS: Final = (
    "Achievements",
    "Community",
    "Friends",
    "OfficialGameGroup",
    "Players",
    "Settings",
    "Stats",
)
"""The pages of `showGameOverlay`."""

USER_OVERLAYS: Final = (
    "steamid",
    "chat",
    "jointrade",
    "stats",
    "achievements",
    "friendadd",
    "friendremove",
    "friendrequestaccept",
    "friendrequestignore",
)
"""The pages and questions of `showUserOverlay`."""

NOTIFICATION_POSITIONS: Final = ("topLeft", "topRight", "bottomLeft", "bottomRight")
"""The corners of `setNotificationPosition`, in the order of Steam's own numbers."""

SORT_METHODS: Final = ("ascending", "descending", "none", "unknown")
"""The values of `sortMethod`: which score of a leaderboard is the best."""

DISPLAY_TYPES: Final = ("numeric", "seconds", "milliseconds", "none", "unknown")
"""The values of `displayType`: how the scores of a leaderboard are meant to be shown."""

RELATIONSHIPS: Final = (
    "blocked",
    "friend",
    "ignored",
    "ignoredFriend",
    "none",
    "requestRecipient",
    "requestInitiator",
    "suggested",
    "unknown",
)
"""The values of `relationship`: what another user is to the current one."""

STATUSES: Final = (
    "away",
    "busy",
    "lookingToPlay",
    "lookingToTrade",
    "offline",
    "online",
    "snooze",
    "unknown",
)
"""The values of `status`: what a user is up to."""

PHASES: Final = ("shown", "hidden")
"""The values of `phase`: whether the overlay has opened or closed."""

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "StatType": STAT_TYPES,
    "PlayerScope": PLAYER_SCOPES,
    "AvatarType": AVATAR_TYPES,
    "Overlay": OVERLAYS,
    "UserOverlay": USER_OVERLAYS,
    "NotificationPosition": NOTIFICATION_POSITIONS,
    "SortMethod": SORT_METHODS,
    "DisplayType": DISPLAY_TYPES,
    "Relationship": RELATIONSHIPS,
    "Status": STATUSES,
    "Phase": PHASES,
}
"""All of them, each under the name that types give it."""
