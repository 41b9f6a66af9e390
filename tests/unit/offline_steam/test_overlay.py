"""The overlay: opened by the game and by the player, and closing again."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import pytest

from offline_steam.errors import UnknownNameError
from offline_steam.results import Result


def _turns(client: Any, frames: int = 10) -> list[tuple[int, bool]]:
    """Of each 331 whether the overlay is active, and whether by the user."""
    turns = []
    for callback, data in client.pump(frames):
        assert callback == 331
        active, by_user, app_id, _ = struct.unpack("<B?2xII", data)
        assert app_id == 480
        turns.append((active, by_user))
    return turns


def _shown(client: Any) -> Any:
    return client.state()["overlay"]["shown"]


def test_opens_and_closes(client: Any) -> None:
    """After the latency it is shown, after its time it is not; one 331 each."""
    client.overlay.show("ActivateGameOverlay", "friends")
    assert _shown(client) is None
    assert _turns(client, 3) == [(1, False)]
    assert _shown(client) == ["ActivateGameOverlay", "friends"]
    assert _turns(client, 119) == []
    assert _turns(client, 1) == [(0, True)]
    assert _shown(client) is None
    assert client.state()["overlay"]["last_shown"] == ["ActivateGameOverlay", "friends"]


def test_another_page(client: Any) -> None:
    """While it is shown another page is no second opening, and has its own full time."""
    client.overlay.show("ActivateGameOverlay", "friends")
    _turns(client, 100)
    client.overlay.show("ActivateGameOverlayToUser", "chat", "76561202255232770")
    assert _turns(client, 100) == []
    assert _shown(client) == ["ActivateGameOverlayToUser", "chat", "76561202255232770"]
    assert _turns(client, 30) == [(0, True)]


def test_closed_by_the_player(client: Any) -> None:
    """Closing it posts once, and the time that was set runs out unheard."""
    client.overlay.show("ActivateGameOverlay", "friends")
    _turns(client)
    client.overlay.close()
    client.overlay.close()
    assert _turns(client, 200) == [(0, True)]


def test_opened_by_the_player(client: Any) -> None:
    """The player's overlay stays until it is closed."""
    client.open_overlay()
    assert _turns(client, 500) == [(1, True)]
    assert _shown(client) == ["player"]
    client.overlay.close()
    assert _turns(client) == [(0, True)]


def test_disabled(client: Any) -> None:
    """A disabled overlay opens for nobody; one that is shown is closed, one on its way never is."""
    client.overlay.show("ActivateGameOverlay", "friends")
    client.overlay.set_enabled(False)
    client.open_overlay()
    client.overlay.show("ActivateGameOverlay", "friends")
    assert _turns(client) == []
    client.overlay.set_enabled(True)
    client.open_overlay()
    client.overlay.set_enabled(False)
    assert _turns(client) == [(1, True), (0, True)]


@pytest.mark.parametrize(
    "call",
    [
        "ActivateGameOverlay",
        "ActivateGameOverlayToUser",
        "ActivateGameOverlayToWebPage",
        "ActivateGameOverlayToStore",
        "ActivateGameOverlayInviteDialog",
    ],
)
def test_faults_and_delays(client: Any, call: str) -> None:
    """Each of the calls can be told to do nothing, or to take its time."""
    client.fail_next(call, Result.FAIL)
    client.overlay.show(call, "x")
    assert _turns(client) == []
    client.delay_next(call, 20)
    client.overlay.show(call, "x")
    assert _turns(client, 19) == []
    assert _turns(client, 1) == [(1, False)]


def test_staying_open(make_client: Callable[..., Any]) -> None:
    """With overlay_frames = 0 it does not close of itself."""
    client = make_client(
        'app_id = 480\nname = "x"\n[simulation]\noverlay_frames = 0\n[[user]]\n'
        'steam_id = "76561202255232769"\nname = "Me"\ncurrent = true\n'
    )
    client.overlay.show("ActivateGameOverlay", "friends")
    assert _turns(client, 1000) == [(1, False)]


def test_notifications(client: Any) -> None:
    """Position and inset are remembered; a position that Steam has not is ignored."""
    assert client.state()["overlay"]["notification_position"] == "bottom_right"
    for number, name in enumerate(("top_left", "top_right", "bottom_left", "bottom_right")):
        client.overlay.set_position(number)
        assert client.state()["overlay"]["notification_position"] == name
    client.overlay.set_position(0)
    for number in (-1, 4, 2**31 - 1):
        client.overlay.set_position(number)
    client.overlay.set_inset(10, -20)
    state = client.state()["overlay"]
    assert (state["notification_position"], state["notification_inset"]) == ("top_left", [10, -20])


def test_a_new_connection_shows_nothing(client: Any) -> None:
    """What was shown ends with the connection; whether it can be shown does not."""
    client.open_overlay()
    client.overlay.set_position(0)
    client.disconnect()
    client.overlay.close()
    client.overlay.set_enabled(False)
    assert [callback for callback, _ in client.pump()] == [331]  # as it opened, and no more
    with pytest.raises(UnknownNameError, match="between init and shutdown"):
        client.open_overlay()
    assert client.connect() == ""
    state = client.state()["overlay"]
    assert (state["shown"], state["enabled"]) == (None, False)
    assert state["notification_position"] == "bottom_right"
