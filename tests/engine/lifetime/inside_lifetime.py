"""100,000 objects of each kind through each way of dying: nothing may be left of them.

Each way is gone a small number of times first, so that caches are full; then 100,000 times, by
parts. Afterwards there are as many objects in the engine, and as many faces of them in Python, as
before, and the process has not grown by what even one byte for each object would make.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lifetime_classes import NativeItem, NativeNode

import godot
from godot import Node, Performance, RefCounted, Resource, WorkerThreadPool
from godot._ffi import core

OBJECTS = 100_000
PART = 1_000
GROWTH = 6_000_000
"""Bytes: 60 for each object. A face alone has more; parts of the heap that cannot be given back
have less."""

Maker = Callable[[], Any]


def scripted(name: str) -> Maker:
    """Makes objects with the script of that name, from Python."""
    return getattr(__import__(f"living_{name}"), f"Living{name.capitalize()}")


def node_makers() -> dict[str, Maker]:
    """Nodes of every kind, by the name that deaths.gd knows."""
    return {"Node": Node, "NativeNode": NativeNode, "LivingNode": scripted("node")}


def counted_makers() -> dict[str, Maker]:
    """Counted objects of every kind."""
    return {
        "RefCounted": RefCounted,
        "Resource": Resource,
        "NativeItem": NativeItem,
        "LivingItem": scripted("item"),
        "LivingResource": scripted("resource"),
    }


def resident() -> int:
    """The process's resident memory in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def census() -> tuple[int, int]:
    """Objects of the engine, and faces in Python."""
    gc.collect()
    Performance.get_monitor(Performance.OBJECT_COUNT)  # what waits to be let go of goes at a call
    return int(Performance.get_monitor(Performance.OBJECT_COUNT)), core.live_objects()


def through(name: str, die: Callable[[int], None]) -> None:
    """Has ``die(count)`` make and end objects, and counts what is left."""
    die(PART)
    die(PART)
    before, memory = census(), resident()
    for _ in range(OBJECTS // PART):
        die(PART)
    assert census() == before, f"{name}: {before} objects and faces became {census()}"
    grown = resident() - memory
    assert grown < GROWTH, f"{name}: {OBJECTS} objects left {grown} bytes"


def each(makers: dict[str, Maker], way: Callable[[Maker, int], None]) -> None:
    """The same way of dying for every kind."""
    for name, make in makers.items():
        through(name, lambda count, make=make: way(make, count))  # type: ignore[misc]


def deaths(node: Any) -> Any:
    """The helper in GDScript."""
    helper = Node()
    helper.set_script(godot.load("res://deaths.gd"))
    node.add_child(helper)
    return helper


# ---- nodes ----


def test_freed_by_python(node: Any) -> None:
    """``free()``, from Python."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            make().free()

    each(node_makers(), way)


def test_made_and_freed_by_gdscript(node: Any) -> None:
    """Made and freed where Python does not look."""
    helper = deaths(node)
    for kind in node_makers():
        through(kind, lambda count, kind=kind: helper.make_and_free(kind, count))  # type: ignore[misc]


def test_freed_by_gdscript(node: Any) -> None:
    """Made in Python, freed by GDScript while Python has them."""
    helper = deaths(node)

    def way(make: Maker, count: int) -> None:
        made = [make() for _ in range(count)]
        helper.free_them(made)
        assert not any(map(godot.is_instance_valid, made))

    each(node_makers(), way)


def test_freed_with_their_parent(node: Any) -> None:
    """A tree dies with its root."""

    def way(make: Maker, count: int) -> None:
        root = Node()
        for _ in range(count):
            root.add_child(make())
        node.add_child(root)
        root.free()

    each(node_makers(), way)


def test_freed_in_a_cycle(node: Any) -> None:
    """Python attributes that lead back to the node."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            first, second = make(), make()
            first.kept, second.kept = second, [first, second]
            first.free()
            second.free()

    makers = node_makers()
    del makers["Node"]  # an ordinary node takes no attributes
    each(makers, way)


def test_freed_while_a_coroutine_waits(node: Any) -> None:
    """What waits is cancelled with its object."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            made = make()
            made.call("wait")
            made.free()

    makers = node_makers()
    del makers["Node"]
    each(makers, way)


def test_freed_with_connections(node: Any) -> None:
    """Signals connected to Python callables of every kind."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            made = make()
            made.renamed.connect(made.get_name)
            made.renamed.connect(lambda made=made: made)
            made.tree_entered.connect(print)
            made.free()

    each(node_makers(), way)


def test_freed_by_a_handler(node: Any) -> None:
    """A handler of another node's signal frees them, and one of their own hears of it."""
    bell = Node()
    node.add_child(bell)

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            made = make()
            heard: list[Any] = []
            made.tree_exiting.connect(lambda heard=heard, made=made: heard.append(made))
            node.add_child(made)
            bell.renamed.connect(made.free, flags=4)  # Object.CONNECT_ONE_SHOT
            bell.renamed.emit()
            assert heard == [made]
            assert not godot.is_instance_valid(made)

    each(node_makers(), way)


def test_freed_by_another_thread(node: Any) -> None:
    """A worker of the engine frees them."""

    def way(make: Maker, count: int) -> None:
        made = [make() for _ in range(count)]

        def free_all() -> None:
            for one in made:
                one.free()

        task = WorkerThreadPool.add_task(free_all)
        WorkerThreadPool.wait_for_task_completion(task)
        assert not any(map(godot.is_instance_valid, made))

    each(node_makers(), way)


def test_scripts_taken_off(node: Any) -> None:
    """A node whose script is taken off and put on again lives on, and dies as an ordinary one."""
    script = godot.load("res://living_node.py")

    def way(count: int) -> None:
        for _ in range(count // 10):
            made = Node()
            for _ in range(5):
                made.set_script(script)
                made.kept = made
                made.set_script(None)
            made.free()

    through("a script put on and off", way)


# ---- counted objects ----


def test_dropped_by_python(node: Any) -> None:
    """The last reference is in Python."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            make()

    each(counted_makers(), way)


def test_made_and_dropped_by_gdscript(node: Any) -> None:
    """Made and dropped where Python does not look."""
    helper = deaths(node)
    for kind in counted_makers():
        through(kind, lambda count, kind=kind: helper.make_and_drop(kind, count))  # type: ignore[misc]


def test_dropped_by_python_first(node: Any) -> None:
    """GDScript holds them longer; their attributes stay as long as they do."""
    helper = deaths(node)

    def way(make: Maker, count: int) -> None:
        made = [make() for _ in range(count)]
        if hasattr(made[0], "kept"):
            made[0].kept = "still here"
        has_attributes = hasattr(made[0], "kept")
        helper.keep(made)
        made.clear()
        gc.collect()
        assert not has_attributes or helper.kept(0).kept == "still here"
        helper.drop()

    each(counted_makers(), way)


def test_dropped_by_gdscript_first(node: Any) -> None:
    """Python holds them longer."""
    helper = deaths(node)

    def way(make: Maker, count: int) -> None:
        made = [make() for _ in range(count)]
        helper.keep(made)
        helper.drop()
        assert all(one.get_reference_count() == 1 for one in made)

    each(counted_makers(), way)


def test_counted_cycles(node: Any) -> None:
    """Cycles of Python attributes: Python's collector finds them."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            first, second = make(), make()
            first.kept, second.kept = second, {"other": first}

    makers = counted_makers()
    del makers["RefCounted"], makers["Resource"]
    each(makers, way)


def test_counted_while_a_coroutine_waits(node: Any) -> None:
    """A coroutine holds its object; it ends with what it waits for, the object's own signal."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            made = make()
            made.call("wait")
            made.told.emit(1)

    makers = counted_makers()
    del makers["RefCounted"], makers["Resource"]
    each(makers, way)


def test_held_by_the_engine(node: Any) -> None:
    """A resource in another one's property, and in a node's metadata."""

    def way(make: Maker, count: int) -> None:
        for _ in range(count):
            holder = make()
            holder.set_meta("inner", make())
            holder.get_meta("inner").set_meta("list", [make(), {"deep": make()}])

    each(counted_makers(), way)
