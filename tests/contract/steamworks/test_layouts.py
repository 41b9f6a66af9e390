"""Contract: every callback layout is what a C compiler makes of Valve's description."""

import os
import subprocess

import pytest

from steamworks import ResultCode
from steamworks._abi.layouts import LAYOUTS
from steamworks.enums import InitResult
from steamworks.events import EVENTS

pytestmark = pytest.mark.contract

# Sizes in bytes that Steam reports on Linux, as seen there.
SEEN_ON_LINUX = {703: 16, 1101: 20, 1102: 12, 1103: 148, 1109: 144}

C_TYPES = """
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
typedef uint8_t uint8; typedef int32_t int32; typedef uint32_t uint32; typedef uint64_t uint64;
typedef uint64_t SteamAPICall_t; typedef int32_t EResult;
#pragma pack(push, 1)
typedef struct { uint64_t bits; } CSteamID;
typedef struct { uint64_t bits; } CGameID;
#pragma pack(pop)
"""


@pytest.fixture(scope="module")
def structs(description):
    """Valve's fields of each callback that is decoded here, by number."""
    return {
        s["callback_id"]: s
        for s in description["callback_structs"]
        if s["callback_id"] in LAYOUTS and not s["struct"].startswith("GS")
    }


def test_every_layout_has_valves_fields(structs):
    """Struct name, field names and field types are Valve's, in its order."""
    assert set(structs) == set(LAYOUTS)
    for number, layout in LAYOUTS.items():
        valve = structs[number]
        assert layout.struct == valve["struct"]
        assert list(layout.fields) == [(f["fieldname"], f["fieldtype"]) for f in valve["fields"]]


@pytest.mark.parametrize("pack", [4, 8])
def test_sizes_and_offsets_are_the_compilers(structs, tmp_path, pack):
    """A C compiler lays out Valve's fields, packed to 4 and to 8, at the same offsets."""
    lines = [C_TYPES, f"#pragma pack(push, {pack})"]
    prints = []
    for number, valve in structs.items():
        lines.append("typedef struct {")
        for field in valve["fields"]:
            base, _, array = field["fieldtype"].partition(" [")
            lines.append(f"  {base} {field['fieldname']}{'[' + array if array else ''};")
        lines.append(f"}} {valve['struct']};")
        names = [field["fieldname"] for field in valve["fields"]]
        # C has no empty structs; C++, which Steam is written in, gives them one byte.
        size = f"(int)sizeof({valve['struct']})" if names else "1"
        offsets = [f"(int)offsetof({valve['struct']}, {name})" for name in names]
        prints.append(
            f'printf("{number} %d{" %d" * len(names)}\\n", {", ".join([size, *offsets])});'
        )
    lines += ["#pragma pack(pop)", "int main(void) {", *prints, "return 0; }"]
    source = tmp_path / "layouts.c"
    source.write_text("\n".join(lines))
    program = tmp_path / "layouts"
    subprocess.run([os.environ.get("CC", "cc"), str(source), "-o", str(program)], check=True)
    output = subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        number, size, *offsets = map(int, line.split())
        packed = LAYOUTS[number].packed(pack)
        assert (packed.size, list(packed.offsets)) == (size, offsets)
        assert packed.decoder.size == size


def test_sizes_seen_on_linux():
    """The sizes are those that Steam reports on Linux; on Windows 1101 has 24, its ID at 12."""
    for number, size in SEEN_ON_LINUX.items():
        assert LAYOUTS[number].packed(4).size == size
    windows = LAYOUTS[1101].packed(8)
    assert (windows.size, windows.offsets) == (24, (0, 8, 12))


def test_every_event_has_a_layout_with_its_fields():
    """Each event has as many fields as the struct that it is made from."""
    for number, event in EVENTS.items():
        assert len(event.__dataclass_fields__) == len(LAYOUTS[number].fields)


@pytest.mark.parametrize(
    ("name", "mine", "prefix"),
    [
        ("EResult", ResultCode, "k_eresult"),
        ("ESteamAPIInitResult", InitResult, "k_esteamapiinitresult_"),
    ],
)
def test_enums_are_valves(description, name, mine, prefix):
    """Every member of Valve's enum is here, with its number and under its name."""
    enum = next(e for e in description["enums"] if e["enumname"] == name)
    valve = {v["name"].lower().removeprefix(prefix): int(v["value"]) for v in enum["values"]}
    assert valve == {m.name.replace("_", "").lower(): m.value for m in mine}
