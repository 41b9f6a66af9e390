"""Room B: userInfoUpdate, its flags, and the way of an avatar that Steam has to load."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steamworks import AvatarImageLoaded, PersonaChanged, Steamworks, contract

FLAGS = [key.name for key in contract.EVENTS["userInfoUpdate"].keys if key.name.endswith("Changed")]
BITS = {
    0x0001: {"nameChanged"},
    0x0002: {"statusChanged"},
    0x0004: {"statusChanged"},
    0x0008: {"statusChanged"},
    0x0010: set(),
    0x0020: set(),
    0x0040: {"smallAvatarChanged", "mediumAvatarChanged"},
    0x0080: set(),
    0x0100: set(),
    0x0200: {"relationshipChanged"},
    0x0400: {"nameChanged"},
    0x0800: {"facebookInfoChanged"},
    0x1000: {"nicknameChanged"},
    0x2000: {"steamLevelChanged"},
    0x4000: set(),
    0x8000: set(),
}
GROUP = 103582791429521408


def flags(event):
    """The flags of a userInfoUpdate that are true."""
    return {name for name in FLAGS if event[name]}


def image(facade, kind, user):
    """The handle of a user's avatar, None while there is none."""
    info = facade.getUserImageInfo(kind, str(user))
    return info and info["imageHandle"]


@pytest.fixture(autouse=True)
def images(steam):
    """The sizes of all handles that these tests use."""
    for handle, size in ((21, 32), (22, 64), (23, 184), (24, 184)):
        steam.image(handle, size)


@pytest.mark.parametrize(("bit", "expected"), BITS.items())
def test_each_bit_has_its_flag(facade, steam, heard, bit, expected):
    """Every bit of Steam's is told by the documented flag, or by none; the others are false."""
    steam.post(304, steam.changed(steam.other, bit))
    facade.pump()
    (event,) = heard.events
    assert flags(event) == expected
    assert event["userSteamId"] == str(steam.other)
    assert list(event) == [key.name for key in contract.EVENTS["userInfoUpdate"].keys]
    assert all(type(event[name]) is bool for name in FLAGS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bits=st.integers(-(2**31), 2**31 - 1))
def test_any_bits(facade, steam, heard, bits):
    """Whatever bits come together, the flags are those of each of them."""
    heard.events.clear()
    steam.post(304, steam.changed(steam.me, bits))
    facade.pump()
    (event,) = heard.events
    assert flags(event) == set().union(*(names for bit, names in BITS.items() if bits & bit))


def test_every_facade_hears_it(facade, client, steam):
    """All façades on the connection get it, each a dictionary of its own."""
    first, second = [], []
    facade.addEventListener("userInfoUpdate", first.append)
    other = Steamworks(client)
    other.addEventListener("userInfoUpdate", second.append)
    steam.post(304, steam.changed(steam.me, 1))
    facade.pump()
    assert first == second
    assert first[0] is not second[0]


@pytest.mark.parametrize("user", [GROUP, 0, 2**64 - 1])
def test_groups_are_no_users(facade, client, steam, heard, user):
    """Steam reports groups by the same callbacks; they are not told, but the typed client may."""
    seen = []
    client.subscribe(PersonaChanged, seen.append)
    client.subscribe(AvatarImageLoaded, seen.append)
    steam.post(304, steam.changed(user, 1))
    steam.post(334, steam.avatar_loaded(user, 23))
    facade.pump()
    assert heard.events == []
    assert seen == [PersonaChanged(user, 1), AvatarImageLoaded(user, 23, 184, 184)]


# --- small and medium avatars -------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "handle"), [("smallAvatar", 21), ("mediumAvatar", 22)])
@pytest.mark.parametrize("bits", [0x40, 0x41, 0x1])
def test_avatar_that_has_to_be_loaded(facade, steam, heard, kind, handle, bits):
    """Null and a request; then its flag, also when Steam reports the user without that bit."""
    steam.person(steam.other, known=False)
    assert facade.getUserImageInfo(kind, str(steam.other)) is None
    assert steam.people_count("requests") == 1
    steam.person(steam.other, avatars=(21, 22, 0))
    steam.post(304, steam.changed(steam.other, bits))
    facade.pump()
    (event,) = heard.events
    assert event[f"{kind}Changed"] is True
    assert event["largeAvatarChanged"] is False
    assert image(facade, kind, steam.other) == handle
    steam.post(304, steam.changed(steam.other, 0x1))
    facade.pump()
    assert flags(heard.events[1]) == {"nameChanged"}


def test_avatar_that_comes_later(facade, steam, heard):
    """While it is not there yet, an update about something else does not say that it is."""
    steam.person(steam.other, known=False)
    assert image(facade, "smallAvatar", steam.other) is None
    steam.person(steam.other)
    steam.post(304, steam.changed(steam.other, 0x1))
    facade.pump()
    steam.person(steam.other, avatars=(21, 22, 0))
    steam.post(304, steam.changed(steam.other, 0x2))
    facade.pump()
    assert [flags(event) for event in heard.events] == [
        {"nameChanged"},
        {"statusChanged", "smallAvatarChanged"},
    ]


def test_user_without_avatar(facade, steam, heard):
    """Who is known and has no avatar has null; nothing is loaded, and no event claims it."""
    steam.person(steam.other)
    for kind in contract.AVATAR_TYPES:
        assert image(facade, kind, steam.other) is None
    facade.pump()
    assert heard.events == []


# --- the large avatar ---------------------------------------------------------------------------


def test_large_avatar_of_a_stranger(facade, steam, heard):
    """First the information is requested, then the image, and its flag comes once, at the end."""
    steam.person(steam.other, known=False)
    assert image(facade, "largeAvatar", steam.other) is None
    assert steam.people_count("requests") == 1
    steam.person(steam.other, avatars=(21, 22, -1))
    steam.post(304, steam.changed(steam.other, 0x41))
    facade.pump()
    assert [flags(event) for event in heard.events] == [
        {"nameChanged", "smallAvatarChanged", "mediumAvatarChanged"}
    ]
    assert image(facade, "largeAvatar", steam.other) is None
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    facade.pump()
    assert [flags(event) for event in heard.events[1:]] == [{"largeAvatarChanged"}]
    assert facade.getUserImageInfo("largeAvatar", str(steam.other)) == {
        "imageHandle": 23,
        "pixelWidth": 184,
        "pixelHeight": 184,
    }


def test_large_avatar_of_a_friend(facade, steam, heard):
    """When the information is there already, only the image has to come."""
    steam.person(steam.other, avatars=(21, 22, -1))
    assert image(facade, "largeAvatar", steam.other) is None
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    facade.pump()
    assert [flags(event) for event in heard.events] == [{"largeAvatarChanged"}]


def test_large_avatar_that_is_there_with_the_information(facade, steam, heard):
    """An image that is there as soon as the user is known is told in that same event."""
    steam.person(steam.other, known=False)
    assert image(facade, "largeAvatar", steam.other) is None
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(304, steam.changed(steam.other, 0x1))
    facade.pump()
    assert [flags(event) for event in heard.events] == [{"nameChanged", "largeAvatarChanged"}]


@pytest.mark.parametrize("bits", [0x1, 0x40, 0x41])
def test_large_avatar_is_told_once(facade, steam, heard, bits):
    """A change that comes while the image is in Steam's queue tells it; the callback not again."""
    steam.person(steam.other, avatars=(21, 22, -1))
    assert image(facade, "largeAvatar", steam.other) is None
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(304, steam.changed(steam.other, bits))
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    facade.pump()
    told = [event for event in heard.events if event["largeAvatarChanged"]]
    assert told == heard.events[:1]


def test_large_avatar_changes(facade, steam, heard):
    """Whoever was asked for is followed: a new image is loaded, and told when it is there."""
    steam.person(steam.other, avatars=(21, 22, 23))
    assert image(facade, "largeAvatar", steam.other) == 23
    steam.person(steam.other, avatars=(21, 22, -1))
    steam.post(304, steam.changed(steam.other, 0x40))
    facade.pump()
    steam.person(steam.other, avatars=(21, 22, 24))
    steam.post(334, steam.avatar_loaded(steam.other, 24))
    facade.pump()
    assert [flags(event) for event in heard.events] == [
        {"smallAvatarChanged", "mediumAvatarChanged"},
        {"largeAvatarChanged"},
    ]
    assert image(facade, "largeAvatar", steam.other) == 24


def test_large_avatar_changes_at_once(facade, steam, heard):
    """A new image that Steam has already is told in the event of the change."""
    steam.person(steam.other, avatars=(21, 22, 23))
    assert image(facade, "largeAvatar", steam.other) == 23
    steam.person(steam.other, avatars=(21, 22, 24))
    steam.post(304, steam.changed(steam.other, 0x40))
    facade.pump()
    (event,) = heard.events
    assert flags(event) == {"smallAvatarChanged", "mediumAvatarChanged", "largeAvatarChanged"}


def test_large_avatar_is_taken_away(facade, steam, heard):
    """A user who has none any more: told once, as with the small ones, and a later one is news."""
    steam.person(steam.other, avatars=(21, 22, 23))
    assert image(facade, "largeAvatar", steam.other) == 23
    steam.person(steam.other)
    for _ in range(2):
        steam.post(304, steam.changed(steam.other, 0x40))
        facade.pump()
    small_ones = {"smallAvatarChanged", "mediumAvatarChanged"}
    assert [flags(event) for event in heard.events] == [
        small_ones | {"largeAvatarChanged"},
        small_ones,
    ]
    assert image(facade, "largeAvatar", steam.other) is None
    heard.events.clear()
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(304, steam.changed(steam.other, 0x40))
    facade.pump()
    assert [flags(event) for event in heard.events] == [small_ones | {"largeAvatarChanged"}]


def test_large_avatar_of_whom_nobody_asked(facade, steam, heard):
    """Changing the avatar of others does not have their large one loaded."""
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(304, steam.changed(steam.other, 0x40))
    facade.pump()
    assert flags(heard.events[0]) == {"smallAvatarChanged", "mediumAvatarChanged"}


def test_large_avatar_that_others_asked_for(facade, steam, heard):
    """An image that some other code in the process has loaded is told all the same."""
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    facade.pump()
    assert [flags(event) for event in heard.events] == [{"largeAvatarChanged"}]


@pytest.mark.parametrize("handle", [0, -1])
def test_large_avatar_that_could_not_be_loaded(facade, steam, heard, handle):
    """Nothing claims that it is there, and asking again begins anew."""
    steam.person(steam.other, avatars=(21, 22, -1))
    assert image(facade, "largeAvatar", steam.other) is None
    steam.post(334, steam.avatar_loaded(steam.other, handle, 0))
    facade.pump()
    assert heard.events == []
    assert image(facade, "largeAvatar", steam.other) is None
    steam.person(steam.other, avatars=(21, 22, 23))
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    facade.pump()
    assert [flags(event) for event in heard.events] == [{"largeAvatarChanged"}]


def test_large_avatar_of_somebody_without_one(facade, steam, heard):
    """A stranger who turns out to have no avatar: the information is told, and no avatar."""
    steam.person(steam.other, known=False)
    assert image(facade, "largeAvatar", steam.other) is None
    steam.person(steam.other)
    steam.post(304, steam.changed(steam.other, 0x1))
    facade.pump()
    assert [flags(event) for event in heard.events] == [{"nameChanged"}]


def test_avatars_of_many_users_at_once(facade, steam, heard):
    """Each user's avatar is told to be that user's, in the order in which Steam has them."""
    users = [steam.other, steam.other + 1, steam.other + 2]
    for user in users:
        steam.person(user, avatars=(21, 22, -1))
        assert image(facade, "largeAvatar", user) is None
    for user in reversed(users):
        steam.post(334, steam.avatar_loaded(user, 23))
    facade.pump()
    assert [event["userSteamId"] for event in heard.events] == [str(u) for u in reversed(users)]
    assert all(flags(event) == {"largeAvatarChanged"} for event in heard.events)


def test_asking_inside_the_listener(facade, steam, heard):
    """A listener may ask for the next avatar while it is told of one."""
    steam.person(steam.other, avatars=(21, 22, -1))
    steam.person(steam.other + 1, avatars=(21, 22, -1))
    facade.addEventListener(
        "userInfoUpdate", lambda event: image(facade, "largeAvatar", steam.other + 1)
    )
    assert image(facade, "largeAvatar", steam.other) is None
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    steam.post(334, steam.avatar_loaded(steam.other + 1, 24))
    facade.pump()
    assert [event["userSteamId"] for event in heard.events] == [
        str(steam.other),
        str(steam.other + 1),
    ]


STEPS = st.sampled_from(["ask", "answer", "load", "change", "noise", "pump"])
STRANGERS = itertools.count(76561197960300000)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(steps=st.lists(STEPS, max_size=15), avatar_bit=st.sampled_from([0, 0x40]))
def test_each_large_avatar_is_told_once(facade, steam, steps, avatar_bit):
    """However answers, images and changes of a stranger fall together, each image is told once."""
    user = next(STRANGERS)
    told, handles = [], [23, 24, 25, 26]
    known = asked = loading = False
    for handle in handles:
        steam.image(handle, 184)

    def on_update(event):
        if event["userSteamId"] == str(user) and event["largeAvatarChanged"]:
            told.append(image(facade, "largeAvatar", user))

    def put(large):
        steam.dll.fake_forget_people()
        steam.person(user, known=known, avatars=(21, 22, large))

    facade.addEventListener("userInfoUpdate", on_update)
    put(-1)
    for step in ["ask", *steps, "answer", "pump", "ask", "load", "pump", "pump"]:
        if step == "ask":
            assert image(facade, "largeAvatar", user) in (None, handles[0])
            asked = True
            loading = loading or (known and handles[0] not in told)
        elif step == "answer" and asked and not known:
            known = True
            put(-1)
            steam.post(304, steam.changed(user, 0x1 | avatar_bit))
            facade.pump()
            loading = True
        elif step == "load" and loading:
            put(handles[0])
            steam.post(334, steam.avatar_loaded(user, handles[0]))
            loading = False
        elif step == "change" and known and len(handles) > 1 and handles[0] in told:
            del handles[0]
            put(-1)
            steam.post(304, steam.changed(user, 0x40))
            facade.pump()
            loading = True
        elif step == "noise" and known:
            steam.post(304, steam.changed(user, 0x1 | avatar_bit))
        elif step == "pump":
            facade.pump()
    facade.removeEventListener("userInfoUpdate", on_update)
    assert told == [*range(23, handles[0] + 1)]
