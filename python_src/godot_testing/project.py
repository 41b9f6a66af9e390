"""Room E, ``godot_testing``: the project under test, and its import.

Standard library and ``engine``, ``errors``, ``log``, ``process``, ``turns``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from godot_testing.engine import Engine
from godot_testing.errors import GameError, GameFailed
from godot_testing.log import tail
from godot_testing.process import Process, surroundings
from godot_testing.turns import turn

__all__ = ["Project"]

_EXTENSION = "addons/steamworks/steamworks.gdextension"
_EXTENSION_LIST = ".godot/extension_list.cfg"
_STAMP = ".godot/godot_testing.stamp"
_LOCK = ".godot/godot_testing.lock"
_SECONDS_TO_IMPORT = 600.0
_NEVER_IMPORTED = (
    *(".md", ".rst", ".txt", ".toml", ".ini", ".yml", ".yaml", ".lock", ".pyc", ".log", ".xml"),
    *("conftest.py", "_test.py"),
)
"""Ends of the names of files that only people, tests and tools read."""


class Project:
    """A Godot project with the addon in it.

    Args:
        folder: where its ``project.godot`` is.

    Raises:
        GameError: there is none, or no addon.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder).absolute()
        if not (self.folder / "project.godot").is_file():
            raise GameError(f"{self.folder} is no Godot project: there is no project.godot in it")
        if not (self.folder / _EXTENSION).is_file():
            raise GameError(
                f"the project {self.folder} has no addons/steamworks: copy the addon into it"
            )

    def __repr__(self) -> str:
        return f"Project({str(self.folder)!r})"

    def prepare(self, engine: Engine, home: Path, again: bool = False) -> bool:
        """Has the engine import the project's files, if any has changed since it last did.

        It is safe to call from several processes at once: one imports, the others wait.

        Args:
            engine: with which.
            home: a folder for the engine's own settings meanwhile.
            again: import whatever has changed or not.

        Returns:
            Whether anything had to be imported.

        Raises:
            GameFailed: the import failed.
            GameError: the project's folder cannot be written.
        """
        try:
            (self.folder / ".godot").mkdir(exist_ok=True)
            with turn(self.folder / _LOCK):
                self._announce_extension()
                stamp = self.folder / _STAMP
                wanted = f"{engine.version} {self._fingerprint()}"
                done = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
                if done == wanted and not again:
                    return False
                self._import(engine, home)
                # Importing writes files of its own, such as .import and .uid.
                stamp.write_text(f"{engine.version} {self._fingerprint()}", encoding="utf-8")
        except OSError as error:
            raise GameError(
                f"the project {self.folder} cannot be prepared ({error}); its folder has to be "
                "writable, or imported before and tested with --godot-import=never"
            ) from error
        return True

    def _announce_extension(self) -> None:
        """Lists the addon as the editor does: an engine that finds it amid its import may crash."""
        path = self.folder / _EXTENSION_LIST
        listed = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        line = f"res://{_EXTENSION}"
        if line not in listed:
            path.write_text("\n".join([*listed, line, ""]), encoding="utf-8")

    def _import(self, engine: Engine, home: Path) -> None:
        command: list[str | Path] = [
            engine.program,
            "--headless",
            "--path",
            self.folder,
            "--import",
        ]
        process = Process(command, self.folder, surroundings(home))
        code = process.wait(_SECONDS_TO_IMPORT)
        process.kill()
        if code != 0:
            how = "took too long" if code is None else f"ended with exit code {code}"
            raise GameFailed(f"The import of {self.folder} {how}.\n{tail(process.log)}")

    def _fingerprint(self) -> str:
        """Changes with any file of the project that the engine may have to import."""
        found = hashlib.sha256()
        for path, size, time in sorted(_files(self.folder)):
            found.update(f"{path}\0{size}\0{time}\n".encode(errors="surrogateescape"))
        return found.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """What the engine looks at: nothing that is hidden, or below a ``.gdignore``."""
    for parent, folders, names in os.walk(folder):
        if ".gdignore" in names:
            folders.clear()
            continue
        folders[:] = [
            name for name in folders if not name.startswith(".") and name != "__pycache__"
        ]
        for name in names:
            if name.endswith(_NEVER_IMPORTED) or (
                name.startswith("test_") and name.endswith(".py")
            ):
                continue
            path = os.path.join(parent, name)  # noqa: PTH118 - as os.walk() gives them, for speed
            status = os.stat(path, follow_symlinks=False)  # noqa: PTH116
            yield os.path.relpath(path, folder), status.st_size, status.st_mtime_ns
