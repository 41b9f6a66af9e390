"""Attributes of engine objects: of the class, of its scripts, and those that are not there."""

from __future__ import annotations

import copy
import pickle
import threading
from typing import Any

from api_classes import Foreign
from inside_runner import expect_error, raised

import godot
from godot import Label, Node, Node2D, RefCounted, Resource, Vector2


def scripted() -> Any:
    """A node with the script of GDScript."""
    made = Node()
    made.set_script(godot.load("res://player.gd"))
    return made


# ---- properties ----


def test_reading_and_writing(node: Any) -> None:
    """A property goes through the engine's accessors, with an index where they have one."""
    sprite = Node2D()
    sprite.position = Vector2(1, 2)
    assert sprite.position == Vector2(1, 2) and sprite.get_position() == Vector2(1, 2)
    label = Label()
    label.anchor_right = 0.25
    label.offset_top = 3
    assert (label.anchor_right, label.anchor_left, label.offset_top) == (0.25, 0.0, 3.0)
    label.free()
    sprite.free()


def test_accessors_that_are_no_methods(node: Any) -> None:
    """Some accessors are hidden from scripts; their properties work all the same."""
    shape = godot.NavigationPolygon()
    shape.outlines = [godot.PackedVector2Array([Vector2(0, 0), Vector2(1, 0), Vector2(1, 1)])]
    assert len(shape.outlines) == 1


def test_script_on_a_native_object(node: Any) -> None:
    """What a script adds to an object of a Python class is an attribute; the rest is Python's."""
    foreign = Foreign()
    foreign.early = [1]
    foreign.set_script(godot.load("res://foreign.gd"))
    foreign.extra = 5
    assert foreign.get("extra") == foreign.extra == 5 and foreign.grow() == 6
    foreign.late = [2]
    foreign.early = [3]
    assert (foreign.early, foreign.late, foreign.health) == ([3], [2], 100)
    assert "extra" not in vars(foreign) and "late" in vars(foreign)
    assert {"extra", "grow", "late"} <= set(dir(foreign))
    assert "'extra'" in raised(AttributeError, lambda: foreign.extr)
    del foreign.late
    assert not hasattr(foreign, "late")
    foreign.set_script(None)
    raised(AttributeError, lambda: foreign.extra)
    foreign.free()


def test_classes_that_get_other_bases(node: Any) -> None:
    """A class keeps its own attributes when its bases are replaced, as in a reload."""

    class Before(Foreign):
        pass

    class After(Foreign):
        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, [value])

    class Child(Before):
        pass

    foreign = Foreign()
    foreign.__class__ = Child
    foreign.first = 1
    Child.__bases__ = (Foreign,)
    foreign.second = 2
    Child.__bases__ = (After,)
    foreign.third = 3
    assert (foreign.first, foreign.second, foreign.third) == (1, 2, [3])
    foreign.free()


def test_members_of_values(node: Any) -> None:
    """Setting a member of a property's value changes the property, as in GDScript."""
    sprite = Node2D()
    sprite.position.x = 3
    sprite.position.y += 2
    assert sprite.position == Vector2(3, 2)
    kept = sprite.position
    kept.x = 9
    assert sprite.position == Vector2(3, 2)
    sprite.transform.origin.x = 7
    assert sprite.position == Vector2(7, 2)
    sprite.free()
    player = scripted()
    player.place.x = 5
    player["place"].y = 6
    assert player.place == Vector2(5, 6)
    player.free()


def test_properties_that_cannot_be_written_or_deleted(node: Any) -> None:
    """The error says whose property it is, and why."""
    assert (
        "expected String, got 7 (int)" in raised(TypeError, setattr, Label, "text", 7)
        if 0
        else True
    )
    label = Label()
    message = raised(TypeError, setattr, label, "text", 7)
    assert message.startswith("Label.text: ") and message.endswith("expected String, got 7 (int)")
    assert "Label.text cannot be deleted" in raised(AttributeError, delattr, label, "text")
    assert "can only be read" in raised(AttributeError, setattr, node, "multiplayer", None)
    label.free()


def test_names_that_are_no_names_of_python(node: Any) -> None:
    """By brackets; a keyword has an underscore behind it."""
    label = Label()
    label["theme_override_colors/font_color"] = godot.Color(1, 0, 0)
    assert label["theme_override_colors/font_color"] == godot.Color(1, 0, 0)
    assert label["text"] == ""
    assert "no/such" in raised(KeyError, lambda: label["no/such"])
    assert "no/such" in raised(KeyError, label.__setitem__, "no/such", 1)
    assert "name of a property" in raised(TypeError, lambda: label[0])
    raised(TypeError, iter, label)
    query = godot.PhysicsRayQueryParameters2D()
    query.from_ = Vector2(3, 4)
    assert query.from_ == getattr(query, "from") == Vector2(3, 4)
    label.free()


# ---- names that are not there ----


def test_names_that_are_not_there(node: Any) -> None:
    """An AttributeError that says what resembles the name."""
    sprite = Node2D()
    assert "did you mean 'position'" in raised(AttributeError, lambda: sprite.positon)
    assert "did you mean 'get_child'" in raised(AttributeError, lambda: sprite.getchild)
    assert "'PROCESS_MODE_ALWAYS'" in raised(AttributeError, lambda: Node.PROCESS_MODE_ALWAY)
    assert "did you mean" not in raised(AttributeError, lambda: sprite.qqqqqq)
    assert not hasattr(sprite, "positon") and getattr(sprite, "positon", 7) == 7
    sprite.free()


def test_slips_of_the_pen(node: Any) -> None:
    """An engine's own object takes no attribute that it does not have."""
    sprite = Node2D()
    message = raised(AttributeError, setattr, sprite, "positon", Vector2())
    assert "did you mean 'position'" in message and "set_meta()" in message
    assert "engine method" in raised(AttributeError, setattr, sprite, "add_child", 1)
    assert "engine signal" in raised(AttributeError, setattr, sprite, "ready", 1)
    assert "constant" in raised(AttributeError, setattr, sprite, "NOTIFICATION_READY", 1)
    raised(AttributeError, delattr, sprite, "nothing")
    sprite.free()


def test_slips_in_scripts(node: Any) -> None:
    """A script's object takes any attribute; one that it lacks is explained in the log."""
    walker = Node2D()
    walker.set_script(godot.load("res://walker.py"))
    expect_error("Did you mean: 'position'")
    assert "the log says more" in raised(RuntimeError, walker.call, "slip")
    assert (walker.strength, walker.count) == (3, 1)
    walker.position = Vector2(1, 2)
    assert walker.position.y == 2 and walker.count == 2
    walker.free()


def test_freed_objects(node: Any) -> None:
    """Whatever is asked of a freed object: a ReferenceError that names its class."""
    child = Label()
    child.free()
    assert "this Label was freed" in raised(ReferenceError, lambda: child.text)
    assert "this Label was freed" in raised(ReferenceError, setattr, child, "text", "x")
    assert "this Label was freed" in raised(ReferenceError, lambda: child.nothing)
    assert "this Label was freed" in raised(ReferenceError, setattr, child, "nothing", 1)
    assert "this Label was freed" in raised(ReferenceError, lambda: child["text"])
    assert not child and node


# ---- scripts of GDScript ----


def test_members_of_a_script(node: Any) -> None:
    """Variables, methods, constants, enums and signals of a script in another language."""
    player = scripted()
    assert player.health == 10 and player.LIMIT == 40
    player.health = 20
    assert player.get("health") == 20
    assert player.add(5) == 25 and player.add(1, True) == 27
    assert player.doubled(4) == 8
    assert player.Mood["ANGRY"] == 5
    player.names.append("b")
    assert list(player.names) == ["a", "b"]
    got: list[int] = []
    player.hurt.connect(got.append)
    player.hurt.emit(3)
    assert got == [3]
    assert {"health", "add", "hurt", "LIMIT", "get_child"} <= set(dir(player))
    assert "'health'" in raised(AttributeError, lambda: player.heath)
    raised(AttributeError, setattr, player, "heath", 1)
    player.free()


def test_methods_of_a_script(node: Any) -> None:
    """A method of a script is an object of Python's, and says what is wrong with a call."""
    player = scripted()
    method = player.add
    assert method == player.add and hash(method) == hash(player.add)
    assert method.__self__ is player and method.__name__ == "add" and "add" in repr(method)
    assert "at least 1" in raised(TypeError, method)
    assert "at most 2" in raised(TypeError, method, 1, True, 3)
    assert "argument 1: expected int, got 'x'" in raised(TypeError, method, "x")
    assert "Object.call() argument 1: expected int, got 'x'" in raised(
        TypeError, player.call, "add", "x"
    )
    assert "Object.call() takes at most 2" in raised(TypeError, player.call, "add", 1, True, 3)
    raised(RuntimeError, player.call, "no_such_method")
    player.free()
    assert "was freed" in raised(ReferenceError, method, 1)


# ---- what Python expects of objects ----


def test_identity_and_truth(node: Any) -> None:
    """Objects are equal to themselves alone, can be keys, and are true until they are freed."""
    first, second = Node(), Node()
    assert first == first and first != second and len({first, second, first}) == 2
    assert first and second
    first.free()
    assert not first and first in {first: 1}
    second.free()


def test_copies(node: Any) -> None:
    """A Resource is copied by the engine; nothing is pickled."""
    curve = godot.Curve()
    curve.add_point(Vector2(0, 1))
    twin = copy.copy(curve)
    assert twin is not curve and twin.point_count == 1 and type(twin) is godot.Curve
    assert copy.deepcopy(curve).point_count == 1
    assert "ResourceSaver" in raised(TypeError, pickle.dumps, node)
    assert "duplicate()" in raised(TypeError, copy.copy, node)


def test_making_objects(node: Any) -> None:
    """A class is called, or its new(), as in GDScript; it takes no arguments."""
    made = Node.new()
    assert type(made) is Node
    assert "takes no arguments" in raised(TypeError, Node, "name")
    assert "takes no arguments" in raised(TypeError, Resource, path="x")
    made.free()
    assert isinstance(RefCounted.new(), RefCounted)


# ---- calls ----


def test_keywords_of_python(node: Any) -> None:
    """An argument that is a keyword of Python has an underscore behind it."""
    assert godot.ClassDB.class_exists(class_="Node")
    curve = godot.Curve2D()
    curve.add_point(Vector2(1, 1), in_=Vector2(2, 2))
    assert curve.get_point_in(0) == Vector2(2, 2)


def test_methods_with_any_number_of_arguments(node: Any) -> None:
    """Those that they name can be given by name."""
    got: list[Any] = []
    child = Node()
    child.add_user_signal("many")
    child.connect("many", lambda *args: got.append(args))
    child.emit_signal("many", 1, "two", [3])
    child.emit_signal(signal="many")
    assert got == [(1, "two", [3]), ()]
    child.callv("set_name", ["Other"])
    assert child.name == "Other" and child.call(method="get_name") == "Other"
    child.set("name", "Third")
    assert child.get("name") == "Third"
    child.free()


def test_wrong_calls_say_the_signature(node: Any) -> None:
    """What is wrong, and how the method is called."""
    signature = "Node.get_child(idx: int, include_internal: bool = False) -> Node"
    assert signature in raised(TypeError, node.get_child)
    assert signature in raised(TypeError, node.get_child, 1, 2, 3)
    assert signature in raised(TypeError, node.get_child, index=1)
    assert "*args" in raised(TypeError, node.emit_signal)
    assert "needs a Node" in raised(TypeError, Node.get_child, Resource(), 0)


def test_typed_arrays(node: Any) -> None:
    """A list for a typed array has to fit; the array that comes back is typed."""
    state = godot.GLTFState()
    first = godot.GLTFNode()
    state.set_nodes([first])
    assert state.get_nodes()[0] is first and state.nodes.get_typed_class_name() == "GLTFNode"
    state.nodes = (first, godot.GLTFNode())
    assert len(state.nodes) == 2
    message = raised(TypeError, state.set_nodes, [first, Resource()])
    assert "GLTFNode" in message and "set_nodes() argument 1" in message
    raised(TypeError, state.set_nodes, ["x"])
    mesh = godot.NavigationMesh()
    raised(TypeError, setattr, state, "nodes", 7)
    assert len(state.nodes) == 2 and mesh.get_polygon_count() == 0
    player = scripted()
    player.names = ["x", "y"]
    assert list(player.names) == ["x", "y"]
    for wrong in ([Vector2()], 7):
        assert "Node.names: " in raised(TypeError, setattr, player, "names", wrong)
    assert list(player.names) == ["x", "y"]
    player.free()


def test_methods_of_scripts_as_callables(node: Any) -> None:
    """The engine knows a method of a script that is connected by its object and name."""
    player = scripted()
    child = Node()
    child.add_user_signal("hit", [{"name": "amount", "type": godot.TYPE_INT}])
    child.connect("hit", player.add)
    assert child.is_connected("hit", player.add)
    assert child.is_connected("hit", godot.Callable(player, "add"))
    child.emit_signal("hit", 5)
    assert player.health == 15
    child.free()
    player.free()


def test_enums(node: Any) -> None:
    """Arguments take members and numbers; results are numbers that equal the members."""
    node.process_mode = Node.ProcessMode.PROCESS_MODE_ALWAYS
    assert node.process_mode == Node.PROCESS_MODE_ALWAYS == Node.ProcessMode(node.process_mode)
    assert Node.ProcessMode(node.process_mode).name == "PROCESS_MODE_ALWAYS"
    assert godot.Input.MouseMode.MOUSE_MODE_CAPTURED == godot.Input.MOUSE_MODE_CAPTURED
    flags = godot.Control.SizeFlags
    assert (flags.SIZE_FILL | flags.SIZE_EXPAND) == flags.SIZE_EXPAND_FILL
    assert isinstance(godot.Error.OK, int) and godot.Error(7).name == "ERR_FILE_NOT_FOUND"


def test_virtual_methods(node: Any) -> None:
    """A virtual method of the engine's can be called by super(), and does nothing."""
    assert super(type(node), node)._ready() is None
    assert Node._ready(node) is None
    assert Node._get_configuration_warnings(node) == godot.PackedStringArray()
    assert godot.Control._get_minimum_size(node) == Vector2()
    assert "takes 1 argument" in raised(TypeError, Node._process, node)


def test_static_methods(node: Any) -> None:
    """On the class and on its objects."""
    assert godot.JSON.stringify({"a": 1}) == '{"a":1}'
    assert godot.JSON().stringify([1]) == "[1]"
    assert godot.FileAccess.file_exists("res://player.gd")
    assert not hasattr(godot.Expression(), "stringify")


def test_failing_script(node: Any) -> None:
    """An error in a script of GDScript stays in the log."""
    player = scripted()
    expect_error("Cannot call method 'get_name' on a null value")
    assert player.fail() is None
    player.free()


# ---- threads ----


def test_signals_from_threads(node: Any) -> None:
    """Threads that connect, ask and disconnect at once neither wait for each other nor crash."""
    # Not a node: the engine has no lock for their signals, which belong to the main thread.
    emitter = godot.Object()
    wrong: list[BaseException] = []

    def work(number: int) -> None:
        def handler() -> int:
            return number

        try:
            for _ in range(200):
                emitter.connect("script_changed", handler)
                assert emitter.is_connected("script_changed", handler)
                emitter.disconnect("script_changed", handler)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    assert not emitter.script_changed.get_connections()
    emitter.free()


def test_getters_of_scripts_that_wait(node: Any) -> None:
    """A getter in GDScript may wait for a thread that runs Python."""
    player = scripted()
    for read in (lambda: player.awaited, lambda: player["awaited"], lambda: player.get("awaited")):
        thread = threading.Thread(target=lambda: player.add(1) and player.semaphore.post())
        thread.start()
        assert read() == player.health
        thread.join()
    assert player.health == 13
    player.free()
