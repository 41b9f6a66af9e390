from godot import Node, exposed, printerr
from godot_steamworks.node import Steamworks
from in_python.demo.events import print_event
from steamworks.errors import RequestNotSent

BOARD = "Feet Traveled"
SCORE = 60000


class NoBoard(Exception):  # noqa: N818 - it says what happened
    """The leaderboard cannot be used. The text says why."""


@exposed
class AwaitedRequests(Node):
    """Requests that are awaited: what has to happen one after the other is written so.

    A request that was sent is always answered, also when Steam could not do it; then the event says
    isError. Awaiting one that was not sent raises RequestNotSent.
    """

    async def _ready(self) -> None:
        self._steam: Steamworks = self.get_node("Steamworks")
        exit_code = 1
        try:
            await self._beat_the_board()
            exit_code = 0
        except RequestNotSent:
            printerr("Steam is not available; the log has said why.")
        except NoBoard as error:
            printerr(error)
        self.get_tree().quit(exit_code)

    async def _beat_the_board(self) -> None:
        info = await self._steam.requestLeaderboardInfo({"leaderboardName": BOARD})
        print_event(info)
        if info["isError"]:
            raise NoBoard("There is no leaderboard to be had.")
        stored = await self._steam.requestSetHighScore({"leaderboardName": BOARD, "value": SCORE})
        print_event(stored)
        if stored["isError"]:
            raise NoBoard("The score was not stored.")
        around = await self._steam.requestLeaderboardEntries(
            {
                "leaderboardName": BOARD,
                "playerScope": "GlobalAroundUser",
                "startIndex": -1,
                "endIndex": 1,
            }
        )
        print_event(around)
        if around["isError"]:
            raise NoBoard("Its entries were not to be had.")
