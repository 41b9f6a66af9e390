"""Measures what the addon adds to Godot's start: time and memory; and how long the demo takes.

Bench, no room of the product.
"""

from __future__ import annotations

from measuring.bench_project import Bench, BenchProject
from measuring.figures import Figure, Samples, Yardstick, differences
from measuring.programs import time_to_line

__all__ = ["demo", "memory", "start"]

_MEGABYTE = 1_000_000
_NOTE_OFFLINE = "with a Steamworks node in the scene, which opens the offline runtime"


def _projects(bench: Bench, name: str) -> tuple[BenchProject, BenchProject]:
    """The same project with the addon and without it."""
    return (
        BenchProject(bench, f"{name}-with", classes=False),
        BenchProject(bench, f"{name}-without", addon=False),
    )


def start(bench: Bench) -> list[Figure]:
    """From the start of the process to the first frame, less the same without the addon."""
    addon, plain = _projects(bench, "start")
    runs: dict[str, tuple[BenchProject, tuple[str, ...]]] = {
        "loaded": (addon, ()),
        "connected": (addon, ("node",)),
        "scripted": (addon, ("script",)),
        "without": (plain, ()),
    }
    passed: dict[str, list[float]] = {kind: [] for kind in runs}
    worked: dict[str, list[float]] = {kind: [] for kind in runs}
    for repetition in range(bench.times(20) + 1):
        for kind, (project, words) in runs.items():
            seconds, milliseconds = project.time_to_report("started.gd", *words)
            if repetition > 0:  # the first one fills the system's caches
                passed[kind].append(1000 * seconds)
                worked[kind].append(milliseconds)
    beside = (Yardstick("Godot without it", Samples.of(passed["without"])),)
    beside_worked = (Yardstick("Godot without it", Samples.of(worked["without"])),)
    return [
        Figure(
            "start",
            "the extension's share of Godot's start",
            "ms",
            differences(passed["loaded"], passed["without"]),
            150.0,
            beside,
            "from the process's start to the first frame, headless, runs by turns",
        ),
        Figure(
            "start-worked",
            "of that, time on a processor",
            "ms",
            differences(worked["loaded"], worked["without"]),
            None,
            beside_worked,
            "of the main thread alone: what other programs take away is not in it",
        ),
        Figure(
            "start-node",
            "with a connected Steamworks node",
            "ms",
            differences(passed["connected"], passed["without"]),
            None,
            beside,
            _NOTE_OFFLINE,
        ),
        Figure(
            "start-script",
            "with a node that has a Python script",
            "ms",
            differences(passed["scripted"], passed["without"]),
            150.0,
            beside,
        ),
    ]


def memory(bench: Bench) -> list[Figure]:
    """Resident memory after 100 frames, less the same without the addon."""
    addon, plain = _projects(bench, "memory")
    loaded: list[float] = []
    connected: list[float] = []
    scripted: list[float] = []
    without: list[float] = []
    runs: tuple[tuple[list[float], BenchProject, tuple[str, ...]], ...] = (
        (loaded, addon, ()),
        (connected, addon, ("node",)),
        (scripted, addon, ("script",)),
        (without, plain, ()),
    )
    for _ in range(bench.times(7)):
        for samples, project, words in runs:
            [found] = project.run("memory.gd", *words)
            samples.append(found["Rss"] / _MEGABYTE)
    beside = (Yardstick("Godot without it", Samples.of(without)),)
    return [
        Figure(
            "memory",
            "memory over the same project without it",
            "MB",
            differences(loaded, without),
            40.0,
            beside,
            "resident memory after 100 frames, headless, shared pages of files counted in full",
        ),
        Figure(
            "memory-node",
            "with a connected Steamworks node",
            "MB",
            differences(connected, without),
            40.0,
            beside,
            _NOTE_OFFLINE,
        ),
        Figure(
            "memory-script",
            "with Python scripts that use 40 classes of the engine",
            "MB",
            differences(scripted, without),
            40.0,
            beside,
        ),
    ]


def demo(bench: Bench) -> list[Figure]:
    """From `dev.py demo` on a tree that is built to the engine's first line."""
    command = [*bench.dev, "demo", "--headless"]
    environment = {
        **bench.environment,
        "OFFLINE_STEAM_HOME": str(bench.scratch / "demo-store"),
        "XDG_DATA_HOME": str(bench.scratch / "demo-data"),
    }
    seconds = [
        time_to_line(command, environment, bench.scratch, "Godot Engine v", 300.0)[0]
        for _ in range(bench.times(7) + 1)
    ]
    return [
        Figure(
            "demo",
            "second dev.py demo to Godot's first line",
            "s",
            Samples.of(seconds[1:]),
            2.0,
            note="on a built tree, without a window",
        )
    ]
