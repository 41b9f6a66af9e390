"""Compiles the yardsticks that are written in C.

Bench, no room of the product.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from measuring.bench_project import Bench
from measuring.errors import MeasurementFailed
from measuring.machine import compiler
from measuring.programs import run

__all__ = ["bare_extension", "library_share"]

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
    program = _compile(bench, "pump.c", "pump", "-ldl")
    library = bench.root / "python_src" / "offline_steam" / "lib" / "libsteam_api.so"
    command = [str(word) for word in (program, library, repetitions, frames, callbacks)]
    environment = {**bench.environment, "OFFLINE_STEAM_HOME": str(bench.scratch / "pump-store")}
    lines = [line.split() for line in run(command, environment, bench.scratch, 120.0).splitlines()]
    numbers = [(float(line[0]), float(line[1])) for line in lines if len(line) == 2]
    if len(numbers) != repetitions:
        raise MeasurementFailed(f"pump.c printed {lines}")
    return [idle for idle, _ in numbers], [taking for _, taking in numbers]
