"""A node in Python that awaits what it requests."""

from __future__ import annotations

from typing import Any

import steamworks
from godot import Node, exposed


@exposed(native=True)
class PythonAwaiter(Node):  # type: ignore[misc]  # made at run time
    """Awaits events of a Steamworks node."""

    def __init__(self) -> None:
        """Nothing said yet."""
        self.said: list[str] = []
        self.last: dict[str, Any] = {}

    def say(self, text: str) -> None:
        """Notes something."""
        self.said.append(text)

    def report(self) -> list[str]:
        """What was noted, and forgets it."""
        said, self.said = self.said, []
        return said

    async def ask(self, steam: Any, function: str, *, argument: Any = None) -> Any:
        """The event of a request."""
        given = () if argument is None else (argument,)
        self.last = await getattr(steam, function)(*given)
        self.say(f"awaited {self.last['name']}")
        return self.last

    async def ask_with(self, steam: Any, function: str, argument: Any) -> Any:
        """The event of a request that has an argument."""
        return await self.ask(steam, function, argument=argument)

    async def on_event(self, event: dict[str, Any]) -> None:
        """Hears an event, and works on it for a frame."""
        self.say(f"heard {event['name']}")
        await self.get_tree().process_frame
        self.say(f"worked on {event['name']}")

    def listen_with_coroutines(self, steam: Any) -> bool:
        """Listeners that are ``async def``: a method, and one of an object of Python's own."""
        say = self.say

        class Plain:
            async def overlayStatus(self, event: dict[str, Any]) -> None:  # noqa: N802
                say(f"plain {event['phase']}")

        self.plain = Plain()
        return bool(
            steam.addEventListener("overlayStatus", self.on_event)
            and steam.addEventListener("overlayStatus", self.plain)
        )

    def listen(self, steam: Any, event_name: str) -> None:
        """Notes each such event."""
        steam.addEventListener(event_name, lambda event: self.say("listener"))

    async def several(self, steam: Any) -> list[Any]:
        """Sends several requests before it waits for any, and waits in another order."""
        requests = [steam.requestUserProgress(user) for user in FRIENDS]
        events = [await request for request in reversed(requests)]
        again = [await request for request in requests]
        assert [event["userSteamId"] for event in again] == list(FRIENDS)
        return [event["userSteamId"] for event in events]

    async def own_copy(self, steam: Any) -> Any:
        """Changes the event that it awaited; another await has it whole."""
        request = steam.requestActivePlayerCount()
        event = await request
        event.clear()
        return await request

    def request_with_function(self, steam: Any, board: str) -> bool:
        """A request whose listener is a function."""

        def listener(event: dict[str, Any]) -> None:
            self.say(f"function {event['name']} {len(event['entries'])}")

        return steam.requestLeaderboardEntries({"leaderboardName": board, "listener": listener})

    def request_with_failing(self, steam: Any, board: str) -> bool:
        """A request whose listener raises."""

        def listener(event: dict[str, Any]) -> None:
            raise ValueError("raised on purpose")

        return steam.requestLeaderboardEntries({"leaderboardName": board, "listener": listener})

    async def page(self, steam: Any, board: str) -> list[Any]:
        """Who is on a page, and with what score, as Python has it."""
        event = await steam.requestLeaderboardEntries(
            {"leaderboardName": board, "playerScope": "GlobalAroundUser"}
        )
        assert type(event) is dict and type(event["entries"]) is list
        entry = event["entries"][12]
        return [entry["userSteamId"], entry["score"]]

    def what_python_gets(self, steam: Any) -> list[Any]:
        """What a request function gives to Python: it is what the documentation says, and more."""
        sent, refused = steam.requestUserProgress(), steam.requestUserProgress("nobody")
        return [
            type(sent).__name__,
            bool(sent),
            sent == True,  # noqa: E712 - as a script writes it
            sent.done,
            bool(refused),
            refused == False,  # noqa: E712
            refused.done,
            type(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")).__name__,
        ]

    async def refused(self, steam: Any, function: str, argument: Any) -> str:
        """What awaiting a request raises that was not sent."""
        try:
            await getattr(steam, function)(argument)
        except steamworks.SteamError as error:
            return f"{type(error).__name__}: {error}"
        return "nothing"

    async def until_the_end(self, steam: Any) -> None:
        """Notes how a request ends whose node leaves."""
        try:
            await steam.requestActivePlayerCount()
        except steamworks.NotConnected as error:
            self.say(f"NotConnected: {error}")
            await self.get_tree().process_frame
            self.say("and goes on")

    async def forever(self, steam: Any) -> None:
        """Awaits without care for an end."""
        try:
            await steam.requestActivePlayerCount()
        finally:
            self.say("closed")

    async def patient(self, steam: Any, by_signal: bool) -> None:
        """Awaits, and takes any end."""
        try:
            request = steam.requestActivePlayerCount()
            await (steam.activePlayerCount if by_signal else request)
            await steam.requestUserProgress()
        except steamworks.SteamError:
            self.say("ended")

    async def signal_of(self, steam: Any) -> Any:
        """Awaits the signal, as GDScript does."""
        steam.requestActivePlayerCount()
        event = await steam.activePlayerCount
        return dict(event.items())

    async def loop(self, steam: Any, times: int) -> int:
        """One request after the other."""
        for _ in range(times):
            await steam.requestActivePlayerCount()
        return times


FRIENDS = ("76561202255232770", "76561202255232771", "76561202255232773")
