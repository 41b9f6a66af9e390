"""Scripts in runs of their own: as the main loop, at the end, as placeholders of the editor."""

from __future__ import annotations

from pathlib import Path

from engine_game import Game

HOLDER = """
from counted import Counted
from godot import Node, exposed

thing = Counted(3)


@exposed
class Holder(Node):
    kept = Counted(4)
    many = []

    def _ready(self):
        Holder.many.append(Counted(self))
        self.me = self
        thing.keep(self)
        self.function = self.other
        self.closure = lambda: self
        self.tree_exiting.connect(self.closure)
        self.waits()

    async def waits(self):
        await self.get_tree().create_timer(100).timeout

    def other(self):
        pass
"""

COUNTED = """
from godot import RefCounted, exposed


@exposed
class Counted(RefCounted):
    def __init__(self, value=None):
        self.value = value

    def keep(self, other):
        self.kept = other
"""

HOLDING = """extends "res://engine_test.gd"
static var kept
static var more := {}

func _ready():
    var holder: Node = load("res://holder.py").new()
    add_child(holder)
    kept = load("res://counted.py").new(holder)
    more["counted"] = load("res://counted.py").new(kept)
    more["method"] = holder.other
    holder.waits()
    await get_tree().create_timer(0.05).timeout
    finish()
"""


def test_at_the_end(game: Game) -> None:
    """Objects with scripts that modules, classes and GDScript still hold go without a leak."""
    game.write("holder.py", HOLDER.replace("        self.waits()\n", ""))
    game.write("counted.py", COUNTED)
    game.write("main.gd", HOLDING.replace("    ", "\t"))
    game.run_script("main.gd")


MAIN_LOOP = """
from godot import SceneTree, exposed


@exposed
class Main(SceneTree):
    def _initialize(self):
        self.count = 0

    def _process(self, delta):
        self.count += 1
        return self.count > 3

    def _finalize(self):
        print("[engine-test] done")
        print("finalized after", self.count)
"""


def test_main_loop(game: Game) -> None:
    """A script may be the game's main loop, and be checked from the command line."""
    game.write("main.py", MAIN_LOOP)
    run = game.start("--script", "res://main.py")
    run.require()
    assert "finalized after 4" in run.log
    game.write("broken.py", "def f(:\n")
    run = game.start("--check-only", "--script", "res://broken.py")
    run.require(["SyntaxError: invalid syntax"], exit_code=1, marker="")


EXTENDING = """extends "res://engine_test.gd"

func _ready():
    var script := GDScript.new()
    script.source_code = "extends \\"res://counted.py\\"\\n"
    print("extended: ", script.reload())
    finish()
"""


def test_gdscript_cannot_extend(game: Game) -> None:
    """The engine lets a GDScript extend GDScripts only: it says so, and goes on."""
    game.write("counted.py", COUNTED)
    game.write("main.gd", EXTENDING.replace("    ", "\t"))
    run = game.run_script("main.gd", expect=["Could not resolve super class inheritance"])
    assert "extended: 43" in run.log


TOOL = """
from godot import Node, export, exposed


@exposed(tool=True)
class Tool(Node):
    number: int = export(3)

    def __init__(self):
        print("tool init")

    def answer(self):
        return 5
"""

PLAIN = """
from godot import Node, Vector2, export, exposed


@exposed
class Plain(Node):
    number: int = export(3)
    place = export(Vector2(1, 2))

    def __init__(self):
        print("plain init")
"""

SCENE = """[gd_scene load_steps=3 format=3]
[ext_resource type="Script" path="res://plain.py" id="1"]
[ext_resource type="Script" path="res://broken.py" id="2"]
[node name="Plain" type="Node"]
script = ExtResource("1")
number = 44
[node name="Broken" type="Node" parent="."]
script = ExtResource("2")
stored = 45
"""

IN_EDITOR = """@tool
extends SceneTree

func _initialize():
    var script: Script = load("res://plain.py")
    var node := Node.new()
    node.set_script(script)
    print("placeholder: ", [node.get("number"), node.get("place"), script.can_instantiate()])
    var tool := Node.new()
    tool.set_script(load("res://tool.py"))
    print("tool: ", [tool.call("answer"), tool.get("number")])
    var scene: Node = load("res://scene.tscn").instantiate(PackedScene.GEN_EDIT_STATE_MAIN)
    var packed := PackedScene.new()
    packed.pack(scene)
    ResourceSaver.save(packed, "res://saved.tscn")
    node.set("number", 9)
    var file := FileAccess.open("res://plain.py", FileAccess.WRITE)
    var changed := script.source_code.replace("place =", "name_of =")
    file.store_string(changed.replace("Vector2(1, 2)", "'new'"))
    file.close()
    print("reloaded: ", script.reload(true))
    print("after: ", [node.get("number"), node.get("name_of"), node.get("place")])
    for each in [node, tool, scene]:
        each.free()
    quit()
"""


def test_placeholders(game: Game) -> None:
    """In the editor a script that is no tool does not run, and no stored value is lost."""
    game.write("plain.py", PLAIN)
    game.write("tool.py", TOOL)
    game.write("broken.py", "def f(:\n")
    game.write("scene.tscn", SCENE)
    game.write("main.gd", IN_EDITOR.replace("    ", "\t"))
    run = game.start("--editor", "--script", "res://main.gd")
    # The editor was never opened, so it leaves much behind: its own errors at exit do not count.
    assert run.exit_code == 0
    assert "placeholder: [3, (1.0, 2.0), false]" in run.log
    assert "plain init" not in run.log
    assert "tool init" in run.log
    assert "tool: [5, 3]" in run.log
    assert "reloaded: 0" in run.log
    assert 'after: [9, "new", <null>]' in run.log
    saved = (game.folder / "saved.tscn").read_text(encoding="utf-8")
    assert "number = 44" in saved
    assert "stored = 45" in saved
    assert "place" not in saved


ENEMY = """
from godot import Node, export, exposed


@exposed
class Enemy(Node):
    strength: int = export(5)

    def hit(self):
        return self.strength
"""

ORC = """
from godot import exposed
from enemies.enemy import Enemy


@exposed
class Orc(Enemy):
    def hit(self):
        return 2 * super().hit()
"""

MAIN = """
from enemies.orc import Orc
from godot import Node, exposed


@exposed
class Main(Node):
    def _ready(self):
        orc = Orc()
        print("from the pack:", orc.hit(), self.get_child(0).hit())
        print("[engine-test] done")
        orc.free()
        self.get_tree().quit()
"""

MAIN_SCENE = """[gd_scene load_steps=3 format=3]
[ext_resource type="Script" path="res://main.py" id="1"]
[ext_resource type="Script" path="res://enemies/orc.py" id="2"]
[node name="Main" type="Node"]
script = ExtResource("1")
[node name="Orc" type="Node" parent="."]
script = ExtResource("2")
strength = 7
"""

PRESET = """[preset.0]
name="Pack"
platform="Linux"
runnable=true
export_filter="scenes"
export_files=PackedStringArray("res://main.tscn")
[preset.0.options]
binary_format/architecture="x86_64"
"""


def test_exported(game: Game, tmp_path: Path) -> None:
    """Exporting a scene takes its scripts along, and what they import; they run from the pack."""
    game.write("main.py", MAIN)
    game.write("enemies/enemy.py", ENEMY)
    game.write("enemies/orc.py", ORC)
    game.write("other.py", "TEXT = 'left out'\n")
    game.write("main.tscn", MAIN_SCENE)
    game.write("export_presets.cfg", PRESET)
    settings = (game.folder / "project.godot").read_text(encoding="utf-8")
    game.write(
        "project.godot",
        settings.replace("[application]\n", '[application]\nrun/main_scene="res://main.tscn"\n'),
    )
    pack = tmp_path / "game.pck"
    run = game.start("--export-pack", "Pack", str(pack))
    assert run.exit_code == 0, run.log
    assert b"left out" not in pack.read_bytes()
    for file in game.folder.iterdir():  # a game has its pack, and the addon beside it
        if file.is_file():
            file.unlink()
    run = game.start("--main-pack", str(pack))
    run.require()
    assert "from the pack: 10 14" in run.log


REFUSING = """
from godot import Node, exposed, signal


@exposed
class Refusing(Node):
    hit = signal("damage")
    deep = signal()

    def begin(self):
        self.hit.connect(lambda: None)
        self.deep.connect(self.again)
        self.hit.emit(3)

    def again(self):
        self.deep.emit()

    def gives_set(self):
        return {1}

    def fails(self):
        raise ValueError("failed on purpose")

    async def wait(self):
        await self.get_tree().process_frame
"""

REFUSED = """extends "res://engine_test.gd"

func _ready():
    var node: Node = load("res://refusing.py").new()
    add_child(node)
    node.begin()
    node.callv("gives_set", [])
    await node.wait()
    node.callv("fails", [])
    node.again()
    finish()
"""


def test_places_of_errors(game: Game) -> None:
    """Refused calls and results are told with their function's line, none as the cause of another.

    An endless recursion through the engine is told as what it is, and with a part of the stack.
    """
    game.write("refusing.py", REFUSING)
    game.write("main.gd", REFUSED.replace("    ", "\t"))
    expected = [
        "takes 0 positional arguments but 1 was given",
        "what Refusing.gives_set() gives has to fit",
        "failed on purpose",
        "RecursionError",
        "Error calling",
    ]
    log = game.run_script("main.gd", expect=expected).log
    assert "at: Refusing.begin.<locals>.<lambda> (res://refusing.py:11)" in log
    assert "at: Refusing.gives_set (res://refusing.py:18)" in log
    assert "During handling" not in log
    assert "Exception ignored" not in log
    assert log.count("RecursionError: ") >= 1
    assert "[63] Refusing.again" in log
    assert "[64] Refusing.again" not in log
