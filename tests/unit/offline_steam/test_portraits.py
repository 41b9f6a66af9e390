"""The avatars that are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_steam.canvas import Canvas
from offline_steam.definition import FIRST_ACCOUNT
from offline_steam.portraits import LARGE, MEDIUM, SHAPES, SMALL, draw, portrait_of

USERS = [FIRST_ACCOUNT + number for number in range(1, 200)]


def _average(rgba: bytes, size: int, x: int, y: int, cells: int = 8) -> list[float]:
    """The mean color of one cell of a grid laid over the picture."""
    width = size // cells
    pixels = [
        rgba[4 * (row * size + column) :][:3]
        for row in range(y * width, (y + 1) * width)
        for column in range(x * width, (x + 1) * width)
    ]
    return [sum(pixel[channel] for pixel in pixels) / len(pixels) for channel in range(3)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [SMALL, MEDIUM, LARGE])
def test_shape(shape: str, size: int) -> None:
    """The right number of pixels, all opaque, and a figure that stands out from its ground."""
    rgba = draw(portrait_of(USERS[0], shape), size)
    assert len(rgba) == size * size * 4
    assert set(rgba[3::4]) == {255}
    assert max(rgba[::4]) - min(rgba[::4]) > 100


@pytest.mark.parametrize("steam_id", USERS[:6])
def test_sizes_show_the_same(steam_id: int) -> None:
    """The three sizes of a user are one picture: each part has the same color in all of them."""
    portrait = portrait_of(steam_id)
    small, large = draw(portrait, SMALL), draw(portrait, LARGE)
    for x in range(8):
        for y in range(8):
            both = zip(_average(small, SMALL, x, y), _average(large, LARGE, x, y), strict=True)
            assert all(abs(one - other) < 12 for one, other in both), (x, y)


def test_users_differ() -> None:
    """Two hundred users have two hundred pictures, of every shape."""
    portraits = [portrait_of(steam_id) for steam_id in USERS]
    assert len({draw(portrait, SMALL) for portrait in portraits}) == len(USERS)
    assert {portrait.shape for portrait in portraits} == set(SHAPES)


def test_given_shape_and_color_stay() -> None:
    """What a definition gives is used, and the Steam ID decides on the rest."""
    portrait = portrait_of(USERS[0], "cat", (1, 2, 3))
    assert portrait[:2] == ("cat", (1, 2, 3))
    assert portrait_of(USERS[0], "cat").shape == "cat"
    assert portrait_of(USERS[0], None, (1, 2, 3)).shape == portrait_of(USERS[0]).shape
    faces = {draw(portrait_of(steam_id, "alien", (90, 200, 90)), SMALL) for steam_id in USERS[:9]}
    assert len(faces) == 9


@given(
    steam_id=st.integers(0, 2**64 - 1),
    color=st.one_of(st.none(), st.tuples(*[st.integers(0, 255)] * 3)),
)
def test_any_user(steam_id: int, color: tuple[int, int, int] | None) -> None:
    """Whatever the ID and the color, there is a picture."""
    assert len(draw(portrait_of(steam_id, None, color), SMALL)) == SMALL * SMALL * 4


def test_canvas_mixes_edges() -> None:
    """A figure that covers half of a pixel gives it half of its color, and stays in the picture."""
    canvas = Canvas(4, (0, 0, 0), (0, 0, 0))
    canvas.polygon(((-0.75, -9.0), (9.0, -9.0), (9.0, 9.0), (-0.75, 9.0)), (200, 100, 50))
    assert canvas.rgba()[:8] == bytes((100, 50, 25, 255, 200, 100, 50, 255))
    canvas.oval((5.0, 5.0), (0.5, 0.5), (255, 255, 255))
    assert len(canvas.rgba()) == 64
