from functools import partial

from godot import (
    Button,
    ConfirmationDialog,
    GridContainer,
    Label,
    PackedScene,
    export,
    exposed,
)
from in_python.demo.demo_scene import DemoScene
from in_python.demo.events import Event
from in_python.demo.trophy_card import TrophyCard
from steamworks.shapes import ImageInfo

CARD_WIDTH = 218.0
GAP = 12.0
UNLOCKED_AT_ONCE = 3
"""So many achievements are unlocked when the scene plays itself."""


@exposed
class Achievements(DemoScene):
    """Achievements with the pictures that Steam has for them.

    They are grey while locked, and another one comes as soon as the achievement is unlocked.
    """

    card_scene: PackedScene = export(PackedScene)

    async def _ready(self) -> None:
        self._cards: dict[str, TrophyCard] = {}
        self._grid: GridContainer = self.get_node("%Cards")
        self._count: Label = self.get_node("%Count")
        self._lock_button: Button = self.get_node("%LockButton")
        self._lock_dialog: ConfirmationDialog = self.get_node("LockDialog")
        await super()._ready()

    def _start(self) -> None:
        self._grid.resized.connect(self._arrange)
        self._arrange()

    def _hear(self, event: Event) -> None:
        if event["name"] == "userProgressUpdate":
            if event["userSteamId"] == self.steam.userSteamId and not event["isError"]:
                self._show_all()
        elif event["name"] == "achievementImageUpdate":
            self._show_image(event["achievementName"], event["imageInfo"])

    def _show_all(self) -> None:
        unlocked = 0
        for achievement in self.steam.getAchievementNames():
            info = self.steam.getAchievementInfo(achievement)
            if info is None:
                continue
            if achievement not in self._cards:
                self._add_card(achievement)
            card = self._cards[achievement]
            card.show_info(info)
            if not card.has_image():
                # None while Steam has not loaded the picture; achievementImageUpdate follows then.
                self._show_image(achievement, self.steam.getAchievementImageInfo(achievement))
            unlocked += info["unlocked"]
        self._count.text = f"{unlocked} of {len(self._cards)} unlocked"

    def _add_card(self, achievement: str) -> None:
        card: TrophyCard = self.card_scene.instantiate()
        self._grid.add_child(card)
        card.unlock_pressed.connect(partial(self.steam.setAchievementUnlocked, achievement))
        self._cards[achievement] = card

    def _show_image(self, achievement: str, image_info: ImageInfo | None) -> None:
        card = self._cards.get(achievement)
        if card is None or image_info is None:
            return
        handle = image_info["imageHandle"]
        if card.image_handle != handle:
            card.show_image(image_info, self.steam.newTexture(handle))

    def _lock_all(self) -> bool:
        """No ``userProgressUpdate`` follows a reset: everything is asked for anew."""
        if not self.steam.resetUserProgress():
            return False
        for card in self._cards.values():
            card.forget_image()
        self._show_all()
        return True

    async def _play(self) -> None:
        await self.step("Each achievement's picture is fetched.", None, self._has_all_images)
        if len(self._locked()) < UNLOCKED_AT_ONCE:
            await self.may_reset()
            await self.step(
                "Most achievements are unlocked: all are locked again.",
                self._lock_all,
                lambda: self._has_all_images() and len(self._locked()) == len(self._cards),
            )
        locked = self._locked()
        for index in range(min(UNLOCKED_AT_ONCE, len(locked))):
            # From both ends in turn.
            place = index // 2
            await self._unlock(locked[place if index % 2 == 0 else -1 - place])

    async def _unlock(self, achievement: str) -> None:
        card = self._cards[achievement]
        before = card.image_handle
        await self.step(
            f"{achievement} is unlocked: its picture changes.",
            partial(self.steam.setAchievementUnlocked, achievement),
            lambda: card.is_unlocked and card.image_handle != before,
        )

    def _enable(self, enabled: bool) -> None:
        self._lock_button.disabled = not enabled
        for card in self._cards.values():
            card.can_be_unlocked = enabled

    def _has_all_images(self) -> bool:
        return bool(self._cards) and all(card.has_image() for card in self._cards.values())

    def _locked(self) -> list[str]:
        return [name for name, card in self._cards.items() if not card.is_unlocked]

    def _arrange(self) -> None:
        self._grid.columns = max(1, int((self._grid.size.x + GAP) // (CARD_WIDTH + GAP)))

    def _on_lock_pressed(self) -> None:
        self.ask(self._lock_dialog)
