"""How the extension starts, and how it fails to: with a clear error, and the project runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from engine_game import ADDON, Game

MAIN = 'extends "res://engine_test.gd"\nfunc _ready():\n\tfinish()\n'
NOT_LOADED = ["GDExtension initialization function", "Error loading extension"]
PACKAGES = Path(__file__).parent / "packages"


def run(game: Game, expect: list[str]) -> str:
    """Runs an empty project to its end; gives the log."""
    game.write("main.gd", MAIN)
    return game.run_script("main.gd", expect=expect).log


def own_copy(link: Path) -> Path:
    """Replaces a link to a folder by a folder of links, so that a test can take parts away."""
    target = link.resolve()
    link.unlink()
    link.mkdir()
    for path in target.iterdir():
        if path.name != "__pycache__":
            (link / path.name).symlink_to(path)
    return link


def standard_library(game: Game) -> Path:
    """The standard library's folder in a project's addon, which the test may change."""
    library = own_copy(game.addon / "python" / "lib")
    return own_copy(next(path for path in library.iterdir() if path.name.startswith("python3.")))


def test_nothing_else_is_needed(game: Game) -> None:
    """The addon starts in a project with nothing in it, without a word in the log."""
    log = run(game, [])
    assert "Steamworks addon" not in log
    assert "libgodot_steamworks" not in log, "libraries for other systems are not missed"


def test_surroundings_do_not_matter(tmp_path: Path) -> None:
    """Neither odd folder names nor Python's environment variables change what is loaded."""
    game = Game(tmp_path / "späce 日本 & co" / "project")
    game.environment = {"PYTHONHOME": "/nowhere", "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": "x"}
    (tmp_path / "steamworks.py").write_text("raise RuntimeError('must not be loaded')")
    (game.folder / "godot.py").write_text("raise RuntimeError('must not be loaded')")
    run(game, [])


def test_standard_library_is_missing(game: Game) -> None:
    """A half-copied addon is told apart from a broken one."""
    shutil.rmtree(standard_library(game))
    log = run(game, [*NOT_LOADED, "standard library is not in"])
    assert "cp -rL" in log


def test_standard_library_is_damaged(game: Game) -> None:
    """Python that cannot start is an error with its reason, and does not end the process."""
    encodings = own_copy(standard_library(game) / "encodings")
    for path in encodings.iterdir():
        path.unlink()
    run(game, [*NOT_LOADED, "did not start"])


def test_links_that_lead_nowhere(game: Game) -> None:
    """A copy of the links alone is told in words, with what to do, and without a traceback."""
    for path in game.packages.iterdir():
        if path.is_symlink():
            path.unlink()
            path.symlink_to(f"../../../../nowhere/{path.name}")
    log = run(game, [*NOT_LOADED, "The Python package 'godot' is not in"])
    assert str(game.packages) in log
    assert "cp -rL" in log
    assert "Traceback" not in log


def test_package_is_missing(game: Game) -> None:
    """Missing Python packages are an error that names the first."""
    next(game.packages.glob("_cffi_backend.*")).unlink()
    run(game, [*NOT_LOADED, "No module named '_cffi_backend'"])


def test_package_is_damaged(game: Game) -> None:
    """A syntax error in the bridge itself is in the log with its place."""
    package = own_copy(game.packages / "godot")
    (package / "lifecycle.py").unlink()
    (package / "lifecycle.py").write_text("def broken(:\n")
    run(game, [*NOT_LOADED, "lifecycle.py"])


def test_description_is_missing(game: Game) -> None:
    """A package that was not built says so."""
    package = own_copy(game.packages / "godot")
    (package / "_generated").unlink()
    (package / "_generated").mkdir()
    log = run(game, ["api.bin' is missing", *NOT_LOADED])
    assert "dev.py build" in log


def test_libpython_is_damaged(game: Game) -> None:
    """Without a libpython that can be loaded the engine itself names it."""
    library = own_copy(game.addon / "python" / "lib")
    for path in library.glob("libpython*"):
        path.unlink()
        path.touch()
    run(
        game,
        [
            "libpython3.",
            "file too short",
            "Error loading extension",
            "Returning: ERR_FILE_NOT_FOUND",
            "library not found",
        ],
    )


def test_broken_startup_package(game: Game) -> None:
    """A start-up package that raises keeps neither the others nor the game from starting."""
    game.add_package("aa_broken", {"__init__.py": "raise RuntimeError('broken on purpose')"})
    game.add_package("bb_no_register", {"__init__.py": ""})
    game.add_package("bc_exits", {"__init__.py": "import sys\nsys.exit('exited on purpose')"})
    game.add_package("cc_fine", {"__init__.py": "def register():\n    print('fine is there')"})
    log = run(game, ["broken on purpose", "has no attribute 'register'", "exited on purpose"])
    assert "fine is there" in log


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("class X(Node):\n    pass", "is not decorated with @exposed"),
        (
            "@exposed(native=True, global_name='Node')\nclass X(Node):\n    pass",
            "already has a class 'Node'",
        ),
        ("@exposed(native=True)\nclass X:\n    pass", "derive it from a class of the engine"),
        ("@exposed(native=True)\nclass X(Node):\n    x: int = export('a')", "is no INT"),
        ("@exposed(native=True)\nclass X(Node):\n    def f(self, *, k): ...", "needs a default"),
        (
            "@exposed(native=True)\nclass X(Node):\n"
            "    async def _get_configuration_warnings(self): ...",
            "X._get_configuration_warnings() is async, but the engine needs it to be over",
        ),
        (
            "@exposed(native=True)\nclass X(Node):\n    async def _notification(self, what): ...",
            "X._notification() is async",
        ),
    ],
)
def test_class_that_cannot_be_shown(game: Game, body: str, message: str) -> None:
    """A class that the engine cannot show is an error that says why; the project runs."""
    text = (
        "from godot import Node, export, exposed, registry\n"
        f"def register():\n{_indent(body)}\n    registry.register(X)\n"
    )
    game.add_package("shows", {"__init__.py": text})
    run(game, [message])


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def test_shutdown_prints(game: Game) -> None:
    """What is printed while the engine leaves is not lost, also without a new line at its end."""
    text = (
        "import sys\n"
        "def register():\n    sys.stdout.write('begun')\n"
        "def unregister():\n"
        "    sys.stdout.write(' and ended')\n"
        "    raise ValueError('left on purpose')\n"
    )
    game.add_package("prints", {"__init__.py": text})
    assert "begun and ended" in run(game, ["left on purpose"])


def test_objects_that_outlive_the_game(game: Game) -> None:
    """Objects that Python still holds when the engine leaves are no leak and no crash."""
    text = (
        "from godot import Node, RefCounted, Resource, Array, exposed, registry\n"
        "kept = []\n"
        "@exposed(native=True)\nclass Kept(RefCounted):\n    def _notification(self, what): pass\n"
        "@exposed(native=True)\nclass Keeper(Node):\n"
        "    def _ready(self):\n"
        "        loop = Kept(); loop.me = loop\n"
        "        kept.extend([self, Kept(), Resource(), self.get_parent(), print])\n"
        "        kept.append(Array([Kept(), {'a': Resource()}]))\n"
        "        self.get_tree().process_frame.connect(lambda: kept)\n"
        "        self.set_meta('kept', Kept())\n"
        "def register():\n    registry.register(Kept); registry.register(Keeper)\n"
    )
    game.add_package("keeps", {"__init__.py": text})
    game.write(
        "main.gd",
        'extends "res://engine_test.gd"\nfunc _ready():\n\tadd_child(Keeper.new())\n'
        "\tawait frames(2)\n\tfinish()\n",
    )
    game.run_script("main.gd")


def test_code_of_scripts_that_outlives_the_game(game: Game) -> None:
    """Lambdas of GDScript that Python holds when the game ends are gone before their language is.

    Held by a module, in containers, and by nothing but a cycle.
    """
    text = (
        "from godot import Array, Dictionary, Node, exposed, registry\n"
        "kept = []\n"
        "@exposed(native=True)\nclass Keeper(Node):\n"
        "    def keep(self, callable, way: int):\n"
        "        loop = []\n"
        "        loop.append((loop, callable))\n"
        "        kept.append([callable, Array([callable]), Dictionary({1: callable}), None][way])\n"
        "def register():\n    registry.register(Keeper)\n"
    )
    game.add_package("keeps", {"__init__.py": text})
    game.write(
        "main.gd",
        'extends "res://engine_test.gd"\nfunc _ready():\n\tvar keeper := Keeper.new()\n'
        "\tadd_child(keeper)\n\tvar captured := RefCounted.new()\n"
        "\tfor way in 4:\n\t\tkeeper.keep(func() -> RefCounted: return captured, way)\n"
        "\t\tkeeper.keep(func() -> Node: return self, way)\n\tfinish()\n",
    )
    game.run_script("main.gd")


def test_quitting_with_threads(game: Game) -> None:
    """Quitting while Python threads run neither hangs nor crashes."""
    text = (
        "import threading, time\n"
        "def work():\n    while True:\n        time.sleep(0.001)\n"
        "def register():\n"
        "    [threading.Thread(target=work, daemon=True).start() for _ in range(4)]\n"
    )
    game.add_package("works", {"__init__.py": text})
    run(game, [])


def test_the_editor_loads_the_help(game: Game) -> None:
    """The editor starts with a native class and its help page, and quits cleanly."""
    members = (PACKAGES / "bridge_classes" / "members.py").read_text(encoding="utf-8")
    text = "\ndef register():\n    from godot import registry\n    registry.register(Members)\n"
    game.add_package("members", {"__init__.py": members + text})
    game.write("icon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"/>')
    run_ = game.start("--editor", "--quit")
    # The editor leaves one name behind also without the addon.
    assert [
        error for error in run_.errors if not error.startswith("Orphan StringName: Node ")
    ] == []
    assert run_.exit_code == 0


HOST = r"""
#include <Python.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct version { uint32_t major, minor, patch; const char *text; };
static uint32_t minor;
static int started_before;

static void get_version(struct version *out) { *out = (struct version){4, minor, 0, "4"}; }
static void print_error(const char *text, const char *function, const char *file, int32_t line,
                        uint8_t notify) {
    printf("error: %s\n", text);
}
static void print_with_message(const char *text, const char *more, const char *function,
                               const char *file, int32_t line, uint8_t notify) {
    printf("error: %s %s\n", text, more);
}
static void *nothing(void) { return NULL; }

static void *get_proc_address(const char *name) {
    if (strncmp(name, "get_godot_version", 17) == 0)
        return (void *)get_version;
    if (strcmp(name, "print_error") == 0)
        return (void *)print_error;
    if (strcmp(name, "print_error_with_message") == 0)
        return (void *)print_with_message;
    return minor == 99 ? NULL : (void *)nothing;
}

int main(int argc, char **argv) {
    struct { int level; void *userdata, *enter, *leave; } initialization = {0};
    sscanf(argv[2], "%u", &minor);
    if (argc > 3) { /* another extension of the process has started Python */
        Py_InitializeEx(0);
        PyEval_SaveThread();
    }
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        printf("error: %s\n", dlerror());
        return 1;
    }
    uint8_t (*entry)(void *, void *, void *) = dlsym(library, "godot_python_entry");
    printf("entry gave %d\n", entry(get_proc_address, &initialization, &initialization));
    return 0;
}
"""


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A C program that loads the extension as an engine does."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "host.c").write_text(HOST, encoding="utf-8")
    library = next((ADDON / "python" / "lib").glob("libpython3.*.so*")).resolve()
    subprocess.run(
        [
            *(os.environ.get("CC", "cc"), "-o", folder / "host", folder / "host.c"),
            *(
                f"-I{sysconfig.get_paths()['include']}",
                library,
                f"-Wl,-rpath,{library.parent}",
                "-ldl",
            ),
        ],
        check=True,
    )
    return folder / "host"


def call_host(host: Path, game: Game, *arguments: str) -> str:
    """What the program prints."""
    library = next((game.addon / "bin").iterdir())
    done = subprocess.run(
        [host, library, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


@pytest.mark.parametrize("minor", [1, 3, 5])
def test_engine_is_too_old(game: Game, host: Path, minor: int) -> None:
    """An older engine is told which one is needed; nothing of Python is started."""
    said = call_host(host, game, str(minor))
    assert "needs Godot 4.6 or newer; this is Godot 4." in said
    assert "entry gave 0" in said


def test_engine_lacks_a_function(game: Game, host: Path) -> None:
    """A missing function of the interface is named."""
    said = call_host(host, game, "99")
    assert "lacks the extension function '" in said
    assert "entry gave 0" in said


def test_python_runs_already(game: Game, host: Path) -> None:
    """Python that another extension has started is used, with the addon's packages."""
    assert call_host(host, game, "6", "started").strip() == "entry gave 1"


def test_a_new_engine(game: Game, host: Path) -> None:
    """A newer engine is welcome."""
    assert call_host(host, game, "7").strip() == "entry gave 1"
