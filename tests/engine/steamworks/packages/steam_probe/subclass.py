"""A class of one's own that extends the node, in Python."""

from __future__ import annotations

from typing import Any

from godot import exposed
from godot_steamworks.node import Steamworks


@exposed(native=True, tool=True)  # as its base is
class PythonSteamworks(Steamworks):
    """Counts its frames."""

    def __init__(self) -> None:
        """Nothing happened yet."""
        super().__init__()
        self.count = 0

    def _process(self, delta: float) -> None:
        self.count += 1

    def frames_seen(self) -> Any:
        """How often `_process` ran."""
        return self.count
