from godot import (
    Color,
    Label,
    PanelContainer,
    ProgressBar,
    ResourceLoader,
    Texture2D,
    TextureRect,
    Time,
    exposed,
    load,
)
from in_python.demo.spacewar import Progress
from steamworks.shapes import AchievementInfo

ICONS = "res://icons/{}{}.svg"
ICON_OF_ANY = "any_achievement"


@exposed
class AchievementRow(PanelContainer):
    """One achievement: icon, name, description, progress, and whether a friend has it."""

    achievement = ""
    """The achievement's name on Steam."""

    def _ready(self) -> None:
        self._is_unlocked = False
        self._icon: TextureRect = self.get_node("%Icon")
        self._title: Label = self.get_node("%Title")
        self._description: Label = self.get_node("%Description")
        self._bar: ProgressBar = self.get_node("%Bar")
        self._count: Label = self.get_node("%Count")
        self._state: Label = self.get_node("%State")
        self._friend: Label = self.get_node("%Friend")

    def show_info(self, info: AchievementInfo, progress: Progress) -> None:
        """Shows what ``getAchievementInfo`` says, and how far the player has come."""
        unlocked = info["unlocked"]
        self._title.text = info["localizedName"]
        # Steam leaves it to the game to keep a hidden achievement's secret.
        is_secret = info["hidden"] and not unlocked
        self._description.text = (
            "A secret, until you have it." if is_secret else info["localizedDescription"]
        )
        self._icon.texture = self._load_icon(unlocked)
        self.theme_type_variation = "UnlockedCard" if unlocked else "Card"
        self._bar.max_value = progress.goal
        self._bar.value = progress.goal if unlocked else progress.reached
        self._bar.theme_type_variation = "FullBar" if unlocked else ""
        self._count.visible = not unlocked
        self._count.text = f"{progress.reached} / {progress.goal}"
        self._state.text = f"Unlocked {_day(info['unlockTime'] or 0)}" if unlocked else "Locked"
        self._state.theme_type_variation = "GoodLabel" if unlocked else "DimLabel"
        if unlocked and not self._is_unlocked:
            self._flash()
        self._is_unlocked = unlocked

    def show_friend(self, info: AchievementInfo | None) -> None:
        """Shows whether a friend has the achievement; None when that is unknown."""
        self._friend.visible = info is not None
        if info is not None:
            self._friend.text = "Friend has it" if info["unlocked"] else "Friend: not yet"

    def _load_icon(self, unlocked: bool) -> Texture2D:
        state = "" if unlocked else "_locked"
        path = ICONS.format(self.achievement.lower(), state)
        if not ResourceLoader.exists(path):
            path = ICONS.format(ICON_OF_ANY, state)
        icon: Texture2D = load(path)
        return icon

    def _flash(self) -> None:
        self.modulate = Color(1.6, 1.6, 1.6)
        self.create_tween().tween_property(self, "modulate", Color.WHITE, 0.8)


def _day(unix_time: int) -> str:
    minutes_from_utc = Time.get_time_zone_from_system()["bias"]
    day = Time.get_date_string_from_unix_time(unix_time + minutes_from_utc * 60)
    return "today" if day == Time.get_date_string_from_system() else day
