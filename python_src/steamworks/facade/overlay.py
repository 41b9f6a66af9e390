"""Room B, `steamworks.facade`: the overlay.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from .base import Facade


class OverlayFunctions(Facade):
    """The documented properties and functions of Steam's overlay."""

    @property
    def canShowOverlay(self) -> bool:
        """Whether the overlay can be shown now."""
        return self._may_call("canShowOverlay") and self._connected.overlay_enabled
