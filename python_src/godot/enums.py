"""Room A: the engine's enums as Python's. Pure Python; imports nothing of the room.

What a method or a property gives is an ``int``, as in the engine; it equals the enum's member, and
``Node.ProcessMode(number)`` gives the member itself.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

__all__ = ["make_enum"]

# From names that are known at run time only, which type checkers do not follow.
_INT_ENUM: Any = enum.IntEnum
_INT_FLAG: Any = enum.IntFlag


def make_enum(name: str, values: Mapping[str, int], is_flag: bool, qualname: str = "") -> Any:
    """An ``IntEnum``, or an ``IntFlag`` of values that can be combined, with the engine's names."""
    base = _INT_FLAG if is_flag else _INT_ENUM
    return base(name, values, module="godot", qualname=qualname or name)
