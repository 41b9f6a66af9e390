"""An addon that was copied in part, or put together from several: the log says what is wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_log import Run, unexpected_errors
from mounting import can_mount
from shipped import EXTENSION, ShippedProject

pytestmark = pytest.mark.engine

MakeProject = Callable[[str], ShippedProject]


def start(project: ShippedProject) -> Run:
    """Starts the project's scene and ends after a frame, whether the addon loads or not."""
    project.list_extension()
    return project.run("--quit")


def remove(project: ShippedProject, pattern: str) -> str:
    """Removes what a pattern finds; gives the first of it, as messages call it."""
    found = sorted(project.addon.glob(pattern))
    assert found, pattern
    for path in found:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return found[0].relative_to(project.addon).as_posix()


# What Godot itself says of the scene and its scripts when the addon is not there.
OF_MISSING_TYPES = (
    'Could not find type "Steamworks"',
    'Failed to load script "res://main.gd"',
    "No loader found for resource: res://side.py",
    "File unrecognized. [Resource file res://main.tscn",
    "Failed loading resource: res://main.tscn",
)
# What is removed; the first of its files is in the message.
ESSENTIAL = {
    "standard library": "python/lib/python3*.zip",
    "compiled modules": "python/lib/python3*/lib-dynload",
    "our packages": "python/packages/godot",
    "cffi": "python/packages/_cffi_backend*.so",
    "description of the engine": "python/packages/godot/_generated/api.bin",
    "a shared library": "python/lib/libsqlite3*",
    "offline runtime": "python/packages/offline_steam/lib/libsteam_api.so",
}


@pytest.mark.parametrize("part", ESSENTIAL)
def test_what_is_missing_is_named(part: str, make_project: MakeProject) -> None:
    """One error says that the addon is incomplete, names files of it, and what to do."""
    project = make_project("project")
    name = remove(project, ESSENTIAL[part])
    run = start(project)
    [error] = [error for error in run.errors if "is incomplete" in error]
    assert f"Missing: {name}" in error
    assert f"'{project.addon}'" in error
    assert "__pycache__" not in error  # the sources say it
    assert "copy the addon's folder again, whole" in error
    assert run.exit_code >= 0, run.log  # it was not killed by a signal


def test_the_loader_names_what_godot_cannot_load(make_project: MakeProject) -> None:
    """Without libpython or the extension's library it is Godot who says so, with the name."""
    project = make_project("project")
    aside = project.folder / "aside"
    library = next((project.python / "lib").glob("libpython3*"))
    library.rename(aside)
    run = start(project)
    # Where the system has the same version, its loader takes that one, and the addon says so.
    assert library.name in "\n".join(run.errors), run.log
    aside.rename(library)

    extension = next((project.addon / "bin").glob("libgodot_steamworks*"))
    extension.write_bytes(b"MZ this is a library of Windows")
    assert extension.name in "\n".join(start(project).errors)
    extension.unlink()
    configuration = project.addon / "steamworks.gdextension"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("linux.x86_64 =", "linux.rv64 ="), encoding="utf-8")
    elsewhere = "No GDExtension library found for current OS and architecture"
    assert elsewhere in "\n".join(start(project).errors)
    configuration.write_text(text, encoding="utf-8")

    missing = "GDExtension dynamic library not found: 'res://addons/steamworks"
    assert missing in "\n".join(start(project).errors)


def test_files_of_another_version_are_named(make_project: MakeProject) -> None:
    """A copy that ended in the middle, and packages of another Python."""
    project = make_project("project")
    module = project.python / "packages" / "godot" / "together.py"
    module.write_text("x = 1\n", encoding="utf-8")
    backend = next((project.python / "packages").glob("_cffi_backend*.so"))
    backend.rename(backend.with_name("_cffi_backend.cpython-30-x86_64-linux-gnu.so"))
    run = start(project)
    texts = "\n".join(run.errors)
    assert "has files that are not those of its version: python/packages/godot/together.py" in texts
    assert f"Missing: python/packages/{backend.name}" in texts
    assert "No module named '_cffi_backend'" in texts


def test_an_upgrade_leaves_nothing_old(make_project: MakeProject, bundle: Path) -> None:
    """Copied over an older version, nothing of that is loaded, and what is the user's stays.

    The older version has modules that would win over those of the new one, a package that the
    engine would load at its start, and a Python of its own.
    """
    project = make_project("project")
    shutil.rmtree(project.addon)
    old = {
        "python/packages/godot/values/__init__.py": "raise RuntimeError('old module')",
        "python/packages/old_start/__init__.py": "raise RuntimeError('old package')",
        "python/packages/old_start.startup": "",
        "python/lib/libpython3.9.so.1.0": "old",
    }
    kept = {
        "python/site-packages/mine/__init__.py": "",
        "python/packages/mine_too.txt": "",
        "bin/libsteam_api.so": "Valve's",
    }
    for name, text in (old | kept).items():
        path = project.addon / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    lists = project.python / "files"
    lists.mkdir()
    (lists / "current").write_text("0.0.1-aaaaaaaaaaaa.txt\n", encoding="utf-8")
    listed = [f"{len(text)} {name}" for name, text in old.items()]
    # What no list can have in it is not followed.
    listed += ["0 ../../project.godot", "0 /etc/hostname", "no number", "0 "]
    (lists / "0.0.1-aaaaaaaaaaaa.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")

    project.copy_addon(bundle)
    project.list_extension()
    (project.addon / "bin" / "libsteam_api.so").unlink()  # is no library
    run = project.run()
    run.require()
    assert [name for name in old if (project.addon / name).exists()] == []
    assert not (project.python / "packages" / "godot" / "values").exists()
    assert [name for name in kept if not (project.addon / name).exists()] == ["bin/libsteam_api.so"]
    assert sorted(path.name for path in lists.iterdir()) == sorted(
        path.name for path in (bundle / "python" / "files").iterdir()
    )
    assert (project.folder / "project.godot").is_file()


def test_what_cannot_be_removed_is_named(make_project: MakeProject) -> None:
    """Leftovers of an older version in a folder that nobody may write to."""
    project = make_project("project")
    (project.python / "files" / "0.0.1-aaaaaaaaaaaa.txt").write_text("1 python/left\n")
    (project.python / "left").write_text("x")
    project.list_extension()
    mounted = can_mount(project.folder)
    if not mounted and os.getuid() == 0:
        pytest.skip("root may write everywhere, and may not mount a folder read-only here")
    project.python.chmod(0o555)
    run = project.run("--quit", read_only=mounted)
    project.python.chmod(0o755)
    assert "files of an older version that cannot be removed: python/left" in "\n".join(run.errors)
    assert (project.python / "left").exists()


def test_removing_it_is_clean(make_project: MakeProject) -> None:
    """Without the folder the project opens: Godot says what it misses, once, and that is all.

    Scenes that have nothing of the addon in them run without a word.
    """
    project = make_project("project")
    project.list_extension()
    shutil.rmtree(project.addon)
    settings = project.folder / "project.godot"
    settings.write_text(settings.read_text().replace('Tool="*res://tool.gd"', ""))
    opened = project.run("--import")
    assert opened.exit_code == 0
    assert unexpected_errors(opened.errors, [EXTENSION, *OF_MISSING_TYPES]) == []
    assert not (project.folder / ".godot" / "extension_list.cfg").exists()
    (project.folder / "plain.gd").write_text(
        'extends Node\nfunc _ready():\n\tprint("[engine-test] done")\n\tget_tree().quit()\n'
    )
    (project.folder / "plain.tscn").write_text(
        "[gd_scene load_steps=2 format=3]\n"
        '[ext_resource type="Script" path="res://plain.gd" id="1"]\n'
        '[node name="Plain" type="Node"]\nscript = ExtResource("1")\n'
    )
    project.run("res://plain.tscn").require()
