"""Compiles the yardsticks that are written in C.

Bench, no room of the product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from measuring.bench_project import Bench
from measuring.errors import MeasurementFailed
from measuring.machine import compiler
from measuring.programs import run, tail

__all__ = ["bare_extension", "library_share", "library_times"]

_CONFIGURATION = "float_64"


def _compile(bench: Bench, source: str, target: str, *options: str) -> Path:
    """Compiles one of the bench's C files with the optimisation that the addon has."""
    out = bench.scratch / target
    if not out.exists():
        path = bench.files / "native" / source
        words = [compiler(), "-O2", "-std=gnu11", "-Wall", "-Werror", str(path), "-o", str(out)]
        run([*words, *options], bench.environment, bench.scratch, 120.0)
    return out


def _method_hash(api: dict[str, Any], class_name: str, method: str) -> int:
    for described in api["classes"]:
        if described["name"] == class_name:
            for candidate in described["methods"]:
                if candidate["name"] == method:
                    return int(candidate["hash"])
    raise MeasurementFailed(f"the engine's description has no {class_name}.{method}()")


def _variant_size(api: dict[str, Any]) -> int:
    for configuration in api["builtin_class_sizes"]:
        if configuration["build_configuration"] == _CONFIGURATION:
            for entry in configuration["sizes"]:
                if entry["name"] == "Variant":
                    return int(entry["size"])
    raise MeasurementFailed("the engine's description does not give the size of a Variant")


def bare_extension(bench: Bench) -> Path:
    """The library with the class ``BareNode``, for this engine.

    Raises:
        MeasurementFailed: The engine's description is not there, or it does not compile.
    """
    description = bench.root / "build" / "engine"
    try:
        api = json.loads((description / "extension_api.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MeasurementFailed(f"the engine's description cannot be read: {error}") from error
    return _compile(
        bench,
        "bare.c",
        "libbare.so",
        *("-shared", "-fPIC", "-fvisibility=hidden", f"-I{description}"),
        f"-DGET_CHILD_COUNT_HASH={_method_hash(api, 'Node', 'get_child_count')}",
        f"-DEMIT_SIGNAL_HASH={_method_hash(api, 'Object', 'emit_signal')}",
        f"-DVARIANT_SIZE={_variant_size(api)}",
    )


def library_share(
    bench: Bench, repetitions: int, frames: int, callbacks: int
) -> tuple[list[float], list[float]]:
    """Microseconds of the offline library itself, from a C program without an engine.

    Returns:
        One number for each repetition: of a frame in which nothing comes, and of one callback.
    """
    idle, taking = library_times(bench, "pump", 2, repetitions, frames, callbacks)
    return idle, taking


def library_times(
    bench: Bench,
    program: str,
    columns: int,
    *arguments: object,
    variables: Mapping[str, str] | None = None,
    store: str | None = None,
    timeout: float = 120.0,
) -> list[list[float]]:
    """What one of the C programs in `native` prints about the offline library: columns of numbers.

    Args:
        bench: The run.
        program: The program's name; it gets the library's path, then the arguments.
        columns: How many numbers are in each line.
        arguments: For the program.
        variables: For its environment.
        store: The folder of its progress, in the scratch folder; one for each program if None.
        timeout: Seconds that it may take.

    Raises:
        MeasurementFailed: It failed, took too long, or printed something else.
    """
    built = _compile(bench, f"{program}.c", program, "-ldl")
    library = bench.root / "python_src" / "offline_steam" / "lib" / "libsteam_api.so"
    command = [str(word) for word in (built, library, *arguments)]
    environment = {
        **bench.environment,
        "OFFLINE_STEAM_HOME": str(bench.scratch / (store or f"{program}-store")),
        **(variables or {}),
    }
    printed = run(command, environment, bench.scratch, timeout)
    try:
        lines = [[float(word) for word in line.split()] for line in printed.splitlines()]
    except ValueError:
        lines = []
    if not lines or any(len(line) != columns for line in lines):
        raise MeasurementFailed(
            f"{program}.c printed no lines of {columns} numbers:\n{tail(printed)}"
        )
    return [list(column) for column in zip(*lines, strict=True)]
