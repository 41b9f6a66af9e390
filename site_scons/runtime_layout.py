"""The Python that the addon carries: ``addons/steamworks/python``. Standard library only.

During development it is a folder of symbolic links, so that a change in ``python_src`` needs no
build; ``dev.py addon`` replaces it by the files themselves, see ``workbench/addon``. Layout::

    lib/libpython3.X.so.1.0     the interpreter
    lib/python3.X/              its standard library
    packages/                   godot, steamworks, offline_steam, godot_steamworks, cffi,
                                tomlkit (for the editor),
                                and the project's own native classes
    testing/                    godot_testing, for tests of games: a folder of its own, so that it
                                can be on the path of any Python and nothing else is
    .gdignore                   keeps Godot from importing what is in here
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

SITE_PACKAGES = "python/site-packages"
"""The user's own packages, relative to the addon: nothing here is ever removed."""
# What `dev.py addon` puts into the addon's folder, and links for development do not have.
_SELF_CONTAINED = (
    *("manifest.json", "LICENSE", "licenses", ".gitattributes", "bin/.gitignore"),
    *("python/files", "python/.gitignore"),
)

PRODUCT_PACKAGES = ("godot", "steamworks", "offline_steam", "godot_steamworks")
TESTING_PACKAGE = "godot_testing"
"""What runs tests of games, from outside of them: no game loads it."""
_INSTALLED_PACKAGES = ("cffi", "_cffi_backend*.so", "tomlkit")


STARTUP_SUFFIX = ".startup"


def plan_links(
    addon: Path,
    source: Path,
    site_packages: Path,
    library: Path,
    standard_library: Path,
    project_packages: Path | None = None,
) -> dict[str, str]:
    """Each link below ``addon/python`` and what it points to.

    Args:
        addon: The addon's folder.
        source: The folder of the product's packages; links to it are relative, so that the clone
            can be moved.
        site_packages: Where cffi and tomlkit are installed.
        library: The shared libpython.
        standard_library: The interpreter's standard library.
        project_packages: Where the project keeps packages of its own. Each that has a file
            ``NAME.startup`` beside it is linked with it, so that the engine loads it at start-up.

    Raises:
        FileNotFoundError: One of them is not there, or a package is missing beside its file.
    """
    packages = addon / "python" / "packages"
    links = {
        f"lib/{library.name}": str(library),
        f"lib/{standard_library.name}": str(standard_library),
    }
    for name in PRODUCT_PACKAGES:
        links[f"packages/{name}"] = os.path.relpath(source / name, packages)
    links[f"testing/{TESTING_PACKAGE}"] = os.path.relpath(
        source / TESTING_PACKAGE, addon / "python" / "testing"
    )
    for pattern in _INSTALLED_PACKAGES:
        found = sorted(site_packages.glob(pattern))
        if not found:
            name = "tomlkit" if pattern == "tomlkit" else "cffi"
            raise FileNotFoundError(f"{site_packages / pattern}: {name} is not installed there")
        for path in found:
            links[f"packages/{path.name}"] = os.path.relpath(path, packages)
    markers = project_packages.glob(f"*{STARTUP_SUFFIX}") if project_packages else ()
    for marker in sorted(markers):
        package = marker.with_suffix("")
        if not package.is_dir():
            raise FileNotFoundError(f"{package} is missing; {marker.name} beside it asks for it")
        for path in (marker, package):
            links[f"packages/{path.name}"] = os.path.relpath(path, packages)
    return links


def is_laid_out(folder: Path, links: Mapping[str, str]) -> bool:
    """Whether the folder has exactly these links."""
    if not (folder / ".gdignore").is_file() or any(
        (folder.parent / name).exists() for name in _SELF_CONTAINED
    ):
        return False
    present = {
        f"{parent}/{entry.name}"
        for parent in ("lib", "packages", "testing")
        if (folder / parent).is_dir()
        for entry in (folder / parent).iterdir()
        if entry.name != "__pycache__"
    }
    return present == set(links) and all(
        (folder / name).is_symlink() and str((folder / name).readlink()) == target
        for name, target in links.items()
    )


def lay_out(folder: Path, links: Mapping[str, str]) -> None:
    """Makes the folder have exactly these links. What was there before goes."""
    if is_laid_out(folder, links):
        return
    remove_layout(folder)
    for name, target in links.items():
        link = folder / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    (folder / ".gdignore").touch()


def remove_layout(folder: Path) -> None:
    """Takes away links or what ``dev.py addon`` put in their place, but nothing of the user's."""
    for name in ("python/lib", "python/packages", "python/testing", *_SELF_CONTAINED):
        path = folder.parent / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)  # removes links, not what they point to
        else:
            path.unlink(missing_ok=True)
