"""Mounts that one process alone sees, where the system gives them to this user. For tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

__all__ = ["UNSHARE", "can_mount"]

UNSHARE = ("unshare", "--mount", *(() if os.getuid() == 0 else ("--map-root-user",)))
"""Begins a command that may mount without anybody else seeing it."""


def can_mount(folder: Path) -> bool:
    """Whether this user may mount a folder read-only for one process."""
    if shutil.which("unshare") is None or shutil.which("mount") is None:
        return False
    tried = subprocess.run(
        [*UNSHARE, "mount", "--bind", "-o", "ro", str(folder), str(folder)],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0
