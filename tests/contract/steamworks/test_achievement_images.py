"""Contract: images of achievements on the offline runtime."""

import pytest

from steamworks import connect as connect_to

from .running import frames

pytestmark = pytest.mark.contract

NAME = "ACH_WIN_ONE_GAME"


def updates(events):
    """The achievementImageUpdates so far."""
    return [event for event in events if event["name"] == "achievementImageUpdate"]


def test_loading(steam, events):
    """Null, then one event with the image of the locked state, which reads back."""
    assert steam.getAchievementImageInfo(NAME) is None
    frames(steam)
    (event,) = updates(events)
    assert (event["achievementName"], event["unlocked"]) == (NAME, False)
    assert event["imageInfo"] == steam.getAchievementImageInfo(NAME)
    assert (event["imageInfo"]["pixelWidth"], event["imageInfo"]["pixelHeight"]) == (64, 64)
    assert len(steam.newTexture(event["imageInfo"]["imageHandle"]).rgba) == 64 * 64 * 4


def test_asking_before_the_start_up_event(path, control_of, events):
    """An older library knows no achievement yet when it is asked; the image is told later."""
    with connect_to(480, path) as steam:
        steam._emit = lambda name, event: events.append(event)
        assert steam.getAchievementImageInfo(NAME) is None
        frames(steam, 30)
        (event,) = updates(events)
        assert (event["achievementName"], event["unlocked"]) == (NAME, False)
        assert event["imageInfo"] == steam.getAchievementImageInfo(NAME)


def test_every_achievement(steam, events):
    """Each one has an image of its own, told once, however often it was asked for."""
    names = steam.getAchievementNames()
    for _ in range(15):
        for name in names:
            steam.getAchievementImageInfo(name)
        steam.pump()
    assert sorted(event["achievementName"] for event in updates(events)) == sorted(names)
    handles = {steam.getAchievementImageInfo(name)["imageHandle"] for name in names}
    assert len(handles) == len(names)


def test_unlocking(steam, events):
    """The image of the unlocked state is told once, behind the unlocking, and looks different."""
    steam.getAchievementImageInfo(NAME)
    frames(steam)
    locked = steam.getAchievementImageInfo(NAME)
    events.clear()
    steam.setAchievementUnlocked(NAME)
    frames(steam, 40)
    (event,) = updates(events)
    assert event["unlocked"] is True
    assert event["imageInfo"] == steam.getAchievementImageInfo(NAME)
    names = [event["name"] for event in events]
    assert names.index("achievementInfoUpdate") < names.index("achievementImageUpdate")
    first, second = (
        steam.newTexture(info["imageHandle"]).rgba for info in (locked, event["imageInfo"])
    )
    assert first != second


def test_asking_right_after_unlocking(steam, events):
    """A game that asks at once, and goes on asking, hears of the new image once."""
    steam.getAchievementImageInfo(NAME)
    frames(steam)
    events.clear()
    steam.setAchievementUnlocked(NAME)
    for _ in range(40):
        steam.getAchievementImageInfo(NAME)
        steam.pump()
    assert [event["unlocked"] for event in updates(events)] == [True]


def test_locking_again(steam, events):
    """A reset brings the image of the locked state back, behind the call; asking gives the same."""
    steam.getAchievementImageInfo(NAME)
    frames(steam)
    locked = steam.getAchievementImageInfo(NAME)
    steam.setAchievementUnlocked(NAME)
    frames(steam, 40)
    events.clear()
    steam.resetUserProgress()
    assert updates(events) == []
    frames(steam, 40)
    (event,) = updates(events)
    assert (event["unlocked"], event["imageInfo"]) == (False, locked)
    assert steam.getAchievementImageInfo(NAME) == locked
    assert "userProgressUpdate" not in [event["name"] for event in events]


def test_unlocking_without_looking(steam, events):
    """Nobody asked for the image, so nothing is loaded or told."""
    steam.setAchievementUnlocked(NAME)
    frames(steam, 40)
    assert updates(events) == []


def test_unlocking_again(steam, events):
    """After a reset the next unlocking is told again."""
    for _ in range(2):
        steam.getAchievementImageInfo(NAME)
        steam.setAchievementUnlocked(NAME)
        frames(steam, 40)
        steam.resetUserProgress()
        frames(steam)
    told = [event["unlocked"] for event in updates(events)]
    assert told.count(True) == 2


def test_unknown_achievement(steam, events, caplog):
    """Null with a warning; nothing follows."""
    assert steam.getAchievementImageInfo("ACH_NONE") is None
    assert "the app has no achievement 'ACH_NONE'" in caplog.text
    frames(steam)
    assert events == []
