"""Where everything lies: in the clone, and in the one cache folder outside it.

Standard library only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from native_parts import ENGINE_DUMPS
from workbench.errors import SetupError

CACHE_NAME = "godot-steamworks"
# All that is ever put into the cache.
CACHE_ENTRIES = ("apt", "fonts", "godot", "steam", ".lock")
PYTHON_TAG = f"python{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class Places:
    """The folders of one clone and its cache.

    Attributes:
        root: The clone.
        cache: Everything that is fetched, shared by all clones of one person.
    """

    root: Path
    cache: Path

    @property
    def venv(self) -> Path:
        """The environment with the pinned tools."""
        return self.root / ".venv"

    @property
    def venv_python(self) -> Path:
        """The interpreter of that environment."""
        return self.venv / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        """Where that environment's packages are."""
        return self.venv / "lib" / PYTHON_TAG / "site-packages"

    @property
    def build(self) -> Path:
        """Intermediate files, logs and stamps; nothing in it is worth keeping."""
        return self.root / "build"

    @property
    def stamps(self) -> Path:
        """One small file for each step that was finished."""
        return self.build / "stamps"

    @property
    def logs(self) -> Path:
        """What the called tools said."""
        return self.build / "logs"

    @property
    def engine_dumps(self) -> Path:
        """The engine's own description, written by the engine."""
        return self.root / ENGINE_DUMPS

    @property
    def addon(self) -> Path:
        """What a game copies."""
        return self.root / "addons" / "steamworks"

    @property
    def project(self) -> Path:
        """The Godot project of the demo and of the tests."""
        return self.root / "godot_project"

    @property
    def project_packages(self) -> Path:
        """The Python packages with the project's own native classes."""
        return self.project / "python"

    def require_cache(self) -> Path:
        """Makes the cache folder and returns it.

        Raises:
            SetupError: It cannot be made or written to.
        """
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self.cache, str(error)) from error
        if not os.access(self.cache, os.W_OK | os.X_OK):
            raise _unusable(self.cache, "this user may not write there")
        return self.cache


def _unusable(cache: Path, reason: str) -> SetupError:
    return SetupError(
        f"The cache folder {cache} cannot be used: {reason}.",
        "Name another with --cache DIR, or set XDG_CACHE_HOME. It needs about 1 GB.",
    )


def default_cache(environment: Mapping[str, str], home: Path) -> Path:
    """The cache folder that the XDG base directory specification asks for.

    A relative ``XDG_CACHE_HOME`` is invalid by that specification and ignored.
    """
    base = Path(environment.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else home / ".cache") / CACHE_NAME


def locate(cache: str | None, environment: Mapping[str, str] = os.environ) -> Places:
    """The places of the clone that this file is in.

    Args:
        cache: What ``--cache`` named, relative to the working directory, or None.
        environment: The process's environment.
    """
    root = Path(__file__).resolve().parents[2]
    chosen = Path(cache).expanduser().absolute() if cache else None
    return Places(root, chosen or default_cache(environment, Path.home()))
