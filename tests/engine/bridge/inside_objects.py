"""Objects in Python: calls into the engine, identity, lifetime, signals, threads."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from typing import Any

from bridge_classes import Cell, Derived, Holder
from inside_runner import expect_error, raised

import godot
from godot import Node, Node2D, RefCounted, Resource, is_instance_valid
from godot._ffi import core

# ---- calls ----


def test_arguments(node: Any) -> None:
    """Positions, keywords and the engine's defaults."""
    child = Node()
    node.add_child(child, force_readable_name=True)
    assert node.get_child(0) is child
    assert node.get_child(idx=0, include_internal=False) is child
    assert node.find_child("nobody") is None
    node.remove_child(child)
    child.free()


def test_wrong_calls(node: Any) -> None:
    """A wrong call is a TypeError or AttributeError that says what fits."""
    assert "misses argument 1 'node' (Object)" in raised(TypeError, node.add_child)
    assert "at most 2" in raised(TypeError, node.get_child, 1, 2, 3)
    assert "no argument 'index'" in raised(TypeError, node.get_child, index=1)
    assert "'idx' twice" in raised(TypeError, node.get_child, 0, idx=1)
    assert "expected int, got 'x' (str)" in raised(TypeError, node.get_child, "x")
    assert "expected Node" in raised(TypeError, node.add_child, Resource())
    assert "expected Node" in raised(TypeError, node.add_child, "x")
    assert "expected an engine object" not in raised(TypeError, node.add_child, 7)
    raised(AttributeError, lambda: node.no_such_method)
    raised(AttributeError, lambda: godot.NoSuchClass)
    raised(TypeError, node.call)
    raised(TypeError, node.emit_signal, "ready", key=1)


def test_none_where_an_object_is_needed(node: Any) -> None:
    """None is the engine's null; the engine says itself when it does not take it."""
    expect_error("is null")
    node.add_child(None)


def test_method_of_another_class(node: Any) -> None:
    """A method only takes objects of its class: anything else would crash the engine."""
    assert "needs a Node" in raised(TypeError, Node.get_child_count, Resource())
    assert "needs a Node" in raised(TypeError, Node.get_child_count, "x")
    assert "needs an object" in raised(TypeError, Node.get_child_count)
    assert "needs a Node" in raised(TypeError, Node.add_child, RefCounted(), node)


def test_variable_arguments(node: Any) -> None:
    """call() and emit_signal() take any number of arguments, also more than most methods have."""
    assert node.call("get_child_count") == 0
    node.add_user_signal("many")
    got: list[Any] = []
    node.connect("many", lambda *args: got.extend(args))
    node.emit_signal("many", *range(40))
    assert got == list(range(40))


def test_class_attributes(node: Any) -> None:
    """Constants, enums and their values, static methods, inherited ones too."""
    assert Node.NOTIFICATION_READY == 13
    assert Node.PROCESS_MODE_ALWAYS == 3
    assert Node.ProcessMode.PROCESS_MODE_ALWAYS == 3
    assert godot.Control.NOTIFICATION_READY == 13
    assert godot.JSON.stringify([1, {"a": 2}]) == '[1,{"a":2}]'
    raised(AttributeError, lambda: Node.NO_SUCH_CONSTANT)


def test_properties(node: Any) -> None:
    """Properties are read and set; indexed ones too."""
    node.process_mode = Node.PROCESS_MODE_DISABLED
    assert node.process_mode == 4
    node.process_mode = Node.PROCESS_MODE_INHERIT
    label = godot.Label()
    label.anchor_right = 0.5
    assert label.anchor_right == 0.5
    label.text = "é🎮"
    assert label.text == "é🎮"
    raised(TypeError, setattr, label, "text", 7)
    label.free()


def test_singletons_and_utilities(node: Any) -> None:
    """Singletons, utility functions, global enums and constants."""
    assert godot.Engine.get_version_info()["major"] == 4
    assert godot.Engine is godot.Engine
    assert godot.lerp(0.0, 10.0, 0.5) == 5.0
    assert godot.max(1, 7, 3) == 7
    assert godot.OK == 0 and godot.ERR_FILE_NOT_FOUND == 7 and godot.Error.FAILED == 1
    assert godot.clampi(value=99, min=0, max=10) == 10
    assert "Node" in dir(godot)
    assert godot.OS.has_feature("debug")


def test_abstract_classes(node: Any) -> None:
    """A class that the engine cannot make is a TypeError."""
    expect_error("cannot be instantiated")
    raised(TypeError, godot.CanvasItem)


def test_methods_know_what_they_are(node: Any) -> None:
    """A method shows its owner and name."""
    assert repr(Node.get_child) == "<engine method Node.get_child>"
    assert Node.get_child.__name__ == "get_child"


# ---- identity ----


def test_one_object_one_face(node: Any) -> None:
    """Whatever way leads to an object, it is the same Python object, with its attributes."""
    child = Derived()
    child.name = "Child"
    child.mark = ["kept"]
    node.add_child(child)
    assert node.get_node("Child") is child
    assert child.get_parent() is node
    assert node.get_children()[0] is child
    assert godot.instance_from_id(child.get_instance_id()) is child
    number = child.get_instance_id()
    del child
    gc.collect()
    assert godot.instance_from_id(number).mark == ["kept"]


def test_native_classes_have_their_class(node: Any) -> None:
    """An object of a native class is of the Python class, whoever made it."""
    made = godot.ClassDB.instantiate("Derived")
    assert type(made) is Derived
    assert made.made_by_init == "Derived"
    assert isinstance(made, Node)
    made.free()


# ---- lifetime ----


def test_freed_objects(node: Any) -> None:
    """A freed object is a ReferenceError that says so, and harmless everywhere."""
    child = Node()
    node.add_child(child)
    child.free()
    assert not is_instance_valid(child)
    assert "was freed" in raised(ReferenceError, child.get_child_count)
    raised(ReferenceError, node.add_child, child)
    raised(ReferenceError, node.set_meta, "child", child)
    raised(ReferenceError, node.set_meta, "child", [{"a": child}])
    raised(ReferenceError, lambda: child.name)
    raised(ReferenceError, child.free)
    assert "freed" in repr(child)
    assert not is_instance_valid(7)
    assert child.instance_id != 0


def test_free_refuses_counted_and_locked_objects(node: Any) -> None:
    """free() is for objects that are not counted, and not while one emits."""
    assert "RefCounted" in raised(TypeError, RefCounted().free)
    child = Node()
    child.add_user_signal("now")
    messages = []
    child.connect("now", lambda: messages.append(raised(RuntimeError, child.free)))
    expect_error("Object is locked and can't be freed")
    child.emit_signal("now")
    assert "queue_free()" in messages[0]
    child.free()


def test_counted_objects_live_while_python_has_them(node: Any) -> None:
    """A RefCounted dies with the last reference of either side."""
    item = Resource()
    number = item.get_instance_id()
    seen = weakref.ref(item)
    del item
    assert seen() is None
    assert godot.instance_from_id(number) is None


def test_counted_objects_live_while_the_engine_has_them(node: Any) -> None:
    """A face with its attributes stays as long as the engine holds the object."""
    item = Cell()
    item.mark = "kept"
    seen = weakref.ref(item)
    node.set_meta("item", item)
    del item
    gc.collect()
    assert node.get_meta("item").mark == "kept"
    node.remove_meta("item")
    assert seen() is None


def test_counted_native_objects(node: Any) -> None:
    """The same for a native class, with state of its own."""
    cell = Cell()
    cell.value = 5
    seen = weakref.ref(cell)
    holder = Holder()
    holder.items = [cell, {"again": cell}]
    node.set_meta("cell", cell)
    del cell
    gc.collect()
    assert seen() is not None
    del holder
    gc.collect()
    assert node.get_meta("cell").value == 5
    node.remove_meta("cell")
    gc.collect()
    assert seen() is None


def test_cycles_are_collected(node: Any) -> None:
    """A RefCounted in a cycle of Python references dies with it."""
    first, second = Cell(), Cell()
    first.other, second.other = second, first
    first.method = first.get_value
    numbers = [first.get_instance_id(), second.get_instance_id()]
    del first, second
    gc.collect()
    assert [godot.instance_from_id(number) for number in numbers] == [None, None]


def test_own_signal_makes_no_cycle(node: Any) -> None:
    """A bound method that is connected to a signal does not keep its object alive."""
    cell = Cell()
    cell.changed.connect(cell.on_changed)
    cell.changed.emit(4)
    assert cell.value == 4
    number = cell.get_instance_id()
    del cell
    gc.collect()
    assert godot.instance_from_id(number) is None


def test_many_objects(node: Any) -> None:
    """Objects that are made and freed leave nothing behind."""
    godot.Resource()
    gc.collect()
    before = core.live_objects()
    for _ in range(20_000):
        Node().free()
        Resource()
        Cell()
        cell = Cell()
        node.set_meta("cell", cell)
        del cell
    node.remove_meta("cell")
    gc.collect()
    assert core.live_objects() == before


def test_results_that_are_counted(node: Any) -> None:
    """A method that gives a counted object gives neither too few references nor too many."""
    resource = Resource()
    for _ in range(1000):
        copy = resource.duplicate()
    seen = weakref.ref(copy)
    del copy
    assert seen() is None
    holder = Holder()
    holder.cell = Cell()
    for _ in range(1000):
        assert holder.get_cell() is holder.cell
    assert holder.cell.get_reference_count() == 1


def test_weak_references_of_the_engine(node: Any) -> None:
    """weakref() of the engine sees an object die."""
    item = Resource()
    reference = godot.weakref(item)
    assert reference.get_ref() is item
    del item
    assert reference.get_ref() is None


# ---- signals ----


def test_signals(node: Any) -> None:
    """connect, emit, is_connected, disconnect, with callables of every kind."""
    got: list[Any] = []
    child = Node()
    node.add_child(child)
    child.renamed.connect(lambda: got.append("lambda"))
    child.renamed.connect(child.get_child_count)
    assert child.renamed.is_connected(child.get_child_count)
    child.name = "other"
    assert got == ["lambda"]
    child.renamed.disconnect(child.get_child_count)
    assert not child.renamed.is_connected(child.get_child_count)
    child.free()


def test_listener_that_raises(node: Any) -> None:
    """A listener that raises is reported, and the others are called."""
    got = []

    def bad() -> None:
        raise ValueError("listener on purpose")

    child = Node()
    node.add_child(child)
    child.renamed.connect(bad)
    child.renamed.connect(lambda: got.append(1))
    expect_error("listener on purpose")
    expect_error("Error calling from signal 'renamed'")  # who has called it is told of the failure
    child.name = "other"
    assert got == [1]
    child.free()


def test_listener_of_a_freed_object(node: Any) -> None:
    """The connection of a freed object is gone."""
    emitter, listener = Node(), Node()
    emitter.renamed.connect(listener.get_child_count)
    assert len(emitter.renamed.get_connections()) == 1
    listener.free()
    assert len(emitter.renamed.get_connections()) == 0
    emitter.free()


def test_emitter_that_is_freed_by_its_listener(node: Any) -> None:
    """queue_free() in a handler is fine."""
    child = Node()
    node.add_child(child)
    child.renamed.connect(child.queue_free)
    child.name = "other"
    assert child.is_queued_for_deletion()


# ---- threads ----


def test_threads_of_the_engine(node: Any) -> None:
    """A Thread of the engine runs a Python callable and gives its result."""
    seen = []

    def work(value: int) -> int:
        seen.append(threading.get_ident())
        return sum(range(value))

    thread = godot.Thread()
    assert thread.start(godot.Callable(node, "get_instance_id")) == godot.OK
    assert thread.wait_to_finish() == node.get_instance_id()
    threads = [godot.Thread() for _ in range(4)]
    for each in threads:
        each.start(lambda: work(100_000))
    assert [each.wait_to_finish() for each in threads] == [4999950000] * 4
    assert len(seen) == 4


def test_worker_threads_share_counted_objects(node: Any) -> None:
    """Threads that make, pass and drop counted objects at once neither crash, hang nor leak."""
    gc.collect()
    before = core.live_objects()
    shared = [Cell() for _ in range(8)]

    def work(index: int) -> None:
        for number in range(300):
            cell = shared[(index + number) % 8]
            bag = godot.Array([cell, Cell(), {"cell": cell}])
            assert bag[0] is cell
            bag.clear()

    pool = godot.WorkerThreadPool
    task = pool.add_group_task(work, 8)
    pool.wait_for_group_task_completion(task)
    assert all(cell.get_reference_count() == 1 for cell in shared)
    shared.clear()
    gc.collect()
    assert core.live_objects() <= before + 1


def test_object_freed_on_another_thread(node: Any) -> None:
    """An object that another thread frees is a freed object here."""
    child = Derived()
    child.mark = "kept"
    thread = godot.Thread()
    thread.start(godot.Callable(child, "free"))
    thread.wait_to_finish()
    assert not is_instance_valid(child)
    assert child.mark == "kept"
    assert "was freed" in raised(ReferenceError, child.get_child_count)


def test_signal_of_a_freed_object(node: Any) -> None:
    """A signal that outlives its object is a ReferenceError."""
    child = Node()
    renamed = child.renamed
    child.free()
    assert "'renamed'" in raised(ReferenceError, renamed.emit)
    raised(ReferenceError, renamed.connect, print)
    raised(ReferenceError, godot.Signal().emit)


def test_method_that_this_engine_lacks(node: Any) -> None:
    """A method of the description that the engine does not have is an error, when it is called."""
    expect_error('"mb" is null')
    method = core.MethodBind("Node", "no_such_method", 1, 0, 0, 0, ())
    assert "this engine has no Node.no_such_method()" in raised(NotImplementedError, method, node)


def test_exit_is_an_exception(node: Any) -> None:
    """sys.exit() in a handler is reported and ends nothing."""
    child = Node()
    node.add_child(child)
    child.renamed.connect(sys.exit)
    expect_error("SystemExit")
    expect_error("Error calling from signal 'renamed'")
    child.name = "other"
    assert is_instance_valid(child)


def test_python_threads(node: Any) -> None:
    """Threads of Python call the engine."""
    got = []
    threads = [
        threading.Thread(target=lambda: got.append(godot.Vector2(3, 4).length())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [5.0] * 4


def test_printing_from_threads(node: Any) -> None:
    """Lines that threads print at once stay whole."""

    def work() -> None:
        for number in range(50):
            print("line", number, "of", "a", "thread", sep="-")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_freed_by_an_argument(node: Node) -> None:
    """An object that is freed while the arguments are converted is not called."""

    class Slayer:
        """Frees the object when it is made a number."""

        def __init__(self, victim: Any) -> None:
            self.victim = victim

        def __float__(self) -> float:
            self.victim.free()
            return 1.0

    def refused(call: Any) -> bool:
        try:
            call()
        except ReferenceError as error:
            return "was freed by the engine" in str(error)
        return False

    victim = Node2D()
    assert refused(lambda: victim.set_rotation(Slayer(victim)))
    victim = Node2D()
    assert refused(lambda: victim.call("set_rotation", Slayer(victim)))
    victim = Node2D()
    assert refused(lambda: setattr(victim, "rotation", Slayer(victim)))
