"""The library in the addon's folder, with a Python of its own and nothing else of this machine."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import offline_host
import pytest


def _zip_standard_library(folder: Path, library: Path) -> None:
    """Puts what the addon of people has: an archive, and the compiled modules beside it."""
    version = f"python{sys.version_info[0]}{sys.version_info[1]}"
    with zipfile.ZipFile(folder / f"{version}.zip", "w") as archive:
        for path in library.rglob("*.py"):
            name = path.relative_to(library)
            if not {"site-packages", "test", "tests", "idlelib"} & set(name.parts):
                archive.write(path, name)
    beside = folder / library.name
    beside.mkdir()
    (beside / "lib-dynload").symlink_to(library / "lib-dynload")


NAMES = ("BUILD_STDLIB", "BUILD_DYNLOAD", "BUILD_HOME", "BUILD_CFFI", "BUILD_PACKAGES")


@pytest.fixture(scope="module")
def homeless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that knows of nothing on this machine."""
    script = offline_host.build_script()
    constants = {**script.build_constants("any"), **dict.fromkeys(NAMES, "/nowhere")}
    folder = tmp_path_factory.mktemp("homeless")
    return Path(
        script.make_ffi("any", constants).compile(
            tmpdir=str(folder), target=str(folder / "libsteam_api.*")
        )
    )


@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "archive"])
def test_carried_python(
    start_host: Callable[..., Any], homeless: Path, tmp_path: Path, zipped: bool
) -> None:
    """Standard library, packages and cffi come from the folder that the library lies in.

    Beside an archive nothing is written: such an addon stays as it was copied.
    """
    constants = offline_host.build_script().build_constants("any")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    python = tmp_path / "addon with spaces ü" / "python"
    packages = python / "packages"
    (python / "lib").mkdir(parents=True)
    if zipped:
        _zip_standard_library(python / "lib", Path(constants["BUILD_STDLIB"]))
    else:
        (python / "lib" / version).symlink_to(constants["BUILD_STDLIB"])
    packages.mkdir()
    for part in Path(constants["BUILD_CFFI"]).glob("_cffi_backend*.so"):
        (packages / part.name).symlink_to(part)
    shutil.copytree(
        offline_host.PACKAGE,
        packages / "offline_steam",
        ignore=shutil.ignore_patterns("lib", "__pycache__"),
    )
    library = packages / "offline_steam" / "lib" / "libsteam_api.so"
    library.parent.mkdir()
    shutil.copyfile(homeless, library)
    host = start_host(library)
    assert host.init() == (0, "")
    assert host.state()["app"] == str(packages / "offline_steam" / "spacewar.toml")
    assert host.say("unlock ACH_HEAVY_FIRE") == "1"
    assert host.say("store") == "1"
    assert host.pump()[0].eresult == 1
    assert (not list(packages.rglob("__pycache__"))) is zipped
