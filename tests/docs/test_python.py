"""The Python of the documentation that is no script and no program: types and syntax."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import examples
import pytest
from checks import Check, check_of
from documents import ROOT, Block, blocks

PYTHON = blocks("python")
_TYPINGS = ROOT / "addons" / "steamworks" / "python" / "typings"


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_syntax(block: Block) -> None:
    """All of it is Python."""
    ast.parse(block.text)


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_only_what_cannot_be_checked_is_marked_so(block: Block) -> None:
    """The mark is for code of another library, which the block or the lines around it name."""
    if check_of(block) is Check.SYNTAX:
        assert "Godot 3" in block.text


def mypy(folder: Path, texts: dict[str, str]) -> list[str]:
    """What mypy finds wrong in some modules, with the stubs of the engine and of the node."""
    (folder / "mypy.ini").write_text(
        "[mypy]\n"
        "check_untyped_defs = true\n"
        f"mypy_path = {_TYPINGS}{os.pathsep}{ROOT / 'python_src'}\n"
        f"cache_dir = {folder / 'cache'}\n"
        "[mypy-steamworks.*,offline_steam.*,cffi.*,_cffi_backend.*]\n"  # checked by themselves
        "follow_imports = silent\n"
        "ignore_missing_imports = true\n",
        encoding="utf-8",
    )
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *(f"{name}.py" for name in texts)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return re.findall(r"^\S+: error: .*$", done.stdout, re.MULTILINE)


@pytest.mark.slow
def test_types(tmp_path: Path) -> None:
    """Blocks that nobody runs, and the examples of the reference with the types of their events."""
    texts = {block.name: block.text for block in PYTHON if check_of(block) is Check.TYPES}
    texts |= {f"row_{name}": examples.script(name, typed=True) for name in examples.NAMES}
    texts["wrong_key"] = examples.script("overlayStatus", typed=True).replace("phase", "face")
    texts["wrong_name"] = examples.script("appId").replace("appId", "applicationId")
    found = mypy(tmp_path, texts)
    wrong = sorted(line.partition(":")[0] for line in found)
    assert wrong == ["wrong_key.py", "wrong_name.py"], found
