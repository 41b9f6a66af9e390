"""Room C, ``offline_steam``: ``ISteamFriends``: names, states and relationships.

Imports the standard library and, of this package, ``callbacks``, ``definition``, ``results`` and
``session`` (for types).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from offline_steam.callbacks import LAYOUTS
from offline_steam.definition import User
from offline_steam.results import CallbackId, PersonaState, Relationship

if TYPE_CHECKING:
    from offline_steam.session import Session

UNKNOWN_NAME = "[unknown]"
"""What Steam calls a user whose information it does not have."""

# EFriendFlags, for each relationship the flag that lists it.
_FLAGS = {
    Relationship.BLOCKED: 0x01,
    Relationship.REQUEST_INITIATOR: 0x02,
    Relationship.FRIEND: 0x04,
    Relationship.REQUEST_RECIPIENT: 0x80,
    Relationship.IGNORED: 0x200,
    Relationship.IGNORED_FRIEND: 0x400,
}

# EPersonaChange
_NAME_CHANGED = 0x0001
_STATUS_CHANGED = 0x0002
_NAME_FIRST_SET = 0x0400


class People:
    """The users of the definition, as the current user sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._requested: set[int] = set()
        self._waiting: list[int] = []

    def _known(self, steam_id: int) -> User | None:
        """A user whose information is there: oneself, people one has to do with, requested ones."""
        user = self._session.app.user_by_id.get(steam_id)
        if user is None or steam_id == self._session.steam_id:
            return user
        near = user.relationship is not Relationship.NONE
        return user if near or steam_id in self._requested else None

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
        user = self._session.app.user_by_id.get(steam_id)
        if user is None or steam_id == self._session.steam_id:
            return Relationship.NONE
        return user.relationship

    def listed(self, flags: int) -> list[int]:
        """The users that ``GetFriendByIndex`` lists for these flags, in the definition's order."""
        return [
            user.steam_id
            for user in self._session.app.users
            if flags & _FLAGS.get(self.relationship(user.steam_id), 0)
        ]

    def request(self, steam_id: int) -> bool:
        """``RequestUserInformation``: whether a ``PersonaStateChange_t`` will follow."""
        if self._known(steam_id) or steam_id not in self._session.app.user_by_id:
            return False
        fault, frames = self._session.faults.take("RequestUserInformation")
        if fault is None and self._session.online:
            self._session.after(frames, lambda: self._answer(steam_id))
        elif fault is None and steam_id not in self._waiting:
            self._waiting.append(steam_id)
        return True

    def answer_waiting(self) -> None:
        """Answers what was requested without network, now that it is back."""
        waiting, self._waiting = self._waiting, []
        for steam_id in waiting:
            self._session.after(self._session.faults.latency, partial(self._answer, steam_id))

    def _answer(self, steam_id: int) -> None:
        if steam_id in self._requested:
            return
        self._requested.add(steam_id)
        flags = _NAME_CHANGED | _STATUS_CHANGED | _NAME_FIRST_SET
        data = LAYOUTS.persona_state_change(steam_id, flags)
        self._session.queue.post(CallbackId.PERSONA_STATE_CHANGE, data)
