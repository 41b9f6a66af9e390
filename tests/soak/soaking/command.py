"""The soak's command line: so many operations, and what became of memory meanwhile.

Tests, no room of the product. Imports the modules beside it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from soaking import app, operations
from soaking.hearing import BrokenError, hold
from soaking.world import World

_LIBRARY = Path(__file__).resolve().parents[3] / "python_src/offline_steam/lib/libsteam_api.so"
_RECONNECT_EVERY = 4_000
_RECONNECT_UNTIL = 0.5
"""The part of all operations in which connections come and go; the rest is one long connection."""
_WARM_UP = 0.6
"""The part of all operations after which memory has to stay as it is."""
_MOST_GROWTH = 4_000_000
_MOST_BLOCKS = 3_000
_KEPT = 40


def _resident() -> int:
    """The process's resident memory in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _memory() -> tuple[int, int]:
    """Resident bytes, and the blocks that Python has, after collecting what is garbage."""
    gc.collect()
    return _resident(), sys.getallocatedblocks()


def soak(library: Path, folder: Path, count: int, seed: int) -> str:
    """Runs so many operations; gives a sentence about them.

    Raises:
        BrokenError: something did not hold.
    """
    (folder / "app.toml").write_text(app.definition(), encoding="utf-8")
    last: deque[str] = deque(maxlen=_KEPT)
    number = 0
    began = time.monotonic()
    memory = (0, 0)
    try:
        world = World(library, folder, seed)
        for number in range(1, count + 1):
            if number % _RECONNECT_EVERY == 0 and number <= count * _RECONNECT_UNTIL:
                last.append("reconnect")
                world.reconnect(lose=number % (2 * _RECONNECT_EVERY) == 0)
            operation = operations.choose(world)
            last.append(operation.__name__)
            operation(world)
            if number == round(count * _WARM_UP):
                world.settle()
                memory = _memory()
        last.append("the end")
        world.change_weather("calm")
        world.settle()
        hold(world.steam.state()["not_freed"] == 0, "messages were not freed")
        resident, blocks = (now - then for now, then in zip(_memory(), memory, strict=True))
        world.end()
    except Exception as error:
        raise BrokenError(
            f"operation {number} of seed {seed} (--seed {seed} --operations {count}): "
            f"{type(error).__name__}: {error}\nthe last ones were: {', '.join(last)}\n"
            + "".join(traceback.format_exception(error)[-6:])
        ) from error
    hold(resident < _MOST_GROWTH, f"memory grew by {resident} bytes after the warm-up")
    hold(blocks < _MOST_BLOCKS, f"Python's memory grew by {blocks} blocks after the warm-up")
    requests = sum(world.done.values())
    return (
        f"{count} operations of seed {seed} in {time.monotonic() - began:.1f} s: "
        f"course {world.course:08x}, {world.connections} connections, {requests} requests, of "
        f"which {sum(world.failures.values())} failed as they had to; memory grew by "
        f"{resident / 1e6:.2f} MB and {blocks} blocks after the warm-up"
    )


def main(arguments: Sequence[str]) -> int:
    """Soaks; gives the exit code."""
    parser = argparse.ArgumentParser(prog="soak", description="Random operations against models.")
    parser.add_argument("--operations", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--library", type=Path, default=_LIBRARY, metavar="FILE")
    options = parser.parse_args(arguments)
    # Storing waits for the disk otherwise, and a soak stores without end.
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="steamworks-soak-", dir=parent) as folder:
        try:
            print(soak(options.library, Path(folder), options.operations, options.seed))
        except BrokenError as error:
            print(error, file=sys.stderr)
            return 1
    return 0
