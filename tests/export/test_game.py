"""A release build with bytecode and packages of the user's: what it loads, and from where."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from engine_log import Run
from exported_game import PROGRAM, ExportedGame, engine, export, list_extension, write_preset
from stand_in import compile_library, stand_in

PROJECT = Path(__file__).parent / "project"
FAST = """
#include <Python.h>
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "fast", NULL, -1};
PyMODINIT_FUNC PyInit_fast(void) {
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddStringConstant(made, "ANSWER", "compiled") == 0)
        return made;
    return NULL;
}
"""
MARK = r"""
#include <stdio.h>
__attribute__((constructor)) static void mark(void) {{
    FILE *file = fopen("{marks}", "a");
    if (file) {{ fputs("{name}\n", file); fclose(file); }}
}}
"""


def facts(run: Run) -> dict[str, Any]:
    """What the game has told of itself."""
    (line,) = [line for line in run.log.splitlines() if line.startswith("facts ")]
    found: dict[str, Any] = json.loads(line.removeprefix("facts "))
    return found


def make_project(folder: Path, bundle: Path, library: Path, **options: object) -> Path:
    """The project with the addon, packages of the user's, and its preset."""
    shutil.copytree(PROJECT, folder)
    shutil.copytree(bundle, folder / "addons/steamworks")
    packages = folder / "addons/steamworks/python/site-packages"
    for path, text in {
        "pure/__init__.py": "from pure.inner import ANSWER\n",
        "pure/inner.py": "ANSWER = 'pure'\n",
        "pure-1.5.dist-info/METADATA": "Metadata-Version: 2.1\nName: pure\nVersion: 1.5\n",
    }.items():
        (packages / path).parent.mkdir(parents=True, exist_ok=True)
        (packages / path).write_text(text, encoding="utf-8")
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    include = sysconfig.get_path("include")
    compile_library(packages / f"fast{suffix}", FAST, f"-I{include}")
    list_extension(folder)
    write_preset(folder, {"steam_library": library, **options})
    return folder


@pytest.fixture(scope="module")
def game(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> ExportedGame:
    """The game, exported once; what is written beside it is taken away again by who wrote it."""
    folder = tmp_path_factory.mktemp("game")
    library = stand_in(folder / "sdk")
    project = make_project(
        folder / "project", bundle, library, compile_python=True, restart_through_steam=True
    )
    # A debug build, with more in it, was exported to the same place before.
    for path in ("packages/godot/__init__.py", "packages/offline_steam/session.py", "notes.txt"):
        (folder / "out/steamworks" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "out/steamworks" / path).write_text("raise SystemExit('never run')\n")
    run = export(project, "release", folder / "out" / PROGRAM, folder / "home")
    assert run.exit_code == 0, run.log
    assert "ERROR" not in run.log
    # Elsewhere than where it was made, and without the project that it was made of.
    shutil.move(folder / "out", folder / "installed")
    shutil.rmtree(project)
    return ExportedGame(folder / "installed")


@pytest.fixture(scope="module")
def alone(game: ExportedGame, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run where there is nothing but the game."""
    return game.run_alone(root=tmp_path_factory.mktemp("machine") / "root")


# ---- what the game is ----------------------------------------------------------------------------


def test_runs_alone(alone: Run) -> None:
    """With no Python, no repository, another user and an empty home the game runs to its end."""
    assert alone.exit_code == 0, alone.log
    assert facts(alone)["logged_on"] is False


def test_autoload(alone: Run) -> None:
    """The addon's autoload goes along, though nothing else of the addon's folder does."""
    assert facts(alone)["autoload"] == "Steamworks"


def test_says_why_there_is_no_steam(alone: Run) -> None:
    """Without Steam the log has the typed error, once, and the game goes on."""
    assert alone.log.count("ERROR: Steamworks: Steam is not running") == 1


def test_bytecode(alone: Run) -> None:
    """Scripts are in the pack as bytecode, and found by import and by load all the same."""
    told = facts(alone)
    assert {"main.pyc", "main.py.remap"} <= set(told["names"])
    assert "main.py" not in told["names"]
    assert (told["orc"], told["loaded"]) == (5, "res://enemies/orc.py")
    assert told["later"] == "by name"


def test_traceback_of_bytecode(alone: Run) -> None:
    """A traceback names the file of the project and the line."""
    line = 1 + (PROJECT / "main.py").read_text(encoding="utf-8").split("raise Val")[0].count("\n")
    assert f'File "res://main.py", line {line}, in fail' in alone.log
    assert "ValueError: as asked" in alone.log
    assert f"at: fail (res://main.py:{line})" in alone.log


def test_packages(alone: Run) -> None:
    """The user's packages are there: pure, compiled, and what they say of themselves."""
    assert facts(alone)["packages"] == ["pure", "compiled", "1.5"]


def test_standard_library(alone: Run) -> None:
    """Modules that need libraries of others have them in the game's folder."""
    told = facts(alone)
    assert told["standard"] == ["there"] * 6
    assert told["hash"] == "e3b0"


def test_all_comes_from_the_game(game: ExportedGame, tmp_path: Path) -> None:
    """Every module and library that is loaded is the game's, or a library of the engine's."""
    told = facts(game.run(home=tmp_path))
    own = str(game.folder)
    assert [path for path in told["path"] if not path.startswith(f"{own}/steamworks/")] == []
    outside = [file for file in told["modules"] if not file.startswith((own, "res://"))]
    assert outside == []
    root = engine().root
    system = (str(root),) if root else ("/lib", "/usr/lib")
    assert [file for file in told["libraries"] if not file.startswith((own, *system))] == []
    assert f"{own}/steamworks/libsteam_api.so" in told["libraries"]


def test_left_out(game: ExportedGame) -> None:
    """What only the editor, tools and debug builds need is not in the game's folder."""
    names = {
        path.relative_to(game.folder / "steamworks").as_posix()
        for path in game.folder.rglob("*")
        if path.is_file() and path.is_relative_to(game.folder / "steamworks")
    }
    wrong = [
        name
        for name in names
        if re.search(r"offline_steam/|/editor/|docs\.bin|typings|/tests?/|build_|\.pyi$", name)
    ]
    assert wrong == []
    assert any(name.startswith("licenses/") for name in names)
    assert "notes.txt" in names  # somebody's own
    assert ".gdignore" in names  # it may lie in its own project, whose next export must not have it


def test_game_folder_stays(game: ExportedGame, tmp_path: Path) -> None:
    """A run writes nothing into the game's folder."""
    before = {path: path.stat().st_mtime_ns for path in game.folder.rglob("*")}
    game.run(home=tmp_path)
    assert {path: path.stat().st_mtime_ns for path in game.folder.rglob("*")} == before


@pytest.mark.parametrize("part", ["", "packages"])
def test_incomplete_game(game: ExportedGame, tmp_path: Path, part: str) -> None:
    """Without its folder, or a part of it, the log says what is missing.

    Without Python's library it is Godot that names it, unless the system happens to have the same.
    """
    missing, aside = game.folder / "steamworks" / part, game.folder.with_name("aside")
    missing.rename(aside)
    try:
        run = game.run(home=tmp_path)
    finally:
        aside.rename(missing)
    said = "The game's folder is incomplete" in run.log
    assert said or (not part and "Error: libpython3" in run.log), run.log


# ---- starting through Steam ----------------------------------------------------------------------


def test_restarts_through_steam(game: ExportedGame, tmp_path: Path) -> None:
    """When Steam starts the game again, this process ends at once, with 0 and without a word."""
    run = game.run(home=tmp_path, environment={"STAND_IN_RESTARTS": "1"})
    assert run.exit_code == 0
    assert "asked to start 480 again" in run.log
    assert "Steam starts the game again" in run.log
    assert "facts" not in run.log


def test_goes_on_when_steam_has_started_it(alone: Run) -> None:
    """When Steam says that it has started the game, the game goes on."""
    assert "asked to start 480 again" in alone.log


# ---- what must not be loaded ---------------------------------------------------------------------

VECTORS = (
    *("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "user site"),
    *("sitecustomize", "usercustomize", "pth in user site", "pth in site-packages"),
    *("working directory", "beside the pack", "beside the library"),
    *("libpython", "libsteam_api", "libssl", "SDK", "offline runtime", "OPENSSL_CONF"),
)


class Evil:
    """Traps around a game: whichever is stepped into leaves its name in a file."""

    def __init__(self, folder: Path, game: ExportedGame) -> None:
        self.folder, self.game = folder, game
        self.marks = folder / "marks"
        self.beside: list[Path] = []
        self.environment: dict[str, str] = {}

    def module(self, path: Path, name: str) -> None:
        """A Python file, or a .pth file, that leaves a mark when it runs."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # By what is built in: the first module of all has nothing else to do it with.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        line = f"{name}\n".encode()
        path.write_text(
            f"import posix; posix.write(posix.open({str(self.marks)!r}, {flags}), {line!r})\n"
        )

    def library(self, path: Path, name: str) -> Path:
        """A library that leaves a mark when it is loaded."""
        made = self.folder / "made" / f"{name}.so"
        if not made.exists():
            compile_library(made, MARK.format(marks=self.marks, name=name))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, path)
        return path

    def put_beside(self, path: str, name: str) -> None:
        """A trap in the game's own folder."""
        place = self.game.folder / path
        self.beside.append(place)
        if ".so" in place.name:
            self.library(place, name)
        else:
            self.module(place, name)

    def set_up(self) -> None:
        """Sets every trap."""
        f, version = self.folder, f"python{sys.version_info.major}.{sys.version_info.minor}"
        for name in ("json", "sitecustomize", "usercustomize", "planted", "steamworks"):
            self.module(f / f"path/{name}.py", "PYTHONPATH")
            self.module(f / f"work/{name}.py", "working directory")
        self.module(f / "path/sitecustomize.py", "sitecustomize")
        self.module(f / "path/usercustomize.py", "usercustomize")
        self.module(f / "startup.py", "PYTHONSTARTUP")
        self.module(f / f"pythonhome/lib/{version}/encodings/__init__.py", "PYTHONHOME")
        for base, name in (("userbase", "PYTHONUSERBASE"), ("home/.local", "user site")):
            site = f / base / "lib" / version / "site-packages"
            self.module(site / "usercustomize.py", name)
            self.module(site / "planted.py", name)
            self.module(site / "evil.pth", "pth in user site")
        extension = "libgodot_steamworks.linux.x86_64.so"
        self.library(f / "work/addons/steamworks/bin" / extension, "working directory")
        for name in ("libsteam_api.so", "libpython3.so"):
            self.library(f / "work" / name, "working directory")
        (f / "work/steam_appid.txt").write_text("1")
        self.module(f / "work/encodings.py", "working directory")
        self.module(f / "work/steamworks/packages/godot/__init__.py", "working directory")
        self.module(f / f"work/lib/{version}/encodings/__init__.py", "working directory")
        autoload = f'[autoload]\nPlanted="*{f / "work/planted.py"}"\n'
        (f / "work/override.cfg").write_text(autoload)
        for name in ("beside_the_pack", "planted", "sitecustomize", "json", "encodings"):
            self.put_beside(f"{name}.py", "beside the pack")
        self.put_beside("libsteam_api.so", "beside the library")
        self.put_beside("steamworks/site-packages/evil.pth", "pth in site-packages")
        self.put_beside("steamworks/packages/offline_steam/lib/libsteam_api.so", "offline runtime")
        for library in sorted((self.game.folder / "steamworks/lib").glob("*.so*")):
            name = "libpython" if library.name.startswith("libpython") else "libssl"
            self.library(f / "libraries" / library.name, name)
        self.library(f / "libraries/libsteam_api.so", "libsteam_api")
        sdk = self.library(f / "sdk/redistributable_bin/linux64/libsteam_api.so", "SDK")
        provider = self.library(f / "provider.so", "OPENSSL_CONF")
        (f / "openssl.cnf").write_text(
            "openssl_conf = start\n[start]\nproviders = all\n"
            f"[all]\nevil = evil\n[evil]\nmodule = {provider}\nactivate = 1\n"
        )
        self.environment = {
            "PYTHONPATH": str(f / "path"),
            "PYTHONHOME": str(f / "pythonhome"),
            "PYTHONSTARTUP": str(f / "startup.py"),
            "PYTHONUSERBASE": str(f / "userbase"),
            "PYTHONINSPECT": "1",
            "PYTHONPLATLIBDIR": str(f / "pythonhome/lib"),
            "PYTHONPYCACHEPREFIX": str(f / "work"),
            "PYTHONBREAKPOINT": "planted.f",
            "LD_LIBRARY_PATH": f"{f / 'libraries'}:.",
            "STEAMWORKS_SDK": str(sdk.parents[2]),
            "OFFLINE_STEAM_APP": str(f / "openssl.cnf"),
            "OPENSSL_CONF": str(f / "openssl.cnf"),
            "OPENSSL_MODULES": str(f),
            "OPENSSL_ENGINES": str(f),
        }

    def found(self) -> set[str]:
        """The traps that were stepped into, since the last time that this was asked."""
        found = set(self.marks.read_text().split("\n")) - {""} if self.marks.exists() else set()
        self.marks.unlink(missing_ok=True)
        return found

    def take_down(self) -> None:
        """Takes away what lies in the game's folder."""
        for path in self.beside:
            path.unlink()


@pytest.fixture(scope="module")
def evil(game: ExportedGame, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All traps, set for one run of the game: that run, and what it stepped into."""
    traps = Evil(tmp_path_factory.mktemp("evil"), game)
    traps.set_up()
    (game.folder / "override.cfg").write_text('[steamworks]\nruntime="auto"\n')
    try:
        run = game.run(
            home=traps.folder / "home", environment=traps.environment, folder=traps.folder / "work"
        )
    finally:
        traps.take_down()
        (game.folder / "override.cfg").unlink()
    return traps, run, traps.found()


@pytest.mark.parametrize("vector", VECTORS)
def test_takes_no_code_from(evil: Any, vector: str) -> None:
    """Nothing but the game's own folder and packs gives the game code."""
    _, run, found = evil
    assert run.exit_code == 0, run.log
    assert vector not in found


def test_evil_run_is_as_any(evil: Any, alone: Run) -> None:
    """Among all these traps the game does exactly what it does alone."""
    _, run, found = evil
    assert found == set()
    told, usual = facts(run), facts(alone)
    assert told["planted"] == ["ModuleNotFoundError", "ModuleNotFoundError"]
    for name in ("standard", "packages", "orc", "later", "hash", "planted", "logged_on"):
        assert told[name] == usual[name]
    assert told["variables"] == []


def test_traps_work(evil: Any) -> None:
    """The traps would have been stepped into by a Python that looks around."""
    traps, _, _ = evil
    # An environment such as the tests run in has no user site.
    python = str(Path(sys.executable).resolve())

    def steps_into(code: str, *variables: str) -> set[str]:
        environment = {name: traps.environment[name] for name in variables}
        subprocess.run([python, "-c", code], env=environment, check=False, capture_output=True)
        found: set[str] = traps.found()
        return found

    assert {"sitecustomize", "PYTHONPATH"} <= steps_into("import planted", "PYTHONPATH")
    assert "PYTHONHOME" in steps_into("", "PYTHONHOME")
    user = {"PYTHONUSERBASE", "pth in user site"}
    assert user <= steps_into("", "PYTHONUSERBASE")
    load = "import ctypes; ctypes.CDLL('libsteam_api.so')"
    assert {"libsteam_api", "libpython"} & steps_into(load, "LD_LIBRARY_PATH")
    context = "import ssl; ssl.create_default_context()"
    assert "OPENSSL_CONF" in steps_into(context, "OPENSSL_CONF")
