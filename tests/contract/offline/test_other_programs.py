"""Programs that are not ours: linked with the library as with Valve's."""

from __future__ import annotations

import collections
import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import offline_host
import pytest

from offline_steam._shim.exports import exports_of
from offline_steam._shim.flat import Function, read

DOCUMENTATION = offline_host.ROOT / "docs" / "offline-runtime.md"
FLAT = read().of("any")
SIMULATED = {export.symbol for export in exports_of("any")}
NOT_SIMULATED = [
    function
    for function in FLAT.functions
    if not function.written and function.symbol not in SIMULATED
]


def _run(program: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in a nearly empty environment."""
    return subprocess.run(
        [program, *arguments],
        cwd=home,
        env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(home / "home")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_documented_program(library: Path, tmp_path: Path) -> None:
    """The program in the documentation, built with its commands, does what is written there."""
    text = DOCUMENTATION.read_text("utf-8").partition("## For programs that are not ours")[2]
    text = text.partition("\n## ")[0]
    (_, source), (_, commands), (_, printed) = re.findall(r"```(c|bash|text)\n(.*?)```", text, re.S)
    (tmp_path / "example.c").write_text(source)
    done = subprocess.run(
        ["sh", "-e", "-c", commands.replace("cc ", "cc -Wall -Wextra -Werror ", 1)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "lib": str(library.parent), "OFFLINE_STEAM_HOME": "."},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")
    needed = subprocess.run(["readelf", "-d", tmp_path / "example"], capture_output=True, text=True)
    assert "[libsteam_api.so]" in needed.stdout
    assert re.search(r"FLAGS.*\bNOW\b", needed.stdout)


def _line(function: Function) -> str:
    """What ``functions.inc`` says of a function."""
    answer = function.answer
    if answer in ("digital", "analog", "motion", "address"):
        return f"STRUCTURE({function.symbol}, {answer})"
    if answer == "text":
        return f"TEXT({function.symbol})"
    if answer == "none" or answer[0].isalpha():
        return f"NOTHING({function.symbol})"
    return f"{'REAL' if '.' in answer else 'NUMBER'}({function.symbol})"


def _expected(function: Function) -> str:
    """What the program prints for a function."""
    answer = function.answer
    number = int("".join(filter(str.isdigit, answer)) or 0)
    shown = {
        "text": "''",
        "zero": f"none {number} 0:85 0:85",
        "empty1": "none 0 1:0 0:85",
        "empty2": "none 0 0:85 1:0",
        "fail2": "none 0 0:85 4:2",
        **{name: f"{name} 0" for name in ("digital", "analog", "motion", "address")},
    }
    return f"{function.symbol} {shown.get(answer.rstrip('0123456789'), shown.get(answer, answer))}"


def _compile(folder: Path, linked: Iterable[str], library: Path) -> Path:
    """``every_function.c``, linked with all the names, every one of which is bound at start."""
    lines = [_line(function) for function in NOT_SIMULATED]
    (folder / "functions.inc").write_text("\n".join([*map("LINKED({})".format, linked), *lines]))
    program = folder / "every_function"
    compiler = os.environ.get("CC") or shutil.which("cc") or "gcc"
    source = offline_host.HERE / "every_function.c"
    flags = ["-O1", "-Wall", "-Werror", f"-I{folder}", f"-L{library.parent}", "-Wl,-z,now"]
    rpath = f"-Wl,-rpath,{library.parent}"
    subprocess.run(
        [compiler, *flags, source, "-o", program, "-lsteam_api", rpath],
        check=True,
    )
    return program


@pytest.fixture(scope="module")
def every_function(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program that is linked with all of Steam's functions."""
    others = [function.symbol for function in FLAT.functions if function not in NOT_SIMULATED]
    linked = [*others, *(accessor.symbol for accessor in FLAT.accessors)]
    return _compile(tmp_path_factory.mktemp("every_function"), linked, library)


@pytest.mark.parametrize("arguments", [(), ("init",)], ids=["without Python", "after init"])
def test_every_function(every_function: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """What is not simulated fails in the way of its result, says so once, and nothing crashes."""
    done = _run(every_function, tmp_path, *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == 2 * [_expected(function) for function in NOT_SIMULATED]
    said = collections.Counter(done.stderr.splitlines())
    cleared = {f for f in NOT_SIMULATED if f.answer.startswith("zero")}
    assert said == {
        f"offline Steam: {function.symbol} is not simulated: it answers as if it had failed": 1
        for function in NOT_SIMULATED
        if function not in cleared
    }


def test_failure_is_told_to_the_programs_hook(steam: Any) -> None:
    """The hook of SetWarningMessageHook gets the line too."""
    heard: list[tuple[int, bytes]] = []
    hook = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p)(
        lambda severity, text: heard.append((severity, text))
    )
    steam.utils("SetWarningMessageHook", None, hook)
    assert steam.call("SteamAPI_ISteamMusic_BIsEnabled", ctypes.c_bool, None) is False
    assert steam.call("SteamAPI_ISteamMusic_BIsEnabled", ctypes.c_bool, None) is False
    steam.utils("SetWarningMessageHook", None, None)
    assert [severity for severity, _ in heard] == [1]
    assert heard[0][1].startswith(b"SteamAPI_ISteamMusic_BIsEnabled is not simulated")


def test_failure_is_told_to_a_python_that_runs(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a process with Python its sys.stderr gets the line, also before init: in Godot the log."""
    copy = tmp_path / "libsteam_api.so"
    shutil.copyfile(library, copy)
    ctypes.CDLL(str(copy)).SteamAPI_ISteamMusic_BIsPlaying(None)
    told = capsys.readouterr().err
    assert told.startswith("offline Steam: SteamAPI_ISteamMusic_BIsPlaying is not simulated")


def _pointer(steam: Any, name: str, *arguments: Any) -> int | None:
    """What a function that returns a pointer gives."""
    given: int | None = steam.call(name, ctypes.c_void_p, *arguments)
    return given


@pytest.mark.parametrize("accessor", FLAT.accessors, ids=lambda accessor: accessor.symbol)
def test_accessor(steam: Any, accessor: Any) -> None:
    """Connected, each gives an interface, except those of game servers."""
    assert bool(_pointer(steam, accessor.symbol)) is (accessor.kind != "gameserver")


def test_accessors_without_connection(fresh: Callable[..., Any]) -> None:
    """Before init only what needs none is there."""
    steam = fresh()
    there = {entry.kind for entry in FLAT.accessors if _pointer(steam, entry.symbol)}
    assert there == {"global"}


def test_interfaces_by_version(steam: Any) -> None:
    """ISteamClient gives what the accessors give; of an unknown version there is none."""
    client = ctypes.c_void_p(_pointer(steam, "SteamInternal_CreateInterface", b"SteamClient023"))
    assert client.value == _pointer(steam, "SteamClient")
    assert _pointer(steam, "SteamInternal_CreateInterface", b"SteamClient021")
    pipe = steam.call("SteamAPI_ISteamClient_CreateSteamPipe", ctypes.c_int, client)
    user = steam.call("SteamAPI_ISteamClient_ConnectToGlobalUser", ctypes.c_int, client, pipe)
    assert (pipe, user) == (1, 1)
    get_stats = "SteamAPI_ISteamClient_GetISteamUserStats"
    stats = b"STEAMUSERSTATS_INTERFACE_VERSION0"
    accessor = _pointer(steam, "SteamAPI_SteamUserStats_v013")
    assert _pointer(steam, get_stats, client, user, pipe, stats + b"13") == accessor
    assert _pointer(steam, get_stats, client, user, pipe, stats + b"99") is None
    assert steam.control.state()["notices"][-1].startswith(f"there is no {stats.decode()}99")
    get_utils = "SteamAPI_ISteamClient_GetISteamUtils"
    utils = _pointer(steam, "SteamAPI_SteamUtils_v010")
    assert _pointer(steam, get_utils, client, pipe, b"SteamUtils010") == utils


@pytest.mark.parametrize(
    ("versions", "result", "named"),
    [
        (b"SteamUser023\0STEAMAPPS_INTERFACE_VERSION008\0\0", 0, ""),
        (b"SteamUser023\0SteamUtils099\0\0", 3, "SteamUtils099"),
        (b"\0", 0, ""),
    ],
)
def test_init_with_versions(
    fresh: Callable[..., Any], versions: bytes, result: int, named: str
) -> None:
    """Init with the versions that a program was compiled with names the one that is not there."""
    steam = fresh()
    message = ctypes.create_string_buffer(1024)
    given = ctypes.create_string_buffer(versions)
    assert steam.call("SteamInternal_SteamAPI_Init", ctypes.c_int, given, message) == result
    assert named in message.value.decode()


def test_context_is_filled_for_each_connection(fresh: Callable[..., Any]) -> None:
    """The place where C++ headers keep an interface is filled once after each init."""
    steam = fresh()
    filled: list[int] = []
    fill = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(filled.append)
    context = (ctypes.c_void_p * 3)(ctypes.cast(fill, ctypes.c_void_p), None, None)
    for _ in range(2):
        steam.init()
        for _ in range(2):
            place = _pointer(steam, "SteamInternal_ContextInit", context)
            assert place == ctypes.addressof(context) + 2 * ctypes.sizeof(ctypes.c_void_p)
        steam.call("SteamAPI_Shutdown", None)
    assert len(filled) == 2


def test_game_server(steam: Any) -> None:
    """A game server's init fails, with a message."""
    message = ctypes.create_string_buffer(1024)
    arguments = (0, 27015, 27016, 1, b"1.0", None, message)
    assert steam.call("SteamInternal_GameServer_Init_V2", ctypes.c_int, *arguments) == 1
    assert b"game servers are not simulated" in message.value


@pytest.mark.skipif(
    shutil.which("c++") is None, reason="no C++ compiler here (c++), so no C++ program"
)
def test_cpp_program(library: Path, tmp_path: Path) -> None:
    """One that is made as Steam's headers make it: methods, callback objects and call results."""
    program = tmp_path / "classic"
    flags = ["-std=c++14", "-O1", "-Wall", "-Werror", "-Wno-non-virtual-dtor", "-Wl,-z,now"]
    source = offline_host.HERE / "classic.cpp"
    where = [f"-L{library.parent}", "-lsteam_api", f"-Wl,-rpath,{library.parent}"]
    subprocess.run(["c++", *flags, source, "-o", program, *where], check=True)
    done = _run(program, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "received 0 1",
        "stored 1",
        "stored 1",
        "unlocked ACH_HEAVY_FIRE",
        f"stats 1 3 2.5 of {offline_host.ME}",
        "ACH_WIN_ONE_GAME of 5",
        "input 0 0 0 0",
    ]
    assert [line.split()[2] for line in done.stderr.splitlines()] == [
        "SteamAPI_ISteamInput_GetMotionData",
        "SteamAPI_ISteamInput_GetAnalogActionData",
    ]


def test_methods_are_the_functions(steam: Any) -> None:
    """Each interface's table has the function of each method in its place."""
    wrong = []
    for accessor in FLAT.accessors:
        if accessor.kind == "gameserver":
            continue
        symbols = FLAT.methods_of(accessor, "any")
        table = ctypes.c_void_p.from_address(_pointer(steam, accessor.symbol) or 0)
        methods = (ctypes.c_void_p * len(symbols)).from_address(table.value or 0)
        for symbol, method in zip(symbols, methods, strict=True):
            function = ctypes.cast(steam.lib[symbol], ctypes.c_void_p) if symbol else None
            if function is not None and function.value != method:
                wrong.append(symbol)
    assert wrong == []


def test_method_that_no_header_has(steam: Any) -> None:
    """Where C++ has no method an interface's table answers 0 and says so."""
    table = ctypes.c_void_p.from_address(_pointer(steam, "SteamAPI_SteamUtils_v010") or 0)
    method = (ctypes.c_void_p * 8).from_address(table.value or 0)[7]
    for _ in range(2):
        assert ctypes.CFUNCTYPE(ctypes.c_uint64)(method or 0)() == 0
    assert "a C++ method was called that no header of SDK" in str(steam.control.state())


def test_clock_runs(steam: Any) -> None:
    """GetLocalTimestamp counts microseconds, with and without its interface."""
    name = "SteamAPI_ISteamNetworkingUtils_GetLocalTimestamp"
    first = steam.call(name, ctypes.c_int64, None)
    while (second := steam.call(name, ctypes.c_int64, None)) == first:
        pass
    assert second > first > 0
