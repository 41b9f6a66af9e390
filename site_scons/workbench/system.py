"""What must come from the system: a compiler, Python's headers and library, venv.

Standard library only. Each check names the file that it looked for, and the package that has it.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import SetupError

_PROBE = """
#include <Python.h>
#include <stdio.h>
int main(void) { printf("%s", Py_GetVersion()); return 0; }
"""


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        name: What was looked for.
        found: What there is, with path and version; for a missing thing, what is wrong.
        remedy: How to get it; empty when it is there.
        required: Whether building and running need it.
    """

    name: str
    found: str
    remedy: str = ""
    required: bool = True

    @property
    def is_missing(self) -> bool:
        """Whether something has to be done."""
        return bool(self.remedy)


@dataclass(frozen=True)
class PythonBuild:
    """What the build needs to know of an interpreter, read from its own ``sysconfig``."""

    version: str
    executable: Path
    headers: Path
    library: Path | None
    linkable: bool
    standard_library: Path
    has_ensurepip: bool
    is_systems: bool

    @property
    def short_version(self) -> str:
        """``3.11`` for 3.11.2."""
        return ".".join(self.version.split(".")[:2])

    @property
    def identity(self) -> str:
        """Changes whenever what is built for this interpreter has to be built again."""
        return f"{self.version} {self.executable} {self.library} {self.standard_library}"


def this_python() -> PythonBuild:
    """The interpreter that runs this, or the one behind it when it is a virtual environment's."""
    library, linkable = _shared_library()
    executable = Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()
    return PythonBuild(
        version=platform.python_version(),
        executable=executable,
        headers=Path(sysconfig.get_path("include", vars=_base_variables())),
        library=library,
        linkable=linkable,
        standard_library=Path(sysconfig.get_path("stdlib", vars=_base_variables())),
        has_ensurepip=importlib.util.find_spec("ensurepip") is not None,
        is_systems=sys.base_prefix == "/usr",
    )


def _base_variables() -> dict[str, str]:
    prefix, exec_prefix = sys.base_prefix, sys.base_exec_prefix
    return {"base": prefix, "platbase": exec_prefix, "installed_base": prefix}


def _shared_library() -> tuple[Path | None, bool]:
    """The shared libpython that programs load, and whether the linker finds it."""
    name = sysconfig.get_config_var("INSTSONAME")
    link_name = sysconfig.get_config_var("LDLIBRARY")
    folders = [
        Path(folder)
        for folder in (
            sysconfig.get_config_var("LIBDIR"),
            sysconfig.get_config_var("LIBPL"),
            f"{sys.base_exec_prefix}/lib",
        )
        if folder
    ]
    triplet = sysconfig.get_config_var("MULTIARCH")
    if triplet:
        folders += [folder / triplet for folder in folders]
    if not name or ".so" not in name:
        return None, False
    library = next((folder / name for folder in folders if (folder / name).exists()), None)
    linkable = any((folder / str(link_name)).exists() for folder in folders)
    return library, linkable


def compiler(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The C compiler's command: ``CC`` if it is set, else the one that Python was built with."""
    chosen = environment.get("CC") or sysconfig.get_config_var("CC") or "cc"
    words = shlex.split(str(chosen))
    if "CC" not in environment and not shutil.which(words[0]) and shutil.which("cc"):
        return ["cc"]
    return words


def install_advice(packages: str, otherwise: str) -> str:
    """How to get Debian packages here, or what to look for on another system."""
    if shutil.which("apt-get"):
        return f"sudo apt-get install {packages}"
    return otherwise


def check_python(python: PythonBuild) -> list[Finding]:
    """The interpreter, its headers, its shared library, and venv."""
    debian = f"python{python.short_version}"
    findings = [Finding("Python", f"{python.version}, {python.executable}")]

    header = python.headers / "Python.h"
    rebuild = (
        "this Python was built without its shared library, which Godot has to load. Use one built "
        "with --enable-shared (pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install "
        f"{python.short_version}), or the system's Python"
    )
    get_headers = install_advice(
        f"{debian}-dev", f"install your system's development package of Python {python.version}"
    )
    if header.is_file():
        findings.append(Finding("Python's headers", str(header)))
    else:
        findings.append(Finding("Python's headers", f"{header} is not there", get_headers))

    if python.library is None or not python.linkable:
        wanted = sysconfig.get_config_var("LDLIBRARY") or "libpython"
        remedy = get_headers if python.is_systems else rebuild
        findings.append(Finding("libpython (shared)", f"{wanted} is not there", remedy))
    else:
        findings.append(Finding("libpython (shared)", str(python.library)))

    if python.has_ensurepip:
        findings.append(Finding("venv", "with ensurepip"))
    else:
        remedy = install_advice(f"{debian}-venv", "install your system's package of ensurepip")
        findings.append(Finding("venv", "ensurepip is not there", remedy))
    return findings


def check_compiler(python: PythonBuild, environment: Mapping[str, str] = os.environ) -> Finding:
    """The C compiler, tried on a program that includes ``Python.h`` if that is there."""
    command = compiler(environment)
    path = shutil.which(command[0], path=environment.get("PATH"))
    remedy = install_advice(
        "gcc libc6-dev", "install gcc or clang, and name it with CC if it is not called cc"
    )
    if path is None:
        return Finding("C compiler", f"{command[0]} is not on PATH", remedy)
    probe = _PROBE
    if not (python.headers / "Python.h").is_file():
        probe = "#include <stdio.h>\nint main(void) { return 0; }\n"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text(probe, encoding="utf-8")
        tried = subprocess.run(
            [*command, f"-I{python.headers}", "-c", str(source), "-o", f"{folder}/probe.o"],
            capture_output=True,
            text=True,
            check=False,
            env=dict(environment),
        )
    if tried.returncode != 0:
        reason = next((line for line in tried.stderr.splitlines() if "error" in line), "no reason")
        return Finding("C compiler", f"{path} cannot compile a small program: {reason}", remedy)
    return Finding("C compiler", path)


def check_platform() -> Finding:
    """The operating system and processor that the build supports."""
    here = f"{platform.system()} {platform.machine()}"
    if platform.system() == "Linux" and platform.machine() == "x86_64":
        return Finding("Platform", here)
    return Finding("Platform", here, "build on Linux x86_64: no other platform is supported yet")


def require(findings: list[Finding]) -> None:
    """Passes if nothing that is required is missing.

    Raises:
        SetupError: Names all that is missing, not only the first.
    """
    missing = [finding for finding in findings if finding.is_missing and finding.required]
    if not missing:
        return
    commands = dict.fromkeys(finding.remedy for finding in missing)
    apt = [command.split("install ", 1)[1] for command in commands if "apt-get install" in command]
    others = [command for command in commands if "apt-get install" not in command]
    if apt:
        others.insert(0, "sudo apt-get install " + " ".join(dict.fromkeys(" ".join(apt).split())))
    raise SetupError(
        "This machine lacks what the build needs:\n"
        + "\n".join(f"  {finding.name}: {finding.found}" for finding in missing),
        "To get it:\n" + "\n".join(f"  {command}" for command in others),
    )
