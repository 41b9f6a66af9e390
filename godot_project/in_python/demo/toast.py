from godot import (
    Control,
    Label,
    PanelContainer,
    ProgressBar,
    Texture2D,
    TextureRect,
    Tween,
    Vector2,
    exposed,
)
from steamworks.shapes import NotificationPosition

SECONDS = 5.0
SLIDE = 0.25
MARGIN = Vector2(14, 14)
CORNERS: dict[NotificationPosition, Vector2] = {
    "topLeft": Vector2(0, 0),
    "topRight": Vector2(1, 0),
    "bottomLeft": Vector2(0, 1),
    "bottomRight": Vector2(1, 1),
}
"""The corner that each of Steam's position names means: 0 is left or top, 1 right or bottom."""


@exposed
class Toast(PanelContainer):
    """The game's own notice about an achievement, in one of the corners that Steam's use."""

    _corner: NotificationPosition = "bottomRight"
    _life: Tween | None = None

    def _ready(self) -> None:
        self._picture: TextureRect = self.get_node("%ToastPicture")
        self._heading: Label = self.get_node("%ToastHeading")
        self._title: Label = self.get_node("%ToastTitle")
        self._bar: ProgressBar = self.get_node("%ToastBar")
        self._room: Control = self.get_parent()
        self._room.resized.connect(self._place)
        self.hide()

    @property
    def corner(self) -> NotificationPosition:
        """Where it is shown, as ``setNotificationPosition`` names it."""
        return self._corner

    @corner.setter
    def corner(self, value: NotificationPosition) -> None:
        self._corner = value
        self._place()

    def show_achievement(
        self, title: str, texture: Texture2D | None, current: int | None, goal: int | None
    ) -> None:
        """Shows how far an achievement has come, as ``achievementInfoUpdate`` says it.

        ``current`` and ``goal`` are None when the achievement was unlocked.
        """
        is_unlocked = current is None or goal is None
        self.theme_type_variation = "UnlockedToast" if is_unlocked else "Toast"
        self._heading.text = (
            "Achievement unlocked" if is_unlocked else f"Progress  {current} / {goal}"
        )
        self._heading.theme_type_variation = "GoodLabel" if is_unlocked else "DimLabel"
        self._title.text = title
        self._picture.texture = texture
        self._bar.visible = not is_unlocked
        if current is not None and goal is not None:
            self._bar.max_value = goal
            self._bar.value = current
        self.show()
        self.reset_size()
        self._place()
        self._fade()

    def show_picture(self, texture: Texture2D | None) -> None:
        """Changes the picture of the notice that is shown."""
        self._picture.texture = texture

    def _fade(self) -> None:
        if self._life is not None:
            self._life.kill()
        self.modulate.a = 0.0
        self._life = self.create_tween()
        self._life.tween_property(self, "modulate:a", 1.0, SLIDE)
        self._life.tween_interval(SECONDS)
        self._life.tween_property(self, "modulate:a", 0.0, SLIDE)
        self._life.tween_callback(self.hide)

    def _place(self) -> None:
        room = self._room.size - self.size - MARGIN * 2.0
        self.position = MARGIN + room * CORNERS[self._corner]
