"""Room B: any sequence of calls, answers and callbacks against a model of what must be heard."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steamworks import Client, Steamworks

USERS = [76561197960265729, 76561197960287930, 76561197960287931]

step = st.one_of(
    st.tuples(st.just("pump")),
    st.tuples(st.just("pump")),
    st.tuples(st.just("set")),
    st.tuples(st.just("request"), st.sampled_from(USERS)),
    st.tuples(
        st.just("answer"),
        st.integers(0, 5),
        st.sampled_from([1, 2, 16, None]),
        st.sampled_from(["alone", "callback before", "callback after"]),
    ),
    st.tuples(st.just("stored"), st.sampled_from([1, 2, 8])),
    st.tuples(st.just("join")),
)


class Model:
    """What has to be heard, by the documentation: counted, because frames decide the order."""

    def __init__(self, steam):
        self.steam = steam
        self.calls = []
        self.dirty = False
        self.stores = 0
        self.expected = Counter()

    def answer(self, which, result, callback):
        """One request is answered, perhaps with a callback of the same content beside it."""
        if not self.calls:
            return
        call, user = self.calls.pop(which % len(self.calls))
        data = self.steam.received(user, result or 1)
        if callback == "callback before":
            self.steam.post(1101, data)
        self.steam.answer(data, call=call, failed=result is None)
        if callback == "callback after":
            self.steam.post(1101, data)
        code = 37 if result is None else result
        self.expected["userProgressUpdate", str(user), code] += 1

    def stored(self, result):
        """Steam reports one store, if there is one to report."""
        if self.stores:
            self.stores -= 1
            self.steam.post(1102, self.steam.stored(result))
            self.expected["userProgressSave", str(self.steam.me), result] += 1
            self.expected["userProgressUpdate", str(self.steam.me), 1] += 1


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, max_size=60))
def test_what_is_heard_is_what_the_model_says(steam, steps):
    """One request, one event; one store, one save and one update; one start-up event for each."""
    steam.dll.fake_reset()
    heard = Counter()

    def hear(name, event):
        heard[name, event["userSteamId"], event["resultCode"]] += 1

    late = []
    with Client(steam.app, steam.path) as client:
        facade = Steamworks(client, emit=hear)
        model = Model(steam)
        facade.pump()
        steam.answer(steam.received())
        facade.pump()
        model.expected["userProgressUpdate", str(steam.me), 1] += 1
        for kind, *arguments in steps:
            if kind == "pump":
                facade.pump()
                model.stores += model.dirty
                model.dirty = False
            elif kind == "set":
                assert facade.setAchievementUnlocked("ACH_ONE")
                model.dirty = True
            elif kind == "request":
                assert facade.requestUserProgress(str(arguments[0]))
                model.calls.append((steam.last_call, arguments[0]))
            elif kind == "answer":
                model.answer(*arguments)  # what comes together is handed out by one pump
            elif kind == "stored":
                model.stored(*arguments)
            else:
                starts = []
                late.append(starts)
                second = Steamworks(client, emit=lambda name, event, to=starts: to.append(name))
                second.pump()
                model.stores += model.dirty
                model.dirty = False
                assert starts[0] == "userProgressUpdate"
                second.close()
        for _ in range(3):
            facade.pump()
    assert heard == model.expected
    assert steam.count("given") == steam.count("freed")
