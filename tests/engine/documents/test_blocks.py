"""The code of the documentation in the engine: GDScript is accepted, scripts in Python run.

The examples of the table of names are GDScript, too. `$Steamworks` is put into GDScript as a typed
node, so that the engine also checks constants and the number of arguments, which it leaves for
later otherwise. All of it takes one start of the engine.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import examples
import pytest
from checks import Check, check_of
from documents import Block, blocks
from engine_game import ROOT, Game
from engine_log import Run

from steamworks import contract

_TYPED = '(get_node(^"Steamworks") as Steamworks)'
STARS = ROOT / "tests" / "engine" / "examples" / "stars"
COINS = ROOT / "tests" / "engine" / "examples" / "coins"

# What the scripts of the pages expect to find in the project.
AROUND = {
    "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
    "player.py": """
from godot import Area2D, exposed

@exposed
class Player(Area2D):
    pass
""",
    "enemies/enemy.py": """
from godot import Node, exposed

@exposed
class Enemy(Node):
    def _ready(self) -> None:
        self.strength = 1
""",
    "other.gd": """
extends Node

var health := 3

func greet(who: String) -> String:
\treturn "hello " + who

func slow() -> int:
\tawait (Engine.get_main_loop() as SceneTree).process_frame
\treturn 1
""",
}

# The pages whose first script is shown with what it prints.
PRINTING = {
    page: next(b for b in blocks("gdscript") if b.page == page and "_ready" in b.text)
    for page in ("README.md", "getting-started.md")
}

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
	load_reference("res://reference")
	await run_scripts("res://printing", "gd")
	await run_scripts("res://scripts", "py")
	finish()


func load_reference(folder: String) -> void:
	if not DirAccess.dir_exists_absolute(folder):
		return
	for file in DirAccess.get_files_at(folder):
		var script: Script = load(folder.path_join(file))
		if script.can_instantiate():
			print("loaded ", file)


func run_scripts(folder: String, ending: String) -> void:
	if not DirAccess.dir_exists_absolute(folder):
		return
	for file in DirAccess.get_files_at(folder):
		if file.get_extension() != ending:
			continue
		var script: Script = load(folder.path_join(file))
		if not script.can_instantiate():
			printerr("no script: ", file)
			continue
		var node: Node = ClassDB.instantiate(script.get_instance_base_type())
		var steam := Steamworks.new()
		steam.name = "Steamworks"
		node.add_child(steam)
		node.set_script(script)
		add_child(node)
		node.name = file.get_basename()
	await get_tree().create_timer(0.8).timeout
	for node in get_children():
		print("ran ", node.name)
		node.queue_free()
"""


def _of_table() -> dict[str, str]:
    rows: list[contract.Row] = [
        *contract.FUNCTIONS.values(),
        *contract.PROPERTIES.values(),
        *contract.EVENTS.values(),
    ]
    return {f"row_{row.name}": row.example for row in rows}


GDSCRIPT = [block for block in blocks("gdscript") if check_of(block) is Check.GDSCRIPT]
EXAMPLES = {**_of_table(), **{block.name: block.text for block in GDSCRIPT}}
SCRIPTS = [block for block in blocks("python") if check_of(block) is Check.SCRIPT]


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


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run of the engine with all of them, without an error in the log."""
    game = Game(tmp_path_factory.mktemp("documents") / "project")
    # As the editor's menu adds it.
    settings = (game.folder / "project.godot").read_text(encoding="utf-8")
    autoload = '[autoload]\n\nSteam="*res://addons/steamworks/autoload.tscn"\n'
    game.write("project.godot", f"{settings}\n{autoload}")
    for name, text in EXAMPLES.items():
        game.write(f"examples/{name}.gd", script(text))
    for path, text in AROUND.items():
        game.write(path, text)
    for block in SCRIPTS:
        # Pictures are resources once the editor has imported them, which takes another run of it.
        text = block.text.replace("icon.svg", "enemies/enemy.py")
        game.write(f"scripts/{block.name}.py", text)
    for name in examples.NAMES:
        game.write(f"reference/{name}.py", examples.script(name))
    for block in PRINTING.values():
        game.write(f"printing/{block.name}.gd", block.text)
    game.write("main.gd", LOADER)
    return game.run_script("main.gd")


@pytest.mark.slow
def test_gdscript(run: Run) -> None:
    """All GDScript loads."""
    assert f"examples: {len(EXAMPLES)}, of them wrong: 0" in run.log


@pytest.mark.parametrize("block", SCRIPTS, ids=str)
def test_scripts_in_python(run: Run, block: Block) -> None:
    """Each script is put on a node, with a `Steamworks` below it, and runs for a while."""
    assert f"\nran {block.name}\n" in run.log


@pytest.mark.parametrize("name", examples.NAMES)
def test_python_of_the_reference(run: Run, name: str) -> None:
    """Each of the examples is a script; mypy has checked what it uses."""
    assert f"\nloaded {name}.py\n" in run.log


@pytest.mark.parametrize("page", PRINTING)
def test_pages_show_what_their_script_prints(run: Run, page: str) -> None:
    """The script of the first five minutes runs, and gives the lines that stand there."""
    assert f"\nran {PRINTING[page].name}\n" in run.log
    (output,) = (block for block in blocks("text") if block.page == page)
    for line in output.text.splitlines():
        assert f"\n{line}\n" in run.log


@pytest.mark.parametrize("name", ["player.py", "coin.py", "game.py"])
def test_the_first_game_is_the_one_that_is_tested(name: str) -> None:
    """The page on scripting shows the files of its game whole, as they are."""
    shown = [block.text for block in blocks("python") if block.page == "scripting.md"]
    assert (COINS / name).read_text(encoding="utf-8") in shown


@pytest.mark.parametrize("path", sorted(STARS.glob("*.[gp][dy]")), ids=lambda path: path.name)
def test_the_game_of_the_tutorial_is_the_one_that_is_tested(path: Path) -> None:
    """The tutorial shows every script of its game whole, in both languages."""
    if not path.name.startswith("test_"):
        shown = [block.text for block in blocks() if block.page == "tutorial.md"]
        assert path.read_text(encoding="utf-8").replace("\t", "    ") in shown


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
