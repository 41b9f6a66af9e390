"""Room B: the table of documented names, held against a list that was written down apart from it.

The names, orders, types, defaults and strings are what games rely on: whoever changes one changes
this list too, and knows that games have to change.
"""

import ast
from pathlib import Path

from steamworks import contract
from steamworks.contract.rows import literal

SOURCES = Path(contract.__file__).parents[2]

# name(parameter: type = default) -> type | value on failure; `{` the keys of a dictionary `}`
FUNCTIONS = """
addEventListener(eventName: string, listener: listener) -> bool | false
removeEventListener(eventName: string, listener: listener) -> bool | false
requestUserProgress(userSteamId: string? = null) -> bool | false
getAchievementNames() -> array[string] | []
getAchievementInfo(achievementName: string, userSteamId: string? = null) -> AchievementInfo? | null
getAchievementImageInfo(achievementName: string) -> ImageInfo? | null
setAchievementUnlocked(achievementName: string) -> bool | false
setAchievementProgress(achievementName: string, value: int, maxValue: int) -> bool | false
getUserStatValue(params: dictionary{statName: string, type: string int/float/averageRate, \
userSteamId: string? = null}) -> number? | null
setUserStatValues(arrayOfStatTables: array[dictionary]{statName: string, \
type: string int/float/averageRate, value: number, sessionTimeLength: number? = null}) \
-> bool | false
resetUserStats() -> bool | false
resetUserProgress() -> bool | false
requestActivePlayerCount(listener: listener? = null) -> bool | false
requestLeaderboardInfo(params: dictionary{leaderboardName: string, listener: listener? = null}) \
-> bool | false
requestLeaderboardEntries(params: dictionary{leaderboardName: string, listener: listener? = null, \
playerScope: string Global/GlobalAroundUser/FriendsOnly = "Global", startIndex: int? = null, \
endIndex: int? = null}) -> bool | false
requestSetHighScore(params: dictionary{leaderboardName: string, value: int, \
listener: listener? = null}) -> bool | false
getUserInfo(userSteamId: string? = null) -> UserInfo? | null
getUserImageInfo(type: string smallAvatar/mediumAvatar/largeAvatar, userSteamId: string? = null) \
-> ImageInfo? | null
newTexture(imageHandle: int) -> texture? | null
newImageRect(parent: parent? = null, imageHandle: int, width: number, height: number) \
-> imageRect? | null
setNotificationPosition(positionName: string topLeft/topRight/bottomLeft/bottomRight) \
-> bool | false
showGameOverlay(overlayName: string? \
Achievements/Community/Friends/OfficialGameGroup/Players/Settings/Stats = null) -> bool | false
showStoreOverlay(appId: string? = null) -> bool | false
showUserOverlay(userSteamId: string, overlayName: string steamid/chat/jointrade/stats/achievements\
/friendadd/friendremove/friendrequestaccept/friendrequestignore = "steamid") -> bool | false
showWebOverlay(url: string? = null) -> bool | false
isDlcInstalled(appId: string) -> bool | false
getAuthSessionTicket() -> string? | null
"""

PROPERTIES = """
appId: string? | null
appOwnerSteamId: string? | null
canShowOverlay: bool | false
isLoggedOn: bool | false
userSteamId: string? | null
"""

EVENTS = """
userProgressUpdate{name: string, isError: bool, resultCode: int, userSteamId: string}
userProgressSave{name: string, isError: bool, resultCode: int, userSteamId: string}
userProgressUnload{name: string, userSteamId: string}
achievementInfoUpdate{name: string, achievementName: string, currentProgress: int?, \
maxProgress: int?}
achievementImageUpdate{name: string, achievementName: string, imageInfo: ImageInfo?, \
unlocked: bool}
userInfoUpdate{name: string, userSteamId: string, nameChanged: bool, nicknameChanged: bool, \
statusChanged: bool, relationshipChanged: bool, steamLevelChanged: bool, \
smallAvatarChanged: bool, mediumAvatarChanged: bool, largeAvatarChanged: bool, \
facebookInfoChanged: bool}
overlayStatus{name: string, phase: string shown/hidden}
microtransactionAuthorization{name: string, authorized: bool, orderId: string}
authSessionTicketResponse{name: string, isError: bool, resultCode: int}
activePlayerCount{name: string, isError: bool, count: int?}
leaderboardInfo{name: string, isError: bool, leaderboardName: string, leaderboardHandle: string?, \
entryCount: int?, sortMethod: string? ascending/descending/none/unknown, \
displayType: string? numeric/seconds/milliseconds/none/unknown}
leaderboardEntries{name: string, isError: bool, leaderboardName: string, \
leaderboardHandle: string, entries: array[LeaderboardEntry]}
setHighScore{name: string, isError: bool, leaderboardName: string, leaderboardHandle: string, \
scoreChanged: bool, currentGlobalRank: int?, previousGlobalRank: int?}
"""

TYPES = """
AchievementInfo{localizedName: string, localizedDescription: string, hidden: bool, \
unlocked: bool, unlockTime: int?}
ImageInfo{imageHandle: int, pixelWidth: int, pixelHeight: int}
UserInfo{name: string, nickname: string, steamLevel: int, relationship: string \
blocked/friend/ignored/ignoredFriend/none/requestRecipient/requestInitiator/suggested/unknown, \
status: string away/busy/lookingToPlay/lookingToTrade/offline/online/snooze/unknown}
LeaderboardEntry{userSteamId: string, globalRank: int, score: int}
"""


def told(row):
    """A parameter or key as the lists above write it."""
    text = f"{row.name}: {row.type}"
    if getattr(row, "keys", ()):
        text += f"{{{', '.join(map(told, row.keys))}}}"
    if row.words:
        text += f" {'/'.join(row.words)}"
    default = getattr(row, "default", contract.REQUIRED)
    return text if default is contract.REQUIRED else f"{text} = {literal(default)}"


def lines(text):
    """The rows of a list above."""
    return text.strip().splitlines()


def test_functions():
    """Every function, in the order of the reference, with its parameters, result and failure."""
    assert lines(FUNCTIONS) == [
        f"{row.name}({', '.join(map(told, row.parameters))}) -> {row.returns} | "
        f"{literal(row.failure)}"
        for row in contract.FUNCTIONS.values()
    ]


def test_properties():
    """Every property, with its type and its value without a connection."""
    assert lines(PROPERTIES) == [
        f"{row.name}: {row.type} | {literal(row.offline)}" for row in contract.PROPERTIES.values()
    ]


def test_events():
    """Every event, in the order of the reference, with its keys."""
    assert lines(EVENTS) == [
        f"{row.name}{{{', '.join(map(told, row.keys))}}}" for row in contract.EVENTS.values()
    ]


def test_types():
    """Every documented dictionary, with its keys."""
    assert lines(TYPES) == [
        f"{row.name}{{{', '.join(map(told, row.keys))}}}" for row in contract.TYPES.values()
    ]


def test_signatures_are_for_people():
    """A signature shows defaults, and a first parameter that can be left out in brackets."""
    signatures = {row.name: row.signature for row in contract.FUNCTIONS.values()}
    assert signatures["showUserOverlay"] == 'showUserOverlay(userSteamId, overlayName = "steamid")'
    assert signatures["getAchievementNames"] == "getAchievementNames()"
    assert signatures["newImageRect"] == "newImageRect([parent,] imageHandle, width, height)"
    leading = {row.name for row in contract.FUNCTIONS.values() if row.leading is not None}
    assert leading == {"newImageRect"}


def test_requests_have_an_answer():
    """Each function that asks says which event answers, and no other does."""
    answers = {row.name: row.answer for row in contract.FUNCTIONS.values() if row.answer}
    assert answers == {
        "requestUserProgress": "userProgressUpdate",
        "requestActivePlayerCount": "activePlayerCount",
        "requestLeaderboardInfo": "leaderboardInfo",
        "requestLeaderboardEntries": "leaderboardEntries",
        "requestSetHighScore": "setHighScore",
    }


def test_words_stand_once():
    """Every string value of the table is one of the words, and no row has its own copy."""
    rows = [
        *(key for event in contract.EVENTS.values() for key in event.keys),
        *(key for kind in contract.TYPES.values() for key in kind.keys),
    ]
    for function in contract.FUNCTIONS.values():
        for parameter in function.parameters:
            rows += [parameter, *parameter.keys]
    used = [row.words for row in rows if row.words]
    known = list(contract.WORDS.values())
    assert all(any(words is one for one in known) for words in used)
    assert all(any(words is one for words in used) for one in known), "each is used"


def test_no_other_module_repeats_words():
    """The strings of the table that are no words of any other kind stand in the table alone."""
    own = {
        word
        for words in contract.WORDS.values()
        for word in words
        if not word.islower() and not (word[0].isupper() and word[1:].islower())
    }
    assert {"averageRate", "topLeft", "FriendsOnly", "ignoredFriend", "largeAvatar"} <= own
    found = [
        f"{path.relative_to(SOURCES)}:{node.lineno} {node.value}"
        for room in ("steamworks", "godot_steamworks")
        for path in sorted((SOURCES / room).rglob("*.py"))
        if "contract" not in path.parts and path.name != "shapes.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in own
    ]
    assert found == []
