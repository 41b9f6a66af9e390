import math
from functools import partial
from typing import NamedTuple

from godot import (
    Button,
    Color,
    Control,
    GridContainer,
    HFlowContainer,
    Label,
    TextureRect,
    Tween,
    Vector2,
    exposed,
)
from in_python.demo.demo_scene import DemoScene
from in_python.demo.events import Event
from steamworks.shapes import ImageInfo, LeaderboardEntries

BOARD = "Feet Traveled"
"""Friends are those who have a score here."""

ROW_IMAGE = 76
GRID_IMAGE = 76
CENTRE_IMAGE = 132
RING_IMAGE = 60
RING_RADIUS = 136.0
ORBIT = Color("6ec5ff", 0.25)

RING_ROOM = 450.0
"""The width and height of the group with everything in it, also when it has grown."""

SECONDS = 0.6
FADED = 0.3
GROWN = 1.25


class Placed(NamedTuple):
    """A picture in a group, and the control that shows it."""

    handle: int
    rect: TextureRect


@exposed
class Groups(DemoScene):
    """Steam's pictures in the scene: newImageRect makes a control of each and puts it in its place.

    In a row or a grid the container arranges them; in a group of the scene's own they turn, fade
    and grow with it.
    """

    async def _ready(self) -> None:
        self._friends: list[str] = []
        self._changes: dict[str, Tween] = {}
        self._row: HFlowContainer = self.get_node("%Row")
        self._grid: GridContainer = self.get_node("%Grid")
        self._stage: Control = self.get_node("%Stage")
        self._place_of_ring: Control = self.get_node("%PlaceOfRing")
        self._ring: Control = self.get_node("%Ring")
        self._toggles: dict[str, Button] = {
            "turn": self.get_node("%TurnButton"),
            "fade": self.get_node("%FadeButton"),
            "grow": self.get_node("%GrowButton"),
        }
        self._fill_button: Button = self.get_node("%FillButton")
        self._count: Label = self.get_node("%Count")
        # Each group's pictures, by what they are of.
        self._placed: dict[Control, dict[str, Placed]] = {}
        for group in (self._row, self._grid, self._ring):
            self._forget(group)
        await super()._ready()

    def _start(self) -> None:
        self._stage.resized.connect(self._fit)
        self._fit()
        self._ring.draw.connect(self._draw_orbit)
        for what, toggle in self._toggles.items():
            toggle.toggled.connect(partial(self._change, what))
        self.steam.requestLeaderboardEntries(
            {"leaderboardName": BOARD, "playerScope": "FriendsOnly", "listener": self._on_entries}
        )

    def _hear(self, event: Event) -> None:
        if event["name"] in {"userProgressUpdate", "userInfoUpdate", "achievementImageUpdate"}:
            self._fill()

    def _on_entries(self, event: LeaderboardEntries) -> None:
        self._friends = [entry["userSteamId"] for entry in event["entries"]]
        self._fill()

    def _fill(self) -> None:
        """Places what Steam has by now. What it is still loading comes with a later event."""
        is_emptied = self._fill_button.button_pressed
        for user in self._friends:
            avatar = self.steam.getUserImageInfo("largeAvatar", user)
            self._place(self._row, user, avatar, ROW_IMAGE)
        if not is_emptied:
            me = self.steam.getUserImageInfo("largeAvatar")
            self._place_in_ring("me", me, CENTRE_IMAGE, Vector2.ZERO)
        names = self.steam.getAchievementNames()
        for index, name in enumerate(names):
            image = self.steam.getAchievementImageInfo(name)
            self._place(self._grid, name, image, GRID_IMAGE)
            if not is_emptied:
                way = Vector2.from_angle(math.tau * index / len(names) - math.pi / 2.0)
                self._place_in_ring(name, image, RING_IMAGE, way * RING_RADIUS)
        count = sum(group.get_child_count() for group in self._placed)
        self._count.text = f"{count} pictures"

    def _place(
        self, group: Control, what: str, image: ImageInfo | None, side: int
    ) -> TextureRect | None:
        """Makes a control for a picture in a group, unless that shows it already.

        Gives None when there is nothing to place.
        """
        old = self._placed[group].get(what)
        if image is None or (old is not None and old.handle == image["imageHandle"]):
            return None
        rect = self.steam.newImageRect(group, image["imageHandle"], side, side)
        if rect is None:
            return None
        if old is not None:
            # Another picture than before, such as that of an unlocked achievement: in its place.
            group.move_child(rect, old.rect.get_index())
            group.remove_child(old.rect)
            old.rect.queue_free()
        self._placed[group][what] = Placed(image["imageHandle"], rect)
        return rect

    def _place_in_ring(self, what: str, image: ImageInfo | None, side: int, place: Vector2) -> None:
        rect = self._place(self._ring, what, image, side)
        if rect is not None:
            rect.position = place - Vector2(side, side) / 2.0

    def _forget(self, group: Control) -> None:
        self._placed[group] = {}
        for child in group.get_children():
            group.remove_child(child)
            child.queue_free()

    def _fit(self) -> None:
        room = self._stage.size
        self._place_of_ring.position = room / 2.0
        self._place_of_ring.scale = Vector2.ONE * min(room.x, room.y) / RING_ROOM

    def _draw_orbit(self) -> None:
        self._ring.draw_arc(
            Vector2.ZERO, RING_RADIUS, 0, math.tau, 96, ORBIT, 2.0, antialiased=True
        )

    def _change(self, what: str, on: bool) -> None:
        """Changes the whole group at once: its pictures go with it."""
        if what in self._changes:
            self._changes[what].kill()
        tween = self._changes[what] = self.create_tween().set_trans(Tween.TRANS_SINE)
        if what == "turn":
            tween.tween_property(self._ring, "rotation", math.tau / 10.0 if on else 0.0, SECONDS)
        elif what == "fade":
            tween.tween_property(self._ring, "modulate:a", FADED if on else 1.0, SECONDS)
        else:
            scale = Vector2.ONE * (GROWN if on else 1.0)
            tween.tween_property(self._ring, "scale", scale, SECONDS)

    def _on_fill_toggled(self, emptied: bool) -> None:
        """The pictures of a group go with their controls."""
        self._fill_button.text = "Fill it again" if emptied else "Empty it"
        if emptied:
            self._forget(self._ring)
        self._fill()

    async def _play(self) -> None:
        await self.step(
            "Avatars and achievements become controls in a row, a grid and a group.",
            partial(self._set_emptied, False),
            self._is_full,
        )
        for what in ("fade", "turn", "grow"):
            self.say(f"The group as a whole: {what}.")
            self._toggles[what].button_pressed = True
            await self.pause()
        self._toggles["fade"].button_pressed = False
        await self.step(
            "Emptied: the group's controls are freed, their pictures with them.",
            partial(self._set_emptied, True),
            lambda: self._ring.get_child_count() == 0,
        )
        await self.step(
            "Filled again from the same handles.", partial(self._set_emptied, False), self._is_full
        )

    def _set_emptied(self, emptied: bool) -> None:
        self._fill_button.button_pressed = emptied

    def _is_full(self) -> bool:
        achievements = len(self.steam.getAchievementNames())
        seen = [user for user in self._friends if self._has_avatar(user)]
        return (
            self._row.get_child_count() > 0
            and self._row.get_child_count() == len(seen)
            and self._grid.get_child_count() == achievements
            and self._ring.get_child_count() == achievements + 1
        )

    def _has_avatar(self, user: str) -> bool:
        """Steam has the small avatars of friends at once; who has one, has a large one."""
        return self.steam.getUserImageInfo("smallAvatar", user) is not None

    def _enable(self, enabled: bool) -> None:
        for button in (self._fill_button, *self._toggles.values()):
            button.disabled = not enabled
