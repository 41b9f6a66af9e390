"""Room B, `steamworks`: the manual-dispatch pump, call results and subscriptions.

May import: `_abi`, `enums`, `errors`, `events`, `log`, `messages`, `steam_id`. One direction, one
thread: the compiled pump runs a frame of Steam and copies what came into a buffer; here each
message is checked against its layout, made an event, and handed to whoever subscribed to it. A
completed call goes to the one handler that was given with the call. Handlers are called from a
snapshot and under no lock; one that raises is reported, and the rest go on; one that pumps is told
False. An interrupt in one (Control-C, `sys.exit`) leaves the pump when all have had the message, so
that none loses it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from ._abi.layouts import LAYOUTS
from ._abi.library import Library
from .enums import CallbackId
from .errors import CallFailed, IOFailure, LayoutMismatch
from .events import CALLBACKS, EVENTS, Event, maker
from .log import Log, raised
from .messages import Message, read_message
from .steam_id import shown

E = TypeVar("E", bound=Event)
T = TypeVar("T")

_HEADER = struct.Struct("=iiiiQ")  # kind, callback, size, bytes copied, call
_COMPLETED = CallbackId.API_CALL_COMPLETED.value
_CALLBACK, _CALL_RESULT, _CALL_FAILED = range(3)


class CallState(Enum):
    """What became of an asynchronous call."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class CallResult(Generic[E]):
    """One asynchronous call in flight, by Steam's handle (SteamAPICall_t).

    Its handler is called exactly once, with the event or with the `IOFailure` that took its place,
    unless the call was cancelled or the connection closed first.
    """

    __slots__ = ("_dispatcher", "call", "event", "handler", "state", "what")

    def __init__(
        self,
        dispatcher: Dispatcher,
        call: int,
        event: type[E],
        handler: Callable[[E | IOFailure], None],
        what: str,
    ) -> None:
        self._dispatcher = dispatcher
        self.call = call
        self.event = event
        self.handler = handler
        self.what = what
        self.state = CallState.PENDING

    def cancel(self) -> None:
        """Forgets the call: its handler will not be called. Steam carries it out all the same."""
        if self.state is CallState.PENDING:
            self.state = CallState.CANCELLED
            self._dispatcher.forget(self.call)


class Subscription:
    """A handler's place among those of an event; `cancel`, or leaving a `with`, ends it."""

    __slots__ = ("_dispatcher", "_number", "active", "handler")

    def __init__(self, dispatcher: Dispatcher, number: int, handler: Callable[[Any], None]) -> None:
        self._dispatcher = dispatcher
        self._number = number
        self.handler = handler
        self.active = True

    def cancel(self) -> None:
        """Ends it, at once: not even an event that is being handed out reaches the handler."""
        if self.active:
            self.active = False
            self._dispatcher.drop(self._number, self)

    def __enter__(self) -> Subscription:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()


class Dispatcher:
    """Takes the callbacks of one connection from the library to their handlers."""

    def __init__(self, library: Library, log: Log) -> None:
        self._log = log
        self._library = library
        self._pointer = library.pointer
        self._pump = library.calls.steam_library_pump
        self._drain = library.calls.steam_library_drain
        self._messages = library.messages
        self._calls: dict[int, CallResult[Any]] = {}
        self._handlers: dict[int, tuple[Subscription, ...]] = {}
        self._decoders: dict[int, tuple[int, Callable[..., Any], Callable[..., Any]]] = {}
        self._next = self._end = 0  # what is left of a batch that was interrupted
        self._more = False
        self._interrupt: BaseException | None = None
        self.frame = 0
        """How many times the pump has run; wide enough for ever."""
        self.busy = False
        self.closed = False
        self.watcher: Callable[[Message], object] | None = None
        """Shown every message, before whoever subscribed to it."""
        for number in EVENTS:
            packed = LAYOUTS[number].packed()
            self._decoders[number] = (
                packed.size,
                packed.decoder.unpack_from,
                maker(EVENTS[number]),
            )
        # The compiled pump turns every sound completion into its result; one that arrives here has
        # a wrong size, which is to be told as for any other.
        completion = LAYOUTS[_COMPLETED].packed()
        self._decoders[_COMPLETED] = (completion.size, completion.decoder.unpack_from, tuple)
        self._handlers[_COMPLETED] = (Subscription(self, _COMPLETED, lambda event: None),)

    # --- who wants what -------------------------------------------------------------------------

    def subscribe(self, event: type[E], handler: Callable[[E], None]) -> Subscription:
        """Calls `handler` with every such event from now on, after those subscribed before."""
        number = CALLBACKS.get(event)
        if number is None:
            known = ", ".join(known.__name__ for known in CALLBACKS)
            raise TypeError(f"expected one of the events {known}, got {shown(event)}")
        if not callable(handler):
            raise TypeError(f"expected a callable for {event.__name__}, got {shown(handler)}")
        subscription = Subscription(self, number, handler)
        self._handlers[number] = (*self._handlers.get(number, ()), subscription)
        return subscription

    def drop(self, number: int, subscription: Subscription) -> None:
        """Takes a subscription out; called by the subscription itself."""
        self._handlers[number] = tuple(
            other for other in self._handlers.get(number, ()) if other is not subscription
        )

    def expect(
        self, call: int, event: type[E], handler: Callable[[E | IOFailure], None], what: str
    ) -> CallResult[E]:
        """Waits for the result of a call; `what` names the call in messages.

        Raises:
            CallFailed: the handle is 0, which is how Steam refuses an asynchronous call.
        """
        if call == 0:
            raise CallFailed(f"Steam did not accept {what}")
        result = CallResult(self, call, event, handler, what)
        self._calls[call] = result
        return result

    def forget(self, call: int) -> None:
        """Stops waiting for a call; called by the call result itself."""
        self._calls.pop(call, None)

    def close(self) -> None:
        """Cancels every call in flight and hands out nothing more."""
        self.closed = True
        for result in list(self._calls.values()):
            result.cancel()
        for subscriptions in self._handlers.values():
            for subscription in subscriptions:
                subscription.active = False  # an event may be on its way to them at this moment
        self._handlers.clear()
        self._next = self._end = 0

    # --- the pump -------------------------------------------------------------------------------

    def pump(self) -> bool:
        """Runs one frame and hands out what came; False, and nothing, from inside a handler."""
        if self.busy or self.closed:
            return False
        self.frame += 1
        if self._next == self._end:
            used = self._pump(self._pointer)
            if not used:
                return True
            self._begin(used)
        self.busy = True
        try:
            self._hand_out()
        finally:
            self.busy = False
        return True

    def _begin(self, used: int) -> None:
        self._next = 0
        self._end = abs(used)
        self._more = used < 0  # the buffer was full: there may be more behind it

    def _hand_out(self) -> None:
        """Works through the buffer, and through the next ones while it keeps coming full.

        The position is kept on the object, so that what comes behind a message with an interrupt
        is handed out by the next pump.
        """
        header, messages, decoders = _HEADER.unpack_from, self._messages, self._decoders
        while True:
            while (at := self._next) < self._end:
                kind, number, size, copied, call = header(messages, at)
                body = at + 24
                self._next = body + (copied + 7 & ~7)
                if self.watcher is not None:
                    self._show(kind, number, size, call, bytes(messages[body : body + copied]))
                if kind == _CALLBACK:
                    handlers = self._handlers.get(number)
                    if handlers:
                        expected, unpack, make = decoders[number]
                        event = (
                            make(unpack(messages, body))
                            if size == expected
                            else self._decode(number, size, body)
                        )
                        if event is not None:
                            for subscription in handlers:
                                if subscription.active:
                                    try:
                                        subscription.handler(event)
                                    except BaseException as error:
                                        self._report(event, error)
                else:
                    self._answer(kind, number, size, call, body)
                if self._interrupt is not None:
                    self.raise_interrupt()
            if not self._more or self.closed:
                return
            self._begin(self._drain(self._pointer))

    def _show(self, kind: int, number: int, size: int, call: int, data: bytes) -> None:
        message = read_message(number, size, call, kind == _CALL_FAILED, data)
        try:
            if self.watcher is not None:
                self.watcher(message)
        except BaseException as error:
            self._report(message, error)

    def _decode(self, number: int, size: int, body: int) -> Event | None:
        expected, unpack, make = self._decoders[number]
        if size != expected and not self._is_empty_struct(number, size):
            self._log.error(str(LayoutMismatch(LAYOUTS[number].struct, number, expected, size)))
            return None
        if size == 0:
            return cast("Event", make(()))
        return cast("Event", make(unpack(self._messages, body)))

    @staticmethod
    def _is_empty_struct(number: int, size: int) -> bool:
        """A struct without fields has one byte in C++; a library may as well report none."""
        return size == 0 and not LAYOUTS[number].fields

    def _answer(self, kind: int, number: int, size: int, call: int, body: int) -> None:
        result = self._calls.pop(call, None)
        if result is None:  # cancelled, or a late result of an earlier connection
            return
        expected = CALLBACKS[result.event]
        outcome: Event | IOFailure | None = None
        if kind == _CALL_RESULT and number == expected:
            outcome = self._decode(number, size, body)
        if outcome is None:
            outcome = IOFailure(_no_answer(result))
            if kind == _CALL_RESULT and number != expected:
                self._log.error(
                    f"{result.what} was answered with callback {number} instead of {expected}"
                )
        self._finish(result, outcome)

    # --- interrupts -----------------------------------------------------------------------------

    def interrupted(self, error: BaseException) -> None:
        """A handler was interrupted: the first such error is raised when the others have heard."""
        if self._interrupt is None:
            self._interrupt = error

    def raise_interrupt(self) -> None:
        """Raises what `interrupted` has noted, if anything."""
        error, self._interrupt = self._interrupt, None
        if error is not None:
            try:
                raise error
            finally:
                del error  # else the traceback keeps itself

    # --- calls ----------------------------------------------------------------------------------

    def fail_calls(self) -> None:
        """Ends every call in flight with an I/O failure: Steam has gone, and will not answer."""
        for call, result in list(self._calls.items()):
            if self._calls.pop(call, None) is not None:
                self._finish(result, IOFailure(_no_answer(result)))

    def _finish(self, result: CallResult[Any], outcome: Event | IOFailure) -> None:
        result.state = CallState.FAILED if isinstance(outcome, IOFailure) else CallState.DONE
        self.hand(result.handler, outcome)

    def hand(self, handler: Callable[[T], object], outcome: T) -> None:
        """Calls one handler, unless the connection was closed; what it raises is reported."""
        if self.closed:
            return
        try:
            handler(outcome)
        except BaseException as error:
            self._report(outcome, error)

    def _report(self, event: object, error: BaseException) -> None:
        if not isinstance(error, Exception):
            self.interrupted(error)
            return
        name = type(event).__name__
        self._log.exception(f"A handler of {name} raised {raised(error)}", error)


def _no_answer(result: CallResult[Any]) -> str:
    return f"{result.what} got no answer from Steam"
