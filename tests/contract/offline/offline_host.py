"""Builds offline libraries and drives ``host.c``, a C program without Python, for the tests.

Imported by the conftest files of ``tests/contract/offline`` and ``tests/faults``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PACKAGE = ROOT / "python_src" / "offline_steam"
LIBRARY = PACKAGE / "lib" / "libsteam_api.so"
BUILD_SCRIPT = PACKAGE / "_shim" / "build_shim.py"

ME = 76561202255232769
FRIEND = 76561202255232770


def build_script() -> ModuleType:
    """``build_shim.py`` as a module, loaded by its path as the build does."""
    spec = importlib.util.spec_from_file_location("build_shim_under_test", BUILD_SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build_library(out: Path, tmp: Path, *options: str) -> Path:
    """Runs the build script; returns ``out``."""
    subprocess.run([sys.executable, BUILD_SCRIPT, "--out", out, "--tmp", tmp, *options], check=True)
    return out


def build_host(folder: Path) -> Path:
    """Compiles ``host.c``; returns the program."""
    program = folder / "host"
    compiler = os.environ.get("CC") or shutil.which("cc") or "gcc"
    subprocess.run(
        [compiler, "-O1", "-Wall", "-Werror", HERE / "host.c", "-o", program, "-ldl"], check=True
    )
    return program


@dataclass(frozen=True)
class Message:
    """A callback as the host got it; for a call result with what was fetched."""

    frame: int
    callback: int
    data: bytes
    answered: bool = False
    failed: bool = False
    call: int = 0
    result: bytes = b""

    @property
    def eresult(self) -> int:
        """The ``EResult`` of 1101 and 1102."""
        return int(struct.unpack_from("<i", self.data, 8)[0])


class Host:
    """The C program, running.

    Args:
        program: from ``build_host``.
        library: what it loads.
        environment: added to a nearly empty one.
    """

    def __init__(self, program: Path, library: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [program, library],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"PATH": os.environ["PATH"], **environment},
        )

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def send(self, lines: str) -> None:
        """Sends commands without waiting for their answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(lines)
        self._process.stdin.flush()

    def answer(self) -> str:
        """The next line of answer."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip()

    def say(self, line: str) -> str:
        """Sends a command; returns its answer without the command's name."""
        self.send(line + "\n")
        answer = self.answer()
        word = line.split()[0]
        assert answer.startswith(word), f"{line!r} was answered with {answer!r}: {self.end()}"
        return answer[len(word) :].strip()

    def init(self) -> tuple[int, str]:
        """Init, with result and message."""
        result, _, message = self.say("init").partition(" ")
        return int(result), message

    def pump(self, frames: int = 10) -> list[Message]:
        """Runs frames; returns what came."""
        self.send(f"pump {frames}\n")
        messages = []
        while (line := self.answer()) != "pumped":
            assert line.startswith("message "), f"{line!r}: {self.end()}"
            words = line.split(" ")
            message = Message(int(words[1]), int(words[2]), bytes.fromhex(words[3]))
            if len(words) > 4:
                message = Message(
                    message.frame,
                    message.callback,
                    message.data,
                    words[5] == "1",
                    words[6] == "1",
                    int(words[7]),
                    bytes.fromhex(words[8]),
                )
            messages.append(message)
        return messages

    def state(self) -> dict[str, Any]:
        """The state report."""
        report: dict[str, Any] = json.loads(self.say("state"))
        return report

    def end(self) -> tuple[int, str]:
        """Closes its input; returns the exit code and what it wrote to stderr."""
        _, errors = self._process.communicate(timeout=20)
        return self._process.returncode, errors

    def kill(self) -> None:
        """Ends it at once, if it still runs."""
        self._process.kill()
        self._process.communicate()
