"""Measures calls of an engine method. Bench, no room of the product."""

from __future__ import annotations

from measuring.bench_project import Bench, BenchProject
from measuring.compiled import bare_extension
from measuring.figures import Figure, Samples, Yardstick

__all__ = ["engine_call"]

_CALLS = 100_000


def engine_call(bench: Bench) -> list[Figure]:
    """`get_child_count()` in a loop."""
    project = BenchProject(bench, "calls", bare=bare_extension(bench))
    [readings] = project.run("calls.gd", bench.times(25), _CALLS)
    return [
        Figure(
            "call",
            "get_child_count() from Python",
            "µs",
            Samples.of(readings["python"]),
            0.5,
            (
                Yardstick("GDScript", Samples.of(readings["gdscript"])),
                Yardstick("C", Samples.of(readings["c"])),
            ),
            f"the same loop of {_CALLS} in each, the loop included",
        )
    ]
