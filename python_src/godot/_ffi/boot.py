"""Room A, the floor: the first Python code that runs in the engine. May import the whole room.

``entry.c`` calls ``godot_boot`` once, after Python has started; from then on the engine's levels
arrive in :mod:`godot.lifecycle`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from godot._ffi import ffi

STARTUP: tuple[str, ...] = ()
"""Packages that the engine loads at start-up; set by the embedding init code."""


def _startup_packages(folder: Path) -> tuple[str, ...]:
    """The built-in ones, and those with a file ``NAME.startup`` in the addon's folders of packages.

    Only the addon's own files count: no setting and no environment variable makes a game load code.
    """
    marked = [
        path.stem
        for packages in (folder, folder.with_name("site-packages"))
        for path in packages.glob("*.startup")
    ]
    return (*STARTUP, *sorted(name for name in set(marked) if name not in STARTUP))


@ffi.def_extern(error=0)  # type: ignore[untyped-decorator]  # cffi has no types
def godot_boot(packages: Any) -> int:
    """Connects the engine's levels to the room.

    Gives 1, or 0 when it failed (cffi prints the traceback).
    """
    folder = Path(os.fsdecode(ffi.string(packages)))
    from godot import interface, lifecycle
    from godot.api import engine_api

    interface.set_packages_folder(folder)
    engine_api()  # better to fail here, where it only means that the addon is not there
    lifecycle.begin(_startup_packages(folder))
    return 1
