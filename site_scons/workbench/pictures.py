"""Pictures of the engine's window, taken on a virtual screen. Standard library only.

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
_SETTINGS = '[steamworks]\n\nruntime="offline"\n'
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
        name: Its file's name without ``.png``.
        seconds: When it is taken, from the start of the demo; each scene has a last frame that is
            worth showing once its tour is over.
        words: The demo's own words on the command line.
        unlocked: Achievements that the player has before.
    """

    name: str
    seconds: float
    words: tuple[str, ...] = ()
    unlocked: tuple[str, ...] = ()


PICTURES = (
    Picture("menu", 1.5),
    Picture("demo", 6, ("--scene=overview", "--tour")),
    Picture("achievements", 5, ("--scene=achievements", "--tour")),
    Picture("unlocking", 14, ("--scene=unlocking", "--tour")),
    Picture("friends", 10, ("--scene=friends", "--tour")),
    Picture("leaderboard", 1.3, ("--scene=leaderboard", "--tour")),
    Picture("leaderboard_around", 8, ("--scene=leaderboard", "--tour")),
    Picture(
        "groups",
        7,
        ("--scene=groups", "--tour"),
        ("ACH_WIN_ONE_GAME", "ACH_HEAVY_FIRE", "ACH_TRAVEL_FAR_SINGLE"),
    ),
)


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


@contextmanager
def picture_project(workbench: Workbench) -> Iterator[Path]:
    """A copy of the demo project that knows nothing of the person's Steam."""
    places = workbench.places
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(
            places.project, project, ignore=shutil.ignore_patterns("addons", "python", "export")
        )
        (project / "addons").symlink_to(places.addon.parent)
        (project / "override.cfg").write_text(_SETTINGS, encoding="utf-8")
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
