"""Room B: the pump: messages, sizes, call results, subscriptions, interruptions."""

import struct

import pytest

from steamworks import (
    CallState,
    IOFailure,
    IPCFailed,
    ResultCode,
    SteamShutdown,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)


def collect(client, *events):
    """Everything of these events that comes from now on."""
    got = []
    for event in events:
        client.subscribe(event, got.append)
    return got


def test_every_message_is_freed(client, steam):
    """Each message is copied, then freed: the fake blocks its queue and scribbles otherwise."""
    got = collect(client, UserStatsStored)
    steam.post_many(1102, steam.stored(result=8), 5)
    steam.post(4711, b"a callback that nobody knows")
    steam.post(1102, steam.stored())
    client.pump()
    assert [event.result for event in got] == [8] * 5 + [1]
    assert (steam.count("given"), steam.count("freed")) == (7, 7)


def test_one_frame_per_pump(client, steam):
    """A pump runs one frame of Steam, however many messages there are."""
    steam.post_many(1102, steam.stored(), 5000)
    client.pump()
    client.pump()
    assert steam.count("frames") == 2


@pytest.mark.parametrize(
    ("callback", "data", "expected"),
    [
        (117, b"\x02", IPCFailed(2)),
        (704, b"\x00", SteamShutdown()),
        (704, b"", SteamShutdown()),
        (1102, struct.pack("<Qi", 480, 8), UserStatsStored(480, ResultCode.INVALID_PARAM)),
        (1108, struct.pack("<Q", 77), UserStatsUnloaded(77)),
        (
            1101,
            struct.pack("<QiQ", 480, 1, 2**63 + 5),
            UserStatsReceived(480, ResultCode.OK, 2**63 + 5),
        ),
        (
            1103,
            struct.pack("<Q?128s3xII", 480, True, "Ä".encode() + b"\0junk", 2**32 - 1, 7),
            UserAchievementStored(480, True, "Ä", 2**32 - 1, 7),
        ),
        (
            1109,
            struct.pack("<Q128s?3xi", 480, b"ACH_ONE", True, -1),
            UserAchievementIconFetched(480, "ACH_ONE", True, -1),
        ),
    ],
)
def test_each_callback_becomes_its_event(client, steam, callback, data, expected):
    """Every layout is decoded into its event, field by field."""
    got = collect(client, type(expected))
    steam.post(callback, data)
    client.pump()
    assert got == [expected]


@pytest.mark.parametrize("size", [0, 1, 19, 21, 24, 148, 10_000])
def test_other_sizes_are_refused(client, steam, log, size):
    """A message of another size than its layout is refused with an error that names both."""
    got = collect(client, UserStatsReceived)
    steam.post(1101, bytes(size))
    steam.post(1101, steam.received())
    client.pump()
    assert len(got) == 1
    assert len(log.errors) == 1
    for part in ("UserStatsReceived_t", "1101", "20 bytes", f"reports {size}"):
        assert part in log.errors[0]


def test_message_larger_than_the_buffer(client, steam, log):
    """A message of absurd size is refused, and what follows still comes."""
    got = collect(client, UserStatsReceived)
    steam.post(1101, bytes(100_000))
    steam.post(1101, steam.received())
    client.pump()
    assert len(got) == 1
    assert "reports 100000" in log.errors[0]


def test_more_messages_than_the_buffer_holds(client, steam):
    """A full queue is handed out in one pump, in order, whatever the sizes."""
    got = collect(client, UserStatsStored, UserAchievementStored)
    for number in range(3000):
        steam.post(1102, steam.stored(result=number))
        steam.post(1103, steam.achievement(b"A", number, number))
        steam.post(4711, bytes(number % 50))
    client.pump()
    assert [e.result.value for e in got[::2]] == list(range(3000))
    assert [e.current_progress for e in got[1::2]] == list(range(3000))


def test_messages_that_handlers_cause_wait_for_the_next_pump(client, steam):
    """A handler that always causes another message does not keep the pump from ending."""
    got = []

    def handler(event):
        got.append(event)
        steam.post(1102, steam.stored())

    client.subscribe(UserStatsStored, handler)
    steam.post(1102, steam.stored())
    client.pump()
    assert len(got) == 1
    client.pump()
    assert len(got) == 2


def test_raising_handler_stops_nobody(client, steam, log):
    """A handler that raises is reported, and the others get the event."""

    def bad(event):
        raise ValueError("in a handler")

    client.subscribe(UserStatsStored, bad)
    got = collect(client, UserStatsStored)
    steam.post_many(1102, steam.stored(), 2)
    client.pump()
    assert len(got) == 2
    assert [str(error) for _, error in log.exceptions] == ["in a handler"] * 2


def test_handler_that_pumps_gets_false(client, steam):
    """Pumping inside a handler does nothing."""
    outcomes = []
    client.subscribe(UserStatsStored, lambda event: outcomes.append(client.pump()))
    steam.post_many(1102, steam.stored(), 3)
    client.pump()
    assert outcomes == [False] * 3
    assert steam.count("frames") == 1


def test_subscription_ends(client, steam):
    """A cancelled subscription gets nothing, not even the event that is being handed out."""
    got = []
    with client.subscribe(UserStatsStored, got.append) as subscription:
        steam.post(1102, steam.stored())
        client.pump()
    subscription.cancel()
    client.subscribe(UserStatsStored, lambda event: second.cancel())
    second = client.subscribe(UserStatsStored, got.append)
    steam.post(1102, steam.stored())
    client.pump()
    assert len(got) == 1


def test_closing_ends_an_event_under_way(client, steam):
    """Handlers behind the one that closes the connection do not hear of the event any more."""
    seen = []
    client.subscribe(UserStatsUnloaded, lambda event: client.close())
    last = client.subscribe(UserStatsUnloaded, seen.append)
    steam.post(1108, steam.other.to_bytes(8, "little"))
    client.pump()
    assert seen == []
    assert last.active is False


def test_call_result_reaches_its_handler_alone(client, steam):
    """The answer goes to the handler of that call, and is no event for subscribers."""
    events, first, second = collect(client, UserStatsReceived), [], []
    one = client.user_stats.request(steam.other, first.append)
    handle = steam.last_call
    two = client.user_stats.request(steam.other, second.append)
    assert (one.call, two.call) == (handle, handle + 1)
    steam.answer(steam.received(steam.other, result=2), call=two.call)
    client.pump()
    assert (first, len(second), events) == ([], 1, [])
    assert second[0] == UserStatsReceived(480, ResultCode.FAIL, steam.other)
    assert (one.state, two.state) == (CallState.PENDING, CallState.DONE)
    steam.answer(steam.received(steam.other), call=one.call)
    client.pump()
    assert len(first) == 1


def test_io_failure_of_a_call(client, steam):
    """A call that fails gives its handler an IOFailure, once."""
    got = []
    call = client.user_stats.request(steam.other, got.append)
    steam.answer(steam.received(), failed=True)
    client.pump()
    assert [type(outcome) for outcome in got] == [IOFailure]
    assert got[0].result == ResultCode.IO_FAILURE
    assert str(steam.other) in str(got[0])
    assert call.state is CallState.FAILED


@pytest.mark.parametrize(
    ("callback", "data", "named"),
    [(1101, b"short", "reports 5"), (1102, struct.pack("<Qi", 480, 1), "callback 1102")],
)
def test_answer_that_does_not_fit(client, steam, log, callback, data, named):
    """An answer of a wrong size or kind is reported, and the handler is told of a failure."""
    got = []
    client.user_stats.request(steam.other, got.append)
    steam.answer(data, callback=callback)
    client.pump()
    assert [type(outcome) for outcome in got] == [IOFailure]
    assert named in log.errors[0]


def test_unknown_calls_are_ignored(client, steam, log):
    """Answers to calls that nobody made here (a late one, or another component's) do nothing."""
    got = collect(client, UserStatsReceived)
    steam.answer(steam.received(), call=99)
    client.pump()
    assert (got, log.errors) == ([], [])


def test_completion_of_a_wrong_size(client, steam, log):
    """A completed-call message of another size is refused with an error, like any other."""
    steam.post(703, b"too short")
    assert client.pump() is True
    assert "SteamAPICallCompleted_t" in log.errors[0]


def test_completion_with_an_absurd_size(client, steam):
    """A completion that announces more bytes than there can be is an I/O failure, no overrun."""
    got = []
    client.user_stats.request(steam.other, got.append)
    for size in (2**31 - 1, 2**32 - 1):
        steam.post(703, struct.pack("<QiI", steam.last_call, 1101, size))
    client.pump()
    assert [type(outcome) for outcome in got] == [IOFailure]


def test_cancelled_call(client, steam):
    """A cancelled call's handler is not called, though Steam answers."""
    got = []
    call = client.user_stats.request(steam.other, got.append)
    call.cancel()
    steam.answer(steam.received())
    client.pump()
    assert got == []
    assert call.state is CallState.CANCELLED


def test_closing_cancels_calls(client, steam):
    """Calls in flight are cancelled when the connection closes."""
    got = []
    call = client.user_stats.request(steam.other, got.append)
    client.close()
    assert call.state is CallState.CANCELLED
    assert got == []


def test_handler_may_make_the_next_call(client, steam):
    """A chain of calls, each made in the handler of the one before, runs to its end."""
    answers = []

    def handler(outcome):
        answers.append(outcome)
        if len(answers) < 50:
            client.user_stats.request(steam.other, handler)
            steam.answer(steam.received(steam.other))

    client.user_stats.request(steam.other, handler)
    steam.answer(steam.received(steam.other))
    for _ in range(50):
        client.pump()
    assert len(answers) == 50


def test_events_are_values():
    """Events compare by value, can be hashed, and cannot be changed."""
    event = UserStatsStored(480, ResultCode.OK)
    assert event == UserStatsStored(480, ResultCode.OK)
    assert hash(event) == hash(UserStatsStored(480, ResultCode.OK))
    with pytest.raises(AttributeError):
        event.result = ResultCode.FAIL


def test_result_codes_of_a_newer_steam():
    """An unknown result code is a member of its own number, so that nothing raises."""
    assert ResultCode(37) is ResultCode.IO_FAILURE
    assert ResultCode(9999) == 9999
    assert ResultCode(9999).name == "UNKNOWN_9999"
    with pytest.raises(ValueError, match="OK"):
        ResultCode("OK")


def test_watcher_is_shown_everything(client, steam, log):
    """A tool sees each message before whoever subscribed: known or not, or of another size."""
    order = []
    client.subscribe(UserStatsStored, order.append)
    client.watch(order.append)
    steam.post(1102, struct.pack("<Qi", 480, 8))
    steam.post(4711, b"\1\2\3")
    steam.post(1108, b"\0")
    client.pump()
    assert len(log.errors) == 1  # of the size that does not fit
    stored, event, unknown, short = order
    assert stored == (
        1102,
        "UserStatsStored_t",
        {"m_nGameID": "480", "m_eResult": "8 (INVALID_PARAM)"},
        12,
        0,
        False,
    )
    assert isinstance(event, UserStatsStored)
    assert (unknown.name, unknown.fields, unknown.size) == ("", {"bytes": "01 02 03"}, 3)
    assert (short.name, short.fields) == ("UserStatsUnloaded_t", {"bytes": "00"})
    client.watch(None)
    steam.post(4711, b"")
    client.pump()
    assert len(order) == 4


def test_watcher_that_raises(client, steam, log):
    """A tool that fails is reported, and nobody misses the message for it."""
    got = collect(client, UserStatsStored)
    client.watch(lambda message: 1 / 0)
    steam.post(1102, steam.stored())
    client.pump()
    assert len(got) == 1
    assert [type(error) for _, error in log.exceptions] == [ZeroDivisionError]
