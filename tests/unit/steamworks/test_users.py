"""Room B: who users are, and their avatars, by the façade's functions and the typed client."""

import ctypes

import pytest

from steamworks import AvatarSize, FriendRelationship, NotConnected, PersonaState, contract
from steamworks.facade.users import RELATIONSHIPS, STATUSES, UNKNOWN

TEXT = "é漢🎮"


def test_current_user(facade, steam):
    """The current user has no nickname and no relationship, whatever Steam says of either."""
    steam.person(steam.me, TEXT, nickname="me", state=3, relationship=3, level=42)
    expected = {
        "name": TEXT,
        "nickname": "",
        "steamLevel": 42,
        "relationship": "none",
        "status": "away",
    }
    assert facade.getUserInfo() == expected
    assert facade.getUserInfo(None) == expected
    assert facade.getUserInfo(str(steam.me)) == expected
    assert list(expected) == [key.name for key in contract.TYPES["UserInfo"].keys]
    assert steam.people_count("requests") == 0


def test_other_user(facade, steam):
    """Another user whose information is there is given at once, in UTF-8."""
    steam.person(steam.other, TEXT, nickname=f"my {TEXT}", state=1, relationship=3, level=7)
    assert facade.getUserInfo(str(steam.other)) == {
        "name": TEXT,
        "nickname": f"my {TEXT}",
        "steamLevel": 7,
        "relationship": "friend",
        "status": "online",
    }


def test_names_that_are_no_utf8(facade, steam):
    """Bytes that are not UTF-8 do not raise; what can be read of the name is there."""
    broken = b"A\xffb\xc3"
    steam.dll.fake_person(ctypes.c_uint64(steam.other), broken, broken, 1, 3, 7)
    info = facade.getUserInfo(str(steam.other))
    assert (info["name"], info["nickname"]) == ("A\ufffdb\ufffd", "A\ufffdb\ufffd")


def test_unknown_user_is_requested(facade, steam, heard):
    """Null while it is not cached; then it is requested, and there inside the listener."""
    steam.person(steam.other, "Bob", known=False)
    assert facade.getUserInfo(str(steam.other)) is None
    assert steam.people_count("requests") == 1
    seen = []
    facade.addEventListener(
        "userInfoUpdate", lambda event: seen.append(facade.getUserInfo(event["userSteamId"]))
    )
    steam.person(steam.other, "Bob")
    steam.post(304, steam.changed(steam.other, 0x1))
    facade.pump()
    assert [info["name"] for info in seen] == ["Bob"]
    assert heard.names == ["userInfoUpdate"]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "offline"),
        (1, "online"),
        (2, "busy"),
        (3, "away"),
        (4, "snooze"),
        (5, "lookingToTrade"),
        (6, "lookingToPlay"),
        (7, "unknown"),
        (8, "unknown"),
        (-1, "unknown"),
    ],
)
def test_status(facade, steam, number, word):
    """Each number of Steam's has its documented word; without one it is unknown."""
    steam.person(steam.me, state=number)
    steam.person(steam.other, state=number)
    assert facade.getUserInfo()["status"] == word
    assert facade.getUserInfo(str(steam.other))["status"] == word


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "none"),
        (1, "blocked"),
        (2, "requestRecipient"),
        (3, "friend"),
        (4, "requestInitiator"),
        (5, "ignored"),
        (6, "ignoredFriend"),
        (7, "suggested"),
        (8, "unknown"),
        (99, "unknown"),
    ],
)
def test_relationship(facade, steam, number, word):
    """Each number of Steam's has its documented word; without one it is unknown."""
    steam.person(steam.other, relationship=number)
    assert facade.getUserInfo(str(steam.other))["relationship"] == word


def test_words_are_the_documented_ones():
    """The words that users can have are those of the table, no more and no fewer."""
    assert {*STATUSES.values(), UNKNOWN} == set(contract.STATUSES)
    assert {*RELATIONSHIPS.values(), UNKNOWN} == set(contract.RELATIONSHIPS)


@pytest.mark.parametrize("kind", ["smallAvatar", "mediumAvatar", "largeAvatar"])
def test_avatar_that_is_there(facade, steam, kind):
    """Handle and size of an avatar that Steam has, without any request or event."""
    steam.image(21, 32)
    steam.image(22, 64)
    steam.image(23, 184)
    steam.person(steam.me, avatars=(21, 22, 23))
    expected = {
        "smallAvatar": {"imageHandle": 21, "pixelWidth": 32, "pixelHeight": 32},
        "mediumAvatar": {"imageHandle": 22, "pixelWidth": 64, "pixelHeight": 64},
        "largeAvatar": {"imageHandle": 23, "pixelWidth": 184, "pixelHeight": 184},
    }[kind]
    assert facade.getUserImageInfo(kind) == expected
    assert facade.getUserImageInfo(kind, str(steam.me)) == expected
    assert steam.people_count("requests") == 0


def test_every_avatar_type_is_known():
    """The documented types, in the order of the sizes that they stand for."""
    assert contract.AVATAR_TYPES == ("smallAvatar", "mediumAvatar", "largeAvatar")
    assert [size.value for size in AvatarSize] == [32, 64, 184]


@pytest.mark.parametrize(
    "kind", ["", "SmallAvatar", "small", "smallAvatar\0", None, 1, True, [], {}, b"smallAvatar"]
)
def test_bad_avatar_types(facade, log, kind):
    """Another type is refused; the message has the three words."""
    assert facade.getUserImageInfo(kind) is None
    assert facade.getUserImageInfo(type=kind) is None
    message = 'Steamworks.getUserImageInfo: type: expected one of "smallAvatar", "mediumAvatar", '
    assert all(text.startswith(message) for text in log.errors)
    assert len(log.errors) == 2


@pytest.mark.parametrize(
    "user", ["", "0", "letters", "12345", "103582791429521408", 76561197960287930, 1.5, True, []]
)
def test_bad_ids(facade, steam, log, user):
    """What is no user's Steam ID as a decimal string is refused, and never reaches Steam."""
    assert facade.getUserInfo(user) is None
    assert facade.getUserImageInfo("smallAvatar", user) is None
    assert steam.people_count("requests") == 0
    assert [text.split(" expected")[0] for text in log.errors] == [
        "Steamworks.getUserInfo: userSteamId:",
        "Steamworks.getUserImageInfo: userSteamId:",
    ]


def test_friends_of_the_typed_client(client, steam):
    """The typed client gives enums, and None for what only a newer Steam knows."""
    steam.person(steam.me, "Me", state=1, level=3)
    steam.person(steam.other, "Ann", nickname="A", state=2, relationship=3, level=5)
    friends = client.friends
    assert (friends.name(), friends.state(), friends.steam_level()) == (
        "Me",
        PersonaState.ONLINE,
        3,
    )
    assert friends.name(steam.other) == "Ann"
    assert friends.nickname(steam.other) == "A"
    assert friends.state(steam.other) is PersonaState.BUSY
    assert friends.relationship(steam.other) is FriendRelationship.FRIEND
    assert friends.steam_level(steam.other) == 5
    assert friends.request_information(steam.other) is False
    steam.person(steam.other, state=8, relationship=8)
    assert (friends.state(steam.other), friends.relationship(steam.other)) == (None, None)
    assert friends.nickname(steam.other) == ""


@pytest.mark.parametrize("user", ["76561197960287930", 1.5, True, 0, -1, 2**64, 12345])
def test_typed_client_refuses_what_is_no_user(client, steam, user):
    """A TypeError or ValueError; Steam is not asked."""
    friends = client.friends
    for call in (
        friends.request_information,
        friends.name,
        friends.nickname,
        friends.state,
        friends.relationship,
        friends.steam_level,
        lambda user: friends.avatar(AvatarSize.LARGE, user),
    ):
        with pytest.raises((TypeError, ValueError), match="Steam ID"):
            call(user)
    assert steam.people_count("requests") == 0


def test_typed_client_after_closing(client):
    """Whatever is read after the connection was closed raises NotConnected."""
    friends = client.friends
    client.close()
    for call in (friends.name, friends.state, friends.steam_level):
        with pytest.raises(NotConnected):
            call()
