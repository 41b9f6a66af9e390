"""The library in the addon's folder, with a Python of its own and nothing else of this machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import offline_host


def test_carried_python(start_host: Callable[..., Any], tmp_path: Path) -> None:
    """Standard library, packages and cffi come from the folder that the library lies in."""
    script = offline_host.build_script()
    constants = script.build_constants("any")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    python = tmp_path / "addon with spaces ü" / "python"
    packages = python / "packages"
    (python / "lib").mkdir(parents=True)
    (python / "lib" / version).symlink_to(constants["BUILD_STDLIB"])
    packages.mkdir()
    for part in Path(constants["BUILD_CFFI"]).glob("_cffi_backend*.so"):
        (packages / part.name).symlink_to(part)
    shutil.copytree(
        offline_host.PACKAGE,
        packages / "offline_steam",
        ignore=shutil.ignore_patterns("lib", "__pycache__"),
    )
    for name in ("BUILD_STDLIB", "BUILD_DYNLOAD", "BUILD_HOME", "BUILD_CFFI", "BUILD_PACKAGES"):
        constants[name] = "/nowhere"
    built = script.make_ffi("any", constants).compile(
        tmpdir=str(tmp_path / "build"), target=str(tmp_path / "build" / "libsteam_api.*")
    )
    library = packages / "offline_steam" / "lib" / "libsteam_api.so"
    library.parent.mkdir()
    shutil.copyfile(built, library)
    host = start_host(library)
    assert host.init() == (0, "")
    assert host.state()["app"] == str(packages / "offline_steam" / "spacewar.toml")
    assert host.say("unlock ACH_HEAVY_FIRE") == "1"
    assert host.say("store") == "1"
    assert host.pump()[0].eresult == 1
