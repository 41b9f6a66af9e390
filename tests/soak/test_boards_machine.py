"""Random courses of leaderboard calls through the façade and the offline runtime, minimised.

What the soak does in long runs, hypothesis does in short ones, and finds the shortest course that
does not hold. Answers come late, overtake each other, fail, and find the network cut.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from soaking.app import BOARDS, FIRST, FRIENDS, MISSING_BOARDS, PLAYERS, definition
from soaking.boards import BoardModel, Outcome
from soaking.hearing import Event, KeptLog, Node, hold

from offline_steam import control
from steamworks import Client

LIBRARY = Path(__file__).parents[2] / "python_src/offline_steam/lib/libsteam_api.so"
FAILING = ("FindLeaderboard", "DownloadLeaderboardEntries", "UploadLeaderboardScore")
NAMES = st.sampled_from([board.name for board in BOARDS])
SCORES = st.one_of(st.integers(0, 40), st.integers(-(2**31), 2**31 - 1))
MOST_ON_THEIR_WAY = 5


class Begun(NamedTuple):
    """When a request was made.

    Attributes:
        changes: how often anything had been done that lets requests fail.
        calm: whether nothing made them fail.
        alone: whether it did not join the search for its board that an earlier request began.
    """

    changes: int
    calm: bool
    alone: bool


class BoardMachine(RuleBasedStateMachine):
    """A connection with up to three façades, and the boards as they must be."""

    folder: Path
    library: Path

    @initialize(latency=st.integers(0, 5))
    def connect(self, latency: int) -> None:
        """A store of its own, so that each course starts with the same boards."""
        self.steam = control.load(self.library)
        self.steam.set_home(Path(tempfile.mkdtemp(dir=self.folder)))
        self.steam.act_as(FIRST)
        self.steam.set_latency(latency)
        self.log = KeptLog()
        self.client = Client(480, self.library, self.log)
        self.nodes = [self._node()]
        self.models = {board.name: BoardModel(board) for board in BOARDS}
        self.handles: dict[str, str] = {}
        self.user = FIRST
        self.online = True
        self.changes = 0
        self.asked = self.ended = 0
        self.on_their_way: Counter[str] = Counter()

    def _node(self) -> Node:
        return Node(self.client, self.log, lambda node, event: None)

    # --- what may fail --------------------------------------------------------------------------

    def _begin(self, name: str) -> Begun:
        alone = name in self.handles or not self.on_their_way[name]
        return Begun(self.changes, self.online and not self.steam.state()["faults"], alone)

    def _fails(self, event: Event, begun: Begun) -> bool:
        """Whether it is an error, which it must be without a network, and never in calm."""
        calm = self.online and not self.steam.state()["faults"]
        same = begun.alone and begun.changes == self.changes
        if event["isError"]:
            hold(not (same and begun.calm and calm), "failed without a reason:", event)
        else:
            hold(not same or self.online, "succeeded without a network:", event)
        return bool(event["isError"])

    # --- requests -------------------------------------------------------------------------------

    def _ask(
        self,
        function: str,
        event_name: str,
        params: dict[str, Any],
        own: bool,
        check: Callable[[Event], None],
    ) -> None:
        def ended(event: Event) -> None:
            self.ended += 1
            hold(event["leaderboardName"] == params["leaderboardName"], "another board:", event)
            check(event)
            self.on_their_way[event["leaderboardName"]] -= 1

        def given(listener: object) -> tuple[dict[str, Any]]:
            return (params if listener is None else {**params, "listener": listener},)

        node = self.nodes[self.asked % len(self.nodes)]
        self.asked += 1
        self.on_their_way[params["leaderboardName"]] += 1
        node.ask(function, event_name, given, own, ended)

    def _is_handle(self, name: str, handle: str) -> bool:
        return self.handles.setdefault(name, handle) == handle and int(handle) > 0

    @rule(
        name=NAMES,
        scope=st.sampled_from([None, "Global", "GlobalAroundUser", "FriendsOnly"]),
        first=st.integers(-30, 80),
        length=st.integers(1, 40),
        own=st.booleans(),
    )
    def entries(self, name: str, scope: str | None, first: int, length: int, own: bool) -> None:
        """Entries of some kind; of all states that the board can be in, they are one's."""
        model = self.models[name]
        start = first if scope == "GlobalAroundUser" else max(first, 1)
        end = start + length - 1
        params: dict[str, Any] = {"leaderboardName": name, "startIndex": start, "endIndex": end}
        if scope is not None:
            params["playerScope"] = scope
        moment, begun, user = model.moment, self._begin(name), self.user

        def check(event: Event) -> None:
            if self._fails(event, begun):
                hold((event["entries"], event["leaderboardHandle"]) == ([], "0"), "error:", event)
                return
            found = [(int(e["userSteamId"]), e["globalRank"], e["score"]) for e in event["entries"]]
            possible = []
            for ranks in model.since(moment):
                if scope == "GlobalAroundUser":
                    possible.append(ranks.around(user, start, end))
                elif scope == "FriendsOnly":
                    possible.append(ranks.of_users(FRIENDS | {user}))
                else:
                    possible.append(ranks.page(start, end))
            hold(found in possible, f"{params}:", found, "instead of", possible)
            hold(self._is_handle(name, event["leaderboardHandle"]), "another handle:", event)

        self._ask("requestLeaderboardEntries", "leaderboardEntries", params, own, check)

    @rule(name=NAMES, own=st.booleans())
    def info(self, name: str, own: bool) -> None:
        """What the board is, and how many entries it has."""
        model = self.models[name]
        moment, begun = model.moment, self._begin(name)

        def check(event: Event) -> None:
            if self._fails(event, begun):
                hold(event["leaderboardHandle"] is None, "a handle without a board:", event)
                return
            hold(event["entryCount"] in [len(r) for r in model.since(moment)], "a count:", event)
            sort = "ascending" if model.board.ascending else "descending"
            hold((event["sortMethod"], event["displayType"]) == (sort, model.board.display), sort)
            hold(self._is_handle(name, event["leaderboardHandle"]), "another handle:", event)

        self._ask(
            "requestLeaderboardInfo", "leaderboardInfo", {"leaderboardName": name}, own, check
        )

    @rule(name=NAMES, score=SCORES, own=st.booleans())
    def upload(self, name: str, score: int, own: bool) -> None:
        """A score of the current user."""
        model = self.models[name]
        if model.pending == MOST_ON_THEIR_WAY:
            return
        begun = self._begin(name)

        def check(event: Event) -> None:
            expected = model.answered(not self._fails(event, begun))
            if expected is None:
                expected = Outcome(False, 0, 0)
            told = (event["scoreChanged"], event["currentGlobalRank"], event["previousGlobalRank"])
            wanted = (
                (True, expected.rank, expected.before) if expected.changed else (False, None, None)
            )
            hold(told == wanted, "told of a score:", event, "instead of", wanted)

        params = {"leaderboardName": name, "value": score}
        self._ask("requestSetHighScore", "setHighScore", params, own, check)
        model.asked(self.user, score)

    @rule(name=st.sampled_from(MISSING_BOARDS), own=st.booleans())
    def missing(self, name: str, own: bool) -> None:
        """A board that is not there."""

        def check(event: Event) -> None:
            hold(event["isError"], "found:", event)

        params = {"leaderboardName": name}
        self._ask("requestLeaderboardEntries", "leaderboardEntries", params, own, check)

    # --- the world ------------------------------------------------------------------------------

    @rule(count=st.integers(1, 6))
    def frames(self, count: int) -> None:
        """Frames pass."""
        for _ in range(count):
            self.nodes[0].facade.pump()
            self.log.check()

    @rule(user=st.sampled_from(PLAYERS))
    @precondition(lambda self: self.asked == self.ended)
    def act_as(self, user: int) -> None:
        """Somebody else plays, with nothing on its way."""
        self.steam.act_as(user)
        self.user = user

    @rule(name=NAMES, user=st.integers(FIRST + 990, FIRST + 1060), score=SCORES)
    @precondition(lambda self: self.asked == self.ended)
    def others_play(self, name: str, user: int, score: int) -> None:
        """A score of somebody else, on another machine."""
        self.steam.set_leaderboard_score(name, user, score)
        self.models[name].force(user, score)

    @rule(call=st.sampled_from(FAILING), result=st.sampled_from([None, 2, 16]))
    def fail_next(self, call: str, result: int | None) -> None:
        """The next call of a kind fails."""
        self.changes += 1
        if result is None:
            self.steam.fail_next_io(call)
        else:
            self.steam.fail_next(call, result)

    @rule(call=st.sampled_from(FAILING), frames=st.integers(0, 12))
    def delay_next(self, call: str, frames: int) -> None:
        """The next call of a kind is answered late, or at once."""
        self.steam.delay_next(call, frames)

    @rule()
    def network(self) -> None:
        """The network is cut, or back."""
        self.changes += 1
        self.online = not self.online
        self.steam.set_online(self.online)

    @rule()
    def clear_up(self) -> None:
        """Whatever was to fail does not."""
        self.changes += 1
        self.steam.clear_faults()

    @rule()
    @precondition(lambda self: len(self.nodes) < 3)
    def join(self) -> None:
        """One more façade."""
        self.nodes.append(self._node())

    @rule()
    def leave(self) -> None:
        """The last façade goes, if it is another one, without scores that would go uncounted."""
        node = self.nodes[-1]
        if node is self.nodes[0] or any(a.event_name == "setHighScore" for a in node.asked):
            return
        self.ended += len(node.asked)
        self.nodes.pop().close()

    @invariant()
    def answers_belong_to_requests(self) -> None:
        """Nobody hears an event for another's request."""
        if hasattr(self, "nodes"):  # before the first step there is nothing
            for node in self.nodes:
                node.check_answers()

    def teardown(self) -> None:
        """Everything on its way arrives; then the boards are as they must be."""
        if not hasattr(self, "client"):
            return
        try:
            self.steam.clear_faults()
            self.steam.set_online(True)
            self.changes += 1
            self.online = True
            self._arrive()
            for name in self.models:
                self.entries(name, None, 1, 1000, False)
            self._arrive()
        finally:
            for node in self.nodes:
                node.close()
            self.client.close()
            self.steam.clear_faults()

    def _arrive(self) -> None:
        for _ in range(200):
            self.frames(1)
            if self.asked == self.ended:
                return
        hold(False, f"{self.asked - self.ended} requests were not answered")


@pytest.mark.contract
def test_leaderboards_in_any_course(tmp_path: Path) -> None:
    """Whatever is asked in whatever order: one answer each, and what the boards must give."""
    BoardMachine.folder = tmp_path
    # A copy: what is told to this library, others in this process do not hear of.
    BoardMachine.library = Path(shutil.copy2(LIBRARY, tmp_path))
    app = tmp_path / "app.toml"
    app.write_text(definition(), encoding="utf-8")
    control.load(BoardMachine.library).set_app(app)
    run_state_machine_as_test(
        BoardMachine,
        settings=settings(
            max_examples=100,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
