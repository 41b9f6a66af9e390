"""The soaked world: one connection at a time, its façades, and the models that they are held to.

Tests, no room of the product. Imports `steamworks`, `offline_steam` and the modules beside it.
"""

from __future__ import annotations

import random
import zlib
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from offline_steam import control
from soaking.app import BOARDS, FIRST
from soaking.boards import BoardModel, Ranks
from soaking.hearing import TO_ONE, Event, KeptLog, Node, hold
from soaking.progress import ProgressModel
from steamworks import Client

_PATIENCE = 400
"""Frames after which a request that was not answered is lost."""


class Sky(NamedTuple):
    """The weather at one moment: how often it has changed, and what it is."""

    changes: int
    calm: bool
    offline: bool
    alone: bool


class World:
    """Everything that the operations work on.

    Args:
        library: The offline runtime.
        folder: For its store, and the app's definition.
        seed: Decides everything.
    """

    def __init__(self, library: Path, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.log = KeptLog()
        self.steam = control.load(library)
        self.steam.set_home(folder / "home")
        self.steam.set_app(folder / "app.toml")
        self._library = library
        self.progress = ProgressModel(FIRST)
        self.boards = {board.name: BoardModel(board) for board in BOARDS}
        self.people: dict[int, dict[str, Any]] = {}
        self.installed: set[int] | None = None
        self.player_count = 1
        self.pictures: dict[object, int] = {}
        self.tickets: set[str] = set()
        self.orders = 0
        self.online = True
        self.stormy = False
        self.done: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.connections = 0
        self.course = 0
        """A number made of every event that was heard, in order."""
        self._connect()

    # --- the connection -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.client = Client(480, self._library, self.log)
        self.connections += 1
        self.lost = False
        self.dirty = False
        self.requests_of_progress = self.updates_due = self.saves_due = 0
        self.unlocks_due: Counter[str] = Counter()
        self.store_faults: deque[int] = deque()
        self.reset_faults: deque[int] = deque()
        self.orders_due: deque[Event] = deque()
        self.images: dict[int, tuple[int, int, int]] = {}
        self.changes = 0
        self.counts_seen: set[int] = set()
        self._handles: dict[str, str] = {}
        self._asked: Counter[str] = Counter()
        self.witness = Node(self.client, self.log, self._hook)
        self.nodes = [self.witness]
        self._joined: dict[Node, Counter[str]] = {self.witness: Counter()}
        self.updates_due = 1  # the start-up event
        self.witness.facade.pump()
        self.settle()

    def reconnect(self, lose: bool) -> None:
        """Ends the connection with whatever is in flight, in one of two ways; and makes another."""
        self.check_log()
        possible = {name: list(board.since(board.moment)) for name, board in self.boards.items()}
        self.changes += 1
        if lose:
            self.steam.post_callback(117, b"\x01")
            self.frame()
            hold(not self.client.logged_on, "Steam went, and somebody is still logged on")
            waiting = [asked for node in self.nodes for asked in node.asked]
            hold(not waiting, "requests outlive Steam:", [asked.event_name for asked in waiting])
            for node in self.nodes:
                hold(node.facade.isLoggedOn is False, "a façade is logged on without Steam")
                hold(node.facade.getAchievementNames() == [], "there are names without Steam")
                hold(not node.facade.requestActivePlayerCount(), "a request without Steam")
            self.log.errors.clear()
            self.log.warnings.clear()
        # Closed in order, a connection stores what was set; a score on its way may arrive.
        if self.dirty and not lose:
            self.progress.store(self.store_faults.popleft() if self.store_faults else None)
        for node in reversed(self.nodes):
            node.close()
        self.client.close()
        self.progress.forget_local()
        self.steam.clear_faults()
        self.steam.set_online(True)
        self.online, self.stormy = True, False
        self._connect()
        self._adopt_boards(possible)

    def end(self) -> None:
        """Closes everything."""
        for node in reversed(self.nodes):
            node.close()
        self.client.close()

    def join(self) -> None:
        """One more façade."""
        node = Node(self.client, self.log, self._hook)
        self.nodes.append(node)
        self._joined[node] = Counter(self.witness.heard)
        node.facade.pump()
        self._pumped()
        if node in self.nodes:  # else somebody's listener has made it leave before its turn
            hold(node.heard["userProgressUpdate"] >= 1, "a late façade had no start-up event")

    def leave(self, node: Node) -> None:
        """A façade goes, with whatever it has asked for."""
        if not self.client.pumping:  # else the others are hearing what it has not heard yet
            self.check_hearing(node)
        self.nodes.remove(node)
        del self._joined[node]
        node.close()

    # --- the weather ----------------------------------------------------------------------------

    def change_weather(self, weather: str) -> None:
        """Calm, when everything has to succeed; a storm, when anything may fail; or no network."""
        self.changes += 1
        self.steam.clear_faults()
        self._clear_counted_faults()
        self.stormy, self.online = weather == "storm", weather != "offline"
        self.steam.set_online(self.online)

    def _clear_counted_faults(self) -> None:
        self.store_faults.clear()
        self.reset_faults.clear()

    def sky(self) -> Sky:
        """What it is like now, for `may_fail` and `must_fail` of a request that is made now."""
        return Sky(self.changes, not self.stormy and self.online, not self.online, True)

    def ask_board(self, board: str) -> Sky:
        """As `sky`, for a request about a board that is made now.

        An earlier request may have begun to look for the board in another weather, and what comes
        of that search is this one's outcome, too.
        """
        alone = board in self._handles or not self._asked[board]
        self._asked[board] += 1
        return self.sky()._replace(alone=alone)

    def answer_board(self, board: str) -> None:
        """A request about a board was answered."""
        self._asked[board] -= 1

    def may_fail(self, then: Sky) -> bool:
        """Whether a request made then, and answered now, has lived through a storm or a cut."""
        lasted = then.alone and then.calm and then.changes == self.changes
        return not (lasted and self.client.logged_on)

    def must_fail(self, then: Sky) -> bool:
        """Whether there was no network all the time."""
        return then.alone and then.offline and then.changes == self.changes

    def is_handle(self, board: str, handle: str) -> bool:
        """Whether it is the board's handle, the same throughout a connection."""
        return self._handles.setdefault(board, handle) == handle and int(handle) > 0

    # --- frames ---------------------------------------------------------------------------------

    def pump(self) -> None:
        """One frame, driven by any of the façades."""
        self.random.choice(self.nodes).facade.pump()
        self._pumped()

    def before_pump(self) -> None:
        """What the next pump does first: it stores what was set."""
        if self.dirty and not self.lost:
            self.dirty = False
            self.store()

    def _pumped(self) -> None:
        self.log.check()

    def store(self) -> None:
        """The façade has called StoreStats."""
        fault = self.store_faults.popleft() if self.store_faults else None
        _, unlocked = self.progress.store(fault)
        self.saves_due += 1
        self.updates_due += 1
        self.unlocks_due.update(unlocked)

    def settle(self) -> None:
        """Frames until everything was answered; then nothing may be owed to anybody."""
        for node in self.nodes:
            node.inside.clear()
        self.wait(lambda: self.owed <= 0 and not any(node.asked for node in self.nodes))
        waiting = [asked.event_name for node in self.nodes for asked in node.asked]
        hold(not waiting, "requests were not answered:", waiting)
        for _ in range(12):
            self.frame()
        self.check()

    @property
    def owed(self) -> int:
        """How many updates and saves have to come yet, also to requests of façades that left."""
        heard = self.witness.heard
        due = self.updates_due + self.saves_due
        return due - heard["userProgressUpdate"] - heard["userProgressSave"]

    def wait(self, until: Callable[[], bool]) -> None:
        """Frames until something is so, or has taken too long."""
        for _ in range(_PATIENCE):
            self.frame()
            if until():
                return

    def frame(self) -> None:
        """One frame with its bookkeeping."""
        self.before_pump()
        self.pump()

    # --- what is heard --------------------------------------------------------------------------

    def _hook(self, node: Node, event: Event) -> None:
        if node is not self.witness:
            return
        self.course = zlib.crc32(repr(event).encode(), self.course)
        name = event["name"]
        if name == "userProgressUpdate":
            user = int(event["userSteamId"])
            if not event["isError"] and user != self.progress.user:
                self.progress.loaded.add(user)
            if not event["isError"]:
                self.check_progress(node, user)
        elif name == "userProgressUnload":
            self.progress.loaded.discard(int(event["userSteamId"]))
            self.progress.dropped[int(event["userSteamId"])] -= 1
        elif name == "achievementInfoUpdate":
            key = event["achievementName"] if event["maxProgress"] is None else "shown"
            self.unlocks_due[key] -= 1
            hold(self.unlocks_due[key] >= 0, "nothing was unlocked or shown:", event)
        elif name == "microtransactionAuthorization":
            hold(self.orders_due, "no purchase was answered:", event)
            hold(self.orders_due.popleft() == event, "another purchase was answered:", event)
        elif name == "achievementImageUpdate" and event["imageInfo"] is not None:
            self.see(node, event["imageInfo"], (event["achievementName"], event["unlocked"]))

    def see(self, node: Node, info: Event, what: object) -> None:
        """An image: one handle is one image, and the same thing has the same pixels for ever."""
        if not self.client.logged_on:
            return  # Steam has gone, and its images with it
        handle, width, height = info["imageHandle"], info["pixelWidth"], info["pixelHeight"]
        image = node.facade.newTexture(handle)
        hold(image is not None, "an image has no pixels:", info)
        hold((image.width, image.height) == (width, height), "an image has another size:", info)
        hold(len(image.rgba) == width * height * 4, "an image has other pixels:", info)
        pixels = hash(image.rgba)
        hold(self.images.setdefault(handle, (width, height, pixels))[2] == pixels, "changed:", info)
        hold(self.pictures.setdefault(what, pixels) == pixels, "another picture of", what)

    # --- what must hold -------------------------------------------------------------------------

    def check_progress(self, node: Node, user: int) -> None:
        """What can be read of a user is what the model says."""
        given = () if user == self.progress.user else (str(user),)
        for name in ("Games", "Limited"):
            params = {"statName": name, "type": "int"}
            if given:
                params["userSteamId"] = str(user)
            read = node.facade.getUserStatValue(params)
            expected = self.progress.stat(name, user)
            hold(read in expected, f"{name} of {user} is {read!r} and not {expected!r}")
        name = self.random.choice(("ACH_ONE", "ACH_é漢🎮", "ACH_SIX"))
        info = node.facade.getAchievementInfo(name, *given)
        unlocked = info and info["unlocked"]
        expected_unlocked = self.progress.unlocked(name, user)
        hold(unlocked in expected_unlocked, f"{name} of {user} is {info}", expected_unlocked)
        if info is not None:
            hold((info["unlockTime"] is not None) == unlocked, "an unlock time of", info)
            hold(info["localizedName"] == f"Title of {name}", "a title of", info)
            hold(info["localizedDescription"] == f"é漢🎮 {name}", "a description of", info)

    def check_hearing(self, node: Node) -> None:
        """What is for all was heard by each since it came, and what is for one by nobody else."""
        node.check_answers()
        hold(node.heard == node.listened, "hook and listeners heard different events")
        joined = self._joined[node]
        for name, count in self.witness.heard.items():
            if name not in TO_ONE:
                own = 1 if name == "userProgressUpdate" and node is not self.witness else 0
                since = count - joined[name]
                hold(node.heard[name] - own == since, f"{name}: {node.heard[name]} of {since}")

    def check(self) -> None:
        """Nothing is in flight: whatever was owed has come, once."""
        for node in self.nodes:
            self.check_hearing(node)
        heard = self.witness.heard
        hold(heard["userProgressUpdate"] == self.updates_due, "updates:", heard, self.updates_due)
        hold(heard["userProgressSave"] == self.saves_due, "saves:", heard, self.saves_due)
        hold(not +self.unlocks_due, "unlocked and not told:", self.unlocks_due)
        hold(not self.orders_due, "purchases were not answered:", self.orders_due)
        self.check_progress(self.witness, self.progress.user)
        for board in self.boards.values():
            board.forget()
        self.check_log()
        self.images_seen = len(self.images)

    def check_log(self) -> None:
        """No error, and no warnings but those that are to be expected."""
        self.log.check()
        for warning in self.log.warnings:
            hold(
                any(part in warning for part in EXPECTED_WARNINGS),
                "an unexpected warning was logged:",
                warning,
            )
        self.log.warnings.clear()

    def _adopt_boards(self, possible: dict[str, list[Ranks]]) -> None:
        """Scores that were on their way when the connection ended have arrived, or not."""
        for name, board in self.boards.items():
            found = self._whole(name)
            hold(found in [ranks.page(1, 1000) for ranks in possible[name]], "the board is", found)
            board.adopt(found)
        self.settle()

    def _whole(self, name: str) -> list[tuple[int, int, int]]:
        """All entries of a board."""
        found: list[Event] = []
        params = {"leaderboardName": name, "startIndex": 1, "endIndex": 1000}
        asked = self.witness.ask(
            "requestLeaderboardEntries",
            "leaderboardEntries",
            lambda listener: (params,),
            False,
            found.append,
        )
        while not asked.over:
            self.frame()
        hold(not found[0]["isError"], "a board cannot be read:", found[0])
        return rows(found[0])


EXPECTED_WARNINGS = (
    "has no leaderboard",
    "got no answer from Steam",
    "could not",
    "Steam did not",
    "Steam has gone",
)
"""Parts of the warnings that failures bring."""


def rows(event: Event) -> list[tuple[int, int, int]]:
    """The entries of an event as the model has them."""
    return [(int(e["userSteamId"]), e["globalRank"], e["score"]) for e in event["entries"]]
