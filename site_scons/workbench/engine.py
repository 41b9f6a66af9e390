"""Finding the Godot to use: named, installed, or in the cache. Standard library only.

Order: ``GODOT`` in the environment; ``godot`` and ``godot4`` on PATH if new enough; the cache.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import SetupError
from workbench.places import Places
from workbench.stamps import Stamp

# The first that describes its C interface in the form that the bridge is generated from.
OLDEST = (4, 6)
_NAMES = ("godot", "godot4")
_VERSION = re.compile(r"^(\d+)\.(\d+)(?:\.(\d+))?\.(\S+)$", re.MULTILINE)
_VERSION_SECONDS = 60
_FONT_CONFIGURATION = Path("/etc/fonts/fonts.conf")

HOW_TO_INSTALL = (
    f"Install Godot {OLDEST[0]}.{OLDEST[1]} or a newer 4.x: from https://godotengine.org/download, "
    "from your distribution or a store; then set GODOT to the program, for example:\n"
    "  export GODOT=$HOME/bin/godot"
)


@dataclass(frozen=True, order=True)
class EngineVersion:
    """A Godot version: the three numbers, and all that the engine prints."""

    numbers: tuple[int, int, int]
    text: str

    @property
    def is_supported(self) -> bool:
        """Whether it is Godot 4 and new enough."""
        return self.numbers[0] == OLDEST[0] and self.numbers[:2] >= OLDEST

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Engine:
    """A Godot that can be used.

    Attributes:
        path: The program.
        version: What it says of itself.
        origin: How it was found: ``GODOT``, ``PATH`` or ``cache``.
        templates: The programs of exported games, by ``debug`` and ``release``; may be empty.
        root: The folder with its own libraries, for one from the cache.
    """

    path: Path
    version: EngineVersion
    origin: str
    templates: Mapping[str, Path]
    root: Path | None = None

    @property
    def identity(self) -> str:
        """Changes when another engine, or another version in its place, is used."""
        status = self.path.stat()
        return f"{self.path} {self.version.text} {status.st_size} {status.st_mtime_ns}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that name the engine and templates, and what the engine itself needs."""
        variables = {"GODOT": str(self.path)}
        for kind, path in self.templates.items():
            variables[f"GODOT_TEMPLATE_{kind.upper()}"] = str(path)
        if self.root is not None and not _FONT_CONFIGURATION.is_file():
            # A bare system has no configuration of fonts; the engine's packages brought one.
            variables["FONTCONFIG_PATH"] = str(self.root / "etc" / "fonts")
        return variables


def parse_version(printed: str) -> EngineVersion | None:
    """The version in what ``godot --version`` printed, or None if there is none.

    Forms: ``4.6.3.stable.debian4.6.3+ds-3``, ``4.4.stable.official.4c311cbee``, ``3.5.2.stable``.
    Lines before it (a driver's warnings) are passed over.
    """
    match = _VERSION.search(printed.strip())
    if match is None:
        return None
    major, minor, patch, _rest = match.groups()
    return EngineVersion((int(major), int(minor), int(patch or 0)), match.group(0))


def ask_version(program: Path) -> EngineVersion | str:
    """Asks a program for its Godot version; a text says why there is none."""
    try:
        answer = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_VERSION_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        return f"it cannot be started: {error.strerror or error}"
    except subprocess.TimeoutExpired:
        return f"it did not answer --version within {_VERSION_SECONDS} s"
    version = parse_version(answer.stdout)
    if version is None:
        said = (answer.stdout + answer.stderr).strip().splitlines()
        return f"it is no Godot: --version printed {said[-1] if said else 'nothing'!r}"
    return version


def _usable(program: Path) -> EngineVersion | str:
    version = ask_version(program)
    if isinstance(version, EngineVersion) and not version.is_supported:
        return f"it is Godot {version}, and {OLDEST[0]}.{OLDEST[1]} or a newer 4.x is needed"
    return version


def find_engine(
    places: Places, environment: Mapping[str, str] = os.environ
) -> tuple[Engine | None, list[str]]:
    """The Godot to use, if there is one, and why others were passed over.

    Raises:
        SetupError: ``GODOT`` names something that cannot be used. What a person named is never
            silently replaced.
    """
    named = environment.get("GODOT")
    if named:
        found = shutil.which(named, path=environment.get("PATH"))
        if found is None:
            raise SetupError(
                f"GODOT names {named!r}, and there is no such program.",
                f"Set GODOT to the path of Godot, or unset it.\n{HOW_TO_INSTALL}",
            )
        program = Path(found).absolute()
        cached = find_cached(places)
        if cached is not None and cached.path == program:
            return cached, []  # as programs name it that dev.py has started; all of it is there
        version = _usable(program)
        if isinstance(version, str):
            raise SetupError(f"GODOT names {program}, but {version}.", HOW_TO_INSTALL)
        return Engine(program, version, "GODOT", _named_templates(environment)), []

    passed_over: list[str] = []
    for name in _NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found is None:
            continue
        program = Path(found).absolute()
        version = _usable(program)
        if isinstance(version, EngineVersion):
            return Engine(program, version, "PATH", _named_templates(environment)), passed_over
        passed_over.append(f"{program}: {version}")
    return find_cached(places), passed_over


def _named_templates(environment: Mapping[str, str]) -> dict[str, Path]:
    """The export templates that a person named beside their own engine."""
    found = {kind: environment.get(f"GODOT_TEMPLATE_{kind.upper()}") for kind in _TEMPLATE_KINDS}
    return {kind: Path(path) for kind, path in found.items() if path}


_TEMPLATE_KINDS = ("debug", "release")


def cache_stamp(places: Places) -> Stamp:
    """Written when an engine in the cache is complete; its facts say where it lies."""
    return Stamp(places.cache / "godot" / "current.json")


def find_cached(places: Places) -> Engine | None:
    """The engine in the cache, if one is complete and has not been moved since."""
    facts = cache_stamp(places).facts()
    text, folder = facts.get("version"), facts.get("root")
    if not text or not folder:
        return None
    version, root = parse_version(text), Path(folder)
    program = root / "usr" / "bin" / "godot"
    # Programs there carry absolute paths: a cache that was moved has to be filled again.
    if version is None or not program.is_file() or root.parent.parent != places.cache:
        return None
    templates = {
        kind: path
        for kind in _TEMPLATE_KINDS
        if (path := root / "usr" / "bin" / f"godot-template-{kind}").is_file()
    }
    return Engine(program, version, "cache", templates, root)
