"""Who checks which code block of the documentation. See `check_of`."""

from __future__ import annotations

import enum
from functools import cache

from documents import ROOT, Block

_PROGRAMS = {"plain-python.md"}
_SHELL = {"bash", "console"}
_EXAMPLES = ("tests", "godot_project", "python_src/offline_steam/spacewar.toml")
_SUFFIXES = {".py", ".gd", ".tscn", ".godot", ".cfg", ".toml", ".c", ".yml"}


class Check(enum.Enum):
    """How a block is checked, and by which test."""

    EXAMPLE = "it stands so in a file of the tests or the demo, which run it"
    GDSCRIPT = "the engine loads it as a script: tests/engine/documents"
    SCRIPT = "the engine runs it on a node: tests/engine/documents"
    PROGRAM = "it is run as a program: tests/contract/steamworks/test_documentation.py"
    TYPES = "mypy checks it, with the stubs: tests/docs/test_python.py"
    SYNTAX = "it is parsed, since what it is for is not here: tests/docs/test_python.py"
    SHELL = "each command is run, or its words are checked: tests/docs/test_shell.py"
    APP = "the offline runtime reads it as an app definition: tests/docs/test_settings.py"
    TOOLS = "its tools have these settings: tests/docs/test_settings.py"
    ENGINE_FILE = "the engine reads it, and knows its settings: tests/docs/test_settings.py"
    JSON = "it is read as JSON: tests/docs/test_settings.py"
    YAML = "it is read as YAML: tests/docs/test_settings.py"
    VDF = "the editor's import reads it: tests/docs/test_settings.py"
    LUA = "it is parsed: tests/docs/test_lua.py"
    C = "a C compiler accepts it: tests/docs/test_c.py"
    OUTPUT = "a program said it in a test: see the tests' names in OUTPUTS"


# What a test compares with what was said: page, and a line of the block.
OUTPUTS = {
    ("README.md", "userProgressUpdate for 76561202255232769"): "tests/engine/documents",
    ("getting-started.md", "userProgressUpdate for 76561202255232769"): "tests/engine/documents",
    ("testing-your-game.md", "2 passed"): "tests/testing/test_example.py",
    ("offline-runtime.md", "unlocked ACH_WIN_ONE_GAME"): "contract/offline/test_other_programs.py",
}


def check_of(block: Block) -> Check | None:
    """How a block is checked; None when nobody does it, which is an error.

    ===========  ===================================================================================
    any          a block that stands, word for word, in a file that tests run needs nothing else;
                 with the mark ``example`` it has to
    gdscript     loads in the engine; statements get a function around them, ``$Steamworks`` a type
    python       with ``@exposed``: is put on a node and runs; on `_PROGRAMS`: runs; with the mark
                 ``syntax`` (```` ```python syntax ````): is parsed; anything else: mypy. With the
                 mark ``same`` the site shows it in one pane with the GDScript right before it
    bash         commands of ours are run or parsed, those of the system have to be known
    toml         an app definition, or settings of tools
    ini, cfg     a file of the engine's (project.godot, export_presets.cfg)
    json, yaml   is read as such, and vdf by the reader of the editor's import
    text         what a program says: a test has to claim it in `OUTPUTS`
    ===========  ===================================================================================
    """
    lines = {line.strip() for line in block.text.splitlines()}
    if (block.page, *(lines & {line for page, line in OUTPUTS if page == block.page})) in OUTPUTS:
        return Check.OUTPUT
    if block.language == "python":
        return _of_python(block)
    if block.mark == "example":
        return Check.EXAMPLE if is_example(block) else None
    if block.language == "toml":
        if is_example(block):
            return Check.EXAMPLE
        return Check.TOOLS if "[tool." in block.text else Check.APP
    if block.language in _SHELL:
        return Check.SHELL
    found = {
        "gdscript": Check.GDSCRIPT,
        "lua": Check.LUA,
        "c": Check.C,
        "ini": Check.ENGINE_FILE,
        "cfg": Check.ENGINE_FILE,
        "json": Check.JSON,
        "yaml": Check.YAML,
        "vdf": Check.VDF,
    }.get(block.language)
    return found or (Check.EXAMPLE if block.language and is_example(block) else None)


def _of_python(block: Block) -> Check:
    if block.mark == "syntax":
        return Check.SYNTAX
    if is_example(block):
        return Check.EXAMPLE
    if "@exposed" in block.text:
        return Check.SCRIPT
    return Check.PROGRAM if block.page in _PROGRAMS else Check.TYPES


def is_example(block: Block) -> bool:
    """Whether some file that tests run has all lines of the block, one after the other."""
    lines = "\n".join(line.rstrip() for line in block.text.strip("\n").splitlines())
    return any(lines in text for text in _example_texts())


@cache
def _example_texts() -> tuple[str, ...]:
    """The files of tests and of the demo, also as a block has them: without a common indent."""
    own = ROOT / "tests" / "docs"
    return tuple(
        path.read_text(encoding="utf-8")
        for place in _EXAMPLES
        for path in ([ROOT / place] if (ROOT / place).is_file() else (ROOT / place).rglob("*"))
        if path.suffix in _SUFFIXES and not path.is_relative_to(own) and path.is_file()
    )
