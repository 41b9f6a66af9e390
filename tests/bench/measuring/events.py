"""Measures events: what one costs, and whether many of them leave memory behind.

Bench, no room of the product.
"""

from __future__ import annotations

from measuring.bench_project import Bench, BenchProject
from measuring.compiled import bare_extension, library_share
from measuring.figures import Figure, Samples, Yardstick

__all__ = ["event", "growth"]

_BATCH = 10_000
_MEGABYTE = 1_000_000


def event(bench: Bench) -> list[Figure]:
    """From a callback in Steam's queue to a connected handler in GDScript."""
    repetitions = bench.times(25)
    project = BenchProject(bench, "events", bare=bare_extension(bench))
    [readings] = project.run("events.gd", repetitions, _BATCH)
    _, taking = library_share(bench, repetitions, 100, _BATCH)
    return [
        Figure(
            "event",
            "callback in Steam's queue to GDScript handler",
            "µs",
            Samples.of(readings["steam"]),
            5.0,
            (
                Yardstick("GDScript, emit a fresh dictionary", Samples.of(readings["gdscript"])),
                Yardstick("C, the same", Samples.of(readings["c"])),
                Yardstick("C, GetNextCallback alone", Samples.of(taking)),
            ),
            f"UserStatsReceived_t to userProgressUpdate with its 4 entries, batches of {_BATCH}; "
            "the yardsticks emit to the same handler",
        )
    ]


def growth(bench: Bench) -> list[Figure]:
    """Resident memory from the end of the first batch to the end of the last."""
    batches = 20 if bench.quick else 100
    project = BenchProject(bench, "growth")
    grown = []
    for _ in range(1 if bench.quick else 3):
        [resident] = project.run("growth.gd", batches, _BATCH)
        grown.append((resident[-1] - resident[0]) / _MEGABYTE)
    return [
        Figure(
            "growth",
            f"memory grown by {batches * _BATCH:,} events",
            "MB",
            Samples.of(grown),
            1.0,
            note=f"resident memory, after the first {_BATCH:,} events",
        )
    ]
