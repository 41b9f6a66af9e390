"""Compiles a part of the addon for another system than the one that this runs on.

No room of the product; standard library only. SConstruct runs it for ``platform=NAME python=DIR``.
The part's own script says in C what to compile; here a compiler that makes programs for that system
is given it, with the headers and the library of a Python for that system.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from native_parts import PARTS, NativePart
from targets import COMPILE_FLAGS, TARGETS, Target

ROOT = Path(__file__).resolve().parents[1]


class CrossBuildError(Exception):
    """What is missing for building for another system, or went wrong; the text says what to do."""


@dataclass(frozen=True)
class TargetPython:
    """A Python for another system: nothing of it is run."""

    version: tuple[int, int]
    headers: Path
    library: Path


def find_python(target: Target, folder: Path) -> TargetPython:
    """The Python for this target in a folder, laid out as its own system has it.

    Raises:
        CrossBuildError: It is not there whole, or has another version than the Python that runs
            this: the version is part of what is built.
    """
    wanted = (sys.version_info[0], sys.version_info[1])
    headers = [folder / "include" / f"python{wanted[0]}.{wanted[1]}", folder / "include"]
    headers += [folder / "Headers"]  # a framework of macOS
    found = next((place for place in headers if (place / "patchlevel.h").is_file()), None)
    if found is None:
        raise CrossBuildError(
            f"{folder} has no include/patchlevel.h: name the folder of a Python "
            f"{wanted[0]}.{wanted[1]} for {target.name}, with its headers (python=DIR)."
        )
    text = (found / "patchlevel.h").read_text(encoding="utf-8")
    numbers = re.findall(r"^#define PY_(?:MAJOR|MINOR)_VERSION\s+(\d+)", text, re.MULTILINE)
    version = (int(numbers[0]), int(numbers[1]))
    if version != wanted:
        raise CrossBuildError(
            f"{folder} is Python {version[0]}.{version[1]}, and this build runs with "
            f"{wanted[0]}.{wanted[1]}: use the same for both."
        )
    name = target.python_library(version)
    imports = f"libs/{Path(name).stem}.lib"  # what a Windows installation has for linkers
    libraries = [folder / place for place in (name, imports, f"lib/{name}", "Python")]
    library = next((place for place in libraries if place.is_file()), None)
    if library is None:
        raise CrossBuildError(f"{folder} has no {name}: name the folder of a whole Python.")
    return TargetPython(version, found, library)


def link_flags(part: NativePart, target: Target, python: TargetPython) -> list[str]:
    """What the linker is given behind the objects of a part."""
    if part.is_module:
        # Elsewhere a module finds Python's functions in the process that loads it.
        own = [str(python.library)] if target.system == "windows" else []
        return [*target.module_flags, *own]
    flags = [*target.library_flags, str(python.library)]
    if target.origin:
        flags += [f"-Wl,-rpath,{target.origin}/{place}" for place in part.looks_for_python]
    own_name = part.file_name(target, python.version)
    if target.system == "macos":
        flags.append(f"-Wl,-install_name,@rpath/{own_name}")
    if target.system == "linux":
        # Paths go before what the environment says, and a library's own functions before others.
        flags += ["-Wl,--disable-new-dtags", f"-Wl,-soname,{own_name}", "-Wl,-Bsymbolic"]
    return flags


def build(
    part: NativePart, target: Target, python: TargetPython, compiler: Sequence[str], tmp: Path
) -> Path:
    """Compiles and links one part; gives the file, which lies in ``tmp``.

    Raises:
        CrossBuildError: A step failed; what it said is in the text.
    """
    tmp.mkdir(parents=True, exist_ok=True)
    plan_file = tmp / "plan.json"
    script = [sys.executable, str(ROOT / part.script), *part.arguments]
    run([*script, "--emit", target.system, "--out", str(plan_file), "--tmp", str(tmp)])
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    include = [f"-I{folder}" for folder in (*plan["include"], python.headers)]
    nameless = [f"-ffile-prefix-map={folder}=." for folder in (ROOT, tmp)]  # in what asserts say
    objects = []
    for source in plan["sources"]:
        objects.append(str(tmp / f"{Path(source).stem}.o"))
        flags = [*COMPILE_FLAGS, *target.compile_flags, *nameless, *include]
        run([*compiler, *flags, "-c", source, "-o", objects[-1]])
    out = tmp / part.file_name(target, python.version)
    run([*compiler, *objects, *link_flags(part, target, python), "-o", str(out)])
    return out


def run(command: Sequence[str]) -> None:
    """Runs one step in the clone.

    Raises:
        CrossBuildError: The program is not there, or failed.
    """
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise CrossBuildError(
            f"There is no {command[0]}. Install it (on Debian: sudo apt-get install "
            "gcc-mingw-w64-x86-64, for Windows), or name another one with cc=COMMAND."
        ) from None
    if done.returncode:
        raise CrossBuildError(f"{shlex.join(command)}\n{done.stdout}{done.stderr}")
    print(done.stderr, end="", file=sys.stderr)  # warnings


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds one part. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Compile a part for another system.")
    parser.add_argument("--part", required=True, choices=[p.name for p in PARTS if p.is_compiled])
    parser.add_argument("--platform", required=True, choices=sorted(TARGETS))
    parser.add_argument("--python", required=True, type=Path, help="folder of a Python for it")
    parser.add_argument("--cc", help="the compiler, as a command")
    parser.add_argument("--out", required=True, type=Path, help="the file to make")
    parser.add_argument("--tmp", required=True, type=Path, help="folder for intermediate files")
    options = parser.parse_args(arguments)
    target = TARGETS[options.platform]
    part = next(part for part in PARTS if part.name == options.part)
    compiler = shlex.split(options.cc) if options.cc else target.compiler
    try:
        python = find_python(target, options.python.resolve())
        made = build(part, target, python, compiler, options.tmp.resolve())
    except CrossBuildError as error:
        print(error, file=sys.stderr)
        return 1
    options.out.parent.mkdir(parents=True, exist_ok=True)
    made.replace(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
