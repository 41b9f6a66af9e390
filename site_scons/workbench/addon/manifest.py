"""The list of what an addon has in it, for people, upgrades and exports. Standard library only.

``manifest.json`` has every file with its size, SHA-256 and part. ``python/files/`` has, for each
version that was ever copied there, the names alone: copying a new version over an old one leaves
files that it has no more, and with their names the first start removes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.addon.identity import Identity
from workbench.addon.layout import PLATFORM, Part, part_of

MANIFEST = "manifest.json"
LISTS = "python/files"
CURRENT = f"{LISTS}/current"
STEAMWORKS_SDKS = "1.59 to 1.65"


@dataclass(frozen=True)
class Versions:
    """What an addon was built with.

    Attributes:
        python: The interpreter that it carries.
        godot: The engine whose description it was built from.
        glibc: The oldest C library with which its compiled parts load.
    """

    python: str
    godot: str
    glibc: str


@dataclass(frozen=True)
class Entry:
    """One file: its path relative to the addon, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def part(self) -> Part:
        """Who needs it."""
        return part_of(self.path)


def carried_files(folder: Path) -> list[tuple[str, Path]]:
    """All files of an addon, each with its path relative to it, in the order of these."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted((path.relative_to(folder).as_posix(), path) for path in files)


def entries(folder: Path) -> Iterator[Entry]:
    """The files of an addon, in the order of their paths; the lists themselves left out."""
    for name, path in carried_files(folder):
        if name != MANIFEST and not name.startswith(f"{LISTS}/"):
            content = path.read_bytes()
            yield Entry(name, len(content), hashlib.sha256(content).hexdigest())


def write(folder: Path, identity: Identity, versions: Versions) -> int:
    """Writes the lists of a complete folder; gives the size of all its files in bytes."""
    found = list(entries(folder))
    names = "".join(f"{entry.size} {entry.path}\n" for entry in found)
    label = hashlib.sha256(names.encode()).hexdigest()[:12]
    current = f"{identity.version}-{label}.txt"
    lists = folder / LISTS
    lists.mkdir(parents=True, exist_ok=True)
    (lists / current).write_text(names, encoding="utf-8")
    (folder / CURRENT).write_text(f"{current}\n", encoding="utf-8")
    content = {
        "name": "steamworks",
        "version": identity.version,
        "commit": identity.commit,
        "platform": PLATFORM,
        "python": versions.python,
        "godot": versions.godot,
        "glibc": versions.glibc,
        "steamworks_sdk": STEAMWORKS_SDKS,
        "files": [
            {"path": e.path, "part": e.part, "size": e.size, "sha256": e.sha256} for e in found
        ],
    }
    (folder / MANIFEST).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return sum(path.stat().st_size for _name, path in carried_files(folder))
