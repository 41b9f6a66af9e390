"""Measures the engine's API in Python: importing it, and the first use of a class.

Bench, no room of the product.
"""

from __future__ import annotations

import statistics

from measuring.bench_project import Bench, BenchProject
from measuring.figures import Figure, Samples
from measuring.programs import run

__all__ = ["first_uses", "importing"]

_IMPORT = """
import sys, time
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    started = time.perf_counter()
    __import__(name)
    print((time.perf_counter() - started) * 1000)
"""


def importing(bench: Bench) -> list[Figure]:
    """`import godot` in a fresh interpreter, which is less than what the engine's start needs."""
    python = bench.dev[0]
    found = []
    for _ in range(bench.times(15) + 1):
        source = str(bench.root / "python_src")
        done = run(
            [python, "-I", "-S", "-c", _IMPORT, source, "godot"],
            bench.environment,
            bench.scratch,
            60.0,
        )
        found.append(float(done.split()[-1]))
    return [
        Figure(
            "import",
            "import godot",
            "ms",
            Samples.of(found[1:]),
            30.0,
            note="in an interpreter without anything else, outside the engine",
        )
    ]


def first_uses(bench: Bench) -> list[Figure]:
    """The first use of each class of the engine, one after the other in one run."""
    project = BenchProject(bench, "first-uses")
    medians: list[float] = []
    longest: list[float] = []
    worst = ""
    for _ in range(bench.times(5)):
        [readings] = project.run("first_uses.gd")
        medians.append(statistics.median(readings.values()))
        worst, took = max(readings.items(), key=lambda item: float(item[1]))
        longest.append(took)
    return [
        Figure(
            "class",
            f"first use of a class, the longest of {len(readings)}",
            "ms",
            Samples.of(longest),
            2.0,
            note=f"the median class takes {statistics.median(medians):.3f} ms, {worst} longest",
        )
    ]
