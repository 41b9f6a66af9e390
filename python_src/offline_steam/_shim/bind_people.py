"""Room C, ``offline_steam._shim``: the handlers of ``ISteamUser`` and ``ISteamFriends``.

Imports the standard library and, of this package, ``portraits`` (sizes), ``session`` and ``texts``.
The overlay's functions are in ``bind_overlay``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.portraits import MEDIUM, SMALL
from offline_steam.session import Session


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""

    def friend_by_index(index: int, flags: int) -> int:
        listed = session.people.listed(flags)
        return listed[index] if 0 <= index < len(listed) else 0

    def nickname(steam_id: int) -> Any:
        name = session.people.nickname(steam_id)
        return ffi.NULL if name is None else texts.keep(name)

    def session_ticket(buffer: Any, size: int, length: Any, identity: Any) -> int:
        if ffi.NULL in (buffer, length):
            return 0
        given = session.tickets.for_session(size)
        if given is None:
            return 0
        handle, ticket = given
        ffi.memmove(buffer, ticket, len(ticket))
        length[0] = len(ticket)
        return handle

    return {
        "ISteamUser_BLoggedOn": lambda: session.online,
        "ISteamUser_GetSteamID": lambda: session.steam_id,
        "ISteamUser_GetPlayerSteamLevel": lambda: session.people.level(session.steam_id),
        "ISteamUser_GetAuthSessionTicket": session_ticket,
        "ISteamUser_GetAuthTicketForWebApi": lambda identity: session.tickets.for_web_api(
            texts.read(identity) or ""
        ),
        "ISteamUser_CancelAuthTicket": lambda ticket: session.tickets.cancel(ticket),
        "ISteamFriends_GetPersonaName": lambda: texts.keep(session.people.name(session.steam_id)),
        "ISteamFriends_GetPersonaState": lambda: session.people.state(session.steam_id),
        "ISteamFriends_GetFriendCount": lambda flags: len(session.people.listed(flags)),
        "ISteamFriends_GetFriendByIndex": friend_by_index,
        "ISteamFriends_GetFriendRelationship": lambda steam_id: session.people.relationship(
            steam_id
        ),
        "ISteamFriends_GetFriendPersonaState": lambda steam_id: session.people.state(steam_id),
        "ISteamFriends_GetFriendPersonaName": lambda steam_id: texts.keep(
            session.people.name(steam_id)
        ),
        "ISteamFriends_GetFriendSteamLevel": lambda steam_id: session.people.level(steam_id),
        "ISteamFriends_GetPlayerNickname": nickname,
        "ISteamFriends_HasFriend": lambda steam_id, flags: session.people.has(steam_id, flags),
        "ISteamFriends_RequestUserInformation": lambda steam_id, name_only: session.people.request(
            steam_id, name_only
        ),
        "ISteamFriends_GetSmallFriendAvatar": lambda steam_id: session.people.avatar(
            steam_id, SMALL
        ),
        "ISteamFriends_GetMediumFriendAvatar": lambda steam_id: session.people.avatar(
            steam_id, MEDIUM
        ),
        "ISteamFriends_GetLargeFriendAvatar": lambda steam_id: session.people.large_avatar(
            steam_id
        ),
    }
