"""Users, as the current one sees them: requests, avatars, changes."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from offline_steam import portraits
from offline_steam.errors import DefinitionError, UnknownNameError
from offline_steam.people import LOADING, UNKNOWN_NAME
from offline_steam.portraits import LARGE, MEDIUM, SMALL, Portrait
from offline_steam.results import CallbackId, PersonaChange, PersonaState, Relationship, Result

ME, FRIEND = 76561202255232769, 76561202255232770
STRANGER = 76561202255232772
FACELESS = 76561202255232776
NOBODY = 76561202255239999
GROUP = 103582791429521412

FIRST_NEWS = PersonaChange.NAME | PersonaChange.STATUS | PersonaChange.NAME_FIRST_SET


def _news(client: Any) -> list[tuple[int, PersonaChange]]:
    """The users and flags of the 304s that came."""
    found = []
    for callback, data in client.pump():
        if callback == CallbackId.PERSONA_STATE_CHANGE:
            steam_id, flags = struct.unpack("<Qi", data)
            found.append((steam_id, PersonaChange(flags)))
    return found


def test_invented_people(client: Any) -> None:
    """Any valid ID is somebody: unknown until requested, then with name, level and avatar."""
    people = client.people
    assert (people.name(NOBODY), people.level(NOBODY)) == (UNKNOWN_NAME, 0)
    assert people.request(NOBODY, False) is True
    (told,) = _news(client)
    assert told == (NOBODY, FIRST_NEWS | PersonaChange.STEAM_LEVEL | PersonaChange.AVATAR)
    assert people.name(NOBODY) not in (UNKNOWN_NAME, "")
    assert people.level(NOBODY) > 0
    assert people.avatar(NOBODY, SMALL) > 0
    assert people.relationship(NOBODY) is Relationship.NONE
    assert people.request(NOBODY, False) is False


@pytest.mark.parametrize("steam_id", [0, 1, GROUP, 2**64 - 1])
def test_ids_of_nobody(client: Any, steam_id: int) -> None:
    """What is no user's ID is never requested and has nothing."""
    assert client.people.request(steam_id, False) is False
    assert client.people.name(steam_id) == UNKNOWN_NAME
    assert client.people.avatar(steam_id, SMALL) == client.people.large_avatar(steam_id) == 0
    assert _news(client) == []


def test_name_only(client: Any) -> None:
    """Asked for the name only there is no picture; asking for all brings just that."""
    people = client.people
    assert people.request(NOBODY, True)
    (told,) = _news(client)
    assert told == (NOBODY, FIRST_NEWS | PersonaChange.STEAM_LEVEL)
    assert people.avatar(NOBODY, SMALL) == people.large_avatar(NOBODY) == 0
    assert people.request(NOBODY, True) is False
    assert people.request(NOBODY, False) is True
    assert _news(client) == [(NOBODY, PersonaChange.AVATAR)]
    assert people.avatar(NOBODY, SMALL) > 0


def test_asked_twice_answered_once(client: Any) -> None:
    """Two requests on their way are one piece of news."""
    assert client.people.request(STRANGER, False) and client.people.request(STRANGER, False)
    assert len(_news(client)) == 1


def test_known_before_the_answer(client: Any) -> None:
    """Who becomes a friend while the request is on its way is answered all the same."""
    assert client.people.request(NOBODY, False)
    client.set_user(NOBODY, {"relationship": "friend"})
    assert _news(client) == [
        (NOBODY, PersonaChange.RELATIONSHIP),
        (NOBODY, PersonaChange.AVATAR),
    ]


def test_failed_request(client: Any) -> None:
    """A request that fails brings nothing, and can be made again."""
    client.fail_next("RequestUserInformation", Result.FAIL)
    assert client.people.request(STRANGER, False)
    assert _news(client) == []
    assert client.people.request(STRANGER, False)
    assert len(_news(client)) == 1


def test_small_avatars(client: Any) -> None:
    """Small and medium ones are there at once, the same handle each time, one for each size."""
    handles = [client.people.avatar(FRIEND, size) for size in (SMALL, MEDIUM, SMALL)]
    assert handles[0] == handles[2] != handles[1]
    image = client.images.get(handles[1])
    assert (image.width, image.height, len(image.rgba)) == (64, 64, 64 * 64 * 4)
    assert client.people.avatar(ME, SMALL) not in (0, *handles)


def test_large_avatar(client: Any) -> None:
    """Loading, then one 334 with the handle and the size, then the handle itself."""
    people = client.people
    assert [people.large_avatar(FRIEND) for _ in range(3)] == [LOADING] * 3
    ((callback, data),) = client.pump()
    steam_id, handle, width, height = struct.unpack("<Qiii", data)
    assert (callback, steam_id, width, height) == (334, FRIEND, LARGE, LARGE)
    assert people.large_avatar(FRIEND) == handle > 0
    assert client.images.get(handle).width == LARGE
    assert client.pump() == []


def test_large_avatar_without_latency(client: Any) -> None:
    """With no latency the handle is there at once, and 334 all the same."""
    client.set_latency(0)
    assert client.people.large_avatar(FRIEND) > 0
    assert [callback for callback, _ in client.list.messages] == [334]


def test_many_pictures_need_little_memory(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred large avatars are not kept as pixels; each can still be fetched."""

    @lru_cache(maxsize=4)
    def blank(portrait: Portrait, size: int) -> bytes:
        return portrait.seed.to_bytes(8, "little") * (size * size // 2)

    monkeypatch.setattr(portraits, "draw", blank)
    client.set_latency(0)
    tracemalloc.start()
    handles = []
    for number in range(300):
        client.people.request(NOBODY + number, False)
        handles.append(client.people.large_avatar(NOBODY + number))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 20 * LARGE * LARGE * 4
    assert client.images.get(handles[7]).rgba[:8] == (NOBODY + 7).to_bytes(8, "little")


def test_no_avatar(client: Any) -> None:
    """A user without a picture has 0 for all sizes, and nothing is loaded."""
    assert client.people.avatar(FACELESS, SMALL) == 0
    assert client.people.avatar(FACELESS, MEDIUM) == 0
    assert client.people.large_avatar(FACELESS) == 0
    assert client.pump() == []


def test_large_avatar_that_fails(client: Any) -> None:
    """A load that breaks tells nothing; the next call tries again."""
    client.fail_next_io("GetLargeFriendAvatar")
    assert client.people.large_avatar(FRIEND) == LOADING
    assert client.pump() == []
    assert client.people.large_avatar(FRIEND) == LOADING
    assert [callback for callback, _ in client.pump()] == [334]


def test_large_avatar_without_network(client: Any) -> None:
    """It comes once the network is back."""
    client.set_online(False)
    assert client.people.large_avatar(FRIEND) == LOADING
    assert [callback for callback, _ in client.pump()] == [103]
    client.set_online(True)
    assert [callback for callback, _ in client.pump()] == [101, 334]


def test_start_draws_nothing(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No picture is drawn before one is asked for."""

    def refuse(*_: object) -> bytes:
        raise AssertionError("drawn")

    monkeypatch.setattr(portraits, "draw", refuse)
    client = make_client()
    client.people.request(STRANGER, False)
    assert len(_news(client)) == 1
    with pytest.raises(AssertionError, match="drawn"):
        client.people.avatar(FRIEND, SMALL)


@pytest.mark.parametrize(
    ("values", "flags"),
    [
        ({"name": "é漢🎮"}, PersonaChange.NAME),
        ({"nickname": "漢"}, PersonaChange.NICKNAME),
        ({"status": "away"}, PersonaChange.STATUS),
        ({"status": "offline"}, PersonaChange.STATUS | PersonaChange.GONE_OFFLINE),
        ({"relationship": "blocked"}, PersonaChange.RELATIONSHIP),
        ({"relationship": "none"}, PersonaChange.RELATIONSHIP),
        ({"level": 24}, PersonaChange.STEAM_LEVEL),
        ({"avatar": {"shape": "none"}}, PersonaChange.AVATAR),
        (
            {"name": "x", "level": 1, "status": "busy"},
            PersonaChange.NAME | PersonaChange.STEAM_LEVEL | PersonaChange.STATUS,
        ),
    ],
)
def test_changes(client: Any, values: dict[str, object], flags: PersonaChange) -> None:
    """A friend who changes is told of once, with the flags of what is different now."""
    client.set_user(FRIEND, values)
    assert _news(client) == [(FRIEND, flags)]
    client.set_user(FRIEND, values)
    assert _news(client) == []


def test_coming_online(client: Any) -> None:
    """Who was offline comes online."""
    client.set_user(FACELESS, {"status": "online"})
    assert _news(client) == [(FACELESS, PersonaChange.STATUS | PersonaChange.COME_ONLINE)]
    assert client.people.state(FACELESS) is PersonaState.ONLINE


def test_changed_values(client: Any) -> None:
    """What was changed is what the getters give; the rest is as it was."""
    changes = {"name": "é漢🎮", "nickname": "漢", "level": 99, "relationship": "ignored_friend"}
    client.set_user(FRIEND, changes)
    people = client.people
    assert (people.name(FRIEND), people.nickname(FRIEND)) == ("é漢🎮", "漢")
    assert (people.level(FRIEND), people.state(FRIEND)) == (99, PersonaState.ONLINE)
    assert FRIEND in people.listed(0x400) and FRIEND not in people.listed(0x04)
    assert client.state()["changed_users"] == [str(FRIEND)]


def test_changed_avatar(client: Any) -> None:
    """Another picture has other handles; the large one is loaded anew."""
    people = client.people
    people.large_avatar(FRIEND)
    client.pump()
    before = [people.avatar(FRIEND, SMALL), people.large_avatar(FRIEND)]
    client.set_user(FRIEND, {"avatar": {"shape": "rocket", "color": "#102030"}})
    assert people.avatar(FRIEND, SMALL) not in (0, before[0])
    assert people.large_avatar(FRIEND) == LOADING
    assert [callback for callback, _ in client.pump()] == [304, 334]
    assert people.large_avatar(FRIEND) not in before


def test_changed_stranger(client: Any) -> None:
    """Nobody hears of a stranger's changes, until it is a friend."""
    client.set_user(NOBODY, {"name": "Nobody"})
    assert _news(client) == []
    assert client.people.name(NOBODY) == UNKNOWN_NAME
    client.set_user(NOBODY, {"relationship": "friend"})
    assert _news(client) == [(NOBODY, PersonaChange.RELATIONSHIP)]
    assert client.people.name(NOBODY) == "Nobody"
    assert NOBODY in client.people.listed(0x04)


def test_lists_are_made_once(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going through thousands of friends by index makes one list; news of anybody another."""
    made = []
    listed = client.users.listed
    monkeypatch.setattr(client.users, "listed", lambda: made.append(1) or listed())
    before = [list(client.people.listed(0x04)) for _ in range(50)]
    assert FRIEND in before[0] and before == [before[0]] * 50 and len(made) == 1
    client.set_user(FRIEND, {"relationship": "blocked"})
    assert FRIEND not in client.people.listed(0x04) and FRIEND in client.people.listed(0x01)
    client.act_as(before[0][1])
    assert before[0][1] not in client.people.listed(0x04)


def test_oneself(client: Any) -> None:
    """The current user's own name changes too."""
    client.set_user(ME, {"name": "Ada"})
    assert _news(client) == [(ME, PersonaChange.NAME)]
    assert client.people.name(ME) == "Ada"


def test_changes_outlive_the_connection(client: Any) -> None:
    """What was set before init and what was set before a shutdown holds after it."""
    client.set_user(FRIEND, {"level": 50})
    client.pump()
    client.disconnect()
    client.set_user(FRIEND, {"name": "Zo"})
    assert client.connect() == ""
    assert (client.people.name(FRIEND), client.people.level(FRIEND)) == ("Zo", 50)
    assert _news(client) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"age": 9}, "age = 9: a known key (name, nickname, status, "),
        ({"name": 5}, "name = 5: a string"),
        ({"name": "a\0b"}, "a string without NUL"),
        ({"status": "gone"}, "status = 'gone': one of 'online'"),
        ({"relationship": 3}, "relationship = 3: one of 'friend'"),
        ({"level": -1}, "level = -1: an integer from 0"),
        ({"avatar": "cat"}, "avatar = 'cat': a table"),
        ({"avatar": {"shape": "dog"}}, "avatar.shape = 'dog': one of 'alien'"),
        ({"avatar": {"color": "red"}}, "avatar.color = 'red': a color such as"),
        ({"avatar": {"size": 3}}, "avatar.size = 3: a known key (shape, color)"),
    ],
)
def test_bad_changes(client: Any, values: dict[str, object], words: str) -> None:
    """A wrong key or value is named with what is expected, and nothing changes."""
    before = client.people.name(FRIEND)
    with pytest.raises(DefinitionError) as caught:
        client.set_user(FRIEND, {"nickname": "new", **values})
    assert words in str(caught.value) and str(FRIEND) in str(caught.value)
    assert (client.people.name(FRIEND), client.people.nickname(FRIEND)) == (before, "Zoë")


@pytest.mark.parametrize("steam_id", [0, 5, GROUP, 2**64 + FRIEND])
def test_changes_of_nobody(client: Any, steam_id: int) -> None:
    """An ID that is no user's is refused."""
    with pytest.raises(UnknownNameError, match=str(steam_id)):
        client.set_user(steam_id, {"name": "x"})
