from functools import partial

from godot import (
    Button,
    ConfirmationDialog,
    Label,
    PanelContainer,
    ProgressBar,
    TextureRect,
    exposed,
)
from in_python.demo.demo_scene import DemoScene
from in_python.demo.events import Event
from in_python.demo.shooting_range import ShootingRange
from in_python.demo.steps import StepFailed
from in_python.demo.toast import Toast
from steamworks.shapes import ImageInfo, NotificationPosition

ACHIEVEMENT = "ACH_HEAVY_FIRE"
"""For this achievement, if the app has it; otherwise for its first one."""

SHOTS_NEEDED = 100

CORNERS: dict[NotificationPosition, str] = {
    "topLeft": "TopLeft",
    "topRight": "TopRight",
    "bottomLeft": "BottomLeft",
    "bottomRight": "BottomRight",
}
"""The corners, in the order in which the scene plays them, with their buttons' names."""

REST_BETWEEN_SHOTS = 0.05
"""Between two shots when the scene plays itself: this part of the rest between two steps."""


@exposed
class Unlocking(DemoScene):
    """An achievement that is earned bit by bit.

    Steam shows the progress on the way, in the corner that the player chose, and unlocks it at the
    end.
    """

    async def _ready(self) -> None:
        self._achievement = ""
        self._title = ""
        self._is_unlocked = False
        self._shots = 0
        # After so many shots each time the progress is reported to Steam: not at every one.
        self._shots_between_reports = 25
        # The progress that was shown last, 0 at the start and after an unlock.
        self._shown = 0

        self._range: ShootingRange = self.get_node("%Range")
        self._toast: Toast = self.get_node("%Toast")
        self._picture: TextureRect = self.get_node("%Picture")
        self._title_label: Label = self.get_node("%AchievementTitle")
        self._text_label: Label = self.get_node("%AchievementText")
        self._bar: ProgressBar = self.get_node("%Bar")
        self._count: Label = self.get_node("%Count")
        self._card: PanelContainer = self.get_node("%Card")
        self._lock_button: Button = self.get_node("%LockButton")
        self._lock_dialog: ConfirmationDialog = self.get_node("LockDialog")
        self._fire_buttons: list[Button] = [
            self.get_node("%FireButton"),
            self.get_node("%FireManyButton"),
        ]
        await super()._ready()

    def _start(self) -> None:
        self._range.fired.connect(self._on_fired)
        for corner in CORNERS:
            self._corner_button(corner).pressed.connect(partial(self._choose_corner, corner))
        for button in self.get_node("%Steps").get_children():
            if isinstance(button, Button):
                button.pressed.connect(partial(self._report_after, int(button.text)))
        self._choose_corner("bottomRight")

    def _hear(self, event: Event) -> None:
        if event["name"] == "userProgressUpdate":
            if event["userSteamId"] == self.steam.userSteamId and not event["isError"]:
                self._show_achievement()
        elif event["name"] == "achievementInfoUpdate":
            if event["achievementName"] == self._achievement:
                self._show_notice(event["currentProgress"], event["maxProgress"])
        elif (
            event["name"] == "achievementImageUpdate"
            and event["achievementName"] == self._achievement
        ):
            self._show_image(event["imageInfo"])

    def _show_achievement(self) -> None:
        if not self._achievement:
            names = self.steam.getAchievementNames()
            if not names:
                return
            self._achievement = ACHIEVEMENT if ACHIEVEMENT in names else names[0]
            self._show_image(self.steam.getAchievementImageInfo(self._achievement))
        info = self.steam.getAchievementInfo(self._achievement)
        if info is None:
            return
        self._title = info["localizedName"]
        self._is_unlocked = info["unlocked"]
        self._title_label.text = self._title
        self._text_label.text = info["localizedDescription"]
        self._show_shots()

    def _show_shots(self) -> None:
        done = self._is_unlocked
        self._bar.max_value = SHOTS_NEEDED
        self._bar.value = SHOTS_NEEDED if done else self._shots
        self._bar.theme_type_variation = "FullBar" if done else ""
        self._count.text = "Unlocked" if done else f"{self._shots} / {SHOTS_NEEDED}"
        self._card.theme_type_variation = "UnlockedCard" if done else "Card"
        self._lock_button.disabled = not done

    def _show_image(self, image_info: ImageInfo | None) -> None:
        if image_info is not None:
            self._picture.texture = self.steam.newTexture(image_info["imageHandle"])
            self._toast.show_picture(self._picture.texture)

    def _show_notice(self, current: int | None, goal: int | None) -> None:
        self._shown = current or 0
        self._toast.show_achievement(self._title, self._picture.texture, current, goal)

    def _report_after(self, shots: int) -> None:
        self._shots_between_reports = shots

    def _choose_corner(self, corner: NotificationPosition) -> bool:
        """Where Steam shows its notices, and the game its own."""
        self._corner_button(corner).button_pressed = True
        self._toast.corner = corner
        return self.steam.setNotificationPosition(corner)

    def _corner_button(self, corner: NotificationPosition) -> Button:
        button: Button = self.get_node(f"%Corners/{CORNERS[corner]}")
        return button

    def _on_fired(self) -> None:
        if self._is_unlocked or not self._achievement:
            return
        self._shots = min(self._shots + 1, SHOTS_NEEDED)
        if self._shots == SHOTS_NEEDED or self._shots % self._shots_between_reports == 0:
            # Shows the progress, or unlocks the achievement when there is none left to make.
            self.steam.setAchievementProgress(self._achievement, self._shots, SHOTS_NEEDED)
        self._show_shots()

    def _lock_again(self) -> bool:
        """No event follows a reset: everything is asked for anew."""
        if not self.steam.resetUserProgress():
            return False
        self._shots = 0
        self._shown = 0
        self._show_achievement()
        self._show_image(self.steam.getAchievementImageInfo(self._achievement))
        return True

    async def _play(self) -> None:
        await self.step(
            "The achievement and its picture are fetched.",
            None,
            lambda: bool(self._achievement) and self._picture.texture is not None,
        )
        self._shots = 0
        if self._is_unlocked:
            await self.may_reset()
            await self.step(
                "The achievement is unlocked: all progress is reset.",
                self._lock_again,
                lambda: not self._is_unlocked,
            )
        self._shots_between_reports = SHOTS_NEEDED // len(CORNERS)
        for corner in CORNERS:
            await self._play_corner(corner)

    async def _play_corner(self, corner: NotificationPosition) -> None:
        self.say(f"Notices are shown in the corner {corner}.")
        if not self._choose_corner(corner):
            raise StepFailed(f"Steam did not take the position {corner}.")
        for _ in range(self._shots_between_reports):
            self._range.fire()
            await self.wait.rest(self.rest * REST_BETWEEN_SHOTS)
        expected = self._shots % SHOTS_NEEDED
        await self.step(
            f"After {self._shots} shots Steam is told.",
            None,
            lambda: self._shown == expected and self._is_unlocked == (expected == 0),
        )

    def _enable(self, enabled: bool) -> None:
        for button in self._fire_buttons:
            button.disabled = not enabled
        self._lock_button.disabled = not enabled or not self._is_unlocked

    def _on_fire_pressed(self) -> None:
        self._range.fire()

    def _on_fire_many_pressed(self) -> None:
        for _ in range(self._shots_between_reports):
            self._range.fire()

    def _on_lock_pressed(self) -> None:
        self.ask(self._lock_dialog)
