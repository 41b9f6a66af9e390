from godot import Label, PanelContainer, TextureRect, exposed
from godot_steamworks.node import Steamworks
from in_python.demo.events import Event


@exposed
class UserPill(PanelContainer):
    """Who plays: the small avatar and the name, or that there is no Steam."""

    def _ready(self) -> None:
        self._avatar: TextureRect = self.get_node("%Avatar")
        self._user: Label = self.get_node("%Name")

    def show_user(self, steam: Steamworks) -> None:
        """Shows the current user."""
        self.theme_type_variation = "GoodPill" if steam.isLoggedOn else "BadPill"
        info = steam.getUserInfo()
        self._user.text = "No Steam" if info is None else info["name"]
        self.tooltip_text = f"App {steam.appId}"
        if info is not None:
            self.tooltip_text += f", user {steam.userSteamId}"
        self._avatar.visible = steam.isLoggedOn
        self._show_avatar(steam)

    def hear(self, steam: Steamworks, event: Event) -> None:
        """Shows what an event changes."""
        if event["name"] == "userInfoUpdate" and event["userSteamId"] == steam.userSteamId:
            self.show_user(steam)

    def _show_avatar(self, steam: Steamworks) -> None:
        # None when there is none, or while Steam has not loaded it; then userInfoUpdate follows.
        image = steam.getUserImageInfo("smallAvatar")
        if image is not None:
            self._avatar.texture = steam.newTexture(image["imageHandle"])
