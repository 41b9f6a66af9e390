"""Room A: coroutines on the engine's main loop, without threads.

May import: _ffi, attributes, builtins, classes, errors.

When the engine calls an ``async def`` (a method, a virtual such as ``_ready``, a handler of a
signal), its coroutine starts at once, and runs until it has to wait. It goes on when that has come:

- a signal, for one emission: ``await timer.timeout`` gives None, the one argument, or a tuple;
- whatever has ``add_done_callback(function)``, as futures do, and calls it when it is done. Its
  ``__await__`` yields it, once, and afterwards gives the result or raises;
- what a function of GDScript gives that waits itself;
- another coroutine, which Python itself sees to.

In Python ``self.celebrate()`` alone starts nothing. ``create_task(self.celebrate())`` does, without
waiting for its end; ``gather()`` waits for several things, ``first()`` for one of several.

A coroutine belongs to the object whose method it is. When that object is freed it is cancelled:
closed where it waits, so that its ``finally`` blocks run, while the object can still be used. It is
also cancelled when what it waits for is gone and can never come, and when the engine leaves.
"""

from __future__ import annotations

import contextlib
import functools
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterator
from threading import get_ident
from typing import Any

from godot import attributes, builtins, classes, errors
from godot._ffi import core

__all__ = [
    "Cancelled",
    "Task",
    "begin",
    "create_task",
    "install",
    "is_awaitable",
    "postponed",
    "start",
    "uninstall",
]

_ONE_SHOT = 4  # the engine's Object.CONNECT_ONE_SHOT
_COMPLETED = "completed"
_GDSCRIPT_STATE = "GDScriptFunctionState"

_waiting: dict[int, dict[Task, None]] = {}
"""The tasks that wait, by the instance ID of the object that they belong to; 0 is none."""
_main_thread = 0
_postponing = 0


class Cancelled(BaseException):
    """What was awaited was cancelled before its end, so that it can never come.

    A coroutine that lets it through is cancelled as well. It is no ``Exception``, as
    ``GeneratorExit`` is none: who waits for something to go wrong does not mean it.
    """


@contextlib.contextmanager
def postponed() -> Iterator[None]:
    """What is awaited and comes within goes on a little later, when the engine is at rest.

    For places where a coroutine had better not run, such as amid changes of the tree.
    """
    global _postponing
    _postponing += 1
    try:
        yield
    finally:
        _postponing -= 1


def start(coroutine: Coroutine[Any, Any, Any], owner: Any = None) -> Task:
    """Runs a coroutine until it waits for the first time; from then on the engine's loop does.

    ``owner`` is the engine object with which it is cancelled; without one it lives until its end.
    """
    task = begin(coroutine, owner)
    task._tell()
    return task


def begin(coroutine: Coroutine[Any, Any, Any], owner: Any = None) -> Task:
    """As :func:`start`, but what it raises at once is left to who asked for it: the task has it."""
    task = Task(coroutine, owner)
    task._run(functools.partial(coroutine.send, None))
    task._is_beginning = False
    return task


def create_task(coroutine: Coroutine[Any, Any, Any]) -> Task:
    """Starts a coroutine and gives its :class:`Task`, without waiting for its end.

    It is cancelled with the object whose method it is. Awaiting the task gives the result, or
    raises what the coroutine has raised; if nobody awaits it, that is in the log. Raises
    ``TypeError`` for anything but a coroutine.
    """
    if not isinstance(coroutine, Coroutine):
        raise TypeError(
            f"create_task() needs a coroutine, as a call of an `async def` gives it; got "
            f"{coroutine!r}"
        )
    return start(coroutine, _owner_of(coroutine))


def _owner_of(coroutine: Any) -> Any:
    """The engine object whose method it is: the first argument."""
    frame = getattr(coroutine, "cr_frame", None)
    if frame is None or not frame.f_code.co_argcount:
        return None
    own = frame.f_locals.get(frame.f_code.co_varnames[0])
    return own if isinstance(own, core.EngineObject) else None


class Task:
    """A coroutine that has been started. Awaiting it gives its result, or raises what it raised.

    Several may await it. If it is cancelled, they are too: see :class:`Cancelled`.
    """

    __slots__ = ("__weakref__", "_arming", "_callbacks", "_cancelled", "_completed", "_coroutine",
                 "_due", "_is_beginning", "_owner", "_running", "_wait", "done", "error",
                 "result")  # fmt: skip

    def __init__(self, coroutine: Coroutine[Any, Any, Any], owner: Any) -> None:
        self._coroutine = coroutine
        self._owner = owner
        # Weak, so that it goes, and says so, when what is to call it drops it.
        self._wait: weakref.ref[_Wait] | None = None
        self._arming = self._running = self._cancelled = False
        self._is_beginning = True
        self._due: Callable[[], Any] | None = None
        self._completed: Any = None
        self._callbacks: list[Callable[[Task], object]] = []
        self.done = False
        """Whether it has come to its end, or was cancelled."""
        self.result: Any = None
        """What it returned; None before, and when it failed or was cancelled."""
        self.error: BaseException | None = None
        """What it raised, or :class:`Cancelled`; None otherwise."""

    @property
    def has_come(self) -> bool:
        """Whether it has come to its end, by returning or raising, without being cancelled."""
        return self.done and not isinstance(self.error, Cancelled)

    def __await__(self) -> Generator[Task, Any, Any]:
        if not self.done:
            yield self
        if isinstance(self.error, Cancelled):
            raise Cancelled(*self.error.args)  # one of its own, for each who awaits
        if self.error is not None:
            raise self.error
        return self.result

    def add_done_callback(self, callback: Callable[[Task], object]) -> None:
        """Has it called, with the task, when this has come to its end, or was cancelled."""
        if self.done:
            callback(self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback: Callable[[Task], object]) -> None:
        """Undoes :meth:`add_done_callback`; nothing happens if that was not done."""
        if callback in self._callbacks:
            self._callbacks.remove(callback)

    def cancel(self) -> None:
        """Closes the coroutine where it waits. Nothing happens when it is done."""
        self._cancelled = True
        if self.done or self._running:  # in the second case when it waits again
            return
        wait = None if self._wait is None else self._wait()
        if wait is not None:
            wait.give_up()
        self._close()

    def completed(self) -> Any:
        """A signal that comes once, with the result, when the coroutine comes to its end."""
        self._completed = classes.class_for_name("RefCounted")()
        self._completed.add_user_signal(_COMPLETED)
        return builtins.Signal(self._completed, _COMPLETED)

    # ---- inside --------------------------------------------------------------------------------

    def _run(self, step: Callable[[], Any] | None) -> None:
        while step is not None:
            self._running, is_over, result = True, False, None
            try:
                awaited = step()
            except StopIteration as stop:
                is_over, result = True, stop.value
            except BaseException as error:  # also sys.exit(): a game ends by get_tree().quit()
                is_over, self.error = True, error
            finally:
                self._running = False
            if is_over:  # out of `except`: whoever waits runs now, and what it raises is its own
                self._end(result)
                return
            if self._cancelled or not self._owner_lives():
                self._close()
                return
            step = self._wait_for(awaited)

    def _owner_lives(self) -> bool:
        return self._owner is None or core.is_instance_valid(self._owner)

    def _wait_for(self, awaited: Any) -> Callable[[], Any] | None:
        """Has the coroutine go on when that comes; gives the next step if it is there already."""
        wait = _Wait(self, awaited)
        self._wait, self._due = weakref.ref(wait), None
        _remember(self)
        self._arming = True
        try:
            wait.begin()
        except Exception as error:
            wait.give_up()
            self._due = functools.partial(self._coroutine.throw, error)
        finally:
            self._arming = False
        due, self._due = self._due, None
        return due

    def _go_on(self, value: Any) -> None:
        if self.done or self._cancelled:
            return
        if not self._owner_lives():
            self._close()
            return
        step = functools.partial(self._coroutine.send, value)
        if self._arming:
            self._due = step
        else:
            self._run(step)

    def _close(self) -> None:
        self.done = True  # first, because what runs now may cancel it again
        name = getattr(self._coroutine, "__qualname__", "a coroutine")
        self.error = Cancelled(f"{name}() was cancelled before its end")
        _forget(self)
        self._owner = self._completed = None
        try:
            self._coroutine.close()
        except BaseException as error:
            errors.report(error, heading=f"{name}() failed while it was cancelled:")
        self._call_back()

    def _end(self, result: Any) -> None:
        self.done, self.result = True, result
        _forget(self)
        self._owner = None
        if self._callbacks:
            self._call_back()
        elif not self._is_beginning:
            self._tell()
        told, self._completed = self._completed, None
        if told is not None:
            completed = builtins.Signal(told, _COMPLETED)
            try:
                completed.emit(result)
            except Exception as error:  # the engine has no counterpart of the result
                errors.report(error)
                completed.emit(None)

    def _call_back(self) -> None:
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            try:
                callback(self)
            except BaseException as error:
                errors.report(error)

    def _tell(self) -> None:
        """Nobody has asked for it: what it raised goes to the log."""
        if self.error is not None and not isinstance(self.error, Cancelled):
            errors.report(self.error)


class _Wait:
    """What one ``await`` waits for; called when it comes."""

    __slots__ = ("__weakref__", "_awaited", "_task")

    def __init__(self, task: Task, awaited: Any) -> None:
        self._task: Task | None = task
        self._awaited = awaited

    def begin(self) -> None:
        """Asks to be called."""
        awaited = self._awaited
        if isinstance(awaited, builtins.Signal):
            error = awaited.connect(self, _ONE_SHOT)
            if error:
                raise RuntimeError(f"the engine cannot connect {awaited!r} (error {error})")
        elif callable(getattr(awaited, "add_done_callback", None)):
            awaited.add_done_callback(self)
        else:
            raise TypeError(
                f"a coroutine in the engine cannot wait for {awaited!r}; await a signal, a "
                "coroutine, or an object that has add_done_callback()"
            )

    def __call__(self, *arguments: Any) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        task._wait = None
        value = None
        if isinstance(self._awaited, builtins.Signal):
            value = arguments[0] if len(arguments) == 1 else arguments or None
        if _postponing or get_ident() != _main_thread:
            _later(functools.partial(task._go_on, value))
        else:
            task._go_on(value)

    def give_up(self) -> None:
        """Asks not to be called any more."""
        self._task = None
        awaited = self._awaited
        if isinstance(awaited, builtins.Signal):
            if core.call(awaited, "get_object") is not None and awaited.is_connected(self):
                awaited.disconnect(self)
        elif callable(getattr(awaited, "remove_done_callback", None)):
            awaited.remove_done_callback(self)

    def __del__(self) -> None:
        task, self._task = self._task, None
        if task is not None and not task.done:  # dropped by what was to call it
            _later(task.cancel)


def _later(function: Callable[[], None]) -> None:
    core.call(function, "call_deferred")


def _remember(task: Task) -> None:
    owner = task._owner
    tasks = _waiting.setdefault(0 if owner is None else owner.instance_id, {})
    tasks[task] = None
    if owner is not None:
        core.set_awaiting(owner, True)


def _forget(task: Task) -> None:
    owner = task._owner
    number = 0 if owner is None else owner.instance_id
    tasks = _waiting.get(number)
    if tasks is None:
        return
    tasks.pop(task, None)
    if not tasks:
        del _waiting[number]
        if owner is not None:
            core.set_awaiting(owner, False)


# ---- what the C floor asks for -------------------------------------------------------------------


def _started(coroutine: Coroutine[Any, Any, Any], owner: Any, is_wanted: bool) -> Any:
    """What the engine gets of an ``async def`` that it has called.

    The result, if it is there; else, where it is wanted, a signal to await it with.
    """
    task = begin(coroutine, owner)
    if task.error is not None and task.has_come:
        raise task.error  # to the caller, as from any other method
    return task.completed() if is_wanted and not task.done else task.result


def is_awaitable(value: Any) -> bool:
    """Whether ``await`` can wait for it."""
    if isinstance(value, core.EngineObject):
        return bool(value.get_class() == _GDSCRIPT_STATE)
    return isinstance(value, Awaitable)


def _await_gdscript(self: Any) -> Generator[Any, Any, Any]:
    """The ``__await__`` of what a function of GDScript gives that waits."""
    if not is_awaitable(self):
        raise TypeError(f"object {type(self).__name__} can't be used in 'await' expression")
    result = yield from builtins.Signal(self, _COMPLETED).__await__()
    return result


def _cancel(owner: Any) -> None:
    """The object is about to be destroyed."""
    for task in list(_waiting.get(owner.instance_id, ())):
        task.cancel()


def install() -> None:
    """Gives the C floor what it asks of this module. Called on the engine's main thread."""
    global _main_thread
    _main_thread = get_ident()
    core.set_hook("coroutine", _started)
    core.set_hook("cancel", _cancel)
    # The engine does not show that class to extensions: they see the one above it.
    attributes.METHODS.setdefault("RefCounted", {})["__await__"] = _await_gdscript


def uninstall() -> None:
    """Cancels every coroutine: the engine is leaving."""
    for tasks in list(_waiting.values()):
        for task in list(tasks):
            task.cancel()
