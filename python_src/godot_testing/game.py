"""Room E, ``godot_testing``: one run of a game, under a test's control.

Standard library and the modules of this package, except ``plugin``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from godot_testing.engine import Engine
from godot_testing.errors import GameError, GameFailed
from godot_testing.link import VARIABLE, Link
from godot_testing.log import find_errors, is_problem, lacks_addon, missing, tail, unexpected
from godot_testing.process import Process, surroundings
from godot_testing.project import Project
from godot_testing.steam import Steam
from godot_testing.values import from_game, to_game

__all__ = ["Game"]

Event = dict[str, Any]


class Game:
    """A game that a test starts, headless, with the offline runtime in an empty folder.

    Before `start`, only `steam`, `define`, `expect_error` and `allow_error` may be used. While the
    test works the game stands still; `frames`, `wait_for`, `wait_until` and `run` let it go on.

    Args:
        project: what to run.
        engine: with which Godot.
        home: a folder for this run: its settings, ``user://`` and Steam's store.
        timeout: seconds of real time that any one request may take.

    Attributes:
        steam: what Steam answers, who plays, and what is stored.
    """

    def __init__(self, project: Project, engine: Engine, home: Path, timeout: float = 60) -> None:
        self.project = project
        self.engine = engine
        self.home = home
        self.timeout = timeout
        self.steam = Steam(self._tell_steam, self._ask_steam)
        self._queued: list[dict[str, Any]] = []
        self._expected: list[str] = []
        self._allowed: list[str] = []
        self._process: Process | None = None
        self._link: Link | None = None
        self._events: list[Event] = []
        self._seen = 0
        self._frame = 0
        self._over = False
        self._judged = False
        self._exit_code = 0

    # ---- start and end ----

    def define(self, definition: str | Path) -> None:
        """Has the offline runtime simulate another app: a TOML file, or the text of one."""
        if isinstance(definition, str) and "\n" in definition:
            path = self.home / "app.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(definition, encoding="utf-8")
        else:
            path = Path(definition)
            if not path.is_absolute():
                path = self.project.folder / path
        self.steam.set_app(str(path))

    def start(
        self,
        scene: str = "",
        *,
        script: str = "",
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        fixed_fps: int | None = 60,
    ) -> None:
        """Starts the game, and returns before its first frame, when everything in it is ready.

        Args:
            scene: such as ``res://main.tscn``; the project's main scene by default.
            script: instead of a scene a script that extends ``SceneTree``.
            arguments: for the game, which has them in ``OS.get_cmdline_user_args()``.
            environment: variables to add.
            fixed_fps: how many frames are a second of the game's time, however long they really
                take; None for real time.

        Raises:
            GameError: it has been started before, or something was asked of Steam that it refuses.
            GameFailed: it did not come so far.
        """
        __tracebackhide__ = True
        if self._process is not None:
            raise GameError("this game has been started already: make another one for another run")
        link = self._link = Link()
        command: list[str | Path] = [self.engine.program, "--headless", "--verbose"]
        command += ["--path", self.project.folder]
        if fixed_fps is not None:
            command += ["--fixed-fps", str(fixed_fps)]
        if script:
            command += ["--script", script]
        elif scene:
            command.append(scene)
        if arguments:
            command += ["--", *arguments]
        variables = {
            **surroundings(self.home),
            VARIABLE: link.address,
            **(environment or {}),
        }
        process = self._process = Process(command, self.project.folder, variables)

        def may_come() -> bool:
            return process.exit_code is None and not lacks_addon(process.log)

        if link.accept(self.timeout, may_come) is None:
            if lacks_addon(process.log):
                raise self._failure(
                    "Godot could not load the project's addon, and the errors below say why. Copy "
                    "the whole addon, made for this system, into the project's addons/steamworks"
                )
            raise self._failure(
                "The game did not come to its start. Is the project's addon whole, and is this a "
                "debug build of Godot?"
            )
        self._receive()
        if self._over:
            raise self._failure("The game ended at its start")
        for request in self._queued:
            self._ask(request)
        self._run(0, ())
        if self._over:
            raise self._failure("The game ended while its scene was getting ready")

    def run(self, seconds: float | None = None) -> int:
        """Lets the game run until it ends by itself; gives its exit code.

        Args:
            seconds: of real time that it may take; by default `timeout`.

        Raises:
            GameFailed: it does not end.
        """
        __tracebackhide__ = True
        if not self._over:
            self._run(-1, (), seconds)
        self._exit_code = self._end()
        if self._exit_code < 0:
            raise self._failure("The game crashed")
        return self._exit_code

    def finish(self) -> None:
        """Quits the game, if it still runs, and judges it. Once: afterwards it does nothing.

        Raises:
            GameFailed: it crashed, gave an exit code other than 0 that `run` has not told, or its
                log has errors or leaks that were not expected.
        """
        __tracebackhide__ = True
        if self._process is None or self._judged:
            return
        self._judged = True
        if not self._over:
            self._ask({"do": "quit", "exit_code": 0})
            self._run(-1, ())
        code = self._end()
        errors = find_errors(self.log)
        problems = unexpected(filter(is_problem, errors), [], self._expected + self._allowed)
        problems += missing(errors, self._expected)
        if code != self._exit_code:
            problems.insert(0, f"it ended with exit code {code}")
        if problems:
            listed = "\n- ".join(problems)
            raise GameFailed(
                f"The game's run was not as it should be:\n- {listed}\n\n{self._tail()}"
            )

    def close(self) -> None:
        """Ends the game at once, and judges nothing."""
        self._over = True
        if self._process is not None:
            self._process.kill()
        if self._link is not None:
            self._link.close()

    def __enter__(self) -> Game:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---- time ----

    @property
    def frame(self) -> int:
        """The number of the frame that comes next."""
        return self._frame

    def frames(self, count: int = 1) -> None:
        """Lets the game run for so many frames.

        Raises:
            GameFailed: it ended meanwhile.
        """
        __tracebackhide__ = True
        if count > 0:
            self._run(count, ())
            if self._over:
                raise self._failure(f"The game ended while it was to run for {count} frames")

    def wait_for(self, name: str, frames: int = 600, **values: Any) -> Event:
        """Lets the game run until a node emits an event; gives the event.

        Each event is given once: what came before the last one that was waited for is passed over.

        Args:
            name: such as ``userProgressSave``.
            frames: how many it may take.
            values: what the event has to have, such as ``achievementName="WIN"``.

        Raises:
            GameFailed: it did not come.
        """
        __tracebackhide__ = True
        last = self._frame + frames
        while True:
            while self._seen < len(self._events):
                event = self._events[self._seen]
                self._seen += 1
                if event["name"] == name and _has(event, values):
                    return event
            left = last - self._frame
            if left <= 0 or self._over:
                break
            self._run(left, (name,))
        told = f"{name!r} with {values}" if values else repr(name)
        came = ", ".join(
            str(event) if event["name"] == name else event["name"] for event in self._events
        )
        came = f"Events of this run: {came or 'none'}"
        when = "before the game ended" if self._over else f"within {frames} frames"
        raise self._failure(f"There was no event {told} {when}. {came}")

    def wait_until(self, expression: str, frames: int = 600) -> Any:
        """Lets the game run until an expression is true; gives its value. See `evaluate`.

        Raises:
            GameError: it cannot be evaluated.
            GameFailed: it did not become true.
        """
        __tracebackhide__ = True
        for _ in range(frames):
            value = self.evaluate(expression)
            if value:
                return value
            self.frames(1)
        value = self.evaluate(expression)
        if value:
            return value
        raise self._failure(f"{expression!r} is still {value!r} after {frames} frames")

    # ---- what has happened ----

    def events(self, name: str = "", **values: Any) -> list[Event]:
        """All events so far, in order: of any name or of one, with these values."""
        return [
            event for event in self._events if name in ("", event["name"]) and _has(event, values)
        ]

    @property
    def log(self) -> str:
        """What the game has printed so far."""
        return "" if self._process is None else self._process.log

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self._over

    def expect_error(self, text: str) -> None:
        """Says that the log has to have an error with this text in it."""
        self._expected.append(text)

    def allow_error(self, text: str) -> None:
        """Says that the log may have errors with this text in them; "" allows all."""
        self._allowed.append(text)

    # ---- the scene ----

    def call(self, node: str, method: str, *arguments: Any) -> Any:
        """Calls a method of a node; gives what it returns.

        Args:
            node: a path as for ``get_node()``, from the current scene; ``""`` is the scene itself.
            method: its name.
            arguments: see `Godot` for values that Python has not.

        Raises:
            GameError: there is no such node or method.
        """
        __tracebackhide__ = True
        return self._ask(
            {"do": "call", "node": node, "method": method, "arguments": to_game(arguments)}
        )

    def get(self, node: str, name: str) -> Any:
        """A property of a node, such as ``score`` or ``position:x``.

        Raises:
            GameError: there is no such node or property.
        """
        __tracebackhide__ = True
        return self._ask({"do": "get", "node": node, "name": name})

    def set(self, node: str, name: str, value: Any) -> None:
        """Sets a property of a node.

        Raises:
            GameError: there is no such node or property.
        """
        __tracebackhide__ = True
        self._ask({"do": "set", "node": node, "name": name, "value": to_game(value)})

    def has_node(self, node: str) -> bool:
        """Whether the current scene has such a node."""
        __tracebackhide__ = True
        return bool(self._ask({"do": "has", "node": node}))

    def evaluate(self, expression: str) -> Any:
        """The value of an expression as Godot's class ``Expression`` takes it.

        Names in it are members of the current scene's root: ``get_node("Player").health > 3``.

        Raises:
            GameError: it cannot be evaluated.
        """
        __tracebackhide__ = True
        return self._ask({"do": "evaluate", "text": expression})

    def press(self, action: str, strength: float = 1.0) -> None:
        """Presses an input action, until `release`. The game notices in the next frame.

        Raises:
            GameError: the project has no such action.
        """
        __tracebackhide__ = True
        self._ask({"do": "action", "name": action, "pressed": True, "strength": float(strength)})

    def release(self, action: str) -> None:
        """Releases an input action.

        Raises:
            GameError: the project has no such action.
        """
        __tracebackhide__ = True
        self._ask({"do": "action", "name": action, "pressed": False, "strength": 0.0})

    def change_scene(self, scene: str) -> None:
        """Goes to another scene, and runs until it is there.

        Raises:
            GameError: there is no such scene.
        """
        __tracebackhide__ = True
        self._ask({"do": "scene", "path": scene})
        self.frames(2)

    # ---- requests ----

    def _tell_steam(self, name: str, arguments: tuple[Any, ...]) -> None:
        __tracebackhide__ = True
        request = {"do": "control", "name": name, "arguments": to_game(arguments)}
        if self._process is None:
            self._queued.append(request)
        else:
            self._ask(request)

    def _ask_steam(self, name: str, arguments: tuple[Any, ...]) -> Any:
        __tracebackhide__ = True
        return self._ask({"do": "control", "name": name, "arguments": to_game(arguments)})

    def _ask(self, request: dict[str, Any]) -> Any:
        __tracebackhide__ = True
        self._tell(request)
        answer = self._receive()
        if self._over:
            raise self._failure("The game ended")
        if "error" in answer:
            raise GameError(answer["error"])
        return from_game(answer.get("result"))

    def _run(self, frames: int, until: Sequence[str], seconds: float | None = None) -> None:
        __tracebackhide__ = True
        self._tell({"do": "run", "frames": frames, "until": list(until)})
        self._receive(seconds)

    def _tell(self, request: dict[str, Any]) -> None:
        __tracebackhide__ = True
        if self._process is None:
            raise GameError("the game has not been started: call start() before")
        if self._over:
            raise self._failure("The game has ended")
        assert self._link is not None
        self._link.say(request)

    def _receive(self, seconds: float | None = None) -> dict[str, Any]:
        """The next answer; an empty one when the game is over."""
        __tracebackhide__ = True
        assert self._link is not None
        seconds = self.timeout if seconds is None else seconds
        try:
            answer = self._link.hear(seconds)
        except TimeoutError:
            raise self._failure(f"The game did not answer within {seconds:g} s") from None
        if answer is None:
            self._over = True
            return {}
        self._frame = answer["frame"]
        self._events += from_game(answer["events"])
        if answer.get("over"):
            self._over = True
        return answer

    def _end(self) -> int:
        """Waits for the process's end; gives its exit code."""
        __tracebackhide__ = True
        assert self._process is not None and self._link is not None
        code = self._process.wait(self.timeout)
        if code is None:
            raise self._failure(f"The game did not end within {self.timeout:g} s")
        self._link.close()
        return code

    def _failure(self, what: str) -> GameFailed:
        """Ends the game; the error to raise."""
        code = None
        if self._process is not None:
            if self._over:
                code = self._process.wait(5)
            self._process.kill()
        self._over = True
        ended = "" if code is None else f" (exit code {code})"
        return GameFailed(f"{what}{ended}\n\n{self._tail()}")

    def _tail(self) -> str:
        return tail(self.log)


def _has(event: Event, values: Mapping[str, Any]) -> bool:
    return all(key in event and event[key] == value for key, value in values.items())
