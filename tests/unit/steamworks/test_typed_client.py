"""Room B: achievements and stats through the typed client, and what it refuses."""

import pytest

from steamworks import CallFailed, UserStatsStored


def test_typed_errors_of_the_typed_client(client, steam):
    """The typed client raises where the façade logs."""
    with pytest.raises(CallFailed, match="ACH_NONE"):
        client.user_stats.unlock("ACH_NONE")
    with pytest.raises(CallFailed, match="ACH_NONE"):
        client.user_stats.lock("ACH_NONE")
    with pytest.raises(TypeError):
        client.user_stats.set_stat_int("Wins", 1.5)
    with pytest.raises(ValueError, match="2147483647"):
        client.user_stats.set_stat_int("Wins", 2**31)
    with pytest.raises(ValueError, match="finite"):
        client.user_stats.set_stat_float("Feet", float("nan"))
    with pytest.raises(ValueError, match="above 0"):
        client.user_stats.update_average_rate("Speed", 1, 0)
    steam.refuse("request")
    with pytest.raises(CallFailed, match="did not accept"):
        client.user_stats.request(steam.other, print)


@pytest.mark.parametrize("user", ["76561197960287930", 1.5, None, True, 0, -1, 2**64, 12345])
def test_users_of_the_typed_client(client, steam, user):
    """Whatever is no user's Steam ID is a TypeError or ValueError, and never reaches Steam."""
    stats = client.user_stats
    calls = [lambda: stats.request(user, print)]
    if user is not None:  # which is the current user there
        calls += [
            lambda: stats.stat_int("Wins", user),
            lambda: stats.stat_float("Feet", user),
            lambda: stats.achievement("ACH_ONE", user),
            lambda: stats.is_unlocked("ACH_ONE", user),
        ]
    for call in calls:
        with pytest.raises((TypeError, ValueError), match=r"expected a .*Steam ID"):
            call()
    assert steam.count("requests") == 0


def test_handlers_of_the_typed_client(client, steam):
    """A handler that cannot be called, or an event that there is not, is refused at once."""
    with pytest.raises(TypeError, match="expected a callable"):
        client.subscribe(UserStatsStored, None)
    with pytest.raises(TypeError, match="expected one of the events IPCFailed"):
        client.subscribe(int, print)
    with pytest.raises(TypeError, match="expected a callable"):
        client.user_stats.request(steam.other, None)
    assert steam.count("requests") == 0


def test_achievements_of_the_typed_client(client):
    """Everything about achievements: unlock, lock, icon, limits of the stat behind it."""
    stats = client.user_stats
    stats.unlock("ACH_ONE")
    found = stats.achievement("ACH_ONE")
    assert (found.name, found.unlocked, found.unlock_time) == ("ACH_ONE", True, 1700000000)
    assert stats.is_unlocked("ACH_ONE") is True
    stats.lock("ACH_ONE")
    assert stats.is_unlocked("ACH_ONE") is False
    assert stats.achievement("ACH_ONE").unlock_time is None
    assert stats.achievement("ACH_NONE") is None
    assert stats.is_unlocked("ACH_NONE") is None
    assert stats.icon("ACH_ONE") == 5
    assert stats.progress_limits("ACH_ONE") == (0, 10)
    assert stats.progress_limits("ACH_TWO") == (0.5, 1.5)
    assert stats.progress_limits("ACH_NONE") is None


def test_names_are_asked_for_once(client, steam):
    """The names of all achievements stay the same, so that asking again costs nothing."""
    names = client.user_stats.achievement_names()
    assert names == ("ACH_ONE", "ACH_TWO", "ACH_Ü\ufffd")
    assert client.user_stats.achievement_names() == names
    assert steam.count("names") == 3


def test_names_that_are_not_there_yet(client, steam):
    """While Steam has none, it is asked again."""
    steam.dll.fake_not_loaded(True)
    assert client.user_stats.achievement_names() == ()
    steam.dll.fake_not_loaded(False)
    assert len(client.user_stats.achievement_names()) == 3


def test_names_of_any_length(client, steam):
    """A name that is longer than Steam's own limit arrives complete."""
    steam.dll.fake_long_name()
    assert client.user_stats.achievement_names()[1:] == ("x" * 4999, "ACH_Ü\ufffd")


def test_texts_are_asked_for_once(client, steam):
    """The texts of an achievement stay the same; whether it is unlocked is asked every time."""
    assert client.user_stats.achievement("ACH_ONE").unlocked is False
    asked = steam.count("texts")
    client.user_stats.unlock("ACH_ONE")
    achievement = client.user_stats.achievement("ACH_ONE")
    assert (achievement.localized_name, achievement.unlocked) == ("One ★", True)
    assert steam.count("texts") == asked


def test_texts_that_are_not_there_yet(client, steam):
    """While Steam has none, it is asked again."""
    steam.dll.fake_not_loaded(True)
    assert client.user_stats.achievement("ACH_TWO").localized_name == ""
    steam.dll.fake_not_loaded(False)
    found = client.user_stats.achievement("ACH_TWO")
    assert (found.localized_name, found.hidden) == ("One ★", True)
