"""Room B: tickets, purchases, DLC and the app's owner."""

import ctypes
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steamworks import CallFailed, Client, NotConnected, Steamworks

IPC_FAILURE, SHUTDOWN = 117, 704


def ready(handle, result=1):
    """The bytes of a GetAuthSessionTicketResponse_t."""
    return struct.pack("<Ii", handle, result)


def response(result=1):
    """The event that is expected."""
    return {"name": "authSessionTicketResponse", "isError": result != 1, "resultCode": result}


def open_tickets(steam):
    """The handles of tickets that were not cancelled."""
    return [handle for handle in range(1, 10) if steam.dll.fake_ticket_open(handle)]


# --- tickets ------------------------------------------------------------------------------------


def test_ticket(facade, steam, heard):
    """The bytes in hexadecimal digits at once; the event when Steam has answered."""
    assert facade.getAuthSessionTicket() == "01ab00ff"
    facade.pump()
    assert heard.events == []
    steam.post(163, ready(1))
    facade.pump()
    assert heard.events == [response()]


@pytest.mark.parametrize("result", [2, 3, 37, 4711])
def test_ticket_that_steam_refuses(facade, steam, heard, result):
    """Steam's result code is told, also one that this package does not know."""
    facade.getAuthSessionTicket()
    steam.post(163, ready(1, result))
    facade.pump()
    assert heard.events == [response(result)]


def test_no_ticket(facade, steam, log):
    """When Steam makes none, it is null with an error."""
    steam.dll.fake_no_ticket(True)
    assert facade.getAuthSessionTicket() is None
    assert log.errors[0].startswith("Steamworks.getAuthSessionTicket: Steam made no ticket")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=4096))
def test_any_ticket(facade, steam, data):
    """Whatever bytes a ticket has, the digits are those of all of them."""
    steam.dll.fake_ticket(data, len(data))
    assert bytes.fromhex(facade.getAuthSessionTicket()) == data


def test_ticket_longer_than_the_buffer(facade, steam):
    """A length beyond what was offered gives what was filled, and reads nothing behind it."""
    data = bytes(range(250)) * 20
    steam.dll.fake_ticket(data, 5000)
    assert bytes.fromhex(facade.getAuthSessionTicket()) == data[:4096]


def test_every_facade_hears_of_a_ticket(facade, client, steam, heard):
    """The event goes to all façades on the connection."""
    others = []
    Steamworks(client).addEventListener("authSessionTicketResponse", others.append)
    second = Steamworks(client, emit=lambda name, event: others.append(event))
    facade.getAuthSessionTicket()
    steam.post(163, ready(1))
    facade.pump()
    assert heard.events == [response()]
    assert others == [response()] * 2
    second.close()


def test_tickets_are_cancelled_when_the_facade_leaves(facade, client, steam):
    """Its own open tickets, and nobody else's."""
    second = Steamworks(client)
    facade.getAuthSessionTicket()
    second.getAuthSessionTicket()
    facade.getAuthSessionTicket()
    assert open_tickets(steam) == [1, 2, 3]
    facade.detach()
    assert open_tickets(steam) == [2]
    assert steam.people_count("cancelled") == 2
    facade.detach()
    second.close()
    assert open_tickets(steam) == []
    assert steam.people_count("cancelled") == 3


def test_tickets_of_a_facade_that_comes_back(facade, client, steam):
    """Tickets from before are not cancelled a second time."""
    facade.getAuthSessionTicket()
    facade.detach()
    facade.attach(client)
    facade.getAuthSessionTicket()
    facade.detach()
    assert steam.people_count("cancelled") == 2


def test_tickets_are_cancelled_when_the_connection_closes(facade, client, steam):
    """Before Steam's library is shut down; whoever closes later cancels nothing more."""
    facade.getAuthSessionTicket()
    client.auth.session_ticket()
    client.close()
    assert open_tickets(steam) == []
    assert steam.people_count("cancelled") == 2
    facade.close()
    assert steam.people_count("cancelled") == 2


def test_last_facade_of_a_shared_connection(steam, log):
    """The façade that closes the connection by leaving cancels its tickets first."""
    facade = Steamworks(Client.shared(480, steam.path, log))
    facade.getAuthSessionTicket()
    facade.close()
    assert steam.people_count("cancelled") == 1
    assert steam.count("shutdowns") == 1


@pytest.mark.parametrize("gone", [IPC_FAILURE, SHUTDOWN])
def test_tickets_when_steam_has_gone(facade, client, steam, log, gone):
    """There is nobody left to cancel anything; leaving and closing are quiet."""
    facade.getAuthSessionTicket()
    steam.post(gone, b"\x01")
    facade.pump()
    facade.close()
    client.close()
    assert log.errors == []


def test_answer_to_a_cancelled_ticket(facade, client, steam, heard):
    """A ticket that was cancelled before Steam answered is not told to be ready."""
    second = Steamworks(client)
    second.getAuthSessionTicket()
    second.detach()
    facade.getAuthSessionTicket()
    steam.post(163, ready(1))
    steam.post(163, ready(2))
    steam.post(163, ready(1))
    facade.pump()
    assert heard.events == [response(), response()]


def test_ticket_takes_no_arguments(facade, log):
    """An argument is refused, and nobody gets a ticket by mistake."""
    assert facade.getAuthSessionTicket("server") is None
    assert "expected getAuthSessionTicket()" in log.errors[0]


def test_tickets_of_the_typed_client(client, steam):
    """A ticket has its bytes, hides them from logs, and is cancelled once."""
    ticket = client.auth.session_ticket()
    assert (ticket.data, ticket.open) == (b"\x01\xab\x00\xff", True)
    assert repr(ticket) == f"<Ticket {ticket.handle}, 4 bytes>"
    ticket.cancel()
    ticket.cancel()
    assert ticket.open is False
    assert steam.people_count("cancelled") == 1
    steam.dll.fake_no_ticket(True)
    with pytest.raises(CallFailed, match="no ticket"):
        client.auth.session_ticket()
    steam.dll.fake_no_ticket(False)
    last = client.auth.session_ticket()
    client.close()
    last.cancel()
    assert steam.people_count("cancelled") == 2
    with pytest.raises(NotConnected):
        client.auth.session_ticket()


# --- purchases ----------------------------------------------------------------------------------


def purchase(order, authorized, app=480):
    """The bytes of a MicroTxnAuthorizationResponse_t on Linux."""
    return struct.pack("<IQB3x", app, order, authorized)


@pytest.mark.parametrize("order", [1, 2**53 + 1, 2**63, 2**64 - 1])
@pytest.mark.parametrize("authorized", [0, 1])
def test_purchase(facade, steam, heard, order, authorized):
    """The order with all its digits, as a string, and what the user said."""
    steam.post(152, purchase(order, authorized))
    facade.pump()
    assert heard.events == [
        {
            "name": "microtransactionAuthorization",
            "authorized": bool(authorized),
            "orderId": str(order),
        }
    ]
    assert type(heard.events[0]["authorized"]) is bool


def test_purchase_in_another_app(facade, steam, heard):
    """Purchases of other apps are not told."""
    steam.post(152, purchase(1, 1, app=570))
    steam.post(152, purchase(2, 1, app=0))
    facade.pump()
    assert heard.events == []


# --- what the user owns -------------------------------------------------------------------------


def test_dlc(facade, steam):
    """True for what is installed, false for anything else, which is no error."""
    steam.dll.fake_dlc(ctypes.c_uint32(2**32 - 1))
    assert facade.isDlcInstalled(str(2**32 - 1)) is True
    assert facade.isDlcInstalled("480") is False


@pytest.mark.parametrize(
    "app",
    [None, "", "0", "-1", "letters", "480.0", " 480", "0480", str(2**32), 480, 1.5, True, [], {}],
)
def test_bad_dlc(facade, log, app):
    """What is no decimal string of an app ID is refused with an error."""
    assert facade.isDlcInstalled(app) is False
    assert log.errors[0].startswith("Steamworks.isDlcInstalled: appId: expected an app ID")


def test_apps_of_the_typed_client(client, steam):
    """App IDs are ints there; what cannot be one is refused."""
    steam.dll.fake_dlc(5)
    assert client.apps.is_dlc_installed(5) is True
    assert client.apps.is_dlc_installed(6) is False
    for app in ("5", 1.5, None, True):
        with pytest.raises(TypeError, match="app ID"):
            client.apps.is_dlc_installed(app)
    for app in (0, -1, 2**32):
        with pytest.raises(ValueError, match="app ID"):
            client.apps.is_dlc_installed(app)
    client.close()
    with pytest.raises(NotConnected):
        client.apps.is_dlc_installed(5)


def test_owner_of_a_borrowed_app(steam):
    """Who bought the app may be somebody else than who plays it."""
    steam.dll.fake_owner(ctypes.c_uint64(steam.other))
    with Client(480, steam.path) as client:
        facade = Steamworks(client)
        assert facade.appOwnerSteamId == str(steam.other)
        assert facade.userSteamId == str(steam.me)
    assert facade.appOwnerSteamId is None
