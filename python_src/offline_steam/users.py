"""Room C, ``offline_steam``: everyone there is: the definition's users, strangers, and changes.

Imports the standard library and, of this package, ``definition``, ``definition_people``,
``errors``, ``results``, ``session`` (for types) and ``strangers``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from offline_steam.definition import FIRST_ACCOUNT, AppDefinition, User, is_user_id
from offline_steam.definition_people import read_changes
from offline_steam.errors import UnknownNameError
from offline_steam.results import PersonaChange, PersonaState
from offline_steam.strangers import stranger

if TYPE_CHECKING:
    from offline_steam.session import Session


class Users:
    """The people of the simulated Steam; what the control API changed of them outlives shutdown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: dict[int, dict[str, Any]] = {}

    def find(self, steam_id: int) -> User | None:
        """Whoever has this ID, defined or invented; None when it is nobody's. While connected."""
        return self.find_in(self._session.app, steam_id)

    def find_in(self, app: AppDefinition, steam_id: int) -> User | None:
        """As ``find``, in a given definition."""
        user = app.user_by_id.get(steam_id)
        if user is None:
            if not is_user_id(steam_id):
                return None
            user = stranger(steam_id)
        changes = self._changes.get(steam_id)
        return replace(user, **changes) if changes else user

    def listed(self) -> list[User]:
        """The definition's users, then strangers that were changed. While connected."""
        defined = self._session.app.user_by_id
        others = (steam_id for steam_id in self._changes if steam_id not in defined)
        return [user for steam_id in (*defined, *others) if (user := self.find(steam_id))]

    def changed(self) -> list[int]:
        """Those who are not as the definition has them."""
        return list(self._changes)

    def change(self, steam_id: int, values: Mapping[str, Any]) -> PersonaChange:
        """Changes a user; returns what became different, nothing while not connected.

        Args:
            steam_id: of any user, defined or not.
            values: by the keys of a ``[[user]]``: ``name``, ``nickname``, ``status``,
                ``relationship``, ``level``, ``avatar``.

        Raises:
            DefinitionError: for an unknown key or a bad value; nothing changes then.
            UnknownNameError: for an ID that is no user's.
        """
        if not is_user_id(steam_id):
            raise UnknownNameError(
                f"user {steam_id}: the Steam ID of a user is expected, such as {FIRST_ACCOUNT + 1}"
            )
        changes = read_changes(f"user {steam_id}", values)
        before = self.find(steam_id) if self._session.is_connected else None
        self._changes[steam_id] = self._changes.get(steam_id, {}) | changes
        after = self.find(steam_id) if self._session.is_connected else None
        return differences(before, after) if before and after else PersonaChange(0)


def differences(before: User, after: User) -> PersonaChange:
    """What Steam tells of a user who has changed."""
    flags = PersonaChange(0)
    if before.name != after.name:
        flags |= PersonaChange.NAME
    if before.nickname != after.nickname:
        flags |= PersonaChange.NICKNAME
    if before.state != after.state:
        flags |= PersonaChange.STATUS
        if before.state is PersonaState.OFFLINE:
            flags |= PersonaChange.COME_ONLINE
        elif after.state is PersonaState.OFFLINE:
            flags |= PersonaChange.GONE_OFFLINE
    if before.relationship != after.relationship:
        flags |= PersonaChange.RELATIONSHIP
    if before.level != after.level:
        flags |= PersonaChange.STEAM_LEVEL
    if before.avatar != after.avatar:
        flags |= PersonaChange.AVATAR
    return flags
