"""Libraries that stand in for others: Valve's where there is none, and evil ones.

For the tests in tests/export. Compiled when they are wanted.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path

from steamworks._abi.declarations import ACCESSORS, FUNCTIONS

_STEAM = """
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int SteamAPI_InitFlat(char message[1024]) {
    strcpy(message, "Cannot create IPC pipe to Steam client process.  Steam is not running.");
    return 2;
}
bool SteamAPI_RestartAppIfNecessary(uint32_t app) {
    printf("asked to start %u again\\n", app);
    fflush(stdout);
    return getenv("STAND_IN_RESTARTS") != NULL;
}
"""
_WRITTEN = ("SteamAPI_InitFlat", "SteamAPI_RestartAppIfNecessary")


def valves_library(folder: Path) -> Path:
    """A real library of Valve's if a test run has one; else a stand-in without any Steam."""
    named = os.environ.get("STEAM_API_165")
    return Path(named) if named else stand_in(folder)


def stand_in(folder: Path) -> Path:
    """A library of Valve's shape, whose Steam is not running, and may be asked to restart."""
    names = [function.name for function in FUNCTIONS if function.name not in _WRITTEN]
    names += [accessor for accessors in ACCESSORS.values() for accessor in accessors]
    source = _STEAM + "".join(f"void *{name}(void) {{ return NULL; }}\n" for name in names)
    return compile_library(folder / "libsteam_api.so", source)


def compile_library(library: Path, source: str, *options: str) -> Path:
    """Compiles C into a shared library."""
    library.parent.mkdir(parents=True, exist_ok=True)
    file = library.with_suffix(".c")
    file.write_text(source, encoding="utf-8")
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")
    subprocess.run(
        [*compiler, "-shared", "-fPIC", "-o", str(library), str(file), *options], check=True
    )
    file.unlink()
    return library
