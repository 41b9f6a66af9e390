"""Room B: the documented events of progress, as the façade gives them."""

import pytest

from steamworks import Client, Steamworks


def update(steam, user=None, result=1):
    """The userProgressUpdate that is expected."""
    return {
        "name": "userProgressUpdate",
        "isError": result != 1,
        "resultCode": result,
        "userSteamId": str(user or steam.me),
    }


def pumps(facade, times=4):
    """Some frames."""
    for _ in range(times):
        facade.pump()


def test_start_up_event_comes_without_any_call(client, steam, log, heard):
    """The binding asks for the current user's stats by itself, and tells the outcome once."""
    facade = Steamworks(client, emit=heard, log=log)
    facade.pump()
    assert steam.count("requests") == 1
    assert heard.events == []
    steam.answer(steam.received())
    pumps(facade)
    assert heard.events == [update(steam)]


def test_start_up_event_reports_steams_failure(client, steam, heard):
    """A failed first fetch is told with Steam's result code."""
    facade = Steamworks(client, emit=heard)
    facade.pump()
    steam.answer(steam.received(result=3))
    pumps(facade)
    assert heard.events == [update(steam, result=3)]


def test_start_up_event_when_steam_refuses_the_request(client, steam, heard):
    """Even when Steam does not take the request, the event comes, as an error."""
    steam.refuse("request")
    facade = Steamworks(client, emit=heard)
    pumps(facade)
    assert heard.events == [update(steam, result=2)]


def test_old_library_is_asked_in_the_old_way(old_steam, heard):
    """A library that has RequestCurrentStats gets that call, and its callback is the answer."""
    with Client(480, old_steam.path) as client:
        assert client.user_stats.has_request_current
        facade = Steamworks(client, emit=heard)
        facade.pump()
        assert (old_steam.count("current"), old_steam.count("requests")) == (1, 0)
        old_steam.post(1101, old_steam.received())
        pumps(facade)
        assert heard.events == [update(old_steam)]


def test_late_facade_gets_its_own_start_up_event(facade, client, steam, heard):
    """A façade on a running connection hears its start-up at its first pump; no other does."""
    late = []
    second = Steamworks(client, emit=lambda name, event: late.append(event))
    assert late == []
    facade.pump()
    assert late == []
    second.pump()
    assert late == [update(steam)]
    pumps(second)
    pumps(facade)
    assert late == [update(steam)]
    assert heard.events == []
    assert steam.count("requests") == 1


def test_facades_that_start_together_share_one_request(client, steam):
    """Two façades made before the answer both get their start-up event from it."""
    first, second = [], []
    one = Steamworks(client, emit=lambda name, event: first.append(event))
    two = Steamworks(client, emit=lambda name, event: second.append(event))
    one.pump()
    two.pump()
    steam.answer(steam.received())
    pumps(one)
    assert first == [update(steam)]
    assert second == [update(steam)]
    assert steam.count("requests") == 1


def test_late_facade_has_a_failed_start_up_tried_again(client, steam, heard):
    """When the first fetch failed, the next façade's start-up asks again, and only it hears so."""
    facade = Steamworks(client, emit=heard)
    facade.pump()
    steam.answer(steam.received(result=3))
    pumps(facade)
    late = []
    second = Steamworks(client, emit=lambda name, event: late.append(event))
    second.pump()
    steam.answer(steam.received())
    pumps(second)
    assert late == [update(steam)]
    assert heard.events == [update(steam, result=3)]


@pytest.mark.parametrize("user", [None, "76561197960287930"])
def test_one_request_one_event(facade, steam, heard, user):
    """A request is followed by one event for that user, with the outcome."""
    assert facade.requestUserProgress(user)
    expected = update(steam, user)
    assert heard.events == []
    steam.answer(steam.received(int(user or steam.me)))
    assert heard.events == []
    pumps(facade)
    assert heard.events == [expected]


@pytest.mark.parametrize("callback_first", [True, False])
@pytest.mark.parametrize("pump_between", [True, False])
@pytest.mark.parametrize("who", ["me", "other"])
def test_callback_beside_the_call_result_is_no_second_event(
    facade, steam, heard, callback_first, pump_between, who
):
    """Steam may report a request as call result and as callback, in any order: one event."""
    user = getattr(steam, who)
    facade.requestUserProgress(str(user))
    if callback_first:
        steam.post(1101, steam.received(user))
        if pump_between:
            facade.pump()
        steam.answer(steam.received(user))
    else:
        steam.answer(steam.received(user))
        if pump_between:
            facade.pump()
        steam.post(1101, steam.received(user))
    pumps(facade)
    assert heard.events == [update(steam, user)]


def test_requests_in_flight_each_get_their_event(facade, steam, heard):
    """Any number of requests may be in flight, answered in any order, for the same user too."""
    calls = []
    users = [steam.other, steam.me, steam.other, *(steam.other + n for n in range(1, 30))]
    for user in users:
        assert facade.requestUserProgress(str(user))
        calls.append((steam.last_call, user))
    for call, user in reversed(calls):
        steam.answer(steam.received(user), call=call)
    pumps(facade)
    assert [event["userSteamId"] for event in heard.events] == [str(u) for u in reversed(users)]


def test_io_failure_is_delivered(facade, steam, heard):
    """A request that ends in an I/O failure is told with result code 37."""
    facade.requestUserProgress(str(steam.other))
    steam.answer(steam.received(steam.other), failed=True)
    pumps(facade)
    assert heard.events == [update(steam, steam.other, 37)]


def test_unsolicited_callback_is_told(facade, steam, heard):
    """A fetch that nobody here asked for is told, every time."""
    for _ in range(3):
        steam.post(1101, steam.received(steam.me))
        steam.post(1101, steam.received(steam.other, result=2))
        pumps(facade)
    assert heard.events == [update(steam), update(steam, steam.other, 2)] * 3


def test_other_games_are_ignored(facade, steam, heard):
    """Callbacks that carry another game ID are not ours."""
    steam.post(1101, steam.received(game=481))
    steam.post(1102, steam.stored(game=481))
    steam.post(1103, steam.achievement(b"ACH_ONE", game=481))
    pumps(facade)
    assert heard.events == []


def test_sets_of_a_frame_are_stored_together(facade, steam, heard):
    """However much is set between two pumps: one StoreStats, one save and one update."""
    assert facade.setAchievementUnlocked("ACH_ONE")
    assert facade.setAchievementProgress("ACH_TWO", 1, 10)
    assert facade.setUserStatValues([{"statName": "Wins", "type": "int", "value": 3}])
    assert (steam.count("stores"), heard.events) == (0, [])
    facade.pump()
    assert steam.count("stores") == 1
    steam.post(1102, steam.stored())
    steam.post(1103, steam.achievement(b"ACH_ONE"))
    pumps(facade)
    assert steam.count("stores") == 1
    assert heard.events == [
        {
            "name": "userProgressSave",
            "isError": False,
            "resultCode": 1,
            "userSteamId": str(steam.me),
        },
        update(steam),
        {
            "name": "achievementInfoUpdate",
            "achievementName": "ACH_ONE",
            "currentProgress": None,
            "maxProgress": None,
        },
    ]


def test_callback_of_steam_after_a_store_is_no_second_update(facade, steam, heard):
    """Whether or not Steam posts the callback of itself, one update follows a store."""
    for before in (True, False):
        facade.setAchievementUnlocked("ACH_ONE")
        facade.pump()
        if before:
            steam.post(1101, steam.received())
        steam.post(1102, steam.stored())
        if not before:
            steam.post(1101, steam.received())
        pumps(facade)
    assert heard.names == ["userProgressSave", "userProgressUpdate"] * 2


def test_refused_value_is_told(facade, steam, heard):
    """Result 8 of a store is an error of the save; the progress itself can be read."""
    facade.setUserStatValues([{"statName": "Wins", "type": "int", "value": 3}])
    facade.pump()
    steam.post(1102, steam.stored(result=8))
    pumps(facade)
    save, after = heard.events
    assert (save["name"], save["isError"], save["resultCode"]) == ("userProgressSave", True, 8)
    assert after == update(steam)


def test_store_that_steam_refuses_is_told(facade, steam, heard):
    """When StoreStats itself fails, a save with an error and the update still come."""
    steam.refuse("store")
    facade.setAchievementUnlocked("ACH_ONE")
    pumps(facade)
    assert heard.names == ["userProgressSave", "userProgressUpdate"]
    assert heard.events[0]["resultCode"] == 2
    assert steam.count("stores") == 1


@pytest.mark.parametrize("reset", ["resetUserStats", "resetUserProgress"])
def test_no_update_after_a_reset(facade, steam, heard, reset):
    """A reset is saved, but no userProgressUpdate follows."""
    assert getattr(facade, reset)() is True
    assert steam.count("resets") == 1
    assert steam.count("reset_achievements") == (reset == "resetUserProgress")
    steam.post(1102, steam.stored())
    pumps(facade)
    assert heard.names == ["userProgressSave"]


def test_progress_shown_and_unlock_differ(facade, steam, heard):
    """The progress numbers are given when progress is shown, and null for an unlock."""
    steam.post(1103, steam.achievement(b"ACH_TWO", 3, 10))
    steam.post(1103, steam.achievement(b"A" * 128))
    pumps(facade)
    assert [
        (e["achievementName"], e["currentProgress"], e["maxProgress"]) for e in heard.events
    ] == [
        ("ACH_TWO", 3, 10),
        ("A" * 128, None, None),
    ]


def test_unload_is_told(facade, steam, heard):
    """Steam dropping a user's progress is told with that user's ID."""
    steam.post(1108, steam.other.to_bytes(8, "little"))
    pumps(facade)
    assert heard.events == [{"name": "userProgressUnload", "userSteamId": str(steam.other)}]


def test_events_keep_steams_order(facade, steam, heard):
    """Events come in the order in which Steam posted them."""
    steam.post(1108, steam.other.to_bytes(8, "little"))
    steam.post(1103, steam.achievement(b"ACH_ONE", 1, 2))
    steam.post(1101, steam.received(steam.other))
    steam.post(1102, steam.stored())
    facade.pump()
    assert heard.names == [
        "userProgressUnload",
        "achievementInfoUpdate",
        "userProgressUpdate",
        "userProgressSave",
    ]


def test_unknown_result_code_passes_through(facade, steam, heard):
    """A result code from a newer Steam is given as the number it is."""
    steam.post(1101, steam.received(result=9999))
    facade.pump()
    assert heard.events == [update(steam, result=9999)]


def test_every_facade_hears_later_events_in_its_own_dictionary(facade, client, steam, heard):
    """Each façade gets a dictionary of its own, so that one cannot spoil another's."""
    late = []
    second = Steamworks(client, emit=lambda name, event: late.append(event))
    second.pump()
    late.clear()
    facade.addEventListener("userProgressUpdate", lambda event: event.clear())
    steam.post(1101, steam.received(steam.other))
    facade.pump()
    assert late == [update(steam, steam.other)]


def test_closed_facade_hears_nothing(facade, client, steam, heard):
    """After close no event comes, not even of a request in flight; the others go on."""
    late = []
    second = Steamworks(client, emit=lambda name, event: late.append(event))
    second.pump()
    facade.requestUserProgress(str(steam.other))
    facade.close()
    facade.close()
    steam.answer(steam.received(steam.other))
    second.pump()
    assert heard.events == []
    assert late[-1] == update(steam, steam.other)


def test_facade_closed_in_the_middle_of_an_event(facade, client, steam, heard):
    """A façade that is closed by another's listener does not hear the event any more."""
    late = []
    second = Steamworks(client, emit=lambda name, event: late.append(event))
    second.pump()
    late.clear()
    facade.addEventListener("userProgressUpdate", lambda event: second.close())
    steam.post(1101, steam.received())
    facade.pump()
    assert heard.names == ["userProgressUpdate"]
    assert late == []


def test_detached_facade_can_join_again(facade, client, steam, heard):
    """A façade that left hears nothing; once it joined again it has a start-up event again."""
    calls = []
    facade.addEventListener("userProgressUpdate", calls.append)
    keeper = Steamworks(client)
    facade.detach()
    facade.detach()
    assert facade.isLoggedOn is False
    steam.post(1101, steam.received())
    keeper.pump()
    assert (facade.pump(), heard.events, calls) == (False, [], [])
    facade.attach(client)
    pumps(facade)
    assert heard.events == [update(steam)]
    assert calls == heard.events
    keeper.close()


def test_attaching_twice_is_an_error(facade, client):
    """A façade is on one connection at a time, and on none once it is closed."""
    with pytest.raises(ValueError, match="detach it first"):
        facade.attach(client)
    facade.close()
    with pytest.raises(ValueError, match="make a new one"):
        facade.attach(client)


def test_facade_that_leaves_in_its_own_listener(facade, steam, heard):
    """The listeners after the one that left the connection are not called any more."""
    calls = []
    facade.addEventListener("userProgressUpdate", lambda event: facade.detach())
    facade.addEventListener("userProgressUpdate", calls.append)
    steam.post_many(1101, steam.received(), 2)
    facade.pump()
    assert len(heard.events) == 1
    assert calls == []


def test_ten_thousand_facades_come_and_go(client, steam):
    """Many façades on one connection attach, start and leave without trouble."""
    keeper = Steamworks(client)
    keeper.pump()
    steam.answer(steam.received())
    keeper.pump()
    heard = []
    many = [Steamworks(client, emit=lambda name, event: heard.append(name)) for _ in range(10_000)]
    for facade in many:
        facade.pump()
    assert len(heard) == 10_000
    for facade in many:
        facade.close()
    assert client.observer_count == 1
