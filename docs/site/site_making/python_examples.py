"""The examples of the API reference in Python, by the name of what each is an example of.

An example is statements, where ``steam`` is the node, or methods of a script's class, where
``self.steam`` is. A test checks that every documented name has one, has mypy check all of them with
the stubs and the types of the events, and has the engine load them.
"""

from __future__ import annotations

from typing import Final

EXAMPLES: Final[dict[str, str]] = {
    "addEventListener": """\
def _ready(self) -> None:
    self.steam.addEventListener("overlayStatus", self._on_overlay_status)

def _on_overlay_status(self, event: dict) -> None:
    self.get_tree().paused = event["phase"] == "shown"
""",
    "removeEventListener": """\
def _exit_tree(self) -> None:
    self.steam.removeEventListener("overlayStatus", self._on_overlay_status)

def _on_overlay_status(self, event: dict) -> None:
    print(event["phase"])
""",
    "requestUserProgress": """\
friend = "76561197960287930"
event = await steam.requestUserProgress(friend)
if not event["isError"]:
    print(steam.getAchievementInfo("ACH_WIN_ONE_GAME", friend))
""",
    "getAchievementNames": """\
for achievement in steam.getAchievementNames():
    info = steam.getAchievementInfo(achievement)
    if info is not None:
        print(info["localizedName"])
""",
    "getAchievementInfo": """\
info = steam.getAchievementInfo("ACH_WIN_ONE_GAME")
if info is not None and info["unlockTime"] is not None:
    print(info["localizedName"], "since", time.ctime(info["unlockTime"]))
""",
    "getAchievementImageInfo": """\
def _ready(self) -> None:
    self.steam.achievementImageUpdate.connect(lambda _event: self.show_image())
    self.show_image()

def show_image(self) -> None:
    info = self.steam.getAchievementImageInfo("ACH_WIN_ONE_GAME")
    if info is not None:
        self.get_node("Picture").texture = self.steam.newTexture(info["imageHandle"])
""",
    "setAchievementUnlocked": """\
if not steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"):
    push_warning("The achievement was not unlocked.")
""",
    "setAchievementProgress": """\
wins = steam.getUserStatValue({"statName": "NumWins", "type": "int"})
if wins is not None:
    steam.setAchievementProgress("ACH_WIN_100_GAMES", int(wins), 100)
""",
    "getUserStatValue": """\
wins = steam.getUserStatValue({"statName": "NumWins", "type": "int"})
if wins is not None:
    print("Won", wins, "times")
""",
    "setUserStatValues": """\
steam.setUserStatValues([
    {"statName": "NumWins", "type": "int", "value": 12},
    {"statName": "AverageSpeed", "type": "averageRate", "value": 80.5, "sessionTimeLength": 60.0},
])
""",
    "resetUserStats": """\
if OS.is_debug_build() and steam.resetUserStats():
    steam.requestUserProgress()
""",
    "resetUserProgress": """\
if OS.is_debug_build() and steam.resetUserProgress():
    steam.requestUserProgress()
""",
    "requestActivePlayerCount": """\
event = await steam.requestActivePlayerCount()
if not event["isError"]:
    print(event["count"], "people play now")
""",
    "requestLeaderboardInfo": """\
event = await steam.requestLeaderboardInfo({"leaderboardName": "Feet Traveled"})
if not event["isError"]:
    print(event["entryCount"], "entries,", event["sortMethod"])
""",
    "requestLeaderboardEntries": """\
event = await steam.requestLeaderboardEntries({
    "leaderboardName": "Feet Traveled",
    "playerScope": "GlobalAroundUser",
    "startIndex": -3,
    "endIndex": 3,
})
for entry in event["entries"]:
    print(entry["globalRank"], entry["userSteamId"], entry["score"])
""",
    "requestSetHighScore": """\
event = await steam.requestSetHighScore({"leaderboardName": "Feet Traveled", "value": 4200})
if event["scoreChanged"]:
    print("Now on rank", event["currentGlobalRank"])
""",
    "getUserInfo": """\
me = steam.getUserInfo()
if me is not None:
    self.get_node("Greeting").text = f"Welcome, {me['name']} (level {me['steamLevel']})"
""",
    "getUserImageInfo": """\
def _ready(self) -> None:
    self.steam.userInfoUpdate.connect(lambda _event: self.show_avatar())
    self.show_avatar()

def show_avatar(self) -> None:
    info = self.steam.getUserImageInfo("largeAvatar")
    if info is not None:
        self.get_node("Avatar").texture = self.steam.newTexture(info["imageHandle"])
""",
    "newTexture": """\
info = steam.getUserImageInfo("mediumAvatar")
if info is not None:
    self.get_node("Avatar").texture = steam.newTexture(info["imageHandle"])
""",
    "newImageRect": """\
info = steam.getUserImageInfo("mediumAvatar")
if info is not None:
    avatar = steam.newImageRect(self, info["imageHandle"], 64, 64)
    if avatar is not None:
        avatar.tooltip_text = "That is you"
""",
    "setNotificationPosition": """\
steam.setNotificationPosition("topRight")
""",
    "showGameOverlay": """\
if not steam.showGameOverlay("Achievements"):
    print("The overlay cannot be shown.")
""",
    "showStoreOverlay": """\
def _on_buy_dlc_pressed(self) -> None:
    self.steam.showStoreOverlay("110902")
""",
    "showUserOverlay": """\
def _on_add_friend_pressed(self, user: str) -> None:
    self.steam.showUserOverlay(user, "friendadd")
""",
    "showWebOverlay": """\
page = f"https://store.steampowered.com/app/{steam.appId}"
if not steam.showWebOverlay(page):
    OS.shell_open(page)
""",
    "isDlcInstalled": """\
self.get_node("Levels/Bonus").visible = steam.isDlcInstalled("110902")
""",
    "getAuthSessionTicket": """\
ticket = steam.getAuthSessionTicket()
if ticket is not None:
    event = await steam.authSessionTicketResponse
    if not event["isError"]:
        self.get_node("LogIn").request(f"https://example.com/login?ticket={ticket}")
""",
    "appId": """\
print("App", steam.appId)
""",
    "appOwnerSteamId": """\
if steam.appOwnerSteamId != steam.userSteamId:
    print("Someone in the family has bought this game.")
""",
    "canShowOverlay": """\
def _process(self, delta: float) -> None:
    self.get_node("FriendsButton").disabled = not self.steam.canShowOverlay
""",
    "isLoggedOn": """\
if not steam.isLoggedOn:
    self.get_node("Message").text = "Start Steam, then the game, to collect achievements."
""",
    "userSteamId": """\
saved_game = f"user://{steam.userSteamId}.save"
""",
    "userProgressUpdate": """\
def _ready(self) -> None:
    self.steam.userProgressUpdate.connect(self._on_user_progress_update)

def _on_user_progress_update(self, event: dict) -> None:
    if event["isError"]:
        push_warning(f"No progress: result {event['resultCode']}")
    elif event["userSteamId"] == self.steam.userSteamId:
        print(self.steam.getUserStatValue({"statName": "NumWins", "type": "int"}))
""",
    "userProgressSave": """\
def _on_user_progress_save(self, event: dict) -> None:
    if event["resultCode"] == ResultCode.INVALID_PARAM:
        push_warning("Steam refused a value.")
""",
    "userProgressUnload": """\
def __init__(self) -> None:
    self.loaded: set[str] = set()

def _on_user_progress_unload(self, event: dict) -> None:
    self.loaded.discard(event["userSteamId"])
""",
    "achievementInfoUpdate": """\
def _on_achievement_info_update(self, event: dict) -> None:
    if event["maxProgress"] is None:
        print(event["achievementName"], "unlocked")
    else:
        print(event["achievementName"], event["currentProgress"], "of", event["maxProgress"])
""",
    "achievementImageUpdate": """\
def _on_achievement_image_update(self, event: dict) -> None:
    image = event["imageInfo"]
    if event["achievementName"] == "ACH_WIN_ONE_GAME" and image is not None:
        self.get_node("Picture").texture = self.steam.newTexture(image["imageHandle"])
""",
    "userInfoUpdate": """\
def _on_user_info_update(self, event: dict) -> None:
    user = self.steam.getUserInfo(event["userSteamId"])
    if event["nameChanged"] and user is not None:
        print("Now called", user["name"])
""",
    "overlayStatus": """\
def _on_overlay_status(self, event: dict) -> None:
    self.get_tree().paused = event["phase"] == "shown"
""",
    "microtransactionAuthorization": """\
def _on_microtransaction_authorization(self, event: dict) -> None:
    if event["authorized"]:
        self.get_node("Server").request(f"https://example.com/finish?order={event['orderId']}")
""",
    "authSessionTicketResponse": """\
def _on_auth_session_ticket_response(self, event: dict) -> None:
    self.get_node("LogInButton").disabled = event["isError"]
""",
    "activePlayerCount": """\
def _on_active_player_count(self, event: dict) -> None:
    if not event["isError"]:
        self.get_node("Players").text = f"{event['count']} playing"
""",
    "leaderboardInfo": """\
def _on_leaderboard_info(self, event: dict) -> None:
    if not event["isError"]:
        title = f"{event['leaderboardName']} ({event['entryCount']} entries)"
        self.get_node("Title").text = title
""",
    "leaderboardEntries": """\
def _on_leaderboard_entries(self, event: dict) -> None:
    for entry in event["entries"]:
        print(entry["globalRank"], entry["userSteamId"], entry["score"])
""",
    "setHighScore": """\
def _on_set_high_score(self, event: dict) -> None:
    if event["scoreChanged"]:
        print("From rank", event["previousGlobalRank"], "to", event["currentGlobalRank"])
""",
}
"""The examples; their names are those of `contract.FUNCTIONS`, `PROPERTIES` and `EVENTS`."""
