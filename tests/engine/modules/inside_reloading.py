"""Scripts and modules that change while they are in use."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

from inside_runner import expect_error

import godot
from godot import Node, ProjectSettings, ResourceLoader
from godot._ffi import core
from godot.scripting import modules, registration, reloading

HEAD = "from godot import *\n"


def write(path: str, text: str) -> None:
    """Writes a file of the project."""
    target = Path(ProjectSettings.globalize_path(f"res://{path}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def attached(parent: Node, path: str, base: str = "Node") -> Any:
    """A node in the tree with that script, attached as a scene does it."""
    made = getattr(godot, base)()
    made.set_script(ResourceLoader.load(f"res://{path}"))
    parent.add_child(made)
    return made


def reload(path: str) -> int:
    """As the editor does after saving."""
    return int(ResourceLoader.load(f"res://{path}").reload(True))


def test_methods_and_attributes(node: Node) -> None:
    """Instances go on with their attributes and the new methods, for the engine too."""
    write("m1.py", HEAD + "@exposed\nclass A(Node):\n    x = 1\n    def f(self): return 1\n"
          "    def gone(self): ...\n")  # fmt: skip
    a = attached(node, "m1.py")
    a.own, cls = [], type(a)
    write("m1.py", HEAD + "@exposed\nclass A(Node):\n    'said'\n    x = 2\n"
          "    def f(self, n=0): return 2 + n\n    def new(self): return self.own\n")  # fmt: skip
    assert reload("m1.py") == 0
    assert type(a) is cls and a.f() == 2 and a.x == 2 and a.new() is a.own
    assert a.call("f", 5) == 7 and a.has_method("new") and not a.has_method("gone")
    assert a.get("x") == 2


def test_virtuals_come_and_go(node: Node) -> None:
    """A _process that is added is called from the next frame on."""
    write("m2.py", HEAD + "@exposed\nclass A(Node):\n    pass\n")
    a = attached(node, "m2.py")
    write("m2.py", HEAD + "@exposed\nclass A(Node):\n    def _to_string(self): return 'a'\n"
          "    def _notification(self, what): self.what = what\n")  # fmt: skip
    reload("m2.py")
    a.notification(9999)
    assert a.what == 9999 and godot.str_to_var('"x"') == "x"


def test_exports_and_signals(node: Node) -> None:
    """Exports appear with their default, values stay where they fit, signals come and go."""
    write("m3.py", HEAD + "@exposed\nclass A(Node):\n    a = export(1)\n    b = export(2)\n"
          "    c = export('x')\n    old = signal('n')\n")  # fmt: skip
    a, b = attached(node, "m3.py"), attached(node, "m3.py")
    a.set("a", 10)
    a.set("b", 20)
    a.set("c", "kept?")
    write("m3.py", HEAD + "@exposed\nclass A(Node):\n    a = export(1.5)\n    c = export(7)\n"
          "    d = export(4)\n    new = signal('n')\n")  # fmt: skip
    reload("m3.py")
    assert a.get("a") == 10.0 and isinstance(a.a, float) and b.a == 1.5
    assert a.c == 7 and b.d == 4 and a.get("d") == 4
    names = [str(item["name"]) for item in a.get_property_list()]
    assert "d" in names and "b" not in names
    assert a.has_signal("new") and not a.has_signal("old")
    heard: list[int] = []
    a.new.connect(heard.append)
    a.new.emit(3)
    assert heard == [3]


def test_handlers_run_the_new_code(node: Node) -> None:
    """What is connected runs the new method."""
    text = (
        HEAD
        + "@exposed\nclass A(Node):\n    s = signal()\n    n = 0\n    def h(self): self.n = {}\n"
    )
    write("m4.py", text.format(1))
    a = attached(node, "m4.py")
    a.s.connect(a.h)
    assert a.is_connected("s", godot.Callable(a, "h"))
    write("m4.py", text.format(2))
    reload("m4.py")
    a.s.emit()
    assert a.n == 2


def test_base_class_changes(node: Node) -> None:
    """Another engine class as the base, for objects made from then on too."""
    write("m5.py", HEAD + "@exposed\nclass A(Node):\n    pass\n")
    a = attached(node, "m5.py", "Node2D")
    write("m5.py", HEAD + "@exposed\nclass A(Node2D):\n    def f(self): return self.position.x\n")
    reload("m5.py")
    assert a.f() == 0.0
    script = ResourceLoader.load("res://m5.py")
    assert script.get_instance_base_type() == "Node2D"
    b = sys.modules["m5"].A()
    assert b.get_class() == "Node2D" and b.f() == 0.0
    b.free()


def test_derived_scripts_follow(node: Node) -> None:
    """A script that derives from another has what its base has now."""
    write(
        "base1.py",
        HEAD + "@exposed\nclass Base(Node):\n    n = export(1)\n    def f(self): return 1\n",
    )
    write(
        "m6.py",
        HEAD
        + "from base1 import Base\n@exposed\nclass A(Base):\n    def g(self): return super().f()\n",
    )
    a = attached(node, "m6.py")
    write("base1.py", HEAD + "@exposed\nclass Base(Node):\n    n = export(5)\n    m = export(6)\n"
          "    def f(self): return 2\n    def h(self): return 3\n")  # fmt: skip
    reload("base1.py")
    assert (a.g(), a.n, a.get("m"), a.call("h")) == (2, 5, 6, 3)
    assert isinstance(a, sys.modules["base1"].Base)


def test_plain_modules(node: Node) -> None:
    """A helper that was edited is found, by the engine's own call too."""
    write("helper1.py", "SPEED = 1\ndef f(): return SPEED\n")
    write("m7.py", HEAD + "from helper1 import f\nimport helper1\n@exposed\nclass A(Node):\n"
          "    def g(self): return f() + helper1.SPEED\n")  # fmt: skip
    a = attached(node, "m7.py")
    assert a.g() == 2
    write("helper1.py", "SPEED = 10\ndef f(): return SPEED\n")
    assert reloading.reload_changed().renewed == ("res://helper1.py", "res://m7.py")
    assert a.g() == 20
    write("helper1.py", "SPEED = 100\ndef f(): return SPEED\n")
    registration.the_language()._reload_scripts([a.get_script()], True)  # as the debugger asks
    assert a.g() == 200


def test_failed_reload(node: Node) -> None:
    """A syntax error, an exception and a wrong export leave the last good version."""
    good = HEAD + "@exposed\nclass A(Node):\n    n = export(1)\n    def f(self): return 1\n"
    write("m8.py", good)
    a = attached(node, "m8.py")
    a.n = 9
    other = good.replace("return 1", "return 2")
    for wrong in ("class A(:\n", other + "1 / 0\n", other.replace("n = ", "n: str = ")):
        expect_error("res://m8.py could not be reloaded")
        write("m8.py", wrong)
        assert reload("m8.py") != 0
        assert a.f() == 1 and a.n == 9 and a.call("f") == 1
        assert attached(node, "m8.py").f() == 1
    write("m8.py", good.replace("return 1", "return 3"))
    assert reload("m8.py") == 0 and a.f() == 3 and a.n == 9


def test_broken_at_first(node: Node) -> None:
    """A script that could not be loaded can be attached after its repair."""
    write("m9.py", HEAD + "class A(:\n")
    expect_error("res://m9.py could not be loaded")
    script = ResourceLoader.load("res://m9.py")
    assert not script.can_instantiate()
    expect_error("cannot be attached")
    made = Node()
    made.set_script(script)
    write("m9.py", HEAD + "@exposed\nclass A(Node):\n    def f(self): return 1\n")
    assert script.reload(True) == 0 and script.can_instantiate()
    made.set_script(script)
    assert made.f() == 1
    made.free()


def test_nodes_of_scenes_come_alive(node: Node) -> None:
    """What a scene has given a broken script gets it when it is mended, with the scene's values."""
    write("m14.py", HEAD + "@exposed\nclass A(Node:\n")
    scene = [
        "[gd_scene load_steps=2 format=3]",
        '[ext_resource type="Script" path="res://m14.py" id="1"]',
        '[node name="Top" type="Node"]\nscript = ExtResource("1")\nn = 1',
        '[node name="Below" type="Node" parent="."]\nscript = ExtResource("1")\nn = 2\n',
    ]
    write("m14.tscn", "\n".join(scene))
    expect_error("res://m14.py could not be loaded")
    expect_error("cannot be attached")
    expect_error("cannot be attached")
    made = godot.load("res://m14.tscn").instantiate()
    node.add_child(made)
    write("m14.py", HEAD + "@exposed\nclass A(Node):\n    n = export(0)\n    said = ''\n"
          "    def _ready(self): self.said = f'ready {self.n}'\n"
          "    def _process(self, delta): ...\n")  # fmt: skip
    assert reload("m14.py") == 0
    below = made.get_node("Below")
    assert (made.said, below.said) == ("ready 1", "ready 2")
    assert below.is_processing() and type(made) is sys.modules["m14"].A


def test_no_class_any_more(node: Node) -> None:
    """A script whose class has gone is a module; what it was attached to goes on."""
    write("m10.py", HEAD + "@exposed\nclass A(Node):\n    def f(self): return 1\n")
    a = attached(node, "m10.py")
    write("m10.py", "x = 1\n")
    assert reload("m10.py") == 0
    assert not ResourceLoader.load("res://m10.py").can_instantiate() and a.f() == 1


def test_class_with_another_name(node: Node) -> None:
    """A script's class may be renamed: what it is attached to goes on with the new one."""
    write("m13.py", HEAD + "@exposed\nclass Old(Node):\n    n = export(1)\n"
          "    def f(self): return 1\n")  # fmt: skip
    a = attached(node, "m13.py")
    a.n = 5
    write("m13.py", HEAD + "@exposed\nclass New(Node):\n    n = export(1)\n"
          "    def f(self): return super().get_child_count(), New\n"
          "class Below(New): pass\n")  # fmt: skip
    assert reload("m13.py") == 0
    module = sys.modules["m13"]
    assert type(a) is module.New and a.f() == (0, module.New) and a.n == 5
    assert issubclass(module.Below, type(a)) and not hasattr(module, "Old")
    assert type(a).__name__ == type(a).__qualname__ == "New"


def test_a_thousand_reloads(node: Node) -> None:
    """Memory stays as it was."""
    text = HEAD + (
        "class State:\n    n = {0}\n@exposed\nclass A(Node):\n    n = export({0})\n"
        "    s = signal('n')\n    def f(self): return super().get_child_count(), {0}\n"
    )
    write("m11.py", text.format(0))
    a = attached(node, "m11.py")

    def rounds(start: int, end: int) -> tuple[int, int, int]:
        for number in range(start, end):
            write("m11.py", text.format(number))
            reload("m11.py")
        gc.collect()
        return core.live_objects(), len(gc.get_objects()), resident()

    rounds(1, 100)
    before = rounds(100, 200)
    after = rounds(200, 1000)
    assert a.f() == (0, 999) and a.n == 999
    assert after[0] == before[0], "objects of the engine"
    assert after[1] - before[1] < 100, f"objects of Python: {before[1]} to {after[1]}"
    assert after[2] - before[2] < 1_000_000, f"memory: {before[2]} to {after[2]}"


def resident() -> int:
    """The process's memory, in bytes; 0 where that is not to be had."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


def test_import_leads_back(node: Node) -> None:
    """A module whose own code loads a scene with its script is whole in the end."""
    write("m12.py", HEAD + "scene = load('res://m12.tscn')\n@exposed\nclass A(Node):\n"
          "    def f(self): return 1\n")  # fmt: skip
    write("m12.tscn", '[gd_scene load_steps=2 format=3]\n'
          '[ext_resource type="Script" path="res://m12.py" id="1"]\n'
          '[node name="A" type="Node"]\nscript = ExtResource("1")\n')  # fmt: skip
    module = modules.load_module("res://m12.py")
    made = module.scene.instantiate()
    assert type(made) is module.A and made.f() == 1
    made.free()
