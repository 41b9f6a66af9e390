"""The virtual environment ``.venv`` with the versions that pyproject.toml pins.

Standard library only. It is made anew whenever the pins, the interpreter or the clone's path
change, because neither an environment nor an interrupted installation can be repaired with
certainty.
"""

from __future__ import annotations

import re
import shutil
import tomllib

from workbench.errors import SetupError
from workbench.places import Places
from workbench.processes import run_logged
from workbench.progress import Progress
from workbench.stamps import Stamp, fingerprint
from workbench.system import PythonBuild

_OWN_MARK = ".made-by-dev.py"


def requirements(places: Places) -> list[str]:
    """What pyproject.toml pins: the project's own dependencies, the groups ``dev`` and ``docs``.

    Raises:
        SetupError: The file is not there, cannot be read, or lacks one of the three.
    """
    path = places.root / "pyproject.toml"
    remedy = "Restore the file: git checkout -- pyproject.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        groups = content["dependency-groups"]
        found = [*content["project"]["dependencies"], *groups["dev"], *groups["docs"]]
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SetupError(f"{path} cannot be read: {error}.", remedy) from error
    except KeyError as error:
        raise SetupError(f"{path} has no {error.args[0]!r}.", remedy) from error
    return sorted({str(requirement) for requirement in found})


def _stamp(places: Places) -> Stamp:
    return Stamp(places.venv / ".stamp.json")


def environment_key(places: Places, python: PythonBuild) -> str:
    """Changes whenever ``.venv`` has to be made anew."""
    return fingerprint([*requirements(places), python.identity, str(places.root)])


def is_ready(places: Places, python: PythonBuild) -> bool:
    """Whether ``.venv`` is there, complete, and for these pins and this interpreter."""
    return places.venv_python.exists() and _stamp(places).is_current(
        environment_key(places, python)
    )


def ensure_environment(places: Places, python: PythonBuild, progress: Progress) -> None:
    """Makes ``.venv`` if it is not there for these pins and this interpreter.

    Raises:
        SetupError: A folder of that name is somebody else's, or pip failed.
    """
    if is_ready(places, python):
        return
    mark = places.venv / _OWN_MARK
    if places.venv.exists() and any(places.venv.iterdir()) and not mark.exists():
        raise SetupError(
            f"{places.venv} exists and was not made by dev.py, so dev.py leaves it alone.",
            f"Move it away or delete it: rm -r {places.venv}",
        )
    key = environment_key(places, python)
    _stamp(places).clear()
    if places.venv.exists():
        # The mark goes last, so that an interrupted removal is still known as ours.
        for entry in list(places.venv.iterdir()):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry != mark:
                entry.unlink()
    places.venv.mkdir(exist_ok=True)
    mark.write_text("dev.py makes and removes this folder\n", encoding="utf-8")
    wanted = requirements(places)
    listing = places.build / "requirements.txt"
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_text("\n".join(wanted) + "\n", encoding="utf-8")

    with progress.step(f"Making .venv with Python {python.version}") as step:
        run_logged(
            [python.executable, "-m", "venv", places.venv],
            log=places.logs / "venv.log",
            step=step,
            remedy=f"Delete {places.venv} and run dev.py again; see `python3 dev.py doctor`.",
        )
        step.detail = f"installing {', '.join(re.split('[=<>]', name)[0] for name in wanted)}"

        def show(line: str) -> None:
            if line.startswith(("Collecting", "Downloading", "Installing", "Building")):
                step.detail = line.strip()[:80]

        run_logged(
            [
                places.venv_python,
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
                "--requirement",
                listing,
            ],
            log=places.logs / "pip.log",
            step=step,
            remedy="Check the network (pip uses its own configuration: pip config list) and run "
            "the same command again.",
            on_line=show,
        )
    _stamp(places).write(key, python=python.identity)
