"""Room C, ``offline_steam``: the overlay, which nobody sees but everybody hears of.

Imports the standard library and, of this package, ``callbacks``, ``results`` and ``session`` (for
types). It opens and closes as Steam's does, by its callbacks; there is nothing to look at.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from offline_steam.callbacks import LAYOUTS
from offline_steam.results import CallbackId

if TYPE_CHECKING:
    from offline_steam.session import Session

POSITIONS = ("top_left", "top_right", "bottom_left", "bottom_right")
"""Steam's ``ENotificationPosition``, from 0."""

_DEFAULT_POSITION = POSITIONS.index("bottom_right")


class Overlay:
    """What is shown over the game.

    Attributes:
        enabled: whether the overlay can be shown; outlives shutdown.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.enabled = True
        self.reset()

    def reset(self) -> None:
        """Forgets what was shown, as at shutdown."""
        self._shown: tuple[str, ...] | None = None
        self._last: tuple[str, ...] | None = None
        self._position = _DEFAULT_POSITION
        self._inset = (0, 0)
        self._turn = 0

    def show(self, call: str, *arguments: str) -> None:
        """One of the ``ActivateGameOverlay...`` calls: opens the overlay after the latency."""
        if not self.enabled:
            return
        fault, frames = self._session.faults.take(call)
        if fault is None:
            limit = self._session.app.simulation.overlay_frames
            self._session.after(frames, partial(self._open, (call, *arguments), limit, False))

    def open(self, *page: str) -> None:
        """Opens it at once until it is closed, as the player or Steam does it."""
        if self.enabled:
            self._open(page, 0, True)

    def _open(self, page: tuple[str, ...], limit: int, by_user: bool) -> None:
        if not self.enabled:
            return
        opens = self._shown is None
        self._shown = self._last = page
        self._turn += 1
        if opens:
            self._tell(True, by_user)
        if limit:
            self._session.after(limit, partial(self._close_turn, self._turn))

    def _close_turn(self, turn: int) -> None:
        """Closes it, unless it has shown something else since."""
        if turn == self._turn:
            self.close()

    def close(self) -> None:
        """Closes it, as the player does; nothing when it is not shown."""
        if self._shown is not None:
            self._shown = None
            self._turn += 1
            self._tell(False, True)

    def set_enabled(self, enabled: bool) -> None:
        """Lets it be shown or not; one that is shown is closed."""
        self.enabled = enabled
        if not enabled:
            self.close()

    def _tell(self, active: bool, by_user: bool) -> None:
        data = LAYOUTS.game_overlay_activated(active, by_user, self._session.app_id)
        self._session.queue.post(CallbackId.GAME_OVERLAY_ACTIVATED, data)

    def set_position(self, position: int) -> None:
        """``SetOverlayNotificationPosition``; another number than Steam's four is ignored."""
        if 0 <= position < len(POSITIONS):
            self._position = position

    def set_inset(self, horizontal: int, vertical: int) -> None:
        """``SetOverlayNotificationInset``, in pixels."""
        self._inset = (horizontal, vertical)

    def state(self) -> dict[str, object]:
        """For the state report."""
        return {
            "enabled": self.enabled,
            "shown": list(self._shown) if self._shown else None,
            "last_shown": list(self._last) if self._last else None,
            "notification_position": POSITIONS[self._position],
            "notification_inset": list(self._inset),
        }
