"""Measures Python scripts on nodes: calls both ways, values, spawning, frames full of them.

Bench, no room of the product. Each figure stands beside the same loop in GDScript.
"""

from __future__ import annotations

from typing import NamedTuple

from measuring.bench_project import Bench, BenchProject
from measuring.compiled import bare_extension
from measuring.figures import Figure, Samples, Yardstick

__all__ = ["operations", "script_frames", "spawning"]

_MANY = 10_000
_NODES = 1000
_FRAME = 1000 / 60


class _Operation(NamedTuple):
    name: str
    what: str
    target: float
    in_gdscript: bool = True
    times: int = 100_000
    unit: str = "ns"


_IN_UNIT = {"ns": 1.0, "µs": 1e-3, "ms": 1e-6}

_OPERATIONS = (
    _Operation("method_without_arguments", "engine method, no argument", 350),
    _Operation("method_with_int", "engine method, one int", 400),
    _Operation("method_with_vector", "engine method, one Vector2", 450),
    _Operation("property_read", "position read", 500),
    _Operation("property_write", "position written", 500),
    _Operation("vector_made", "Vector2 made", 250),
    _Operation("vector_added", "Vector2 added", 300),
    _Operation("node_made_and_freed", "Node made and freed", 4000, times=20_000),
    _Operation("call_from_gdscript", "GDScript calls a Python method with an int", 1200),
    _Operation(
        "signal_with_dictionary", "signal with a dictionary of 4 to GDScript", 3500, times=20_000
    ),
    _Operation("list_to_packed", "100,000 floats to a packed array", 3, times=5, unit="ms"),
    _Operation(
        "packed_to_memory", "that array as a memoryview", 10, False, times=10_000, unit="µs"
    ),
)


def operations(bench: Bench) -> list[Figure]:
    """One operation in a loop, in Python and in GDScript by turns."""
    project = BenchProject(bench, "operations", bare=bare_extension(bench))
    figures = []
    for operation in _OPERATIONS:
        [readings] = project.run(
            "operations.gd",
            bench.times(15),
            operation.times,
            "both" if operation.in_gdscript else "python",
            operation.name,
        )
        sides = readings[operation.name]
        scale = _IN_UNIT[operation.unit]
        figures.append(
            Figure(
                operation.name.replace("_", "-"),
                operation.what,
                operation.unit,
                Samples.of([value * scale for value in sides["python"]]),
                operation.target,
                (Yardstick("GDScript", Samples.of([v * scale for v in sides["gdscript"]])),)
                if operation.in_gdscript
                else (),
            )
        )
    return figures


def script_frames(bench: Bench) -> list[Figure]:
    """`_process` of scripts: an empty one, a bouncing sprite, and very many of them."""
    project = BenchProject(bench, "script-frames", bare=bare_extension(bench))
    idle = ("idle_script.py", "idle_node.gd", "BareNode")
    [empty] = project.run("frames.gd", _NODES, bench.times(200), *idle)
    [bunnies] = project.run("frames.gd", _NODES, bench.times(200), "bunny.py", "bunny.gd")
    [many] = project.run("frames.gd", _MANY, bench.times(100), "idle_script.py", "idle_node.gd")
    return [
        Figure(
            "script-process",
            "_process of a script",
            "ns",
            _scaled(empty[idle[0]], 1000),
            1200.0,
            (
                Yardstick("GDScript", _scaled(empty[idle[1]], 1000)),
                Yardstick("C, a native class", _scaled(empty[idle[2]], 1000)),
            ),
            f"{_NODES} nodes of each kind in the same frame; the whole of what one adds to it",
        ),
        Figure(
            "bunnymark",
            "a sprite that reads, moves, bounces and writes its position",
            "ns",
            _scaled(bunnies["bunny.py"], 1000),
            4500.0,
            (Yardstick("GDScript", _scaled(bunnies["bunny.gd"], 1000)),),
            f"{_NODES} sprites of each kind in the same frame",
        ),
        Figure(
            "script-many",
            f"a frame of {_MANY:,} nodes with a Python _process",
            "ms",
            _scaled(many["idle_script.py"], _MANY / 1000),
            _FRAME,
            (Yardstick("GDScript", _scaled(many["idle_node.gd"], _MANY / 1000)),),
            "the nodes' own share of a frame; 60 frames a second leave 16.7 ms",
        ),
    ]


def spawning(bench: Bench) -> list[Figure]:
    """What one more node with a script costs: time and memory."""
    project = BenchProject(bench, "spawning", bare=bare_extension(bench))
    kinds = ("idle_script.py", "idle_node.gd", "Node")
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    sizes: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(bench.times(5)):
        for kind in kinds:  # a process for each, since freed memory stays in the process
            [readings] = project.run("spawning.gd", 3, _MANY, kind)
            times[kind] += readings[kind]["microseconds"]
            sizes[kind] += readings[kind]["bytes"]
    beside = [("with a GDScript", kinds[1]), ("without a script", kinds[2])]
    return [
        Figure(
            "spawn",
            "a node with a Python script made",
            "µs",
            Samples.of(times[kinds[0]]),
            15.0,
            tuple(Yardstick(name, Samples.of(times[kind])) for name, kind in beside),
            f"{_MANY:,} of them",
        ),
        Figure(
            "spawn-memory",
            "what such a node takes",
            "bytes",
            Samples.of(sizes[kinds[0]]),
            1500.0,
            tuple(Yardstick(name, Samples.of(sizes[kind])) for name, kind in beside),
            f"growth of resident memory by {_MANY:,} of them, the node itself included",
        ),
    ]


def _scaled(values: list[float], factor: float) -> Samples:
    return Samples.of([value * factor for value in values])
