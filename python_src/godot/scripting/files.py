"""Room A: the project's files as the engine sees them, so in a pack too. May import: classes.

Paths are the engine's: ``res://enemies/orc.py``, without a slash at the end of a folder. All of it
works on any thread.

An exported game may have ``orc.pyc`` in place of ``orc.py``; here it goes by its source's name. And
only what is in its packs is there: the engine itself would also read ``res://`` from the working
directory, and code must not come from there.
"""

from __future__ import annotations

import functools
import sys
from typing import Any, Protocol

__all__ = ["EngineFiles", "ProjectFiles", "child"]

_READ = 1  # the engine's FileAccess.READ
_COMPILED = "c"  # behind .py
_REMAP = ".remap"
_IGNORES_CASE = sys.platform in {"win32", "darwin"}


class ProjectFiles(Protocol):
    """What importing needs of the project's files."""

    def read(self, path: str) -> bytes | None:
        """The whole file; None when there is none that can be read."""

    def is_file(self, path: str) -> bool:
        """Whether there is a file of exactly this name."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of exactly this name."""

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """The names of the files and of the folders in it; empty when there is no such folder."""


def child(folder: str, name: str) -> str:
    """The path of what is called ``name`` in ``folder``: ``res://`` has its slashes already."""
    return f"{folder}{name}" if folder.endswith("/") else f"{folder}/{name}"


class EngineFiles:
    """The files by the engine's FileAccess and DirAccess."""

    @functools.cached_property
    def _file(self) -> Any:
        from godot.classes import class_for_name  # here: the rest needs no engine

        return class_for_name("FileAccess")

    @functools.cached_property
    def _folder(self) -> Any:
        from godot.classes import class_for_name

        return class_for_name("DirAccess")

    @functools.cached_property
    def _is_exported(self) -> bool:
        from godot.classes import singleton

        return bool(singleton("OS").has_feature("template"))

    def _stored(self, path: str) -> str | None:
        """The file that has the content of that path; None if there is none."""
        if not self._is_exported or not path.startswith("res://"):
            return path if self._file.file_exists(path) else None
        packs = self._folder.open("res://")
        if packs is not None:
            for stored in (path, path + _COMPILED) if path.endswith(".py") else (path,):
                if packs.file_exists(stored):
                    return stored
        return None

    def read(self, path: str) -> bytes | None:
        """See :class:`ProjectFiles`."""
        stored = self._stored(path)
        file = None if stored is None else self._file.open(stored, _READ)
        if file is None:
            return None
        data = bytes(file.get_buffer(file.get_length()))
        file.close()
        return data

    def is_file(self, path: str) -> bool:
        """See :class:`ProjectFiles`."""
        return self._stored(path) is not None and self._is_written_so(path, 0)

    def is_folder(self, path: str) -> bool:
        """See :class:`ProjectFiles`."""
        return bool(self._folder.dir_exists_absolute(path)) and self._is_written_so(path, 1)

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """See :class:`ProjectFiles`."""
        if not self._folder.dir_exists_absolute(folder):
            return [], []
        files = [str(name) for name in self._folder.get_files_at(folder)]
        if self._is_exported:
            files = [
                name.removesuffix(_COMPILED) if name.endswith(".py" + _COMPILED) else name
                for name in files
                if not name.endswith(_REMAP)
            ]
        return files, [str(name) for name in self._folder.get_directories_at(folder)]

    def _is_written_so(self, path: str, which: int) -> bool:
        """Whether upper and lower case are as asked: the exported game's pack will insist."""
        if not _IGNORES_CASE:
            return True
        folder, _, name = path.rpartition("/")
        return name in self.names(f"{folder}/" if folder.endswith("/") else folder)[which]
