"""What stops an export, what a preset says, and which library of Valve's is taken."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from godot_steamworks.editor.exporting.bundle import Bundle, BundledFile
from godot_steamworks.editor.exporting.extension_file import library_of
from godot_steamworks.editor.exporting.options import OPTIONS, Choices, described, read_choices
from godot_steamworks.editor.exporting.soundness import addon_problems, steam_problems
from godot_steamworks.editor.exporting.steam_library import NoLibrary, find
from godot_steamworks.editor.exporting.targets import Target, target_of

LINUX = Target("linux", "x86_64")
WINDOWS = Target("windows", "x86_64")
LIBRARY = Path("libsteam_api.so")
MISSING = NoLibrary("there is no library")


def elf(machine: int) -> bytes:
    """The head of a library for a processor."""
    return b"\x7fELF\2\1\1".ljust(16, b"\0") + struct.pack("<HH", 3, machine) + bytes(80)


# ---- the target ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("features", "name", "library", "folder"),
    [
        (["pc", "linux", "x86_64"], "linux.x86_64", "libsteam_api.so", "linux64"),
        (["linux", "arm64"], "linux.arm64", "libsteam_api.so", "linuxarm64"),
        (["linux", "x86_32"], "linux.x86_32", "libsteam_api.so", "linux32"),
        (["windows", "x86_64"], "windows.x86_64", "steam_api64.dll", "win64"),
        (["windows", "x86_32"], "windows.x86_32", "steam_api.dll", ""),
        (["macos", "x86_64", "arm64"], "macos.universal", "libsteam_api.dylib", "osx"),
    ],
)
def test_target(features: list[str], name: str, library: str, folder: str) -> None:
    """The engine's features name the target, and so what Valve calls its library there."""
    target = target_of(features)
    assert target is not None
    assert (target.name, target.steam_library, target.sdk_folder) == (name, library, folder)


@pytest.mark.parametrize("features", [["web", "wasm32"], ["android", "arm64"], []])
def test_no_target(features: list[str]) -> None:
    """Where Steam does not run there is no target."""
    assert target_of(features) is None


# ---- the preset ----------------------------------------------------------------------------------


def test_options() -> None:
    """Each option is told to the engine with its type and default, and read back."""
    told = {item["option"]["name"]: item for item in described()}
    assert tuple(told) == OPTIONS
    assert told["steamworks/include_steam_library"]["default_value"] is True
    assert told["steamworks/steam_library"]["option"]["type"] == 4
    assert read_choices(lambda name: told[name]["default_value"]) == Choices()
    chosen = {"steamworks/steam_library": "sdk", "steamworks/compile_python": True}
    assert read_choices(chosen.get) == Choices(steam_library="sdk", compile_python=True)


# ---- Valve's library -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", ["libsteam_api.so", "redistributable_bin/linux64/libsteam_api.so", "sdk/"]
)
def test_named_library(tmp_path: Path, place: str) -> None:
    """The library may be named itself, by its folder, or by the SDK's, as it is or unpacked."""
    if place == "sdk/":
        file = tmp_path / "sdk/redistributable_bin/linux64/libsteam_api.so"
    else:
        file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(elf(62))
    assert find(LINUX, [("Somebody", tmp_path)], []) == file
    assert find(LINUX, [("Somebody", file)], []) == file
    assert find(LINUX, [], [tmp_path / "nowhere", tmp_path]) == file


def test_missing_library(tmp_path: Path) -> None:
    """What is missing is named, with the places and what to do; what was named is not replaced."""
    with pytest.raises(NoLibrary, match=r"steam_api64\.dll\) is missing.*looked in: .*addon"):
        find(WINDOWS, [], [tmp_path / "addon"])
    (tmp_path / "libsteam_api.so").write_bytes(elf(62))
    with pytest.raises(NoLibrary, match=r"The setting names .*other, and libsteam_api\.so is not"):
        find(LINUX, [("The setting", tmp_path / "other")], [tmp_path])


@pytest.mark.parametrize("content", [b"", b"MZ" + bytes(100), elf(183), b"text" * 40])
def test_wrong_library(tmp_path: Path, content: bytes) -> None:
    """A library for another system or processor is refused, as is what is none."""
    (tmp_path / "libsteam_api.so").write_bytes(content)
    with pytest.raises(NoLibrary, match=r"is no library for linux\.x86_64"):
        find(LINUX, [], [tmp_path])


def test_libraries_of_others(tmp_path: Path) -> None:
    """Those of Windows and macOS are known by their first bytes."""
    (tmp_path / "steam_api64.dll").write_bytes(b"MZ" + bytes(100))
    (tmp_path / "libsteam_api.dylib").write_bytes(b"\xca\xfe\xba\xbe" + bytes(100))
    assert find(WINDOWS, [], [tmp_path]).name == "steam_api64.dll"
    assert find(Target("macos", "universal"), [], [tmp_path]).name == "libsteam_api.dylib"


def test_extension_library() -> None:
    """The extension's own library is found by its target's tags, or by the system alone."""
    text = '[libraries]\nlinux.x86_64 = "res://a.so"\nmacos = "res://b.dylib"\n'
    assert library_of(text, "linux.x86_64") == "res://a.so"
    assert library_of(text, "macos.universal") == "res://b.dylib"
    assert library_of(text, "windows.x86_64") is None


# ---- what stops an export ------------------------------------------------------------------------


def bundle(folder: Path, platform: str = "linux.x86_64") -> Bundle:
    """An addon with one file."""
    (folder / "file").write_bytes(b"12345")
    return Bundle(folder, "1", platform, (BundledFile("file", "game", 5),))


def test_sound_addon(tmp_path: Path) -> None:
    """Nothing is said of an addon that is whole and for the target."""
    assert addon_problems(bundle(tmp_path), LINUX) == []


def test_addon_problems(tmp_path: Path) -> None:
    """A wrong target, a development build and an incomplete addon are told apart."""
    (told,) = addon_problems(bundle(tmp_path), None)
    assert "does not run there" in told and "filter to exclude" in told
    (told,) = addon_problems(None, LINUX)
    assert "development build" in told and "dev.py addon" in told
    (told,) = addon_problems(bundle(tmp_path, "windows.x86_64"), LINUX)
    assert "is for windows.x86_64, and this export for linux.x86_64" in told
    whole = bundle(tmp_path)
    (tmp_path / "file").write_bytes(b"1")
    (told,) = addon_problems(whole, LINUX)
    assert "incomplete: file missing or cut off" in told


def problems(choices: Choices | None = None, **given: Any) -> list[str]:
    """What is said of a release build in which all is there, but for what is given."""
    asked = {"app_id": "480", "runtime": "auto", "library": LIBRARY, "is_debug": False, **given}
    return steam_problems(choices or Choices(), **asked)


OFFLINE = Choices(include_offline_runtime=True)


def test_sound_game() -> None:
    """Nothing is said of a game that has all."""
    assert problems() == []
    assert problems(is_debug=True) == []


def test_game_problems() -> None:
    """No app ID, a wrong one, no library: each is told, all of them at once."""
    first, second = problems(app_id="", library=MISSING)
    assert "no app ID" in first and "steamworks/app_id" in first
    assert second == str(MISSING)
    (told,) = problems(app_id="spacewar")
    assert "steamworks/app_id" in told and "spacewar" in told


def test_offline_setting() -> None:
    """A project that is set to the offline runtime cannot be released with Steam."""
    (told,) = problems(runtime="offline")
    assert "a release build never has the offline runtime" in told
    (told,) = problems(OFFLINE, runtime="offline")
    assert "never" in told
    (told,) = problems(runtime="offline", is_debug=True)
    assert "include_offline_runtime" in told
    assert problems(OFFLINE, runtime="offline", is_debug=True) == []


def test_debug_build_offline() -> None:
    """A debug build with the offline runtime needs neither app ID nor Valve's library."""
    assert problems(OFFLINE, app_id="", library=MISSING, is_debug=True) == []
    assert len(problems(OFFLINE, app_id="", library=MISSING)) == 2


def test_without_steam() -> None:
    """A game that has no Steam on purpose is asked for nothing."""
    without = Choices(include_steam_library=False)
    assert problems(without, app_id="", library=MISSING, runtime="offline") == []
