"""The compiled parts for Windows: they compile and link there, and offer and need what they should.

They were never run: that takes a Windows, or a Python for one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cross_build import CrossBuildError, build, find_python
from native_parts import PARTS
from targets import LINUX, TARGETS, WINDOWS

from .conftest import PREFIX, ROOT, VERSION

# What every Windows has; of Python's and ours nothing else may be needed.
OF_WINDOWS = re.compile(r"(KERNEL32|msvcrt|api-ms-win-crt-\w+-l1-1-0)\.dll", re.IGNORECASE)


def tables(library: Path) -> tuple[set[str], set[str]]:
    """The names that a Windows library exports, and the libraries that it needs."""
    command = [f"{PREFIX}objdump", "-p", str(library)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    exports = text.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    names = set(re.findall(r"^\s+\[ *\d+\] (?:\+base\[ *\d+\]\s+\w+ )?(\w+)$", exports, re.M))
    return names, set(re.findall(r"DLL Name: (\S+)", text))


def test_every_part_needs_python_and_windows_only(built_for_windows: dict[str, Path]) -> None:
    """None needs a library of the compiler's, which no player has."""
    assert set(built_for_windows) == {"bridge", "steam", "offline"}
    for path in built_for_windows.values():
        _, needed = tables(path)
        theirs = {name for name in needed if not OF_WINDOWS.fullmatch(name)}
        assert theirs == {f"python{VERSION[0]}{VERSION[1]}.dll"}, path.name


def test_the_extension_offers_the_engine_its_entry(built_for_windows: dict[str, Path]) -> None:
    """Under the name that steamworks.gdextension has."""
    path = built_for_windows["bridge"]
    assert path.name == "libgodot_steamworks.windows.x86_64.dll"
    assert "godot_python_entry" in tables(path)[0]


def test_the_module_is_one_of_pythons(built_for_windows: dict[str, Path]) -> None:
    """Room B's module has the name and the function that Python on Windows looks for."""
    path = built_for_windows["steam"]
    assert path.name == f"_native.cp{VERSION[0]}{VERSION[1]}-win_amd64.pyd"
    assert tables(path)[0] == {"PyInit__native"}


def test_the_offline_runtime_offers_the_same_as_on_linux(
    built_for_windows: dict[str, Path],
) -> None:
    """Every function of Steam's and of the control API, so that nothing has to be asked for."""
    path = built_for_windows["offline"]
    assert path.name == "steam_api64.dll"
    linux = ROOT / "python_src/offline_steam/lib" / LINUX.steam
    command = ["nm", "-D", "--defined-only", str(linux)]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    names = set(re.findall(r" [TBD] (\w+)$", listing, re.MULTILINE))
    assert len(names) > 100
    assert tables(path)[0] == names


def test_two_builds_are_the_same(
    built_for_windows: dict[str, Path], windows_python: Path, tmp_path: Path
) -> None:
    """No moment and no folder of the build is in the file."""
    (part,) = (part for part in PARTS if part.name == "steam")
    python = find_python(WINDOWS, windows_python)
    again = build(part, WINDOWS, python, WINDOWS.compiler, tmp_path)
    assert again.read_bytes() == built_for_windows["steam"].read_bytes()


def test_scons_knows_the_platform(windows_python: Path) -> None:
    """`platform=` builds the compiled parts alone, each at its place in an addon of its own."""
    done = scons("-n", "platform=windows.x86_64", f"python={windows_python}")
    planned = set(re.findall(r"^Building (\w+) for windows\.x86_64$", done.stdout, re.MULTILINE))
    assert done.returncode == 0, done.stderr
    assert planned == {"bridge", "steam", "offline"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["platform=amiga"], "amiga is none of linux.x86_64, windows.x86_64, macos.universal"),
        (["platform=windows.x86_64"], "needs python=DIR"),
    ],
)
def test_scons_says_what_is_wrong(arguments: list[str], message: str) -> None:
    """A platform that there is not, and one without a Python for it."""
    done = scons("-n", *arguments)
    assert done.returncode != 0
    assert message in done.stderr


def scons(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the build's own program in the clone."""
    command = [str(Path(sys.executable).with_name("scons")), "-Q", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def other_python(tmp_path: Path) -> Path:
    """A folder with the header that says which Python it is."""
    (tmp_path / "include").mkdir()
    (tmp_path / "include/patchlevel.h").write_text(
        f"#define PY_MAJOR_VERSION {VERSION[0]}\n#define PY_MINOR_VERSION {VERSION[1]}\n"
    )
    return tmp_path


@pytest.mark.parametrize("name", TARGETS)
def test_a_python_for_another_system_is_found(other_python: Path, name: str) -> None:
    """Its library lies where that system's installations have it."""
    target = TARGETS[name]
    library = target.python_library(VERSION)
    place = other_python / ("" if target is WINDOWS else "lib") / library
    with pytest.raises(CrossBuildError, match=f"has no {re.escape(library)}"):
        find_python(target, other_python)
    place.parent.mkdir(exist_ok=True)
    place.touch()
    assert find_python(target, other_python).library == place


def test_a_python_of_another_version_is_refused(other_python: Path) -> None:
    """The version is part of what is built."""
    (other_python / "include/patchlevel.h").write_text(
        "#define PY_MAJOR_VERSION 3\n#define PY_MINOR_VERSION 9\n"
    )
    with pytest.raises(CrossBuildError, match=r"is Python 3\.9.*use the same for both"):
        find_python(WINDOWS, other_python)


def test_a_folder_without_python_is_refused(tmp_path: Path) -> None:
    """The error says what the folder should have."""
    with pytest.raises(CrossBuildError, match=r"has no include/patchlevel\.h: name the folder"):
        find_python(WINDOWS, tmp_path)


def test_a_compiler_that_is_not_there(other_python: Path, tmp_path: Path) -> None:
    """The error names it, and how to get one."""
    (other_python / WINDOWS.python_library(VERSION)).touch()
    (part,) = (part for part in PARTS if part.name == "steam")
    python = find_python(WINDOWS, other_python)
    with pytest.raises(CrossBuildError, match=r"There is no no-such-gcc.*cc=COMMAND"):
        build(part, WINDOWS, python, ["no-such-gcc"], tmp_path / "tmp")
