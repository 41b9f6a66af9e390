"""Contract: bytes laid out by hand from Valve's description, under both packings, are decoded.

`laid_by_hand` has the offsets. Here each struct is decoded into its event, as the dispatcher does;
`test_hand_laid_events.py` takes them further, through a library and the façade.
"""

import dataclasses

import pytest

from steamworks import ResultCode, SteamId, events
from steamworks._abi.layouts import LAYOUTS, LEADERBOARD_ENTRY
from steamworks.events import EVENTS, maker

from .laid_by_hand import (
    APP,
    BOARD,
    ENTRIES,
    ENTRY,
    LINUX,
    ME,
    ORDER,
    OTHER,
    STRUCTS,
    WINDOWS,
    text,
)

pytestmark = [pytest.mark.contract, pytest.mark.parametrize("pack", [LINUX, WINDOWS])]

GAME_ELSEWHERE = 0xFFFF_FFFF_0000_01E1
FULL = "é漢🎮" * 20  # more than Steam has room for
CUT = "é漢🎮" * 14 + "é"  # its first 128 bytes

DECODED = [
    (117, (1,), events.IPCFailed(1)),
    (152, (APP, ORDER, 1), events.MicrotransactionAuthorized(APP, ORDER, True)),
    (152, (2**32 - 1, 0, 0), events.MicrotransactionAuthorized(2**32 - 1, 0, False)),
    (163, (7, 1), events.AuthSessionTicketReady(7, ResultCode.OK)),
    (163, (2**32 - 1, 16), events.AuthSessionTicketReady(2**32 - 1, ResultCode.TIMEOUT)),
    (304, (OTHER, 0x41), events.PersonaChanged(SteamId(OTHER), 0x41)),
    (304, (OTHER, -1), events.PersonaChanged(SteamId(OTHER), -1)),
    (331, (1, 0, APP, 4711), events.OverlayActivated(True, False, APP, 4711)),
    (331, (0, 1, 2**32 - 1, 0), events.OverlayActivated(False, True, 2**32 - 1, 0)),
    (334, (OTHER, 12, 184, 184), events.AvatarImageLoaded(SteamId(OTHER), 12, 184, 184)),
    (334, (ME, -1, 0, 0), events.AvatarImageLoaded(SteamId(ME), -1, 0, 0)),
    (704, (), events.SteamShutdown()),
    (1101, (APP, 1, OTHER), events.UserStatsReceived(APP, ResultCode.OK, SteamId(OTHER))),
    (
        1101,
        (GAME_ELSEWHERE, 2, ME),
        events.UserStatsReceived(GAME_ELSEWHERE, ResultCode.FAIL, SteamId(ME)),
    ),
    (1102, (APP, 8), events.UserStatsStored(APP, ResultCode.INVALID_PARAM)),
    (
        1103,
        (APP, 0, text("ACH_é漢🎮"), 3, 2**32 - 1),
        events.UserAchievementStored(APP, False, "ACH_é漢🎮", 3, 2**32 - 1),
    ),
    (
        1103,
        (APP, 1, text("A" * 128), 0, 0),
        events.UserAchievementStored(APP, True, "A" * 128, 0, 0),
    ),
    (1104, (BOARD, 1), events.LeaderboardFound(BOARD, True)),
    (1104, (0, 0), events.LeaderboardFound(0, False)),
    (1105, (BOARD, ENTRIES, 25), events.LeaderboardScoresDownloaded(BOARD, ENTRIES, 25)),
    (
        1106,
        (1, BOARD, -(2**31), 1, 2**31 - 1, 3),
        events.LeaderboardScoreUploaded(True, BOARD, -(2**31), True, 2**31 - 1, 3),
    ),
    (
        1106,
        (0, BOARD, 2**31 - 1, 0, 0, 0),
        events.LeaderboardScoreUploaded(False, BOARD, 2**31 - 1, False, 0, 0),
    ),
    (1107, (1, 2**31 - 1), events.PlayersCounted(True, 2**31 - 1)),
    (1107, (0, 0), events.PlayersCounted(False, 0)),
    (1108, (OTHER,), events.UserStatsUnloaded(SteamId(OTHER))),
    (
        1109,
        (APP, text("ACH_é漢🎮"), 1, 5),
        events.UserAchievementIconFetched(APP, "ACH_é漢🎮", True, 5),
    ),
    (
        1109,
        (APP, text(FULL), 0, 0),
        events.UserAchievementIconFetched(APP, CUT, False, 0),
    ),
]


def decode(number, pack, data):
    """The event in these bytes, made as the dispatcher makes it."""
    packed = LAYOUTS[number].packed(pack)
    return maker(EVENTS[number])(packed.decoder.unpack(data))


def test_every_event_is_laid_out(pack):
    """No callback that is decoded here is missing above, nor is one too many."""
    assert set(STRUCTS) == set(LAYOUTS)
    assert {number for number, _, _ in DECODED} == set(EVENTS)


@pytest.mark.parametrize(("number", "values", "event"), DECODED)
def test_event(pack, number, values, event):
    """The bytes become the event, with every field as it was laid, of its own type."""
    made = decode(number, pack, STRUCTS[number].lay(pack, *values))
    assert made == event
    for field in dataclasses.fields(event):
        plain = {"SteamId": "int"}.get(field.type, field.type)
        assert type(getattr(made, field.name)).__name__ == plain


def test_flags_with_other_bytes_than_one(pack):
    """Steam's flags in a byte are true for every value but 0, and are a bool here."""
    for number, values, field in [
        (152, (APP, ORDER, 255), "authorized"),
        (331, (2, 0, APP, 1), "active"),
        (1104, (BOARD, 16), "found"),
        (1106, (128, BOARD, 1, 1, 1, 1), "success"),
        (1106, (1, BOARD, 1, 64, 1, 1), "score_changed"),
        (1107, (3, 9), "success"),
    ]:
        assert getattr(decode(number, pack, STRUCTS[number].lay(pack, *values)), field) is True


def test_row_of_a_leaderboard(pack):
    """A row of a leaderboard, which is no callback, is decoded the same way."""
    packed = LEADERBOARD_ENTRY.packed(pack)
    values = (OTHER, 2**31 - 1, -(2**31), 64, 2**64 - 1)
    assert packed.size == ENTRY.size(pack)
    assert packed.decoder.unpack(ENTRY.lay(pack, *values)) == values


def test_fields_are_valves(pack, description):
    """The structs above have Valve's fields in Valve's order, each of the size of its type."""
    described = {
        s["callback_id"]: s
        for s in description["callback_structs"]
        if not s["struct"].startswith("GS")
    }
    rows = [(laid, described[number]) for number, laid in STRUCTS.items()]
    rows.append((ENTRY, next(s for s in description["structs"] if s["struct"] == ENTRY.name)))
    typedefs = {t["typedef"]: t["type"] for t in description["typedefs"]}
    codes = {
        "bool": "B",
        "unsigned char": "B",
        "int": "i",
        "EResult": "i",
        "unsigned int": "I",
        "unsigned long long": "Q",
        "CSteamID": "Q",
        "CGameID": "Q",
        "char [128]": "128s",
    }
    for laid, valve in rows:
        assert laid.name == valve["struct"]
        kinds = [typedefs.get(f["fieldtype"], f["fieldtype"]) for f in valve["fields"]]
        assert [(f.name, f.code) for f in laid.fields] == [
            (f["fieldname"], codes[kind]) for f, kind in zip(valve["fields"], kinds, strict=True)
        ]
