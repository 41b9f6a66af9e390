"""Room A: waiting for several things at the same time. May import: coroutines."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from typing import Any

from godot.coroutines import Task, begin, is_awaitable

__all__ = ["first", "gather"]


async def gather(*awaitables: Any) -> list[Any]:
    """Waits for all of them at the same time; gives their results, in the order of the arguments.

    Each is something to await, or a plain value, as a function of GDScript may give without
    waiting. When one raises, the others are cancelled and it is raised; tasks go on, because they
    were started before.
    """
    tasks: list[Task] = []
    try:
        for awaitable in awaitables:
            tasks.append(begin(_result_of(awaitable)))
            if tasks[-1].error is not None:
                break
        await _Until(tasks, lambda: all(task.done for task in tasks) or _failed(tasks) is not None)
        failed = _failed(tasks)
        return [await failed] if failed is not None else [task.result for task in tasks]
    finally:
        _leave(tasks, awaitables)


async def first(*awaitables: Any) -> tuple[int, Any]:
    """Waits for the first of them to come; gives its place among the arguments, and its result.

    The others are cancelled, except tasks, which were started before:
    ``which, value = await first(button.pressed, timer.timeout)``.
    Raises what the first one raises, and ``ValueError`` without arguments.
    """
    if not awaitables:
        raise ValueError("first() needs something to wait for")
    tasks: list[Task] = []
    try:
        for awaitable in awaitables:
            tasks.append(begin(_result_of(awaitable)))
            if tasks[-1].has_come:
                break
        await _Until(
            tasks,
            lambda: any(task.has_come for task in tasks) or all(task.done for task in tasks),
        )
        came = next((task for task in tasks if task.has_come), tasks[0])
        return tasks.index(came), await came
    finally:
        _leave(tasks, awaitables)


def _leave(tasks: list[Task], awaitables: tuple[Any, ...]) -> None:
    for task in tasks:
        task.cancel()
    for awaitable in awaitables[len(tasks) :]:  # which were not reached
        if isinstance(awaitable, Coroutine):
            awaitable.close()


async def _result_of(awaitable: Any) -> Any:
    return await awaitable if is_awaitable(awaitable) else awaitable


def _failed(tasks: list[Task]) -> Task | None:
    return next((task for task in tasks if task.error is not None), None)


class _Until:
    """What to await until some tasks are as far as one wants them."""

    def __init__(self, tasks: list[Task], is_over: Callable[[], bool]) -> None:
        self._tasks, self._is_over = tasks, is_over
        self._callback: Callable[[Any], object] | None = None

    def __await__(self) -> Generator[_Until, Any, None]:
        if not self._is_over():
            yield self

    def add_done_callback(self, callback: Callable[[Any], object]) -> None:
        self._callback = callback
        for task in self._tasks:
            task.add_done_callback(self._look)

    def remove_done_callback(self, callback: Callable[[Any], object]) -> None:
        self._callback = None
        for task in self._tasks:
            task.remove_done_callback(self._look)

    def _look(self, task: Task) -> None:
        if self._callback is not None and self._is_over():
            callback, self._callback = self._callback, None
            callback(self)
