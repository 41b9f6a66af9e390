"""Room B, `steamworks.facade`: the current user and others.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from typing import Any

from .. import arguments, contract
from ..documented import documented
from ..enums import FriendRelationship, PersonaState
from ..friends import AvatarSize
from ..pictures import image_info
from .base import Facade

*_STATUSES, UNKNOWN = contract.STATUSES
*_RELATIONSHIPS, _ = contract.RELATIONSHIPS

STATUSES: dict[PersonaState | None, str] = dict(
    zip(
        (
            PersonaState.AWAY,
            PersonaState.BUSY,
            PersonaState.LOOKING_TO_PLAY,
            PersonaState.LOOKING_TO_TRADE,
            PersonaState.OFFLINE,
            PersonaState.ONLINE,
            PersonaState.SNOOZE,
        ),
        _STATUSES,
        strict=True,
    )
)
"""The word for each state that has one; being invisible has none."""

RELATIONSHIPS: dict[FriendRelationship | None, str] = dict(
    zip(
        (
            FriendRelationship.BLOCKED,
            FriendRelationship.FRIEND,
            FriendRelationship.IGNORED,
            FriendRelationship.IGNORED_FRIEND,
            FriendRelationship.NONE,
            FriendRelationship.REQUEST_RECIPIENT,
            FriendRelationship.REQUEST_INITIATOR,
            FriendRelationship.SUGGESTED_DEPRECATED,
        ),
        _RELATIONSHIPS,
        strict=True,
    )
)
"""The word for each relationship."""

_AVATARS = dict(zip(contract.AVATAR_TYPES, AvatarSize, strict=True))


class UserFunctions(Facade):
    """The documented functions of users."""

    @documented
    def getUserInfo(self, userSteamId: str | None = None) -> dict[str, Any] | None:
        """Who a user is."""
        client = self._connected
        friends = client.friends
        user = self._other(arguments.user("userSteamId", userSteamId))
        if user is not None and not client.profiles.load(user):
            return None
        relationship = FriendRelationship.NONE if user is None else friends.relationship(user)
        return {
            "name": friends.name(user),
            "nickname": "" if user is None else friends.nickname(user),
            "steamLevel": friends.steam_level(user),
            "relationship": RELATIONSHIPS.get(relationship, UNKNOWN),
            "status": STATUSES.get(friends.state(user), UNKNOWN),
        }

    @documented
    def getUserImageInfo(self, type: str, userSteamId: str | None = None) -> dict[str, Any] | None:
        """A user's avatar."""
        size = _AVATARS[arguments.word("type", type, contract.AVATAR_TYPES)]
        user = arguments.user("userSteamId", userSteamId)
        client = self._connected
        handle = client.profiles.avatar(size, client.user if user is None else user)
        return image_info(client.images, handle) if handle else None
