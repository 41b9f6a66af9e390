"""Room B: images as the typed client reads them, and what the façade makes of them."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steamworks import Image, ImageRect, NotConnected, PythonPictures, Steamworks


def pixels(handle, width, height):
    """What the fake library has for an image."""
    return bytes((handle + i) & 0xFF for i in range(width * height * 4))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (32, 32), (64, 64), (184, 184), (3, 5)])
def test_texture(facade, steam, width, height):
    """Size and all pixels of an image, row by row, as bytes."""
    steam.image(9, width, height)
    image = facade.newTexture(9)
    assert (image.width, image.height) == (width, height)
    assert type(image.rgba) is bytes
    assert image.rgba == pixels(9, width, height)


def test_each_texture_is_its_own(facade, steam):
    """A second image does not change the first."""
    steam.image(9, 2)
    steam.image(10, 2)
    first, second = facade.newTexture(9), facade.newTexture(10)
    assert (first.rgba, second.rgba) == (pixels(9, 2, 2), pixels(10, 2, 2))


def test_whole_floats_are_handles(facade, steam):
    """Languages whose numbers are all floats can pass a handle too."""
    steam.image(9, 2)
    assert facade.newTexture(9.0).rgba == pixels(9, 2, 2)


def test_image_rect(facade, steam):
    """The image in its own size, and no parent unless one is given."""
    steam.image(9, 184)
    made = facade.newImageRect(9, 32, 24.5)
    assert isinstance(made, ImageRect)
    assert (made.width, made.height, made.image.width) == (32, 24.5, 184)
    again = facade.newImageRect(None, 9, 32, 24.5)
    assert (again.width, again.height) == (32, 24.5)
    named = facade.newImageRect(imageHandle=9, width=1, height=2)
    assert (named.width, named.height) == (1, 2)


def test_image_rect_with_a_parent(facade, steam):
    """The parent gets it as a child, in the order of making."""
    steam.image(9, 8)
    parent = facade.newImageRect(9, 100, 100)
    children = [facade.newImageRect(parent, 9, 10, 10) for _ in range(3)]
    children.append(facade.newImageRect(imageHandle=9, width=1, height=2, parent=parent))
    assert parent.children == children


@pytest.mark.parametrize(
    "handle",
    [0, -1, 7, 2**31 - 1, 2**31, 10**30, 1.5, math.nan, math.inf, "9", None, True, [], {}],
)
def test_bad_handles(facade, steam, log, handle):
    """What is no handle, and one that Steam does not know, is null with an error."""
    steam.image(9, 8)
    assert facade.newTexture(handle) is None
    assert facade.newImageRect(handle, 10, 10) is None
    assert [text.split(":")[:2] for text in log.errors] == [
        ["Steamworks.newTexture", " imageHandle"],
        ["Steamworks.newImageRect", " imageHandle"],
    ]


@pytest.mark.parametrize(
    "length", [0, -1, -0.0, math.nan, math.inf, -math.inf, 1e39, 10**400, "10", None, True, []]
)
def test_bad_lengths(facade, steam, log, length):
    """Width and height are finite numbers above 0; the message names which it was."""
    steam.image(9, 8)
    assert facade.newImageRect(9, length, 10) is None
    assert facade.newImageRect(9, 10, length) is None
    assert [text.split(":")[1] for text in log.errors] == [" width", " height"]
    assert all(len(text) < 300 for text in log.errors)
    assert steam.people_count("pixels_read") == 0


@pytest.mark.parametrize("parent", [1, "parent", True, [], object()])
def test_bad_parents(facade, steam, log, parent):
    """What cannot hold a picture is refused, and told what would do."""
    steam.image(9, 8)
    assert facade.newImageRect(parent, 9, 10, 10) is None
    assert "newImageRect: parent: expected an object with a method add_child" in log.errors[0]


def test_parent_that_raises(facade, steam, log):
    """An exception of the parent's reaches the log, and the call returns null."""

    class Full:
        def add_child(self, child):
            raise ValueError("full")

    steam.image(9, 8)
    assert facade.newImageRect(Full(), 9, 10, 10) is None
    assert "full" in log.exceptions[0][0]


def test_host_of_its_own(client, steam):
    """A host that shows pictures in its own way is asked for everything."""

    class Host:
        parents = "a string"

        def is_parent(self, value):
            return isinstance(value, str)

        def texture(self, image):
            return ("texture", image.width)

        def rect(self, parent, image, width, height):
            return ("rect", parent, image.width, width, height)

    steam.image(9, 8)
    facade = Steamworks(client, pictures=Host())
    assert facade.newTexture(9) == ("texture", 8)
    assert facade.newImageRect("here", 9, 1, 2) == ("rect", "here", 8, 1, 2)
    assert facade.newImageRect(9, 1, 2) == ("rect", None, 8, 1, 2)
    assert facade.newImageRect(PythonPictures(), 9, 1, 2) is None


def test_pixels_that_cannot_be_read(facade, steam, log):
    """When Steam knows the size but does not give the pixels, it is null with an error."""
    steam.image(9, 8)
    steam.dll.fake_no_pixels(True)
    assert facade.newTexture(9) is None
    assert "newTexture: imageHandle" in log.errors[0]


def test_images_of_the_typed_client(client, steam):
    """Size and image by handle; None for what Steam does not know; nothing is kept."""
    steam.image(9, 3, 2)
    assert client.images.size(9) == (3, 2)
    image = client.images.image(9)
    assert image == Image(3, 2, pixels(9, 3, 2))
    assert repr(image) == "Image(width=3, height=2)"
    for handle in (0, -1, 10):
        assert client.images.size(handle) is None
        assert client.images.image(handle) is None
    for handle in ("9", 1.5, None, True):
        with pytest.raises(TypeError, match="image handle"):
            client.images.size(handle)
    with pytest.raises(ValueError, match="image handle"):
        client.images.image(2**31)
    client.close()
    with pytest.raises(NotConnected):
        client.images.image(9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(0, 2**32 - 1), height=st.integers(0, 2**32 - 1))
def test_size_that_no_image_has(client, steam, width, height):
    """A size whose bytes Steam's own int cannot count is taken for no image, and not allocated."""
    steam.image(9, width, height)
    size = client.images.size(9)
    assert size == ((width, height) if 0 < width * height * 4 < 2**31 else None)
