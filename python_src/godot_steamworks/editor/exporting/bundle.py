"""Room D: the addon's folder when it is self-contained. May import: nothing.

``manifest.json`` says what is in it and who needs which file. An addon without one is linked to the
clone that it is developed in; no game can be made of that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Bundle", "BundleDamaged", "BundledFile", "read_bundle"]

MANIFEST = "manifest.json"
_LISTS = "python/files"  # what the entry compares at each start; a linked addon has none


class BundleDamaged(Exception):  # noqa: N818 - says what happened
    """The addon's folder is not as its manifest says."""


@dataclass(frozen=True, slots=True)
class BundledFile:
    """One file of the addon."""

    path: str
    """Relative to the addon's folder, with ``/``."""
    part: str
    """Who needs it: ``entry``, ``game``, ``editor``, ``offline`` or ``notice``."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A self-contained addon."""

    folder: Path
    version: str
    platform: str
    """The target that it is for, such as ``linux.x86_64``."""
    files: tuple[BundledFile, ...]

    def parts(self, *parts: str) -> list[BundledFile]:
        """The files that belong to these parts."""
        return [file for file in self.files if file.part in parts]

    def missing(self, *parts: str) -> list[str]:
        """The files of these parts that are not there as the manifest has them."""
        found = []
        for file in self.parts(*parts):
            path = self.folder / file.path
            if not path.is_file() or path.stat().st_size != file.size:
                found.append(file.path)
        return found


def read_bundle(folder: Path) -> Bundle | None:
    """The self-contained addon in a folder; None when it is linked to the clone it is made in.

    Raises:
        BundleDamaged: its manifest cannot be read, or it had one once.
    """
    manifest = folder / MANIFEST
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        files = [
            BundledFile(str(item["path"]), str(item["part"]), int(item["size"]))
            for item in told["files"]
        ]
        return Bundle(folder, str(told["version"]), str(told["platform"]), tuple(files))
    except FileNotFoundError:
        if (folder / _LISTS).is_dir():
            raise BundleDamaged(
                f"{manifest} is missing. Copy the addon into the project again, whole."
            ) from None
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BundleDamaged(
            f"{manifest} cannot be read ({type(error).__name__}: {error}). Copy the addon into the "
            "project again, whole."
        ) from error
