"""Modules of the project in the engine: through res://, also on threads."""

from __future__ import annotations

import importlib
import sys
import threading
import traceback
from typing import Any

from inside_runner import expect_error

import godot
from godot import DirAccess, FileAccess, Node, ProjectSettings
from godot.scripting import modules


def write(path: str, text: str) -> None:
    """Writes a file of the project."""
    DirAccess.make_dir_recursive_absolute(path.rpartition("/")[0])
    file = FileAccess.open(path, FileAccess.WRITE)
    file.store_string(text)
    file.close()


def test_import_and_load(node: Node) -> None:
    """One file is one module, whichever way it comes; folders are packages."""
    write("res://first/helpers.py", "from godot import *\nv = Vector2(1, 2)\nself_made = lerp\n")
    write("res://first/sub/__init__.py", "from ..helpers import v\n")
    loaded = modules.load_module("res://first/sub/__init__.py")
    assert loaded is importlib.import_module("first.sub")
    assert loaded.v == godot.Vector2(1, 2)
    assert modules.load_module("res://first/helpers.py").__file__ == "res://first/helpers.py"


def test_traceback_shows_the_file(node: Node) -> None:
    """A traceback names the res:// file, its line and the text of the line."""
    write("res://raising.py", "def f():\n    raise ValueError('äé')\n")
    try:
        importlib.import_module("raising").f()
    except ValueError:
        shown = traceback.format_exc()
    assert "File \"res://raising.py\", line 2, in f\n    raise ValueError('äé')" in shown


def test_missing_module(node: Node) -> None:
    """What is not there is an ordinary error of Python."""
    try:
        importlib.import_module("nowhere_at_all")
    except ModuleNotFoundError as error:
        assert "res://" in modules.explain(error)
    else:
        raise AssertionError("imported")


def test_broken_module_is_told(node: Node) -> None:
    """The log has the reason, once, with file and line."""
    write("res://broken.py", "x = 1\n1 / 0\n")
    expect_error("res://broken.py could not be loaded")
    for _ in range(3):
        try:
            modules.load_module("res://broken.py")
        except modules.BrokenModule as error:
            assert isinstance(error.__cause__, ZeroDivisionError)
        else:
            raise AssertionError("imported")


def test_no_files_are_written(node: Node) -> None:
    """No compiled code comes into the project."""
    assert not DirAccess.dir_exists_absolute("res://__pycache__")
    assert not DirAccess.dir_exists_absolute("res://first/__pycache__")


def test_from_a_pack(node: Node) -> None:
    """Packages and modules in a pack are found and read."""
    packer = godot.PCKPacker()
    packer.pck_start("user://more.pck")
    for path, text in {
        "packed/__init__.py": "from .inner import x\n",
        "packed/inner.py": "x = 5\n",
        "packed_folder/deep/m.py": "from packed import x\ny = x + 1\n",
    }.items():
        write(f"user://{path}", text)
        packer.add_file(f"res://{path}", f"user://{path}")
    packer.flush()
    assert ProjectSettings.load_resource_pack("user://more.pck")
    assert importlib.import_module("packed").x == 5
    assert modules.load_module("res://packed_folder/deep/m.py").y == 6
    assert "packed_folder.deep" in sys.modules


def test_threads_import_the_same_module(node: Node) -> None:
    """Threads that import one module at the same time get one, run once."""
    write("res://slow.py", "import time\nimport sys\ntime.sleep(0.05)\n"
          "sys.runs = getattr(sys, 'runs', 0) + 1\nx = 1\n")  # fmt: skip
    found: list[Any] = []
    threads = [
        threading.Thread(target=lambda: found.append(modules.load_module("res://slow.py")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    found.append(modules.load_module("res://slow.py"))
    for thread in threads:
        thread.join()
    assert len(found) == 5 and {id(module) for module in found} == {id(sys.modules["slow"])}
    assert sys.runs == 1 and found[0].x == 1  # type: ignore[attr-defined]
