"""Callables, signals and texts of the engine in Python."""

from __future__ import annotations

import copy
import gc
from typing import Any

from inside_runner import expect_error, raised

from godot import (
    ERR_INVALID_PARAMETER,
    OK,
    Callable,
    Node,
    NodePath,
    Object,
    ResourceLoader,
    Signal,
    String,
    StringName,
)


def helper() -> Any:
    """An object with a GDScript."""
    return ResourceLoader.load("res://lambdas.gd").new()


def handler(node: Any) -> Any:
    """A node with a Python script, from a scene that has connected its signal to its method."""
    made = ResourceLoader.load("res://handler.tscn").instantiate()
    node.add_child(made)
    return made


def test_a_lambda_of_gdscript_is_called(node: Any) -> None:
    """A Callable of GDScript is called like a function, and has the engine's methods."""
    adder = helper().call("adder", 5)
    assert isinstance(adder, Callable)
    assert adder(2) == 7 == adder.call(2) == adder.callv([2])
    assert adder.bind(3).call() == 8
    assert adder.unbind(1)(2, "more") == 7
    assert adder.is_valid() and adder.is_custom() and not adder.is_null()
    assert adder.get_argument_count() == 1
    assert copy.copy(adder) == copy.deepcopy(adder) == adder
    assert adder != helper().call("adder", 5)


def test_callables_of_python_functions(node: Any) -> None:
    """A function passes as it is; Callable(function) has the engine's methods beside."""
    calls: list[Any] = []

    def function(*args: Any) -> int:
        calls.append(args)
        return len(args)

    made = Callable(function)
    assert made(1, 2) == 2 and made.call(3) == 1
    assert made.bind(7).call(6) == 2 and calls[-1] == (6, 7)
    assert made.unbind(1).call(6, 7) == 1
    assert made == function and function == made and made != print
    assert made == Callable(function) and len({made, Callable(function), function}) == 1
    assert helper().call("run", function, [1, 2, 3]) == 3
    assert made.is_valid() and made.get_object() is None
    made.call_deferred("later")
    assert not Callable().is_valid() and Callable().is_null()
    assert made and not Callable() and node.ready and not Signal()
    raised(ReferenceError, Callable())
    assert "what can be called" in raised(TypeError, Callable, 5)
    assert "engine object" in raised(TypeError, Callable, "x", "y")


def test_methods_of_scripted_objects(node: Any) -> None:
    """A method of a scripted object is the same Callable as the one of object and name."""
    hears = handler(node)
    assert helper().call("show", hears._on_rang) == "Node _on_rang"
    made = Callable(hears, "_on_rang")
    assert made.get_object() is hears and made.get_method() == "_on_rang"
    assert made == hears._on_rang and made.is_standard()
    assert len({made, hears._on_rang, Callable(hears._on_rang)}) == 1
    assert Callable(hears._on_rang).is_standard()
    node.set_meta("method", hears._on_rang)
    assert node.get_meta("method") == hears._on_rang
    node.set_meta("method", None)
    assert helper().call("show", node.queue_free) == "InsideRunner queue_free"
    assert Callable(node.get_child_count).get_method() == "get_child_count"


def test_connections_of_scenes_and_python_agree(node: Any) -> None:
    """A scene's connection, one of GDScript and one of Python are one connection."""
    hears = handler(node)
    assert hears.rang.is_connected(hears._on_rang)
    hears.rang.emit(1)
    assert hears.heard == [1]
    (connection,) = hears.rang.get_connections()
    assert connection["callable"] == hears._on_rang and connection["signal"] == hears.rang
    hears.rang.disconnect(hears._on_rang)
    assert not helper().call("is_connected_to", hears, "rang", "_on_rang")
    assert helper().call("connect_method", hears, "rang", "_on_rang") == OK
    assert hears.rang.is_connected(hears._on_rang)
    expect_error("already connected")
    assert hears.rang.connect(hears._on_rang) == ERR_INVALID_PARAMETER
    hears.rang.disconnect(hears._on_rang)
    assert not hears.rang.has_connections()


def test_connecting_with_flags(node: Any) -> None:
    """Flags are the engine's constants or keywords."""
    calls: list[Any] = []
    owner = helper()
    told = Signal(owner, "told")
    assert told.connect(calls.append, one_shot=True) == OK
    told.emit(1)
    told.emit(2)
    assert calls == [1]
    told.connect(calls.append, Object.CONNECT_ONE_SHOT)
    assert told.get_connections()[0]["flags"] == Object.CONNECT_ONE_SHOT
    told.disconnect(calls.append)
    told.connect(calls.append, deferred=True)
    told.emit(3)
    assert calls == [1]
    told.disconnect(calls.append)
    for _ in range(2):
        assert told.connect(print, reference_counted=True) == OK
    told.disconnect(print)
    assert told.is_connected(print)
    told.disconnect(print)
    assert not told.is_connected(print)
    raised(TypeError, told.connect, 5)
    message = raised(TypeError, told.connect, owner, "free")  # as Godot 3 had it
    assert "without its name: signal.connect(object.method)" in message


def test_signals_as_values(node: Any) -> None:
    """A Signal is made of object and name, is equal to the attribute, and says what is wrong."""
    assert Signal(node, "ready") == node.ready != Signal(node, "renamed")
    assert Signal(node.ready) == node.ready and Signal(node, signal="ready") == node.ready
    assert hash(Signal(node, "ready")) == hash(node.ready)
    assert copy.copy(node.ready) == node.ready
    assert Signal().is_null() and Signal[[int]].__origin__ is Signal
    raised(TypeError, Signal, node)
    raised(TypeError, Signal, "node", "ready")
    heard: list[Any] = []
    big = Signal(owner := helper(), "told")
    big.connect(heard.append)
    big.emit({"a": [1]})
    assert heard == [{"a": [1]}] and owner
    raised(TypeError, big.emit, 1j)


def test_signals_of_freed_objects(node: Any) -> None:
    """What has no object any more is a ReferenceError."""
    other = Node()
    renamed = other.renamed
    other.free()
    assert "renamed" in raised(ReferenceError, renamed.emit)
    raised(ReferenceError, renamed.connect, print)
    raised(ReferenceError, renamed.disconnect, print)
    raised(ReferenceError, renamed.is_connected, print)
    raised(ReferenceError, Signal, other, "renamed")
    raised(ReferenceError, Signal().emit)
    method = Callable(node, "get_name")
    assert method() == node.name
    gone = Node()
    method = Callable(gone, "get_name")
    gone.free()
    assert not method.is_valid()
    raised(ReferenceError, method)


def test_errors_in_callables(node: Any) -> None:
    """What a callable raises is in the log once; Python hears it when Python called it."""

    def broken() -> None:
        raise ValueError("not today")

    expect_error("not today")
    assert helper().call("run", broken, []) is None
    assert "not today" in raised(ValueError, Callable(broken))


def test_errors_reach_gdscript(node: Any) -> None:
    """A function of GDScript ends where the callable of Python that it calls has raised."""

    def broken() -> None:
        raise ValueError("not today")

    expect_error("not today")
    expect_error("lambdas.gd")
    assert helper().call("call_and_go_on", broken) is None
    assert helper().call("call_and_go_on", lambda: 1) == "went on"


def test_callables_leave_nothing(node: Any) -> None:
    """A Callable that nobody has any more lets go of its function and what it is bound to."""
    alive: list[int] = []

    class Thing:
        def __init__(self) -> None:
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

        def method(self) -> None:
            """Does nothing."""

    for _ in range(200):
        thing = Thing()
        made = Callable(thing.method).bind(1)
        node.set_meta("callable", made)
        node.get_meta("callable")
    del thing, made
    node.set_meta("callable", None)
    gc.collect()
    assert not alive


def test_texts_have_the_methods_of_the_engine(node: Any) -> None:
    """Texts are str, with the engine's own methods where str has none of that name."""
    assert StringName("SomeName").to_snake_case() == "some_name"
    assert String("res://a/b.png").get_extension() == "png"
    assert String("res://a/b.png").get_file() == "b.png"
    assert String.humanize_size(2048) == "2.00 KiB"
    assert String.chr(65) == "A"
    path = NodePath("a/b:c:d")
    assert path.get_name(1) == "b" and path.get_name_count() == 2
    assert path.get_subname(0) == "c"
    assert path.get_concatenated_names() == "a/b"
    assert path.slice(0, 1) == "a"
    assert not path.is_absolute() and NodePath("/root").is_absolute()
    assert path.split("/") == ["a", "b:c:d"]
    assert path == "a/b:c:d" and hash(path) == hash("a/b:c:d") and {path: 1}["a/b:c:d"] == 1
    assert "to_snake_case" in dir(StringName("x")) and "upper" in dir(StringName("x"))
    assert "no_such" in raised(AttributeError, lambda: path.no_such)
    raised(AttributeError, lambda: String.no_such)
    assert isinstance(node.get_path(), NodePath) and node.get_path().get_name_count() > 0
    node.set_meta("text", String("x"))
    assert type(node.get_meta("text")) is str
