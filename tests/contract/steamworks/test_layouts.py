"""Contract: every callback layout is what a C compiler makes of Valve's description."""

import os
import subprocess

import pytest

from steamworks._abi.layouts import LAYOUTS, LEADERBOARD_ENTRY
from steamworks.events import EVENTS

pytestmark = pytest.mark.contract

# Sizes in bytes that Steam reports on Linux, as seen there.
SEEN_ON_LINUX = {
    **{703: 16, 1101: 20, 1102: 12, 1103: 148, 1104: 12, 1105: 20, 1106: 28},
    **{1107: 8, 1109: 144},
}

C_TYPES = """
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
typedef int32_t EResult;
#pragma pack(push, 1)
typedef struct { uint64_t bits; } CSteamID;
typedef struct { uint64_t bits; } CGameID;
#pragma pack(pop)
"""


# With the row of a leaderboard, which is no callback, under 0.
ALL = {**LAYOUTS, 0: LEADERBOARD_ENTRY}


@pytest.fixture(scope="module")
def structs(description):
    """Valve's fields of each struct that is decoded here, by the number of its callback, or 0."""
    found = {
        s["callback_id"]: s
        for s in description["callback_structs"]
        if s["callback_id"] in LAYOUTS and not s["struct"].startswith("GS")
    }
    [entry] = [s for s in description["structs"] if s["struct"] == LEADERBOARD_ENTRY.struct]
    return {**found, 0: entry}


def test_every_layout_has_valves_fields(structs):
    """Struct name, field names and field types are Valve's, in its order."""
    assert set(structs) == set(ALL)
    for number, layout in ALL.items():
        valve = structs[number]
        assert layout.struct == valve["struct"]
        assert list(layout.fields) == [(f["fieldname"], f["fieldtype"]) for f in valve["fields"]]


@pytest.mark.parametrize("pack", [4, 8])
def test_sizes_and_offsets_are_the_compilers(structs, description, tmp_path, pack):
    """A C compiler lays out Valve's fields, packed to 4 and to 8, at the same offsets."""
    used = {
        field["fieldtype"].partition(" [")[0] for s in structs.values() for field in s["fields"]
    }
    lines = [C_TYPES]
    lines += [
        f"typedef {t['type']} {t['typedef']};"
        for t in description["typedefs"]
        if t["typedef"] in used
    ]
    lines.append(f"#pragma pack(push, {pack})")
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
        packed = ALL[number].packed(pack)
        assert (packed.size, list(packed.offsets)) == (size, offsets)
        assert packed.decoder.size == size


def test_sizes_seen_on_linux():
    """The sizes are those that Steam reports on Linux; on Windows 1101 has 24, its ID at 12."""
    for number, size in SEEN_ON_LINUX.items():
        assert LAYOUTS[number].packed(4).size == size
    windows = LAYOUTS[1101].packed(8)
    assert (windows.size, windows.offsets) == (24, (0, 8, 12))
    assert LEADERBOARD_ENTRY.packed(4).size == 28


def test_every_event_has_a_layout_with_its_fields():
    """Each event has as many fields as the struct that it is made from."""
    for number, event in EVENTS.items():
        assert len(event.__dataclass_fields__) == len(LAYOUTS[number].fields)
