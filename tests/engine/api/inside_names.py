"""Everything of the engine by its Godot name, and what help() says of it."""

from __future__ import annotations

import enum
import inspect
import math
import pydoc
from typing import Any

from api_classes import Foreign
from inside_runner import raised

import godot
from godot import Node, classes, unknown_classes
from godot._ffi import core
from godot.api import engine_api


def raised_by(code: str, expected: type[BaseException]) -> str:
    """The message of the exception that the code has to raise."""
    return raised(expected, exec, code, {"godot": godot})


# ---- names ----


def test_every_name(node: Any) -> None:
    """Whatever dir() lists is there; only the editor's own things are not, in a game."""
    missing = [name for name in dir(godot) if not hasattr(godot, name)]
    assert missing == ["EditorInterface"]
    assert {"Node", "Input", "Vector2", "lerp", "Error", "KEY_A", "PI", "load"} <= set(dir(godot))
    assert len(dir(godot)) > 1700


def test_constants_and_enums(node: Any) -> None:
    """Global ones by their names; those of GDScript too."""
    assert godot.KEY_A == godot.Key.KEY_A == 65 and isinstance(godot.KEY_A, int)
    assert godot.OK == 0 and godot.Error(godot.OK) is godot.Error.OK
    assert godot.TYPE_INT == godot.Variant.Type.TYPE_INT == 2
    assert godot.Variant.Operator.OP_ADD == godot.OP_ADD
    assert issubclass(godot.MouseButtonMask, enum.IntFlag)
    assert math.pi == godot.PI and math.tau == godot.TAU and math.isinf(godot.INF)
    assert math.isnan(godot.NAN)


def test_names_of_godot_3(node: Any) -> None:
    """The error says what does the work of such a name now, which is there as the name is not."""
    from godot.renamed import GODOT_3

    assert not GODOT_3.keys() & set(dir(godot))
    assert set(GODOT_3.values()) - set(dir(godot)) == set()
    told = "what Godot 3 called so is 'CharacterBody2D' now"
    assert raised_by("godot.KinematicBody2D", AttributeError).endswith(told)
    assert raised_by("from godot import KinematicBody2D", ImportError).endswith(told)


def test_builtin_types_and_functions(node: Any) -> None:
    """Types that are Python's own are these; functions keep their names, whatever Python has."""
    assert (godot.int, godot.float, godot.bool) == (int, float, bool)
    assert issubclass(godot.String, str)
    assert godot.str(1, "a") == "1a" and godot.max(1, 2.5) == 2.5 and godot.abs(-1) == 1
    assert godot.clampf(min=0.0, max=1.0, value=7) == 1.0
    assert godot.lerp(from_=0.0, to=4.0, weight=0.5) == 2.0
    # These stand among the package's globals now, and nothing of it takes them for Python's own.
    assert callable(godot.print) and godot.is_instance_valid(node) and dir(godot)


def test_unknown_names(node: Any) -> None:
    """An error that says what resembles the name, also where it is imported."""
    assert "did you mean 'Node'" in raised_by("godot.Nodee", AttributeError)
    assert "did you mean 'Node'" in raised_by("from godot import Nodee", ImportError)
    assert "'is_instance_valid'" not in raised_by("from godot import QqQqQq", ImportError)
    assert "only in the editor" in raised_by("godot.EditorInterface", AttributeError)
    assert "only in the editor" in raised_by("from godot import EditorInterface", ImportError)
    assert not hasattr(godot, "Nodee") and getattr(godot, "Nodee", 5) == 5


def test_modules_are_found_first(node: Any) -> None:
    """A module of the package is no name of the engine."""
    from godot import names, registry

    assert inspect.ismodule(names) and inspect.ismodule(registry)


def test_loading(node: Any) -> None:
    """A resource by its path; an error when there is none."""
    script = godot.load("res://player.gd")
    assert script is godot.preload("res://player.gd")
    assert "'res://nothing.tscn'" in raised_by(
        "godot.load('res://nothing.tscn')", FileNotFoundError
    )


# ---- help ----


def test_signatures(node: Any) -> None:
    """inspect.signature() knows names, types, defaults and the result."""
    signature = inspect.signature(Node.add_child)
    assert list(signature.parameters) == ["self", "node", "force_readable_name", "internal"]
    assert signature.parameters["node"].annotation is Node
    assert signature.parameters["internal"].annotation is Node.InternalMode
    assert signature.parameters["force_readable_name"].default is False
    assert signature.return_annotation is None
    assert "self" not in inspect.signature(node.add_child).parameters
    assert str(inspect.signature(godot.clampi)) == "(value: int, min: int, max: int) -> int"
    assert "*args" in str(inspect.signature(godot.print))
    assert "delta: float" in str(inspect.signature(Node._process))
    typed = inspect.signature(Node.get_children).return_annotation
    assert typed.__args__ == (Node,)
    default = inspect.signature(godot.CanvasItem.draw_texture).parameters["modulate"].default
    assert default == godot.Color(1, 1, 1, 1)


def test_texts(node: Any) -> None:
    """The docstrings are the engine's own texts."""
    assert "base class for all scene objects" in (Node.__doc__ or "").lower()
    assert Node.add_child.__doc__.startswith("Adds a child ``node``.")
    assert "StringName" in Node.name.__doc__ and "name of the node" in Node.name.__doc__
    assert Node.child_entered_tree.__doc__.startswith("child_entered_tree(node: Node)")
    assert "each idle frame" in Node._process.__doc__
    assert "property ``wait_time``" in godot.Timer.get_wait_time.__doc__
    assert "interpolates" in godot.lerp.__doc__
    assert Foreign.__doc__ == "Has one member of each kind."


def test_pydoc(node: Any) -> None:
    """help() shows classes, methods, properties and objects."""
    shown = pydoc.render_doc(godot.Timer, renderer=pydoc.plaintext)
    for text in (
        "class Timer(Node)",
        "start(self, /, time_sec: float = -1)",
        "wait_time",
        "timeout",
    ):
        assert text in shown
    shown = pydoc.render_doc(Node.add_child, renderer=pydoc.plaintext)
    assert "add_child(" in shown and "force_readable_name: bool = False" in shown
    assert "Timer" in pydoc.render_doc(godot.Timer.wait_time, renderer=pydoc.plaintext)


# ---- classes that the description does not know ----


def twin() -> Any:
    """The native class Foreign as if another extension had made it."""
    class_db = classes.singleton("ClassDB")
    data = unknown_classes.ask_engine(class_db, "Foreign")
    assert data is not None
    return classes.make_class(
        "Foreign", Node, data, unknown_classes.methods(class_db, "Foreign", data), {}
    )


def test_unknown_classes(node: Any) -> None:
    """What ClassDB says of a class is enough for its members."""
    cls = twin()
    made = Foreign()
    assert cls.health.__get__(made) == 100
    cls.health.__set__(made, 70)
    assert made.health == 70
    assert (cls.ANSWER, cls.Mood.BUSY, int(cls.Flag.ONE | cls.Flag.TWO)) == (42, 5, 3)
    assert cls.__godot_class__ == "Foreign" and "Foreign.move" in repr(cls.move)
    got: list[int] = []
    cls.moved.__get__(made).connect(got.append)
    assert (cls.move(made, 3), cls.move(made, times=5, by=1), got) == (6, 5, [6, 5])
    assert str(inspect.signature(cls.move)) == "(self, /, by: int, times: int = 2) -> int"
    for arguments in ((), (1, 2, 3), ("x",)):
        assert "move" in raised(TypeError, cls.move, made, *arguments)
    assert "move" in raised(TypeError, cls.move, made, 1, by=2)
    assert "move" in raised(TypeError, cls.move, made, other=2)
    assert "move" in raised(TypeError, cls.move, 7, 1)
    made.free()


def test_classes_that_nobody_knows(node: Any) -> None:
    """An object whose class is not known to anybody is an Object."""
    assert unknown_classes.ask_engine(classes.singleton("ClassDB"), "Nobody") is None
    assert classes.class_for_name("Nobody") is godot.Object


def test_singletons_of_others(node: Any) -> None:
    """A singleton that an extension or a script registers is there by its name."""
    made = Node()
    godot.Engine.register_singleton("OfOthers", made)
    assert godot.OfOthers is made
    godot.Engine.unregister_singleton("OfOthers")
    made.free()
    assert not hasattr(godot, "OfOthers")


def test_classes_fit_the_running_engine(node: Any) -> None:
    """Each class of the description is in the engine, with the base that it says."""
    for name in engine_api().class_names():
        cls = classes.class_for_name(name)
        assert cls.__name__ == name and issubclass(cls, core.EngineObject)
    assert issubclass(godot.Sprite2D, godot.Node2D)
