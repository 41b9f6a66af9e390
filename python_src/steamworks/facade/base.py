"""Room B, `steamworks.facade`: the connection, the listeners and the pump of a façade.

May import: everything of the package but the modules beside it and `api`. It is the boundary to
scenes and scripts: nothing raises into them. What is wrong goes to the log, with the function, the
argument and what was expected, and the call returns its failure value (`contract` has it).
Everything typed is below, in `client`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from .. import contract
from ..answers import Then
from ..arguments import BadArgumentError
from ..async_listeners import AsyncioListeners
from ..client import Client
from ..documented import documented
from ..errors import NotConnected, SteamError, WrongThread
from ..listeners import EventDict, ListenerAdapter, Listeners, Registration, copied
from ..log import Log, StandardLog, raised
from ..pictures import Pictures, PythonPictures
from ..request import Request
from ..steam_id import SteamId, parse_app, shown

_WARNINGS_KEPT = 200


class Facade:
    """What the documented functions of every topic stand on.

    Any number of façades share a connection; each has its own listeners and its own start-up event.

    Args:
        client: The connection; None makes a façade on which nobody is logged on, until `attach`.
        app_id: The configured app ID, which `appId` gives when there is no connection.
        emit: Called first with every event's name and dictionary, to be read only (an engine emits
            its signal, with a dictionary of its own).
        listeners: What counts as a listener, and how to call it; by default what Python calls.
        pictures: What images become; plain Python gets their bytes.
        log: Where messages go; Python's `logging` by default.
    """

    def __init__(
        self,
        client: Client | None,
        *,
        app_id: str | int | None = None,
        emit: Callable[[str, EventDict], object] | None = None,
        listeners: ListenerAdapter | None = None,
        pictures: Pictures | None = None,
        log: Log | None = None,
    ) -> None:
        self._log: Log = StandardLog() if log is None else log
        self._client: Client | None = None
        self._emit = emit
        self._listeners = Listeners(AsyncioListeners() if listeners is None else listeners)
        self._pictures: Pictures = PythonPictures() if pictures is None else pictures
        self._closed = False
        self._started = False
        self._requests: dict[Request[EventDict], None] = {}  # sent, and not answered yet
        self._warned: set[str] = set()
        self._configured_app: str | None = None
        if app_id is not None:
            try:
                self._configured_app = str(parse_app(app_id))
            except (TypeError, ValueError) as error:
                self._log.error(f"Steamworks.appId: {error}")
        if client is not None:
            self.attach(client)

    # --- the connection -------------------------------------------------------------------------

    def attach(self, client: Client) -> None:
        """Joins a connection; a start-up event of this façade's own follows its next pump.

        Raises:
            ValueError: the façade is closed, or on a connection already.
            NotConnected, WrongThread: as for everything on the connection.
        """
        if self._closed:
            raise ValueError("the façade is closed; make a new one")
        if self._client is not None:
            raise ValueError("the façade is on a connection already; detach it first")
        client.attach(self)
        self._client = client
        self._started = False

    def detach(self) -> None:
        """Leaves the connection: no event comes any more, nobody is logged on. May be repeated.

        Listeners stay, for the next connection. One from `Client.shared` closes with its last
        façade.
        """
        client = self._client
        if client is None:
            return
        if not client.on_own_thread:
            self._log.error(
                "Steamworks.detach: called from another thread than the one that connected, so the "
                f"façade stays connected. {WrongThread.remedy}"
            )
            return
        if not client.closed:
            self._leave(client)
        self._client = None
        client.detach(self)
        self.end()
        client.raise_interrupt()

    def close(self) -> None:
        """Leaves the connection and forgets the listeners, for good. May be repeated."""
        try:
            self.detach()
        finally:  # it may raise an interrupt of whoever heard of the end
            if self._client is None:
                self._closed = True
                self._listeners.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _leave(self, client: Client) -> None:
        """What a topic has to undo on the connection before the façade leaves it.

        Runs no code of others and never raises. A topic that overrides this calls `super()` too.
        """

    def end(self) -> None:
        """Lets go of what belonged to the connection, which is gone; called by it, or by `detach`.

        A topic that overrides this calls `super()` too.
        """
        requests, self._requests = self._requests, {}
        for request in requests:
            request.finish(
                NotConnected(f"Steamworks.{request.function} was not answered before the end")
            )

    # --- listeners ------------------------------------------------------------------------------

    @documented
    def addEventListener(self, eventName: str, listener: object) -> bool:
        """Has a listener called with every such event. See `contract` for this and the others."""
        self._check_event(eventName)
        if not self._listeners.add(eventName, listener):
            raise BadArgumentError(
                "listener",
                f"expected a callable or an object with a method {eventName}, "
                f"got {shown(listener)}",
            )
        return True

    @documented
    def removeEventListener(self, eventName: str, listener: object) -> bool:
        """Stops calling a listener."""
        self._check_event(eventName)
        return self._listeners.remove(eventName, listener)

    @staticmethod
    def _check_event(name: object) -> None:
        if not isinstance(name, str) or name not in contract.EVENTS:
            known = ", ".join(contract.EVENTS)
            raise BadArgumentError("eventName", f"expected one of {known}, got {shown(name)}")

    # --- the pump -------------------------------------------------------------------------------

    def pump(self) -> bool:
        """Lets Steam work, and dispatches what it reports to all façades on the connection.

        Call it once per frame. Returns False, and does nothing, without a connection, on another
        thread (which is logged), and from inside a listener.
        """
        client = self._client
        if client is None:
            return False
        try:
            if not self._started and not client.pumping:
                self._start(client)
            return client.pump()
        except WrongThread as error:
            self._log.error(f"Steamworks.pump: {error}")
            return False

    def _start(self, client: Client) -> None:
        if client.on_own_thread and client.logged_on:
            self._started = True
            client.progress.start(self)

    def deliver(self, event: EventDict, own: Registration | None = None) -> None:
        """Hands an event to the hook, then to the listeners; called by the connection.

        `own` is the listener that was given with a request: it comes before the others, and is
        called once also when it is one of them.
        """
        client = self._client
        if client is None or client.closed:
            return
        name = event["name"]
        registrations = self._listeners.of(name)
        if own is not None:
            registrations = (own, *registrations)
        if self._emit is not None:
            try:
                self._emit(name, event)
            except BaseException as error:
                self._report(client, name, error)
        for registration in registrations:
            if self._client is not client or client.closed:
                return
            try:
                if self._listeners.usable(name, registration) and (
                    own is None or self._listeners.is_turn_of(registration, own)
                ):
                    registration.call(copied(event))  # one that changes its copy disturbs nobody
            except BaseException as error:
                self._report(client, name, error)

    # --- requests -------------------------------------------------------------------------------

    def _request(
        self,
        function: str,
        event_name: str,
        listener: tuple[str, object],
        ask: Callable[[Then], None],
    ) -> Request[EventDict]:
        """Sends a request whose event comes to this façade alone.

        Args:
            function: The documented function.
            event_name: The event that answers it.
            listener: Who hears of it besides, None for nobody; and the argument that said so.
            ask: Sends it, or raises.
        """
        argument, given = listener
        own = None
        if given is not None:
            own = self._listeners.one(event_name, given)
            if own is None:
                raise BadArgumentError(
                    argument,
                    f"expected a callable or an object with a method {event_name}, or null, "
                    f"got {shown(given)}",
                )
        request = self._new_request(function)

        def then(event: EventDict, error: SteamError | None) -> None:
            if request not in self._requests:
                return  # the façade has left meanwhile
            if error is not None:
                self._warn(f"Steamworks.{function}: {error}")
            self.deliver(event, own)
            self._answered(request, event)

        ask(then)
        self._requests[request] = None
        return request

    def _new_request(self, function: str) -> Request[EventDict]:
        client, name = self._connected, f"the Request of {function}"
        return Request(function, lambda error: self._report(client, name, error))

    def _answered(self, request: Request[EventDict], event: EventDict) -> None:
        """Ends a request, after all listeners, unless the façade left before or meanwhile."""
        if request in self._requests:
            del self._requests[request]
            request.finish(event)

    # --- for the functions of all topics --------------------------------------------------------

    @property
    def _connected(self) -> Client:
        client = self._client
        assert client is not None  # every caller has asked _may_call
        return client

    def _may_call(self, function: str) -> bool:
        client = self._client
        if client is None or not client.logged_on:
            return False
        return client.on_own_thread or self._on_own_thread(client, function)

    def _may_listen(self, function: str) -> bool:
        """Listeners need no connection: a script may add them before there is one."""
        client = self._client
        return not self._closed and (client is None or self._on_own_thread(client, function))

    def _on_own_thread(self, client: Client, function: str) -> bool:
        if not client.on_own_thread:
            self._log.error(
                f"Steamworks.{function}: called from another thread than the one that connected. "
                f"{WrongThread.remedy}"
            )
            return False
        return True

    def _other(self, user: SteamId | None) -> SteamId | None:
        """The current user is None also when named by ID: Steam has functions of its own for it."""
        return None if user is None or user == self._connected.user else user

    def _report(self, client: Client, event_name: str, error: BaseException) -> None:
        if isinstance(error, Exception):
            self._log.exception(f"A listener of {event_name} raised {raised(error)}", error)
        else:  # Control-C and its like are the program's, once the others have heard
            client.interrupted(error)

    def _warn(self, message: str) -> None:
        """Once for each message, because a game may ask in every frame."""
        if message not in self._warned and len(self._warned) < _WARNINGS_KEPT:
            self._warned.add(message)
            self._log.warning(message)
