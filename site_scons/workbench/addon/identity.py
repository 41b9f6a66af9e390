"""Which version an addon is: of what commit, and of which moment. Standard library only."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import SetupError


@dataclass(frozen=True)
class Identity:
    """A version.

    Attributes:
        version: pyproject.toml's.
        commit: The commit, with ``+changes`` behind it if files differ from it; ``unknown`` if this
            is no clone.
        moment: The commit's time in seconds since 1970; what ``SOURCE_DATE_EPOCH`` says goes first.
    """

    version: str
    commit: str
    moment: int


def identify(root: Path, environment: Mapping[str, str] = os.environ) -> Identity:
    """The version of a clone.

    Raises:
        SetupError: pyproject.toml has no version, or ``SOURCE_DATE_EPOCH`` is no number.
    """
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        version = str(project["project"]["version"])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SetupError(
            f"{root / 'pyproject.toml'} has no version: {error}.",
            "Restore the file: git checkout -- pyproject.toml",
        ) from error
    commit, moment = _git(root, "rev-parse", "HEAD"), _git(root, "log", "-1", "--format=%ct")
    if commit and _git(root, "status", "--porcelain"):
        commit += "+changes"
    chosen = environment.get("SOURCE_DATE_EPOCH", "") or moment or "0"
    if not re.fullmatch(r"\d{1,12}", chosen):
        raise SetupError(
            f"SOURCE_DATE_EPOCH is {chosen!r}, which is no number of seconds since 1970.",
            "Unset it, and the time of the commit is used.",
        )
    return Identity(version, commit or "unknown", int(chosen))


def _git(root: Path, *words: str) -> str:
    if not (root / ".git").exists():
        return ""  # an unpacked archive, perhaps within somebody else's repository
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
