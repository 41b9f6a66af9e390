"""In the real editor: files that other programs change, and that are moved in its dock."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from engine_game import Game

PROJECT = Path(__file__).parent / "editor"
HANDS = Path(__file__).parents[1] / "editor" / "project" / "hands.gd"
FILES = {
    "helper.py": """\
STEP = 1


def described():
    return "old"
""",
    "base.py": """\
from helper import STEP

from godot import *


@exposed
class Base(Node):
    speed: int = export(1)

    def step(self):
        return STEP
""",
    "player.py": """\
from base import Base

from godot import *


@exposed
class Player(Base):
    level: int = export(1)
""",
    "tool.py": """\
from helper import STEP, described

from godot import *


@exposed(tool=True)
class Tool(Node):
    made = 0

    def __init__(self):
        Tool.made += 1

    def value(self):
        return [Tool.made, STEP, described()]
""",
    "broken.py": """\
from godot import *


@exposed
class Player(Node:
    pass
""",
}


def test_changed_files(game: Game) -> None:
    """Tools run the new code, the inspector has the new exports, and what was set stays."""
    shutil.copytree(PROJECT, game.folder, dirs_exist_ok=True)
    shutil.copy(HANDS, game.folder)
    for name, text in FILES.items():
        game.write(name, text)
    run = game.start("--editor", "res://main.tscn", timeout=120)
    seen: dict[str, Any] = dict(
        json.loads(line.removeprefix("[editor] "))
        for line in run.log.splitlines()
        if line.startswith("[editor] ")
    )
    new = [5, 7, ["again", 10, "new"]]
    assert seen == {
        "before": [1, 7, [1, 1, "old"]],
        "helper changed": [1, 7, [0, 10, "new"]],
        "base changed": [[5, 7, [0, 10, "new"]], 10],
        "mended": [5, 8],
        "tool mended": new,
        "moved": ["res://hero.py", True, new],
        "moved and changed": [new, 3],
    }
    assert run.exit_code == 0
    expected = ("Orphan StringName", "Leaked instance: GDScriptFunctionState", "WARNING: ObjectDB")
    told = [error for error in run.errors if not error.startswith(expected)]
    assert "broken.py could not be loaded" in told[0] and "tool.py could not be" in told[1]
    assert len(told) == 2, told
