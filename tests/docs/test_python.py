"""The Python of the documentation that is no script and no program: types and syntax."""

from __future__ import annotations

import ast

import pytest
from checks import Check, check_of
from documents import Block, blocks

PYTHON = blocks("python")


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_syntax(block: Block) -> None:
    """All of it is Python."""
    ast.parse(block.text)


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_only_what_cannot_be_checked_is_marked_so(block: Block) -> None:
    """The mark is for code of another library, which the block or the lines around it name."""
    if check_of(block) is Check.SYNTAX:
        assert "Godot 3" in block.text
