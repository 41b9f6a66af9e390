"""The licences of what the addon carries, as this machine has them. Standard library only."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from workbench.errors import SetupError

_DEBIAN_TEXTS = Path("/usr/share/doc")
_OTHER_TEXTS = Path("/usr/share/licenses")
# Each says which package a file belongs to, as its last word but one line.
_OWNERS = (
    ("dpkg-query", "--search"),
    ("rpm", "--query", "--queryformat", "%{NAME}", "--file"),
    ("pacman", "--query", "--owns", "--quiet"),
)


def library_licence(library: Path) -> list[Path]:
    """The licence texts of a library that a package of the system has brought.

    Raises:
        SetupError: No package owns it, or its package has brought no text.
    """
    for owner in _owners(library):
        debian = _DEBIAN_TEXTS / owner / "copyright"
        if debian.is_file():
            return [debian]
        folder = _OTHER_TEXTS / owner
        found = (
            sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        )
        if found:
            return found
    raise SetupError(
        f"The addon has to carry {library}, and the licence of that library was not found: neither "
        f"in {_DEBIAN_TEXTS} nor in {_OTHER_TEXTS} is there a text of the package that it is from.",
        "Install the library from your system's packages with their documentation, or build the "
        "addon with a Python that does not need it.",
    )


def python_licence(standard_library: Path, library: Path) -> list[Path]:
    """The licence texts of Python itself.

    Args:
        standard_library: Where its modules are.
        library: Its libpython.

    Raises:
        SetupError: There are none.
    """
    own = standard_library / "LICENSE.txt"
    if own.is_file():
        return [own]
    return library_licence(library)


def distribution_licences(site_packages: Path, name: str) -> list[Path]:
    """The licence texts of a package that pip has installed.

    Raises:
        SetupError: There are none.
    """
    found = sorted(
        path
        for folder in site_packages.glob(f"{name}-*.dist-info")
        for path in folder.rglob("*")
        if path.is_file()
        and path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "AUTHORS", "NOTICE"))
    )
    if not found:
        raise SetupError(
            f"The package {name} in {site_packages} has no licence text.",
            "Install it again: `python3 dev.py clean`, then the same command.",
        )
    return found


def _owners(path: Path) -> Iterator[str]:
    # Where /lib is a link to /usr/lib, packages may still name their files below /lib.
    spellings = [path]
    if path.is_relative_to("/usr"):
        spellings.append(Path("/", path.relative_to("/usr")))
    for command in _OWNERS:
        if not shutil.which(command[0]):
            continue
        for spelling in spellings:
            done = subprocess.run(
                [*command, str(spelling)], capture_output=True, text=True, check=False
            )
            if done.returncode == 0 and done.stdout.strip():
                # Debian: "libssl3:amd64: /usr/lib/..."
                yield done.stdout.split()[0].split(":")[0].rstrip(",")
