from typing import NamedTuple

from godot import Node, export, exposed
from godot_steamworks.node import Steamworks
from steamworks.shapes import SetUserStatValuesParams, StatType

STAT_TYPES: dict[str, StatType] = {
    "NumGames": "int",
    "NumWins": "int",
    "NumLosses": "int",
    "FeetTraveled": "float",
    "MaxFeetTraveled": "float",
    "AverageSpeed": "averageRate",
}
"""Every stat of the app, with the type that Steam has for it."""

SHOTS = "shots"
"""No stat: the game alone counts these, from its start to its end."""

WINS_BETWEEN_REPORTS = 10
"""How many wins lie between two reports of the progress towards a hundred."""


class Goal(NamedTuple):
    """What a player has to reach for an achievement: of a stat, or of the shots in one game."""

    of: str
    value: int


class Progress(NamedTuple):
    """How far a player has come, and where the achievement is reached."""

    reached: int
    goal: int


GOALS = {
    "ACH_WIN_ONE_GAME": Goal("NumWins", 1),
    "ACH_WIN_100_GAMES": Goal("NumWins", 100),
    "ACH_HEAVY_FIRE": Goal(SHOTS, 100),
    "ACH_TRAVEL_FAR_ACCUM": Goal("FeetTraveled", 5280),
    "ACH_TRAVEL_FAR_SINGLE": Goal("MaxFeetTraveled", 500),
}


@exposed
class Spacewar(Node):
    """The game, without the space: what a player does becomes stats and achievements on Steam.

    The rules are those of Valve's public test app 480, "Spacewar". Steam keeps the stats; which of
    them earns which achievement is the game's own business, and is said in ``GOALS``.
    """

    steam: Steamworks = export(Steamworks, doc="Where the game reports to.")

    _shots = 0
    _feet_in_this_game = 0.0

    def stat(self, name: str, user_steam_id: str | None = None) -> float:
        """A stat of the current user, or of another one who was requested; 0 while unknown."""
        value = self.steam.getUserStatValue(
            {"statName": name, "type": STAT_TYPES[name], "userSteamId": user_steam_id}
        )
        return 0.0 if value is None else float(value)

    def is_unlocked(self, achievement: str) -> bool:
        """Whether the current user has an achievement."""
        info = self.steam.getAchievementInfo(achievement)
        return info is not None and info["unlocked"]

    def progress(self, achievement: str) -> Progress:
        """How far the current user has come towards an achievement."""
        goal = GOALS.get(achievement)
        if goal is None:
            return Progress(0, 1)
        reached = self._shots if goal.of == SHOTS else self.stat(goal.of)
        return Progress(min(int(reached), goal.value), goal.value)

    def finish_game(self, won: bool) -> bool:
        """Ends the running game with a win or a loss; the next one begins at once."""
        self._begin_game()
        result = "NumWins" if won else "NumLosses"
        sent = self.steam.setUserStatValues([self._one_more("NumGames"), self._one_more(result)])
        if won:
            self._report_wins()
        return sent

    def travel(self, feet: float, seconds: float) -> bool:
        """Flies on for so many feet, in so many seconds."""
        self._feet_in_this_game += feet
        longest = max(self.stat("MaxFeetTraveled"), self._feet_in_this_game)
        # An average needs to know how long it took; Steam does the arithmetic.
        average = stat_value("AverageSpeed", feet)
        average["sessionTimeLength"] = seconds
        sent = self.steam.setUserStatValues(
            [
                stat_value("FeetTraveled", self.stat("FeetTraveled") + feet),
                stat_value("MaxFeetTraveled", longest),
                average,
            ]
        )
        self._award("ACH_TRAVEL_FAR_ACCUM")
        self._award("ACH_TRAVEL_FAR_SINGLE")
        return sent

    def fire(self, shots: int) -> bool:
        """Fires so many shots, and shows the progress towards a hundred in one game."""
        self._shots += shots
        if self.is_unlocked("ACH_HEAVY_FIRE"):
            return True
        reached, goal = self.progress("ACH_HEAVY_FIRE")
        # Shows the progress, or unlocks the achievement when there is none left to make.
        return self.steam.setAchievementProgress("ACH_HEAVY_FIRE", reached, goal)

    def reset(self) -> bool:
        """Takes back everything that the player has ever done."""
        self._begin_game()
        return self.steam.resetUserProgress()

    def _begin_game(self) -> None:
        self._shots = 0
        self._feet_in_this_game = 0.0

    def _report_wins(self) -> None:
        self._award("ACH_WIN_ONE_GAME")
        wins = int(self.stat("NumWins"))
        if wins % WINS_BETWEEN_REPORTS == 0 and not self.is_unlocked("ACH_WIN_100_GAMES"):
            self.steam.setAchievementProgress("ACH_WIN_100_GAMES", wins, 100)

    def _award(self, achievement: str) -> None:
        reached, goal = self.progress(achievement)
        if reached >= goal and not self.is_unlocked(achievement):
            self.steam.setAchievementUnlocked(achievement)

    def _one_more(self, name: str) -> SetUserStatValuesParams:
        return stat_value(name, self.stat(name) + 1)


def stat_value(name: str, value: float) -> SetUserStatValuesParams:
    """A stat as ``setUserStatValues`` takes it."""
    return {"statName": name, "type": STAT_TYPES[name], "value": value}
