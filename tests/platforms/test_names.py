"""What files are called on each system: the build, the engine's list and the rooms agree."""

from __future__ import annotations

import configparser
import importlib.util
import platform
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

from cross_build import TargetPython, link_flags
from godot_steamworks.editor.exporting import extension_file
from godot_steamworks.editor.exporting import targets as exporting
from native_parts import PARTS
from targets import LINUX, MACOS, TARGETS, WINDOWS, Target, this_target

from .conftest import ROOT, VERSION

SYSTEMS = {"linux": "linux", "windows": "win32", "macos": "darwin"}
BRIDGE = ROOT / "python_src/godot/_ffi"
each_target = pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))


def fresh(path: str, name: str, target: Target, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of the product, as it would be if it were imported on another system."""
    monkeypatch.setattr(sys, "platform", SYSTEMS[target.system])
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    spec = importlib.util.spec_from_file_location(name, ROOT / "python_src" / path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def test_the_engine_is_told_of_every_target() -> None:
    """steamworks.gdextension names a library for each, and none besides."""
    listed = configparser.ConfigParser()
    listed.read(ROOT / "addons/steamworks/steamworks.gdextension", encoding="utf-8")
    assert dict(listed["libraries"]) == {
        target.tags: f'"res://addons/steamworks/bin/{target.extension}"'
        for target in TARGETS.values()
    }


@each_target
def test_valves_library(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room B looks for Valve's library under its name there, and in the SDK's folder for it."""
    finding = fresh("steamworks/finding.py", "steamworks.finding_there", target, monkeypatch)
    assert finding.library_name() == target.steam
    assert finding.sdk_folder() == target.sdk_folder


@each_target
def test_what_exported_games_get(target: Target) -> None:
    """The export plugin takes Valve's library from the same place, and the same extension."""
    text = (ROOT / "addons/steamworks/steamworks.gdextension").read_text(encoding="utf-8")
    chosen = exporting.target_of([target.system, target.name.partition(".")[2]])
    assert chosen is not None
    assert chosen.name == target.name
    assert (chosen.steam_library, chosen.sdk_folder) == (target.steam, target.sdk_folder)
    found = extension_file.library_of(text, chosen.name)
    assert found == f"res://addons/steamworks/bin/{target.extension}"


@each_target
def test_packing(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms B and C lay out Steam's structs as Steam does there."""
    ours = fresh("steamworks/_abi/layouts.py", "steamworks._abi.layouts_there", target, monkeypatch)
    theirs = fresh("offline_steam/callbacks.py", "offline_steam.there", target, monkeypatch)
    assert target.pack == ours.NATIVE_PACK
    sizes = {int(number): size for number, size in theirs.LAYOUTS.sizes().items()}
    decoded = {number: layout.packed().size for number, layout in ours.LAYOUTS.items()}
    common = decoded.keys() & sizes.keys()
    assert len(common) > 10
    assert {number: sizes[number] for number in common} == {n: decoded[n] for n in common}


@each_target
def test_the_bridge_has_sources_for_it(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """The C floor compiles one file for what differs between systems, and only that one differs."""
    monkeypatch.syspath_prepend(str(BRIDGE))
    script = fresh("godot/_ffi/build_extension.py", "build_extension_there", target, monkeypatch)
    assert script.this_system() == target.system
    own, *shared = (Path(name).name for name in script.source_files(target.system))
    assert own == ("platform_windows.c" if target.system == "windows" else "platform_posix.c")
    assert not [name for name in shared if name.startswith("platform_")]


@each_target
def test_what_the_linker_is_told(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offline runtime, built on a system itself, gets that system's flags and no other's."""
    script = fresh("offline_steam/_shim/build_shim.py", "shim_there", target, monkeypatch)
    flags = " ".join(script.link_flags())
    assert ("$ORIGIN/" in flags, "-soname" in flags) == ((target is LINUX),) * 2
    assert ("@loader_path/" in flags, "-install_name" in flags) == ((target is MACOS),) * 2
    assert bool(flags) == (target is not WINDOWS)


@each_target
def test_what_the_linker_for_another_system_is_told(target: Target) -> None:
    """Parts that start Python look for it where the addon has it; a module does not look."""
    python = TargetPython(VERSION, Path("include"), Path("lib") / target.python_library(VERSION))
    for part in PARTS:
        if not part.is_compiled:
            continue
        flags = link_flags(part, target, python)
        paths = [flag.removeprefix("-Wl,-rpath,") for flag in flags if "-rpath," in flag]
        expected = part.looks_for_python if target.origin else ()
        assert paths == [f"{target.origin}/{place}" for place in expected], part.name
        assert (str(python.library) in flags) == (not part.is_module or target is WINDOWS)


def test_no_other_file_of_the_bridge_asks_the_system() -> None:
    """What only some systems have is in platform_*.c."""
    headers = ("dlfcn.h", "unistd.h", "pthread.h", "windows.h", "sys/")
    for path in (*BRIDGE.glob("*.c"), *BRIDGE.glob("*.h")):
        if not path.name.startswith("platform"):
            text = path.read_text(encoding="utf-8")
            assert not [h for h in headers if f"#include <{h}" in text], path.name
            assert "_WIN32" not in text, path.name


def test_this_systems_own_names() -> None:
    """What is built here has the names that were said above."""
    assert this_target() is LINUX
    targets = {part.name: part.target.name for part in PARTS if part.is_compiled}
    assert targets == {
        part.name: part.file_name(LINUX, VERSION) for part in PARTS if part.is_compiled
    }
    assert sysconfig.get_config_var("EXT_SUFFIX") == LINUX.module("", VERSION)
    assert sysconfig.get_config_var("INSTSONAME") == LINUX.python_library(VERSION)


def test_the_documentation_has_these_names() -> None:
    """docs/compatibility.md, which has them for Python 3.11."""
    page = (ROOT / "docs/compatibility.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in row.split("|")[2:-1]] for row in page.splitlines()]
    for part in PARTS:
        if part.is_compiled:
            assert [f"`{part.file_name(target, (3, 11))}`" for target in TARGETS.values()] in rows
            assert f"`{part.place}`" in page
    assert [f"`{target.sdk_folder}`" for target in TARGETS.values()] in rows
    for target in TARGETS.values():
        assert f"`{target.python_folder}/{target.python_library((3, 11))}`" in page
