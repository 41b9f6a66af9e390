"""The icons that are drawn."""

from __future__ import annotations

import pytest

from offline_steam.icons import SHAPES, SIZE, draw


def _pixel(rgba: bytes, x: int, y: int) -> tuple[int, ...]:
    return tuple(rgba[(y * SIZE + x) * 4 :][:4])


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: str) -> None:
    """64 by 64 RGBA, clear corners, opaque inside, and the shape stands out from its tile."""
    rgba = draw(shape, (240, 200, 40), True)
    assert len(rgba) == SIZE * SIZE * 4
    assert _pixel(rgba, 0, 0)[3] == _pixel(rgba, SIZE - 1, SIZE - 1)[3] == 0
    assert _pixel(rgba, 32, 4)[3] == 255
    shades = {rgba[i] for i in range(0, len(rgba), 4) if rgba[i + 3] == 255}
    assert max(shades) - min(shades) > 100


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_differ(shape: str) -> None:
    """No two shapes give the same image, and a locked icon differs from an unlocked one."""
    color = (240, 200, 40)
    others = {draw(other, color, True) for other in SHAPES if other != shape}
    assert draw(shape, color, True) not in others
    assert draw(shape, color, False) != draw(shape, color, True)


def test_locked_is_grey() -> None:
    """A locked icon has hardly any color left."""
    rgba = draw("star", (240, 20, 20), False)
    red, green, blue, _ = _pixel(rgba, 32, 30)
    assert max(red, green, blue) - min(red, green, blue) < 30
