"""A Python process loads the library: it uses the interpreter that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import offline_host
import pytest

PROGRAM = """
import ctypes, sys
before = list(sys.path)
lib = ctypes.CDLL(sys.argv[1])
message = ctypes.create_string_buffer(1024)
result = lib.SteamAPI_InitFlat(message)
lib.SteamAPI_SteamUser_v023.restype = ctypes.c_void_p
lib.SteamAPI_ISteamUser_GetSteamID.restype = ctypes.c_uint64
user = ctypes.c_void_p(lib.SteamAPI_SteamUser_v023())
print(result, message.value.decode(), lib.SteamAPI_ISteamUser_GetSteamID(user))
print(all(path in sys.path for path in before), "offline_steam" in sys.modules)
lib.SteamAPI_Shutdown()
"""


def _run(python: str, library: Path, home: Path, *options: str) -> str:
    done = subprocess.run(
        [python, *options, "-c", PROGRAM, library],
        env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_this_python(library: Path, tmp_path: Path) -> None:
    """The interpreter that runs the tests loads it and finds its own paths unchanged."""
    assert _run(sys.executable, library, tmp_path) == f"0  {offline_host.ME}\nTrue True\n"


def test_python_without_site_packages(library: Path, tmp_path: Path) -> None:
    """A Python that sees no cffi of its own gets the one that the library was built with."""
    assert _run(sys.executable, library, tmp_path, "-I", "-S") == (
        f"0  {offline_host.ME}\nTrue True\n"
    )


def _static_python() -> str | None:
    """A Python of this version with libpython inside its executable, as Debian's."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for folder in ("/usr/bin", "/usr/local/bin"):
        path = Path(folder) / version
        if path.exists() and shutil.which("ldd"):
            parts = subprocess.run(["ldd", path], capture_output=True, text=True, check=False)
            if parts.returncode == 0 and "libpython" not in parts.stdout:
                return str(path)
    return None


@pytest.mark.skipif(
    _static_python() is None,
    reason="no Python of this version that is linked statically (Debian's is) in /usr",
)
def test_statically_linked_python(library: Path, tmp_path: Path) -> None:
    """Debian's Python carries libpython in its executable; the library takes that one."""
    python = _static_python()
    assert python is not None
    assert _run(python, library, tmp_path) == f"0  {offline_host.ME}\nTrue True\n"


def test_library_outside_of_the_package(older_library: Path, tmp_path: Path) -> None:
    """A copy elsewhere falls back on the package that it was built from."""
    assert _run(sys.executable, older_library, tmp_path) == f"0  {offline_host.ME}\nTrue True\n"


def test_shutdown_after_python_has_ended(library: Path, tmp_path: Path) -> None:
    """A host that shuts down when Python is gone already, as C's atexit does, ends well."""
    program = """
import ctypes, sys
lib = ctypes.CDLL(sys.argv[1])
assert lib.SteamAPI_InitFlat(None) == 0
# C runs this inside exit(), after Py_Finalize.
ctypes.CDLL(None).__cxa_atexit(lib.SteamAPI_Shutdown, None, None)
print("registered", flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, library],
        env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "registered\n", "")


def test_calls_from_many_threads(library: Path, tmp_path: Path) -> None:
    """Eight threads that set, read, store and pump at once lose nothing and do not crash."""
    program = """
import ctypes, sys, threading
lib = ctypes.CDLL(sys.argv[1])
assert lib.SteamAPI_InitFlat(None) == 0
lib.SteamAPI_ManualDispatch_Init()
lib.SteamAPI_SteamUserStats_v013.restype = ctypes.c_void_p
stats = ctypes.c_void_p(lib.SteamAPI_SteamUserStats_v013())
names = [b"NumGames", b"NumWins", b"NumLosses"]
def work(number):
    value = ctypes.c_int32()
    for i in range(1, 60):
        name = names[number % 3]
        lib.SteamAPI_ISteamUserStats_SetStatInt32(stats, name, i)
        lib.SteamAPI_ISteamUserStats_GetStatInt32(stats, name, ctypes.byref(value))
        assert 1 <= value.value < 60
        if i % 20 == 0:
            lib.SteamAPI_ISteamUserStats_StoreStats(stats)
        lib.SteamAPI_ManualDispatch_RunFrame(1)
threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
for name in names:
    value = ctypes.c_int32()
    lib.SteamAPI_ISteamUserStats_SetStatInt32(stats, name, 100)
lib.SteamAPI_ISteamUserStats_StoreStats(stats)
for name in names:
    lib.SteamAPI_ISteamUserStats_GetStatInt32(stats, name, ctypes.byref(value))
    print(value.value)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, library],
        env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "100\n100\n100\n", "")
