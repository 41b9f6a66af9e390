"""Room E, ``godot_testing``: the Godot that runs the game. Standard library and ``errors``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from godot_testing.errors import GameError

__all__ = ["Engine"]

OLDEST = (4, 6)
VARIABLE = "GODOT"
NAMES = ("godot", "godot4", "Godot")
_VERSION = re.compile(r"^(\d+)\.(\d+)(?:\.\d+)?\.\S+$", re.MULTILINE)
_SECONDS = 60


@dataclass(frozen=True)
class Engine:
    """A Godot that can be used: the editor's program, not an export template."""

    program: Path
    version: str

    @classmethod
    def find(
        cls, named: str | Path | None = None, environment: Mapping[str, str] = os.environ
    ) -> Engine:
        """The Godot that is named, else the one in the variable ``GODOT``, else one on ``PATH``.

        Raises:
            GameError: there is none, or the one that is named is none or too old.
        """
        wanted = str(named) if named else environment.get(VARIABLE, "")
        path = environment.get("PATH")
        if wanted:
            found = shutil.which(wanted, path=path)
            if found is None:
                raise GameError(f"there is no program {wanted!r}; name Godot's")
            return cls._asked(found)
        for name in NAMES:
            found = shutil.which(name, path=path)
            if found is not None:
                return cls._asked(found)
        raise GameError(
            f"there is no Godot: put {' or '.join(NAMES[:2])} on PATH, set {VARIABLE}, or say "
            "--godot-executable"
        )

    @classmethod
    def _asked(cls, program: str) -> Engine:
        try:
            answer = subprocess.run(
                [program, "--version"],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GameError(f"{program} --version: {error}") from error
        match = _VERSION.search(answer.stdout)
        if match is None:
            said = (answer.stdout + answer.stderr).strip().splitlines()
            raise GameError(f"{program} is no Godot: --version said {said[-1:] or 'nothing'}")
        if (int(match[1]), int(match[2])) < OLDEST:
            raise GameError(
                f"{program} is Godot {match[0]}; the addon needs {OLDEST[0]}.{OLDEST[1]} or newer"
            )
        return cls(Path(program).absolute(), match[0])
