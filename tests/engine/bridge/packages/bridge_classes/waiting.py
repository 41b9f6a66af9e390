"""Classes whose methods are coroutines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from typing import Any

from godot import Node, RefCounted, exposed, signal


class Future:
    """The least that can be awaited without a signal: it is done when somebody says so."""

    def __init__(self) -> None:
        self.callbacks: list[Callable[[Any], object]] = []
        self.outcome: Any = None
        self.done = False

    def __await__(self) -> Generator[Future, None, Any]:
        if not self.done:
            yield self
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def add_done_callback(self, callback: Callable[[Any], object]) -> None:
        """Calls back when it is done."""
        self.callbacks.append(callback)

    def remove_done_callback(self, callback: Callable[[Any], object]) -> None:
        """Forgets the callback."""
        self.callbacks.remove(callback)

    def finish(self, outcome: Any) -> None:
        """Is done now."""
        self.done, self.outcome = True, outcome
        callbacks, self.callbacks = self.callbacks, []
        for callback in callbacks:
            callback(self)


class _Impatient(Future):
    """Is done while it is asked to call back, which a wrong `__await__` makes possible."""

    def add_done_callback(self, callback: Callable[[Any], object]) -> None:
        """Calls back at once."""
        self.done = True
        callback(self)


class _Unawaitable:
    """Yields what nobody can wait for."""

    def __await__(self) -> Generator[int, None, None]:
        yield 5


@exposed(native=True)
class Waiting(Node):  # type: ignore[misc]  # made at run time
    """Waits in every way."""

    nothing = signal()
    one = signal("value")
    several = signal("first", "second")

    def __init__(self) -> None:
        """Nothing happened yet."""
        self.said: list[str] = []
        self.future = Future()

    async def _ready(self) -> None:
        self.say("ready starts")
        await self.get_tree().process_frame
        self.say("ready goes on")

    def say(self, text: str) -> None:
        """Adds to what was said."""
        self.said.append(text)

    def report(self) -> list[str]:
        """What was said, and forgets it."""
        said, self.said = self.said, []
        return said

    def finish(self, outcome: Any) -> None:
        """What is waited for is there now."""
        future, self.future = self.future, Future()
        future.finish(outcome)

    def fail(self) -> None:
        """What is waited for is a failure."""
        self.finish(KeyError("no such thing"))

    def waits(self) -> int:
        """How many wait for the future."""
        return len(self.future.callbacks)

    async def signals(self) -> None:
        """Waits for signals with no, one and several arguments."""
        self.say(repr(await self.nothing))
        self.say(repr(await self.one))
        self.say(repr(await self.several))

    async def of(self, node: Any) -> None:
        """Waits for another node's signal."""
        try:
            await node.one
            self.say("it came")
        finally:
            self.say("finally")

    async def result(self) -> Any:
        """Waits for the future and gives what it gives."""
        return await self.future

    async def at_once(self, value: int) -> int:
        """Has nothing to wait for."""
        return value + 1

    async def nested(self) -> str:
        """Waits for another coroutine."""
        first = await self.result()
        second = await self.result()
        return f"{first} {second}"

    async def caught(self) -> str:
        """Catches what a future raises."""
        try:
            await self.future
        except KeyError as error:
            return f"caught {error}"
        return "nothing"

    async def impatient(self) -> int:
        """Waits for what comes within the asking."""
        for _ in range(5_000):
            await _Impatient()
        return 5_000

    async def raising(self) -> None:
        """Raises after waiting."""
        await self.future
        raise ValueError("raised in a coroutine on purpose")

    async def exiting(self) -> None:
        """Asks Python to exit."""
        await self.future
        sys.exit(3)

    async def unawaitable(self) -> str:
        """Waits for what cannot be waited for."""
        try:
            await _Unawaitable()
        except TypeError as error:
            return str(error)
        return "it could"

    async def freed_signal(self) -> str:
        """Waits for a signal of an object that is gone."""
        node = Node()
        ready = node.ready
        node.free()
        try:
            await ready
        except ReferenceError as error:
            return str(error)
        return "it could"

    async def no_counterpart(self) -> Any:
        """Gives what the engine cannot have."""
        await self.future
        return 1j

    async def stubborn(self) -> None:
        """Waits on when it is cancelled."""
        try:
            await self.future
        finally:
            await self.future

    async def freeing(self) -> None:
        """Frees its node a second time while it is cancelled with it, and cancels itself."""
        from godot import coroutines

        try:
            await self.future
        finally:
            coroutines._cancel(self)
            self.queue_free()

    def start_for(self, node: Any) -> None:
        """Runs a coroutine that belongs to a node of the engine's own."""
        from godot import coroutines

        async def wait() -> None:
            await self.one
            self.say("it ran without its node")

        coroutines.start(wait(), node)

    async def careful(self) -> None:
        """Uses its node when it is cancelled."""
        try:
            await self.future
        finally:
            Waiting.last_words = f"{self.name} inside {self.is_inside_tree()}"

    last_words = ""

    def say_last_words(self) -> str:
        """What a node said when it was freed."""
        return Waiting.last_words

    async def free_itself(self) -> None:
        """Frees its node, and goes on waiting."""
        await self.future
        self.free()
        await self.future
        raise AssertionError("it went on")

    async def on_one(self, value: Any) -> None:
        """Handles a signal, after a frame."""
        self.say(f"got {value}")
        await self.get_tree().process_frame
        self.say(f"worked on {value}")

    def listen(self, node: Any) -> None:
        """Connects the handler, and a coroutine that belongs to no object."""
        node.one.connect(self.on_one)
        say = self.say

        async def handler(value: Any) -> None:
            await node.nothing
            say(f"without an object: {value}")

        node.one.connect(handler)

    async def thread_of(self, node: Any) -> bool:
        """Whether it goes on in the main thread, whichever thread emits."""
        import threading

        main = threading.get_ident()
        await node.one
        return threading.get_ident() == main

    def finish_postponed(self, outcome: Any) -> list[str]:
        """Finishes where nothing that waits may run; gives what was said by then."""
        from godot import coroutines

        with coroutines.postponed():
            self.finish(outcome)
            return list(self.said)

    running = 0

    def how_many_run(self) -> int:
        """How many courses, of all nodes, have not come to their end."""
        return Waiting.running

    async def course(self, other: Any, way: int) -> None:
        """Waits in several ways, one after the other, and takes what comes."""
        Waiting.running += 1
        try:
            for turn in range(way, way + 4):
                try:
                    await self.way(other, turn % 4)
                except (KeyError, ReferenceError):
                    continue
        finally:
            Waiting.running -= 1

    def way(self, other: Any, number: int) -> Any:
        """Something to wait for."""
        if number == 0:
            return self.future
        if number == 1:
            return other.one
        if number == 2:
            return other.nothing
        return self.get_tree().process_frame

    async def saying(self) -> None:
        """Says what it waited for."""
        self.say(f"{await self.future}")


@exposed(native=True)
class WaitingData(RefCounted):  # type: ignore[misc]  # made at run time
    """A coroutine of an object that is counted."""

    async def wait(self, node: Any) -> str:
        """Waits; nobody else has this object meanwhile."""
        return f"{await node.one} and still {self.get_class()}"
