from functools import partial

from godot import (
    Button,
    ButtonGroup,
    Control,
    HFlowContainer,
    Label,
    PackedScene,
    Texture2D,
    TextureRect,
    VBoxContainer,
    export,
    exposed,
)
from in_python.demo.demo_scene import DemoScene
from in_python.demo.events import Event
from in_python.demo.friend_row import LOOKS, FriendRow, status_color
from steamworks.shapes import (
    AvatarType,
    LeaderboardEntries,
    Relationship,
    UserInfoUpdate,
    UserOverlay,
)

BOARD = "Feet Traveled"

AVATARS: dict[AvatarType, str] = {
    "smallAvatar": "Small",
    "mediumAvatar": "Medium",
    "largeAvatar": "Large",
}
"""The avatars' types, with the name of the control that shows each."""

PAGES: dict[UserOverlay, str] = {
    "steamid": "Profile",
    "chat": "Chat",
    "stats": "Stats",
    "achievements": "Achievements",
    "jointrade": "Trade",
    "friendadd": "Add friend",
    "friendremove": "Remove friend",
    "friendrequestaccept": "Accept request",
    "friendrequestignore": "Ignore request",
}
"""The pages of ``showUserOverlay``."""

RELATIONSHIPS: dict[Relationship, str] = {
    "none": "No friend",
    "friend": "Friend",
    "blocked": "Blocked",
    "ignored": "Ignored",
    "ignoredFriend": "Ignored friend",
    "requestRecipient": "Wants to be a friend",
    "requestInitiator": "Was asked to be a friend",
    "suggested": "Suggested as a friend",
    "unknown": "Unknown",
}


@exposed
class Friends(DemoScene):
    """Friends: who they are, how they look, and the overlay's pages about them.

    The API has no list of friends: they are found in a leaderboard, as those who have a score
    there.
    """

    row_scene: PackedScene = export(PackedScene)
    no_avatar: Texture2D = export(Texture2D, doc="In place of an avatar that is not there.")

    async def _ready(self) -> None:
        self._rows: dict[str, FriendRow] = {}
        self._chosen = ""
        self._overlay_phase = "hidden"
        self._group = ButtonGroup()
        self._list: VBoxContainer = self.get_node("%Friends")
        self._notice: Label = self.get_node("%Notice")
        self._profile: Control = self.get_node("%Profile")
        self._avatars: Control = self.get_node("%Avatars")
        self._user: Label = self.get_node("%UserName")
        self._nickname: Label = self.get_node("%Nickname")
        self._status: Label = self.get_node("%Status")
        self._facts: Label = self.get_node("%Facts")
        self._pages: HFlowContainer = self.get_node("%Pages")
        self._overlay_state: Label = self.get_node("%OverlayState")
        await super()._ready()

    def _start(self) -> None:
        self._profile.hide()
        for page, title in PAGES.items():
            button = Button()
            button.text = title
            button.tooltip_text = f'showUserOverlay(…, "{page}")'
            button.pressed.connect(partial(self._show_page, page))
            self._pages.add_child(button)
        self._show_overlay_state()
        if not self.steam.requestLeaderboardEntries(
            {"leaderboardName": BOARD, "playerScope": "FriendsOnly", "listener": self._on_entries}
        ):
            self._notice.text = "Steam did not take the request for friends."

    def _hear(self, event: Event) -> None:
        if event["name"] == "userInfoUpdate":
            self._on_user_info_update(event)
        elif event["name"] == "overlayStatus":
            self._overlay_phase = event["phase"]
            self._show_overlay_state()

    def _on_entries(self, event: LeaderboardEntries) -> None:
        self._notice.visible = not event["entries"]
        self._notice.text = (
            "Steam could not say." if event["isError"] else "None of your friends plays this."
        )
        for entry in event["entries"]:
            self._add_row(entry["userSteamId"])
        if self._rows:
            self._press(self._first_friend())

    def _add_row(self, user: str) -> None:
        row: FriendRow = self.row_scene.instantiate()
        row.button_group = self._group
        row.pressed.connect(partial(self._choose, user))
        self._list.add_child(row)
        self._rows[user] = row
        self._show_row(user)

    def _show_row(self, user: str) -> None:
        row = self._rows[user]
        row.show_info(self.steam.getUserInfo(user), user == self.steam.userSteamId)
        texture = self._avatar(user, "smallAvatar")
        if texture is not None:
            row.show_avatar(texture)

    def _avatar(self, user: str, kind: AvatarType) -> Texture2D | None:
        """None when there is none, or while Steam loads it; userInfoUpdate follows then."""
        image = self.steam.getUserImageInfo(kind, user)
        return None if image is None else self.steam.newTexture(image["imageHandle"])

    def _on_user_info_update(self, event: UserInfoUpdate) -> None:
        user = event["userSteamId"]
        if user in self._rows:
            self._show_row(user)
        if user == self._chosen:
            self._show_info()
            for kind in AVATARS:
                if dict(event)[f"{kind}Changed"]:
                    self._show_avatar(kind)

    def _choose(self, user: str) -> None:
        self._chosen = user
        self._profile.show()
        self._show_info()
        for kind in AVATARS:
            self._show_avatar(kind)

    def _show_avatar(self, kind: AvatarType) -> None:
        texture = self._avatar(self._chosen, kind)
        self._avatar_rect(kind).texture = self.no_avatar if texture is None else texture

    def _show_info(self) -> None:
        info = self.steam.getUserInfo(self._chosen)
        if info is None:
            self._user.text = "…"
            self._nickname.text = self._status.text = self._facts.text = ""
            return
        self._user.text = info["name"]
        self._nickname.visible = info["nickname"] != ""
        self._nickname.text = f"“{info['nickname']}”"
        self._status.text = LOOKS[info["status"]].text
        self._status.add_theme_color_override("font_color", status_color(info["status"], self))
        is_me = self._chosen == self.steam.userSteamId
        relationship = "You" if is_me else RELATIONSHIPS[info["relationship"]]
        self._facts.text = f"{relationship}  ·  level {info['steamLevel']}  ·  {self._chosen}"

    def _avatar_rect(self, kind: AvatarType) -> TextureRect:
        rect: TextureRect = self._avatars.get_node(f"{AVATARS[kind]}/Picture")
        return rect

    def _show_page(self, page: UserOverlay) -> bool:
        return self.steam.showUserOverlay(self._chosen, page)

    def _show_overlay_state(self) -> None:
        if self.steam.canShowOverlay:
            self._overlay_state.text = f"The overlay is {self._overlay_phase}."
        else:
            self._overlay_state.text = "Steam has no overlay here: these do nothing."

    def _first_friend(self) -> str:
        friends = [user for user in self._rows if user != self.steam.userSteamId]
        return friends[0] if friends else next(iter(self._rows))

    async def _play(self) -> None:
        await self.step(
            f'Friends are looked for in the leaderboard "{BOARD}".',
            None,
            lambda: bool(self._rows),
        )
        await self.step("Their names are fetched.", None, self._is_list_complete)
        for user in list(self._rows):
            await self._show_friend(user)
        # Steam does not say who has no avatar: not each one can be waited for.
        seen = self._seen_friend()
        await self.step(
            f"The avatars of {seen}, in three sizes.",
            partial(self._press, seen),
            self._has_all_avatars,
        )
        if not self.steam.canShowOverlay:
            self.say("There is no overlay, so none is shown.")
            return
        await self.step(
            f"The overlay is asked to show the profile of {self._chosen}.",
            partial(self._show_page, "steamid"),
            lambda: self._overlay_phase == "shown",
        )

    async def _show_friend(self, user: str) -> None:
        await self.step(
            f"What Steam knows of {user}.",
            partial(self._press, user),
            lambda: self.steam.getUserInfo(user) is not None,
        )

    def _seen_friend(self) -> str:
        """The first friend with an avatar."""
        for user in self._rows:
            if user != self.steam.userSteamId and self._avatar(user, "smallAvatar") is not None:
                return user
        return self._first_friend()

    def _press(self, user: str) -> None:
        self._rows[user].button_pressed = True
        self._choose(user)

    def _is_list_complete(self) -> bool:
        return all(row.is_complete() for row in self._rows.values())

    def _has_all_avatars(self) -> bool:
        return all(self._avatar_rect(kind).texture != self.no_avatar for kind in AVATARS)
