"""One set-up at a time in a clone and in a cache. Standard library only.

The lock is the kernel's (``flock``): it goes with its process, however that ends. Tools that are
started meanwhile inherit it, so that those which outlive a killed set-up still keep the next one
waiting until they are gone.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_POLL_SECONDS = 0.2


@contextmanager
def exclusive(path: Path, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Holds the lock file ``path`` for as long as the block runs.

    Args:
        path: The file to lock; made if it is not there, and left there.
        on_wait: Called once with the holder's own words when somebody else holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        waiting = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not waiting:
                    waiting = True
                    file.seek(0)
                    on_wait(file.read().strip() or "another process")
                time.sleep(_POLL_SECONDS)
        os.set_inheritable(file.fileno(), True)
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        try:
            yield
        finally:
            with suppress(OSError):  # the disk may be full; the lock goes all the same
                file.truncate(0)
            fcntl.flock(file, fcntl.LOCK_UN)
