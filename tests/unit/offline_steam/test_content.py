"""DLC and the number of players."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from offline_steam.errors import UnknownNameError
from offline_steam.results import CallFailure, Result

INSTALLED, MISSING, OTHER = 2000000480, 2000000481, 777


def test_installing(client: Any) -> None:
    """What the control API installs is there at once; 1005 tells of it once."""
    assert client.content.is_installed(INSTALLED) and not client.content.is_installed(MISSING)
    client.content.install(MISSING)
    client.content.install(MISSING)
    assert client.content.is_installed(MISSING)
    assert client.pump() == [(1005, struct.pack("<I", MISSING))]
    client.content.uninstall(MISSING)
    assert not client.content.is_installed(MISSING) and client.content.is_owned(MISSING)
    assert client.pump() == []


def test_dlc_that_is_not_defined(client: Any) -> None:
    """Any app ID can be installed; it is listed behind the definition's."""
    client.content.install(OTHER)
    assert [dlc.app_id for dlc in client.content.listed()] == [INSTALLED, MISSING, OTHER]
    assert client.state()["dlc"] == [INSTALLED, OTHER]


@pytest.mark.parametrize("app_id", [0, -1, 2**32])
def test_app_ids_that_are_none(client: Any, app_id: int) -> None:
    """A number that is no app ID is refused."""
    with pytest.raises(ValueError, match=str(app_id)):
        client.content.install(app_id)


def test_uninstalling_what_is_not_there(client: Any) -> None:
    """The error names what is installed."""
    with pytest.raises(UnknownNameError, match=f"777 is not installed .{INSTALLED}"):
        client.content.uninstall(OTHER)


def test_installed_by_the_game(client: Any) -> None:
    """InstallDLC takes the latency, and nothing but what the user owns; UninstallDLC is at once."""
    client.content.request_install(MISSING)
    client.content.request_install(OTHER)
    assert not client.content.is_installed(MISSING)
    assert client.pump() == [(1005, struct.pack("<I", MISSING))]
    assert not client.content.is_installed(OTHER)
    client.content.request_uninstall(MISSING)
    client.content.request_uninstall(OTHER)
    assert not client.content.is_installed(MISSING)
    client.fail_next("InstallDLC", Result.FAIL)
    client.content.request_install(MISSING)
    assert client.pump() == [] and not client.content.is_installed(MISSING)


def test_set_before_init(client: Any) -> None:
    """What is installed and uninstalled without a connection holds for the next."""
    client.disconnect()
    client.content.install(MISSING)
    client.content.uninstall(INSTALLED)
    assert client.connect() == ""
    assert (client.pump(), client.state()["dlc"]) == ([], [MISSING])


def _players(client: Any) -> tuple[int, int, CallFailure]:
    call = client.player_count.request()
    assert [callback for callback, _ in client.pump()] == [703]
    callback, data, failure = client.list.results[call]
    assert callback == 1107
    return (*struct.unpack("<B3xi", data), failure)


def test_player_count(client: Any) -> None:
    """The definition's number, then the one that was set, at each request."""
    assert _players(client) == (1, 1204, CallFailure.NONE)
    for count in (0, 2**31 - 1):
        client.player_count.set(count)
        assert _players(client) == (1, count, CallFailure.NONE)
    assert client.state()["player_count"] == 2**31 - 1


@pytest.mark.parametrize("count", [-1, 2**31])
def test_player_counts_that_are_none(client: Any, count: int) -> None:
    """A number that Steam cannot report is refused."""
    with pytest.raises(ValueError, match="a number from 0 to 2147483647"):
        client.player_count.set(count)


def test_player_count_that_fails(client: Any) -> None:
    """Without network and told to fail there is no success; a broken call has failed."""
    client.fail_next("GetNumberOfCurrentPlayers", Result.TIMEOUT)
    assert _players(client) == (0, 0, CallFailure.NONE)
    client.fail_next_io("GetNumberOfCurrentPlayers")
    assert _players(client)[2] is CallFailure.NETWORK_FAILURE
    client.set_online(False)
    client.pump()
    assert _players(client) == (0, 0, CallFailure.NONE)
