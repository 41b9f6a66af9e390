"""Room A, the floor: the first Python code that runs in the engine. May import the whole room.

``entry.c`` calls ``godot_boot`` once, after Python has started; from then on the engine's levels arrive in
:mod:`godot.lifecycle`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from godot._ffi import ffi

STARTUP: tuple[str, ...] = ()
"""Packages that the engine loads at start-up; set by the embedding init code, which the build script writes."""


@ffi.def_extern(error=0)  # type: ignore[untyped-decorator]  # cffi has no types
def godot_boot(packages: Any) -> int:
    """Connects the engine's levels to the room. Gives 1, or 0 when it failed (cffi prints the traceback)."""
    folder = ffi.string(packages).decode()
    if folder not in sys.path:  # Python was already running, started by somebody else
        sys.path.append(folder)
    from godot import interface, lifecycle

    interface.set_packages_folder(Path(folder))
    lifecycle.begin(STARTUP)
    return 1
