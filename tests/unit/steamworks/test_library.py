"""Room B: finding and opening a library, and everything that can be wrong with one."""

import os
import platform
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import steamworks
from steamworks import (
    Client,
    FunctionMissing,
    LibraryDamaged,
    LibraryDependencyMissing,
    LibraryError,
    LibraryMissing,
    LibraryWrongArchitecture,
    find_library,
)
from steamworks._abi.library import open_error
from steamworks.finding import library_name, sdk_folder


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Compiles a library from C text, with linker options."""

    def compiled(name, text, *options):
        folder = tmp_path_factory.mktemp("lib")
        (folder / "source.c").write_text(text)
        target = folder / name
        compiler = os.environ.get("CC", "cc")
        command = [compiler, "-shared", "-fPIC", "-o", str(target), str(folder / "source.c")]
        subprocess.run([*command, *options], check=True)
        return target

    return compiled


def refused(path, kind):
    """The error of connecting through this library."""
    with pytest.raises(LibraryError) as caught:
        Client(480, path)
    assert type(caught.value) is kind
    assert str(path) in str(caught.value)
    assert caught.value.remedy in str(caught.value)
    assert caught.value.path == Path(path)
    return str(caught.value)


def test_missing(tmp_path):
    """No file there: the path and where to get the library."""
    assert "redistributable_bin" in refused(tmp_path / "libsteam_api.so", LibraryMissing)


def test_folder_instead_of_a_file(tmp_path):
    """A folder is not a library."""
    assert "is a folder" in refused(tmp_path, LibraryMissing)


def test_path_with_nul():
    """A path that no file can have is a missing library, not a crash."""
    with pytest.raises(LibraryMissing):
        Client(480, "lib\0steam")


def test_empty_file(tmp_path):
    """An empty file is a truncated library."""
    path = tmp_path / "libsteam_api.so"
    path.touch()
    assert "truncated" in refused(path, LibraryDamaged)


def test_truncated_anywhere(tmp_path, new_library):
    """A library cut off at any place is refused before the loader can die of it."""
    whole = new_library.read_bytes()
    path = tmp_path / "libsteam_api.so"
    for length in [*range(1, 200, 7), *range(200, len(whole) // 2, 701)]:
        path.write_bytes(whole[:length])
        with pytest.raises(LibraryDamaged):
            Client(480, path)


def test_text_instead_of_a_library(tmp_path):
    """A Git LFS pointer, or any other text, is no library."""
    path = tmp_path / "libsteam_api.so"
    path.write_text("version https://git-lfs.example/spec/v1\n" * 10)
    assert "not a shared library" in refused(path, LibraryDamaged)


def test_garbage_behind_a_sound_header(tmp_path, new_library):
    """A file whose first page is right and whose rest is not never crashes the process."""
    whole = new_library.read_bytes()
    path = tmp_path / "libsteam_api.so"
    path.write_bytes(whole[:64] + bytes(len(whole) - 64))
    with pytest.raises(LibraryError):
        Client(480, path)


@pytest.mark.parametrize(
    ("machine", "named"), [(183, "64-bit ARM"), (3, "32-bit x86"), (4660, "processor type 4660")]
)
def test_wrong_processor(tmp_path, new_library, machine, named):
    """A library for another processor is told as such, by name."""
    if (platform.machine(), machine) == ("aarch64", 183):
        machine, named = 62, "x86-64"
    content = bytearray(new_library.read_bytes())
    content[18:20] = machine.to_bytes(2, "little")
    path = tmp_path / "libsteam_api.so"
    path.write_bytes(content)
    assert named in refused(path, LibraryWrongArchitecture)


@pytest.mark.parametrize(
    ("magic", "named"), [(b"MZ\x90\0", "Windows"), (b"\xcf\xfa\xed\xfe", "macOS")]
)
def test_other_systems(tmp_path, magic, named):
    """The library of another operating system is told as such."""
    path = tmp_path / "libsteam_api.so"
    path.write_bytes(magic + bytes(1000))
    assert named in refused(path, LibraryWrongArchitecture)


def test_missing_dependency(build):
    """A library that needs another which is not there: the error names that one."""
    needed = build("libneeded_by_steam.so", "int needed(void) { return 1; }")
    path = build(
        "libsteam_api.so",
        "int needed(void); int f(void) { return needed(); }",
        f"-L{needed.parent}",
        "-lneeded_by_steam",
    )
    needed.unlink()
    assert "libneeded_by_steam.so" in refused(path, LibraryDependencyMissing)


def test_missing_symbol(build):
    """A library that needs a function which nothing has: the error names it."""
    path = build("libsteam_api.so", "int nowhere(void); int f(void) { return nowhere(); }")
    assert "nowhere" in refused(path, LibraryDependencyMissing)


def test_some_other_library(build):
    """A sound library without any of Steam's functions is told as such."""
    path = build("libsteam_api.so", "int f(void) { return 1; }")
    assert "not a Steam library" in refused(path, FunctionMissing)


def test_library_that_is_too_old(build):
    """A Steam library without all that is needed: which functions, and which SDK has them."""
    path = build("libsteam_api.so", "void SteamAPI_Shutdown(void) {}")
    text = refused(path, FunctionMissing)
    assert "SteamAPI_InitFlat" in text
    assert "1.59 to 1.65" in text


def test_library_without_a_known_interface(tmp_path, steam):
    """When no accessor is known here, the connection is closed again; the error names them."""
    content = steam.path.read_bytes()
    path = tmp_path / "libsteam_api.so"
    path.write_bytes(
        content.replace(b"SteamAPI_SteamUserStats_v013", b"SteamAPI_SteamUserStats_v099")
    )
    import ctypes

    ctypes.CDLL(str(path)).fake_reset()
    assert "SteamAPI_SteamUserStats_v013" in refused(path, FunctionMissing)
    assert ctypes.CDLL(str(path)).fake_count(b"shutdowns") == 1


def test_unreadable_file(tmp_path, new_library):
    """A library that this user may not read is told as such."""
    path = tmp_path / "libsteam_api.so"
    shutil.copy(new_library, path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()  # this user (root) may read everything: a broken link does as well
        path.symlink_to(path)
    with pytest.raises(LibraryMissing):
        Client(480, path)


def test_path_need_not_be_text(tmp_path, steam):
    """A folder with a name that is not UTF-8 works."""
    folder = tmp_path / os.fsdecode(b"f\xff\xfe")
    folder.mkdir()
    path = folder / "libsteam_api.so"
    shutil.copy(steam.path, path)
    import ctypes

    ctypes.CDLL(str(path)).fake_reset()
    with Client(480, path) as client:
        assert client.logged_on


def test_relative_path_is_made_absolute(monkeypatch, steam):
    """A relative path means the working directory, not the system's library path."""
    monkeypatch.chdir(steam.path.parent)
    with Client(480, "libsteam_api.so") as client:
        assert client.library_path == str(steam.path)


def test_explicit_path_wins(monkeypatch, tmp_path, steam):
    """An explicit path is taken as it is, whatever else there is."""
    monkeypatch.setenv("STEAMWORKS_SDK", str(tmp_path))
    assert find_library(steam.path, tmp_path) == steam.path
    assert find_library(tmp_path / "none.so") == tmp_path / "none.so"


def test_order_of_places(monkeypatch, tmp_path):
    """The addon's folder comes before the SDK."""
    sdk = tmp_path / "sdk" / "redistributable_bin" / sdk_folder() / library_name()
    addon = tmp_path / "bin" / library_name()
    monkeypatch.setenv("STEAMWORKS_SDK", str(tmp_path / "sdk"))
    sdk.parent.mkdir(parents=True)
    sdk.touch()
    assert find_library(None, addon.parent) == sdk
    addon.parent.mkdir()
    addon.touch()
    assert find_library(None, addon.parent) == addon
    assert find_library() == sdk


def test_nothing_found(monkeypatch, tmp_path):
    """When there is none, the error lists where it was looked for."""
    monkeypatch.setenv("STEAMWORKS_SDK", str(tmp_path))
    with pytest.raises(LibraryMissing) as caught:
        find_library(None, tmp_path / "bin")
    assert str(tmp_path / "bin" / library_name()) in str(caught.value)
    assert str(tmp_path / "redistributable_bin") in str(caught.value)
    monkeypatch.delenv("STEAMWORKS_SDK")
    with pytest.raises(LibraryMissing, match="STEAMWORKS_SDK"):
        find_library()


def test_library_path_of_the_system_is_never_searched(tmp_path, steam):
    """A libsteam_api on the loader's path is not picked up."""
    code = (
        "import steamworks\n"
        "try: steamworks.connect(480)\n"
        "except steamworks.LibraryMissing: print('none')"
    )
    environment = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LD_LIBRARY_PATH": str(steam.path.parent),
        "PATH": os.environ["PATH"],
    }
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=steam.path.parent,
        capture_output=True,
        text=True,
    )
    assert ended.stdout == "none\n", ended.stderr


def native_source(target):
    """Writes the C source of the compiled module."""
    script = Path(steamworks.__file__).parent / "_abi" / "build_native.py"
    build_native = runpy.run_path(str(script))
    target.write_text(build_native["sources"]()[1])
    return target


@pytest.mark.skipif(
    not shutil.which("x86_64-w64-mingw32-gcc"), reason="needs the package gcc-mingw-w64-x86-64"
)
def test_compiled_part_is_portable_to_windows(tmp_path):
    """A compiler for Windows takes the C source, and links it with Windows's own libraries only."""
    source = native_source(tmp_path / "native.c")
    target = tmp_path / "native.dll"
    command = ["x86_64-w64-mingw32-gcc", "-std=c11", "-Wall", "-Wextra", "-Wno-unused-function"]
    subprocess.run([*command, "-Werror", "-shared", source, "-o", target], check=True)
    assert target.stat().st_size > 0


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (126, LibraryDependencyMissing),
        (127, LibraryDependencyMissing),
        (193, LibraryWrongArchitecture),
        (5, LibraryDamaged),
    ],
)
def test_errors_of_windows(tmp_path, number, kind):
    """The numbers that Windows's loader gives are told apart."""
    error = open_error(tmp_path / "steam_api64.dll", f"Windows error {number}")
    assert type(error) is kind
    assert str(number) in str(error)
