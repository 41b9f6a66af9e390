"""A script that threads use."""

from __future__ import annotations

import threading
from typing import Any

from godot import Node, exposed, load


@exposed
class Threaded(Node):
    """Counts from any thread."""

    def __init__(self) -> None:
        self.total = 0
        self.lock = threading.Lock()
        self.errors: list[str] = []

    def add(self, number: int = 1) -> int:
        """Adds to the total."""
        with self.lock:
            self.total += number
            return self.total

    def work(self, count: int) -> int:
        """Calls the engine many times."""
        for _ in range(count):
            made = Node()
            made.name = "worker"
            made.free()
            self.add()
        return self.total

    def failing(self) -> None:
        """Raises on whichever thread."""
        raise ValueError("raised on a thread")

    def is_main_thread(self) -> bool:
        """Whether this runs on the thread of the tree."""
        return threading.current_thread() is threading.main_thread()

    def python_threads(self, count: int) -> int:
        """Threads of Python that call the engine, and the main thread by call_deferred."""
        threads = [threading.Thread(target=self._deferring) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return count

    def _deferring(self) -> None:
        try:
            self.call_deferred("add", 5)
            load("res://threaded.tscn").instantiate().free()
        except Exception as error:
            self.errors.append(repr(error))

    def import_on_threads(self, name: str, count: int) -> list[Any]:
        """Imports one module on several threads and here."""
        import importlib

        found: list[Any] = []
        threads = [
            threading.Thread(target=lambda: found.append(importlib.import_module(name)))
            for _ in range(count)
        ]
        for thread in threads:
            thread.start()
        found.append(importlib.import_module(name))
        for thread in threads:
            thread.join()
        return [len(found), len({id(module) for module in found})]

    def forever(self) -> None:
        """A thread that is not over when the game is."""
        self.thread = threading.Thread(target=self._wait, daemon=True)
        self.thread.start()

    def _wait(self) -> None:
        while True:
            made = Node()
            made.free()
            threading.Event().wait(0.001)

    def worker(self, count: int) -> int:
        """Has the engine's pool call Python."""
        from godot import WorkerThreadPool

        tasks = [WorkerThreadPool.add_task(self.add) for _ in range(count)]
        for task in tasks:
            WorkerThreadPool.wait_for_task_completion(task)
        group = WorkerThreadPool.add_group_task(self.add, count)
        WorkerThreadPool.wait_for_group_task_completion(group)
        return self.total
