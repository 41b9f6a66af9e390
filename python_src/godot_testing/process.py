"""Room E, ``godot_testing``: one process of the engine. Standard library only."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["Process", "surroundings"]

_FOLDERS = {
    "HOME": "",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "OFFLINE_STEAM_HOME": "offline-steam",
}
"""What says where a program keeps its files, and which folder of a run that is."""

_STEAM = ("OFFLINE_STEAM_", "SteamAppId", "SteamGameId", "STEAMWORKS_SDK", "GODOT_TESTING")
"""What of the surroundings could decide how Steam answers."""


def surroundings(home: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """An environment in which nothing of this machine's user has a part, with a home of its own.

    Folders for settings, ``user://`` and the offline runtime's store are made below ``home``.
    """
    result = {key: value for key, value in environment.items() if not key.startswith(_STEAM)}
    for variable, name in _FOLDERS.items():
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
        result[variable] = str(folder)
    return result


class Process:
    """The engine, running; its output is read as it comes.

    Args:
        command: the program and its arguments.
        folder: its working directory.
        environment: all of its variables.
    """

    def __init__(
        self, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self._process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # so that all that it starts goes with it
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def log(self) -> str:
        """What it has written so far: standard output and error, in the order of writing."""
        return "".join(self._lines)

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative for a signal, as in :mod:`subprocess`."""
        return self._process.poll()

    def wait(self, seconds: float) -> int | None:
        """Waits for its end; None when it has not ended by then."""
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        self._reader.join(seconds)
        return code

    def kill(self) -> None:
        """Ends it and all that it has started, at once."""
        if self._process.poll() is None:
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
            self._process.wait()
        self._reader.join(5)
        if not self._reader.is_alive() and self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.append(line)
