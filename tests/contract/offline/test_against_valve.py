"""The exports against Valve's own description and Valve's library, where they are at hand.

``STEAMWORKS_SDK`` names the SDK's folder; ``STEAM_API_165`` and ``STEAM_API_OLD`` Valve's
libraries.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import offline_host
import pytest

from offline_steam._shim.flat import read
from offline_steam.callbacks import Layouts


def _sdk() -> Path | None:
    named = os.environ.get("STEAMWORKS_SDK")
    beside = offline_host.ROOT.parent / "shared" / "facts" / "steam_sdk_1.63"
    folder = Path(named) if named else beside
    file = folder / "public" / "steam" / "steam_api.json"
    return file if file.exists() else None


needs_sdk = pytest.mark.skipif(
    _sdk() is None, reason="STEAMWORKS_SDK names no SDK (Valve's, from partner.steamgames.com)"
)


def _table() -> ModuleType:
    path = offline_host.PACKAGE / "_shim" / "exports.py"
    spec = importlib.util.spec_from_file_location("exports_under_test", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _description() -> Any:
    file = _sdk()
    assert file is not None
    return json.loads(file.read_text("utf-8"))


# How a C type passes at the ABI: its class and size. Enums are ints, IDs are integers.
WIDTHS = {
    "void": "void",
    "bool": "int1",
    "uint8": "int1",
    "uint8_t": "int1",
    "int": "int4",
    "int32": "int4",
    "int32_t": "int4",
    "uint32": "int4",
    "uint32_t": "int4",
    "AppId_t": "int4",
    "HAuthTicket": "int4",
    "HSteamUser": "int4",
    "int64": "int8",
    "uint64": "int8",
    "uint64_t": "int8",
    "CSteamID": "int8",
    "uint64_steamid": "int8",
    "SteamAPICall_t": "int8",
    "SteamLeaderboard_t": "int8",
    "UGCHandle_t": "int8",
    "float": "float4",
    "double": "float8",
    "SteamAPIWarningMessageHook_t": "pointer",
}


def _width(name: str, enums: set[str]) -> str:
    if "*" in name:
        return "pointer"
    bare = name.replace("const ", "").strip()
    return "int4" if bare in enums else WIDTHS[bare]


@pytest.fixture(scope="module")
def flat() -> dict[str, Any]:
    """Valve's flat functions by name, with the widths of the result and of each parameter."""
    description = _description()
    enums = {entry["enumname"] for entry in description["enums"]}
    functions = {}
    for interface in description["interfaces"]:
        enums |= {entry["enumname"] for entry in interface.get("enums", [])}
        for method in interface["methods"]:
            functions[method["methodname_flat"]] = method
    return {"functions": functions, "enums": enums}


@needs_sdk
@pytest.mark.parametrize(
    "export",
    [export for export in _table().exports_of("any") if not export.is_control],
    ids=lambda export: export.symbol,
)
def test_signature(export: Any, flat: dict[str, Any]) -> None:
    """Each function has the result and the parameters that Valve's description gives it."""
    method = flat["functions"][export.symbol]
    enums = flat["enums"]
    theirs = [
        _width(parameter.get("paramtype_flat", parameter["paramtype"]), enums)
        for parameter in method["params"]
    ]
    ours = [
        "pointer" if "*" in parameter else _width(parameter.rsplit(" ", 1)[0], enums)
        for parameter in export.parameters
    ]
    assert ours == theirs
    returned = method.get("returntype_flat", method["returntype"])
    assert _width(export.result, enums) == _width(returned, enums)


@needs_sdk
def test_layouts_of_callbacks() -> None:
    """Each callback that we post has Valve's fields at Valve's offsets, for pack 4 and 8."""
    structs = {
        entry["struct"]: entry
        for entry in _description()["callback_structs"]
        if not entry["struct"].startswith("GS")
    }
    sizes = {"uint64": 8, "CSteamID": 8, "CGameID": 8, "SteamAPICall_t": 8, "char [128]": 128}
    sizes |= {"uint8 [2560]": 2560, "SteamLeaderboard_t": 8, "SteamLeaderboardEntries_t": 8}
    packed_to_1 = {"CSteamID", "CGameID", "char [128]", "uint8 [2560]", "bool", "uint8"}
    for pack in (4, 8):
        ours = Layouts(pack).sizes()
        for callback, size in ours.items():
            entry = next(e for e in structs.values() if e["callback_id"] == callback)
            offset, widest = 0, 1
            for field in entry["fields"]:
                kind = field["fieldtype"]
                width = sizes.get(kind, 1 if kind in ("bool", "uint8") else 4)
                align = 1 if kind in packed_to_1 else min(pack, width)
                offset += -offset % align + width
                widest = max(widest, align)
            offset += -offset % widest
            assert size == max(offset, 1), (entry["struct"], pack)


@needs_sdk
@pytest.mark.parametrize("pack", [4, 8])
def test_fields_of_social_callbacks(pack: int) -> None:
    """Each value that is encoded lies where Valve's description has its field."""
    ours = Layouts(pack)
    steam_id, order = 0x0110000187654321, 2**63 + 7
    encoded: dict[str, tuple[bytes, list[int]]] = {
        "MicroTxnAuthorizationResponse_t": (
            ours.micro_txn_authorization_response(480, order, True), [480, order, 1],
        ),
        "GetAuthSessionTicketResponse_t": (ours.get_auth_session_ticket_response(9, 37), [9, 37]),
        "GetTicketForWebApiResponse_t": (
            ours.get_ticket_for_web_api_response(9, 1, b"\x55"), [9, 1, 1, 0x55],
        ),
        "PersonaStateChange_t": (ours.persona_state_change(steam_id, 0x2041), [steam_id, 0x2041]),
        "GameOverlayActivated_t": (
            ours.game_overlay_activated(True, True, 480), [1, 1, 480, 0],
        ),
        "AvatarImageLoaded_t": (
            ours.avatar_image_loaded(steam_id, 12, 184), [steam_id, 12, 184, 184],
        ),
        "DlcInstalled_t": (ours.dlc_installed(2**32 - 1), [2**32 - 1]),
        "NumberOfCurrentPlayers_t": (
            ours.number_of_current_players(True, 2**31 - 1), [1, 2**31 - 1],
        ),
    }  # fmt: skip
    widths = {"uint64": 8, "CSteamID": 8, "uint8": 1, "bool": 1, "uint8 [2560]": 2560}
    for entry in _description()["callback_structs"]:
        data, values = encoded.get(entry["struct"], (b"", []))
        offset = 0
        for field, value in zip(entry["fields"], values, strict=False):
            width = widths.get(field["fieldtype"], 4)
            align = 1 if width == 2560 or field["fieldtype"] == "CSteamID" else min(pack, width)
            offset += -offset % align
            found = int.from_bytes(data[offset : offset + width], "little")
            assert found == value, (entry["struct"], field["fieldname"])
            offset += width
        if values:
            assert len(entry["fields"]) == len(values), entry["struct"]


def test_values_at_their_offsets() -> None:
    """Known bytes: the ID in UserStatsReceived_t lies at 12, the numbers of 1103 at 140 and 144."""
    for pack in (4, 8):
        layouts = Layouts(pack)
        received = layouts.user_stats_received(480, 8, 2**63 + 5)
        assert struct.unpack_from("<QiQ", received) == (480, 8, 2**63 + 5)
        stored = layouts.user_achievement_stored(480, "ä" * 100, 3, 9)
        assert struct.unpack_from("<II", stored, 140) == (3, 9)
        assert stored[9 : 9 + 128].endswith(b"\0")
        icon = layouts.user_achievement_icon_fetched(480, "A", True, 77)
        assert (icon[136], struct.unpack_from("<i", icon, 140)) == (1, (77,))


@pytest.mark.parametrize("pack", [4, 8])
def test_leaderboard_bytes(pack: int) -> None:
    """Known bytes of the results and entries of leaderboards, written by hand for each packing."""
    layouts = Layouts(pack)
    gap = bytes(pack - 4)
    board = bytes.fromhex("0100000000008b8b")
    number = 0x8B8B000000000001
    user = bytes.fromhex("01ffffff01001001")
    steam_id = 0x01100001FFFFFF01
    assert layouts.leaderboard_find_result(number, True) == board + b"\1\0\0\0" + gap
    assert (
        layouts.leaderboard_scores_downloaded(number, 2, 25)
        == board + bytes.fromhex("0200000000000000 19000000") + gap
    )
    assert layouts.leaderboard_score_uploaded(True, number, -2, True, 7, 256) == (
        b"\1\0\0\0" + gap + board + bytes.fromhex("feffffff 01000000 07000000 00010000")
    )
    assert layouts.leaderboard_ugc_set(8, number) == b"\x08\0\0\0" + gap + board
    assert layouts.leaderboard_entry(steam_id, 3, -1, 2, None) == (
        user + bytes.fromhex("03000000 ffffffff 02000000") + gap + b"\xff" * 8
    )


def _symbols(library: Path) -> set[str]:
    listed = subprocess.run(
        ["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True
    )
    return {line.split()[-1] for line in listed.stdout.splitlines()}


def test_exports_nothing_else(library: Path) -> None:
    """The dynamic symbols are those of the tables and the control API, and no others of ours."""
    flat = read().of("any")
    listed = {entry.symbol for entry in (*flat.functions, *flat.accessors)}
    strange = {
        symbol for symbol in _symbols(library) - listed if not symbol.startswith("OfflineSteam_")
    }
    # cffi's embedding exports the start of the module under Python's naming rule.
    assert strange <= {"PyInit__offline_steam_shim", "_cffi_pypyinit__offline_steam_shim"}


@needs_sdk
def test_exports_everything_of_the_sdk(library: Path) -> None:
    """Each flat function, accessor and method of a structure that the SDK describes."""
    description = _description()
    described = {
        method["methodname_flat"]
        for entry in (*description["interfaces"], *description["structs"])
        for method in entry.get("methods", ())
    } | {
        accessor["name_flat"]
        for interface in description["interfaces"]
        for accessor in interface.get("accessors") or ()
    }
    assert len(described) > 1000
    assert described - _symbols(library) == set()


# The result of a failed call, by Valve's names of types; other numbers and all pointers are 0.
INVALID = {
    "EResult": 2,
    "EVoiceResult": 1,
    "EBeginAuthSessionResult": 1,
    "EUserHasLicenseForAppResult": 2,
    "ESteamNetworkingAvailability": -102,
    "ESteamNetworkingGetConfigValueResult": -1,
    "FriendsGroupID_t": -1,
    "HServerQuery": -1,
    "PublishedFileUpdateHandle_t": -1,
    "SteamInventoryUpdateHandle_t": -1,
    "UGCFileWriteStreamHandle_t": -1,
    "UGCHandle_t": -1,
    "UGCQueryHandle_t": -1,
    "UGCUpdateHandle_t": -1,
}
STRUCTURES = {
    "InputDigitalActionData_t": "digital",
    "InputAnalogActionData_t": "analog",
    "InputMotionData_t": "motion",
    "SteamIPAddress_t": "address",
}
# Where 0 would be a good answer: no ping, an index, a place in a list of one's own.
NEGATIVE = re.compile(r"Ping|GetGamepadIndex|MostAchieved|ReceiveMessagesOn(Conn|Poll)|GetDetailed")


@needs_sdk
def test_failures_fit_the_results() -> None:
    """What is not simulated answers in the way of its result's type."""
    description = _description()
    answers = {function.symbol: function.answer for function in read().of("1.63").functions}
    simulated = {export.symbol for export in _table().exports_of("1.63")}
    wrong = {}
    for entry in (*description["interfaces"], *description["structs"]):
        for method in entry.get("methods", ()):
            symbol, answer = method["methodname_flat"], answers[method["methodname_flat"]]
            result = method.get("returntype_flat", method["returntype"])
            if answer == "c" or symbol in simulated:
                continue
            if result == "void":
                fits = answer == "none" or answer.rstrip("0123456789") in ("zero", "empty", "fail")
            elif result == "const char *":
                fits = answer == "text"
            elif result == "float":
                fits = answer in ("0.0", "-1.0")
            elif result in STRUCTURES:
                fits = answer == STRUCTURES[result]
            elif result in ("int", "int64") and answer == "-1":
                fits = NEGATIVE.search(symbol) is not None or "UserData" in symbol
            else:
                fits = answer == str(INVALID.get(result, 0))
            if not fits:
                wrong[symbol] = f"{answer} for {result}"
    assert wrong == {}


@needs_sdk
def test_versions_of_interfaces() -> None:
    """The strings that name the versions of SDK 1.63, and who gets what."""
    ours = {
        (entry.interface, entry.symbol, entry.kind, entry.version)
        for entry in read().of("1.63").accessors
    }
    theirs = {
        (interface["classname"], entry["name_flat"], entry["kind"], interface["version_string"])
        for interface in _description()["interfaces"]
        for entry in interface.get("accessors") or ()
    }
    assert ours == theirs


def test_presents_itself_as_recent(library: Path, older_library: Path) -> None:
    """RequestCurrentStats is missing from what ships; the older flavour has it, and only v012."""
    recent, older = _symbols(library), _symbols(older_library)
    request = "SteamAPI_ISteamUserStats_RequestCurrentStats"
    assert request not in recent and request in older
    assert {"SteamAPI_SteamUserStats_v013", "SteamAPI_SteamUtils_v011"} <= recent
    assert "SteamAPI_SteamUserStats_v012" in older
    assert "SteamAPI_SteamUserStats_v013" not in older


@pytest.mark.contract
@pytest.mark.skipif(
    not os.environ.get("STEAM_API_165"), reason="STEAM_API_165 names no library (dev.py sets it)"
)
def test_same_functions_as_valves_library(library: Path) -> None:
    """Ours exports what Valve's library of SDK 1.65 exports, and of Steam's little else."""
    real = _symbols(Path(os.environ["STEAM_API_165"]))
    # Names with an underscore first are its compiler's.
    assert {name for name in real if not name.startswith("_")} - _symbols(library) == set()
    # What Valve's library had at the time of the earlier SDKs that ours passes for too.
    only_earlier = {entry.symbol for entry in read().accessors if entry.sdk in ("1.61", "1.63")}
    earlier = {
        "SteamAPI_Init",
        "SteamAPI_ISteamUtils_IsSteamRunningOnSteamDeck",
        *only_earlier,
    }
    ours = {name for name in _symbols(library) if name.startswith(("Steam", "GetH", "g_"))}
    assert ours - earlier - real == set()


@pytest.mark.contract
@pytest.mark.skipif(
    not os.environ.get("STEAM_API_OLD"), reason="STEAM_API_OLD names no library (dev.py sets it)"
)
def test_valves_older_library_has_every_function(older_library: Path) -> None:
    """What the older flavour exports, Valve's older library has, as far as it reaches back."""
    real = _symbols(Path(os.environ["STEAM_API_OLD"]))
    ours = {name for name in _symbols(older_library) if name.startswith("SteamAPI_ISteamUserStats")}
    assert ours - real == set()


@pytest.mark.contract
@pytest.mark.skipif(
    not (os.environ.get("STEAM_API_OLD") and os.environ.get("STEAM_API_165")),
    reason="STEAM_API_OLD or STEAM_API_165 names no library (dev.py sets them)",
)
def test_functions_that_no_description_has() -> None:
    """Those of no interface are in the table: what Valve had before and after SDK 1.63."""
    always = _symbols(Path(os.environ["STEAM_API_OLD"]))
    always &= _symbols(Path(os.environ["STEAM_API_165"]))
    listed = read().of("1.63")
    known = {entry.symbol for entry in (*listed.functions, *listed.accessors)}
    assert {name for name in always if not name.startswith("_")} - known == set()


def _called_methods(library: Path) -> dict[str, int]:
    """Which place in an interface's table of methods Valve's flat functions call."""
    code = subprocess.run(
        ["objdump", "-d", "--no-show-raw-insn", library], capture_output=True, text=True, check=True
    ).stdout
    places = {}
    for text in code.split("\n\n"):
        name = re.match(r"\s*[0-9a-f]+ <(SteamAPI_I\w+)>:", text)
        call = re.search(r"(?:jmp|call)\s+\*(?:(0x[0-9a-f]+)?\(%r\w+\)|(%r\w+))", text)
        if name is None or call is None:
            continue
        offset = call[1]
        if call[2]:  # the address was loaded before
            load = rf"mov\s+(0x[0-9a-f]+)?\(%r\w+\),{call[2]}"
            offset = re.findall(load, text[: call.start()])[-1]
        places[name[1]] = int(offset or "0", 16) // 8
    return places


@pytest.mark.contract
@pytest.mark.parametrize(
    ("variable", "flavour"), [("STEAM_API_165", "1.65"), ("STEAM_API_OLD", "")]
)
def test_methods_are_in_valves_order(variable: str, flavour: str) -> None:
    """C++ programs find each method where the interfaces of Valve's libraries have it."""
    if not os.environ.get(variable) or shutil.which("objdump") is None:
        pytest.skip(f"{variable} names no library (dev.py sets it), or there is no objdump")
    library = Path(os.environ[variable])
    places = _called_methods(library)
    has = set(re.findall(rb"[\w.]+", library.read_bytes()))
    table = read()
    ours = {
        symbol: place
        for accessor in table.accessors
        if accessor.version.encode() in has
        for place, symbol in enumerate(table.methods_of(accessor, flavour))
        if symbol
    }
    client = table.methods["ISteamClient", "" if flavour else "1.61"]
    ours |= {symbol: place for place, symbol in enumerate(client) if symbol}
    assert len(ours) > 700
    assert {name: places.get(name) for name in ours} == ours


def test_every_function_has_a_handler(fresh: Callable[..., Any]) -> None:
    """Starting binds all functions of the table: the first one missing would fail init."""
    assert fresh().init() == (0, "")
