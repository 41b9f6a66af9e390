"""What the editor marks in a script that is being typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from godot.scripting.editor.project import Described, Project
from godot.scripting.editor.validation import Report, validate, with_load_error
from godot.scripting.sources import readable

GOOD = '''\
from godot import Node, export, exposed, signal


@exposed
class Player(Node):
    """A player."""

    died = signal("reason")
    health: int = export(100)

    def _process(self, delta):
        pass

    async def celebrate(self):
        pass


def helper():
    pass
'''


class Nothing:
    """A project without files."""

    def source(self, path: str) -> str | None:
        """There is none."""
        return None

    def is_folder(self, path: str) -> bool:
        """There is none."""
        return False

    def has_module(self, name: str) -> bool:
        """Anything goes."""
        return True

    def is_engine_class(self, name: str) -> bool:
        """The one that is used."""
        return name in {"Node", "Node2D"}

    def members(self, name: str) -> list[Described]:
        """There are none."""
        return []


def check(source: str, project: Project | None = None) -> Report:
    """The report on a script of its own."""
    return validate(source, "res://player.py", project or Nothing())


def test_sound_script() -> None:
    """Nothing to say; the functions come in order, with their lines."""
    assert check(GOOD) == Report(functions=(("_process", 11), ("celebrate", 14), ("helper", 18)))


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("def f(:\n    pass\n", 1, 7, "Invalid syntax"),
        ("x = 1\nif x:\ny = 2\n", 3, 1, "Expected an indented block"),
        ("if 1:\n\tx = 1\n        y = 2\n", 3, 1, "Tabs and spaces are mixed"),
        ("if 1:\n    x = 1\n  y = 2\n", 3, 8, "does not match any outer indentation"),
        ("x = 1\ny = 'a\0b'\n", 2, 7, "NUL"),
        ("return 1\n", 1, 1, "'return' outside function"),
        ("x = (1,\n", 1, 5, "'(' was never closed"),
        ("x = '''\n\n", 1, 5, "unterminated triple-quoted"),
    ],
)
def test_syntax(source: str, line: int, column: int, words: str) -> None:
    """A syntax error has its line, its column and a message."""
    report = check(source)
    (error,) = report.errors
    assert error.line == line
    assert abs(error.column - column) <= 2  # Pythons differ by a character or two
    assert words.lower() in error.message.lower()
    assert error.message[0].isupper() or error.message[0] == "'"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("func _ready():", "def name(self)"),
        ("var speed = 4", "no 'var'"),
        ("const SPEED = 4", "no 'const'"),
        ("extends Node", "class Player(Node)"),
        ("signal hit(damage)", 'hit = signal("damage")'),
        ("class_name Player", "global_name"),
        ("x = $Sprite", "self.get_node"),
        ("x = a && b", "'and'"),
        ("if !a: pass", "'not'"),
        ("x := 4", "'='"),
        ("// comment", "'#'"),
    ],
)
def test_gdscript_habits(line: str, words: str) -> None:
    """Who writes GDScript is told what Python has in its place."""
    (error,) = check(f"x = 1\n{line}\n").errors
    assert error.line == 2
    assert words in error.message


@pytest.mark.parametrize("source", ["", "\ufeff", "\r\n\r\n", "# only a comment", "\f\n"])
def test_empty(source: str) -> None:
    """An empty file is an empty module."""
    assert check(source) == Report()


def test_line_ends_and_byte_order_mark() -> None:
    """Windows line ends and a byte order mark change nothing."""
    assert check("\ufeff" + GOOD.replace("\n", "\r\n")) == check(GOOD)


def test_two_scripts() -> None:
    """The second exposed class of a file is marked; native ones do not count."""
    two = GOOD + "\n\n@exposed\nclass Second(Node):\n    pass\n"
    (error,) = check(two).errors
    assert (error.line, error.code) == (23, "TWO_SCRIPTS")
    assert "'Player'" in error.message
    assert not check(
        two.replace("@exposed\nclass Second", "@exposed(native=True)\nclass Second")
    ).errors


@pytest.mark.parametrize(
    "bases", ["", "(object)", "(Helper)", "(Helper, object)", "(godot.Vector2)", "(int)"]
)
def test_no_engine_class(bases: str) -> None:
    """An exposed class needs an engine class among its bases."""
    source = f"import godot\nclass Helper: pass\n@godot.exposed\nclass Player{bases}:\n    pass\n"
    (error,) = check(source).errors
    assert (error.line, error.code) == (4, "NO_ENGINE_CLASS")
    assert "class Player(Node):" in error.message


@pytest.mark.parametrize(
    "source",
    [
        "from godot import *\n@exposed\nclass Player(Node): pass",
        "import godot as g\n@g.exposed\nclass Player(g.Node): pass",
        "from godot import Node as N, exposed as e\n@e\nclass Player(N): pass",
        "from godot import exposed\nfrom other import Base\n@exposed\nclass Player(Base): pass",
        "from godot import exposed\n@exposed\nclass Player(make_base()): pass",
        "from godot import Node, exposed\nclass A(Node): pass\n@exposed\nclass Player(A): pass",
        "from godot import Node, exposed\nclass A: pass\n@exposed\nclass Player(A, Node): pass",
    ],
)
def test_engine_class_in_all_spellings(source: str) -> None:
    """However the engine's names are imported; what nobody can read is not complained of."""
    assert check(source) == Report()


def test_imports(project: Callable[..., Any]) -> None:
    """Modules and names that are nowhere, with what they could be."""
    files = project(**{"helpers.py": "def useful(): pass\n", "enemies/orc.py": "class Orc: pass\n"})
    source = (
        "import os.path, nowhere\n"
        "from godot import Nodee\n"
        "from helpers import usefull\n"
        "from enemies import orc\n"
        "import enemies.orc, enemies.troll\n"
        "from helpers import useful\n"
        "try:\n    import perhaps\nexcept ImportError:\n    pass\n"
    )
    errors = check(source, files).errors
    assert [(error.line, error.code) for error in errors] == [
        (1, "IMPORT"),
        (2, "IMPORT"),
        (3, "IMPORT"),
        (5, "IMPORT"),
    ]
    assert "res://nowhere.py" in errors[0].message
    assert "did you mean 'Node'?" in errors[1].message
    assert "did you mean 'useful'?" in errors[2].message


def test_import_of_a_broken_file(project: Callable[..., Any]) -> None:
    """The place in the other file is named."""
    files = project(**{"helpers.py": "x = 1\ndef f(:\n"})
    (error,) = check("from helpers import f", files).errors
    assert "res://helpers.py" in error.message and "line 2" in error.message


def in_class(body: str) -> str:
    """A script whose class has ``body`` from line 4 on."""
    text = "".join(f"    {line}\n" for line in body.split("\n"))
    return f"from godot import *\n@exposed\nclass Player(Node2D):\n{text}"


@pytest.mark.parametrize(
    ("body", "line", "code", "words"),
    [
        ("position = export(1)", 4, "HIDES_ENGINE_NAME", "Node2D has a property 'position'"),
        ("ready = signal()", 4, "HIDES_ENGINE_NAME", "Node has a signal 'ready'"),
        ("def get_node(self, p): pass", 4, "HIDES_ENGINE_NAME", "Node has a method"),
        ("def _proces(self, delta): pass", 4, "MISSPELT_VIRTUAL", "'_process'"),
        ("def _process(self): pass", 4, "VIRTUAL_ARGUMENTS", "1 argument,"),
        ("died = signal()\ndef died(self): pass", 5, "REPLACED_NAME", "line 4"),
        ("def hit(): pass", 4, "NO_SELF", "def hit(self)"),
        ("def __init__(self, x): pass", 4, "INIT_ARGUMENTS", "'Player'"),
        ("async def a(self): pass\ndef b(self): self.a()", 5, "NOT_AWAITED", "await self.a()"),
        ("def f(self): return 'a' is 'b'", 4, "SYNTAX_WARNING", '"is"'),
    ],
)
def test_warnings(body: str, line: int, code: str, words: str) -> None:
    """What hardly is meant: each with its line and its remedy."""
    report = check(in_class(body))
    (warning,) = report.warnings
    assert not report.errors
    assert (warning.line, warning.code) == (line, code)
    assert words in warning.message


@pytest.mark.parametrize(
    "body",
    [
        "def _process(self, *args): pass",
        "def _ready(self, extra=None): pass",
        "async def _ready(self): pass",
        "def __init__(self, x=1): pass",
        "@staticmethod\ndef make(): pass",
        "def _on_ready(self): pass",
        "health = export(1)\ndef _set_health(self, x): self.health = x",
        "@property\ndef age(self): return 1\n@age.setter\ndef age(self, value): pass",
        "async def a(self): pass\nasync def b(self): await self.a()",
        "position = export(1)  # noqa",
        "position = export(1)  # noqa: hides_engine_name",
    ],
)
def test_no_warning(body: str) -> None:
    """What is meant, or was said to be."""
    assert check(in_class(body)).warnings == ()


def test_async_virtual_with_a_result() -> None:
    """The engine cannot wait for it, so it is an error."""
    (error,) = check(in_class("async def _get_configuration_warnings(self): pass")).errors
    assert error.code == "ASYNC_VIRTUAL"


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("x = 1\ny = 'é'".encode("latin-1"), 2, "0xe9 is not UTF-8"),
        ("x = 1".encode("utf-16"), 1, "UTF-16"),
        (b"x = 1\ny = 'a\0b'\n", 2, "null byte"),
        (b"# coding: klingon\n", 1, "'klingon'"),
    ],
)
def test_encoding(data: bytes, line: int, words: str) -> None:
    """A file that is no UTF-8 is shown and marked, until it is saved as UTF-8."""
    shown = readable(data)
    (error,) = validate(shown, "res://x.py", Nothing(), data).errors
    assert error.line == line
    assert words.lower() in error.message.lower()
    if "\N{REPLACEMENT CHARACTER}" not in shown and "coding" not in shown:
        assert not validate(shown + "\n", "res://x.py", Nothing(), data).errors


def test_error_at_loading() -> None:
    """What a script raised when it was run is marked, as long as its text is the one that ran."""
    source = "x = 1\n\ny = x / 0\n"
    try:
        exec(compile(source, "res://x.py", "exec"), {})
    except ZeroDivisionError as error:
        raised = error
    report = with_load_error(Report(), source, "res://x.py", source.encode(), raised)
    (error,) = report.errors
    assert (error.line, error.message) == (3, "ZeroDivisionError: division by zero")
    assert not with_load_error(Report(), source + "#", "res://x.py", source.encode(), raised).errors


@settings(deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    """Whatever is in the editor, the answer is a report with places in the text."""
    report = check(text)
    for finding in report.errors + report.warnings:
        assert 1 <= finding.line <= text.count("\n") + text.count("\r") + 2
        assert finding.column >= 1


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD)), st.sampled_from("()[]{}:'\"\\\t\n #@=.\0é"))
def test_any_slip(place: int, slip: str) -> None:
    """A character too many or the rest missing: while typing, a script is mostly broken."""
    check(GOOD[:place] + slip + GOOD[place:])
    check(GOOD[:place] + slip)


def test_nothing_is_run() -> None:
    """The text of a script is only read."""
    assert check("raise SystemExit\n1/0\nimport os\nos._exit(1)\n").errors == ()


def test_deep_nesting() -> None:
    """What Python's compiler gives up on is an error like others."""
    for source in ("(" * 5000, "x = " + "-" * 100000 + "1", "[" * 300 + "]" * 300):
        assert check(source).errors


def test_long_script() -> None:
    """A thousand lines are read in no noticeable time, even on a busy machine."""
    method = "    def method_{0}(self, value):\n        return value * {0}\n\n"
    methods = "".join(method.format(number) for number in range(300))
    source = GOOD.replace("    async def", f"{methods}    async def")
    started = time.process_time()
    assert not check(source).errors
    assert time.process_time() - started < 2


def test_two_of_a_name(project: Callable[..., Any]) -> None:
    """A file that has the name of one of Python's modules: the import means Python's."""
    files = project(**{"platform.py": "", "helper.py": "x = 1\n"})
    (warning,) = check("import helper\nimport platform\n", files).warnings
    assert (warning.line, warning.code) == (2, "OTHER_MODULE")
    assert "res://platform.py" in warning.message and "godot.res.platform" in warning.message
    assert not check("from godot.res import platform\nimport random\n", files).warnings
