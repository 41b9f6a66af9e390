from godot import Label, Node, exposed
from godot_steamworks.node import Steamworks
from steamworks.shapes import AchievementInfoUpdate


@exposed
class Trophies(Node):
    """Tells Steam how the game goes, and the player what Steam says."""

    def _ready(self) -> None:
        self.steam: Steamworks = self.get_node("../Steamworks")
        self._best: Label = self.get_node("../Best")
        self._trophy: Label = self.get_node("../Trophy")

    def _on_game_star_caught(self) -> None:
        info = self.steam.getAchievementInfo("FIRST_STAR")
        if info is not None and not info["unlocked"]:
            self.steam.setAchievementUnlocked("FIRST_STAR")

    async def _on_game_round_ended(self, score: int, missed: int) -> None:
        if score > 0 and missed == 0:
            self.steam.setAchievementUnlocked("NOTHING_MISSED")
        stars = self.steam.getUserStatValue({"statName": "Stars", "type": "int"})
        if stars is not None:
            total = int(stars) + score
            self.steam.setUserStatValues([{"statName": "Stars", "type": "int", "value": total}])
        sent = self.steam.requestSetHighScore({"leaderboardName": "Best Round", "value": score})
        if sent:
            await sent
            await self.show_best()

    async def show_best(self) -> None:
        """Shows the first five of the leaderboard."""
        asked = self.steam.requestLeaderboardEntries(
            {
                "leaderboardName": "Best Round",
                "playerScope": "Global",
                "startIndex": 1,
                "endIndex": 5,
            }
        )
        if not asked:
            return
        event = await asked
        lines = []
        for entry in event["entries"]:
            user = self.steam.getUserInfo(entry["userSteamId"])
            who = "somebody" if user is None else user["name"]
            lines.append(f"{entry['globalRank']}. {who}: {entry['score']}")
        self._best.text = "\n".join(lines)

    # Connected in the editor, to the signal of the Steamworks node.
    def _on_steamworks_achievement_info_update(self, event: AchievementInfoUpdate) -> None:
        info = self.steam.getAchievementInfo(event["achievementName"])
        if event["maxProgress"] is None and info is not None:
            self._trophy.text = f"{info['localizedName']}: {info['localizedDescription']}"
