"""Measures what nodes cost in a frame: the idle `Steamworks` node, and a virtual call in Python.

Bench, no room of the product.
"""

from __future__ import annotations

from measuring.apps import write_app
from measuring.bench_project import Bench, BenchProject
from measuring.compiled import bare_extension, library_share
from measuring.figures import Figure, Samples, Yardstick, block_means

__all__ = ["idle_frame", "idle_of_many", "virtual_call"]

_NODES = 1000
_IDLE_FRAMES = 2000
_IDLE_BLOCKS = 2
_FEW, _MANY = 5, 10_000


def idle_frame(bench: Bench) -> list[Figure]:
    """One `Steamworks` node in a frame in which Steam says nothing, less the library's own work."""
    starts = bench.times(10)
    project = BenchProject(bench, "idle", bare=bare_extension(bench))
    kinds = ("Steamworks", "IdleNode", "idle_node.gd", "BareNode")
    blocks: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(starts):  # where a process's code and data come to lie makes a difference
        [readings] = project.run("frames.gd", 1, _IDLE_FRAMES, *kinds)
        for kind in kinds:
            blocks[kind] += block_means(readings[kind], _IDLE_BLOCKS).values
    own, _ = library_share(bench, starts * _IDLE_BLOCKS, 100_000, 100)
    library = Samples.of(own)
    return [
        Figure(
            "idle",
            "idle frame of one Steamworks node",
            "µs",
            Samples.of([value - library.median for value in blocks["Steamworks"]]),
            1.0,
            (
                Yardstick("GDScript, empty _process", Samples.of(blocks["idle_node.gd"])),
                Yardstick("Python, empty _process", Samples.of(blocks["IdleNode"])),
                Yardstick("C, empty _process", Samples.of(blocks["BareNode"])),
                Yardstick("C, RunFrame + GetNextCallback", library),
            ),
            "above the library's own RunFrame + GetNextCallback; one node of each kind in the same "
            "frame, so it includes what the engine does to call a node, with cold caches; what is "
            "near 0 is less than the clocks around it can tell",
        )
    ]


def idle_of_many(bench: Bench) -> list[Figure]:
    """The same frame in an app with very many achievements, beside one with few."""
    bare = bare_extension(bench)
    blocks: dict[int, list[float]] = {_FEW: [], _MANY: []}
    projects = {
        count: BenchProject(
            bench,
            f"idle-{count}",
            bare=bare,
            app=write_app(bench.scratch / "apps" / f"{count}.toml", achievements=count),
        )
        for count in blocks
    }
    for _ in range(bench.times(10)):
        for count, project in projects.items():  # by turns: what the machine does counts in both
            [readings] = project.run("frames.gd", 1, _IDLE_FRAMES, "Steamworks")
            blocks[count] += block_means(readings["Steamworks"], _IDLE_BLOCKS).values
    return [
        Figure(
            "idle-many",
            f"idle frame with {_MANY:,} achievements",
            "µs",
            Samples.of(blocks[_MANY]),
            None,
            (Yardstick(f"with {_FEW} achievements", Samples.of(blocks[_FEW])),),
            "the library's own work included",
        )
    ]


def virtual_call(bench: Bench) -> list[Figure]:
    """The engine's call of an empty `_process` in Python."""
    project = BenchProject(bench, "virtual", bare=bare_extension(bench))
    kinds = ("IdleNode", "idle_node.gd", "BareNode")
    [readings] = project.run("frames.gd", _NODES, bench.times(300), *kinds)
    return [
        Figure(
            "virtual",
            "_process of a class in Python",
            "µs",
            Samples.of(readings[kinds[0]]),
            1.0,
            (
                Yardstick("GDScript", Samples.of(readings[kinds[1]])),
                Yardstick("C", Samples.of(readings[kinds[2]])),
            ),
            f"{_NODES} nodes of each kind in the same frame; the whole of what one adds to it",
        )
    ]
