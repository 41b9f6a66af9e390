"""Valve's real libraries and SDK for the contract tests. Standard library only.

The libraries are fetched into the cache; the SDK can't be, and is used where it lies.
They come out of packages that others publish and are never installed: only the one library is taken
out. They are Valve's, and never enter the clone. Without them the contract tests that need them are
skipped, with the reason that is given here.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import SetupError
from workbench.places import Places
from workbench.processes import run_logged
from workbench.progress import Progress, Step

_ELF_64_BIT = b"\x7fELF\x02"
_LIBRARY = "libsteam_api.so"
_SDK_VARIABLE = "STEAMWORKS_SDK"
_SDK_MARK = Path("public", "steam", "steam_api.json")
_SDK_DEPTH = 3
_SDK_FOLDERS = 5000


@dataclass(frozen=True)
class SteamLibrary:
    """One real library.

    Attributes:
        variable: The environment variable that gives tests its path.
        folder: Its folder below ``<cache>/steam``.
        title: What it is, for people.
        member: Its name in the package.
        fetch: Brings the package into a folder and returns its file.
    """

    variable: str
    folder: str
    title: str
    member: str
    fetch: Callable[[Places, Path, Step], Path]

    def path(self, places: Places) -> Path:
        """Where the library lies once it was fetched."""
        return places.cache / "steam" / self.folder / _LIBRARY


def _from_python_index(places: Places, folder: Path, step: Step) -> Path:
    # The wheel is tagged for one Python, but the library in it has nothing to do with Python.
    run_logged(
        [
            *(places.venv_python, "-m", "pip", "download", "--no-input"),
            *("--disable-pip-version-check", "--no-deps", "--only-binary=:all:"),
            *("--python-version=3.11", "--implementation=cp", "--abi=cp311"),
            *("--platform=manylinux2014_x86_64", "--dest", folder, "steamworks-swig==0.1.2"),
        ],
        log=places.logs / "steam-1.65.log",
        step=step,
        remedy="Check the network (pip's own configuration holds) and run `dev.py test` again.",
    )
    return next(folder.glob("*.whl"))


def _from_npm(places: Places, folder: Path, step: Step) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SetupError(
            "npm is not on PATH, and the older library is published for npm only.",
            "Optional: install npm (sudo apt-get install npm) and run `dev.py test` again.",
        )
    run_logged(
        [npm, "pack", "--silent", "--pack-destination", folder, "steamworks.js@0.4.0"],
        log=places.logs / "steam-older.log",
        step=step,
        remedy="Check the network (npm's own configuration holds) and run `dev.py test` again.",
        cwd=folder,
    )
    return next(folder.glob("*.tgz"))


LIBRARIES = (
    SteamLibrary(
        "STEAM_API_165",
        "1.65",
        "Valve's library of SDK 1.65",
        f"steamworks/{_LIBRARY}",
        _from_python_index,
    ),
    SteamLibrary(
        "STEAM_API_OLD",
        "1.5x",
        "an older library of Valve's (UserStats v012)",
        f"package/dist/linux64/{_LIBRARY}",
        _from_npm,
    ),
)


def _read_member(package: Path, member: str) -> bytes:
    try:
        if package.suffix == ".whl":
            with zipfile.ZipFile(package) as wheel:
                return wheel.read(member)
        with tarfile.open(package) as tarball:
            content = tarball.extractfile(member)
            if content is None:
                raise KeyError(member)
            return content.read()
    except (KeyError, OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise SetupError(
            f"{package.name} has no {member}: {error}.", "Report this to the project."
        ) from error


def _fetch(library: SteamLibrary, places: Places, progress: Progress) -> None:
    target = library.path(places)
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        progress.step(f"Fetching {library.title}") as step,
        tempfile.TemporaryDirectory(dir=target.parent) as folder,
    ):
        package = library.fetch(places, Path(folder), step)
        content = _read_member(package, library.member)
        if not content.startswith(_ELF_64_BIT):
            raise SetupError(
                f"{library.member} in {package.name} is no 64-bit library.",
                "Report this to the project.",
            )
        draft = Path(folder, _LIBRARY)
        draft.write_bytes(content)
        draft.replace(target)


def ensure_steam_libraries(places: Places, progress: Progress) -> dict[str, str]:
    """Fetches what is not there and returns the variables for the tests.

    A library that cannot be had is no error: its variable is left out, and the reason is printed
    and given as ``<variable>_REASON``.
    """
    variables: dict[str, str] = {}
    places.require_cache()
    for library in LIBRARIES:
        if not library.path(places).is_file():
            try:
                _fetch(library, places, progress)
            except SetupError as error:
                progress.say(f"Without {library.title}: {error}\nIts tests are skipped.")
                variables[f"{library.variable}_REASON"] = error.cause.splitlines()[0]
                continue
        variables[library.variable] = str(library.path(places))
    return variables


def find_sdk(places: Places, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variable that names Valve's SDK, if it is not set and an unpacked SDK is near the clone.

    Only Steam developers can download it, so it is looked for a few folders deep beside the clone.
    Of several the nearest is taken, and the last by name, which is the newest.
    """
    if environment.get(_SDK_VARIABLE):
        return {}
    for folder in _folders_beside(places.root):
        try:
            is_sdk = (folder / _SDK_MARK).is_file()
        except PermissionError:  # a folder that only its owner may enter
            continue
        if is_sdk:
            return {_SDK_VARIABLE: str(folder)}
    return {}


def _folders_beside(clone: Path) -> Iterator[Path]:
    """The folders of the clone's parent folder, the nearer first; not in hidden ones or links."""
    level = [clone.parent]
    seen = 0
    for _ in range(_SDK_DEPTH):
        below: list[Path] = []
        for folder in level:
            try:
                names = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
            except OSError:  # not ours to read
                continue
            below += (
                Path(entry.path)
                for entry in names
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
            )
        level = [folder for folder in below if folder != clone]
        yield from level
        seen += len(level)
        if seen > _SDK_FOLDERS:  # somebody's whole home folder
            return
