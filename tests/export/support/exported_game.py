"""Games that the real engine exports, and runs of them. For the tests in tests/export."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine_game import TIMEOUT, engine_environment
from engine_log import Run, tail
from mounting import UNSHARE, can_mount

from workbench.engine import Engine, find_engine
from workbench.places import locate

PROGRAM = "game.x86_64"
_NOBODY = "65534:65534"


def engine() -> Engine:
    """The engine, which has to have export templates."""
    found, _ = find_engine(locate(None))
    if found is None or not {"debug", "release"} <= set(found.templates):
        pytest.skip(
            "there are no export templates beside this Godot; name them in GODOT_TEMPLATE_DEBUG "
            "and GODOT_TEMPLATE_RELEASE"
        )
    return found


def write_preset(project: Path, options: Mapping[str, object], **preset: str) -> None:
    """Writes the one export preset of a project; ``options`` are those below ``steamworks/``."""
    templates = engine().templates
    words = {"export_filter": '"all_resources"', "include_filter": '""', **preset}
    words.setdefault("exclude_filter", '""')
    lines = [
        "[preset.0]",
        'name="Game"',
        'platform="Linux"',
        "runnable=true",
        *(f"{name}={value}" for name, value in words.items()),
        "[preset.0.options]",
        *(f'custom_template/{kind}="{path}"' for kind, path in templates.items()),
        'binary_format/architecture="x86_64"',
    ]
    for name, value in options.items():
        text = f'"{value}"' if isinstance(value, str | Path) else str(value).lower()
        lines.append(f"steamworks/{name}={text}")
    (project / "export_presets.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")


def list_extension(project: Path) -> None:
    """Tells the engine of the addon, as the editor does when it has found it."""
    listing = project / ".godot" / "extension_list.cfg"
    listing.parent.mkdir(exist_ok=True)
    listing.write_text("res://addons/steamworks/steamworks.gdextension\n", encoding="utf-8")


def export(project: Path, kind: str, program: Path, home: Path) -> Run:
    """Exports a project: ``kind`` is ``debug``, ``release`` or ``pack``."""
    program.parent.mkdir(parents=True, exist_ok=True)
    environment = {**engine_environment(), **_home(home), "STEAMWORKS_SDK": ""}
    words = [f"--export-{kind}", "Game", str(program)]
    return _finish(
        [environment["GODOT"], "--headless", "--path", str(project), *words], environment, project
    )


def _home(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "config", "cache")}
    return {"HOME": str(home), **folders}


def _finish(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Run:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=2 * TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        said = expired.output if isinstance(expired.output, str) else repr(expired.output)
        pytest.fail(f"{command[0]} did not end in time.\n{tail(said)}", pytrace=False)
    return Run(done.stdout, done.returncode)


@dataclass(frozen=True)
class ExportedGame:
    """An exported game, on the machine of somebody who has nothing else."""

    folder: Path

    def run(
        self,
        *words: str,
        home: Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> Run:
        """Runs it with next to nothing in its environment.

        Args:
            words: For the engine; after ``--`` for the game.
            home: The player's home folder.
            environment: Variables, besides the home.
            folder: The working directory; None: the home.
        """
        home.mkdir(parents=True, exist_ok=True)
        command = [str(self.folder / PROGRAM), "--headless", *words]
        variables = {"HOME": str(home), **_fonts(), **(environment or {})}
        return _finish(command, variables, folder or home)

    def run_alone(self, *words: str, root: Path) -> Run:
        """Runs it where there is nothing but the engine's libraries and the game.

        In a file system of its own (``root`` becomes it), as another user whose home is empty, with
        a game folder that nobody can write to. Where the system gives no such file system to this
        user, only the environment is bare.
        """
        if shutil.which("chroot") is None or not can_mount(self.folder):
            return self.run(*words, home=root / "home")
        found = engine()
        system = [found.root] if found.root else [Path("/lib"), Path("/lib64"), Path("/usr/lib")]
        script = ["set -e", f'cd "{root}"', "mkdir -p game home proc dev tmp"]
        script += ["mount --rbind /proc proc", "mount --rbind /dev dev", "chmod 777 home tmp"]
        bound = [(path, path.relative_to("/")) for path in system if path.is_dir()]
        for path, inner in [*bound, (self.folder, Path("game"))]:
            script.append(f'mkdir -p "{inner}" && mount --bind "{path}" "{inner}"')
            script.append(f'mount -o remount,ro,bind "{inner}"')
        # Only root can become somebody else; in a user namespace of one's own there is nobody else.
        user = f"--userspec={_NOBODY}" if os.getuid() == 0 else ""
        script.append(f'cd / && exec chroot {user} "{root}" /game/{PROGRAM} --headless "$@"')
        root.mkdir(parents=True)
        command = [*UNSHARE, "sh", "-c", "\n".join(script), "sh", *words]
        fonts = _fonts()
        path = os.environ.get("PATH", "")
        return _finish(command, {"HOME": "/home", "PATH": path, **fonts}, root)


def _fonts() -> dict[str, str]:
    found = engine().environment
    return {name: found[name] for name in ("FONTCONFIG_PATH",) if name in found}
