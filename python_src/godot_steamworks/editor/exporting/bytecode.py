"""Room D: a script of the project as bytecode. May import: godot."""

from __future__ import annotations

import importlib.util
import marshal

import godot
from godot.scripting import sources

__all__ = ["COMPILED", "compiled"]

COMPILED = ".pyc"
_EDITOR = {1, 3}  # ClassDB.APIType: the engine's own, and those of extensions
_NEVER_CHECKED = (1).to_bytes(4, "little")  # PEP 552: a hash, which nobody compares


def compiled(data: bytes, path: str) -> bytes:
    """The file as Python's own format of bytecode has it (PEP 552).

    Args:
        data: The file's content.
        path: Its path in the project, which tracebacks show.

    Raises:
        SyntaxError: it is no Python.
    """
    code = sources.compile_source(data, path, leave_out=_only_the_editors)
    head = importlib.util.MAGIC_NUMBER + _NEVER_CHECKED + importlib.util.source_hash(data)
    return head + marshal.dumps(code)


def _only_the_editors(name: str) -> bool:
    """Whether a game's engine has no such class: `from godot import *` must not ask for it."""
    known = godot.ClassDB
    return known.class_exists(name) and known.class_get_api_type(name) in _EDITOR
