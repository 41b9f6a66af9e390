from godot import (
    Button,
    ConfirmationDialog,
    GridContainer,
    HFlowContainer,
    Label,
    PackedScene,
    VBoxContainer,
    export,
    exposed,
)
from in_python.demo.achievement_row import AchievementRow
from in_python.demo.demo_scene import DemoScene
from in_python.demo.events import Event
from in_python.demo.spacewar import STAT_TYPES, Spacewar
from in_python.demo.stat_tile import StatTile
from in_python.demo.tour import Tour, below_goal
from steamworks.shapes import AchievementInfo

STATS = {
    "NumGames": "Games played",
    "NumWins": "Games won",
    "NumLosses": "Games lost",
    "FeetTraveled": "Feet traveled",
    "MaxFeetTraveled": "Longest flight, feet",
    "AverageSpeed": "Average, feet/s",
}
"""Titles of the stats: Steam has names for programs only."""


@exposed
class Overview(DemoScene):
    """What the Steamworks node says and does of achievements and stats, on one screen."""

    row_scene: PackedScene = export(PackedScene)
    tile_scene: PackedScene = export(PackedScene)

    async def _ready(self) -> None:
        self._rows: dict[str, AchievementRow] = {}
        self._tiles: dict[str, StatTile] = {}
        self._game: Spacewar = self.get_node("Game")
        self._tour: Tour = self.get_node("Tour")
        self._row_list: VBoxContainer = self.get_node("%Rows")
        self._placeholder: Label = self.get_node("%Placeholder")
        self._tile_grid: GridContainer = self.get_node("%Tiles")
        self._unlocked_count: Label = self.get_node("%UnlockedCount")
        self._actions: HFlowContainer = self.get_node("%Actions")
        self._reset_dialog: ConfirmationDialog = self.get_node("ResetDialog")
        await super()._ready()

    def _start(self) -> None:
        self._tour.pause = self.pause
        self._tour.may_reset = self.may_reset
        for stat, title in STATS.items():
            tile: StatTile = self.tile_scene.instantiate()
            self._tile_grid.add_child(tile)
            tile.entitle(title)
            self._tiles[stat] = tile

    def _hear(self, event: Event) -> None:
        self._show_progress()
        self._tour.hear(event)

    async def _play(self) -> None:
        await self._tour.run()
        self.say("The tour is over.")

    def _enable(self, enabled: bool) -> None:
        for child in self._actions.get_children():
            if isinstance(child, Button):
                child.disabled = not enabled

    def _show_progress(self) -> None:
        unlocked = 0
        for achievement in self.steam.getAchievementNames():
            info = self.steam.getAchievementInfo(achievement)
            if info is None:
                continue
            if achievement not in self._rows:
                self._add_row(achievement)
            row = self._rows[achievement]
            row.show_info(info, self._game.progress(achievement))
            row.show_friend(self._friends_achievement(achievement))
            unlocked += info["unlocked"]
        self._unlocked_count.text = f"{unlocked} of {len(self._rows)} unlocked"
        for stat, tile in self._tiles.items():
            tile.show_value(_number(self._game.stat(stat), stat))
            tile.show_friend(self._friends_stat(stat))

    def _add_row(self, achievement: str) -> None:
        row: AchievementRow = self.row_scene.instantiate()
        row.achievement = achievement
        self._placeholder.hide()
        self._row_list.add_child(row)
        self._rows[achievement] = row

    def _friends_achievement(self, achievement: str) -> AchievementInfo | None:
        """What the friend has; None until the friend's progress was requested."""
        return self.steam.getAchievementInfo(achievement, self._tour.friend_steam_id)

    def _friends_stat(self, stat: str) -> str:
        # Any achievement tells whether the friend's progress is there.
        first = next(iter(self._rows), None)
        if first is None or self._friends_achievement(first) is None:
            return ""
        return _number(self._game.stat(stat, self._tour.friend_steam_id), stat)

    def _first_locked(self) -> str | None:
        for achievement in self._rows:
            if not self._game.is_unlocked(achievement):
                return achievement
        self.say("Every achievement is unlocked; reset the progress to begin again.")
        return None

    # Connected in the scene: the editor's dock "Signals" writes such functions.

    def _on_win_pressed(self) -> None:
        self._game.finish_game(won=True)

    def _on_lose_pressed(self) -> None:
        self._game.finish_game(won=False)

    def _on_fly_pressed(self) -> None:
        self._game.travel(150, 12)

    def _on_fire_pressed(self) -> None:
        self._game.fire(25)
        self._show_progress()

    def _on_show_progress_pressed(self) -> None:
        achievement = self._first_locked()
        if achievement is not None:
            reached, goal = below_goal(self._game.progress(achievement))
            self.steam.setAchievementProgress(achievement, reached, goal)

    def _on_unlock_pressed(self) -> None:
        achievement = self._first_locked()
        if achievement is not None:
            self.steam.setAchievementUnlocked(achievement)

    def _on_friend_pressed(self) -> None:
        self.steam.requestUserProgress(self._tour.friend_steam_id)

    def _on_failing_pressed(self) -> None:
        self.steam.requestUserProgress(self._tour.unknown_steam_id)

    def _on_reset_pressed(self) -> None:
        self.ask(self._reset_dialog)

    def _on_reset_confirmed(self) -> None:
        self._game.reset()
        self._show_progress()  # no userProgressUpdate follows a reset


def _number(value: float, stat: str) -> str:
    return f"{value:.1f}" if STAT_TYPES[stat] == "averageRate" else f"{int(value)}"
