"""Room B, `steamworks`: the asyncio loop, if the program runs one. May import: nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


def running_loop() -> AbstractEventLoop | None:
    """The loop that runs on this thread now; None when there is none."""
    asyncio = sys.modules.get("asyncio")  # whoever runs a loop has imported it
    if asyncio is None:
        return None
    try:
        loop: AbstractEventLoop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    return loop
