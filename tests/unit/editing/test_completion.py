"""What the editor offers while one types, and where a click on a word leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from godot.scripting.editor.completion import Completion, complete
from godot.scripting.editor.lookup import Target, look_up
from godot.scripting.editor.project import Described

SCRIPT = """\
from godot import Input, Node, Sprite2D, Timer, Vector2, exposed, export, lerp, signal
from enemies.orc import Orc
import godot


@exposed
class Player(Sprite2D):
    died = signal("reason", ("by", Node))
    speed = export(4.0)
    timer: Timer = None
    aim: "Vector2 | None" = None
    orcs: list[Orc] = []

    def _ready(self):
        self.enemy = Orc()
        self.health = 100

    def hit(self, damage: int, by: Node) -> Timer:
        clock = Timer()
        for orc in self.orcs:
            pass
        moved = self.position + Vector2(1, 2)
        ¦

    async def later(self):
        pass


def useful(text):
    pass
"""
ORC = '''\
from godot import Node2D, exposed


@exposed
class Orc(Node2D):
    """One of them."""

    rage = 1.5

    def grow(self, size: float) -> "Orc":
        return self
'''


class Scene:
    """A scene with two nodes."""

    def nodes(self) -> Iterable[str]:
        """Their paths."""
        return ["Clock", "Parts/Arm"]

    def node_class(self, path: str) -> str:
        """Their classes."""
        return {"Steam": "Steamworks", "Clock": "Timer", "Parts/Arm": "Node2D"}.get(path, "")

    def actions(self) -> Iterable[str]:
        """Input actions."""
        return ["jump"]

    def files(self) -> Iterable[str]:
        """Files."""
        return ["res://enemy.tscn"]


@pytest.fixture
def ask(project: Callable[..., Any]) -> Callable[..., Completion]:
    """Asks at the bar, which stands in a method or in a text of its own."""
    files = project(**{"enemies/orc.py": ORC})

    def at(typed: str, whole: bool = False) -> Completion:
        text = typed if whole else SCRIPT.replace("        ¦", f"        {typed}¦")
        text = text if "¦" in text else f"{text}¦"
        return complete(text.replace("¦", "\uffff", 1), "res://player.py", files, Scene())

    return at


@pytest.mark.parametrize(
    ("typed", "there", "absent"),
    [
        (
            "self.",
            "position hit( died speed timer enemy health _ready() get_node(",
            "set_position(",
        ),
        ("self.set_", "set_position(", ""),
        ("self.timer.", "start( timeout wait_time", "position"),
        ("self.aim.", "x length() ZERO", "wait_time"),
        ("self.enemy.", "grow( rage position", "speed _ready()"),
        ("self.enemy.grow(1).", "rage", "speed"),
        ("self.position.", "x normalized() angle_to(", "position"),
        ("self.get_tree().create_timer(1).", "timeout", ""),
        ("self.get_node('Clock').", "start(", "rotate("),
        ("self.get_node('Steam').", "appId getFriends(", "rotate("),
        ("self.get_children()[0].", "get_node(", "x"),
        ("moved.", "x length()", ""),
        ("orc.", "rage", "speed"),
        ("clock.", "start(", ""),
        ("by.", "get_path()", "rotate("),
        ("self.hit(1, by).", "start(", ""),
        ("Input.", "is_action_pressed(", ""),
        ("godot.Input.", "is_action_pressed(", ""),
        ("Node.", "PROCESS_MODE_ALWAYS ProcessMode", ""),
        ("Vector2.", "ZERO from_angle(", ""),
        ("super().", "position", ""),
        ("'a b'.", "upper() split()", "x"),
        ("if self.", "position", ""),
        ("x = (1, self.", "position", ""),
        ("print(self.timer.", "start(", ""),
        ("nobody.", "", "x"),
        ("", "self clock moved damage useful Orc print for None", "position"),
        ("x = ", "self useful", ""),
    ],
)
def test_members_and_names(
    typed: str, there: str, absent: str, ask: Callable[..., Completion]
) -> None:
    """By annotations, assignments, the engine's results and the scene's nodes."""
    offered = {option.insert for option in ask(typed).options}
    assert set(there.split()) <= offered
    assert not set(absent.split()) & offered
    if not there:
        assert not offered


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("self.get_node('", "'Clock' 'Parts/Arm'"),
        ('self.get_node("', '"Clock"'),
        ('self.timer.connect("ti', '"timeout"'),
        ("self.emit_signal('", "'died' 'ready'"),
        ("Input.is_action_pressed('", "'jump'"),
        ("Input.get_axis('jump', '", "'jump'"),
        ("godot.load('", "'res://enemy.tscn'"),
        ("self.call_deferred('", "'hit'"),
    ],
)
def test_in_strings(typed: str, there: str, ask: Callable[..., Completion]) -> None:
    """Nodes of the scene, signals, actions, files and methods, with the quotes that were typed."""
    assert set(there.split()) <= {option.insert for option in ask(typed).options}


@pytest.mark.parametrize(
    "typed", ["x = 'self.", "# self.", '"""self.', "x = 'it' + 'self.", "def "]
)
def test_nothing_to_offer(typed: str, ask: Callable[..., Completion]) -> None:
    """Texts, comments and new names are one's own."""
    assert ask(typed).options == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("from godot import No¦", "Node Vector2 Input lerp exposed"),
        ("from godot import Node, (¦", ""),
        ("from godot import (Node,\n    ¦", "Node2D"),
        ("from godot import Error, K¦", "KEY_A"),
        ("from enemies.orc import ¦", "Orc"),
        ("from ¦", "godot"),
        ("@¦\nclass A: pass", "exposed rpc"),
        (
            "from godot import *\n@exposed\nclass A(Node):\n    x = 1\n    def ¦",
            "_process(self,",
        ),
        ("from godot import *\n¦", "Node lerp"),
    ],
)
def test_whole_texts(text: str, there: str, ask: Callable[..., Completion]) -> None:
    """Imports, decorators, the engine's virtual methods, and everything after a star."""
    offered = " ".join(option.insert for option in ask(text, whole=True).options)
    assert set(there.split()) <= set(offered.split())


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("self.look_at(", "look_at(^point: Vector2^)"),
        ("self.hit(1, ", "hit(damage: int, ^by: Node^)"),
        ("lerp(1, ", "lerp(from_: Variant, ^to: Variant^, weight: Variant)"),
        ("self.died.emit(", "died(^reason^, by: Node)"),
        ("self.timer.start(", "start(^time_sec: float = -1^)"),
        ("nobody(", ""),
        ("self.hit((1, 2), [3, ", "hit(damage: int, ^by: Node^)"),
        ("self.hit('(', ", "hit(damage: int, ^by: Node^)"),
    ],
)
def test_call_hint(typed: str, hint: str, ask: Callable[..., Completion]) -> None:
    """The arguments of the function that is called, and which one is typed."""
    found = ask(typed).hint.replace("\uffff", "^")
    assert found.startswith(hint) if hint else not found


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SCRIPT)), st.text("().,'\"[] \n:=@#self", max_size=6))
def test_anywhere(place: int, typed: str) -> None:
    """Wherever the cursor is and whatever is broken there."""
    from_start = f"{SCRIPT[:place]}{typed}\uffff{SCRIPT[place:]}"
    complete(from_start, "res://player.py", NOBODY, Scene())
    complete(f"{SCRIPT[:place]}{typed}\uffff", "res://player.py", NOBODY)
    look_up(from_start, "position", "res://player.py", NOBODY)


class Nobody:
    """A project without files."""

    def source(self, path: str) -> str | None:
        """There is none."""
        return None

    def is_folder(self, path: str) -> bool:
        """There is none."""
        return False

    def has_module(self, name: str) -> bool:
        """There is none."""
        return False

    def is_engine_class(self, name: str) -> bool:
        """What the script uses."""
        return name == "Sprite2D"

    def members(self, name: str) -> list[Described]:
        """There are none."""
        return []


NOBODY = Nobody()


@pytest.mark.parametrize(
    ("line", "symbol", "target"),
    [
        ("Ti¦mer()", "Timer", Target(1, "Timer")),
        ("In¦put.x", "Input", Target(1, "Input")),
        ("self.posi¦tion", "position", Target(3, "Node2D", "position")),
        ("self.get_no¦de('x')", "get_node", Target(4, "Node", "get_node")),
        ("self.timer.time¦out", "timeout", Target(5, "Timer", "timeout")),
        (
            "Node.PROCESS_MODE¦_ALWAYS",
            "PROCESS_MODE_ALWAYS",
            Target(2, "Node", "PROCESS_MODE_ALWAYS"),
        ),
        ("ler¦p(1, 2, 3)", "lerp", Target(4, "@GlobalScope", "lerp")),
        ("Vector2.ZE¦RO", "ZERO", Target(2, "Vector2", "ZERO")),
        ("self.hi¦t(1)", "hit", Target(0, path="res://player.py", line=18)),
        ("use¦ful(1)", "useful", Target(0, path="res://player.py", line=29)),
        ("mo¦ved", "moved", Target(0, path="res://player.py", line=22)),
        ("O¦rc()", "Orc", Target(0, path="res://enemies/orc.py", line=5)),
        ("self.enemy.gr¦ow(1)", "grow", Target(0, path="res://enemies/orc.py", line=10)),
        ("self.nothing¦", "nothing", None),
    ],
)
def test_look_up(
    line: str, symbol: str, target: Target | None, project: Callable[..., Any]
) -> None:
    """Names of the engine lead to their page, those of scripts to their line."""
    files = project(**{"enemies/orc.py": ORC})
    code = SCRIPT.replace("        ¦", f"        {line}").replace("¦", "\uffff")
    assert look_up(code, symbol, "res://player.py", files) == target


@pytest.mark.parametrize(
    ("text", "symbol", "target"),
    [
        ("from godot import No¦de", "Node", Target(1, "Node")),
        ("from enemies.orc import O¦rc", "Orc", Target(0, path="res://enemies/orc.py", line=5)),
        (
            "from godot import *\n@exposed\nclass A(Node):\n    def _pro¦cess(self, d): pass",
            "_process",
            Target(4, "Node", "_process"),
        ),
    ],
)
def test_look_up_in_texts(
    text: str, symbol: str, target: Target, project: Callable[..., Any]
) -> None:
    """Imports, and methods that the engine calls."""
    files = project(**{"enemies/orc.py": ORC})
    assert look_up(text.replace("¦", "\uffff"), symbol, "res://player.py", files) == target
