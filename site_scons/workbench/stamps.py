"""Remembering that a step was finished, and for which inputs. Standard library only.

A stamp is a small JSON file that is written last, in one rename: a step that was interrupted has no
stamp, or the one of the time before, and is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_SKIPPED_FOLDERS = frozenset({"__pycache__", ".godot", ".mypy_cache", ".ruff_cache"})


def write_atomically(path: Path, text: str) -> None:
    """Writes a file so that a reader, or a crash, finds the old content or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def files_below(folder: Path, suffixes: Iterable[str] = ()) -> Iterator[Path]:
    """The regular files below a folder in a fixed order, caches left out, links not followed.

    Args:
        folder: Where to look; one that does not exist has no files.
        suffixes: Only files with one of these endings (``".py"``); none given means all.
    """
    wanted = tuple(suffixes)
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            if not wanted or name.endswith(wanted):
                yield Path(parent, name)


def fingerprint(parts: Iterable[str | Path]) -> str:
    """A hash of texts and of files' names and contents; the order counts, a missing file too."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            try:
                content = part.read_bytes()
            except FileNotFoundError:
                content = b"absent"
            item = f"{part}\0".encode() + hashlib.sha256(content).digest()
        else:
            item = part.encode()
        digest.update(len(item).to_bytes(8, "little") + item)
    return digest.hexdigest()


class Stamp:
    """One finished step.

    Args:
        path: The stamp's file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def facts(self) -> dict[str, str]:
        """What was written with the stamp; empty when there is none or it cannot be read."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(stored, dict):
            return {}
        return {str(name): value for name, value in stored.items() if isinstance(value, str)}

    def is_current(self, key: str) -> bool:
        """Whether the step was finished for exactly these inputs."""
        return self.facts().get("key") == key

    def write(self, key: str, **facts: str) -> None:
        """Says that the step is finished; called last."""
        write_atomically(self._path, json.dumps({"key": key, **facts}, indent=1) + "\n")

    def clear(self) -> None:
        """Forgets the step; called before anything that the stamp stands for is changed."""
        self._path.unlink(missing_ok=True)
