"""Room B: one request, one event, when Steam reports it also as a plain callback."""

import pytest

EVENT = "userProgressUpdate"


def ask(facade, steam, user):
    """Requests a user's progress; the handle of the call."""
    assert facade.requestUserProgress(str(user))
    return steam.last_call


def told(heard):
    """Result codes of the updates that came."""
    return [event["resultCode"] for event in heard.events if event["name"] == EVENT]


def test_two_requests_for_one_user(facade, steam, heard):
    """Both answers may come before both callbacks: two events, not three."""
    calls = [ask(facade, steam, steam.other) for _ in range(2)]
    for call in calls:
        steam.answer(steam.received(steam.other), call=call)
    steam.post_many(1101, steam.received(steam.other), 2)
    facade.pump()
    assert told(heard) == [1, 1]


def test_one_of_two_requests_answered(facade, steam, heard):
    """The callback of the first answer is no answer of the second request."""
    first, second = (ask(facade, steam, steam.other) for _ in range(2))
    steam.answer(steam.received(steam.other), call=first)
    steam.post(1101, steam.received(steam.other))
    facade.pump()
    assert told(heard) == [1]
    steam.answer(steam.received(steam.other, result=2), call=second)
    steam.post(1101, steam.received(steam.other, result=2))
    facade.pump()
    assert told(heard) == [1, 2]


@pytest.mark.parametrize("pump_between", [True, False])
def test_hundreds_of_users(facade, steam, heard, pump_between):
    """However many users are answered in a frame, each callback behind finds its answer."""
    users = [steam.other + number for number in range(300)]
    for call, user in [(ask(facade, steam, user), user) for user in users]:
        steam.answer(steam.received(user), call=call)
    if pump_between:
        facade.pump()
    for user in users:
        steam.post(1101, steam.received(user))
    facade.pump()
    assert [event["userSteamId"] for event in heard.events] == [str(user) for user in users]


def test_request_in_the_listener_of_its_own_event(facade, steam, heard):
    """A listener that asks again: the callback of the first answer belongs to the first request."""
    calls = [ask(facade, steam, steam.other)]

    def again(event):
        if len(calls) < 3:
            calls.append(ask(facade, steam, steam.other))

    facade.addEventListener(EVENT, again)
    for number in range(3):
        steam.answer(steam.received(steam.other), call=calls[number])
        steam.post(1101, steam.received(steam.other))
        facade.pump()
        assert told(heard) == [1] * (number + 1)


def test_callback_long_after_an_answer_is_news(facade, steam, heard):
    """An echo comes at once; Steam fetching again by itself later is told."""
    ask(facade, steam, steam.other)
    steam.answer(steam.received(steam.other))
    for _ in range(3):
        facade.pump()
    steam.post(1101, steam.received(steam.other))
    facade.pump()
    assert told(heard) == [1, 1]


def test_error_of_steams_own_update_before_the_stores_answer(facade, steam, heard):
    """What Steam itself says about the fetch after a store is what the one update says."""
    facade.setAchievementUnlocked("ACH_ONE")
    facade.pump()
    steam.post(1101, steam.received(result=3))
    steam.post(1102, steam.stored())
    facade.pump()
    assert heard.names == ["userProgressSave", EVENT]
    assert told(heard) == [3]
    facade.setAchievementUnlocked("ACH_TWO")
    facade.pump()
    steam.post(1102, steam.stored())
    facade.pump()
    assert told(heard) == [3, 1]


def test_error_behind_the_stores_answer_is_not_swallowed(facade, steam, heard):
    """A failure that comes behind the update is news; the repeated success is none."""
    facade.setAchievementUnlocked("ACH_ONE")
    facade.pump()
    steam.post(1102, steam.stored())
    steam.post(1101, steam.received(result=3))
    steam.post(1101, steam.received())
    facade.pump()
    assert told(heard) == [1, 3]


def test_set_in_a_listener_hides_no_callback(facade, steam, heard):
    """A callback that comes before anything was stored cannot be the update of that store."""
    facade.addEventListener(
        "userProgressUnload", lambda event: facade.setAchievementUnlocked("ACH_ONE")
    )
    steam.post(1108, steam.other.to_bytes(8, "little"))
    steam.post(1101, steam.received(result=3))
    facade.pump()
    assert told(heard) == [3]
    facade.pump()
    steam.post(1102, steam.stored())
    facade.pump()
    assert told(heard) == [3, 1]
