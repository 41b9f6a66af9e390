"""Room C, ``offline_steam``: ``ISteamFriends``: names, states, relationships and avatars.

Imports the standard library and, of this package, ``callbacks``, ``definition``, ``images``,
``portraits``, ``results`` and ``session`` (for types).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from offline_steam import portraits
from offline_steam.callbacks import LAYOUTS
from offline_steam.definition import NO_AVATAR, User
from offline_steam.images import Image
from offline_steam.portraits import Portrait
from offline_steam.results import CallbackId, PersonaChange, PersonaState, Relationship

if TYPE_CHECKING:
    from offline_steam.session import Session

UNKNOWN_NAME = "[unknown]"
"""What Steam calls a user whose information it does not have."""

LOADING = -1
"""The handle of a large avatar that is on its way."""

# EFriendFlags, for each relationship the flag that lists it.
_FLAGS = {
    Relationship.BLOCKED: 0x01,
    Relationship.REQUEST_INITIATOR: 0x02,
    Relationship.FRIEND: 0x04,
    Relationship.REQUEST_RECIPIENT: 0x80,
    Relationship.IGNORED: 0x200,
    Relationship.IGNORED_FRIEND: 0x400,
}
FRIENDS = _FLAGS[Relationship.FRIEND]
"""The flag that lists friends."""
_ALL_FLAGS = sum(_FLAGS.values())


class People:
    """Everyone, as the current user sees them in one connection."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._users = session.users
        self._named: set[int] = set()
        self._complete: set[int] = set()
        self._requested: set[tuple[int, bool]] = set()
        self._loading: set[tuple[int, Portrait]] = set()
        self._waiting: list[Callable[[], None]] = []
        self._lists: dict[tuple[int, int], list[int]] = {}

    def _is_near(self, user: User) -> bool:
        """Whether Steam keeps a user's information unasked: oneself, people one has to do with."""
        return user.steam_id == self._session.steam_id or user.relationship is not Relationship.NONE

    def _known(self, steam_id: int) -> User | None:
        """A user whose name is there."""
        user = self._users.find(steam_id)
        if user is None or steam_id in self._named or self._is_near(user):
            return user
        return None

    def _pictured(self, steam_id: int) -> User | None:
        """A user whose avatar is there, or known to be missing."""
        user = self._users.find(steam_id)
        if user is None or steam_id in self._complete or self._is_near(user):
            return user
        return None

    # ---- what is known ----

    def name(self, steam_id: int) -> str:
        """``GetFriendPersonaName``."""
        user = self._known(steam_id)
        return user.name if user else UNKNOWN_NAME

    def nickname(self, steam_id: int) -> str | None:
        """``GetPlayerNickname``: None when there is none."""
        user = self._known(steam_id)
        return (user.nickname or None) if user else None

    def level(self, steam_id: int) -> int:
        """``GetFriendSteamLevel``: 0 when unknown."""
        user = self._known(steam_id)
        return user.level if user else 0

    def state(self, steam_id: int) -> PersonaState:
        """``GetFriendPersonaState``: everyone is offline without network."""
        user = self._known(steam_id)
        return user.state if user and self._session.online else PersonaState.OFFLINE

    def relationship(self, steam_id: int) -> Relationship:
        """``GetFriendRelationship``: none to oneself."""
        user = self._users.find(steam_id)
        if user is None or steam_id == self._session.steam_id:
            return Relationship.NONE
        return user.relationship

    def listed(self, flags: int) -> list[int]:
        """The users that ``GetFriendByIndex`` lists for these flags, in the definition's order."""
        # Games go through their friends by index: made for each, a list would cost its square.
        key = (self._session.steam_id, flags & _ALL_FLAGS)
        if key not in self._lists:
            self._lists[key] = [
                user.steam_id for user in self._users.listed() if self.has(user.steam_id, flags)
            ]
        return self._lists[key]

    def has(self, steam_id: int, flags: int) -> bool:
        """``HasFriend``: whether these flags list a user."""
        return bool(flags & _FLAGS.get(self.relationship(steam_id), 0))

    # ---- avatars ----

    def avatar(self, steam_id: int, size: int) -> int:
        """``GetSmallFriendAvatar`` and ``GetMediumFriendAvatar``: 0 without one, or unknown."""
        portrait = self._portrait(steam_id)
        return 0 if portrait is None else self._picture(portrait, size)

    def large_avatar(self, steam_id: int) -> int:
        """``GetLargeFriendAvatar``: ``LOADING`` the first time, then 334 tells the handle."""
        portrait = self._portrait(steam_id)
        if portrait is None:
            return 0
        handle = self._session.images.handle((portrait, portraits.LARGE))
        if handle:
            return handle
        key = (steam_id, portrait)
        if key not in self._loading:
            self._loading.add(key)
            fault, frames = self._session.faults.take("GetLargeFriendAvatar")
            if fault is not None:
                # Nothing comes, and the next call asks again.
                self._session.after(frames, partial(self._loading.discard, key))
            else:
                self._when_online(frames, partial(self._avatar_loaded, steam_id, portrait))
        return self._session.images.handle((portrait, portraits.LARGE)) or LOADING

    def _portrait(self, steam_id: int) -> Portrait | None:
        user = self._pictured(steam_id)
        if user is None or user.avatar.shape == NO_AVATAR:
            return None
        return portraits.portrait_of(steam_id, user.avatar.shape, user.avatar.color)

    def _picture(self, portrait: Portrait, size: int) -> int:
        handle = self._session.images.handle((portrait, size))
        if handle:
            return handle
        image = Image(size, size, partial(portraits.draw, portrait, size))
        # Now, while it loads, and not when the game fetches the pixels.
        image.draw()
        return self._session.images.add((portrait, size), image)

    def _avatar_loaded(self, steam_id: int, portrait: Portrait) -> None:
        self._loading.discard((steam_id, portrait))
        handle = self._picture(portrait, portraits.LARGE)
        data = LAYOUTS.avatar_image_loaded(steam_id, handle, portraits.LARGE)
        self._session.queue.post(CallbackId.AVATAR_IMAGE_LOADED, data)

    # ---- requests and news ----

    def request(self, steam_id: int, name_only: bool) -> bool:
        """``RequestUserInformation``: whether a ``PersonaStateChange_t`` will follow."""
        if self._users.find(steam_id) is None or self._pictured(steam_id):
            return False
        if name_only and self._known(steam_id):
            return False
        fault, frames = self._session.faults.take("RequestUserInformation")
        if fault is None and (steam_id, name_only) not in self._requested:
            self._requested.add((steam_id, name_only))
            self._when_online(frames, partial(self._answer, steam_id, name_only))
        return True

    def _answer(self, steam_id: int, name_only: bool) -> None:
        self._requested.discard((steam_id, name_only))
        user = self._users.find(steam_id)
        flags = PersonaChange(0)
        if not self._known(steam_id):
            flags |= PersonaChange.NAME | PersonaChange.STATUS | PersonaChange.NAME_FIRST_SET
            if user and user.nickname:
                flags |= PersonaChange.NICKNAME
            if user and user.level:
                flags |= PersonaChange.STEAM_LEVEL
        if not name_only and not self._pictured(steam_id):
            flags |= PersonaChange.AVATAR
        if not flags:
            # It has come in another way since; news was promised all the same.
            flags = PersonaChange.NAME if name_only else PersonaChange.AVATAR
        self._named.add(steam_id)
        if not name_only:
            self._complete.add(steam_id)
        self._tell(steam_id, flags)

    def change(self, steam_id: int, values: Mapping[str, Any]) -> None:
        """Changes a user as ``Users.change`` does, and tells of it when the user is known."""
        known = self._known(steam_id) is not None
        flags = self._users.change(steam_id, values)
        self._lists.clear()
        if known or self._known(steam_id):
            self._tell(steam_id, flags)

    def _tell(self, steam_id: int, flags: PersonaChange) -> None:
        if flags:
            data = LAYOUTS.persona_state_change(steam_id, flags)
            self._session.queue.post(CallbackId.PERSONA_STATE_CHANGE, data)

    def _when_online(self, frames: int, action: Callable[[], None]) -> None:
        """Does it after so many frames; without network, once it is back."""
        if self._session.online:
            self._session.after(frames, action)
        else:
            self._waiting.append(action)

    def answer_waiting(self) -> None:
        """Answers what was asked for without network, now that it is back."""
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            self._session.after(self._session.faults.latency, action)
