"""Room B, `steamworks`: the current user and others, as Steam shows them (ISteamFriends).

May import: `_abi`, `enums`, `steam_id`, `values`. Steam knows friends, and whoever plays with the
current user; for others it has to be asked first (`request_information`). Reading never blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from ._abi.library import Library
from .enums import FriendRelationship, PersonaState
from .steam_id import SteamId
from .values import text, user_bits

AVATAR_LOADING = -1
"""The handle of a large avatar that Steam has begun to load; an `AvatarImageLoaded` follows."""


_STATES = {state.value: state for state in PersonaState}
_RELATIONSHIPS = {relationship.value: relationship for relationship in FriendRelationship}


class AvatarSize(Enum):
    """The three sizes of an avatar: pixels in width and height."""

    SMALL = 32
    MEDIUM = 64
    LARGE = 184


class Friends:
    """The people of one connection. `user` None means the current user.

    Every method raises `NotConnected` after the connection was closed, `WrongThread` on another
    thread, and `TypeError` or `ValueError` for what is no user's Steam ID.
    """

    def __init__(
        self, library: Library, check: Callable[[], None], current_user: Callable[[], SteamId]
    ) -> None:
        self._calls = library.calls
        self._pointer = library.pointer
        self._check = check
        self._current_user = current_user
        self._avatars = {
            AvatarSize.SMALL: library.calls.SteamAPI_ISteamFriends_GetSmallFriendAvatar,
            AvatarSize.MEDIUM: library.calls.SteamAPI_ISteamFriends_GetMediumFriendAvatar,
            AvatarSize.LARGE: library.calls.SteamAPI_ISteamFriends_GetLargeFriendAvatar,
        }

    def request_information(self, user: SteamId, *, name_only: bool = False) -> bool:
        """Has Steam load what it knows of a user: the name and, unless `name_only`, the avatar.

        True: it is loading, and a `PersonaChanged` follows. False: all of it is there already.
        """
        self._check()
        return bool(
            self._calls.SteamAPI_ISteamFriends_RequestUserInformation(
                self._pointer, user_bits(user), name_only
            )
        )

    def name(self, user: SteamId | None = None) -> str:
        """A user's name; Steam has a word of its own for one whose name is not loaded."""
        self._check()
        if user is None:
            return text(self._calls.SteamAPI_ISteamFriends_GetPersonaName(self._pointer))
        return text(
            self._calls.SteamAPI_ISteamFriends_GetFriendPersonaName(self._pointer, user_bits(user))
        )

    def nickname(self, user: SteamId) -> str:
        """What the current user calls another one; empty when nothing."""
        self._check()
        return text(
            self._calls.SteamAPI_ISteamFriends_GetPlayerNickname(self._pointer, user_bits(user))
        )

    def state(self, user: SteamId | None = None) -> PersonaState | None:
        """What a user is doing on Steam; None for something that only a newer Steam knows."""
        self._check()
        number = (
            self._calls.SteamAPI_ISteamFriends_GetPersonaState(self._pointer)
            if user is None
            else self._calls.SteamAPI_ISteamFriends_GetFriendPersonaState(
                self._pointer, user_bits(user)
            )
        )
        return _STATES.get(number)

    def relationship(self, user: SteamId) -> FriendRelationship | None:
        """What another user is to the current one; None for what only a newer Steam knows."""
        self._check()
        number = self._calls.SteamAPI_ISteamFriends_GetFriendRelationship(
            self._pointer, user_bits(user)
        )
        return _RELATIONSHIPS.get(number)

    def steam_level(self, user: SteamId | None = None) -> int:
        """A user's Steam level; 0 also while it is not loaded (a `PersonaChanged` follows)."""
        self._check()
        if user is None:
            return int(self._calls.SteamAPI_ISteamUser_GetPlayerSteamLevel(self._pointer))
        return int(
            self._calls.SteamAPI_ISteamFriends_GetFriendSteamLevel(self._pointer, user_bits(user))
        )

    def avatar(self, size: AvatarSize, user: SteamId | None = None) -> int:
        """The handle of a user's avatar, for `Images`.

        0 while the user's information is not loaded, and for one without an avatar;
        `AVATAR_LOADING` (large ones only) when Steam has begun to load it.
        """
        self._check()
        bits = self._current_user() if user is None else user_bits(user)
        return int(self._avatars[size](self._pointer, bits))
