"""Pictures of the engine's windows, taken on a virtual screen. Standard library only.

The pictures of the documentation are taken of a copy of the demo project that always uses the
offline runtime, with fresh progress and fonts of the cache: neither the person's Steam account nor
what the machine has installed shows in them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.building import Workbench
from workbench.errors import SetupError

# Frames in a second of the filmed run, whatever time it takes to draw them.
FRAME_RATE = 12
# How long the editor may take until its picture is there.
_EDITOR_SECONDS = 180
# The editor's plugin that poses for its pictures, as the copy of the project has it.
_PLUGIN = """
[plugin]

name="Poses"
description="Puts the editor into the pose of a picture."
author=""
version="1"
script="poses.gd"
"""
# What is added to the project's settings; a section may come twice.
_SETTINGS = """
[editor]

run/main_run_args="--audio-driver Dummy -- --scene=unlocking"

[steamworks]

runtime="offline"

[editor_plugins]

enabled=PackedStringArray("res://addons/poses/plugin.cfg")
"""
# Variables of the person's that would change what is seen.
_UNSET = frozenset(
    {
        *("OFFLINE_STEAM_APP", "OFFLINE_STEAM_USER", "OFFLINE_STEAM_LANGUAGE"),
        *("OFFLINE_STEAM_LATENCY", "SteamAppId", "STEAMWORKS_SDK"),
    }
)


@dataclass(frozen=True)
class Picture:
    """One picture of the documentation.

    Attributes:
        name: Its file's name without ``.png``; for the editor's also its pose in poses.gd.
        seconds: When it is taken, from the start of the demo; None for a picture of the editor,
            which is taken when the editor is ready.
        words: The demo's own words on the command line.
        unlocked: Achievements that the player has before.
        game: Another game than the demo: its folder in the clone.
    """

    name: str
    seconds: float | None
    words: tuple[str, ...] = ()
    unlocked: tuple[str, ...] = ()
    game: str = ""


PICTURES = (
    Picture("editor", None),
    Picture("help", None),
    Picture("scripting_editor", None),
    Picture("scripting_inspector", None),
    Picture("scripting_new", None),
    Picture("scripting_error", None),
    Picture("definition_editor", None),
    Picture("definition_import", None),
    Picture("definition_problems", None),
    Picture("dock_store", None, unlocked=("ACH_WIN_ONE_GAME", "ACH_TRAVEL_FAR_SINGLE")),
    Picture("dock_achievements", None),
    Picture("dock_leaderboards", None),
    Picture("dock_simulate", None),
    Picture("dock_log", None),
    Picture("scripting_coins", 1, game="tests/engine/examples/coins"),
    Picture("tutorial", 31, game="tests/engine/examples/stars"),
    Picture("menu", 1.5),
    Picture("demo", 6, ("--scene=overview", "--tour")),
    Picture("achievements", 5, ("--scene=achievements", "--tour")),
    Picture("unlocking", 14, ("--scene=unlocking", "--tour")),
    Picture("friends", 10, ("--scene=friends", "--tour")),
    Picture("leaderboard", 1, ("--scene=leaderboard",)),
    Picture("leaderboard_around", 5.2, ("--scene=leaderboard", "--tour")),
    Picture(
        "groups",
        7,
        ("--scene=groups", "--tour"),
        ("ACH_WIN_ONE_GAME", "ACH_HEAVY_FIRE", "ACH_TRAVEL_FAR_SINGLE"),
    ),
)


def take(
    workbench: Workbench,
    environment: Mapping[str, str],
    project: Path,
    picture: Picture,
    out: Path,
) -> None:
    """Takes one picture of the documentation.

    Args:
        workbench: The engine that is run.
        environment: Its variables, with those of a screen and of a home of its own.
        project: The copy of the demo project.
        picture: Which one.
        out: The PNG to write.

    Raises:
        SetupError: The engine drew nothing.
    """
    if picture.seconds is None:
        unlock(workbench, environment, picture.unlocked)
        _take_editor(workbench, environment, project, picture.name, out)
        return
    if picture.game:
        with _game_project(workbench, picture.game) as game:
            frames = round(picture.seconds * FRAME_RATE)
            take_picture(workbench, environment, ["--path", game], frames, out, FRAME_RATE)
        return
    unlock(workbench, environment, picture.unlocked)
    arguments: list[str | Path] = ["--path", project, "--", *picture.words]
    frames = round(picture.seconds * FRAME_RATE)
    take_picture(workbench, environment, arguments, frames, out, FRAME_RATE)


def _take_editor(
    workbench: Workbench, environment: Mapping[str, str], project: Path, pose: str, out: Path
) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "editor.png"
        command: list[str | Path] = [
            workbench.engine.path,
            *("--rendering-driver", "opengl3", "--audio-driver", "Dummy", "--single-window"),
            *("--editor", "--path", project, "--", pose, drawn),
        ]
        remedy = "Its own words are above."
        try:
            done = subprocess.run(
                [str(word) for word in command],
                env=dict(environment),
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=_EDITOR_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise SetupError(
                f"The editor has drawn no picture within {_EDITOR_SECONDS} s.", remedy
            ) from error
        if not drawn.is_file():
            raise SetupError(
                f"The editor ended with exit code {done.returncode} and drew no picture.", remedy
            )
        shutil.copyfile(drawn, out)


def take_picture(
    workbench: Workbench,
    environment: Mapping[str, str],
    arguments: Sequence[str | Path],
    frames: int,
    out: Path,
    frame_rate: int = 30,
) -> None:
    """Runs the engine for some frames and saves the last one.

    Args:
        workbench: The engine that is run.
        environment: Its variables, with those of a screen.
        arguments: Its command line: which project, and what the project gets.
        frames: How many it draws.
        out: The PNG to write.
        frame_rate: How many of them are a second in the engine.

    Raises:
        SetupError: The engine drew nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        command: list[str | Path] = [
            workbench.engine.path,
            *("--rendering-driver", "opengl3", "--audio-driver", "Dummy", "--position", "0,0"),
            # The engine's movie writer saves each frame as it was drawn.
            *("--write-movie", f"{folder}/frame.png", "--fixed-fps", str(frame_rate)),
            *("--quit-after", str(frames), *arguments),
        ]
        done = subprocess.run(
            [str(word) for word in command],
            env=dict(environment),
            check=False,
            stdin=subprocess.DEVNULL,
        )
        drawn = sorted(Path(folder).glob("frame*.png"))
        if not drawn:
            raise SetupError(
                f"The engine ended with exit code {done.returncode} and drew no frame.",
                "Its own words are above.",
            )
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(drawn[-1], out)


def unlock(workbench: Workbench, environment: Mapping[str, str], names: Sequence[str]) -> None:
    """Unlocks achievements in the offline runtime's store, before a picture is taken.

    Raises:
        SetupError: The runtime refused one.
    """
    for name in names:
        done = subprocess.run(
            [workbench.places.venv_python, "-m", "offline_steam", "unlock", name],
            env={**environment, "PYTHONPATH": str(workbench.places.root / "python_src")},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode != 0:
            raise SetupError(f"{name} cannot be unlocked for a picture.", "See what is above.")


@contextmanager
def picture_project(workbench: Workbench) -> Iterator[Path]:
    """A copy of the demo project that knows nothing of the person's Steam."""
    places = workbench.places
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(
            places.project, project, ignore=shutil.ignore_patterns("addons", "python", "export")
        )
        poses = project / "addons" / "poses"
        poses.mkdir(parents=True)
        (project / "addons" / "steamworks").symlink_to(places.addon)
        shutil.copy(Path(__file__).with_name("poses.gd"), poses)
        shutil.copytree(Path(__file__).with_name("pictured"), project / "player")
        (poses / "plugin.cfg").write_text(_PLUGIN, encoding="utf-8")
        with (project / "project.godot").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS)
        yield project


@contextmanager
def _game_project(workbench: Workbench, folder: str) -> Iterator[Path]:
    """A copy of a small game, with the addon in it."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "game"
        shutil.copytree(workbench.places.root / folder, project)
        (project / "addons").mkdir()
        (project / "addons" / "steamworks").symlink_to(workbench.places.addon)
        (project / ".godot").mkdir()
        (project / ".godot" / "extension_list.cfg").write_text(
            "res://addons/steamworks/steamworks.gdextension\n", encoding="utf-8"
        )
        yield project


@contextmanager
def picture_environment(workbench: Workbench, fonts: Path | None) -> Iterator[dict[str, str]]:
    """The variables for a run with a home of its own: no progress, no settings, these fonts.

    Args:
        workbench: Whose engine will run.
        fonts: The folder with the fonts to use; the system's when None.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        variables = {
            name: value for name, value in workbench.environment().items() if name not in _UNSET
        }
        variables |= {
            "HOME": folder,
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "OFFLINE_STEAM_HOME": str(home / "offline-steam"),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        if fonts is not None:
            configuration = home / "fonts.conf"
            configuration.write_text(_font_configuration(fonts, home / "cache"), encoding="utf-8")
            variables["FONTCONFIG_FILE"] = str(configuration)
        yield variables


def choose(names: Sequence[str]) -> list[Picture]:
    """The pictures of these names; all when none is given.

    Raises:
        SetupError: There is no picture of a name.
    """
    known = {picture.name: picture for picture in PICTURES}
    for name in names:
        if name not in known:
            raise SetupError(
                f"There is no picture {name!r}.", f"The pictures are: {', '.join(known)}."
            )
    return [picture for picture in PICTURES if not names or picture.name in names]


def _font_configuration(fonts: Path, cache: Path) -> str:
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>\n<dir>{fonts}</dir>\n<cachedir>{cache / 'fontconfig'}</cachedir>\n"
        "</fontconfig>\n"
    )
