"""Room B, `steamworks`: listeners that are ``async def``, in plain Python.

May import: `asyncio_loop`, `listeners`. An engine has a driver of its own for coroutines. Plain
Python has asyncio, if the program runs it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CoroutineType
from typing import Any

from .asyncio_loop import running_loop
from .listeners import EventDict, PythonListeners


class AsyncioListeners(PythonListeners):
    """Python's listeners; those that are ``async def`` become tasks of the running loop.

    A task begins when the loop gets its turn again, so behind the listeners that were added later.
    What it raises goes to the loop's exception handler, as with every task.
    """

    def __init__(self) -> None:
        self._tasks: set[Any] = set()  # the loop itself keeps them weakly

    def bind(self, event_name: str, listener: object) -> Callable[[EventDict], object] | None:
        """What to call with an event; None when it is no listener."""
        call = super().bind(event_name, listener)
        if call is None:
            return None

        def run(event: EventDict) -> object:
            result = call(event)
            if isinstance(result, CoroutineType):
                self._start(result)
            return result

        return run

    def _start(self, coroutine: CoroutineType[Any, Any, Any]) -> None:
        loop = running_loop()
        if loop is None:
            coroutine.close()
            raise RuntimeError(
                "it is an async def, and no asyncio loop runs. Call pump() from a coroutine under "
                "asyncio.run, or add a plain function"
            )
        task = loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
