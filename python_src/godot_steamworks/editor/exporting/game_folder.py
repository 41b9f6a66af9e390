"""Room D: the folder ``steamworks`` that an exported game has beside its program.

May import: bundle, targets. Layout::

    lib/               libpython, its standard library, and the libraries that these need
    packages/          ours
    site-packages/     the user's, from the addon's python/site-packages
    licenses/          of what is in here
    libsteam_api.so    Valve's
    .gdignore          a game may be exported into its own project, and is no part of that
"""

from __future__ import annotations

import importlib.util
import py_compile
import shutil
from pathlib import Path

from godot_steamworks.editor.exporting.bundle import Bundle
from godot_steamworks.editor.exporting.targets import Target

__all__ = ["ARCHIVES", "FOLDER", "assemble", "clear"]

FOLDER = "steamworks"
"""Its name, which the extension's library looks for beside itself."""

ARCHIVES = (".zip", ".dmg", ".app")
"""Programs that the engine makes elsewhere, and puts in place when they are whole."""

_PYTHON, _NOTICES = "python/", "licenses/"
_FOLDERS = ("lib", "packages", "site-packages", "licenses")


def clear(program: Path, target: Target) -> None:
    """Takes away what an earlier export has put beside the program.

    The engine writes over what there is and removes nothing. So the offline runtime of a debug
    build would stay for the release build, and be given to players with it; as would Valve's
    library for a game that is to have none. What is not of an export is left alone,
    and what lies beside an archive, which is a game of its own.

    Raises:
        OSError: Something cannot be removed.
    """
    folder = program.parent / FOLDER
    if program.suffix in ARCHIVES or not (folder / "packages" / "godot").is_dir():
        return
    for name in _FOLDERS:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
    (folder / target.steam_library).unlink(missing_ok=True)


def assemble(
    folder: Path, bundle: Bundle, target: Target, *, offline: bool, steam_library: Path | None
) -> None:
    """Fills the folder, which is empty or not there.

    Args:
        folder: Where to.
        bundle: The self-contained addon.
        target: What the game is exported for.
        offline: Whether the offline runtime goes along.
        steam_library: Valve's library; None: none goes along.
    """
    parts = ("game", "notice", "offline") if offline else ("game", "notice")
    for file in bundle.parts(*parts):
        if file.path.startswith(_PYTHON):
            _copy(bundle.folder / file.path, folder / file.path.removeprefix(_PYTHON))
        elif file.part == "notice":
            inner = file.path.removeprefix(_NOTICES)
            _copy(bundle.folder / file.path, folder / _NOTICES / inner)
    _copy_packages(bundle.folder / "python" / "site-packages", folder / "site-packages")
    if steam_library is not None:
        _copy(steam_library, folder / target.steam_library)
    (folder / ".gdignore").touch()


def _copy(source: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)


def _copy_packages(source: Path, copy: Path) -> None:
    """The user's packages, pure and compiled, with bytecode, because a game writes none.

    Left out is what Python never imports: programs, and files that would tell `site` to run code.
    """
    if not source.is_dir():
        return
    for path in sorted(source.rglob("*")):
        inner = path.relative_to(source)
        if not path.is_file() or "__pycache__" in inner.parts or path.suffix == ".pth":
            continue
        if inner.parts[0] in ("bin", "Scripts") or path.name == ".gdignore":
            continue
        _copy(path, copy / inner)
        if path.suffix == ".py":
            _compile(copy / inner, inner.as_posix())


def _compile(path: Path, name: str) -> None:
    """Bytecode beside its source, never checked against it. A file may be for another Python."""
    py_compile.compile(
        str(path),
        cfile=importlib.util.cache_from_source(str(path)),
        dfile=name,
        quiet=2,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
