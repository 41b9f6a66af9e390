from godot import Color, Label, PanelContainer, TextureRect, exposed
from godot_steamworks.node import Steamworks
from steamworks.shapes import DisplayType, LeaderboardEntry

MEDALS = (Color("f2c14e"), Color("c9d2e8"), Color("d08a5b"))


@exposed
class ScoreRow(PanelContainer):
    """One entry of a leaderboard: rank, avatar, name and score."""

    user_steam_id = ""

    def _ready(self) -> None:
        self._rank: Label = self.get_node("%Rank")
        self._avatar: TextureRect = self.get_node("%Avatar")
        self._user: Label = self.get_node("%UserName")
        self._score: Label = self.get_node("%Score")

    def show_entry(self, entry: LeaderboardEntry, display_type: DisplayType, is_me: bool) -> None:
        """Shows an entry, its score written as the board displays scores."""
        self.user_steam_id = entry["userSteamId"]
        self.theme_type_variation = "MyRow" if is_me else "Row"
        rank = entry["globalRank"]
        self._rank.text = in_thousands(rank)
        if rank <= len(MEDALS):
            self._rank.add_theme_color_override("font_color", MEDALS[rank - 1])
        self._score.text = score_text(entry["score"], display_type)

    def show_user(self, steam: Steamworks) -> None:
        """Shows what Steam knows of the user by now; userInfoUpdate tells when that is more."""
        info = steam.getUserInfo(self.user_steam_id)
        if info is not None:
            self._user.text = info["name"]
        image = steam.getUserImageInfo("smallAvatar", self.user_steam_id)
        if image is not None:
            self._avatar.texture = steam.newTexture(image["imageHandle"])

    def is_complete(self) -> bool:
        """Whether the name is there. Not everybody has an avatar."""
        return self._user.text != ""


def score_text(score: int, display_type: DisplayType) -> str:
    """A score in the way that a board displays its scores."""
    if display_type == "seconds":
        return _minutes(score)
    if display_type == "milliseconds":
        return f"{_minutes(score // 1000)}.{score % 1000:03d}"
    return in_thousands(score)


def in_thousands(number: int) -> str:
    """A number with a comma after each group of three digits."""
    return f"{number:,}"


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
