"""Room C, ``offline_steam``: a small canvas for generated pictures. Standard library only.

Coordinates run from -1 to 1 over the whole picture, x to the right and y down, so that one drawing
serves every size. A figure is convex and filled row by row: the inside of a row is one copy of
bytes, only the pixels on its edge are mixed one at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Color = tuple[int, int, int]
Outline = Callable[[float], tuple[float, float] | None]
"""For a y, from which x to which x the figure reaches; None where it does not."""

_STEPS = 4
"""Lines that are looked at for each row of pixels: what makes slanted edges smooth."""


def mix(first: Color, second: Color, amount: float) -> Color:
    """A color between two: 0 is the first, 1 the second."""
    return (
        round(first[0] + (second[0] - first[0]) * amount),
        round(first[1] + (second[1] - first[1]) * amount),
        round(first[2] + (second[2] - first[2]) * amount),
    )


class Canvas:
    """A square, opaque picture.

    Args:
        size: width and height in pixels.
        top: the color at the upper edge.
        bottom: the color at the lower edge.
    """

    def __init__(self, size: int, top: Color, bottom: Color) -> None:
        self._size = size
        self._rows = [
            bytearray(bytes((*mix(top, bottom, (row + 0.5) / size), 255)) * size)
            for row in range(size)
        ]

    def rgba(self) -> bytes:
        """The pixels, row by row, 4 bytes each."""
        return b"".join(self._rows)

    def oval(
        self,
        center: tuple[float, float],
        radius: tuple[float, float],
        color: Color,
        power: float = 2.0,
        band: tuple[float, float] = (-1.0, 1.0),
    ) -> None:
        """Fills an ellipse.

        Args:
            center: x and y.
            radius: along x and y.
            color: of all of it.
            power: 2 is an ellipse, more is a box with ever sharper corners.
            band: between which y of the picture it is filled.
        """
        (x, y), (width, height) = center, radius

        def outline(line: float) -> tuple[float, float] | None:
            off = abs(line - y) / height
            if off >= 1.0:
                return None
            half = width * (1.0 - off**power) ** (1.0 / power)
            return x - half, x + half

        self._fill(outline, max(y - height, band[0]), min(y + height, band[1]), color)

    def polygon(self, points: Sequence[tuple[float, float]], color: Color) -> None:
        """Fills a convex polygon."""
        edges = list(zip(points, [*points[1:], points[0]], strict=True))

        def outline(line: float) -> tuple[float, float] | None:
            crossings = [
                x + (to_x - x) * (line - y) / (to_y - y)
                for (x, y), (to_x, to_y) in edges
                if min(y, to_y) <= line < max(y, to_y)
            ]
            return (min(crossings), max(crossings)) if crossings else None

        heights = [y for _, y in points]
        self._fill(outline, min(heights), max(heights), color)

    def _fill(self, outline: Outline, top: float, bottom: float, color: Color) -> None:
        half = self._size / 2
        pixel = bytes((*color, 255))
        first = max(0, math.floor((top + 1) * half))
        last = min(self._size, math.ceil((bottom + 1) * half))
        for row in range(first, last):
            spans = []
            for step in range(_STEPS):
                line = (row + (step + 0.5) / _STEPS) / half - 1
                span = outline(line) if top <= line <= bottom else None
                if span is not None:
                    left = max(0.0, (span[0] + 1) * half)
                    right = min(float(self._size), (span[1] + 1) * half)
                    if left < right:
                        spans.append((left, right))
            if spans:
                self._fill_row(self._rows[row], spans, color, pixel)

    @staticmethod
    def _fill_row(
        pixels: bytearray, spans: list[tuple[float, float]], color: Color, pixel: bytes
    ) -> None:
        begin = math.floor(min(left for left, _ in spans))
        end = math.ceil(max(right for _, right in spans))
        inside = math.ceil(max(left for left, _ in spans))
        outside = math.floor(min(right for _, right in spans))
        if len(spans) == _STEPS and inside < outside:
            pixels[4 * inside : 4 * outside] = pixel * (outside - inside)
        else:
            inside = outside = end
        for column in (*range(begin, inside), *range(outside, end)):
            covered = sum(
                max(0.0, min(right, column + 1) - max(left, column)) for left, right in spans
            )
            at = 4 * column
            under = (pixels[at], pixels[at + 1], pixels[at + 2])
            pixels[at : at + 3] = bytes(mix(under, color, covered / _STEPS))
