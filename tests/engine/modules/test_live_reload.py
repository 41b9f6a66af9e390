"""A running game takes over what is saved in the editor, which tells it through the debugger."""

from __future__ import annotations

import os
import signal
import socket
import struct
import threading

from engine_game import Game

OLD = """\
from helper import said
from godot import *


@exposed
class Main(Node):
    def __init__(self):
        self.own = "kept"

    def _ready(self):
        print("the game runs")

    def _process(self, delta):
        pass
"""

NEW = OLD.replace(
    "        pass\n", "        print(said(), self.own)\n        self.get_tree().quit()\n"
)

SCENE = """\
[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://main.py" id="1"]

[node name="Main" type="Node"]
script = ExtResource("1")
"""


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<II", 4, len(data)) + data + bytes(-len(data) % 4)


def _array(*values: bytes) -> bytes:
    return struct.pack("<II", 28, len(values)) + b"".join(values)


def _message(name: str, *values: bytes) -> bytes:
    """As the editor's debugger sends it: name, thread (1 is the main one), data."""
    data = _array(_text(name), struct.pack("<Ii", 2, 1), _array(*values))
    return struct.pack("<I", len(data)) + data


def _read_on(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def test_saved_while_the_game_runs(game: Game) -> None:
    """The node goes on with the new code, its attributes, and what the script imports."""
    game.write("helper.py", 'def said():\n    return "old"\n')
    game.write("main.py", OLD)
    game.write("main.tscn", SCENE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        process = game.open("res://main.tscn", "--remote-debug", address)
        overtime = threading.Timer(60, lambda: os.killpg(process.pid, signal.SIGKILL))
        overtime.start()
        try:
            connection, _ = server.accept()
            with connection, process:
                threading.Thread(target=_read_on, args=[connection], daemon=True).start()
                assert process.stdout is not None
                log = ""
                for line in process.stdout:
                    log += line
                    if "the game runs" in line:
                        game.write("helper.py", 'def said():\n    return "new"\n')
                        game.write("main.py", NEW)
                        connection.sendall(_message("reload_scripts", _text("res://main.py")))
                assert process.wait() == 0, log
        finally:
            overtime.cancel()
    assert "new kept" in log, log
    assert "ERROR" not in log, log
