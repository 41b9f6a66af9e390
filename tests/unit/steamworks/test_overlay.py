"""Room B: the overlay and the place of notifications."""

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steamworks import (
    NotConnected,
    NotificationPosition,
    OverlayToStoreFlag,
    Steamworks,
    WebPageMode,
    contract,
)

GOOD = {
    "showGameOverlay": ("Friends",),
    "showStoreOverlay": ("570",),
    "showUserOverlay": ("76561197960287930", "chat"),
    "showWebOverlay": ("https://example.com",),
}
NO_TEXTS = [1, 1.5, True, [], {}, b"Friends"]
NO_APPS = ["", "0", "-1", "letters", "480.0", " 480", "0480", str(2**32), 480, 1.5, True, [], {}]


@pytest.fixture(autouse=True)
def overlay(steam):
    """The overlay can be shown."""
    steam.dll.fake_overlay(True)


def activated(active, app=480, by_user=False):
    """The bytes of a GameOverlayActivated_t."""
    return struct.pack("<B?2xII", active, by_user, app, 4242)


@pytest.mark.parametrize("name", contract.OVERLAYS)
def test_game_overlay(facade, steam, name):
    """Each documented page is what Steam gets."""
    assert facade.showGameOverlay(name) is True
    assert steam.said == f"game|{name}|0"


def test_game_overlay_shown_last(facade, client, steam):
    """Without a name: the page shown last, by whichever façade; before that, Steam's own choice."""
    assert facade.showGameOverlay() is True
    assert steam.said == "game||0"
    facade.showGameOverlay("Stats")
    facade.showUserOverlay("76561197960287930", "chat")
    facade.showWebOverlay("https://example.com")
    assert facade.showGameOverlay(None) is True
    assert steam.said == "game|Stats|0"
    Steamworks(client).showGameOverlay("Players")
    facade.showGameOverlay()
    assert steam.said == "game|Players|0"


@pytest.mark.parametrize("name", ["", "friends", "Friend", "steamid", "Friends\0", *NO_TEXTS])
def test_bad_game_overlays(facade, steam, log, name):
    """Another page is refused; the message has the documented ones."""
    assert facade.showGameOverlay(name) is False
    assert steam.said == ""
    assert log.errors[0].startswith(
        'Steamworks.showGameOverlay: overlayName: expected one of "Achievements", "Community", '
    )


@pytest.mark.parametrize("name", contract.USER_OVERLAYS)
def test_user_overlay(facade, steam, name):
    """Each documented page, with the user's ID."""
    assert facade.showUserOverlay(str(steam.other), name) is True
    assert steam.said == f"user|{name}|{steam.other}"


def test_user_overlay_of_oneself(facade, steam):
    """The default is the profile; the current user's own ID is one like any other."""
    assert facade.showUserOverlay(str(steam.me)) is True
    assert steam.said == f"user|steamid|{steam.me}"


@pytest.mark.parametrize("name", ["", "Steamid", "Friends", None, *NO_TEXTS])
def test_bad_user_overlays(facade, steam, log, name):
    """Another page is refused; the message has the documented ones."""
    assert facade.showUserOverlay(str(steam.other), name) is False
    assert steam.said == ""
    assert log.errors[0].startswith(
        'Steamworks.showUserOverlay: overlayName: expected one of "steamid", "chat", '
    )


@pytest.mark.parametrize(
    "user", [None, "", "0", "letters", "103582791429521408", 76561197960287930, 1.5, True, []]
)
def test_user_overlay_needs_a_user(facade, steam, log, user):
    """The user has to be named, by an ID."""
    assert facade.showUserOverlay(user) is False
    assert steam.said == ""
    assert log.errors[0].startswith("Steamworks.showUserOverlay: userSteamId: expected")


def test_store_overlay(facade, steam):
    """Any app's page, and this app's by default; nothing is put into the cart."""
    assert facade.showStoreOverlay("4294967295") is True
    assert steam.said == "store||4294967295"
    assert facade.showStoreOverlay() is True
    assert steam.said == "store||480"
    assert facade.showStoreOverlay(None) is True
    assert steam.said == "store||480"


@pytest.mark.parametrize("app", NO_APPS)
def test_bad_apps(facade, steam, log, app):
    """What is no decimal string of an app ID is refused."""
    assert facade.showStoreOverlay(app) is False
    assert steam.said == ""
    assert log.errors[0].startswith("Steamworks.showStoreOverlay: appId: expected an app ID")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "http://example.com/?q=é漢🎮#there",
        "HTTPS://EXAMPLE.COM",
        "https://example.com/" + "x" * 400,
    ],
)
def test_web_overlay(facade, steam, url):
    """The address as it is, in UTF-8."""
    assert facade.showWebOverlay(url) is True
    assert steam.said == f"web|{url}|0"


def test_web_overlay_shown_last(facade, steam):
    """Without an address: the page shown last; before that, Steam's own choice."""
    assert facade.showWebOverlay() is True
    assert steam.said == "web||0"
    facade.showWebOverlay("https://example.com")
    facade.showGameOverlay("Stats")
    facade.showWebOverlay("no address")
    assert facade.showWebOverlay(None) is True
    assert steam.said == "web|https://example.com|0"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https:///",
        "https:/example.com",
        " https://example.com",
        "https://example.com\0",
        "https://\udcff",
        *NO_TEXTS,
    ],
)
def test_bad_urls(facade, steam, log, url):
    """What is no address of the web is refused."""
    assert facade.showWebOverlay(url) is False
    assert steam.said == ""
    assert log.errors[0].startswith("Steamworks.showWebOverlay: url: expected")
    assert len(log.errors[0]) < 300


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40))
def test_any_address(facade, steam, text):
    """Whatever text comes, Steam gets an address of the web, whole, or nothing."""
    facade.showGameOverlay("Stats")
    before = steam.said
    for url in (text, "https://" + text):
        shown = facade.showWebOverlay(url)
        if shown:
            assert steam.said == f"web|{url}|0"
            assert url.lower().startswith(("https://", "http://"))
        else:
            assert steam.said == before
        before = steam.said


@pytest.mark.parametrize("function", GOOD)
def test_overlay_that_cannot_be_shown(facade, steam, log, function):
    """While canShowOverlay is false, nothing is shown, and that is no error."""
    steam.dll.fake_overlay(False)
    assert facade.canShowOverlay is False
    assert getattr(facade, function)(*GOOD[function]) is False
    assert steam.said == ""
    assert log.errors == log.warnings == []
    steam.dll.fake_overlay(True)
    assert facade.canShowOverlay is True
    assert getattr(facade, function)(*GOOD[function]) is True


def test_page_that_was_not_shown(facade, steam):
    """What could not be shown is not the page shown last."""
    steam.dll.fake_overlay(False)
    facade.showGameOverlay("Stats")
    facade.showWebOverlay("https://example.com")
    steam.dll.fake_overlay(True)
    facade.showGameOverlay()
    assert steam.said == "game||0"
    facade.showWebOverlay()
    assert steam.said == "web||0"


def test_bad_names_while_it_cannot_be_shown(facade, steam, log):
    """A mistake is told also to whoever has the overlay switched off."""
    steam.dll.fake_overlay(False)
    assert facade.showGameOverlay("Nothing") is False
    assert facade.showUserOverlay("nobody") is False
    assert facade.showWebOverlay("nowhere") is False
    assert facade.showStoreOverlay("nothing") is False
    assert len(log.errors) == 4


# --- notifications ------------------------------------------------------------------------------


@pytest.mark.parametrize("overlay_enabled", [True, False])
@pytest.mark.parametrize(
    ("name", "number"), [("topLeft", 0), ("topRight", 1), ("bottomLeft", 2), ("bottomRight", 3)]
)
def test_notification_position(facade, steam, name, number, overlay_enabled):
    """Each corner by Steam's number, whether or not the overlay can be shown."""
    steam.dll.fake_overlay(overlay_enabled)
    assert facade.setNotificationPosition(name) is True
    assert steam.said == f"position||{number}"


@pytest.mark.parametrize("name", ["", "topleft", "TopLeft", "center", None, *NO_TEXTS])
def test_bad_notification_positions(facade, steam, log, name):
    """Another corner is refused; the message has the four."""
    assert facade.setNotificationPosition(name) is False
    assert steam.said == ""
    assert log.errors[0].startswith(
        'Steamworks.setNotificationPosition: positionName: expected one of "topLeft", "topRight", '
        '"bottomLeft", "bottomRight", got '
    )


# --- overlayStatus ------------------------------------------------------------------------------


def test_overlay_status(facade, steam, heard):
    """Opening and closing, whoever did it, in Steam's order."""
    for active, by_user in ((1, True), (0, True), (1, False), (0, False)):
        steam.post(331, activated(active, by_user=by_user))
    facade.pump()
    assert heard.events == [
        {"name": "overlayStatus", "phase": phase} for phase in ["shown", "hidden"] * 2
    ]
    assert [*contract.PHASES] == ["shown", "hidden"]


def test_overlay_status_of_any_byte(facade, steam, heard):
    """Steam's flag is a byte: every value but 0 means shown."""
    steam.post(331, activated(255))
    facade.pump()
    assert heard.events == [{"name": "overlayStatus", "phase": "shown"}]


def test_overlay_status_of_other_apps(facade, steam, heard):
    """Another app's overlay is not ours; without an app ID it is."""
    steam.post(331, activated(1, app=570))
    steam.post(331, activated(0, app=0))
    facade.pump()
    assert heard.events == [{"name": "overlayStatus", "phase": "hidden"}]


def test_showing_inside_the_listener(facade, steam, heard):
    """A listener may show the next page, from which no event comes within it."""
    shown = []
    facade.addEventListener("overlayStatus", lambda event: shown.append(facade.showGameOverlay()))
    steam.post(331, activated(0))
    facade.pump()
    assert shown == [True]
    assert len(heard.events) == 1


# --- the typed client ---------------------------------------------------------------------------


def test_overlay_of_the_typed_client(client, steam):
    """Everything that Steam offers, also what the façade has no name for."""
    overlay = client.overlay
    assert overlay.enabled is True
    overlay.show("chatroomgroup/103582791429521408")
    assert steam.said == "game|chatroomgroup/103582791429521408|0"
    overlay.show_user(steam.other, "chat")
    assert steam.said == f"user|chat|{steam.other}"
    overlay.show_web_page("https://example.com", WebPageMode.MODAL)
    assert steam.said == "web|https://example.com|1"
    overlay.show_store(570, OverlayToStoreFlag.ADD_TO_CART)
    assert steam.said == "store|cart|570"
    overlay.set_notification_position(NotificationPosition.BOTTOM_LEFT)
    assert steam.said == "position||2"


def test_typed_client_refuses(client, steam):
    """TypeError and ValueError for what can never be right; Steam hears nothing."""
    overlay = client.overlay
    with pytest.raises(TypeError, match="page as a string"):
        overlay.show(5)
    with pytest.raises(ValueError, match="NUL"):
        overlay.show_web_page("https://\0")
    with pytest.raises(ValueError, match="Steam ID"):
        overlay.show_user(0)
    with pytest.raises(ValueError, match="app ID"):
        overlay.show_store(0)
    with pytest.raises(TypeError, match="app ID"):
        overlay.show_store("480")
    with pytest.raises(ValueError, match="7"):
        overlay.set_notification_position(7)
    assert steam.said == ""
    client.close()
    for call in (overlay.show, overlay.show_web_page, lambda: overlay.enabled):
        with pytest.raises(NotConnected):
            call()
