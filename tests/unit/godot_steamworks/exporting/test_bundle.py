"""The self-contained addon, and the folder that an exported game gets of it."""

from __future__ import annotations

import json
import marshal
from pathlib import Path

import pytest

from godot_steamworks.editor.exporting import game_folder
from godot_steamworks.editor.exporting.bundle import Bundle, BundleDamaged, read_bundle
from godot_steamworks.editor.exporting.targets import Target

LINUX = Target("linux", "x86_64")
FILES = {
    "bin/libgodot_steamworks.linux.x86_64.so": "entry",
    "licenses/python.txt": "notice",
    "LICENSE": "notice",
    "python/lib/libpython3.11.so.1.0": "game",
    "python/packages/godot/__init__.py": "game",
    "python/packages/godot/scripting/editor/outline.py": "editor",
    "python/packages/godot/_generated/docs.bin": "editor",
    "python/packages/offline_steam/session.py": "offline",
    "python/typings/godot/__init__.pyi": "editor",
}


@pytest.fixture
def addon(tmp_path: Path) -> Path:
    """A small addon with a manifest."""
    folder = tmp_path / "addon"
    for path in FILES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    files = [{"path": path, "part": part, "size": len(path)} for path, part in FILES.items()]
    told = {"version": "1.2", "platform": "linux.x86_64", "files": files}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def bundle_in(addon: Path) -> Bundle:
    """The addon, which has a manifest."""
    bundle = read_bundle(addon)
    assert bundle is not None
    return bundle


def names_in(folder: Path) -> set[str]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_read(addon: Path) -> None:
    """The manifest says for which platform the addon is, and who needs which file."""
    bundle = bundle_in(addon)
    assert (bundle.version, bundle.platform) == ("1.2", "linux.x86_64")
    assert [file.path for file in bundle.parts("offline")] == [
        "python/packages/offline_steam/session.py"
    ]
    assert bundle.missing("entry", "game") == []


def test_linked(tmp_path: Path) -> None:
    """An addon without a manifest is a development build."""
    assert read_bundle(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', '{"files": [{}], "version": "1"}'])
def test_damaged(tmp_path: Path, text: str) -> None:
    """A manifest that is none says so, with its path and what to do."""
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(BundleDamaged, match=r"manifest\.json cannot be read .*Copy the addon"):
        read_bundle(tmp_path)


def test_lost(tmp_path: Path) -> None:
    """An addon whose manifest was not copied along is not taken for a development build."""
    assert read_bundle(tmp_path) is None
    (tmp_path / "python" / "files").mkdir(parents=True)
    with pytest.raises(BundleDamaged, match=r"manifest\.json is missing\. Copy the addon"):
        read_bundle(tmp_path)


def test_missing(addon: Path) -> None:
    """Files that are not there, or were cut off, are named; those of other parts do not count."""
    (addon / "python/lib/libpython3.11.so.1.0").unlink()
    (addon / "LICENSE").write_text("", encoding="utf-8")
    (addon / "python/typings/godot/__init__.pyi").unlink()
    assert bundle_in(addon).missing("game", "notice") == [
        "LICENSE",
        "python/lib/libpython3.11.so.1.0",
    ]


def test_game_folder(addon: Path, tmp_path: Path) -> None:
    """A game gets what it needs, with the licences and Valve's library, and nothing else."""
    library = tmp_path / "any name.so"
    library.touch()
    game = tmp_path / "steamworks"
    game_folder.assemble(game, bundle_in(addon), LINUX, offline=False, steam_library=library)
    assert names_in(game) == {
        ".gdignore",
        "lib/libpython3.11.so.1.0",
        "libsteam_api.so",
        "licenses/LICENSE",
        "licenses/python.txt",
        "packages/godot/__init__.py",
    }


def test_what_an_earlier_export_left_goes(addon: Path, tmp_path: Path) -> None:
    """Also what the new export would not write over; nothing that is not of an export."""
    bundle = read_bundle(addon)
    assert bundle is not None
    valve = tmp_path / "libsteam_api.so"
    valve.touch()
    folder = tmp_path / "steamworks"
    game_folder.assemble(folder, bundle, LINUX, offline=True, steam_library=valve)
    (folder / "site-packages" / "gone").mkdir(parents=True)
    (folder / "mine.txt").touch()
    game_folder.clear(tmp_path / "game.zip", LINUX)
    assert (folder / "packages/godot/__init__.py").is_file()  # of a game beside the archive
    game_folder.clear(tmp_path / "game.x86_64", LINUX)
    assert sorted(path.name for path in folder.iterdir()) == [".gdignore", "mine.txt"]


def test_a_folder_of_somebody_elses_is_not_cleared(tmp_path: Path) -> None:
    """It may have the same name, and folders of the same names."""
    (tmp_path / "steamworks" / "lib").mkdir(parents=True)
    game_folder.clear(tmp_path / "game.x86_64", LINUX)
    game_folder.clear(tmp_path / "not there" / "game.x86_64", LINUX)
    assert (tmp_path / "steamworks" / "lib").is_dir()


def test_offline_runtime(addon: Path, tmp_path: Path) -> None:
    """The offline runtime goes along only when that is asked for."""
    game = tmp_path / "steamworks"
    game_folder.assemble(game, bundle_in(addon), LINUX, offline=True, steam_library=None)
    assert "packages/offline_steam/session.py" in names_in(game)
    assert "libsteam_api.so" not in names_in(game)


def test_site_packages(addon: Path, tmp_path: Path) -> None:
    """The user's packages go along with fresh bytecode; what would run code by itself does not."""
    packages = addon / "python/site-packages"
    for path, text in {
        "pure/__init__.py": "ANSWER = 42\n",
        "pure/data.txt": "text",
        "pure/broken.py": "print 'of another Python'\n",
        "pure/__pycache__/__init__.cpython-27.pyc": "old",
        "pure-1.0.dist-info/METADATA": "Name: pure",
        "fast.cpython-311-x86_64-linux-gnu.so": "machine code",
        "evil.pth": "import os",
        "bin/pure": "#!/usr/bin/python3",
    }.items():
        (packages / path).parent.mkdir(parents=True, exist_ok=True)
        (packages / path).write_text(text, encoding="utf-8")
    game = tmp_path / "steamworks"
    game_folder.assemble(game, bundle_in(addon), LINUX, offline=False, steam_library=None)
    names = names_in(game / "site-packages")
    compiled = {name for name in names if name.endswith(".pyc")}
    assert names - compiled == {
        "fast.cpython-311-x86_64-linux-gnu.so",
        "pure-1.0.dist-info/METADATA",
        "pure/__init__.py",
        "pure/broken.py",
        "pure/data.txt",
    }
    (only,) = compiled
    data = (game / "site-packages" / only).read_bytes()
    assert data[4:8] == b"\1\0\0\0"  # a hash that is never checked
    found: dict[str, object] = {}
    exec(marshal.loads(data[16:]), found)
    assert found["ANSWER"] == 42
