"""Contract: what room B declares is what the libraries export and Valve's description says."""

import pytest

from steamworks._abi.declarations import ACCESSORS, FUNCTIONS, TYPES
from steamworks._abi.library import open_library

pytestmark = pytest.mark.contract

INTERFACE_FUNCTIONS = [f for f in FUNCTIONS if f.interface and f.until is None]
C_WIDTHS = {  # what Valve's type names are, in its own words
    "uint8_t": "unsigned char",
    "uint64_t": "unsigned long long",
    "int32_t": "int",
    "uint32_t": "unsigned int",
}


def test_every_function_resolves(any_library):
    """Each declared function is in each library, but for those that newer SDKs dropped."""
    library = open_library(any_library)
    missing = {f.name for f in FUNCTIONS if not library.has(f.name)}
    old = library.has("SteamAPI_ISteamUserStats_RequestCurrentStats")
    assert missing == (set() if old else {f.name for f in FUNCTIONS if f.until})


def test_both_generations_are_covered(old_offline_library, offline_library):
    """The suite has a library with RequestCurrentStats and one without."""
    name = "SteamAPI_ISteamUserStats_RequestCurrentStats"
    assert open_library(old_offline_library).has(name)
    assert not open_library(offline_library).has(name)


def test_an_accessor_of_each_interface_is_there(any_library):
    """Each library exports, of each interface, an accessor in a version that is known here."""
    exported = any_library.read_bytes()
    for interface, accessors in ACCESSORS.items():
        assert any(f"{a}\0".encode() in exported for a in accessors), interface


@pytest.mark.parametrize("function", INTERFACE_FUNCTIONS, ids=lambda f: f.name)
def test_signature_is_valves(description, function):
    """Return type and parameters, by type and name, are those of Valve's description."""
    interface = next(i for i in description["interfaces"] if i["classname"] == function.interface)
    method = next(m for m in interface["methods"] if m["methodname_flat"] == function.name)
    assert function.returns == method["returntype"]
    assert list(function.parameters) == [(p["paramtype"], p["paramname"]) for p in method["params"]]


def test_accessor_is_valves(description):
    """The accessor in Valve's description of an SDK is among the known ones."""
    for interface in description["interfaces"]:
        known = ACCESSORS.get(interface["classname"])
        if known is not None:
            names = [a["name_flat"] for a in interface["accessors"] if a["kind"] == "user"]
            assert set(names) <= set(known)


def test_type_names_are_valves(description):
    """The C types behind Steam's type names have the width that Valve gives them."""
    typedefs = {t["typedef"]: t["type"] for t in description["typedefs"]}
    for name, c_type in TYPES.items():
        if name in typedefs:
            assert C_WIDTHS[c_type] == typedefs[name]
