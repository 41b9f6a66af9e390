"""A façade that is listened to, and the requests made on it.

Tests, no room of the product. Imports `steamworks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import eq
from typing import Any, cast

from steamworks import Client, NotConnected, Request, Steamworks
from steamworks.contract import EVENTS

Event = dict[str, Any]

TO_ONE = ("activePlayerCount", "leaderboardInfo", "leaderboardEntries", "setHighScore")
"""The events that answer one request, and nobody else hears."""


class BrokenError(AssertionError):
    """Something did not hold."""


def hold(condition: object, text: str, *values: object) -> None:
    """Raises `BrokenError` unless the condition holds."""
    if not condition:
        raise BrokenError(f"{text} {' '.join(map(repr, values))}".strip())


class KeptLog:
    """A log that keeps what it got."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.raised: BaseException | None = None
        """What a check raised inside a listener; the first is what counts."""

    def error(self, message: str) -> None:
        """An error."""
        self.errors.append(message)

    def warning(self, message: str) -> None:
        """A warning."""
        self.warnings.append(message)

    def exception(self, message: str, error: BaseException) -> None:
        """An exception, of a check: nothing else here raises one into the façade."""
        self.raised = self.raised or error

    def check(self) -> None:
        """Nothing was raised, and no error was logged."""
        if self.raised is not None:
            raise self.raised
        hold(not self.errors, "an error was logged:", self.errors)


class Asked:
    """A request, and what became of it: one call of its listener, one end."""

    def __init__(
        self, node: Node, event_name: str, own: bool, check: Callable[[Event], None]
    ) -> None:
        self.node = node
        self.event_name = event_name
        self._own = own
        self._check = check
        self._heard = 0
        self.over = False

    def listener(self, event: Event) -> None:
        """The request's own listener."""
        hold(event["name"] == self.event_name, "a listener got", event)
        hold(self.node.inside_pump(), "an event came from outside the pump:", event)
        self._heard += 1
        hold(self._heard == 1, "a listener was called twice:", event)
        hold(not self.node.closed, "a closed façade's listener was called:", event)

    def end(self, request: Request[Any]) -> None:
        """The request is over."""
        hold(not self.over, "a request ended twice:", request)
        self.over = True
        self.node.asked.pop(self, None)
        try:
            event = request.result()
        except NotConnected:
            hold(self.node.closed, "a request ended without an event:", request)
            return
        hold(not self.node.closed, "a closed façade's request got an event:", event)
        hold(self._heard == (1 if self._own else 0), "the listener was not called:", event)
        hold(event["name"] == self.event_name, "a request ended with", event)
        self.node.answered[self.event_name] += 1
        self._check(event)


class Node:
    """One façade, as a node of a game would hold it."""

    def __init__(self, client: Client, log: KeptLog, hook: Callable[[Node, Event], None]) -> None:
        self._hook = hook
        self.heard: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.listened: Counter[str] = Counter()
        self.asked: dict[Asked, None] = {}
        self.closed = False
        self.inside: list[Callable[[], None]] = []
        """What to do while the next event is being handed out, each in one event."""
        self._client = client
        # Untyped, as for a scene that gives whatever it likes.
        self.facade = cast(Any, Steamworks(client, emit=self._emit, log=log))
        for name in EVENTS:
            self.facade.addEventListener(name, self._listen)

    def inside_pump(self) -> bool:
        """Whether events are being handed out."""
        return self._client.pumping

    def _emit(self, name: str, event: Event) -> None:
        hold(event["name"] == name, "the hook got", name, event)
        hold(self.inside_pump(), "an event came from outside the pump:", event)
        hold(not self.closed, "a closed façade heard", event)
        keys = [key.name for key in EVENTS[name].keys]
        hold(list(event) == keys, "an event has other keys than the table:", event)
        self.heard[name] += 1
        hold(self.heard[name] == self.listened[name] + 1, "a listener came before the hook:", name)
        self._hook(self, event)

    def _listen(self, event: Event) -> None:
        self.listened[event["name"]] += 1
        hold(
            self.listened[event["name"]] == self.heard[event["name"]],
            "hook and listener do not alternate:",
            event,
        )
        event.clear()  # its own copy: nobody else must notice
        if self.inside:
            self.inside.pop()()

    def ask(
        self,
        function: str,
        event_name: str,
        arguments: Callable[[object], tuple[Any, ...]],
        own: bool,
        check: Callable[[Event], None],
    ) -> Asked:
        """Sends a request that must be taken."""
        asked = Asked(self, event_name, own, check)
        given = arguments(asked.listener if own else None)
        request = getattr(self.facade, function)(*given)
        hold(isinstance(request, Request) and eq(request, True), "was not sent:", function)
        hold(not request.done, "a request was over at once:", request)
        self.asked[asked] = None
        request.add_done_callback(asked.end)
        return asked

    def close(self) -> None:
        """Leaves; whatever was asked for ends without an event."""
        self.closed = True
        waiting = list(self.asked)
        self.facade.close()
        for asked in waiting:
            hold(asked.over, "a closed façade's request did not end:", asked.event_name)

    def check_answers(self) -> None:
        """Each event that answers one request belongs to one request that was made here."""
        for name in TO_ONE:
            hold(self.heard[name] == self.answered[name], f"{name}: events and requests differ")
