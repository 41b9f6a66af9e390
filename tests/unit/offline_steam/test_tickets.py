"""Authentication tickets and purchases."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from offline_steam.errors import UnknownNameError
from offline_steam.results import Result
from offline_steam.tickets import TICKET_SIZE

ME = 76561202255232769


def _answers(client: Any) -> list[tuple[int, int]]:
    """Handle and result of each 163."""
    return [struct.unpack("<Ii", data) for callback, data in client.pump() if callback == 163]


def test_session_tickets(client: Any) -> None:
    """Each has a handle of its own, other bytes, the user's ID inside, and one 163."""
    (first, one), (second, two) = (client.tickets.for_session(1024) for _ in range(2))
    assert 0 not in (first, second) and first != second
    assert one != two and len(one) == len(two) == TICKET_SIZE
    assert struct.unpack_from("<I8xQ", one) == (20, ME)
    assert client.state()["open_tickets"] == [first, second]
    assert _answers(client) == [(first, Result.OK), (second, Result.OK)]


def test_room_for_a_ticket(client: Any) -> None:
    """A buffer that is too small gets nothing, and no ticket is open."""
    assert client.tickets.for_session(TICKET_SIZE - 1) is None
    assert client.tickets.for_session(TICKET_SIZE) is not None
    assert client.tickets.for_session(-1) is None
    assert len(client.state()["open_tickets"]) == 1


def test_cancelled(client: Any) -> None:
    """A ticket that is cancelled in time is never announced; an unknown one may be cancelled."""
    handle, _ = client.tickets.for_session(1024)
    client.tickets.cancel(handle)
    client.tickets.cancel(handle)
    client.tickets.cancel(0)
    assert _answers(client) == [] and client.state()["open_tickets"] == []


def test_refused_tickets(client: Any) -> None:
    """163 says the result that was asked for, 37 for a broken connection, 3 without one."""
    client.fail_next("GetAuthSessionTicket", Result.LIMIT_EXCEEDED)
    client.fail_next_io("GetAuthSessionTicket")
    for _ in range(2):
        client.tickets.for_session(1024)
    assert [result for _, result in _answers(client)] == [25, 37]
    client.set_online(False)
    client.tickets.for_session(1024)
    assert [result for _, result in _answers(client)] == [Result.NO_CONNECTION]


def test_tickets_end_with_the_connection(client: Any) -> None:
    """After shutdown none is open, and no handle is given twice."""
    first, _ = client.tickets.for_session(1024)
    client.disconnect()
    assert client.connect() == ""
    assert client.state()["open_tickets"] == []
    second, _ = client.tickets.for_session(1024)
    assert second != first
    assert _answers(client) == [(second, Result.OK)]


def test_web_tickets(client: Any) -> None:
    """168 brings handle, result and ticket; none when it failed."""
    good = client.tickets.for_web_api("service")
    client.fail_next("GetAuthTicketForWebApi", Result.FAIL)
    bad = client.tickets.for_web_api("")
    (_, first), (_, second) = client.pump()
    assert struct.unpack_from("<Iii", first) == (good, Result.OK, TICKET_SIZE)
    assert any(first[12 : 12 + TICKET_SIZE]) and not any(first[12 + TICKET_SIZE :])
    assert struct.unpack_from("<Iii", second) == (bad, Result.FAIL, 0)


@pytest.mark.parametrize("authorized", [True, False])
def test_purchase(client: Any, authorized: bool) -> None:
    """The overlay asks, the user answers: 331, 152 with the order, and 331 again."""
    order = 2**63 + 5
    client.purchases.start(order)
    assert client.state()["purchases"] == [str(order)]
    assert client.state()["overlay"]["shown"] == ["purchase", str(order)]
    assert [callback for callback, _ in client.pump(500)] == [331]
    client.purchases.answer(order, authorized)
    (hidden, _), (callback, data) = client.pump()
    assert (hidden, callback) == (331, 152)
    assert struct.unpack("<IQ?3x", data) == (480, order, authorized)
    assert client.state()["purchases"] == []


def test_purchases_without_an_overlay(client: Any) -> None:
    """Several may wait; without an overlay only 152 tells of their answers."""
    client.overlay.set_enabled(False)
    for order in (1, 2, 3):
        client.purchases.start(order)
    client.purchases.answer(2, True)
    client.purchases.answer(1, False)
    answers = [struct.unpack("<IQ?3x", data)[1:] for _, data in client.pump()]
    assert answers == [(2, True), (1, False)]
    with pytest.raises(UnknownNameError, match=r"purchase 2 is not pending \(3\)"):
        client.purchases.answer(2, True)


@pytest.mark.parametrize("order", [0, -1, 2**64])
def test_orders_that_are_none(client: Any, order: int) -> None:
    """An order ID has 64 bits and is not 0."""
    with pytest.raises(ValueError, match=f"order ID {order}"):
        client.purchases.start(order)


def test_purchase_twice(client: Any) -> None:
    """One order is asked for once at a time."""
    client.purchases.start(7)
    with pytest.raises(ValueError, match="waits for an answer already"):
        client.purchases.start(7)


def test_purchases_end_with_the_connection(client: Any) -> None:
    """After shutdown nothing is pending, and nothing can be started."""
    client.purchases.start(7)
    client.disconnect()
    with pytest.raises(UnknownNameError, match="between init and shutdown"):
        client.purchases.start(8)
    assert client.connect() == ""
    assert client.state()["purchases"] == []
