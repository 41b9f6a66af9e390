"""A script that waits in every way."""

from __future__ import annotations

from typing import Any

from godot import Node, create_task, exposed, first, gather, signal


@exposed
class Waiter(Node):
    """Says what happens to it."""

    one = signal("value")
    two = signal("a", "b")
    none = signal()

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.task: Any = None

    def report(self) -> list[Any]:
        """What was said, and forgets it."""
        said, self.said = self.said, []
        return said

    async def _ready(self) -> None:
        self.said.append("ready")
        await self.get_tree().process_frame
        self.said.append("a frame later")

    async def celebrate(self) -> str:
        """Waits for a timer."""
        await self.get_tree().create_timer(0.01).timeout
        return "celebrated"

    async def party(self) -> str:
        """Waits for another coroutine."""
        return f"party: {await self.celebrate()}"

    async def on_one(self, value: Any) -> None:
        """A handler that waits."""
        self.said.append(value)
        await self.none
        self.said.append("none")

    async def ask(self, node: Any) -> str:
        """Waits for a function of another object, whatever its language."""
        return f"asked: {await node.call('answer')}"

    async def answer(self) -> str:
        """Waits for a signal with several values."""
        a, b = await self.two
        return f"{a} {b}"

    async def forever(self, other: Any) -> None:
        """Says when it is cancelled."""
        try:
            await other.get_indexed("one")
            self.said.append("came")
        except BaseException as error:
            self.said.append(type(error).__name__)
            raise
        finally:
            self.said.append("finally")

    async def failing(self, at_once: bool) -> None:
        """Raises, perhaps after waiting."""
        if not at_once:
            await self.none
        raise ValueError("raised on purpose")

    async def catching(self) -> str:
        """Catches what another coroutine raises."""
        try:
            await self.failing(False)
        except ValueError as error:
            return f"caught {error}"
        return "nothing"

    def background(self) -> None:
        """Starts a coroutine without waiting for it."""
        self.task = create_task(self.party())
        self.said.append("started")

    def background_failing(self, at_once: bool) -> None:
        """Starts one that raises, which nobody awaits."""
        create_task(self.failing(at_once))

    def cancel(self) -> None:
        """Cancels what runs in the background."""
        self.task.cancel()
        self.said.append(f"{self.task.done} {self.task.result} {type(self.task.error).__name__}")

    async def await_task(self) -> Any:
        """Waits for what runs in the background, twice."""
        return [await self.task, await self.task]

    def unawaited(self) -> None:
        """Forgets to await."""
        self.celebrate()

    async def all_of_them(self) -> Any:
        """Waits for a signal, a coroutine, a task and what is there already."""
        return await gather(self.one, self.celebrate(), create_task(self.party()), 7)

    async def all_failing(self, at_once: bool) -> Any:
        """Waits for several, of which one raises."""
        try:
            await gather(self.forever(self), self.failing(at_once), self.one, self.celebrate())
        except ValueError as error:
            self.said.append(str(error))
        return self.get_signal_connection_list("one").size()

    async def first_of_them(self) -> Any:
        """Waits for one of several."""
        which, value = await first(self.one, self.two, self.forever(self))
        return [which, list(value) if isinstance(value, tuple) else value]

    async def gathered_forever(self, other: Any) -> None:
        """Waits for another object's signals."""
        try:
            await gather(other.one, other.none)
        finally:
            self.said.append("gather is over")

    async def of_a_freed_object(self) -> str:
        """Waits for what cannot come."""
        gone = Node()
        renamed = gone.renamed
        gone.free()
        try:
            await renamed
        except ReferenceError as error:
            return str(error)
        return "it came"

    async def in_the_middle(self) -> str:
        """Frees itself, and goes on."""
        await self.get_tree().create_timer(0.01).timeout
        self.free()
        return "still running"

    def connect_handler(self) -> None:
        """Connects a handler that waits."""
        self.one.connect(self.on_one)
