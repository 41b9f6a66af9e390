"""Making programs that were unpacked beside the system run from there. Standard library only.

A program of a newer Debian needs the loader and the C library of its own release. Both are named
inside the program: patchelf sets the loader's path, and the library path as ``DT_RPATH``, which
also holds for the libraries that the program opens later. (Starting it through the loader would
work as well, but then the engine takes the loader for itself and the editor can't start a game.)
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from workbench.errors import SetupError
from workbench.progress import Step

_PROGRAMS = ("godot", "godot-template-debug", "godot-template-release", "Xvfb", "xkbcomp")
_LOADER = "ld-linux-x86-64.so.2"
_ELF = b"\x7fELF"
# Xvfb starts /usr/bin/xkbcomp, a path fixed when it was compiled. With a relative path of the same
# length in its place it starts the one below its working directory. See screen.py.
_FIXED_PATH = b"\0/usr/bin\0"
_RELATIVE_PATH = b"\0usr/bin\0\0"


def relocate(folder: Path, final: Path, patchelf: Path, step: Step) -> None:
    """Sets loader and library paths of everything in ``folder`` as if it lay at ``final``.

    Args:
        folder: The unpacked packages.
        final: Where the folder will be renamed to.
        patchelf: The tool that changes the paths.
        step: Where to show what is done.

    Raises:
        SetupError: patchelf failed, or there is no loader among the packages.
    """
    loaders = sorted(folder.glob(f"usr/lib*/**/{_LOADER}"))
    libraries = next((path.parent for path in loaders if path.is_file()), None)
    if libraries is None:
        raise SetupError(
            f"The fetched packages have no {_LOADER}.", "This works on Linux x86_64 only."
        )
    library_path = final / libraries.resolve().relative_to(folder.resolve())

    for name in _PROGRAMS:
        program = folder / "usr" / "bin" / name
        if not program.is_file():
            continue
        step.detail = f"setting the library path of {name}"
        loader = library_path / _LOADER
        _patch(
            patchelf,
            *("--set-interpreter", str(loader)),
            *("--force-rpath", "--set-rpath", str(library_path)),
            str(program),
        )

    # A library with a RUNPATH of its own hides the program's path from its dependencies.
    for library in sorted(libraries.glob("*.so*")):
        if library.is_symlink() or not _is_elf(library):
            continue
        own = _patch(patchelf, "--print-rpath", str(library)).strip()
        if own:
            moved = [f"{final}{part}" if part.startswith("/") else part for part in own.split(":")]
            path = ":".join([str(library_path), *moved])
            _patch(patchelf, "--force-rpath", "--set-rpath", path, str(library))

    server = folder / "usr" / "bin" / "Xvfb"
    if server.is_file():
        content = server.read_bytes()
        if content.count(_FIXED_PATH) == 1:
            server.write_bytes(content.replace(_FIXED_PATH, _RELATIVE_PATH))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ELF


def _patch(patchelf: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(patchelf), *arguments], capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        raise SetupError(
            f"patchelf {' '.join(arguments)} failed: {done.stderr.strip()}",
            "Run `python3 dev.py clean` and try again.",
        )
    return done.stdout
