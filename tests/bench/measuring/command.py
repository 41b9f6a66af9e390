"""The bench's command line: which measurements there are, and what is made of their figures.

Bench, no room of the product. The only module that uses dev.py's own (``workbench``): it says
where Godot is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from measuring.bench_project import Bench
from measuring.boards import large_board, page
from measuring.calls import engine_call
from measuring.engine_api import first_uses, importing
from measuring.errors import MeasurementFailed
from measuring.events import event, growth
from measuring.exported import exported_start
from measuring.figures import Figure
from measuring.frames import idle_frame, idle_of_many, virtual_call
from measuring.machine import describe, sentence
from measuring.reading import achievements, texture
from measuring.scripting import operations, script_frames, spawning
from measuring.starting import demo, memory, start
from measuring.table import as_json, as_table

from workbench.engine import Engine, find_engine
from workbench.errors import SetupError
from workbench.places import Places, locate
from workbench.system import this_python

MEASUREMENTS: dict[str, Callable[[Bench], list[Figure]]] = {
    "idle": idle_frame,
    "event": event,
    "idle-many": idle_of_many,
    "virtual": virtual_call,
    "call": engine_call,
    "scripts": script_frames,
    "operations": operations,
    "spawn": spawning,
    "import": importing,
    "class": first_uses,
    "achievements": achievements,
    "texture": texture,
    "page": page,
    "board": large_board,
    "start": start,
    "exported": exported_start,
    "memory": memory,
    "growth": growth,
    "demo": demo,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measures the built addon.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument("--quick", action="store_true", help="repeat less often: rough figures")
    parser.add_argument("--cache", metavar="DIR", help="as for dev.py")
    return parser


def _engine(places: Places) -> tuple[Engine, dict[str, str]]:
    engine, _ = find_engine(places)
    if engine is None:
        raise SetupError("There is no Godot.", "Run: python3 dev.py build")
    # GODOT stays unset unless the person has set it: it makes dev.py ask the engine its version.
    return engine, {
        name: value for name, value in engine.environment.items() if not name.startswith("GODOT")
    }


def measure(bench: Bench, names: Sequence[str]) -> tuple[list[Figure], list[str]]:
    """Makes the measurements; gives the figures, and what went wrong in the others."""
    figures: list[Figure] = []
    failures: list[str] = []
    for position, name in enumerate(names, 1):
        print(f"[{position}/{len(names)}] measuring: {name}", file=sys.stderr, flush=True)
        try:
            figures += MEASUREMENTS[name](bench)
        except (MeasurementFailed, ValueError) as error:
            failures.append(f"{name} could not be measured: {error}")
    return figures, failures


def main(arguments: Sequence[str]) -> int:
    """Measures, prints and writes; gives the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"{', '.join(unknown)}: expected one or more of {', '.join(MEASUREMENTS)}")
    places = locate(options.cache)
    try:
        engine, environment = _engine(places)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    machine = describe(str(engine.path))
    python = str(this_python().executable)
    with tempfile.TemporaryDirectory(prefix="steamworks-bench-") as folder:
        bench = Bench(
            root=places.root,
            engine=engine.path,
            templates=engine.templates,
            engine_environment=environment,
            scratch=Path(folder),
            quick=options.quick,
            dev=(python, str(places.root / "dev.py"), "--cache", str(places.cache)),
        )
        figures, failures = measure(bench, options.names or list(MEASUREMENTS))
    print(sentence(machine))
    if figures:
        print()
        print(as_table(figures))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(as_json(machine, figures, quick=options.quick), encoding="utf-8")
    for failure in failures:
        print(f"\n{failure}", file=sys.stderr)
    return 1 if failures else 0
