"""How Steam's structs lie in memory, by the word of the compilers for each system.

That their fields are Valve's is tests/contract/steamworks/test_layouts.py's to say.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from steamworks._abi.layouts import LAYOUTS, LEADERBOARD_ENTRY, Layout
from targets import LINUX, WINDOWS, Target

from .conftest import ROOT

HEADERS = ROOT / "python_src/offline_steam/_shim/c"
START = """\
#include "platform.h"
#include <stddef.h>
typedef uint8_t uint8;
typedef int32_t int32, EResult;
typedef uint32_t uint32, AppId_t, HAuthTicket;
typedef uint64_t uint64, SteamAPICall_t, SteamLeaderboard_t, SteamLeaderboardEntries_t, UGCHandle_t;
#pragma pack(push, 1)
typedef struct { uint64_t bits; } CSteamID, CGameID;
#pragma pack(pop)
_Static_assert(STEAM_PACK == %d, "the packing of this system");
PACK_AS_STEAM
"""


def declaration(layout: Layout, pack: int) -> str:
    """A struct in C, with the size and the offsets that it has to have."""
    lines = [f"struct {layout.struct} {{"]
    for name, kind in layout.fields:
        element, bracket, count = kind.partition(" [")
        lines.append(f"    {element} {name}{bracket.strip()}{count};")
    lines.append("};")
    packed = layout.packed(pack)
    if layout.fields:  # in C++ an empty struct has one byte, in C none
        lines.append(check(f"sizeof(struct {layout.struct})", packed.size))
    for (name, _), offset in zip(layout.fields, packed.offsets, strict=True):
        lines.append(check(f"offsetof(struct {layout.struct}, {name})", offset))
    return "\n".join(lines)


def check(expression: str, value: int) -> str:
    """An assertion of the compiler's, with the expression in its message."""
    return f'_Static_assert({expression} == {value}, "{expression} is not {value}");'


def compile_packed(compiler: str, target: Target, pack: int, folder: Path) -> str:
    """What a compiler for a system says of the layouts under a packing; nothing if they are its."""
    layouts = (*LAYOUTS.values(), LEADERBOARD_ENTRY)
    rows = "\n".join(declaration(layout, pack) for layout in layouts)
    source = folder / "packing.c"
    source.write_text(f"{START % target.pack}{rows}\nPACK_END\n", encoding="utf-8")
    command = [
        compiler,
        "-std=gnu11",
        "-D_GNU_SOURCE",
        "-w",
        "-fsyntax-only",
        f"-I{HEADERS}",
        str(source),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_linux(tmp_path: Path) -> None:
    """Packed to 4 by the compiler for Linux."""
    assert compile_packed("cc", LINUX, 4, tmp_path) == ""


def test_windows(tmp_path: Path, windows_compiler: str) -> None:
    """Packed to 8 by a compiler for Windows."""
    assert compile_packed(windows_compiler, WINDOWS, 8, tmp_path) == ""


def test_another_packing_is_seen(tmp_path: Path, windows_compiler: str) -> None:
    """The check is one: the layouts of another system do not pass."""
    said = compile_packed(windows_compiler, WINDOWS, 4, tmp_path)
    assert "sizeof(struct UserStatsReceived_t) is not 20" in said
