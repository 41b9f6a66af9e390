"""Scripts' classes from Python: made, freed, found, held."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from inside_runner import expect_error

import godot
from godot import Node, Performance, ResourceLoader, Sprite2D


def test_made_in_python(node: Node) -> None:
    """Calling a script's class makes an object with the script, and runs __init__ once."""
    from player import Player

    player: Any = Player()
    assert type(player) is Player
    assert player.log == ["init"]
    assert player.get_script() is ResourceLoader.load("res://player.py")
    node.add_child(player)
    assert player.log == ["init", "enter tree", "ready"]
    assert node.get_child(0) is player
    assert node.get_node(player.get_path()) is player
    player.free()
    assert not godot.is_instance_valid(player)
    assert isinstance(player, Player)


def test_arguments(node: Node) -> None:
    """The arguments go to __init__, keyword arguments too."""
    from counted import Counted

    made = Counted(3, extra=4)
    assert (made.value, made.extra) == (3, 4)


def test_init_raises(node: Node) -> None:
    """What __init__ raises reaches the caller."""
    from counted import Counted

    try:
        Counted(1, 2, 3)
    except TypeError as error:
        assert "positional" in str(error)
    else:
        raise AssertionError("nothing was raised")


def test_init_raises_in_a_node(node: Node) -> None:
    """A node whose __init__ raises is not left behind; it is usable until then."""
    from early_failing import EarlyFailing

    counts = []
    for _ in range(3):
        try:
            EarlyFailing()
        except RuntimeError as error:
            assert "early on purpose" in str(error)
        else:
            raise AssertionError("nothing was raised")
        counts.append(Performance.get_monitor(Performance.OBJECT_COUNT))
    assert counts[1] == counts[2], counts  # the first time also loads the script


def test_engine_made(node: Node) -> None:
    """An object that the engine makes is an instance of the class, with its attributes."""
    from player import Player

    scene = ResourceLoader.load("res://player.tscn")
    player = scene.instantiate()
    node.add_child(player)
    assert type(player) is Player
    assert player.health == 42
    child = player.get_node("Child")
    assert isinstance(child, Player) and isinstance(child, Sprite2D)
    assert child.title == "child"
    child.centered = False
    assert child.centered is False
    child.attribute = ["kept"]
    assert player.get_node("Child").attribute == ["kept"]


def test_cycles(node: Node) -> None:
    """A cycle between a node and its attributes dies with the node."""
    from player import Player

    class Thing:
        owner: Any = None

    player = Player()
    thing = Thing()
    thing.owner = player
    player.thing = thing
    gone = weakref.ref(thing)
    player.free()
    del player, thing
    gc.collect()
    assert gone() is None


def test_counted_cycles(node: Node) -> None:
    """A cycle of RefCounted objects with scripts is collected."""
    import counted

    gc.collect()
    before = counted.alive
    one, two = counted.Counted(), counted.Counted()
    one.keep(two)
    two.keep(one)
    del one, two
    gc.collect()
    assert counted.alive == before


def test_set_script(node: Node) -> None:
    """The face changes its class with the script."""
    from player import Player

    other: Any = Sprite2D()
    other.set_script(ResourceLoader.load("res://player.py"))
    assert isinstance(other, Player)
    assert other.health == 100
    other.set_script(None)
    assert type(other) is Sprite2D
    other.set_script(ResourceLoader.load("res://enemies/orc.py"))
    assert other.hit(1) == "enemy hit by 2 twice"
    other.free()


def test_free_in_own_method(node: Node) -> None:
    """A node may be freed while its method runs, by queue_free."""
    from player import Player

    player = Player()
    node.add_child(player)
    player.died.connect(lambda reason: player.queue_free())
    player.die()
    assert godot.is_instance_valid(player)


def test_undecorated_subclass(node: Node) -> None:
    """A class that is no script says so when it is made."""
    from player import Player

    class Other(Player):
        pass

    try:
        Other()
    except TypeError as error:
        assert "decorate it with @exposed" in str(error), str(error)
    else:
        raise AssertionError("nothing was raised")


def test_init_may_use_signals(node: Node) -> None:
    """In __init__ the object is whole: signals, properties and the engine's methods work."""
    from early import Early

    early = Early()
    assert early.heard == ["now"]
    assert early.name == "Early"
    early.free()
    expect_error("early on purpose")
    made: Any = Node()
    made.set_script(ResourceLoader.load("res://early_failing.py"))
    assert made.get_script() is not None
    made.free()
