"""Contract: users and their avatars on the offline runtime."""

import itertools

import pytest

from steamworks import contract

from .running import frames

pytestmark = pytest.mark.contract

ME = "76561202255232769"
FRIEND = "76561202255232773"
FRIEND_INFO = {
    "name": "Łukasz Żółw 🎮",
    "nickname": "é漢🎮",
    "steamLevel": 41,
    "relationship": "friend",
    "status": "lookingToPlay",
}
WITHOUT_AVATAR = "76561202255232776"
SIZES = {"smallAvatar": 32, "mediumAvatar": 64, "largeAvatar": 184}
STRANGERS = itertools.count(76561197960287930)


@pytest.fixture
def stranger():
    """Somebody of whom no other test has changed anything: that outlives a connection."""
    return str(next(STRANGERS))


def updates(events, user=None):
    """The userInfoUpdates (of one user) so far, each as the set of its true flags."""
    return [
        {key for key, value in event.items() if value is True}
        for event in events
        if event["name"] == "userInfoUpdate" and user in (None, event["userSteamId"])
    ]


def test_current_user(steam):
    """Name, level and status; neither nickname nor relationship to oneself."""
    assert steam.getUserInfo() == {
        "name": "Offline Player",
        "nickname": "",
        "steamLevel": 7,
        "relationship": "none",
        "status": "online",
    }
    assert steam.getUserInfo(ME) == steam.getUserInfo()


def test_friend(steam, events):
    """Friends are known without asking, with every letter of theirs."""
    assert steam.getUserInfo(FRIEND) == FRIEND_INFO
    frames(steam)
    assert events == []


@pytest.mark.parametrize(
    ("user", "relationship", "status"),
    [
        ("76561202255232770", "friend", "online"),
        ("76561202255232771", "friend", "away"),
        ("76561202255232774", "friend", "busy"),
        ("76561202255232775", "friend", "snooze"),
        ("76561202255232776", "friend", "offline"),
        ("76561202255232777", "requestRecipient", "lookingToTrade"),
        ("76561202255232778", "blocked", "online"),
    ],
)
def test_words_for_everybody(steam, user, relationship, status):
    """Relationship and status are in the documented words."""
    info = steam.getUserInfo(user)
    assert (info["relationship"], info["status"]) == (relationship, status)


def test_stranger(steam, events, stranger):
    """Null, one update, and the information is there inside the listener, and from then on."""
    seen = []
    steam.addEventListener(
        "userInfoUpdate", lambda event: seen.append(steam.getUserInfo(event["userSteamId"]))
    )
    assert steam.getUserInfo(stranger) is None
    assert events == []
    frames(steam)
    (update,) = updates(events, stranger)
    assert {"nameChanged", "statusChanged"} <= update
    assert seen == [steam.getUserInfo(stranger)]
    assert list(seen[0]) == [key.name for key in contract.TYPES["UserInfo"].keys]
    assert seen[0]["name"] not in ("", "[unknown]")
    assert seen[0]["relationship"] == "none"


def test_stranger_asked_for_often(steam, events, stranger):
    """A game that asks in every frame until it is there hears of it once."""
    for _ in range(12):
        steam.getUserInfo(stranger)
        steam.pump()
    assert len(updates(events, stranger)) == 1


def test_several_strangers(steam, control_of, events):
    """Requests with different latencies are answered in the order of answering."""
    users = [str(next(STRANGERS)) for _ in range(3)]
    for user, latency in zip(users, (9, 1, 5), strict=True):
        control_of.delay_next("RequestUserInformation", latency)
        assert steam.getUserInfo(user) is None
    frames(steam)
    order = [event["userSteamId"] for event in events if event["name"] == "userInfoUpdate"]
    assert order == [users[1], users[2], users[0]]


def test_without_network(steam, control_of, events, stranger):
    """Nothing comes, and nothing is known, until the network is back."""
    control_of.set_online(False)
    assert steam.getUserInfo(stranger) is None
    assert steam.getUserImageInfo("largeAvatar", stranger) is None
    frames(steam, 50)
    assert updates(events) == []
    control_of.set_online(True)
    frames(steam)
    assert steam.getUserInfo(stranger) is not None
    assert updates(events, stranger)[-1] == {"largeAvatarChanged"}


@pytest.mark.parametrize(
    ("values", "flags", "key", "value"),
    [
        ({"name": "é漢🎮"}, {"nameChanged"}, "name", "é漢🎮"),
        ({"nickname": "¡olé!"}, {"nicknameChanged"}, "nickname", "¡olé!"),
        ({"status": "snooze"}, {"statusChanged"}, "status", "snooze"),
        ({"status": "offline"}, {"statusChanged"}, "status", "offline"),
        ({"relationship": "friend"}, {"relationshipChanged"}, "relationship", "friend"),
        ({"level": 4711}, {"steamLevelChanged"}, "steamLevel", 4711),
    ],
)
def test_changes(steam, control_of, events, stranger, values, flags, key, value):
    """What changes of a user is told by its flag alone, and reads back."""
    control_of.set_user(int(stranger), status="online", level=1)
    steam.getUserInfo(stranger)
    frames(steam)
    events.clear()
    control_of.set_user(int(stranger), **values)
    frames(steam)
    assert updates(events, stranger) == [flags]
    assert steam.getUserInfo(stranger)[key] == value


@pytest.mark.parametrize("kind", ["smallAvatar", "mediumAvatar"])
def test_small_avatars(steam, events, kind):
    """Those of the current user and of friends are there at once; handles stay the same."""
    for user in (None, ME, FRIEND):
        info = steam.getUserImageInfo(kind, user)
        assert (info["pixelWidth"], info["pixelHeight"]) == (SIZES[kind], SIZES[kind])
        assert steam.getUserImageInfo(kind, user) == info
        assert len(steam.newTexture(info["imageHandle"]).rgba) == SIZES[kind] ** 2 * 4
    frames(steam)
    assert events == []


@pytest.mark.parametrize("kind", ["smallAvatar", "mediumAvatar"])
def test_small_avatar_of_a_stranger(steam, events, stranger, kind):
    """Null, and one update that says which avatars have come."""
    assert steam.getUserImageInfo(kind, stranger) is None
    frames(steam)
    (update,) = updates(events, stranger)
    assert {"smallAvatarChanged", "mediumAvatarChanged"} <= update
    assert "largeAvatarChanged" not in update
    assert steam.getUserImageInfo(kind, stranger)["pixelWidth"] == SIZES[kind]


def test_large_avatar_of_a_friend(steam, events):
    """Null once, then told, and there inside the listener."""
    seen = []
    steam.addEventListener(
        "userInfoUpdate",
        lambda event: seen.append(steam.getUserImageInfo("largeAvatar", event["userSteamId"])),
    )
    assert steam.getUserImageInfo("largeAvatar", FRIEND) is None
    frames(steam)
    assert updates(events) == [{"largeAvatarChanged"}]
    assert (seen[0]["pixelWidth"], seen[0]["pixelHeight"]) == (184, 184)
    texture = steam.newTexture(seen[0]["imageHandle"])
    assert len(texture.rgba) == 184 * 184 * 4
    assert len(set(texture.rgba)) > 10


def test_large_avatar_of_a_stranger(steam, events, stranger):
    """The information comes first, then the image: two updates, the flag in the last one only."""
    for _ in range(30):
        steam.getUserImageInfo("largeAvatar", stranger)
        steam.pump()
    first, second = updates(events, stranger)
    assert "nameChanged" in first
    assert "largeAvatarChanged" not in first
    assert second == {"largeAvatarChanged"}
    assert steam.getUserImageInfo("largeAvatar", stranger)["pixelWidth"] == 184


@pytest.mark.parametrize("call", ["RequestUserInformation", "GetLargeFriendAvatar"])
def test_large_avatar_that_fails(steam, control_of, events, stranger, call):
    """When a step of the chain fails, nothing claims the image is there; asking again helps."""
    control_of.fail_next(call, 2)
    assert steam.getUserImageInfo("largeAvatar", stranger) is None
    frames(steam, 30)
    assert all("largeAvatarChanged" not in update for update in updates(events))
    assert steam.getUserImageInfo("largeAvatar", stranger) is None
    frames(steam, 30)
    assert updates(events, stranger)[-1] == {"largeAvatarChanged"}
    assert steam.getUserImageInfo("largeAvatar", stranger)["pixelWidth"] == 184


def test_avatar_changes(steam, control_of, events, stranger):
    """A new avatar is told in all sizes that somebody looks at, the large one when it is loaded."""
    steam.getUserImageInfo("largeAvatar", stranger)
    frames(steam, 30)
    before = {kind: steam.getUserImageInfo(kind, stranger)["imageHandle"] for kind in SIZES}
    events.clear()
    control_of.set_user(int(stranger), avatar={"shape": "cat", "color": "#102030"})
    frames(steam, 30)
    assert updates(events, stranger) == [
        {"smallAvatarChanged", "mediumAvatarChanged"},
        {"largeAvatarChanged"},
    ]
    after = {kind: steam.getUserImageInfo(kind, stranger)["imageHandle"] for kind in SIZES}
    assert all(before[kind] != after[kind] for kind in SIZES)


def test_avatar_changes_of_whom_nobody_looks_at(steam, control_of, events, stranger):
    """The large image of others is not loaded for nothing."""
    steam.getUserInfo(stranger)
    frames(steam)
    events.clear()
    control_of.set_user(int(stranger), avatar={"shape": "cat", "color": "#102030"})
    frames(steam, 30)
    assert updates(events, stranger) == [{"smallAvatarChanged", "mediumAvatarChanged"}]


def test_avatar_is_taken_away(steam, control_of, events, stranger):
    """Who has none any more is told in all sizes that somebody looks at; then each is null."""
    for kind in SIZES:
        steam.getUserImageInfo(kind, stranger)
        frames(steam, 30)
    events.clear()
    control_of.set_user(int(stranger), avatar={"shape": "none"})
    frames(steam, 30)
    assert updates(events) == [{f"{kind}Changed" for kind in SIZES}]
    assert [steam.getUserImageInfo(kind, stranger) for kind in SIZES] == [None] * 3


def test_user_without_avatar(steam, events):
    """Null in every size, and nothing follows."""
    for kind in SIZES:
        assert steam.getUserImageInfo(kind, WITHOUT_AVATAR) is None
    frames(steam, 30)
    assert updates(events) == []


def test_other_current_user(path, control_of, steam):
    """When another user takes over, the functions mean that one."""
    control_of.act_as(int(FRIEND))
    try:
        assert steam.userSteamId == FRIEND
        assert steam.getUserInfo() == FRIEND_INFO | {"nickname": "", "relationship": "none"}
    finally:
        control_of.act_as(int(ME))
