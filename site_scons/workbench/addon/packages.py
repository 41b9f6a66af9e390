"""Our Python packages, without what only builds them. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from runtime_layout import PRODUCT_PACKAGES, TESTING_PACKAGE
from workbench.stamps import files_below

# What the engine loads at start-up, or a script at run time, is none of these.
_BUILD_ONLY = frozenset(
    {
        *("godot/_ffi/build_extension.py", "godot/_ffi/generate_api.py"),
        *("godot/_ffi/generate_archive.py", "godot/_ffi/generate_docs.py"),
        "godot/_ffi/generate_interface.py",
        "steamworks/_abi/build_native.py",
        "offline_steam/_shim/build_shim.py",
    }
)
_SOURCES_OF_COMPILED_PARTS = frozenset({".c", ".h", ".in"})
# Compiled parts are carried by themselves, stripped; here may be those for other Pythons, too.
_LEFT_BEHIND = frozenset({".pyc", ".new", ".o", ".so", ".pyd", ".dll", ".dylib"})


INSTALLED_PACKAGES = ("tomlkit",)
"""What goes along of others' packages in pure Python, besides cffi's compiled part."""


def testing_files(source: Path) -> Iterator[Path]:
    """The files of the package that runs tests of games, as `package_files` gives them."""
    for path in files_below(source / TESTING_PACKAGE):
        if path.suffix == ".py":
            yield path.relative_to(source)


def package_files(source: Path) -> Iterator[Path]:
    """The files to carry, relative to the folder of the packages, in a fixed order.

    Args:
        source: ``python_src`` of a built clone.
    """
    for package in PRODUCT_PACKAGES:
        for path in files_below(source / package):
            relative = path.relative_to(source)
            if relative.as_posix() in _BUILD_ONLY:
                continue
            if path.suffix in _SOURCES_OF_COMPILED_PARTS | _LEFT_BEHIND or path.name.startswith(
                "."
            ):
                continue
            yield relative
