"""The machine that the figures are of.

Bench, no room of the product. Standard library only.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

__all__ = ["describe", "sentence"]


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def first_line(command: list[str]) -> str:
    """The first line that a program prints; what went wrong if it cannot be asked."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {error}"
    return next(iter((done.stdout or done.stderr).splitlines()), "")


def compiler() -> str:
    """The C compiler that builds the yardsticks: ``CC``, or the one Python was built with."""
    named = os.environ.get("CC") or str(sysconfig.get_config_var("CC") or "cc").split()[0]
    return shutil.which(named) or shutil.which("cc") or named


def describe(engine: str) -> dict[str, Any]:
    """What matters for the figures.

    Args:
        engine: The path of Godot.
    """
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "godot": first_line([engine, "--headless", "--version"]),
        "compiler": first_line([compiler(), "--version"]),
    }


def sentence(machine: dict[str, Any]) -> str:
    """The machine in two lines, for people."""
    busy = "" if machine["load"] < 0.5 else " - busy, so take the figures as upper bounds"
    return (
        f"{machine['cpu']}, {machine['cores']} cores, load {machine['load']:.1f} at the start"
        f"{busy}\n"
        f"{machine['python']}, Godot {machine['godot']}, {machine['compiler']}, "
        f"{machine['system']}"
    )
