"""Room D, the editor's dock: the pictures of achievements. May import: godot, and the dock's page.

They are asked for one after the other, so that no frame of the game or the editor is late for them,
and kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.editor.dock.sources import Source

__all__ = ["AchievementIcons"]

_KEPT = 2000


class AchievementIcons:
    """The pictures of one source's achievements, as textures."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._known: dict[tuple[str, bool], Any] = {}
        self._wanted: dict[tuple[str, bool], Callable[[Any], object]] = {}
        self._asked = False

    def begin(self, source: Source) -> None:
        """Another source: its achievements may look otherwise."""
        self._source = source
        self._known.clear()
        self._wanted.clear()
        self._asked = False

    def forget_wanted(self) -> None:
        """Asks no more for those that were wanted: others are shown now."""
        self._wanted.clear()

    def want(self, name: str, unlocked: bool, then: Callable[[Any], object]) -> None:
        """Calls ``then`` with the texture, now or as soon as it is there."""
        key = (name, unlocked)
        if key in self._known:
            then(self._known[key])
            return
        self._wanted[key] = then
        self._ask()

    def _ask(self) -> None:
        if self._asked or not self._wanted or self._source is None:
            return
        source, key = self._source, next(iter(self._wanted))
        self._asked = True

        def take(error: str, pixels: Any) -> None:
            if self._source is not source:
                return
            self._asked = False
            then = self._wanted.pop(key, None)
            if not error and pixels:
                if len(self._known) >= _KEPT:
                    self._known.pop(next(iter(self._known)))
                self._known[key] = _texture(pixels)
                if then is not None:
                    then(self._known[key])
            self._ask()

        source.ask("DrawAchievementIcon", list(key), take)


def _texture(pixels: bytes) -> Any:
    side = math.isqrt(len(pixels) // 4)
    image = godot.Image.create_from_data(
        side, side, False, godot.Image.FORMAT_RGBA8, godot.PackedByteArray(pixels)
    )
    return godot.ImageTexture.create_from_image(image)
