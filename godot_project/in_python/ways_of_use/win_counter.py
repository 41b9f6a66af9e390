from godot import Node, export, exposed, load, signal
from godot_steamworks.node import Steamworks

# Scripts in GDScript, loaded together with this file: what `preload` does there.
EventLine = load("res://demo/event_line.gd")
Spacewar = load("res://demo/spacewar.gd")


@exposed(global_name="WinCounter", icon="res://icons/spacewar.svg")
class WinCounter(Node):
    """Wins games by the rules that are written in GDScript, and counts them.

    By its global name the editor lists it among the nodes, and GDScript knows it as a type.
    """

    won = signal(("wins", int), doc="The game was won and is stored; how many that makes.")

    steam: Steamworks = export(Steamworks)

    def _ready(self) -> None:
        self._game = Spacewar.new()
        self._game.steam = self.steam
        self.add_child(self._game)

    async def win(self) -> int:
        """Wins a game once Steam knows the player's stats; gives how many wins that makes.

        GDScript awaits it like a function of its own.
        """
        EventLine.write(await self.steam.userProgressUpdate)
        self._game.finish_game(True)
        EventLine.write(await self.steam.userProgressSave)
        wins = int(self._game.stat("NumWins"))
        self.won.emit(wins)
        return wins
