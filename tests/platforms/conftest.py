"""A compiler for Windows, and as much of a Python for Windows as compiling and linking need.

Nothing that is made here can be run: see docs/compatibility.md for what that does not show.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cross_build import build, find_python
from native_parts import PARTS
from targets import WINDOWS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
VERSION = (sys.version_info[0], sys.version_info[1])
PREFIX = "x86_64-w64-mingw32-"


@pytest.fixture(scope="session")
def windows_compiler() -> str:
    """The compiler for Windows; skips where there is none."""
    if shutil.which(f"{PREFIX}gcc") is None:
        pytest.skip(
            f"there is no {PREFIX}gcc here: nothing is compiled for Windows "
            "(Debian has it: sudo apt-get install gcc-mingw-w64-x86-64)"
        )
    return f"{PREFIX}gcc"


def _exported_by_python() -> list[str]:
    """The names of Python's API that this machine's libpython has."""
    name = f"libpython{VERSION[0]}.{VERSION[1]}.so.1.0"
    library = ROOT / "addons/steamworks/python/lib" / name
    command = ["nm", "-D", "--defined-only", str(library)]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sorted(set(re.findall(r" [TDBR] (_?Py\w+)$", listing, re.MULTILINE)))


@pytest.fixture(scope="session")
def windows_python(tmp_path_factory: pytest.TempPathFactory, windows_compiler: str) -> Path:
    """A folder laid out as Python's on Windows, with headers and names to link with."""
    folder = tmp_path_factory.mktemp("windows_python")
    include = folder / "include"
    include.mkdir()
    for path in Path(sysconfig.get_path("include")).iterdir():
        if path.name != "pyconfig.h":
            (include / path.name).symlink_to(path)
    shutil.copyfile(HERE / "pyconfig.h", include / "pyconfig.h")
    names = "\n".join(_exported_by_python())
    definition = folder / "python.def"
    definition.write_text(f"LIBRARY {WINDOWS.python_library(VERSION)}\nEXPORTS\n{names}\n")
    (folder / "libs").mkdir()
    library = folder / "libs" / f"{Path(WINDOWS.python_library(VERSION)).stem}.lib"
    subprocess.run([f"{PREFIX}dlltool", "-d", str(definition), "-l", str(library)], check=True)
    return folder


@pytest.fixture(scope="session")
def built_for_windows(
    tmp_path_factory: pytest.TempPathFactory, windows_compiler: str, windows_python: Path
) -> dict[str, Path]:
    """All compiled parts, by name; a warning of the compiler is an error."""
    python = find_python(WINDOWS, windows_python)
    tmp = tmp_path_factory.mktemp("windows_parts")

    def make(name: str) -> Path:
        (part,) = (part for part in PARTS if part.name == name)
        return build(part, WINDOWS, python, (windows_compiler, "-Werror"), tmp / name)

    with ThreadPoolExecutor(2) as pool:
        names = [part.name for part in PARTS if part.is_compiled]
        return dict(zip(names, pool.map(make, names), strict=True))
