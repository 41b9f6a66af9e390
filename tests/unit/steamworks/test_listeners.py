"""Room B: listeners of the façade, and what they may do while being called."""

import gc
import weakref

import pytest

from steamworks import PythonListeners, Steamworks, UserStatsReceived

EVENT = "userProgressUpdate"


@pytest.fixture
def fire(facade, steam):
    """Has one userProgressUpdate come."""

    def post(times=1):
        steam.post_many(1101, steam.received(steam.other), times)
        return facade.pump()

    return post


def test_callable_and_object_listeners(facade, fire):
    """A listener is a callable, or an object with a method named like the event."""
    calls = []

    class Scene:
        def userProgressUpdate(self, event):  # noqa: N802 # the event's name
            calls.append(("object", event["name"]))

    assert facade.addEventListener(EVENT, lambda event: calls.append(("callable", event["name"])))
    assert facade.addEventListener(EVENT, Scene())
    fire()
    assert calls == [("callable", EVENT), ("object", EVENT)]


def test_hook_comes_first(facade, fire, heard):
    """The hook (an engine's signal) gets an event before every listener."""
    order = []
    facade.addEventListener(EVENT, lambda event: order.append(len(heard.events)))
    fire()
    assert order == [1]


def test_listeners_run_in_the_order_of_adding(facade, fire):
    """Listeners are called in the order in which they were added; adding twice changes nothing."""
    calls = []
    listeners = [lambda event, n=n: calls.append(n) for n in range(5)]
    for listener in [*listeners, listeners[0]]:
        assert facade.addEventListener(EVENT, listener) is True
    fire()
    assert calls == [0, 1, 2, 3, 4]


def test_removed_listener_is_not_called(facade, fire):
    """Removing returns true once, and also knows the bound method of an object."""
    calls = []

    class Scene:
        def handler(self, event):
            calls.append(event)

    scene = Scene()
    facade.addEventListener(EVENT, scene.handler)
    assert facade.removeEventListener(EVENT, scene.handler) is True
    assert facade.removeEventListener(EVENT, scene.handler) is False
    fire()
    assert calls == []


def test_listeners_that_are_equal_but_not_the_same_are_two(facade, fire):
    """Methods of two objects that compare equal are different listeners."""
    calls = []

    class Scene:
        def __eq__(self, other):
            return True

        __hash__ = None

        def handler(self, event):
            calls.append(self)

    facade.addEventListener(EVENT, Scene().handler)
    facade.addEventListener(EVENT, Scene().handler)
    fire()
    assert len(calls) == 2


@pytest.mark.parametrize(
    "name", ["", "UserProgressUpdate", "nonsense", None, 5, "a\0b", "x" * 10_000]
)
def test_unknown_event(facade, log, name):
    """An unknown event name is refused, with a message that lists the known ones."""
    assert facade.addEventListener(name, print) is False
    assert facade.removeEventListener(name, print) is False
    assert len(log.errors) == 2
    assert (
        "Steamworks.addEventListener: eventName: expected one of userProgressUpdate"
        in log.errors[0]
    )


@pytest.mark.parametrize("listener", [None, 5, "userProgressUpdate", object()])
def test_listener_that_is_none(facade, log, listener):
    """What cannot be called is refused, with a message."""
    assert facade.addEventListener(EVENT, listener) is False
    assert (
        "listener: expected a callable or an object with a method userProgressUpdate"
        in log.errors[0]
    )


def test_raising_listener_stops_nobody(facade, fire, log):
    """A listener that raises is reported with its exception; the others and the pump go on."""
    calls = []

    def bad(event):
        raise ZeroDivisionError("in a listener")

    facade.addEventListener(EVENT, bad)
    facade.addEventListener(EVENT, calls.append)
    assert fire(3) is True
    assert len(calls) == 3
    assert [str(error) for _, error in log.exceptions] == ["in a listener"] * 3
    assert log.exceptions[0][1].__traceback__.tb_next is not None


class UnspeakableError(Exception):
    """Raises once more when its text is wanted."""

    def __str__(self):
        raise ZeroDivisionError("in __str__")


def test_exception_without_a_text(facade, client, fire, log):
    """An exception that cannot even be shown is told by its type, and stops nobody either."""

    def bad(event):
        raise UnspeakableError

    class Broken:
        @property
        def userProgressUpdate(self):  # noqa: N802 # the event's name
            raise UnspeakableError

    calls, typed = [], []
    facade.addEventListener(EVENT, bad)
    facade.addEventListener(EVENT, calls.append)
    client.subscribe(UserStatsReceived, bad)
    client.subscribe(UserStatsReceived, typed.append)
    assert facade.addEventListener(EVENT, Broken()) is False
    assert fire(2) is True
    assert (len(calls), len(typed)) == (2, 2)
    assert {message.rpartition(" ")[2] for message, _ in log.exceptions} == {"UnspeakableError"}
    assert len(log.exceptions) == 5


def test_raising_hook_stops_nobody(client, steam, log):
    """A hook that raises is reported, and the listeners still get the event."""

    def bad(name, event):
        raise ZeroDivisionError

    calls = []
    facade = Steamworks(client, log=log, emit=bad)
    facade.addEventListener(EVENT, calls.append)
    facade.pump()
    steam.answer(steam.received())
    facade.pump()
    assert len(calls) == 1
    assert len(log.exceptions) == 1


def test_listener_that_pumps_gets_nothing(facade, steam, fire):
    """Pumping inside a listener returns false and dispatches nothing: no recursion."""
    outcomes, depth = [], []

    def pumping(event):
        depth.append(1)
        assert len(depth) == 1
        outcomes.append(facade.pump())
        depth.pop()

    facade.addEventListener(EVENT, pumping)
    fire(5)
    assert outcomes == [False] * 5


def test_start_up_listener_that_pumps_gets_nothing(facade, client, steam):
    """The same inside the start-up event of a late façade, which no callback of Steam causes."""
    outcomes = []
    late = Steamworks(client)
    late.addEventListener(EVENT, lambda event: outcomes.append((late.pump(), facade.pump())))
    late.pump()
    assert outcomes == [(False, False)]


def test_facade_made_in_a_listener_starts_at_its_own_pump(facade, client, fire):
    """A façade made while events are handed out still gets its start-up event, once."""
    late, made = [], []

    def make(event):
        if not made:
            made.append(Steamworks(client, emit=lambda name, event: late.append(event)))
            assert made[0].pump() is False

    facade.addEventListener(EVENT, make)
    fire()
    assert late == []
    made[0].pump()
    made[0].pump()
    assert [event["name"] for event in late] == [EVENT]


def test_listener_may_add_and_remove(facade, fire):
    """A listener added while one is called hears the next event; a removed one not even this."""
    calls = []

    def second(event):
        calls.append("second")

    def third(event):
        calls.append("third")

    def first(event):
        calls.append("first")
        facade.removeEventListener(EVENT, second)
        facade.addEventListener(EVENT, third)

    facade.addEventListener(EVENT, first)
    facade.addEventListener(EVENT, second)
    fire()
    assert calls == ["first"]
    fire()
    assert calls == ["first", "first", "third"]


def test_listener_may_call_the_api(facade, steam, heard):
    """A listener may ask and set; what that causes comes with a later pump."""

    def listener(event):
        if event["userSteamId"] == str(steam.other):
            assert facade.requestUserProgress()
            assert facade.setAchievementUnlocked("ACH_ONE")
            assert len(heard.events) == 1

    facade.addEventListener(EVENT, listener)
    steam.post(1101, steam.received(steam.other))
    facade.pump()
    assert steam.count("stores") == 0
    steam.answer(steam.received())
    facade.pump()
    assert steam.count("stores") == 1
    assert heard.names == [EVENT, EVENT]


def test_progress_can_be_read_in_the_listener(facade, steam):
    """In an update without error, the getters give the values."""
    values = []
    facade.addEventListener(
        EVENT,
        lambda event: values.append(facade.getAchievementInfo("ACH_ONE", event["userSteamId"])),
    )
    facade.requestUserProgress(str(steam.other))
    steam.answer(steam.received(steam.other))
    facade.pump()
    assert values[0]["unlocked"] is False


def test_dead_listener_is_dropped_silently(client, steam, log):
    """A listener whose object was freed is neither called nor reported, and then gone."""
    alive, calls = [True], []

    class Adapter(PythonListeners):
        def alive(self, listener):
            return alive[0]

    facade = Steamworks(client, log=log, listeners=Adapter())
    facade.addEventListener(EVENT, calls.append)
    facade.pump()
    steam.answer(steam.received())
    facade.pump()
    alive[0] = False
    steam.post_many(1101, steam.received(steam.other), 2)
    facade.pump()
    alive[0] = True
    assert len(calls) == 1
    assert facade.removeEventListener(EVENT, calls.append) is False
    assert (log.errors, log.exceptions) == ([], [])


def test_adapter_decides_what_a_listener_is(client, steam):
    """The engine's listeners need not be Python callables: the adapter binds and compares them."""

    class Adapter:
        def bind(self, event_name, listener):
            return (lambda event: got.append((listener, event["name"]))) if listener > 0 else None

        def same(self, first, second):
            return first % 10 == second % 10

        def alive(self, listener):
            return True

    got = []
    facade = Steamworks(client, listeners=Adapter(), log=None)
    assert facade.addEventListener(EVENT, 1)
    assert facade.addEventListener(EVENT, 11)
    facade.pump()
    steam.answer(steam.received())
    facade.pump()
    assert got == [(1, EVENT)]
    assert facade.removeEventListener(EVENT, 21)


def test_builtin_method_is_one_listener(facade, fire):
    """`calls.append` is another object each time it is written, and the same listener."""
    calls = []
    assert facade.addEventListener(EVENT, calls.append)
    assert facade.addEventListener(EVENT, calls.append)
    fire()
    assert len(calls) == 1
    assert facade.removeEventListener(EVENT, [].append) is False
    assert facade.removeEventListener(EVENT, calls.append) is True
    fire()
    assert len(calls) == 1


def test_listener_that_changes_the_event(facade, fire, heard):
    """Each listener gets a dictionary of its own."""
    calls = []
    facade.addEventListener(EVENT, lambda event: event.clear())
    facade.addEventListener(EVENT, calls.append)
    fire()
    assert calls == heard.events
    assert calls[0]["name"] == EVENT


def test_listener_added_by_the_hook_hears_the_next_event(client, steam):
    """Who listens is settled when an event comes, before the first handler runs."""
    calls = []
    facade = Steamworks(
        client, emit=lambda name, event: facade.addEventListener(EVENT, calls.append)
    )
    facade.pump()
    steam.answer(steam.received())
    facade.pump()
    assert calls == []
    steam.post(1101, steam.received(steam.other))
    facade.pump()
    assert len(calls) == 1


def test_listener_whose_attribute_raises(facade, log):
    """A listener that cannot even be looked at is refused with its own exception in the log."""

    class Broken:
        @property
        def userProgressUpdate(self):  # noqa: N802 # the event's name
            raise ZeroDivisionError("in a property")

    assert facade.addEventListener(EVENT, Broken()) is False
    (message, error) = log.exceptions[0]
    assert message.startswith("Steamworks.addEventListener raised ZeroDivisionError")
    assert str(error) == "in a property"


def test_dead_listeners_of_an_event_that_never_comes(client):
    """Listeners that died are let go when others are added, though their event never came."""

    class Scene:
        alive = True

        def handler(self, event):
            pass

    class Adapter(PythonListeners):
        def alive(self, listener):
            return listener.__self__.alive

    facade = Steamworks(client, listeners=Adapter())
    scenes = []
    for _ in range(100):
        scene = Scene()
        facade.addEventListener(EVENT, scene.handler)
        scene.alive = False
        scenes.append(weakref.ref(scene))
    del scene
    gc.collect()
    assert sum(scene() is not None for scene in scenes) == 1
