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
_SIDE = 64


class AchievementIcons:
    """The pictures of one source's achievements, as textures."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._known: dict[tuple[str, bool], Any] = {}
        self._wanted: dict[tuple[str, bool], str] = {}
        self._waiting: dict[tuple[str, bool], list[Callable[[Any], object]]] = {}
        self._asked = False
        self.blank = _texture(bytes(_SIDE * _SIDE * 4))
        """Stands where a picture will be."""

    def begin(self, source: Source) -> None:
        """Another source is to be asked."""
        self._source = source
        self._wanted.clear()
        self._waiting.clear()
        self._asked = False

    def forget_wanted(self) -> None:
        """Asks no more for those that were wanted: others are shown now."""
        self._wanted.clear()
        self._waiting.clear()

    def want(self, picture: str, name: str, unlocked: bool, then: Callable[[Any], object]) -> None:
        """Calls ``then`` with the texture, now or as soon as it is there.

        Args:
            picture: Tells it from others; several achievements may have one picture.
            name: Of an achievement that has it.
            unlocked: Which of its two states.
            then: Shows it.
        """
        key = (picture, unlocked)
        if key in self._known:
            then(self._known[key])
            return
        then(self.blank)
        self._waiting.setdefault(key, []).append(then)
        self._wanted.setdefault(key, name)
        self._ask()

    def _ask(self) -> None:
        if self._asked or not self._wanted or self._source is None:
            return
        source, (key, name) = self._source, next(iter(self._wanted.items()))
        self._asked = True

        def take(error: str, pixels: Any) -> None:
            if self._source is not source:
                return
            self._asked = False
            self._wanted.pop(key, None)
            waiting = self._waiting.pop(key, [])
            if not error and pixels:
                if len(self._known) >= _KEPT:
                    self._known.pop(next(iter(self._known)))
                self._known[key] = _texture(pixels)
                for then in waiting:
                    then(self._known[key])
            self._ask()

        source.ask("DrawAchievementIcon", [name, key[1]], take)


def _texture(pixels: bytes) -> Any:
    side = math.isqrt(len(pixels) // 4)
    image = godot.Image.create_from_data(
        side, side, False, godot.Image.FORMAT_RGBA8, godot.PackedByteArray(pixels)
    )
    return godot.ImageTexture.create_from_image(image)
