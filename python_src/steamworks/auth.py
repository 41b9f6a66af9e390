"""Room B, `steamworks`: tickets that prove to a server who the user is (ISteamUser).

May import: `_abi`, `errors`. A ticket may be sent once Steam has answered it
(`AuthSessionTicketReady`), and is to be cancelled when it is not needed any more.
"""

from __future__ import annotations

from collections.abc import Callable

from ._abi.library import Library, ffi
from .errors import CallFailed, NotConnected

_TICKET_SIZE = 4096  # Steam's own headers use buffers of 1024 and 2560 for tickets
_NO_TICKET = 0  # k_HAuthTicketInvalid


class Ticket:
    """A ticket: Steam's number for it, and the bytes that a server asks Steam about."""

    __slots__ = ("_auth", "data", "handle")

    def __init__(self, auth: Auth, handle: int, data: bytes) -> None:
        self._auth = auth
        self.handle = handle
        self.data = data

    @property
    def open(self) -> bool:
        """Whether it was not cancelled yet."""
        return self._auth.is_open(self.handle)

    def cancel(self) -> None:
        """Ends it: no server accepts it any more. May be repeated, also after the connection."""
        self._auth.cancel(self.handle)

    def __repr__(self) -> str:
        """Without the bytes, which are a secret."""
        return f"<Ticket {self.handle}, {len(self.data)} bytes>"


class Auth:
    """The tickets of one connection."""

    def __init__(self, library: Library, check: Callable[[], None]) -> None:
        self._calls = library.calls
        self._pointer = library.pointer
        self._check = check
        self._open: set[int] = set()
        self._unanswered: set[int] = set()
        self._withdrawn: set[int] = set()  # cancelled before Steam answered

    def session_ticket(self) -> Ticket:
        """A new ticket of the current user; an `AuthSessionTicketReady` with its handle follows.

        Raises:
            CallFailed: Steam made none.
            NotConnected: the connection was closed.
            WrongThread: called on another thread.
        """
        self._check()
        buffer, size = ffi.new("uint8_t[]", _TICKET_SIZE), ffi.new("uint32_t *")
        handle = self._calls.SteamAPI_ISteamUser_GetAuthSessionTicket(
            self._pointer, buffer, _TICKET_SIZE, size, ffi.NULL
        )
        if handle == _NO_TICKET:
            raise CallFailed("Steam made no ticket", remedy="Ask again later.")
        self._open.add(handle)
        self._unanswered.add(handle)
        self._withdrawn.discard(handle)
        return Ticket(self, handle, ffi.buffer(buffer, min(size[0], _TICKET_SIZE))[:])

    def is_open(self, handle: int) -> bool:
        """Whether this is the handle of a ticket that was not cancelled yet."""
        return handle in self._open

    def answered(self, handle: int) -> bool:
        """Steam has answered a ticket; False when that was cancelled before, and is no news."""
        self._unanswered.discard(handle)
        if handle in self._withdrawn:
            self._withdrawn.discard(handle)
            return False
        return True

    def cancel(self, handle: int) -> None:
        """Ends a ticket; nothing when it is not open, or the connection is closed."""
        if handle not in self._open:
            return
        try:
            self._check()
        except NotConnected:  # and what belonged to the connection went with it
            return
        self._open.discard(handle)
        if handle in self._unanswered:
            self._unanswered.discard(handle)
            self._withdrawn.add(handle)
        self._calls.SteamAPI_ISteamUser_CancelAuthTicket(self._pointer, handle)

    def cancel_all(self) -> None:
        """Ends every ticket that is open; the connection is about to close."""
        for handle in tuple(self._open):
            self.cancel(handle)
