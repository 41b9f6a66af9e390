from collections.abc import Awaitable, Callable, Mapping

from godot import JSON, Node, export, exposed, signal
from godot_steamworks.node import Steamworks
from in_python.demo.event_wait import EventWait
from in_python.demo.events import Event
from in_python.demo.spacewar import Progress, Spacewar, stat_value
from in_python.demo.steps import StepFailed

Expected = dict[str, object]
"""What has to stand in an event; the event may have more."""


async def _no_pause() -> None:
    pass


@exposed
class Tour(Node):
    """Plays through everything that the demo shows, step by step, and waits for each step's events.

    It never counts frames: a step is over when Steam has said what it has to say, and has failed
    when that does not come within ``patience``.
    """

    said = signal(("text", str), doc="A sentence about what happens next.")

    steam: Steamworks = export(Steamworks, doc="Where the events come from.")
    game: Spacewar = export(Spacewar)
    wait: EventWait = export(EventWait, doc="What waits for them.")
    patience: float = export(
        30.0,
        range=(1, 120, 1, "suffix:s"),
        doc="How long to wait for the events of one step, in seconds.",
    )
    friend_steam_id: str = export(
        "76561202255232770",
        doc="Whose progress is requested. By default Zoë, a friend whom the offline runtime knows "
        "(python_src/offline_steam/spacewar.toml); put in a friend of your own to ask the real "
        "Steam.",
    )
    unknown_steam_id: str = export(
        "76561202255299999",
        doc="A request for the progress of this user fails: nobody has this account.",
    )

    # Functions that the scene gives: a rest between two steps, for people who watch; and leave to
    # reset all progress, which raises StepFailed when it is not given.
    pause: Callable[[], Awaitable[None]] = _no_pause
    may_reset: Callable[[], Awaitable[None]] = _no_pause

    def _ready(self) -> None:
        self._is_started = False
        self._expected: list[Expected] = []

    async def run(self) -> None:
        """Plays the whole tour. Raises StepFailed when a step failed; why was said then."""
        me = self.steam.userSteamId
        saved: Expected = {"name": "userProgressSave", "userSteamId": me}
        updated: Expected = {"name": "userProgressUpdate", "userSteamId": me}

        app = self.steam.appId
        self.said.emit(f"Start-up: Steam fetches the progress of user {me} of app {app}.")
        if not self._is_started:  # else it came while nobody was waiting for it
            await self._all_come([updated])

        locked = self._locked_achievements()
        if not locked:
            await self.may_reset()
            await self._step(
                "Every achievement is unlocked: all progress is reset.", self.game.reset, [saved]
            )
            locked = self._locked_achievements()
            if not locked:
                self._fail(f"App {app} has no achievements, so there is nothing to show.")

        await self._step(
            "Stats: a game was won after a flight of 312.5 feet in 25 seconds.",
            self._set_stats,
            [saved, updated],
        )

        # The two may be the same one, when it is the last.
        unlocked, shown = locked[0], locked[-1]
        reached, goal = below_goal(self.game.progress(shown))
        await self._step(
            f"Progress: {shown} is shown at {reached} of {goal}.",
            lambda: self.steam.setAchievementProgress(shown, reached, goal),
            [{"name": "achievementInfoUpdate", "achievementName": shown}, saved, updated],
        )
        await self._step(
            f"Achievement: {unlocked} is unlocked.",
            lambda: self.steam.setAchievementUnlocked(unlocked),
            [saved, updated, {"name": "achievementInfoUpdate", "achievementName": unlocked}],
        )
        await self._step(
            f"Another user: the progress of friend {self.friend_steam_id} is requested.",
            lambda: self.steam.requestUserProgress(self.friend_steam_id),
            [{"name": "userProgressUpdate", "userSteamId": self.friend_steam_id}],
        )
        await self._step(
            f"A failing request: nobody has the account {self.unknown_steam_id}.",
            lambda: self.steam.requestUserProgress(self.unknown_steam_id),
            [{"name": "userProgressUpdate", "userSteamId": self.unknown_steam_id}],
        )

    def hear(self, event: Event) -> None:
        """Tells the tour what came. It belongs into the handler of every event."""
        if event["name"] == "userProgressUpdate" and event["userSteamId"] == self.steam.userSteamId:
            self._is_started = True
        for index, wanted in enumerate(self._expected):
            if _has_all(event, wanted):
                del self._expected[index]
                return

    async def _step(self, text: str, send: Callable[[], object], expected: list[Expected]) -> None:
        """Says what happens, does it, and waits for what is expected."""
        await self.pause()
        self.said.emit(text)
        if not send():
            self._fail("Steam did not take this; what it said is in the log.")
        await self._all_come(expected)

    async def _all_come(self, expected: list[Expected]) -> None:
        """Waits until each of these has come; fails when the patience is over."""
        self._expected = list(expected)
        if not await self.wait.until(lambda: not self._expected, self.patience):
            missing, self._expected = self._expected, []
            self._fail(
                f"Within {self.patience:.0f} s these did not come: {JSON.stringify(missing)}"
            )

    def _fail(self, reason: str) -> None:
        self.said.emit(reason)
        raise StepFailed("The tour has failed.")

    def _set_stats(self) -> bool:
        # Several stats in one call are stored together: one save, one update.
        average = stat_value("AverageSpeed", 312.5)
        average["sessionTimeLength"] = 25.0
        return self.steam.setUserStatValues(
            [
                stat_value("NumGames", self.game.stat("NumGames") + 1),
                stat_value("NumWins", self.game.stat("NumWins") + 1),
                stat_value("FeetTraveled", self.game.stat("FeetTraveled") + 312.5),
                stat_value("MaxFeetTraveled", max(self.game.stat("MaxFeetTraveled"), 312.5)),
                average,
            ]
        )

    def _locked_achievements(self) -> list[str]:
        names = self.steam.getAchievementNames()
        return [name for name in names if not self.game.is_unlocked(name)]


def below_goal(progress: Progress) -> Progress:
    """Steam shows progress only while it is below the goal."""
    goal = max(progress.goal, 2)
    return Progress(min(max(progress.reached, 1), goal - 1), goal)


def _has_all(event: Mapping[str, object], wanted: Expected) -> bool:
    return all(event.get(key) == value for key, value in wanted.items())
