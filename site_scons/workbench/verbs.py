"""The verbs of dev.py: what a person types, and what then happens. Standard library only."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from native_parts import GENERATED, PARTS
from runtime_layout import remove_layout
from workbench.addon.bundle import make_addon
from workbench.building import Workbench, ensure_imported, prepare, prepare_fonts, prepare_tools
from workbench.doctor import examine, report
from workbench.errors import SetupError
from workbench.pictures import (
    choose,
    picture_environment,
    picture_project,
    take,
    take_picture,
)
from workbench.places import CACHE_ENTRIES, Places, locate
from workbench.progress import Progress
from workbench.screen import has_display, virtual_screen
from workbench.steam_libraries import ensure_steam_libraries, find_sdk

_FAILED = 2
_INTERRUPTED = 130
# The virtual screen in pixels; a picture has the size of the project's window.
_SCREEN = (1920, 1200)
# A process for each core, and each file of tests in one of them: much is set up once for a file.
_ALL_TESTS = ("--numprocesses=auto", "--maxprocesses=8", "--dist=loadfile")
_TOOL_CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")


@dataclass(frozen=True)
class Request:
    """What was asked for: the verb's options and the words after ``--``."""

    places: Places
    progress: Progress
    options: argparse.Namespace
    rest: list[str] = field(default_factory=list)


def _become(command: Sequence[str | Path], environment: dict[str, str]) -> NoReturn:
    """Goes over into a program: its signals, its output and its exit code are the person's."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = [str(word) for word in command]
    os.execvpe(words[0], words, environment)


def _in_project(workbench: Workbench, arguments: Sequence[str]) -> list[str | Path]:
    """The engine's command line, in the project unless another one is named."""
    command: list[str | Path] = [workbench.engine.path]
    if "--path" not in arguments:
        command += ["--path", workbench.places.project]
    return [*command, *arguments]


def demo(request: Request) -> int:
    """Run the demo game: in a window if there is a display, else headless."""
    workbench = prepare(request.places, request.progress)
    ensure_imported(workbench)
    if not has_display() and not request.options.headless:
        request.progress.say("There is no display: the scenes play themselves, without a window.")
    mode = [] if has_display() and not request.options.headless else ["--headless"]
    words = [*mode, *request.rest]
    named = {"scene": request.options.scene, "language": request.options.language}
    chosen = [f"--{word}={name}" for word, name in named.items() if name is not None]
    if chosen:
        # What stands behind another -- is for the game.
        words += [*([] if "--" in words else ["--"]), *chosen]
    _become(_in_project(workbench, words), workbench.environment())


def build(request: Request) -> int:
    """Set up and build the addon."""
    workbench = prepare(request.places, request.progress)
    ensure_imported(workbench)
    print(f"Built {request.places.addon} with Godot {workbench.engine.version}")
    return 0


def addon(request: Request) -> int:
    """Make addons/steamworks self-contained, and a zip of it."""
    workbench = prepare(request.places, request.progress)
    with request.progress.step("Assembling the addon") as step:
        bundle = make_addon(workbench, step, in_place=not request.options.keep_links)
    print(f"{bundle.folder} ({bundle.size / 1e6:.1f} MB)")
    print(f"{bundle.archive} ({bundle.archive.stat().st_size / 1e6:.1f} MB)")
    if not request.options.keep_links:
        print(f"{request.places.addon} is self-contained until the next build puts its links back")
    return 0


def godot(request: Request) -> int:
    """Run the engine with the project's environment: `dev.py godot -- ARGS`."""
    workbench = prepare(request.places, request.progress)
    if "--import" not in request.rest:
        ensure_imported(workbench)
    _become(_in_project(workbench, request.rest), workbench.environment())


def editor(request: Request) -> int:
    """Open the project in Godot's editor."""
    workbench = prepare(request.places, request.progress)
    if not has_display():
        raise SetupError(
            "The editor needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set.",
            "Run it in a desktop session. For pictures of it: dev.py shots editor help",
        )
    ensure_imported(workbench)
    _become(_in_project(workbench, ["--editor", *request.rest]), workbench.environment())


def bench(request: Request) -> int:
    """Measure and print the table of figures; `--json FILE` also writes them."""
    workbench = prepare(request.places, request.progress)
    ensure_imported(workbench)
    script = request.places.root / "tests" / "bench" / "run.py"
    arguments: list[str | Path] = [
        request.places.venv_python,
        script,
        "--cache",
        request.places.cache,
    ]
    if request.options.json:
        arguments += ["--json", Path(request.options.json).absolute()]
    if request.options.quick:
        arguments.append("--quick")
    # The person's own environment: one of the figures is what dev.py takes for them.
    _become([*arguments, *request.options.names, *request.rest], dict(os.environ))


def shot(request: Request) -> int:
    """Save a picture of the project's window, taken on a virtual screen."""
    workbench = prepare(request.places, request.progress)
    ensure_imported(workbench)
    out = Path(request.options.out).absolute()
    frames = request.options.frames
    with (
        request.progress.step(f"Taking a picture after {frames} frames"),
        virtual_screen(workbench.engine, *_SCREEN) as screen,
    ):
        arguments = _in_project(workbench, request.rest)[1:]
        take_picture(workbench, {**workbench.environment(), **screen}, arguments, frames, out)
    print(f"Saved {out}")
    return 0


def shots(request: Request) -> int:
    """Take the documentation's pictures: all, or those that are named."""
    pictures = choose(request.options.names)
    workbench = prepare(request.places, request.progress)
    ensure_imported(workbench)
    fonts = prepare_fonts(request.places, request.progress)
    images = request.places.root / "docs" / "images"
    folder = Path(request.options.out).absolute() if request.options.out else images
    with (
        picture_project(workbench) as project,
        virtual_screen(workbench.engine, *_SCREEN) as screen,
    ):
        for picture in pictures:
            out = folder / f"{picture.name}.png"
            with (
                request.progress.step(f"Taking {picture.name}.png"),
                picture_environment(workbench, fonts) as environment,
            ):
                take(workbench, {**environment, **screen}, project, picture, out)
            print(f"Saved {out}")
    return 0


def doctor(request: Request) -> int:
    """Say what was found where, what is missing and how to get it."""
    findings = examine(request.places)
    print(report(findings))
    return 1 if any(finding.is_missing and finding.required for finding in findings) else 0


def clean(request: Request) -> int:
    """Remove all that dev.py made in the clone; `--all` removes the cache too."""
    places = request.places
    remove_layout(places.addon / "python")
    doomed = [places.build, places.addon / "python" / "typings", places.addon / "python/.gdignore"]
    doomed += [places.root / GENERATED, places.project / ".godot"]
    doomed += [places.root / path for part in PARTS for path in part.products]
    doomed += [places.root / name for name in _TOOL_CACHES]
    for source in ("python_src", "site_scons", "tests", "godot_project"):
        doomed += (places.root / source).rglob("__pycache__")
    if (places.venv / ".made-by-dev.py").exists():
        doomed.append(places.venv)
    if request.options.all:
        # Only what dev.py put there: --cache may name a folder that has other things in it.
        doomed += [places.cache / name for name in CACHE_ENTRIES]
    for path in doomed:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if request.options.all and places.cache.is_dir() and not any(places.cache.iterdir()):
        places.cache.rmdir()
    for folder in (places.addon / "bin", places.addon / "python"):
        # What is in there now is the user's: packages, and Valve's library.
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    print(f"Removed what was made in {places.root}" + (" and the cache" * request.options.all))
    return 0


def docs(request: Request) -> int:
    """Build the documentation as a site, into build/docs; a warning is an error."""
    prepare_tools(request.places, request.progress)
    site = request.places.root / "docs" / "site"
    done = subprocess.run(
        [str(request.places.venv_python), "-m", "site_making", *request.rest],
        cwd=request.places.root,
        env={**os.environ, "PYTHONPATH": str(site)},
        check=False,
    )
    if done.returncode == 0 and not request.rest:
        print(f"Built {request.places.build / 'docs' / 'index.html'}")
    return done.returncode


def _checks(places: Places) -> list[list[str | Path]]:
    python = places.venv_python
    return [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
    ]


def _run_checks(places: Places) -> int:
    """Runs all checks; 0 if all are clean."""
    failed = 0
    for command in _checks(places):
        done = subprocess.run([str(word) for word in command], cwd=places.root, check=False)
        failed = failed or done.returncode
    return failed


def check(request: Request) -> int:
    """Check style and types (ruff, mypy)."""
    prepare_tools(request.places, request.progress)
    return _run_checks(request.places)


def test(request: Request) -> int:
    """Check style and types, then run the tests: `dev.py test -- -k NAME` for some of them."""
    workbench = prepare(request.places, request.progress)
    ensure_imported(workbench)
    failed = _run_checks(request.places)
    if failed:
        request.progress.say("The tests were not run: style or types are not clean (see above).")
        return failed
    libraries = ensure_steam_libraries(request.places, request.progress)
    os.chdir(request.places.root)
    _become(
        [request.places.venv_python, "-m", "pytest", *(request.rest or _ALL_TESTS)],
        {**workbench.environment(), **libraries, **find_sdk(request.places)},
    )


def _frames(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of frames from 1 to 10000")
    return int(text)


_VERBS: tuple[Callable[[Request], int], ...] = (
    *(demo, test, build, addon, godot, editor, bench, shot, shots, docs, check, doctor, clean),
)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--cache",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="where fetched things are kept (default: $XDG_CACHE_HOME/godot-steamworks, "
        "or ~/.cache/godot-steamworks)",
    )
    top = argparse.ArgumentParser(
        prog="dev.py",
        description="Sets up what is missing, then does what was asked.",
        epilog="Words after -- go to the program that the verb runs. "
        "GODOT in the environment names the engine to use.",
        parents=[common],
    )
    verbs = top.add_subparsers(metavar="VERB", required=True)
    made: dict[str, argparse.ArgumentParser] = {}
    for verb in _VERBS:
        text = (verb.__doc__ or "").strip()
        made[verb.__name__] = verbs.add_parser(
            verb.__name__, help=text, description=text, parents=[common]
        )
        made[verb.__name__].set_defaults(verb=verb)
    made["demo"].add_argument("--headless", action="store_true", help="even if there is a display")
    made["demo"].add_argument(
        "--scene",
        metavar="NAME",
        help="only this scene, such as leaderboard; `dev.py demo -- -- --help` lists them",
    )
    made["demo"].add_argument(
        "--language",
        metavar="NAME",
        help="the scenes with scripts in this language: gdscript or python",
    )
    made["addon"].add_argument(
        "--keep-links",
        action="store_true",
        help="only build/addon and the zip; addons/steamworks stays as it is",
    )
    made["bench"].add_argument("--json", metavar="FILE", help="also write the figures here")
    made["bench"].add_argument("--quick", action="store_true", help="rough figures, sooner")
    made["bench"].add_argument("names", nargs="*", metavar="NAME", help="only these measurements")
    made["clean"].add_argument("--all", action="store_true", help="the cache too")
    made["shot"].add_argument("--out", metavar="FILE", default="shot.png", help="the PNG to write")
    made["shot"].add_argument(
        "--frames",
        metavar="N",
        type=_frames,
        default=150,
        help="when, from the start (default: 150)",
    )
    made["shots"].add_argument("--out", metavar="DIR", help="where to (default: docs/images)")
    made["shots"].add_argument("names", nargs="*", metavar="NAME", help="only these pictures")
    return top


def main(arguments: Sequence[str]) -> int:
    """Runs one verb.

    Args:
        arguments: The command line without the program's name.

    Returns:
        The exit code: 0 done, 1 found faulty, 2 the set-up failed, 130 interrupted.
    """
    words = list(arguments)
    cut = words.index("--") if "--" in words else len(words)
    options = parser().parse_args(words[:cut])
    places = locate(getattr(options, "cache", None))
    request = Request(places, Progress(), options, words[cut + 1 :])
    try:
        verb: Callable[[Request], int] = options.verb
        return verb(request)
    except SetupError as error:
        request.progress.say(f"\n{error}")
        return _FAILED
    except OSError as error:
        request.progress.say(
            f"\n{error}\n\nThe system refused this. If the disk is full, make room (about 2 GB) or "
            "name another cache with --cache DIR; then run the same command again."
        )
        return _FAILED
    except KeyboardInterrupt:
        request.progress.say("\nInterrupted. Run the same command again to go on.")
        return _INTERRUPTED
