"""Every GDScript example, of the table and of the documents, is one that the engine accepts.

`$Steamworks` is put into the examples as a typed node, so that the engine also checks constants and
the number of arguments, which it leaves for later otherwise.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from engine_game import Game

from steamworks import contract

ROOT = Path(__file__).parents[3]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^( *)```gdscript\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_TYPED = '(get_node(^"Steamworks") as Steamworks)'

# The script in Python that an example of docs/scripting.md preloads.
_PLAYER = """
from godot import Area2D, exposed

@exposed
class Player(Area2D):
    pass
"""

LOADER = """
extends "res://engine_test.gd"

func _ready() -> void:
	var wrong := 0
	var files := DirAccess.get_files_at("res://examples")
	for file in files:
		var script: GDScript = load("res://examples/".path_join(file))
		if script == null or not script.can_instantiate():
			wrong += 1
	print("examples: ", files.size(), ", of them wrong: ", wrong)
	finish()
"""


def _of_table() -> dict[str, str]:
    rows: list[contract.Row] = [
        *contract.FUNCTIONS.values(),
        *contract.PROPERTIES.values(),
        *contract.EVENTS.values(),
    ]
    return {f"row_{row.name}": row.example for row in rows}


def _of_documents() -> dict[str, str]:
    return {
        f"{path.stem.replace('-', '_').lower()}_{number}": textwrap.dedent(found[2])
        for path in DOCUMENTS
        for number, found in enumerate(_BLOCK.finditer(path.read_text(encoding="utf-8")), 1)
    }


EXAMPLES = {**_of_table(), **_of_documents()}


def script(example: str) -> str:
    """An example as a script: one without functions of its own gets one around it."""
    if not re.search(r"^(static )?func ", example, re.MULTILINE):
        example = "func example() -> void:\n" + textwrap.indent(example, "    ")
    if not re.search(r"^extends ", example, re.MULTILINE):
        example = f"extends Node\n\n{example}"
    return example.replace("$Steamworks", _TYPED)


@pytest.mark.parametrize("name", EXAMPLES)
def test_names(name: str) -> None:
    """What an example calls, reads or connects of the node is in the table."""
    known = {*contract.FUNCTIONS, *contract.PROPERTIES, *contract.EVENTS}
    assert set(re.findall(r"\$Steamworks\.(\w+)", EXAMPLES[name])) <= known


@pytest.mark.slow
def test_examples(game: Game) -> None:
    """All examples load as scripts, without an error in the log."""
    for name, text in EXAMPLES.items():
        game.write(f"examples/{name}.gd", script(text))
    game.write("player.py", _PLAYER)
    game.write("main.gd", LOADER)
    run = game.run_script("main.gd")
    assert f"examples: {len(EXAMPLES)}, of them wrong: 0" in run.log


@pytest.mark.slow
def test_wrong_examples(game: Game) -> None:
    """A missing argument, an unknown constant and what is no script would be found."""
    for name, text in {
        "count": "$Steamworks.setAchievementUnlocked()",
        "constant": "print(Steamworks.RESULT_GREAT)",
        "words": "this is no script",
    }.items():
        game.write(f"examples/{name}.gd", script(text))
    game.write("main.gd", LOADER)
    run = game.run_script(
        "main.gd",
        expect=[
            "Too few arguments",
            'Cannot find member "RESULT_GREAT"',
            "Expected end of statement",
            "Failed to load script",
        ],
    )
    assert "examples: 3, of them wrong: 3" in run.log
