"""A Godot project that a test makes and runs. For the tests in tests/engine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from engine_log import Run, tail

from workbench.engine import find_engine
from workbench.places import locate

ROOT = Path(__file__).parents[3]
ADDON = ROOT / "addons" / "steamworks"
SUPPORT = Path(__file__).parent / "project"
TIMEOUT = 60.0


@dataclass
class Game:
    """A Godot project in a folder of its own, with the built addon in it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    display: tuple[str, ...] = ("--headless",)
    """The engine's arguments for where it draws."""

    def __post_init__(self) -> None:
        """Lays the project out."""
        library = next((ADDON / "bin").glob("libgodot_steamworks.*"), None)
        if library is None:
            pytest.fail("The addon is not built: run 'python3 dev.py build'.", pytrace=False)
        shutil.copytree(SUPPORT, self.folder, dirs_exist_ok=True)
        addon = self.addon
        for name in ("bin", "python/packages"):
            (addon / name).mkdir(parents=True)
        # A copy: the extension finds its Python from where its own file really is.
        shutil.copy2(library, addon / "bin")
        for path in ADDON.iterdir():
            if path.name not in {"bin", "python"}:
                (addon / path.name).symlink_to(path)
        (addon / "python" / "lib").symlink_to(ADDON / "python" / "lib")
        (addon / "python" / ".gdignore").touch()
        for path in (ADDON / "python" / "packages").iterdir():
            if path.name != "__pycache__":
                (self.packages / path.name).symlink_to(path.resolve())
        # What the editor writes when it finds an extension; this saves a slow run of it.
        self.write(".godot/extension_list.cfg", "res://addons/steamworks/steamworks.gdextension\n")

    @property
    def addon(self) -> Path:
        """The addon's folder in this project."""
        return self.folder / "addons" / "steamworks"

    @property
    def packages(self) -> Path:
        """The folder of the addon's Python packages."""
        return self.addon / "python" / "packages"

    @property
    def home(self) -> Path:
        """The home folder of the runs."""
        return self.folder.parent / f"{self.folder.name}-home"

    def write(self, path: str, text: str) -> Path:
        """Writes a file of the project; gives its path."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def add_package(self, name: str, files: Path | Mapping[str, str]) -> None:
        """Adds a Python package that is loaded at start-up: a folder, or texts by file name."""
        if isinstance(files, Path):
            shutil.copytree(
                files, self.packages / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            for path, text in files.items():
                target = self.packages / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        (self.packages / f"{name}.startup").touch()

    def start(self, *arguments: str, timeout: float = TIMEOUT) -> Run:
        """Runs the engine in this project until it ends; a run over time fails the test."""
        process = self.open(*arguments)
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            pytest.fail(f"Godot did not end within {timeout:g} s.\n{tail(output)}", pytrace=False)
        return Run(output, process.returncode)

    def open(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts the engine and gives its process, for tests that disturb it while it runs."""
        for variable in ("data", "config", "cache"):
            (self.home / variable).mkdir(parents=True, exist_ok=True)
        environment = {
            **engine_environment(),
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "OFFLINE_STEAM_HOME": str(self.home / "offline-steam"),
            **self.environment,
        }
        return subprocess.Popen(
            [
                environment["GODOT"],
                *self.display,
                "--verbose",
                "--path",
                str(self.folder),
                *arguments,
            ],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )

    def run_script(
        self,
        script: str,
        *arguments: str,
        expect: Sequence[str] = (),
        exit_code: int = 0,
        timeout: float = TIMEOUT,
    ) -> Run:
        """Runs a scene with one node, which has this script. See :meth:`Run.require`."""
        self.write(
            "main_with_script.tscn",
            "[gd_scene load_steps=2 format=3]\n"
            f'[ext_resource type="Script" path="res://{script}" id="1"]\n'
            '[node name="Main" type="Node"]\nscript = ExtResource("1")\n',
        )
        run = self.start("res://main_with_script.tscn", *arguments, timeout=timeout)
        run.require(expect, exit_code)
        return run


def engine_environment() -> dict[str, str]:
    """The environment to start the engine with; ``GODOT`` in it names the program."""
    engine, passed_over = find_engine(locate(None))
    if engine is None:
        pytest.fail(
            f"There is no Godot; run 'python3 dev.py build'. Passed over: {passed_over}",
            pytrace=False,
        )
    return {**os.environ, **engine.environment}
