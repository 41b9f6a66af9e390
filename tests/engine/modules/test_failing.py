"""Scripts that fail: each exception is in the log once, and the game goes on."""

from __future__ import annotations

from engine_game import Game

FAILING = """\
from godot import *
import sys


class Cell:
    def __del__(self):
        raise RuntimeError("in del")


@exposed
class Failing(Node):
    heard = signal("text")
    level = export(1)
    frames = 0

    def __init__(self):
        raise RuntimeError("in init")

    def _ready(self):
        self.heard.connect(self._on_heard)
        raise RuntimeError("in ready")

    def _process(self, delta):
        self.frames += 1
        if self.frames <= 3:
            raise RuntimeError(f"in frame {self.frames}")

    def _on_heard(self, text):
        raise RuntimeError(f"heard {text}")

    @property
    def speed(self) -> int:
        raise RuntimeError("in getter")

    @speed.setter
    def speed(self, value: int):
        raise RuntimeError("in setter")

    def chained(self):
        try:
            {}["key"]
        except KeyError as error:
            raise ValueError("chained") from error

    def deep(self):
        return self.deep()

    def leave(self):
        sys.exit(3)

    def interrupt(self):
        raise KeyboardInterrupt

    def delete(self):
        Cell()
        return "deleted"

    def unicode(self):
        raise RuntimeError("äé漢🎮 \\udc80\\0")

    def group(self):
        raise ExceptionGroup("several", [ValueError("one"), TypeError("two")])

    def unprintable(self):
        class Odd(Exception):
            def __str__(self):
                raise OSError
        raise Odd

    def warned(self):
        import warnings
        warnings.warn("from Python")
        import logging
        logging.getLogger("game").warning("logged %s", 5)
        print("printed", file=sys.stderr)

    def __repr__(self):
        raise RuntimeError("in repr")

    def _exit_tree(self):
        raise RuntimeError("in exit tree")


def at_exit():
    print("printed at exit äé🎮")


import atexit
atexit.register(at_exit)
"""

MAIN = """\
extends "res://engine_test.gd"

func _ready() -> void:
	var node: Node = Node.new()
	node.set_script(load("res://failing.py"))
	add_child(node)
	for i in 5:
		await get_tree().process_frame
	node.heard.emit("this")
	node.set("speed", 4)
	node.get("speed")
	for method in ["chained", "deep", "leave", "interrupt", "delete", "unicode", "group",
			"unprintable", "warned"]:
		call_it(node, method)
		await get_tree().process_frame
	finish()

func call_it(node: Node, method: String) -> void:
	node.call(method)
"""


def scene(*scripts: str) -> str:
    """A scene with a node for each script, below the first one."""
    files = dict.fromkeys(scripts)
    lines = [f"[gd_scene load_steps={len(files) + 1} format=3]"]
    lines += [
        f'[ext_resource type="Script" path="res://{script}" id="{script}"]' for script in files
    ]
    for number, script in enumerate(scripts):
        parent = ' parent="."' if number else ""
        lines.append(f'[node name="N{number}" type="Node"{parent}]')
        lines.append(f'script = ExtResource("{script}")')
    return "\n".join(lines) + "\n"


def test_while_the_game_runs(game: Game) -> None:
    """Every place where a script can raise: one traceback each, with file, line and text."""
    game.write("failing.py", FAILING)
    game.write("main.gd", MAIN)
    game.write("main.tscn", scene("main.gd"))
    run = game.start("res://main.tscn")
    assert run.exit_code == 0 and "[engine-test] done" in run.log, run.log
    texts = ["RuntimeError: in init", "RuntimeError: in ready", "RuntimeError: in frame 1",
             "RuntimeError: in frame 2", "RuntimeError: in frame 3", "RuntimeError: heard this",
             "RuntimeError: in setter", "RuntimeError: in getter", "ValueError: chained",
             "KeyError: 'key'", "RecursionError: ", "\nSystemExit: 3", "\nKeyboardInterrupt\n",
             "RuntimeError: in del", "RuntimeError: äé漢🎮 \\udc80\\0", "ExceptionGroup: several",
             "Odd: <exception str() failed>", "UserWarning: from Python", "logged 5",
             "RuntimeError: in exit tree", "printed at exit äé🎮"]  # fmt: skip
    counts = {text: run.log.count(text) for text in texts}
    assert counts == dict.fromkeys(texts, 1)
    assert (
        '  File "res://failing.py", line 21, in _ready\n'
        '    raise RuntimeError("in ready")\n'
        "RuntimeError: in ready\n"
    ) in run.log
    assert "at: _ready (res://failing.py:21)" in run.log
    assert "A game does not end by sys.exit(): call get_tree().quit()" in run.log


BROKEN = {
    "syntax.py": ("class A(:\n", "SyntaxError: invalid syntax"),
    "indent.py": ("class A:\n  x = 1\n    y = 2\n", "IndentationError: unexpected indent"),
    "missing_import.py": ("import plugs\n", "There is no plugs.py in res://; close to it: plug."),
    "bad_name.py": ("from plug import pull\n", "cannot import name 'pull' from 'plug'"),
    "raises.py": ("x = 1\nx / 0\n", "ZeroDivisionError: division by zero"),
    "exits.py": ("import sys\nsys.exit()\n", "A game does not end by sys.exit()"),
    "circle_a.py": ("from circle_b import b\na = 1\n", "most likely due to a circular import"),
    "null.py": ("x = 1\0\n", "null byte"),
    "wrong_base.py": (
        "from godot import *\n@exposed\nclass A:\n    pass\n",
        "derive it from a class of the engine",
    ),
    "two.py": (
        "from godot import *\n@exposed\nclass A(Node): ...\n@exposed\nclass B(Node): ...\n",
        "a script has one @exposed class",
    ),
    "async_result.py": (
        "from godot import *\n@exposed\nclass A(Node):\n"
        "    async def _get_configuration_warnings(self): ...\n",
        "A._get_configuration_warnings() is async, but the engine needs its result",
    ),
    "async_init.py": (
        "from godot import *\n@exposed\nclass A(Node):\n    async def __init__(self): ...\n",
        "A.__init__() is async, but an object is made at once",
    ),
    "bad_export.py": (
        "from godot import *\n@exposed\nclass A(Node):\n    x: int = export('one')\n",
        "A.x: the default 'one' is no INT",
    ),
}


def test_broken_files(game: Game) -> None:
    """Whatever is wrong with a file, the log says it once, and the scene is there without it."""
    for name, (text, _) in BROKEN.items():
        game.write(name, text)
    game.write("plug.py", "x = 1\n")
    game.write("circle_b.py", "from circle_a import a\nb = 1\n")
    (game.folder / "latin.py").write_bytes(b"# fine\nx = '\xe4'\n")
    game.write(
        "main.gd",
        'extends "res://engine_test.gd"\n\nfunc _ready() -> void:\n'
        "\tfor child in get_children():\n"
        '\t\tprint("%s %s" % [child.name, child.get_script() != null])\n'
        "\tfinish()\n",
    )
    names = [*BROKEN, "latin.py", "plug.py"]
    game.write("main.tscn", scene("main.gd", *names, *names))
    run = game.start("res://main.tscn")
    assert run.exit_code == 0 and "[engine-test] done" in run.log, run.log
    said = {name: said for name, (_, said) in BROKEN.items()}
    said |= {"latin.py": "byte 0xe4 is not UTF-8"}
    loaded = run.log.split("cannot be attached")[0]
    for name, text in said.items():
        assert loaded.count(f"res://{name} could not be loaded:") == 1, name
        assert text in loaded, text
        assert run.log.count(f"res://{name} cannot be attached: it could not be loaded") == 2
        assert f"(res://{name}:" in loaded or name == "circle_a.py", "the place of the error"
    assert run.log.count("res://plug.py cannot be attached: it has no @exposed class") == 2
    assert "packages/godot" not in run.log, "frames that say nothing to who wrote the script"
