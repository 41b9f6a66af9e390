"""The rules of app definitions as an editor reaches them: through the library's control API."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from godot_steamworks.offline import OfflineRuntime
from offline_steam import icons, places


@pytest.fixture
def runtime(steam: Any) -> OfflineRuntime:
    """The control of the library."""
    return OfflineRuntime(Path(steam.control.path))


def test_sound_definition(runtime: OfflineRuntime) -> None:
    """The app that comes along has no problem."""
    assert runtime.ask("QueryProblems", places.BUILTIN_APP.read_text("utf-8")) == []


def test_problems_have_their_places(runtime: OfflineRuntime) -> None:
    """Each has a sentence and a path; a text that is no TOML has one for all of it."""
    text = "app_id = 0\nname = 'Zoë'\n[[user]]\nsteam_id = '76561202255232769'\nname = 'M'\n"
    assert runtime.ask("QueryProblems", text) == [
        {"path": ["app_id"], "text": "app_id = 0: an integer from 1 to 4294967295 is expected"},
        {"path": ["user"], "text": "0 users have current = true: exactly one is expected"},
    ]
    (problem,) = runtime.ask("QueryProblems", "a = [")
    assert problem["path"] == []
    assert problem["text"].startswith("not valid TOML: ")


def test_words(runtime: OfflineRuntime) -> None:
    """What an editor offers is what the reader takes."""
    words = runtime.ask("QueryWords")
    assert words["stat.type"] == ["int", "float", "average_rate"]
    assert words["achievement.icon.shape"] == sorted(icons.SHAPES)
    assert "none" in words["user.avatar.shape"]
    assert {"user.status", "user.relationship", "leaderboard.sort"} < set(words)


def test_icon_of_a_description(runtime: OfflineRuntime, steam: Any) -> None:
    """The pixels that a game would get; another shape or colour is refused in words."""
    pixels = ctypes.create_string_buffer(icons.SIZE**2 * 4)
    draw = "OfflineSteam_DrawIcon"
    size = steam.call(draw, int, b"star", b"#ff0000", True, pixels, len(pixels))
    assert size == len(pixels)
    assert pixels.raw == bytes(icons.draw("star", (255, 0, 0), True))
    assert steam.call(draw, int, b"star", b"red", True, None, 0) == -1
    assert b"a color such as '#f2c14e' is expected" in steam.call(
        "OfflineSteam_LastError", ctypes.c_char_p
    )
