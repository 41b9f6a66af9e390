"""A project that has nothing but a copy of the self-contained addon. For tests/addon."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from engine_game import TIMEOUT, engine_environment
from engine_log import Run
from mounting import UNSHARE

PROJECT = Path(__file__).parent / "project"
_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
EXTENSION = "res://addons/steamworks/steamworks.gdextension"


@dataclass
class ShippedProject:
    """A Godot project as somebody has it who has never seen this repository."""

    folder: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def addon(self) -> Path:
        """The addon's folder in this project."""
        return self.folder / "addons" / "steamworks"

    @property
    def python(self) -> Path:
        """The addon's folder with Python in it."""
        return self.addon / "python"

    def list_extension(self) -> None:
        """What the editor writes when it first finds the addon."""
        listing = self.folder / ".godot" / "extension_list.cfg"
        listing.parent.mkdir(exist_ok=True)
        listing.write_text(f"{EXTENSION}\n", encoding="utf-8")

    def copy_addon(self, bundle: Path) -> None:
        """Copies a bundle over whatever addon there is, as a person does."""
        shutil.copytree(bundle, self.addon, dirs_exist_ok=True)

    def run(self, *arguments: str, read_only: bool = False) -> Run:
        """Runs the engine headless, with an environment that has next to nothing in it.

        Args:
            arguments: After ``--headless --path FOLDER``.
            read_only: Whether the project's folder is mounted so that nobody can write to it, which
                holds for root too.
        """
        command = [
            *(engine_environment()["GODOT"], "--headless", "--path", str(self.folder)),
            *arguments,
        ]
        if read_only:
            command = [
                *UNSHARE,
                *("sh", "-ec", 'mount --bind -o ro "$0" "$0"; exec "$@"'),
                *(str(self.folder), *command),
            ]
        try:
            done = subprocess.run(
                command,
                cwd=self.home,
                # No PATH: no Python and no tool is found. No HOME: nothing of a user's either, but
                # the editor insists on folders for what it writes.
                env={**dict.fromkeys(_FOLDERS, str(self.home)), "LANG": "C", **self.variables},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired as expired:
            pytest.fail(f"Godot did not end within {TIMEOUT:g} s.\n{expired.output}", pytrace=False)
        return Run(done.stdout, done.returncode)

    def added_to_addon(self, bundle: Path) -> list[str]:
        """What is in the addon's folder and was not brought by the bundle."""
        return [
            path.relative_to(self.addon).as_posix()
            for path in self.addon.rglob("*")
            if not (bundle / path.relative_to(self.addon)).exists()
        ]

    def state(self) -> dict[str, tuple[int, int]]:
        """Every file of the project with its size and its time of change."""
        return {
            path.relative_to(self.folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in self.folder.rglob("*")
            if path.is_file()
        }
