"""Room C, ``offline_steam``: avatars, drawn by this module.

Imports the standard library and, of this package, ``canvas`` and ``strangers``. A picture follows
from a figure, a color and a seed, and is the same in every size; it is drawn when first asked for.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from offline_steam.canvas import Canvas, Color, mix
from offline_steam.strangers import choose, draw_lot

SMALL, MEDIUM, LARGE = 32, 64, 184
"""Steam's sizes: width and height in pixels."""

_WHITE: Color = (250, 250, 252)
_INK: Color = (24, 22, 38)


class Portrait(NamedTuple):
    """What a picture shows.

    Attributes:
        shape: a key of ``SHAPES``.
        color: of the figure: red, green, blue, 0 to 255.
        seed: decides on the rest, such as eyes and stars; a Steam ID.
    """

    shape: str
    color: Color
    seed: int


def portrait_of(steam_id: int, shape: str | None = None, color: Color | None = None) -> Portrait:
    """The portrait that an ID has; a shape and a color that are given stay."""
    if color is None:
        hue = draw_lot(steam_id, 20, 24) / 24
        red, green, blue = colorsys.hsv_to_rgb(hue, 0.45 + 0.1 * draw_lot(steam_id, 21, 3), 0.93)
        color = (round(255 * red), round(255 * green), round(255 * blue))
    return Portrait(shape or choose(steam_id, 22, tuple(SHAPES)), color, steam_id)


def _eyes(canvas: Canvas, seed: int, y: float, reach: float, size: float) -> None:
    """One to three eyes in a row, looking somewhere."""
    count = (2, 2, 2, 3, 1)[draw_lot(seed, 30, 5)]
    size *= (1.0, 1.45, 1.0, 0.8)[count]
    look = 0.3 * size * (draw_lot(seed, 31, 3) - 1)
    for index in range(count):
        x = 0.0 if count == 1 else reach * (2 * index / (count - 1) - 1)
        canvas.oval((x, y), (size, size * 1.15), _WHITE)
        canvas.oval((x + look, y + 0.1 * size), (0.6 * size, 0.68 * size), _INK)
        canvas.oval((x + look + 0.2 * size, y - 0.2 * size), (0.2 * size, 0.2 * size), _WHITE)


def _mouth(canvas: Canvas, seed: int, y: float, face: Color) -> None:
    """A smile, an open mouth or a line."""
    manner = draw_lot(seed, 32, 3)
    if manner == 0:
        canvas.oval((0.0, y), (0.22, 0.14), _INK)
        canvas.oval((0.0, y - 0.07), (0.24, 0.12), face)
    elif manner == 1:
        canvas.oval((0.0, y), (0.13, 0.11), _INK)
        canvas.oval((0.0, y + 0.06), (0.08, 0.05), (226, 92, 104), band=(-1.0, y + 0.1))
    else:
        canvas.oval((0.0, y), (0.18, 0.035), _INK, power=4.0)


def _alien(canvas: Canvas, color: Color, seed: int) -> None:
    dark = mix(color, _INK, 0.3)
    for side in (-1, 1):
        if draw_lot(seed, 40, 3):
            canvas.polygon(
                (
                    (side * 0.2, -0.4),
                    (side * 0.28, -0.4),
                    (side * 0.44, -0.78),
                    (side * 0.38, -0.8),
                ),
                dark,
            )
            canvas.oval((side * 0.42, -0.78), (0.1, 0.1), mix(color, _WHITE, 0.4))
        else:
            canvas.oval((side * 0.62, 0.0), (0.16, 0.24), dark)
    canvas.oval((0.0, 1.05), (0.5, 0.4), dark)
    canvas.oval((0.0, 0.1), (0.62, 0.64), color, power=2.3)
    canvas.oval((-0.2, -0.28), (0.16, 0.09), mix(color, _WHITE, 0.35))
    _mouth(canvas, seed, 0.44, color)
    _eyes(canvas, seed, 0.0, 0.27, 0.18)


def _cat(canvas: Canvas, color: Color, seed: int) -> None:
    dark, pink = mix(color, _INK, 0.35), (240, 158, 170)
    for side in (-1, 1):
        canvas.polygon(((side * 0.08, -0.3), (side * 0.66, -0.2), (side * 0.56, -0.82)), color)
        canvas.polygon(((side * 0.28, -0.36), (side * 0.56, -0.3), (side * 0.51, -0.64)), pink)
    canvas.oval((0.0, 1.1), (0.55, 0.5), dark)
    canvas.oval((0.0, 0.12), (0.7, 0.58), color, power=2.2)
    for index in range(draw_lot(seed, 41, 4)):
        canvas.oval((0.16 * (index - 1), -0.36), (0.05, 0.13), dark)
    for side in (-1, 1):
        canvas.oval((side * 0.29, 0.04), (0.15, 0.17), _WHITE)
        canvas.oval((side * 0.29, 0.04), (0.06, 0.15), _INK)
        for tilt in (-0.06, 0.06):
            canvas.polygon(
                ((side * 0.2, 0.34), (side * 0.84, 0.32 + tilt), (side * 0.84, 0.345 + tilt)),
                _WHITE,
            )
    canvas.oval((0.0, 0.4), (0.2, 0.15), mix(color, _WHITE, 0.5))
    canvas.polygon(((-0.08, 0.27), (0.08, 0.27), (0.0, 0.37)), (214, 96, 112))
    canvas.oval((0.0, 0.47), (0.09, 0.03), _INK)


def _ghost(canvas: Canvas, color: Color, seed: int) -> None:
    for index in range(3):
        canvas.oval((0.38 * (index - 1), 0.66), (0.2, 0.18), color)
    canvas.oval((0.0, -0.1), (0.58, 0.62), color)
    canvas.polygon(((-0.58, -0.1), (0.58, -0.1), (0.58, 0.66), (-0.58, 0.66)), color)
    canvas.oval((-0.24, -0.46), (0.13, 0.08), mix(color, _WHITE, 0.5))
    for side in (-1, 1):
        canvas.oval((side * 0.4, 0.2), (0.1, 0.06), mix(color, (240, 110, 130), 0.5))
    _mouth(canvas, seed, 0.3, color)
    _eyes(canvas, seed, -0.06, 0.25, 0.17)


def _robot(canvas: Canvas, color: Color, seed: int) -> None:
    dark, light = mix(color, _INK, 0.45), mix(color, _WHITE, 0.45)
    canvas.polygon(((-0.04, -0.8), (0.04, -0.8), (0.04, -0.4), (-0.04, -0.4)), dark)
    canvas.oval((0.0, -0.8), (0.11, 0.11), (250, 92, 92) if draw_lot(seed, 42, 2) else light)
    for side in (-1, 1):
        canvas.oval((side * 0.68, 0.1), (0.12, 0.2), dark, power=4.0)
    canvas.oval((0.0, 1.12), (0.45, 0.4), dark, power=4.0)
    canvas.oval((0.0, 0.1), (0.66, 0.58), color, power=5.0)
    canvas.oval((0.0, -0.02), (0.52, 0.25), dark, power=5.0)
    glow = choose(seed, 43, ((120, 240, 255), (255, 226, 110), (150, 255, 160)))
    for side in (-1, 1):
        canvas.oval((side * 0.25, -0.02), (0.14, 0.14), glow)
        canvas.oval((side * 0.25, -0.02), (0.06, 0.06), _WHITE)
    teeth = 3 + draw_lot(seed, 44, 3)
    for index in range(teeth):
        x = 0.14 * (index - (teeth - 1) / 2)
        canvas.oval((x, 0.44), (0.045, 0.1), dark, power=4.0)


def _planet(canvas: Canvas, color: Color, seed: int) -> None:
    dark, light = mix(color, _INK, 0.22), mix(color, _WHITE, 0.3)
    center, radius = (0.0, 0.08), (0.62, 0.62)
    canvas.oval(center, (0.68, 0.68), mix(color, _INK, 0.6))
    canvas.oval(center, radius, color)
    for index in range(2 + draw_lot(seed, 45, 3)):
        y = -0.42 + 0.24 * index + 0.02 * draw_lot(seed, 46 + index, 5)
        band = (y, y + 0.06 + 0.02 * draw_lot(seed, 50 + index, 3))
        canvas.oval(center, radius, (dark, light)[index % 2], band=band)
    for index in range(3):
        x = -0.34 + 0.09 * draw_lot(seed, 54 + index, 8)
        y = -0.2 + 0.09 * draw_lot(seed, 58 + index, 8)
        size = 0.05 + 0.02 * index
        canvas.oval((x, y), (size, size), dark)
    moon = (0.66 * (-1) ** draw_lot(seed, 62, 2), -0.62)
    canvas.oval(moon, (0.17, 0.17), mix(light, _WHITE, 0.4))
    canvas.oval((moon[0] + 0.04, moon[1] + 0.04), (0.04, 0.04), light)


def _rocket(canvas: Canvas, color: Color, seed: int) -> None:
    dark, light = mix(color, _INK, 0.3), mix(color, _WHITE, 0.75)
    flame = 0.16 + 0.05 * draw_lot(seed, 63, 3)
    canvas.oval((0.0, 0.66), (0.2, flame + 0.1), (255, 138, 60))
    canvas.oval((0.0, 0.62), (0.11, flame), (255, 226, 120))
    for side in (-1, 1):
        canvas.polygon(
            ((side * 0.18, 0.1), (side * 0.56, 0.56), (side * 0.5, 0.68), (side * 0.14, 0.54)), dark
        )
    canvas.oval((0.0, -0.1), (0.36, 0.76), light, power=1.7, band=(-1.0, 0.55))
    canvas.oval((0.0, -0.1), (0.36, 0.76), color, power=1.7, band=(-1.0, -0.46))
    canvas.oval((0.0, -0.1), (0.36, 0.76), color, power=1.7, band=(0.38, 0.55))
    for index in range(1 + draw_lot(seed, 64, 2)):
        y = -0.2 + 0.36 * index
        canvas.oval((0.0, y), (0.17 - 0.05 * index, 0.17 - 0.05 * index), dark)
        canvas.oval((0.0, y), (0.12 - 0.05 * index, 0.12 - 0.05 * index), (150, 220, 250))


SHAPES: dict[str, Callable[[Canvas, Color, int], None]] = {
    "alien": _alien,
    "cat": _cat,
    "ghost": _ghost,
    "planet": _planet,
    "robot": _robot,
    "rocket": _rocket,
}
"""The figures by name."""


@lru_cache(maxsize=128)
def draw(portrait: Portrait, size: int) -> bytes:
    """The pixels of a picture, row by row, 4 bytes each: red, green, blue, 255."""
    shape, color, seed = portrait
    hue, _, _ = colorsys.rgb_to_hsv(*(value / 255 for value in color))
    # A night sky, in a color that the figure does not have.
    hue += 0.35 + 0.1 * draw_lot(seed, 23, 4)
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, 0.62, 0.5)
    low = (round(255 * red), round(255 * green), round(255 * blue))
    canvas = Canvas(size, mix(low, _INK, 0.62), low)
    for index in range(9):
        x, y = (draw_lot(seed, 70 + 2 * index + axis, 200) / 100 - 1 for axis in (0, 1))
        star = 0.012 + 0.006 * (index % 4)
        canvas.oval((x, y), (star, star), mix(low, _WHITE, 0.8))
    SHAPES[shape](canvas, color, seed)
    return canvas.rgba()
