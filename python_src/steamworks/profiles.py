"""Room B, `steamworks`: turns what Steam says about users into `userInfoUpdate`.

May import: `dispatch`, `enums`, `events`, `friends`, `observers`, `steam_id`. One `Profiles`
belongs to one connection and serves all façades on it. It holds what the documentation promises
beyond Steam's own callbacks:

- what is not there when it is asked for is requested, and an update follows;
- an avatar that was asked for is told when it has come, whichever bits Steam sets by then;
- a large avatar comes in two steps, the user's information and then the image, and is told once.
"""

from __future__ import annotations

from collections.abc import Callable

from .dispatch import Dispatcher
from .enums import PersonaChange
from .events import AvatarImageLoaded, PersonaChanged
from .friends import AVATAR_LOADING, AvatarSize, Friends
from .listeners import EventDict
from .observers import Observers
from .steam_id import SteamId, is_user

_NAME = PersonaChange.NAME | PersonaChange.NAME_FIRST_SET
_STATUS = PersonaChange.STATUS | PersonaChange.COME_ONLINE | PersonaChange.GONE_OFFLINE
_FACEBOOK = PersonaChange.BROADCAST  # this bit was Facebook's, before Steam gave it a new name


class Profiles:
    """What is known of users on one connection, and who waits for which avatar."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        observers: Observers,
        friends: Friends,
        current_user: Callable[[], SteamId],
    ) -> None:
        self._observers = observers
        self._friends = friends
        self._current_user = current_user
        self._awaited: dict[SteamId, set[AvatarSize]] = {}
        # The large avatars that somebody has asked for, by the handle that was told last. Only of
        # these users a new one is loaded when it changes: others may never be looked at.
        self._large: dict[SteamId, int] = {}
        dispatcher.subscribe(PersonaChanged, self._on_changed)
        dispatcher.subscribe(AvatarImageLoaded, self._on_image)

    def load(self, user: SteamId) -> bool:
        """Whether a user's information is there; if not, loading starts and an update follows."""
        return user == self._current_user() or not self._friends.request_information(user)

    def avatar(self, size: AvatarSize, user: SteamId) -> int:
        """The handle of a user's avatar; 0 while it is loading, then an update follows."""
        if size is AvatarSize.LARGE:
            self._large.setdefault(user, 0)
            # Asked too early, Steam takes a user of whom it knows nothing for one without avatar.
            handle = self._friends.avatar(size, user) if self.load(user) else AVATAR_LOADING
        else:
            handle = self._friends.avatar(size, user)
            if handle <= 0 and not self.load(user):
                handle = AVATAR_LOADING
        if handle <= 0:
            self._awaited.setdefault(user, set()).add(size)
            return 0
        if size is AvatarSize.LARGE:
            self._large[user] = handle
        # Who got 0 before is still to be told, even if the image has come between two pumps.
        return handle

    # --- callbacks ------------------------------------------------------------------------------

    def _on_changed(self, event: PersonaChanged) -> None:
        if not is_user(event.user):  # groups have names and avatars, too
            return
        user, changes = event.user, event.changes
        new_avatar = bool(changes & PersonaChange.AVATAR)
        self._tell(
            user,
            changes,
            small=self._has_come(user, AvatarSize.SMALL, new_avatar),
            medium=self._has_come(user, AvatarSize.MEDIUM, new_avatar),
            large=self._large_has_come(user, new_avatar),
        )

    def _on_image(self, event: AvatarImageLoaded) -> None:
        user = event.user
        if event.image <= 0 or not is_user(user):  # it could not be loaded
            return
        if self._is_awaited(user, AvatarSize.LARGE) or self._large.get(user) != event.image:
            self._arrived(user, AvatarSize.LARGE)
            if user in self._large:
                self._large[user] = event.image
            self._tell(user, 0, large=True)

    def _has_come(self, user: SteamId, size: AvatarSize, changed: bool) -> bool:
        """Whether a small or medium avatar is new; Steam does not always say so by its bit."""
        if self._is_awaited(user, size):
            changed = changed or self._friends.avatar(size, user) > 0
            if changed:
                self._arrived(user, size)
        return changed

    def _large_has_come(self, user: SteamId, changed: bool) -> bool:
        """Whether a large avatar is new, or is no more.

        While it is loading, `AvatarImageLoaded` will tell.
        """
        awaited = self._is_awaited(user, AvatarSize.LARGE)
        if not (awaited or (changed and user in self._large)):
            return False
        handle = self._friends.avatar(AvatarSize.LARGE, user)
        if handle == AVATAR_LOADING:
            self._awaited.setdefault(user, set()).add(AvatarSize.LARGE)
        taken_away = handle == 0 and changed and self._large[user] > 0
        if not taken_away and (handle <= 0 or not (awaited or handle != self._large[user])):
            return False
        self._large[user] = handle
        self._arrived(user, AvatarSize.LARGE)
        return True

    def _is_awaited(self, user: SteamId, size: AvatarSize) -> bool:
        return size in self._awaited.get(user, ())

    def _arrived(self, user: SteamId, size: AvatarSize) -> None:
        awaited = self._awaited.get(user)
        if awaited is not None:
            awaited.discard(size)
            if not awaited:
                del self._awaited[user]

    def _tell(
        self,
        user: SteamId,
        changes: int,
        *,
        small: bool = False,
        medium: bool = False,
        large: bool = False,
    ) -> None:
        event: EventDict = {
            "name": "userInfoUpdate",
            "userSteamId": str(user),
            "nameChanged": bool(changes & _NAME),
            "nicknameChanged": bool(changes & PersonaChange.NICKNAME),
            "statusChanged": bool(changes & _STATUS),
            "relationshipChanged": bool(changes & PersonaChange.RELATIONSHIP_CHANGED),
            "steamLevelChanged": bool(changes & PersonaChange.STEAM_LEVEL),
            "smallAvatarChanged": small,
            "mediumAvatarChanged": medium,
            "largeAvatarChanged": large,
            "facebookInfoChanged": bool(changes & _FACEBOOK),
        }
        self._observers.tell_all(event)
