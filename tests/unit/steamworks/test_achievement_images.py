"""Room B: images of achievements, and achievementImageUpdate."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steamworks import Client, Steamworks, contract

GREY, COLOURED = 5, 6
NAMES = ("ACH_ONE", "ACH_TWO")


def info(handle):
    """The ImageInfo that is expected."""
    return {"imageHandle": handle, "pixelWidth": 64, "pixelHeight": 64}


def update(name, handle, unlocked):
    """The event that is expected."""
    return {
        "name": "achievementImageUpdate",
        "achievementName": name,
        "imageInfo": handle and info(handle),
        "unlocked": unlocked,
    }


@pytest.fixture(autouse=True)
def images(steam):
    """The library's images of both states."""
    steam.image(GREY, 64)
    steam.image(COLOURED, 64)


@pytest.fixture
def updates(heard):
    """The achievementImageUpdates so far."""
    return lambda: [event for event in heard.events if event["name"] == "achievementImageUpdate"]


def icon(steam, handle, name="ACH_ONE"):
    """Has the library answer with this handle from now on."""
    steam.dll.fake_icon(NAMES.index(name), handle)


def store(facade, steam, *unlocked):
    """Steam stores, and reports what was unlocked by it."""
    facade.pump()
    steam.post(1102, steam.stored())
    for name in unlocked:
        steam.post(1103, steam.achievement(name.encode()))
    facade.pump()


def test_image_that_is_there(facade, updates):
    """Handle and size at once, and no event."""
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)
    facade.pump()
    assert updates() == []
    assert list(info(GREY)) == [key.name for key in contract.TYPES["ImageInfo"].keys]


@pytest.mark.parametrize("unlocked", [False, True])
def test_image_that_has_to_be_loaded(facade, steam, updates, unlocked):
    """Null while it is loading; then one event with the image, of the state that Steam loaded."""
    icon(steam, 0)
    assert facade.getAchievementImageInfo("ACH_ONE") is None
    assert updates() == []
    icon(steam, GREY)
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", unlocked, GREY))
    facade.pump()
    assert updates() == [update("ACH_ONE", GREY, unlocked)]
    assert list(updates()[0]) == [
        key.name for key in contract.EVENTS["achievementImageUpdate"].keys
    ]
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)


@pytest.mark.parametrize("handle", [0, 99])
def test_achievement_without_image(facade, steam, updates, handle):
    """Steam has none, or does not know what it promised: the event comes, its imageInfo null."""
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", False, handle))
    facade.pump()
    assert updates() == [update("ACH_ONE", None, False)]


def test_other_games_are_ignored(facade, steam, updates):
    """An image of another game's achievement is no event."""
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", False, GREY, game=570))
    facade.pump()
    assert updates() == []


def test_name_in_utf8(facade, steam, updates):
    """The name is Steam's UTF-8."""
    steam.post(1109, steam.icon_fetched("é漢🎮".encode(), True, GREY))
    facade.pump()
    assert updates() == [update("é漢🎮", GREY, True)]


def test_unlocking_brings_the_new_image(facade, steam, updates, heard):
    """One whose image was asked for is told with its new image, behind the unlocking itself."""
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)
    facade.setAchievementUnlocked("ACH_ONE")
    icon(steam, COLOURED)
    store(facade, steam, "ACH_ONE")
    assert updates() == [update("ACH_ONE", COLOURED, True)]
    assert heard.names.index("achievementInfoUpdate") < heard.names.index("achievementImageUpdate")


def test_unlocking_has_the_new_image_loaded(facade, steam, updates):
    """When Steam has to load it, the event comes with the image, and only then."""
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)
    facade.setAchievementUnlocked("ACH_ONE")
    icon(steam, 0)
    store(facade, steam, "ACH_ONE")
    assert updates() == []
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, COLOURED))
    facade.pump()
    assert updates() == [update("ACH_ONE", COLOURED, True)]


def test_image_loaded_before_the_unlocking_is_reported(facade, steam, updates):
    """A game that asks right after unlocking hears of the image once, and not again later."""
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)
    facade.setAchievementUnlocked("ACH_ONE")
    icon(steam, 0)
    assert facade.getAchievementImageInfo("ACH_ONE") is None
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, COLOURED))
    icon(steam, COLOURED)
    store(facade, steam, "ACH_ONE")
    assert updates() == [update("ACH_ONE", COLOURED, True)]


def test_image_loaded_just_behind_the_unlocking(facade, steam, updates):
    """Told with the unlocking, because it was there already; Steam's own report adds nothing."""
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)
    facade.setAchievementUnlocked("ACH_ONE")
    icon(steam, 0)
    assert facade.getAchievementImageInfo("ACH_ONE") is None
    icon(steam, COLOURED)
    facade.pump()
    steam.post(1103, steam.achievement(b"ACH_ONE"))
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, COLOURED))
    facade.pump()
    assert updates() == [update("ACH_ONE", COLOURED, True)]


def test_unlocking_of_what_nobody_looks_at(facade, steam, updates):
    """Without anybody having asked for the image there is no event, and nothing is loaded."""
    facade.setAchievementUnlocked("ACH_ONE")
    store(facade, steam, "ACH_ONE")
    assert updates() == []


def test_progress_changes_no_image(facade, steam, updates):
    """Showing progress is no unlocking."""
    facade.getAchievementImageInfo("ACH_ONE")
    steam.post(1103, steam.achievement(b"ACH_ONE", 1, 10))
    facade.pump()
    assert updates() == []


def test_unlocking_in_another_game(facade, steam, updates):
    """An achievement of that name in another game is not this one."""
    facade.getAchievementImageInfo("ACH_ONE")
    steam.post(1103, steam.achievement(b"ACH_ONE", game=570))
    facade.pump()
    assert updates() == []


@pytest.mark.parametrize("by_loading", [False, True])
def test_unlocking_again_after_a_reset(facade, steam, updates, by_loading):
    """After a reset the next unlocking is news again, however the first image was told."""
    for _ in range(3):
        facade.getAchievementImageInfo("ACH_ONE")
        facade.setAchievementUnlocked("ACH_ONE")
        icon(steam, COLOURED)
        if by_loading:
            steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, COLOURED))
        store(facade, steam, "ACH_ONE")
        assert facade.resetUserProgress() is True
    assert updates() == [update("ACH_ONE", COLOURED, True)] * 3


def test_reset_before_the_unlocking_is_reported(client, facade, steam, updates):
    """An unlocking that was undone before Steam reports it brings no image, nor the locked one."""
    icon(steam, GREY)
    facade.getAchievementImageInfo("ACH_ONE")
    facade.setAchievementUnlocked("ACH_ONE")
    facade.pump()
    client.user_stats.lock("ACH_ONE")
    store(facade, steam, "ACH_ONE")
    assert updates() == []


def unlocked_and_shown(facade, steam, name="ACH_ONE"):
    """An achievement that is unlocked, and whose image somebody has."""
    facade.setAchievementUnlocked(name)
    icon(steam, COLOURED, name)
    assert facade.getAchievementImageInfo(name) == info(COLOURED)
    store(facade, steam, name)


def reset(facade, steam):
    """The library locks everything, and has the images of that."""
    assert facade.resetUserProgress() is True
    steam.dll.fake_lock_all()
    for name in NAMES:
        icon(steam, GREY, name)


def test_locking_again_brings_the_locked_image(facade, steam, updates, heard):
    """A reset changes the image as an unlocking does: told once, and not from inside the call."""
    unlocked_and_shown(facade, steam)
    heard.events.clear()
    reset(facade, steam)
    assert updates() == []
    for _ in range(3):
        facade.pump()
    assert updates() == [update("ACH_ONE", GREY, False)]
    facade.resetUserProgress()
    facade.pump()
    assert len(updates()) == 1


def test_locking_again_has_the_locked_image_loaded(facade, steam, updates, heard):
    """When Steam has to load it, the event comes with the image, and only then."""
    unlocked_and_shown(facade, steam)
    heard.events.clear()
    reset(facade, steam)
    icon(steam, 0)
    facade.pump()
    assert updates() == []
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", False, GREY))
    facade.pump()
    assert updates() == [update("ACH_ONE", GREY, False)]


def test_locking_of_what_nobody_saw_unlocked(facade, steam, updates, heard):
    """Who has the locked image, or none, need not be told that it is the image again."""
    facade.getAchievementImageInfo("ACH_ONE")
    facade.setAchievementUnlocked("ACH_TWO")
    icon(steam, COLOURED, "ACH_TWO")
    store(facade, steam, "ACH_TWO")
    reset(facade, steam)
    facade.pump()
    assert updates() == []


def test_reset_by_a_listener_of_the_same_event(facade, steam, updates, heard):
    """What a listener causes while it is called comes at the next pump."""
    unlocked_and_shown(facade, steam)
    unlocked_and_shown(facade, steam, "ACH_TWO")
    heard.events.clear()
    reset(facade, steam)

    def unlock_and_reset(event):
        facade.removeEventListener("achievementImageUpdate", unlock_and_reset)
        unlocked_and_shown(facade, steam)
        reset(facade, steam)

    facade.addEventListener("achievementImageUpdate", unlock_and_reset)
    facade.pump()
    assert updates() == [update(name, GREY, False) for name in NAMES]
    heard.events.clear()
    facade.pump()
    assert updates() == [update("ACH_ONE", GREY, False)]


def test_closing_while_a_locked_image_is_told(facade, client, steam, heard, log):
    """A listener may close the connection; the other images are nobody's any more."""
    for name in NAMES:
        unlocked_and_shown(facade, steam, name)
    heard.events.clear()
    reset(facade, steam)
    facade.addEventListener("achievementImageUpdate", lambda event: client.close())
    facade.pump()
    assert heard.names == ["achievementImageUpdate"]
    assert (log.errors, log.exceptions) == ([], [])


def test_image_that_was_unlocked_long_ago(client, facade, steam, updates):
    """The image of an old unlocking does not stand for that of a later one."""
    client.user_stats.unlock("ACH_ONE")
    icon(steam, 0)
    assert facade.getAchievementImageInfo("ACH_ONE") is None
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, COLOURED))
    facade.pump()
    facade.resetUserProgress()
    client.user_stats.lock("ACH_ONE")
    icon(steam, GREY)
    facade.setAchievementUnlocked("ACH_ONE")
    icon(steam, COLOURED)
    store(facade, steam, "ACH_ONE")
    assert updates() == [update("ACH_ONE", COLOURED, True)] * 2


def test_each_achievement_on_its_own(facade, steam, updates):
    """Several that are unlocked together are each told once."""
    icon(steam, GREY, "ACH_TWO")
    for name in NAMES:
        facade.getAchievementImageInfo(name)
        facade.setAchievementUnlocked(name)
    icon(steam, COLOURED)
    icon(steam, COLOURED, "ACH_TWO")
    store(facade, steam, *NAMES)
    assert updates() == [update(name, COLOURED, True) for name in NAMES]


def test_every_listener_has_its_own_image_info(facade, client, steam):
    """A listener that changes the dictionary inside the event disturbs nobody."""
    kept = []

    def spoil(event):
        event["imageInfo"].clear()

    second = Steamworks(client)
    facade.addEventListener("achievementImageUpdate", spoil)
    facade.addEventListener("achievementImageUpdate", kept.append)
    second.addEventListener("achievementImageUpdate", kept.append)
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, GREY))
    facade.pump()
    assert kept == [update("ACH_ONE", GREY, True)] * 2


def test_closing_while_it_is_told(facade, client, steam, log):
    """A listener of the unlocking may close the connection: the image is nobody's any more."""
    facade.getAchievementImageInfo("ACH_ONE")
    facade.addEventListener("achievementInfoUpdate", lambda event: client.close())
    steam.post(1103, steam.achievement(b"ACH_ONE"))
    facade.pump()
    assert (log.errors, log.exceptions) == ([], [])


def test_asked_before_the_stats_are_there(old_steam, heard, updates):
    """Older libraries know no achievement at first: what was asked for is told when they do."""
    old_steam.image(GREY, 64)
    old_steam.dll.fake_no_achievements(True)
    with Client(480, old_steam.path) as client:
        facade = Steamworks(client, emit=heard)
        for name in ("ACH_ONE", "ACH_TWO", "ACH_NONE"):
            assert facade.getAchievementImageInfo(name) is None
        facade.pump()
        assert heard.events == []
        old_steam.dll.fake_no_achievements(False)
        old_steam.post(1101, old_steam.received())
        facade.pump()
        old_steam.post(1109, old_steam.icon_fetched(b"ACH_TWO", False, GREY))
        facade.pump()
        old_steam.post(1101, old_steam.received())
        facade.pump()
    assert heard.names[0] == "userProgressUpdate"
    assert updates() == [update("ACH_ONE", GREY, False), update("ACH_TWO", GREY, False)]


def test_closing_while_images_are_told_that_were_asked_too_early(old_steam):
    """The first listener closes the connection: nothing raises, and nothing more is told."""
    heard = []
    old_steam.image(GREY, 64)
    old_steam.dll.fake_no_achievements(True)
    with Client(480, old_steam.path) as client:
        facade = Steamworks(client)
        for name in NAMES:
            assert facade.getAchievementImageInfo(name) is None
            old_steam.dll.fake_icon(NAMES.index(name), GREY)
        old_steam.dll.fake_no_achievements(False)
        facade.addEventListener(
            "achievementImageUpdate", lambda event: (heard.append(event), client.close())
        )
        old_steam.post(1101, old_steam.received())
        facade.pump()
    assert heard == [update("ACH_ONE", GREY, False)]


def test_unknown_achievement(facade, log):
    """Null, and one warning that says where the names are, however often it is asked."""
    assert facade.getAchievementImageInfo("ACH_NONE") is None
    assert facade.getAchievementImageInfo("ACH_NONE") is None
    assert log.errors == []
    assert len(log.warnings) == 1
    assert "no achievement 'ACH_NONE'; getAchievementNames()" in log.warnings[0]


@pytest.mark.parametrize("name", ["", "x" * 128, "ACH_ONE\0", "\udcff", 5, None, b"ACH_ONE", []])
def test_bad_names(facade, log, name):
    """A name that no achievement can have is refused, with an error."""
    assert facade.getAchievementImageInfo(name) is None
    assert log.errors[0].startswith("Steamworks.getAchievementImageInfo: achievementName: expected")


def test_message_about_a_bad_name(facade, log):
    """It is a sentence."""
    facade.getAchievementImageInfo("")
    assert log.errors[0].endswith("expected an achievement name, got an empty string")


STEPS = st.sampled_from(["ask", "load", "store", "fetch", "pump"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(steps=st.lists(STEPS, max_size=12))
def test_never_twice(facade, steam, updates, heard, steps):
    """However asking, loading, storing and reporting fall together, one unlocking is told once."""
    facade.resetUserProgress()
    steam.dll.fake_lock_all()
    heard.events.clear()
    icon(steam, GREY)
    assert facade.getAchievementImageInfo("ACH_ONE") == info(GREY)
    facade.setAchievementUnlocked("ACH_ONE")
    icon(steam, 0)
    loading = loaded = stored = fetched = False
    for step in [*steps, "store", "load", "fetch", "pump"]:
        if step == "ask":
            facade.getAchievementImageInfo("ACH_ONE")
            loading = loading or not loaded
        elif step == "load" and (loading or stored) and not loaded:
            icon(steam, COLOURED)
            loaded = True
        elif step == "store" and not stored:
            steam.post(1103, steam.achievement(b"ACH_ONE"))
            facade.pump()
            stored = loading = True
        elif step == "fetch" and loaded and not fetched:
            steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, COLOURED))
            fetched = True
        elif step == "pump":
            facade.pump()
    assert updates() == [update("ACH_ONE", COLOURED, True)]
