"""Contract: the overlay and notifications on the offline runtime."""

import pytest

from steamworks import contract

from .running import frames

pytestmark = pytest.mark.contract

OTHER = "76561202255232770"
SHOWN = {"name": "overlayStatus", "phase": "shown"}
HIDDEN = {"name": "overlayStatus", "phase": "hidden"}


def last_shown(control_of):
    """The last call that opened the overlay, with its arguments."""
    return control_of.state()["overlay"]["last_shown"]


@pytest.mark.parametrize(
    ("function", "arguments", "shown"),
    [
        *(
            ("showGameOverlay", (name,), ["ActivateGameOverlay", name])
            for name in contract.OVERLAYS
        ),
        *(
            (
                "showUserOverlay",
                (OTHER, name),
                ["ActivateGameOverlayToUser", name, OTHER],
            )
            for name in contract.USER_OVERLAYS
        ),
        ("showUserOverlay", (OTHER,), ["ActivateGameOverlayToUser", "steamid", OTHER]),
        ("showStoreOverlay", ("570",), ["ActivateGameOverlayToStore", "570"]),
        ("showStoreOverlay", (), ["ActivateGameOverlayToStore", "480"]),
        (
            "showWebOverlay",
            ("https://example.com/é漢🎮",),
            ["ActivateGameOverlayToWebPage", "https://example.com/é漢🎮"],
        ),
    ],
)
def test_showing(steam, control_of, events, function, arguments, shown):
    """Steam gets the page; the overlay opens, and closes when the player closes it."""
    assert getattr(steam, function)(*arguments) is True
    assert events == []
    frames(steam)
    assert events == [SHOWN]
    assert last_shown(control_of)[: len(shown)] == shown
    control_of.close_overlay()
    frames(steam)
    assert events == [SHOWN, HIDDEN]


def test_shown_last(steam, control_of):
    """Without an argument: what was shown last of its kind."""
    steam.showGameOverlay("Stats")
    steam.showWebOverlay("https://example.com")
    frames(steam)
    steam.showGameOverlay()
    frames(steam)
    assert last_shown(control_of)[:2] == ["ActivateGameOverlay", "Stats"]
    steam.showWebOverlay()
    frames(steam)
    assert last_shown(control_of)[:2] == ["ActivateGameOverlayToWebPage", "https://example.com"]


def test_player_opens_it(steam, control_of, events):
    """The player's own opening and closing is told too."""
    control_of.open_overlay()
    control_of.close_overlay()
    frames(steam)
    assert events == [SHOWN, HIDDEN]


def test_it_closes_of_itself(steam, events):
    """The runtime's overlay does not stay for ever."""
    steam.showGameOverlay("Friends")
    frames(steam, 200)
    assert events == [SHOWN, HIDDEN]


def test_switched_off(steam, control_of, events, caplog):
    """While it cannot be shown, every call is false, quietly; it works again afterwards."""
    assert steam.canShowOverlay is True
    control_of.set_overlay_enabled(False)
    assert steam.canShowOverlay is False
    assert steam.showGameOverlay("Friends") is False
    assert steam.showStoreOverlay() is False
    assert steam.showUserOverlay(OTHER) is False
    assert steam.showWebOverlay("https://example.com") is False
    frames(steam)
    assert events == []
    assert caplog.text == ""
    control_of.set_overlay_enabled(True)
    assert steam.showGameOverlay("Friends") is True


@pytest.mark.parametrize(
    ("name", "position"),
    [
        ("topLeft", "top_left"),
        ("topRight", "top_right"),
        ("bottomLeft", "bottom_left"),
        ("bottomRight", "bottom_right"),
    ],
)
def test_notification_position(steam, control_of, name, position):
    """Steam gets the corner that the name says."""
    assert steam.setNotificationPosition(name) is True
    assert control_of.state()["overlay"]["notification_position"] == position
