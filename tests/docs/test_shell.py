"""The commands of the documentation: run where that is possible, else taken word by word."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from documents import ROOT, Block, blocks

from offline_steam import cli
from targets import TARGETS
from workbench.engine import find_engine
from workbench.places import locate
from workbench.verbs import parser as dev_parser

# Programs of the system, and what a person does with them; their words are their own affair.
_FILES = {"cat", "cd", "cp", "ln", "ls", "mkdir", "mv", "rm", "unzip"}
_SYSTEM = {"apt", "cc", "echo", "source"} | _FILES
_PIP = re.compile(r"(^|/)pip3?$")
_PYTHON = re.compile(r"(^|/)python3?$")
_GODOT = re.compile(r"(^|/)godot4?$")
_ASSIGNMENT = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*=")
_PLUGIN = "godot_testing"
_SEPARATORS = {"&&", "||", ";", "|", "&"}
_REDIRECTIONS = {">", ">>", "<", "2>"}
SHELL = blocks("bash", "console")


def commands(block: Block) -> Iterator[list[str]]:
    """The commands of a block as lists of words, without comments, variables and redirections."""
    text = re.sub(r"^\$ ", "", block.text, flags=re.MULTILINE).replace("\\\n", " ")
    for line in text.splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        skips = False
        for word in [*lexer, ";"]:
            if skips:
                skips = False
            elif word in _SEPARATORS:
                if words:
                    yield words
                words = []
            elif word in _REDIRECTIONS:
                skips = True
            elif words or not _ASSIGNMENT.match(word):
                words.append(word)


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_syntax(block: Block) -> None:
    """The shell can read it."""
    text = re.sub(r"^\$ ", "", block.text, flags=re.MULTILINE)
    done = subprocess.run(
        ["bash", "-n"], input=text, capture_output=True, text=True, check=False, timeout=20
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_commands(
    block: Block,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each command is one that there is; those of the offline runtime are run, in their order."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OFFLINE_STEAM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OFFLINE_STEAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VISUAL", "true")
    for shown in blocks("toml"):
        if shown.page == block.page and "app_id" in shown.text:
            (tmp_path / "app.toml").write_text(shown.text, encoding="utf-8")
    for words in commands(block):
        check_command(words)
        capsys.readouterr()


def check_command(words: list[str]) -> None:
    """Fails when a command is wrong, or when nothing is known of it."""
    program, *rest = words
    if _PYTHON.search(program):
        _check_python(rest)
    elif _GODOT.search(program):
        _check_godot(rest)
    elif program == "pytest":
        _check_pytest(rest)
    elif program == ".venv/bin/scons":
        arguments = dict(word.split("=", 1) for word in rest)
        assert arguments.keys() <= {"platform", "python", "cc"}, words
        assert arguments["platform"] in TARGETS, words
    elif _PIP.search(program):
        assert rest[0] in {"install", "uninstall", "list"}, words
    else:
        built = program.startswith("./")  # by a command before it
        assert built or program in _SYSTEM, f"nothing is known of {program!r}: {words}"


def _check_godot(rest: list[str]) -> None:
    """The engine has each option; what stands behind ``--`` is the game's."""
    own = rest[: rest.index("--")] if "--" in rest else rest
    for word in own:
        if word.startswith("-"):
            name = word.partition("=")[0]
            assert re.search(rf"(^|\s){re.escape(name)}(\s|,|=|$)", _engine_help()), word


@cache
def _engine_help() -> str:
    engine, _ = find_engine(locate(None))
    assert engine is not None
    done = subprocess.run(
        [engine.path, "--headless", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)


def _check_pytest(rest: list[str]) -> None:
    """pytest, with the plugins of this project, has each option."""
    for word in rest:
        if word.startswith("--"):
            assert re.search(rf"\s{re.escape(word.partition('=')[0])}\b", _pytest_help()), word


@cache
def _pytest_help() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", f"{_PLUGIN}.plugin", "--help"]
        if importlib.util.find_spec(_PLUGIN)
        else [sys.executable, "-m", "pytest", "--help"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "python_src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout


def _check_python(rest: list[str]) -> None:
    if rest[0] == "dev.py":
        cut = rest.index("--") if "--" in rest else len(rest)
        dev_parser().parse_args(rest[1:cut])
    elif rest[:2] == ["-m", "offline_steam"]:
        # The names of files that a person chooses stand in capitals.
        assert cli.main(rest[2:]) == 0, rest
    elif rest[:2] == ["-m", "pytest"]:
        _check_pytest(rest[2:])
    elif rest[0] == "-m":
        assert rest[1] in {"venv", "pytest", "mypy", "pyright", "pip"}, rest
    else:
        assert (ROOT / rest[0]).is_file(), rest


@pytest.mark.parametrize(
    "line",
    [
        "python3 dev.py fly",
        "python3 dev.py demo --screne pong",
        "python -m offline_steam unlock NO_SUCH_THING",
        "python3 no_such_script.py",
        ".venv/bin/scons platform=amiga python=PYTHON",
        "frobnicate --now",
        "godot --headles --path .",
        "pytest --godot-progekt DIR",
    ],
)
def test_wrong_commands_are_found(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A verb, an option, a name, a file or a program that there is not."""
    monkeypatch.setenv("OFFLINE_STEAM_HOME", str(tmp_path))
    (words,) = commands(Block("page.md", 1, "bash", "", line))
    with pytest.raises((AssertionError, SystemExit)):
        check_command(words)
