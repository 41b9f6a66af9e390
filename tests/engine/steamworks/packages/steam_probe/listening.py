"""A node in Python that listens in every way."""

from __future__ import annotations

from typing import Any

from godot import Node, exposed
from steamworks import contract


class PlainListener:
    """No object of the engine."""

    def __init__(self, heard: list[str]) -> None:
        self.heard = heard

    def userProgressUpdate(self, event: dict[str, Any]) -> None:  # noqa: N802 - the event's name
        """The event, by its name."""
        self.heard.append("plain object")


class Evil:
    """Raises whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("asked on purpose")

    def __repr__(self) -> str:
        raise RuntimeError("shown on purpose")


@exposed(native=True)
class PythonListener(Node):  # type: ignore[misc]  # made at run time
    """Listens with a function, a method, a plain object, and itself."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        self.heard: list[str] = []
        self.plain = PlainListener(self.heard)
        self.function = self._make_function()

    def _make_function(self) -> Any:
        return lambda event: self.heard.append(f"function {type(event).__name__}")

    def userProgressUpdate(self, event: dict[str, Any]) -> None:  # noqa: N802 - the event's name
        """The event, by its name."""
        self.heard.append("node")

    def method(self, event: dict[str, Any]) -> None:
        """A listener of its own."""
        self.heard.append(f"method {event['userSteamId']}")

    def failing(self, event: dict[str, Any]) -> None:
        """Raises."""
        raise RuntimeError(f"this listener raises at {event['name']}")

    def free_steam(self, event: dict[str, Any]) -> None:
        """Frees the node that it was told of, from Python, while that node is at work."""
        self.heard.append("frees steam")
        self.target.free()
        self.heard.append(f"then {self.target!r} {self.target.isLoggedOn}")

    def free_itself(self, event: dict[str, Any]) -> None:
        """Frees this very node, when the engine has left it."""
        self.queue_free()

    def aim(self, steam: Any) -> None:
        """Says which node is to be freed."""
        self.target = steam

    def everything_of_freed(self) -> list[Any]:
        """Calls and properties of a freed node, from Python."""
        steam = self.target
        return [
            steam.isLoggedOn,
            steam.userSteamId,
            steam.getAchievementNames(),
            steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"),
            steam.addEventListener("userProgressUpdate", self.method),
        ]

    def listen(self, steam: Any) -> bool:
        """Adds every kind of listener."""
        return all(
            [
                steam.addEventListener("userProgressUpdate", self.function),
                steam.addEventListener("userProgressUpdate", self.method),
                steam.addEventListener("userProgressUpdate", self.plain),
                steam.addEventListener("userProgressUpdate", self),
            ]
        )

    def connect_signal(self, steam: Any) -> None:
        """Connects a signal as a script in Python does."""
        steam.userProgressUpdate.connect(self.method)

    def stop(self, steam: Any) -> bool:
        """Removes every kind of listener."""
        return all(
            [
                steam.removeEventListener("userProgressUpdate", self.function),
                steam.removeEventListener("userProgressUpdate", self.method),
                steam.removeEventListener("userProgressUpdate", self.plain),
                steam.removeEventListener("userProgressUpdate", self),
            ]
        )

    def report(self) -> list[str]:
        """What was heard, and forgets it."""
        heard = list(self.heard)
        self.heard.clear()
        return heard

    def nonsense(self, steam: Any) -> list[str]:
        """Calls every function with values that only Python has; gives what was not refused."""
        endless: list[Any] = []
        endless.append(endless)
        values = [1j, b"\xff", object(), {1}, 2**70, -(2**70), "\ud800", "a\0b", endless]
        values += [range(3), Evil(), {"listener": Evil()}, iter([]), ()]
        surprises = []
        for row in contract.FUNCTIONS.values():
            for value in values:
                for count in range(1, 6):
                    result = getattr(steam, row.name)(*[value] * count)
                    if bool(result) or result != row.failure:
                        surprises.append(f"{row.name}{(value,) * count!r:.80} gave {result!r:.80}")
            if getattr(steam, row.name)(no_such_argument=1) != row.failure:
                surprises.append(f"{row.name} took an unknown name")
        return surprises

    def set_stats(self, steam: Any, entries: Any) -> list[Any]:
        """Gives the engine's own array, by its place and by its name."""
        return [
            steam.setUserStatValues(entries),
            steam.setUserStatValues(arrayOfStatTables=entries),
            steam.getUserStatValue(params=entries[1]),
        ]

    def call_everything(self, steam: Any) -> list[Any]:
        """The functions and properties from Python, with Python's own values."""
        stat = {"statName": "NumGames", "type": "int"}
        return [
            steam.isLoggedOn,
            steam.userSteamId,
            steam.getAchievementNames(),
            steam.getAchievementInfo(achievementName="ACH_HEAVY_FIRE"),
            steam.getUserStatValue(stat),
            steam.setUserStatValues([{**stat, "value": 3}]),
        ]
