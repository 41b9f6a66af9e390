"""The Lua of the documentation, which is for another engine, is Lua."""

from __future__ import annotations

import pytest
import tree_sitter_lua
from documents import Block, blocks
from tree_sitter import Language, Parser

_PARSER = Parser(Language(tree_sitter_lua.language()))


@pytest.mark.parametrize("block", blocks("lua"), ids=str)
def test_syntax(block: Block) -> None:
    """The parser finds no error. The names are held by tests/unit/documents/test_migration.py."""
    assert not _PARSER.parse(block.text.encode()).root_node.has_error


def test_what_is_no_lua_is_found() -> None:
    """An end that is missing, and words of another language."""
    for text in ("local function f()\n    return 1\n", "func f() -> void:\n    pass\n"):
        assert _PARSER.parse(text.encode()).root_node.has_error
