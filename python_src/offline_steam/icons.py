"""Room C, ``offline_steam``: achievement icons, drawn by this module. Standard library only.

An icon is 64x64 pixels of RGBA: a shape on a round tile, in colour when the achievement is unlocked
and grey when it is locked. Drawn once each, with smooth edges from the distance to the outline.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache

SIZE = 64
"""Width and height in pixels."""

Color = tuple[int, int, int]


def _circle(x: float, y: float) -> float:
    return math.hypot(x, y) - 0.55


def _ring(x: float, y: float) -> float:
    return abs(math.hypot(x, y) - 0.45) - 0.13


def _diamond(x: float, y: float) -> float:
    return (abs(x) + abs(y) - 0.68) * math.sqrt(0.5)


def _polygon(x: float, y: float, corners: int, inner: float) -> float:
    """An edge at the bottom; ``inner`` is the distance of the edges to the centre."""
    angle = math.atan2(x, y)
    step = 2 * math.pi / corners
    nearest = math.floor(angle / step + 0.5) * step
    return math.hypot(x, y) * math.cos(nearest - angle) - inner


def _star(x: float, y: float) -> float:
    # The distance to the one edge that the point's own tenth of the star has.
    step = math.pi / 5
    angle = abs(math.remainder(math.atan2(x, -y), 2 * step))
    radius = math.hypot(x, y)
    px, py = radius * math.sin(angle), radius * math.cos(angle)
    tip, inner = 0.7, 0.29
    ax, ay = 0.0, tip
    bx, by = inner * math.sin(step), inner * math.cos(step)
    length = math.hypot(bx - ax, by - ay)
    return ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / length


def _bolt(x: float, y: float) -> float:
    slope = x + 0.35 * y
    upper = max(abs(slope - 0.14) - 0.17, y - 0.12, -y - 0.7)
    lower = max(abs(slope + 0.14) - 0.17, -y - 0.12, y - 0.7)
    return min(upper, lower)


def _arrow(x: float, y: float) -> float:
    head = max((abs(y) + x - 0.66) * math.sqrt(0.5), 0.05 - x)
    shaft = max(abs(y) - 0.14, abs(x + 0.27) - 0.38)
    return min(head, shaft)


def _mountain(x: float, y: float) -> float:
    near = max((abs(x + 0.2) - y * 0.7 - 0.25) * 0.82, y - 0.45)
    far = max((abs(x - 0.32) - y * 0.7 - 0.1) * 0.82, y - 0.45)
    return min(near, far)


SHAPES: dict[str, Callable[[float, float], float]] = {
    "arrow": _arrow,
    "bolt": _bolt,
    "circle": _circle,
    "diamond": _diamond,
    "hexagon": lambda x, y: _polygon(x, y, 6, 0.5),
    "mountain": _mountain,
    "ring": _ring,
    "star": _star,
    "triangle": lambda x, y: _polygon(x, y - 0.15, 3, 0.33),
}
"""The shapes by name: the distance of a point to the outline, negative inside; x and y in -1..1."""


def _mix(below: Color, above: Color, amount: float) -> Color:
    return (
        round(below[0] + (above[0] - below[0]) * amount),
        round(below[1] + (above[1] - below[1]) * amount),
        round(below[2] + (above[2] - below[2]) * amount),
    )


def _mask(outline: Callable[[float, float], float]) -> list[float]:
    """How much of each pixel an outline covers, row by row."""
    centres = [(index + 0.5) / SIZE * 2 - 1 for index in range(SIZE)]
    return [min(1.0, max(0.0, 0.5 - outline(x, y) * SIZE / 2)) for y in centres for x in centres]


@cache
def _mask_of(shape: str) -> list[float]:
    return _mask(SHAPES[shape])


@cache
def _tile_alpha() -> list[int]:
    """The tile that every icon lies on: a square with round corners."""

    def outline(x: float, y: float) -> float:
        return math.hypot(max(abs(x) - 0.66, 0.0), max(abs(y) - 0.66, 0.0)) - 0.28

    return [round(255 * covered) for covered in _mask(outline)]


@lru_cache(maxsize=1024)
def draw(shape: str, color: Color, unlocked: bool) -> bytes:
    """The pixels of an icon, row by row, 4 bytes each.

    Args:
        shape: a key of ``SHAPES``.
        color: of the unlocked state.
        unlocked: which of the two states.
    """
    if not unlocked:
        grey = round(0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2])
        color = _mix((grey, grey, grey), (90, 90, 96), 0.5)
    covered, alpha = _mask_of(shape), _tile_alpha()
    pixels = bytearray()
    for row in range(SIZE):
        y = (row + 0.5) / SIZE * 2 - 1
        tile = _mix(_mix(color, (18, 20, 30), 0.62), (18, 20, 30), 0.25 * (y + 1))
        front = _mix(color, (255, 255, 255), 0.25 * max(0.0, -y))
        for index in range(row * SIZE, (row + 1) * SIZE):
            amount = covered[index]
            # Most pixels lie wholly inside or outside of the shape.
            if amount == 0.0:
                pixels += bytes((*tile, alpha[index]))
            elif amount == 1.0:
                pixels += bytes((*front, alpha[index]))
            else:
                pixels += bytes((*_mix(tile, front, amount), alpha[index]))
    return bytes(pixels)
