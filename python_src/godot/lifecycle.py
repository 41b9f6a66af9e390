"""Room A: what happens when the engine lets the extension in and out. May import the whole room.

Level SCENE is where a class can be registered and the engine's singletons are there; level EDITOR
exists only in the editor. A start-up package has a function ``register()``, and may have
``unregister()`` and ``register_editor()``.
"""

from __future__ import annotations

import atexit
import contextlib
import enum
import gc
import importlib
from collections.abc import Callable, Iterator
from types import ModuleType

from godot import (
    attributes,
    builtins,
    classes,
    coroutines,
    defaults,
    errors,
    output,
    registry,
    values,
)
from godot._ffi import core
from godot.scripting import modules, registration
from godot.scripting.files import EngineFiles

__all__ = ["Level", "begin", "when_main_loop_starts"]


class Level(enum.IntEnum):
    """The engine's initialisation levels that matter here."""

    SCENE = 2
    EDITOR = 3


_startup: tuple[str, ...] = ()
_loaded: list[ModuleType] = []


def begin(startup: tuple[str, ...]) -> None:
    """Asks the C floor to report levels. ``startup`` names the packages that register classes."""
    global _startup
    _startup = startup
    core.set_level_hook(_change_level)


def _change_level(level: int, entering: bool) -> None:
    if level == Level.SCENE:
        _enter() if entering else _leave()
    elif level == Level.EDITOR and not entering:
        registry.remove_editor_plugins()
    elif level == Level.EDITOR and classes.singleton("Engine").is_editor_hint():
        # An engine with an editor in it goes through this level also when it only runs the game.
        from godot import help_pages  # here, because a game has no use for it

        with _reported():
            registration.enter_editor()
        help_pages.load(registry.registered())
        _call_all("register_editor")


def _is_debugged() -> bool:
    return bool(classes.singleton("EngineDebugger").is_active())


@contextlib.contextmanager
def _reported() -> Iterator[None]:
    """One package that raises must not keep the others, or the game, from going on.

    ``sys.exit()`` is among it: a game ends by ``get_tree().quit()``.
    """
    try:
        yield
    except BaseException as error:
        errors.report(error)


def _enter() -> None:
    core.set_hook("report", errors.report_call)
    values.install()
    builtins.install()
    defaults.install()
    classes.install()
    coroutines.install()
    core.set_hook("ending", _end)
    output.install(classes.utility("print"), classes.utility("printerr"))
    errors.install()
    errors.is_debugged = _is_debugged
    modules.install(EngineFiles(), errors.report, errors.warn)
    errors.explainers += [modules.explain, attributes.explain]
    registration.enter()
    for name in _startup:
        with _reported():
            module = importlib.import_module(name)
            module.register()
            _loaded.append(module)


def _call_all(function: str) -> None:
    for module in _loaded:
        hook = getattr(module, function, None)
        if hook is not None:
            with _reported():
                hook()


def when_main_loop_starts(action: Callable[[], None]) -> None:
    """Has an action done when there is a main loop, before anything in it is ready.

    There is one such action. To be called from a package's ``register()``.
    """

    def start() -> None:
        with _reported():
            action()

    core.set_hook("starting", start)


def _end() -> None:
    """The main loop is over; the script languages still live, and are about to go."""
    with _reported():
        coroutines.uninstall()
    gc.collect()  # what only a cycle keeps may hold code of a script: see values_release()


def _leave() -> None:
    _end()  # for what has begun since
    _loaded.reverse()
    _call_all("unregister")
    _loaded.clear()
    with _reported():
        atexit._run_exitfuncs()  # Python is never finalised, which would do it
    with _reported():
        registration.leave()
    modules.uninstall()
    classes.uninstall()
    gc.collect()  # what only a cycle keeps is destroyed as everything else is, by its references
    core.release_objects()  # before their classes go
    with _reported():
        registry.unregister_all()
    errors.uninstall()
    errors.is_debugged = bool
    output.uninstall()
