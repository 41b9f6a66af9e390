"""Contract: tickets, purchases, DLC and the app's owner on the offline runtime."""

import pytest

from steamworks import Client, Steamworks
from steamworks import connect as connect_to

from .running import frames

pytestmark = pytest.mark.contract

DLC, OTHER_DLC = "2000000480", "2000000481"


def response(result=1):
    """The event that is expected."""
    return {"name": "authSessionTicketResponse", "isError": result != 1, "resultCode": result}


def open_tickets(control_of):
    """The handles of tickets that were not cancelled."""
    return control_of.state()["open_tickets"]


def test_ticket(steam, events):
    """Hexadecimal digits at once, never the same twice; each is answered later."""
    tickets = [steam.getAuthSessionTicket() for _ in range(3)]
    assert all(len(bytes.fromhex(ticket)) == 240 for ticket in tickets)
    assert len(set(tickets)) == 3
    assert events == []
    frames(steam)
    assert events == [response()] * 3


def test_ticket_that_fails(steam, control_of, events):
    """Steam's result is told, and without network that there is none."""
    control_of.fail_next("GetAuthSessionTicket", 16)
    assert steam.getAuthSessionTicket()
    frames(steam)
    control_of.set_online(False)
    assert steam.getAuthSessionTicket()
    frames(steam)
    answers = [event for event in events if event["name"] == "authSessionTicketResponse"]
    assert answers == [response(16), response(3)]


def test_leaving_cancels(path, control_of):
    """A façade that leaves cancels its own tickets; the last one closes the connection."""
    first = connect_to(480, path)
    second = Steamworks(Client.shared(480, path))
    first.getAuthSessionTicket()
    kept = second.getAuthSessionTicket()
    first.getAuthSessionTicket()
    assert kept and len(open_tickets(control_of)) == 3
    first.close()
    assert len(open_tickets(control_of)) == 1
    second.close()
    assert not control_of.state()["connected"]


def test_cancelled_before_the_answer(path, control_of, events):
    """The answer to a ticket of a façade that has left reaches nobody."""
    with connect_to(480, path) as stays:
        frames(stays)
        leaves = Steamworks(Client.shared(480, path))
        leaves.getAuthSessionTicket()
        leaves.close()
        stays._emit = lambda name, event: events.append(event)
        frames(stays)
        assert events == []


@pytest.mark.parametrize("order", [1, 2**53 + 1, 2**64 - 1])
@pytest.mark.parametrize("authorized", [True, False])
def test_purchase(steam, control_of, events, order, authorized):
    """The overlay asks, the player answers, and the game hears of it with all the digits."""
    control_of.start_purchase(order)
    frames(steam)
    assert [event["name"] for event in events] == ["overlayStatus"]
    (control_of.approve_purchase if authorized else control_of.decline_purchase)(order)
    frames(steam)
    assert [event for event in events if event["name"] != "overlayStatus"] == [
        {
            "name": "microtransactionAuthorization",
            "authorized": authorized,
            "orderId": str(order),
        }
    ]


def test_dlc(steam, control_of):
    """Installed is what the definition says, until it is installed or taken away."""
    assert steam.isDlcInstalled(DLC) is True
    assert steam.isDlcInstalled(OTHER_DLC) is False
    assert steam.isDlcInstalled("480") is False
    control_of.install_dlc(int(OTHER_DLC))
    control_of.uninstall_dlc(int(DLC))
    try:
        assert steam.isDlcInstalled(DLC) is False
        assert steam.isDlcInstalled(OTHER_DLC) is True
    finally:
        control_of.install_dlc(int(DLC))
        control_of.uninstall_dlc(int(OTHER_DLC))


def test_owner(steam):
    """The app is the current user's own."""
    assert steam.appOwnerSteamId == steam.userSteamId
