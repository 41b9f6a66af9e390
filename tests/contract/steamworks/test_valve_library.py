"""Contract: Valve's own library where Steam is not installed, and spoilt copies of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import steamworks
from steamworks import Client, LibraryDamaged, LibraryError, LibraryWrongArchitecture
from steamworks._abi.declarations import FUNCTIONS

pytestmark = pytest.mark.contract

PROGRAM = """
import sys
import steamworks
for attempt in range(2):
    try:
        steamworks.connect(480, sys.argv[1])
    except steamworks.SteamNotInstalled as error:
        print(error.result, "|", error.steam_text, "|", error.remedy)
if len(sys.argv) > 2:
    with steamworks.connect(480, sys.argv[2]) as steam:
        print("then", steam.appId, steam.isLoggedOn)
print("alive")
"""

UNCONNECTED = """
import sys
from steamworks._abi.declarations import FUNCTIONS
from steamworks._abi.library import ffi, open_library

library = open_library(sys.argv[1])

def call_all(when):
    for function in FUNCTIONS:
        if function.interface:
            wrapper = getattr(library.calls, function.name)
            kinds = ffi.typeof(wrapper).args[1:]
            nothing = [ffi.NULL if kind.kind == "pointer" else 0 for kind in kinds]
            answer = wrapper(library.pointer, *nothing)
            print(when, function.name, answer in (None, 0, ffi.NULL))
    rows = ffi.new("char[]", 3 * 32)
    read = library.calls.steam_library_read_entries(library.pointer, 7, 3, rows, 32)
    print(when, "entries", read == 0)
    used = library.calls.steam_library_achievement_names(library.pointer, 3, rows, 96)
    print(when, "names", used == 3)  # a NUL each

call_all("before")
print("init", library.init()[0])
call_all("refused")
library.shutdown()
call_all("shut down")
"""


def run(home, *arguments, program=PROGRAM):
    """Runs the program as a user who has no Steam: a home folder with nothing in it."""
    environment = {
        name: value for name, value in os.environ.items() if not name.upper().startswith("STEAM")
    }
    environment |= {
        "HOME": str(home),
        "PYTHONPATH": str(Path(steamworks.__file__).parents[1]),
        "OFFLINE_STEAM_HOME": str(home / "offline"),
    }
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_without_steam(valve_library, tmp_path):
    """The typed error with Steam's own text and a remedy, twice, and the process lives on."""
    ended = run(tmp_path, valve_library)
    assert ended.returncode == 0, ended.stderr
    *attempts, alive = ended.stdout.splitlines()
    assert alive == "alive"
    assert len(attempts) == 2
    for attempt in attempts:
        number, text, remedy = attempt.split(" | ")
        assert number in ("1", "2")
        assert "steamclient.so" in text
        assert "Install Steam" in remedy


def test_then_offline_in_the_same_process(valve_library, offline_library, tmp_path):
    """After Valve's library failed, the offline runtime connects in the same process."""
    ended = run(tmp_path, valve_library, offline_library)
    assert ended.stdout.splitlines()[-2:] == ["then 480 True", "alive"], ended.stderr
    assert ended.returncode == 0


def test_every_function_unconnected(valve_library, tmp_path):
    """Each function answers with its failure value while there is no connection, and lives on."""
    ended = run(tmp_path, valve_library, program=UNCONNECTED)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert [line for line in lines if line.startswith("init ")] in (["init 1"], ["init 2"])
    called = [line for line in lines if not line.startswith("init ")]
    assert len(called) == 3 * (sum(bool(f.interface) for f in FUNCTIONS) + 2)
    assert [line for line in called if not line.endswith(" True")] == []


@pytest.mark.parametrize("part", [0.0001, 0.01, 0.3, 0.7])
def test_truncated(valve_library, tmp_path, part):
    """A copy that broke off is refused with its size, not run."""
    whole = valve_library.read_bytes()
    copy = tmp_path / "libsteam_api.so"
    copy.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(LibraryDamaged, match="truncated"):
        Client(480, copy)


def test_wrong_architecture(valve_library, tmp_path):
    """A copy that says it is for another processor is refused by that processor's name."""
    content = bytearray(valve_library.read_bytes())
    content[18:20] = (183).to_bytes(2, "little")
    copy = tmp_path / "libsteam_api.so"
    copy.write_bytes(content)
    with pytest.raises(LibraryWrongArchitecture, match="64-bit ARM"):
        Client(480, copy)


def test_library_without_what_is_needed(valve_library, tmp_path):
    """A copy in which one function has another name is refused, naming the function."""
    content = valve_library.read_bytes()
    name = b"SteamAPI_ISteamUserStats_StoreStats\0"
    assert name in content
    copy = tmp_path / "libsteam_api.so"
    copy.write_bytes(content.replace(name, name.replace(b"Store", b"Stare")))
    with pytest.raises(LibraryError, match="StoreStats"):
        Client(480, copy)
