"""A Godot that is none: a small program that speaks the protocol of tests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from godot_testing import Engine, Game, Project

FAKE = '''#!{python} -IS
"""What Godot does for a test, by the scene that it is given."""
import json, os, signal, socket, sys, time

if "--version" in sys.argv:
    print("4.6.3.stable.fake")
    sys.exit()
if "--import" in sys.argv:
    with open("imports.txt", "a") as file:
        file.write("import\\n")
    if os.path.exists("broken"):
        print("ERROR: broken\\n   at: here (a.cpp:1)")
        sys.exit(1)
    time.sleep(0.2)
    sys.exit()
scene = sys.argv[sys.argv.index("--path") + 2 :]
scene = next((word for word in scene if word.startswith("res://")), "res://main.tscn")
print("fake Godot runs", scene, flush=True)
if scene == "res://incomplete.tscn":
    extension = "res://addons/steamworks/steamworks.gdextension"
    print(f"ERROR: Error loading extension: '{{extension}}'.\\n   at: here (a.cpp:1)", flush=True)
    time.sleep(60)
if scene == "res://never.tscn":
    time.sleep(60)
if scene == "res://dies.tscn":
    sys.exit(7)
host, port, word = os.environ["GODOT_TESTING"].split(":")
if scene == "res://strayed.tscn":
    stray = socket.create_connection((host, int(port)))
    stray.sendall(b'{{"word": "wrong"}}\\n')
link = socket.create_connection((host, int(port)))
lines = link.makefile("r")
frame, waits = 0, []

def say(**words):
    link.sendall(json.dumps(words).encode() + b"\\n")

def answer(**words):
    due = [event for event in waits if event["at"] <= frame]
    waits[:] = waits[len(due) :]
    say(**words, frame=frame, events=due)

say(word=word, protocol=2 if scene == "res://newer.tscn" else 1, engine="fake")
answer()
quits = False
for line in lines:
    request = json.loads(line)
    if request["do"] == "run":
        if scene == "res://hangs.tscn" and request["frames"]:
            time.sleep(60)
        if scene == "res://crashes.tscn" and request["frames"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        if quits or request["frames"] < 0:
            if scene == "res://untidy.tscn":
                print("WARNING: ObjectDB instances leaked at exit.\\n   at: cleanup (a.cpp:2)")
            answer(over=True)
            sys.exit(3 if scene == "res://three.tscn" else 0)
        for _ in range(request["frames"]):
            frame += 1
            if any(event["at"] == frame and event["name"] in request["until"] for event in waits):
                break
        answer()
    elif request["do"] == "quit":
        quits = True
        answer(result=None)
    elif request["do"] == "control" and request["arguments"] == ["X", 2]:
        answer(error="no call 'X'")
    elif request["do"] == "call" and request["method"] == "emit_at":
        at, name, value = request["arguments"]
        waits.append({{"name": name, "at": at, "value": value}})
        answer(result=None)
    elif request["do"] == "call" and request["method"] == "say":
        print(*request["arguments"], flush=True)
        answer(result=None)
    else:
        answer(result=request)
'''


@pytest.fixture
def fake_program(tmp_path: Path) -> Path:
    """The program."""
    program = tmp_path / "godot"
    program.write_text(FAKE.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def engine(fake_program: Path) -> Engine:
    """The program, found."""
    return Engine.find(fake_program)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that has just what a project must have."""
    addon = tmp_path / "my game" / "addons" / "steamworks"
    addon.mkdir(parents=True)
    (addon / "steamworks.gdextension").touch()
    (tmp_path / "my game" / "project.godot").touch()
    return Project(tmp_path / "my game")


@pytest.fixture
def game(project: Project, engine: Engine, tmp_path: Path) -> Iterator[Game]:
    """A game that has not been started."""
    with Game(project, engine, tmp_path / "home", timeout=20) as game:
        yield game


@pytest.fixture
def started(game: Game) -> Callable[[str], Game]:
    """Starts the game with a scene."""

    def start(scene: str = "main") -> Game:
        game.start(f"res://{scene}.tscn")
        return game

    return start
