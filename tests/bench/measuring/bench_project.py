"""A Godot project for measurements, and runs of the engine in it.

Bench, no room of the product. The built addon is used as it is, by links to it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring.errors import MeasurementFailed
from measuring.programs import run, tail, time_to_line

__all__ = ["MARK", "Bench", "BenchProject"]

MARK = "[bench] "
"""Before a line with figures; JSON follows."""


@dataclass(frozen=True)
class Bench:
    """What every measurement needs.

    Attributes:
        root: The clone.
        engine: Godot.
        engine_environment: The variables that it needs.
        scratch: A folder for files of this run.
        quick: Whether to measure as few times as still shows something.
        dev: The command line of dev.py, with the interpreter that ran it.
        templates: The engine's export templates by ``debug`` and ``release``; may be empty.
    """

    root: Path
    engine: Path
    engine_environment: Mapping[str, str]
    scratch: Path
    quick: bool
    dev: tuple[str, ...]
    templates: Mapping[str, Path] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The person's variables, and those of the engine."""
        return {**os.environ, **self.engine_environment}

    @property
    def files(self) -> Path:
        """The bench's own files."""
        return self.root / "tests" / "bench"

    def times(self, number: int) -> int:
        """How often to repeat: as said, or a fifth of it for a quick run."""
        return max(3, number // 5) if self.quick else number


class BenchProject:
    """A project in a folder of its own.

    Args:
        bench: The run.
        name: The folder.
        addon: Whether the addon is in it.
        classes: Whether the bench's own classes in Python are, too.
        bare: The library with the bare class in C, if the project is to have it.
        app: The definition of the app that the offline runtime simulates; its own if None.
    """

    def __init__(
        self,
        bench: Bench,
        name: str,
        *,
        addon: bool = True,
        classes: bool = True,
        bare: Path | None = None,
        app: Path | None = None,
    ) -> None:
        self._bench = bench
        self._app = app
        self.folder = bench.scratch / name
        self._home = bench.scratch / f"{name}-home"
        shutil.copytree(bench.files / "game", self.folder)
        extensions = []
        if addon:
            self._lay_addon(classes)
            extensions.append("res://addons/steamworks/steamworks.gdextension")
        if bare is not None:
            shutil.copy2(bare, self.folder / bare.name)
            extensions.append("res://bare.gdextension")
            self._write(
                "bare.gdextension",
                '[configuration]\nentry_symbol = "bare_entry"\ncompatibility_minimum = "4.6"\n'
                f'[libraries]\nlinux.x86_64 = "res://{bare.name}"\n',
            )
        if extensions:  # what the editor writes; this saves a run of it
            self._write(".godot/extension_list.cfg", "\n".join([*extensions, ""]))

    def _write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def _lay_addon(self, classes: bool) -> None:
        built = self._bench.root / "addons" / "steamworks"
        addon = self.folder / "addons" / "steamworks"
        packages = addon / "python" / "packages"
        packages.mkdir(parents=True)
        # A copy: the extension finds its Python from where its own file really is.
        shutil.copytree(built / "bin", addon / "bin")
        for path in built.iterdir():
            if path.name not in {"bin", "python"}:
                (addon / path.name).symlink_to(path)
        (addon / "python" / "lib").symlink_to(built / "python" / "lib")
        (addon / "python" / ".gdignore").touch()
        for path in (built / "python" / "packages").iterdir():
            if path.name != "__pycache__":
                (packages / path.name).symlink_to(path.resolve())
        if classes:
            for path in (self._bench.files / "packages").iterdir():
                (packages / path.name).symlink_to(path)
                (packages / f"{path.name}.startup").touch()

    # --- runs -----------------------------------------------------------------------------------

    def environment(self) -> dict[str, str]:
        """A home of its own: neither the user's settings nor their progress have a part in it."""
        folders = {
            "HOME": self._home,
            "XDG_DATA_HOME": self._home / "data",
            "XDG_CONFIG_HOME": self._home / "config",
            "XDG_CACHE_HOME": self._home / "cache",
            "OFFLINE_STEAM_HOME": self._home / "offline-steam",
        }
        for folder in folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        app = {} if self._app is None else {"OFFLINE_STEAM_APP": str(self._app)}
        return {
            **self._bench.environment,
            **{name: str(folder) for name, folder in folders.items()},
            **app,
        }

    def command(self, script: str, *arguments: object) -> list[str]:
        """The command line that runs a script of the project."""
        words = [self._bench.engine, "--headless", "--path", self.folder, "--", script, *arguments]
        return [str(word) for word in words]

    def run(self, script: str, *arguments: object, timeout: float = 300.0) -> list[Any]:
        """Runs a script to its end; gives what it reported.

        Raises:
            MeasurementFailed: The engine failed, took too long, or reported nothing.
        """
        done = run(self.command(script, *arguments), self.environment(), self.folder, timeout)
        reports = [
            json.loads(line.removeprefix(MARK))
            for line in done.splitlines()
            if line.startswith(MARK)
        ]
        if not reports or reports.pop() != "done":
            raise MeasurementFailed(f"{script} did not come to its end:\n{tail(done)}")
        return reports

    def time_to_report(
        self, script: str, *arguments: object, timeout: float = 60.0
    ) -> tuple[float, Any]:
        """Seconds from starting the engine to the first thing that the script reports, and that.

        Raises:
            MeasurementFailed: The engine failed, took too long, or reported nothing.
        """
        seconds, line = time_to_line(
            self.command(script, *arguments), self.environment(), self.folder, MARK, timeout
        )
        return seconds, json.loads(line.removeprefix(MARK))
