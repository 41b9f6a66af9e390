"""Loops over one operation each, and how long one takes. Bench: beside ``operations.gd``."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time_ns

from godot import Node, Node2D, PackedFloat32Array, Vector2, exposed, signal


@exposed
class Operations(Node2D):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Every ``loop_...`` gives the nanoseconds of one operation, the loop included."""

    told = signal("event")

    def take(self, number: int) -> int:
        """What GDScript calls."""
        return number

    def loop_method_without_arguments(self, times: int) -> float:
        """An engine method without arguments."""
        started = thread_time_ns()
        for _ in range(times):
            self.get_child_count()
        return (thread_time_ns() - started) / times

    def loop_method_with_int(self, times: int) -> float:
        """An engine method with an int."""
        started = thread_time_ns()
        for _ in range(times):
            self.set_z_index(3)
        return (thread_time_ns() - started) / times

    def loop_method_with_vector(self, times: int) -> float:
        """An engine method with a Vector2."""
        where = Vector2(1.0, 2.0)
        started = thread_time_ns()
        for _ in range(times):
            self.set_position(where)
        return (thread_time_ns() - started) / times

    def loop_property_read(self, times: int) -> float:
        """Reads ``position``."""
        started = thread_time_ns()
        for _ in range(times):
            self.position  # noqa: B018 - reading it is what is measured
        return (thread_time_ns() - started) / times

    def loop_property_write(self, times: int) -> float:
        """Writes ``position``."""
        where = Vector2(1.0, 2.0)
        started = thread_time_ns()
        for _ in range(times):
            self.position = where
        return (thread_time_ns() - started) / times

    def loop_vector_made(self, times: int) -> float:
        """Makes a Vector2 of two floats."""
        x, y = 1.0, 2.0
        started = thread_time_ns()
        for _ in range(times):
            Vector2(x, y)
        return (thread_time_ns() - started) / times

    def loop_vector_added(self, times: int) -> float:
        """Adds two of them."""
        first, second = Vector2(1.0, 2.0), Vector2(3.0, 4.0)
        started = thread_time_ns()
        for _ in range(times):
            first + second
        return (thread_time_ns() - started) / times

    def loop_node_made_and_freed(self, times: int) -> float:
        """Makes a node and frees it."""
        started = thread_time_ns()
        for _ in range(times):
            Node().free()
        return (thread_time_ns() - started) / times

    def loop_signal_with_dictionary(self, times: int) -> float:
        """Emits a signal with a fresh dictionary of four."""
        started = thread_time_ns()
        for index in range(times):
            self.told.emit({"name": "event", "isError": False, "resultCode": 1, "user": index})
        return (thread_time_ns() - started) / times

    def loop_list_to_packed(self, times: int) -> float:
        """Makes a PackedFloat32Array of 100,000 floats."""
        numbers = [float(number) for number in range(100_000)]
        return _of_one(lambda: PackedFloat32Array(numbers), times)

    def loop_packed_to_memory(self, times: int) -> float:
        """Reads such an array through a ``memoryview``."""
        numbers = PackedFloat32Array([float(number) for number in range(100_000)])
        return _of_one(lambda: memoryview(numbers), times)


def _of_one(function: Callable[[], object], times: int) -> float:
    started = thread_time_ns()
    for _ in range(times):
        function()
    return (thread_time_ns() - started) / times
