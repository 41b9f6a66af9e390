from typing import NamedTuple

from godot import Button, Color, Control, Label, Texture2D, TextureRect, exposed
from steamworks.shapes import Status, UserInfo


class Look(NamedTuple):
    """How one of Steam's status names is shown, and in which colour of the theme."""

    text: str
    color: str


LOOKS: dict[Status, Look] = {
    "online": Look("Online", "good"),
    "lookingToPlay": Look("Looking to play", "good"),
    "lookingToTrade": Look("Looking to trade", "good"),
    "busy": Look("Busy", "bad"),
    "away": Look("Away", "name"),
    "snooze": Look("Snoozing", "name"),
    "offline": Look("Offline", "dim"),
    "unknown": Look("Unknown", "dim"),
}


@exposed
class FriendRow(Button):
    """One user in a list: small avatar, name and status."""

    def _ready(self) -> None:
        self._avatar: TextureRect = self.get_node("%Avatar")
        self._user: Label = self.get_node("%UserName")
        self._status: Label = self.get_node("%Status")

    def show_info(self, info: UserInfo | None, is_me: bool) -> None:
        """Shows what ``getUserInfo`` says, or that it says nothing yet."""
        if info is None:
            return
        self._user.text = info["nickname"] or info["name"]
        self._status.text = ("You  ·  " if is_me else "") + LOOKS[info["status"]].text
        self._status.add_theme_color_override("font_color", status_color(info["status"], self))

    def show_avatar(self, texture: Texture2D) -> None:
        """Shows the avatar."""
        self._avatar.texture = texture

    def is_complete(self) -> bool:
        """Whether the name is shown. Not everybody has an avatar."""
        return self._user.text != ""


def status_color(status: Status, control: Control) -> Color:
    """The colour of a status, from the theme of a control."""
    return control.get_theme_color(LOOKS[status].color, "EventLog")
