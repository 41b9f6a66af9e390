"""Contract: every enum here has Valve's members and numbers."""

import enum
import inspect

import pytest

from steamworks import enums
from steamworks._abi.declarations import TYPES
from steamworks._abi.layouts import LAYOUTS
from steamworks.events import EVENTS

pytestmark = pytest.mark.contract

VALVES = {
    enums.ResultCode: "EResult",
    enums.InitResult: "ESteamAPIInitResult",
    enums.LeaderboardSortMethod: "ELeaderboardSortMethod",
    enums.LeaderboardDisplayType: "ELeaderboardDisplayType",
    enums.LeaderboardDataRequest: "ELeaderboardDataRequest",
    enums.LeaderboardUploadScoreMethod: "ELeaderboardUploadScoreMethod",
    enums.PersonaState: "EPersonaState",
    enums.FriendRelationship: "EFriendRelationship",
    enums.PersonaChange: "EPersonaChange",
    enums.NotificationPosition: "ENotificationPosition",
    enums.OverlayToStoreFlag: "EOverlayToStoreFlag",
    enums.WebPageMode: "EActivateGameOverlayToWebPageMode",
}
"""Each enum, and what Valve calls it; callback numbers are no enum there."""

PREFIXES = {"ENotificationPosition": "kEPosition"}
"""What Valve's members begin with, where that is not `k_` and the name of the enum."""


def plain(name):
    """A member's name without what differs between the two ways of writing it."""
    return name.replace("_", "").lower()


def test_every_enum_is_compared():
    """No enum of the package is left out below."""
    mine = {
        member
        for _, member in inspect.getmembers(enums, inspect.isclass)
        if issubclass(member, enum.Enum) and member.__module__ == enums.__name__
    }
    assert mine - {enums.CallbackId} == set(VALVES)


@pytest.mark.parametrize(("mine", "name"), VALVES.items(), ids=VALVES.values())
def test_enum_is_valves(description, mine, name):
    """Every member of Valve's enum is here, with its number and under its name, and no other."""
    [described] = [e for e in description["enums"] if e["enumname"] == name]
    valve = {plain(v["name"]): int(v["value"]) for v in described["values"]}
    prefix = plain(PREFIXES.get(name, f"k_{name}"))
    # `...Max` is how many there are, and no member that Steam gives.
    expected = {key.removeprefix(prefix): n for key, n in valve.items() if key != f"{prefix}max"}
    assert {plain(member.name): member.value for member in mine} == expected


def test_callback_numbers():
    """Each callback number is that of a struct that is decoded, and each event has one."""
    assert {int(number) for number in enums.CallbackId} == set(LAYOUTS)
    assert set(EVENTS) == set(LAYOUTS) - {enums.CallbackId.API_CALL_COMPLETED}


def test_enums_in_signatures_are_valves(description):
    """Every enum that a declared function takes or returns is one of Valve's, an int in C."""
    described = {e["enumname"] for e in description["enums"]}
    for name, c_type in TYPES.items():
        if name.startswith("E"):
            assert name in described
            assert c_type == "int"


def test_numbers_of_a_newer_steam():
    """A result and a change that this list does not know keep their number."""
    assert enums.ResultCode(9999) == 9999
    assert int(enums.PersonaChange(0x0010_0001)) == 0x0010_0001
