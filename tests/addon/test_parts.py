"""The parts that the self-contained addon is made with, each by itself."""

from __future__ import annotations

import importlib.util
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from workbench.addon import elf, licences, standard_library
from workbench.addon.archive import write_archive
from workbench.addon.identity import identify
from workbench.addon.packages import package_files
from workbench.errors import SetupError

VERSION = '[project]\nversion = "1.2.3"\n'


def write(folder: Path, *names: str) -> None:
    """Makes files with nothing in them."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_an_archive_knows_nothing_of_its_files_but_content(tmp_path: Path) -> None:
    """Order, times and rights of the files on disk make no difference."""
    write(tmp_path, "b.txt", "a.so.1")
    first = tmp_path / "first.zip"
    files = [("b", tmp_path / "b.txt"), ("a", tmp_path / "a.so.1")]
    write_archive(first, files, 1_700_000_000, {"a"})
    (tmp_path / "b.txt").touch()
    (tmp_path / "b.txt").chmod(0o600)
    second = tmp_path / "second.zip"
    write_archive(second, files[::-1], 1_700_000_000, {"a"})
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        stored, packed = archive.infolist()
    assert (stored.filename, stored.compress_type) == ("a", zipfile.ZIP_STORED)
    assert (packed.filename, packed.compress_type) == ("b", zipfile.ZIP_DEFLATED)
    assert stat.S_IMODE(stored.external_attr >> 16) == 0o755
    assert stat.S_IMODE(packed.external_attr >> 16) == 0o644
    assert stored.date_time == (2023, 11, 14, 22, 13, 20)


def test_an_archive_from_before_archives(tmp_path: Path) -> None:
    """A time that the format cannot hold becomes the first that it can, and no draft is left."""
    write(tmp_path, "file")
    write_archive(tmp_path / "made.zip", [("file", tmp_path / "file")], 0)
    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    with pytest.raises(FileNotFoundError):
        write_archive(tmp_path / "failed.zip", [("absent", tmp_path / "absent")], 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "made.zip"]


def test_the_version_is_the_commits(tmp_path: Path) -> None:
    """With its time; files that differ from it are said, and SOURCE_DATE_EPOCH goes first."""
    (tmp_path / "pyproject.toml").write_text(VERSION, encoding="utf-8")
    assert identify(tmp_path, {}).commit == "unknown"
    assert identify(tmp_path, {}).moment == 0

    def git(*words: str) -> None:
        settings = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *settings, "-C", tmp_path, *words], check=True, capture_output=True)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message=first", "--date=2001-01-01T00:00:00Z")
    clean = identify(tmp_path, {})
    assert clean.version == "1.2.3"
    assert len(clean.commit) == 40
    assert clean.moment > 1_700_000_000
    write(tmp_path, "new")
    assert identify(tmp_path, {}).commit == f"{clean.commit}+changes"
    assert identify(tmp_path, {"SOURCE_DATE_EPOCH": "12"}).moment == 12


def test_a_wrong_time_or_version_is_refused(tmp_path: Path) -> None:
    """The error names the value, or the file."""
    with pytest.raises(SetupError, match=r"pyproject\.toml has no version"):
        identify(tmp_path, {})
    (tmp_path / "pyproject.toml").write_text(VERSION, encoding="utf-8")
    with pytest.raises(SetupError, match="SOURCE_DATE_EPOCH is 'today'"):
        identify(tmp_path, {"SOURCE_DATE_EPOCH": "today"})


def test_which_modules_of_the_standard_library(tmp_path: Path) -> None:
    """Tests, tools and what other packages have put there stay behind."""
    carried = ("os.py", "json/__init__.py", "json/decoder.py", "asyncio/events.py")
    write(
        tmp_path,
        *carried,
        *("test/test_os.py", "json/tests/test_json.py", "tkinter/__init__.py", "idlelib/run.py"),
        *("site-packages/six.py", "dist-packages/six.py", "config-3.11-x86_64/python-config.py"),
        *("sitecustomize.py", "venv/__init__.py", "json/README.txt", "__pycache__/os.pyc"),
        *("lib-dynload/_json.cpython-311.so", "lib-dynload/_testcapi.cpython-311.so"),
        *("lib-dynload/_tkinter.cpython-311.so", "lib-dynload/math.cpython-311.so"),
    )
    found = {path.as_posix() for path in standard_library.modules(tmp_path)}
    assert found == set(carried)
    compiled = [path.name for path in standard_library.compiled_modules(tmp_path)]
    assert compiled == ["_json.cpython-311.so", "math.cpython-311.so"]


def test_modules_of_every_start_exist() -> None:
    """A name that this Python does not have is one of another version, not a slip of the pen."""
    absent = [
        name
        for name in standard_library.READ_AT_START
        if name.partition(".")[0] not in ("pathlib", "_opcode_metadata", "re")
        and importlib.util.find_spec(name) is None
    ]
    assert absent == []
    assert standard_library.is_read_at_start(Path("json/__init__.py"))
    assert not standard_library.is_read_at_start(Path("json/tool.py"))


def test_which_files_of_the_packages(tmp_path: Path) -> None:
    """What runs or is read is carried; what it is built from is not, nor what was compiled."""
    carried = (
        *("godot/classes.py", "godot/_ffi/boot.py", "godot/_generated/api.bin"),
        *("steamworks/py.typed", "offline_steam/spacewar.toml", "godot_steamworks/node.py"),
    )
    write(
        tmp_path,
        *carried,
        *("godot/_ffi/entry.c", "godot/_ffi/bridge.h", "godot/_ffi/build_extension.py"),
        *("steamworks/_abi/build_native.py", "godot/__pycache__/classes.cpython-311.pyc"),
        *("offline_steam/lib/libsteam_api.so", "steamworks/_abi/_native.cpython-311.so"),
        *("offline_steam/lib/libsteam_api.so.new", "godot/.hidden", "elsewhere/module.py"),
    )
    assert {path.as_posix() for path in package_files(tmp_path)} == set(carried)


def test_a_library_without_a_licence_is_not_carried(tmp_path: Path) -> None:
    """The error names the library, and where its text was looked for."""
    library = tmp_path / "libown.so.1"
    library.touch()
    with pytest.raises(SetupError, match=r"libown\.so\.1.*was not found"):
        licences.library_licence(library)
    with pytest.raises(SetupError, match=r"package absent .* has no licence"):
        licences.distribution_licences(tmp_path, "absent")


def test_pythons_own_licence(tmp_path: Path) -> None:
    """Beside the standard library, where Python puts it when it is built from source."""
    text = tmp_path / "LICENSE.txt"
    text.touch()
    assert licences.python_licence(tmp_path, tmp_path / "libpython.so") == [text]


def test_the_oldest_glibc(tmp_path: Path) -> None:
    """The newest version that any file asks for, compared as numbers."""
    (tmp_path / "a").write_bytes(b"\x7fELF GLIBC_2.4\0GLIBC_2.17\0GLIBC_PRIVATE")
    (tmp_path / "b").write_bytes(b"\x7fELF GLIBC_2.9\0")
    assert elf.glibc_needed([tmp_path / "a", tmp_path / "b"]) == "2.17"
    assert elf.is_elf(tmp_path / "a")


def test_a_tool_that_refuses_is_an_error(tmp_path: Path) -> None:
    """With the tool's words and the file."""
    (tmp_path / "text").write_text("no library", encoding="utf-8")
    with pytest.raises(SetupError, match=r"strip failed on .*text"):
        elf.carry(tmp_path / "text", tmp_path / "copy", "", tmp_path / "patchelf")
    with pytest.raises(SetupError, match="patchelf is not on PATH"):
        elf.needed(tmp_path / "text", tmp_path / "patchelf")
