"""Files of a project as modules: names, packages, clashes, failures."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import marshal
import pkgutil
import sys
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_project import Project

from godot.scripting import modules, sources


def test_one_file_is_one_module(project: Project) -> None:
    """An import and a load give the same module, with the engine's path."""
    project.write(helpers="def f():\n    return 7\n", player="from helpers import f\nseven = f()\n")
    player = modules.load_module("res://player.py")
    assert player.seven == 7
    assert modules.load_module("res://helpers.py") is importlib.import_module("helpers")
    assert player is sys.modules["player"] and player.__file__ == "res://player.py"
    assert player.f.__code__.co_filename == "res://helpers.py"
    assert player.__name__ == "player" and not hasattr(player, "__cached__")


def test_folders_are_packages(project: Project) -> None:
    """With __init__.py and without; relative imports and `import a.b` work."""
    project.texts["res://enemies/__init__.py"] = b"kind = 'package'\nfrom .orc import Orc\n"
    project.write(enemies__orc="from .. import base\n", scenes__level="x = 1\n")
    project.texts["res://enemies/orc.py"] = b"from .parts import arm\nclass Orc: arm = arm.size\n"
    project.texts["res://enemies/parts/arm.py"] = b"size = 3\n"
    project.write(
        player="import enemies.parts.arm\nimport scenes.level as level\nfrom enemies import Orc"
    )
    player = modules.load_module("res://player.py")
    assert player.enemies.kind == "package" and player.Orc.arm == 3 and player.level.x == 1
    assert modules.module_name("res://enemies/parts/arm.py") == "enemies.parts.arm"
    assert modules.module_name("res://enemies/__init__.py") == "enemies"
    assert modules.load_module("res://enemies/__init__.py") is player.enemies


def test_file_beside_its_folder(project: Project) -> None:
    """`player.py` and the folder `player` are both to be had."""
    project.write(player="name = 'file'\n")
    project.write(player__weapon="from player import name\n")
    assert modules.load_module("res://player/weapon.py").name == "file"
    assert modules.module_name("res://player/weapon.py") == "player.weapon"


def test_package_before_file(project: Project) -> None:
    """A file that a package hides still loads, by another name."""
    project.write(enemies="x = 'file'\n")
    project.texts["res://enemies/__init__.py"] = b"x = 'package'\n"
    assert importlib.import_module("enemies").x == "package"
    assert modules.load_module("res://enemies.py").x == "file"
    assert modules.load_module("res://enemies/__init__.py").x == "package"


@pytest.mark.parametrize("name", ["platform", "random", "tkinter", "pytest", "sys", "__main__"])
def test_taken_names(project: Project, name: str) -> None:
    """Python's own modules stay what they are; the file loads by its longer name."""
    before = sys.modules.get(name)
    project.write(**{name: "mine = True\n"})
    loaded = modules.load_module(f"res://{name}.py")
    assert loaded.mine and loaded.__name__ == f"godot.res.{name}"
    assert sys.modules.get(name) is before
    assert importlib.import_module(f"godot.res.{name}") is loaded


def test_longer_name_of_any_file(project: Project) -> None:
    """godot.res reaches every file, and does not make it a second time."""
    project.write(helpers="x = []\n", a__b="y = []\n")
    assert importlib.import_module("godot.res.helpers") is importlib.import_module("helpers")
    assert importlib.import_module("godot.res.a.b") is importlib.import_module("a.b")
    assert importlib.import_module("a.b").__spec__.name == "a.b"


def test_name_that_is_none(project: Project) -> None:
    """Files and folders that no import statement can name load all the same."""
    paths = ["my-game/orc 2.py", "v1.2/a.b.py", "ünï/çode.py", "100%/x.py", "__init__.py"]
    for path in paths:
        project.texts[f"res://{path}"] = b"name = __name__\n"
    loaded = [modules.load_module(f"res://{path}") for path in paths]
    assert len({module.name for module in loaded}) == len(paths)
    assert importlib.import_module("my-game.orc 2") is loaded[0]


def test_files_outside(project: Project) -> None:
    """user:// and absolute paths have modules too."""
    project.texts["user://mods/a.py"] = b"x = 1\n"
    project.texts["/tmp/some.where/b.py"] = b"x = 2\n"
    assert modules.load_module("user://mods/a.py").__name__ == "godot.user.mods.a"
    assert modules.load_module("/tmp/some.where/b.py").x == 2


@settings(deadline=None)
@given(st.lists(st.text("ab.%2Eé/ ", min_size=1, max_size=6), min_size=1, max_size=4))
def test_names_are_unique(parts: list[str]) -> None:
    """Whatever a file is called, its name leads to it and to no other."""
    project = Project()
    path = "res://" + "/".join(parts) + ".py"
    project.texts[path] = b"x = 1\n"
    modules.install(project, project.report, project.warnings.append)
    try:
        assert modules.load_module(path).__file__ == path
    finally:
        modules.uninstall()


def test_ignored_folder(project: Project) -> None:
    """A folder with a .gdignore is no package, and the log says why."""
    project.texts["res://tools/.gdignore"] = b""
    project.write(tools__build="x = 1\n")
    with pytest.raises(ModuleNotFoundError) as caught:
        importlib.import_module("tools.build")
    assert ".gdignore" in modules.explain(caught.value)


def test_missing_module_says_what_is_there(project: Project) -> None:
    """The log names what is close, or what is there."""
    project.write(helpers="", enemies__orc="", enemies__Troll="", player="import helper")
    with pytest.raises(modules.BrokenModule) as caught:
        modules.load_module("res://player.py")
    assert caught.value.__cause__ is not None
    said = modules.explain(caught.value.__cause__)
    assert said == "There is no helper.py in res://; close to it: helpers."
    for name, what in [("enemies.troll", "close to it: Troll"), ("enemies.x", "there: Troll, orc"),
                       ("helpers.x", "res://helpers.py is a file")]:  # fmt: skip
        with pytest.raises(ModuleNotFoundError) as missing:
            importlib.import_module(name)
        assert what in modules.explain(missing.value)
    with pytest.raises(ModuleNotFoundError) as missing:
        importlib.import_module("numpy_of_others")
    assert "addon's python/site-packages" in modules.explain(missing.value)
    assert not modules.explain(ValueError("x"))


def test_module_of_another(project: Project) -> None:
    """Who gets Python's module instead of the project's is told the other name."""
    project.write(platform="mine = 1\n", resource__enemy="", player="")
    for statement, name in [("from platform import mine", "platform"),
                            ("import resource.enemy", "resource.enemy")]:  # fmt: skip
        with pytest.raises(ImportError) as caught:
            exec(statement, {})
        assert f"the project's is 'godot.res.{name}'" in modules.explain(caught.value)
    with pytest.raises(ImportError) as caught:
        exec("from math import nothing", {})
    assert not modules.explain(caught.value)


def test_missing_file(project: Project) -> None:
    """A path without a file is an error with the path, and works once the file is there."""
    with pytest.raises(modules.BrokenModule, match=r"no file res://gone.py"):
        modules.load_module("res://gone.py")
    project.write(gone="x = 1\n")
    assert modules.load_module("res://gone.py").__name__ == "gone"


def test_failure_is_told_once(project: Project) -> None:
    """A broken file is not run or told again at each attach, but when it has changed."""
    project.write(counted="runs = []\n", broken="import counted\ncounted.runs.append(1)\n1 / 0\n")
    for _ in range(3):
        with pytest.raises(modules.BrokenModule, match=r"res://broken.py .*ZeroDivisionError"):
            modules.load_module("res://broken.py")
    assert importlib.import_module("counted").runs == [1]
    [(heading, error)] = project.reports
    assert "res://broken.py" in heading and isinstance(error, ZeroDivisionError)
    assert modules.problem("res://broken.py") is error
    assert modules.module_of("res://broken.py") is None and "broken" not in sys.modules
    project.write(broken="x = 1\n")
    assert modules.load_module("res://broken.py").x == 1
    assert modules.problem("res://broken.py") is None
    assert len(project.reports) == 1


def test_failing_import_of_an_import(project: Project) -> None:
    """Who imports a broken module fails with the whole way there."""
    project.write(broken="def f():\n    raise OSError('x')\nf()\n", player="import broken\n")
    with pytest.raises(modules.BrokenModule):
        modules.load_module("res://player.py")
    [(_, error)] = project.reports
    shown = "".join(traceback.format_exception(error))
    assert 'File "res://player.py", line 1' in shown and "import broken" in shown
    assert 'File "res://broken.py", line 2, in f\n    raise OSError' in shown


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"x = 1\ny = (\n", 2, "was never closed"),
        (b"x = 1\ny = '\xe4'\n", 2, "byte 0xe4 is not UTF-8"),
        (b"\xff\xfex\0", 1, "UTF-16"),
        (b"# coding: nonsense\n", 1, "no encoding 'nonsense'"),
        (b"x = 1\n\n\0", 3, "null byte"),
    ],
)
def test_unreadable(project: Project, data: bytes, line: int, said: str) -> None:
    """What is no Python text is an error with file and line."""
    project.texts["res://bad.py"] = data
    with pytest.raises(modules.BrokenModule) as caught:
        modules.load_module("res://bad.py")
    error = caught.value.__cause__
    assert isinstance(error, SyntaxError) and said in str(error)
    assert (error.filename, error.lineno) == ("res://bad.py", line)


def test_codings(project: Project) -> None:
    """UTF-8 with and without a mark, and any coding that the file names."""
    text = "x = 'äé'\r\n"
    project.texts["res://a.py"] = text.encode()
    project.texts["res://b.py"] = b"\xef\xbb\xbf" + text.encode()
    project.texts["res://c.py"] = b"# coding: latin-1\n" + text.encode("latin-1")
    for path in ("res://a.py", "res://b.py", "res://c.py"):
        assert modules.load_module(path).x == "äé"
        assert modules.read_source(path).endswith(text)


def test_sources_are_found(project: Project) -> None:
    """Tracebacks, inspect and pkgutil show what was loaded, even when the file has changed."""
    project.write(a__player="class Player:\n    x = 1\n\ndef f():\n    raise ValueError\n")
    project.texts["res://a/data.bin"] = b"\0\1"
    player = importlib.import_module("a.player")
    project.write(a__player="\n")
    assert inspect.getsource(player.Player) == "class Player:\n    x = 1\n"
    with pytest.raises(ValueError) as caught:
        player.f()
    assert "raise ValueError" in "".join(traceback.format_exception(caught.value))
    assert pkgutil.get_data("a.player", "data.bin") == b"\0\1"
    project.texts["res://top.bin"] = b"top"
    project.write(top="")
    assert pkgutil.get_data("top", "top.bin") == b"top"


def test_going_through_a_package(project: Project) -> None:
    """Pkgutil lists what is in a folder: packages, and files whose names can be imported."""
    project.write(enemies__orc="", enemies__troll="", enemies__parts__arm="", other="")
    project.texts["res://enemies/__init__.py"] = b""
    project.texts["res://enemies/bosses/__init__.py"] = b""
    project.texts["res://enemies/not-one.py"] = b""
    project.texts["res://enemies/readme.txt"] = b""
    enemies = importlib.import_module("enemies")
    found = list(pkgutil.iter_modules(enemies.__path__, "enemies."))
    assert [(entry.name, entry.ispkg) for entry in found] == [
        ("enemies.bosses", True),
        ("enemies.orc", False),
        ("enemies.troll", False),
    ]
    assert importlib.import_module(found[1].name).__file__ == "res://enemies/orc.py"


def test_circular_imports(project: Project) -> None:
    """Modules that import each other work as Python has it; too early a name is an error."""
    project.write(a="import b\ndef f(): return b.g()\n", b="import a\ndef g(): return 5\n")
    assert modules.load_module("res://a.py").f() == 5
    project.write(c="from d import y\nx = 1\n", d="from c import x\ny = 1\n")
    with pytest.raises(modules.BrokenModule, match="circular import"):
        modules.load_module("res://c.py")


def test_while_loading(project: Project) -> None:
    """A module whose code is running says so."""
    sys.modules["noted"] = type(sys)("noted")
    try:
        project.write(
            m="import noted\nfrom godot.scripting import modules\n"
            "noted.seen = modules.is_loading('res://m.py')\n"
        )
        modules.load_module("res://m.py")
        assert sys.modules["noted"].seen and not modules.is_loading("res://m.py")
    finally:
        del sys.modules["noted"]


def test_not_the_main_program(project: Project) -> None:
    """What stands under `if __name__ == "__main__"` does not run."""
    project.write(m='x = 1\nif __name__ == "__main__":\n    x = 2\n')
    assert modules.load_module("res://m.py").x == 1


def test_star_of_godot(project: Project) -> None:
    """`from godot import *` brings what is used, and hides nothing of Python's or of the file."""
    project.write(
        a="from math import inf as signal\nfrom godot import *\n"
        "class A:\n    x: 'int' = export(3)\n    def print_it(self): print(range, errors)\n"
        "def method(): pass\n"
    )
    names = vars(modules.load_module("res://a.py"))
    assert callable(names["export"]) and names["signal"] == float("inf")
    assert names["method"].__module__ == "a"
    assert not {"print", "range", "errors", "exposed", "constant"} & set(names)
    project.write(b="from godot import *\nx = 1\n")
    assert modules.load_module("res://b.py").x == 1


def test_nothing_is_left(project: Project) -> None:
    """When the engine leaves, the project's modules are gone."""
    project.write(a__b="import c\n", c="")
    modules.load_module("res://a/b.py")
    modules.uninstall()
    assert not {"a", "a.b", "c", "godot.res"} & set(sys.modules)
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("c")


def as_bytecode(text: str, path: str, magic: bytes = importlib.util.MAGIC_NUMBER) -> bytes:
    """A file as exports put it into packs (PEP 552)."""
    code = sources.compile_source(text.encode(), path)
    return magic + b"\1\0\0\0" + bytes(8) + marshal.dumps(code)


def test_bytecode(project: Project) -> None:
    """A file that is bytecode is a module as any, though nobody can read its text."""
    project.texts["res://player.py"] = as_bytecode("\n\ndef f(): 1 / 0\n", "res://player.py")
    player = modules.load_module("res://player.py")
    with pytest.raises(ZeroDivisionError) as raised:
        player.f()
    last = traceback.extract_tb(raised.value.__traceback__)[-1]
    assert (last.filename, last.lineno, last.line) == ("res://player.py", 3, "")
    assert modules.read_source("res://player.py") == ""
    with pytest.raises(OSError, match="source"):
        inspect.getsource(player)


def test_bytecode_of_another_python(project: Project) -> None:
    """Bytecode that this Python does not understand says so."""
    project.texts["res://player.py"] = as_bytecode("x = 1", "res://player.py", b"\1\2\r\n")
    with pytest.raises(modules.BrokenModule, match="compiled by another version of Python"):
        modules.load_module("res://player.py")


@given(st.binary(max_size=64))
def test_text_is_no_bytecode(data: bytes) -> None:
    """Nothing that Python can read as text passes for bytecode."""
    if sources.is_compiled(data):
        assert b"\0" in data
