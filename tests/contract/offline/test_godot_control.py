"""The control API as room D reaches it: every function by name, arguments checked, errors in words.

The library is the real one, in this process; no engine is needed.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from offline_host import FRIEND, ME

from godot_steamworks.offline import FUNCTIONS, OfflineError, OfflineRuntime
from offline_steam._shim import exports
from offline_steam.faults import CALLS

WRITTEN_IN_C = {"FailNextInit": "int32 text", "PostCallback": "int32 bytes"}
KINDS = {
    "const char *": "text",
    "int ": "int32",
    "int32_t ": "int32",
    "uint32_t ": "uint32",
    "uint64_t ": "uint64",
    "bool ": "bool",
    "double ": "double",
    "const uint64_t *": "uint64s",
    "const int32_t *": "int32s",
}


@pytest.fixture
def runtime(steam: Any) -> OfflineRuntime:
    """The control of the connected library."""
    return OfflineRuntime(steam.control.path)


def _declared(export: exports.Export) -> str:
    """What an export takes, in the words of the table of room D."""
    given = list(export.parameters)
    out = {"char *json": ["json"], "void *rgba": ["pixels"]}.get("".join(given[-2:-1]), [])
    if out:
        del given[-2:]
    elif given[-2:-1] == ["const int32_t *scores"]:
        del given[-1]  # how many there are, which is counted
    kinds = [KINDS[re.sub(r"\w+$", "", parameter)] for parameter in given]
    return " ".join([*kinds, *out])


def test_table_is_that_of_the_library() -> None:
    """Every exported control function is there, with what it takes; and no other."""
    declared = {
        export.name: _declared(export)
        for export in exports.exports_of("any")
        if export.is_control and export.name != "LastError"
    }
    assert declared | WRITTEN_IN_C == FUNCTIONS


def test_calls_and_reports(steam: Any, runtime: OfflineRuntime) -> None:
    """What is called is done, also by digits; reports come whole, however long they are."""
    runtime.call("FailNext", "StoreStats", 8)
    runtime.call("SetOnline", False)
    runtime.call("SetUser", str(FRIEND), "name = 'Zoë'")
    for call in CALLS * 40:
        runtime.call("FailNextIO", call)
    state = runtime.ask("QueryState")
    assert state["faults"]["StoreStats"][0] == {"result": 8, "io_failure": False}
    assert len(str(state)) > 16_384
    assert (state["online"], state["changed_users"]) == (False, [str(FRIEND)])
    runtime.call("CreateLeaderboard", "Heights", "descending", "numeric")
    runtime.call("AddLeaderboardEntries", "Heights", [ME, str(FRIEND)], (3, 4))
    entries = runtime.ask("QueryLeaderboardEntries", "Heights", 1, 10)
    assert [entry["score"] for entry in entries] == [4, 3]
    steam.pump()
    runtime.call("PostCallback", 4242, b"\1\2\3")
    assert [(message.callback, message.data) for message in steam.pump()] == [(4242, b"\1\2\3")]


def test_refusals_are_the_runtimes_words(runtime: OfflineRuntime) -> None:
    """What the runtime refuses is an error with its reason; a report, too."""
    with pytest.raises(OfflineError, match="no call 'Nonsense'; one of RequestUserStats"):
        runtime.call("FailNext", "Nonsense", 2)
    with pytest.raises(OfflineError, match="no leaderboard 'Depths'"):
        runtime.ask("QueryLeaderboardEntries", "Depths", 1, 10)
    with pytest.raises(OfflineError, match="FailNextInit: the number is out of range"):
        runtime.call("FailNextInit", 77, "")


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        ("SetLatency", ("many",), "argument 1 of SetLatency: expected a whole number, got 'many'"),
        ("SetLatency", (2**31,), "expected a number from -2147483648 to 2147483647"),
        ("SetLatency", (True,), "expected a whole number, got True"),
        ("ActAs", (-1,), "expected a number from 0"),
        ("SetOnline", (1,), "expected true or false, got 1"),
        ("SetStat", (0, "NumGames", "1"), "expected a number, got '1'"),
        ("SetHome", (b"x",), "expected a text"),
        ("SetHome", ("a\0b",), "expected a text"),
        ("PostCallback", (1, "x"), "expected bytes"),
        ("ResetStore", (1,), r"takes 0 arguments \(none\), not 1"),
        ("AddLeaderboardEntries", ("Heights", "12", [1]), "expected a list of numbers"),
        ("AddLeaderboardEntries", ("Heights", [ME], [1, 2]), "lists of one length"),
    ],
)
def test_bad_arguments(
    runtime: OfflineRuntime, function: str, arguments: tuple[Any, ...], words: str
) -> None:
    """A value that C would cut or misread is an error that names it; nothing is called."""
    with pytest.raises((TypeError, ValueError), match=words):
        runtime.call(function, *arguments)


def test_no_such_library(tmp_path: Path) -> None:
    """A missing file, and a library of something else, say what is wrong."""
    with pytest.raises(OfflineError, match=r"cannot be loaded .*Put the addon in place again"):
        OfflineRuntime(tmp_path / "libsteam_api.so")
    other = importlib.util.find_spec("steamworks._abi._native")
    assert other is not None and other.origin is not None
    with pytest.raises(OfflineError, match="is not the offline runtime"):
        OfflineRuntime(Path(other.origin))
