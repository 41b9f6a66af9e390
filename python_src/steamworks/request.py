"""Room B, `steamworks`: what a request function of the façade gives its caller.

May import: `asyncio_loop`, `errors`, `listeners`. A `Request` says whether something was sent, as
the documented bool does, and can be awaited for the event that ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .asyncio_loop import running_loop
from .errors import RequestNotSent, RequestPending, SteamError
from .listeners import EventDict, copied

if TYPE_CHECKING:
    from asyncio import Future

E = TypeVar("E")
"""The type of the event that ends a request; a dictionary."""


class Request(Generic[E]):
    """One request to Steam: true when it was sent, and awaitable for its event.

        event = await steam.requestLeaderboardEntries({"leaderboardName": "Feet Traveled"})

    Awaiting gives a copy of the documented event, also when its `isError` is true; it may be done
    any number of times, before the event comes or after it. Under a running asyncio loop the task
    waits as for any future; elsewhere the request itself is yielded to whatever drives the
    coroutine, which goes on with it from a callback of `add_done_callback`. Either way somebody has
    to call `pump()` meanwhile.

    Awaiting raises:
        RequestNotSent: nothing was sent, so there is nothing to wait for; the log has it too.
        NotConnected: the façade left the connection, or that was closed, before the event came.
    """

    __slots__ = ("__weakref__", "_callbacks", "_error", "_event", "_report", "function", "sent")

    function: str
    """The documented function that made it."""
    sent: bool
    """Whether something was sent, and an event follows."""

    def __init__(self, function: str, report: Callable[[BaseException], None]) -> None:
        """Made by the façade. `report` is told what a callback raises."""
        self.function = function
        self.sent = True
        self._report = report
        self._event: EventDict | None = None
        self._error: SteamError | None = None
        self._callbacks: list[Callable[[Request[E]], object]] = []

    @classmethod
    def unsent(cls, function: str, why: str) -> Request[E]:
        """A request that could not be sent: false, and over already."""
        request = cls(function, _raise)
        request.sent = False
        request._error = RequestNotSent(function, why)
        return request

    def __bool__(self) -> bool:
        return self.sent

    def __eq__(self, other: object) -> bool:
        """Equal to the bool that it stands for; two requests are equal only when they are one."""
        return self.sent is other if isinstance(other, bool) else self is other

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        state = "not sent" if not self.sent else "done" if self.done else "pending"
        return f"<Request {self.function}: {state}>"

    @property
    def done(self) -> bool:
        """Whether the event came, or none will come any more."""
        return self._event is not None or self._error is not None

    def result(self) -> E:
        """The event that ended the request, as a copy.

        Raises:
            RequestPending: it has not come yet.
            RequestNotSent, NotConnected: none will come.
        """
        if self._error is not None:
            raise self._error.with_traceback(None)
        if self._event is None:
            raise RequestPending(f"Steamworks.{self.function} has not been answered yet")
        return cast(E, copied(self._event))

    def add_done_callback(self, callback: Callable[[Request[E]], object]) -> None:
        """Has `callback` called once, with the request, when it is done; at once if it is."""
        if self.done:
            callback(self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback: Callable[[Request[E]], object]) -> int:
        """Forgets a callback that was not called yet; gives how often it was there."""
        kept = [other for other in self._callbacks if other != callback]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def finish(self, outcome: EventDict | SteamError) -> None:
        """Ends the request; called by the façade, once."""
        if isinstance(outcome, SteamError):
            self._error = outcome
        else:
            self._event = outcome  # every listener got a copy, and so does who awaits
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            try:
                callback(self)
            except BaseException as error:
                self._report(error)

    def __await__(self) -> Generator[Any, None, E]:
        while not self.done:
            loop = running_loop()
            if loop is None:
                yield self
                continue
            future = loop.create_future()

            def wake(_: Request[E], future: Future[None] = future) -> None:
                if not future.done():  # its task was cancelled
                    future.set_result(None)

            self.add_done_callback(wake)
            try:
                yield from future
            finally:  # a task may give up and try again, as often as it likes
                self.remove_done_callback(wake)
        return self.result()


def _raise(error: BaseException) -> None:
    raise error
